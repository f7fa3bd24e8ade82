// Starts the window: the icons, the connection to main, and React.
import './styles/primitives.css'
import './styles/tokens.css'
import './styles/environments.css'
import './styles/ground.css'
import './styles/frame.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { openDesk } from './desk/first-desk.ts'
import { DeskContext } from './desk/hooks.ts'
import { createDeskStore } from './desk/store.ts'
import { mountSprite } from './icons/sprite.ts'

mountSprite()
const place = document.getElementById('window')
if (!place) throw new Error('The page has no place for the window')
createRoot(place).render(
  <StrictMode>
    <DeskContext value={createDeskStore(openDesk, () => Date.now())}>
      <App />
    </DeskContext>
  </StrictMode>,
)

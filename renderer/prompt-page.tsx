// Starts the small window by the tray: the same connection and the same questions as the window, without the window.
import './styles/primitives.css'
import './styles/tokens.css'
import './styles/environments.css'
import './styles/ground.css'
import './styles/frame.css'
import { StrictMode, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { openDesk } from './desk/first-desk.ts'
import { DeskContext, useDeskState } from './desk/hooks.ts'
import { createDeskStore } from './desk/store.ts'
import { mountSprite } from './icons/sprite.ts'
import { Prompts } from './prompts/prompts.tsx'

/** Nothing is drawn before the question is known: main shows this page because there is one, and takes it away after. */
const PromptPage = () => {
  const theme = useDeskState(state => state.snapshot?.settings.theme ?? null)
  useEffect(() => {
    const root = document.documentElement
    if (theme === null || theme === 'system') delete root.dataset.theme
    else root.dataset.theme = theme
  }, [theme])
  return theme === null ? null : <Prompts />
}

mountSprite()
const place = document.getElementById('window')
if (!place) throw new Error('The page has no place for the question')
createRoot(place).render(
  <StrictMode>
    <DeskContext value={createDeskStore(openDesk, () => Date.now())}>
      <PromptPage />
    </DeskContext>
  </StrictMode>,
)

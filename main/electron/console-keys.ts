// The keys of a console window: the way around in it, as in any browser of that system. Pure.
import type { Input } from 'electron'
import type { StripAct } from '../../shared/strip-bridge.ts'

type Pressed = Pick<Input, 'alt' | 'control' | 'key' | 'meta' | 'shift' | 'type'>

/** What a press asks for, or null when it is the page's own. */
export const consoleKey = (input: Pressed, platform: NodeJS.Platform): StripAct | null => {
  if (input.type !== 'keyDown') return null
  const mac = platform === 'darwin'
  const command = mac ? input.meta && !input.control : input.control && !input.meta
  const alone = !(input.alt || input.control || input.meta)
  if (alone && input.key === 'F5') return 'reload'
  if (command && !input.alt && input.key.toLowerCase() === 'r') return 'reload'
  const back = mac ? command && input.key === '[' : input.alt && !input.control && input.key === 'ArrowLeft'
  if (back) return 'back'
  const forward = mac
    ? command && input.key === ']'
    : input.alt && !input.control && input.key === 'ArrowRight'
  return forward ? 'forward' : null
}

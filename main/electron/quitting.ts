// What quitting asks while sessions live, and what each answer means; pure.
import type { Settings } from '../../shared/settings.ts'

export type QuitChoice = 'end' | 'keep' | 'stay'

export type QuitQuestion = {
  readonly message: string
  readonly detail: string
  readonly buttons: readonly [string, string, string]
  readonly checkbox: string
}

const message = (live: number, opening: number): string => {
  if (live === 0)
    return opening === 1 ? '1 session is being opened.' : `${opening} sessions are being opened.`
  return live === 1 ? '1 session is live.' : `${live} sessions are live.`
}

/**
 * Null = nothing to ask: nothing lives, or the person said what they want.
 * @param opening sessions that are not there yet, but would be a moment later
 */
export const quitQuestion = (
  live: number,
  opening: number,
  onQuit: Settings['onQuit'],
): QuitQuestion | null =>
  live + opening === 0 || onQuit !== 'ask'
    ? null
    : {
        message: message(live, opening),
        detail:
          'Ending them takes their profiles away. Kept, they last until AWS ends them, are not renewed, and are tidied up at the next start.',
        buttons: ['End and quit', 'Keep and quit', 'Cancel'],
        checkbox: 'Always do this',
      }

/** The choice behind a button of the question; whatever else closes it keeps the app running. */
export const quitChoice = (button: number): QuitChoice => (['end', 'keep'] as const)[button] ?? 'stay'

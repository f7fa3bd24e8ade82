// `switchyard prompt`: a short mark for PS1, from the environment alone: it runs before every line a person types.
import { createClock } from '../../clock.ts'
import { marker } from '../../delivery/shell.ts'
import type { Command } from '../command.ts'

/** How long a shell's keys live: `47m`, `3h`, or `ended`. */
export const timeLeft = (expiresAt: string, now: number): string | null => {
  const end = Date.parse(expiresAt)
  if (Number.isNaN(end)) return null
  const minutes = Math.floor((end - now) / 60_000)
  if (end <= now) return 'ended'
  return minutes < 60 ? `${minutes}m` : `${Math.floor(minutes / 60)}h`
}

export const prompt: Command = {
  usage: 'prompt',
  summary: 'Prints which target this shell is and how long its keys live; nothing in any other shell.',
  example: 'PS1=\'$(switchyard prompt)\'"$PS1"',
  words: [0, 0],
  run({ io, env }) {
    const target = env.SWITCHYARD_TARGET
    const expiresAt = env.AWS_CREDENTIAL_EXPIRATION ?? null
    if (!target) {
      io.print({ target: null, expiresAt: null }, () => [])
      return Promise.resolve(0)
    }
    const left = expiresAt === null ? null : timeLeft(expiresAt, createClock().now())
    io.print({ target, expiresAt }, () => [`(${marker(target)}${left === null ? '' : ` ${left}`}) `])
    return Promise.resolve(0)
  },
}

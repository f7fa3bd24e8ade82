// A screen for a test: an X server without hardware, on a free display, and what its windows are called.
import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'

const run = promisify(execFile)

/** Null when the programs are here. Else the sentence for skipping; where CI is set they are promised, so it fails. */
export const whyNoScreen = (...more: readonly string[]): string | null => {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const missing = ['Xvfb', 'xdotool', ...more].filter(
    name => !folders.some(folder => existsSync(join(folder, name))),
  )
  if (process.platform === 'linux' && missing.length === 0) return null
  const sentence = `These tests need Linux with ${['Xvfb', 'xdotool', ...more].join(', ')}.`
  if (process.platform === 'linux' && process.env.CI) throw new Error(sentence)
  return sentence
}

export type Screen = {
  /** Such as `:7`. */
  readonly display: string
  /** Types into the window whose title matches, as a keyboard does. */
  typeInto(title: string, text: string): Promise<void>
}

export const openScreen = async (): Promise<Screen> => {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1024x768x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  onTestFinished(() => void server.kill('SIGKILL'))
  const display = await new Promise<string>((resolve, reject) => {
    server.stdio[3]?.once('data', (text: Buffer) => resolve(`:${text.toString().trim()}`))
    server.once('error', reject)
    server.once('exit', () => reject(new Error('Xvfb ended.')))
  })
  const env = { PATH: process.env.PATH, DISPLAY: display }
  return {
    display,
    async typeInto(title, text) {
      const { stdout } = await run('xdotool', ['search', '--sync', '--onlyvisible', '--name', title], {
        env,
        timeout: 20_000,
      })
      const [window = ''] = stdout.trim().split('\n')
      await run('xdotool', ['windowfocus', '--sync', window], { env, timeout: 10_000 })
      await run('xdotool', ['type', '--clearmodifiers', '--delay', '12', `${text}\n`], {
        env,
        timeout: 20_000,
      })
    },
  }
}

// A real terminal for a test: the command runs on a pseudo-terminal of its own, keys go in, the screen comes out.
import { spawn, spawnSync } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'
import { onTestFinished } from 'vitest'
import { cliPath } from './run-cli.ts'

/** Null when terminals can be opened here; else the sentence for skipping what needs one. */
export const whyNoTerminal = (): string | null => {
  if (process.platform !== 'win32' && spawnSync('python3', ['-c', 'import pty, termios']).status === 0)
    return null
  const sentence = 'The terminal tests need python3 on a system with pseudo-terminals.'
  if (process.env.CI) throw new Error(sentence)
  return sentence
}

/** Node cannot make a pseudo-terminal; Python's own library can. Modes of the line before and after show what was left changed. */
const driver = `
import fcntl, json, os, pty, select, struct, sys, termios
pid, line = pty.fork()
if pid == 0:
    # Its own side, before the command looks: 24 lines, as wide as the test says; 0 = the terminal does not say.
    if sys.argv[1] != '0': fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', 24, int(sys.argv[1]), 0, 0))
    os.execvpe(sys.argv[2], sys.argv[2:], os.environ)
before = termios.tcgetattr(line)
keys, ended = 0, None
while True:
    ready, _, _ = select.select([line] + ([keys] if keys is not None else []), [], [], 0.05)
    if keys in ready:
        typed = os.read(keys, 4096)
        if typed: os.write(line, typed)
        else: keys = None
    if line in ready:
        try: shown = os.read(line, 65536)
        except OSError: shown = b''
        if shown:
            os.write(1, shown)
            continue
    if ended is None:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done: ended = os.waitstatus_to_exitcode(status)
    elif line not in ready or not shown:
        break
after = termios.tcgetattr(line)
os.write(3, json.dumps({'code': ended, 'restored': before == after}).encode())
`

export type TerminalEnd = {
  /** Negative: the signal that ended it. */
  readonly code: number
  /** The line is in the modes it was in before: echo, whole lines, signals. */
  readonly restored: boolean
}

export type Terminal = {
  readonly ended: Promise<TerminalEnd>
  /** All that was ever shown, without control sequences. */
  screen(): string
  type(keys: string): void
  /** Waits until something shows that was not there at the last call. Throws after 15 s, or when the command ended without. */
  sees(what: RegExp): Promise<void>
}

export const ctrlC = '\u0003'
export const ctrlD = '\u0004'

export const openTerminal = (
  env: NodeJS.ProcessEnv,
  args: readonly string[],
  { columns = 0 } = {},
): Terminal => {
  const child = spawn('python3', ['-c', driver, String(columns), process.execPath, cliPath, ...args], {
    env: { ...env, TERM: 'xterm' },
    stdio: ['pipe', 'pipe', 'inherit', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let shown = ''
  let report = ''
  let over = false
  let read = 0
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    shown += text
  })
  child.stdio[3]?.on('data', (text: Buffer) => {
    report += text.toString()
  })
  const ended = new Promise<TerminalEnd>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => {
      over = true
      try {
        resolve(JSON.parse(report) as TerminalEnd)
      } catch {
        reject(new Error(`The terminal broke: ${screen()}`))
      }
    })
  })
  ended.catch(() => undefined)
  const screen = (): string => stripVTControlCharacters(shown)
  return {
    ended,
    screen,
    type: keys => void child.stdin?.write(keys),
    async sees(what) {
      const until = performance.now() + 15_000
      for (;;) {
        const found = what.exec(screen().slice(read))
        if (found) {
          read += found.index + found[0].length
          return
        }
        if (over || performance.now() > until)
          throw new Error(`${what} did not show on the terminal, but:\n${screen().slice(read)}`)
        await new Promise(resume => setTimeout(resume, 20))
      }
    },
  }
}

// Asks on the terminal: questions on stderr, answers from stdin, and Ctrl-C ends without a trace.
import { createInterface } from 'node:readline'
import type { Answer, Prompt } from '../../shared/prompt.ts'
import { openBrowser } from '../delivery/browser.ts'
import type { Io } from './output.ts'
import { scanCode } from './scan-code.ts'

export const hasTerminal = (): boolean => Boolean(process.stdin.isTTY && process.stderr.isTTY)

/** Asks for one line; null when the person pressed Ctrl-C or Ctrl-D. `hidden` shows nothing of what is typed. */
export const askLine = (
  question: string,
  options: { readonly hidden?: boolean; readonly signal?: AbortSignal } = {},
): Promise<string | null> =>
  new Promise(resolve => {
    const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: true })
    let answered = false
    const end = (answer: string | null): void => {
      if (answered) return
      answered = true
      lines.close()
      resolve(answer)
    }
    options.signal?.addEventListener('abort', () => end(null), { once: true })
    lines.on('SIGINT', () => {
      process.stderr.write('\n')
      end(null)
    })
    lines.on('close', () => end(null))
    lines.question(question, answer => {
      if (options.hidden) process.stderr.write('\n')
      end(answer.trim())
    })
    if (options.hidden) hideTyping(lines)
  })

/** readline echoes through `_writeToOutput`; it is the documented way of its own tests to silence it. */
const hideTyping = (lines: ReturnType<typeof createInterface>): void => {
  const silent = lines as unknown as { _writeToOutput(text: string): void }
  silent._writeToOutput = () => undefined
}

const mfaQuestion = (prompt: Extract<Prompt, { kind: 'mfa' }>): string => {
  const wait =
    prompt.nextCodeInSeconds === null
      ? ''
      : ` (the last code is used; the next one comes in ${prompt.nextCodeInSeconds} s)`
  const again = prompt.problem ? `${prompt.problem}\n` : ''
  return `${again}MFA code of ${prompt.user}, device ${prompt.serial}${wait}: `
}

/** `interrupted`: Ctrl-C or Ctrl-D; `refused`: an empty answer, or two that differ. */
export type TerminalAnswer = Answer | 'interrupted' | 'refused'

const askGuard = async (
  prompt: Extract<Prompt, { kind: 'guard' }>,
  signal: AbortSignal,
): Promise<TerminalAnswer> => {
  const what = prompt.breakGlass ? 'break-glass' : (prompt.environment ?? 'guarded')
  process.stderr.write(`${prompt.target} is ${what}.\n`)
  const reason = prompt.reason ? await askLine('Reason (a ticket, and why): ', { signal }) : ''
  if (reason === null) return 'interrupted'
  if (prompt.reason && reason === '') return 'refused'
  const given = prompt.reason ? reason : null
  if (prompt.confirm === null) return { kind: 'guard', reason: given, confirm: null }
  const confirm = await askLine(`Type the account’s name, ${prompt.confirm}, to go on: `, { signal })
  return confirm === null ? 'interrupted' : { kind: 'guard', reason: given, confirm }
}

/** The answer of the person at the terminal. Sign-ins are shown and have no answer. */
export const answerOnTerminal = async (prompt: Prompt, signal: AbortSignal): Promise<TerminalAnswer> => {
  if (prompt.kind === 'mfa') {
    for (;;) {
      const code = await askLine(mfaQuestion(prompt), { signal })
      if (code === null) return 'interrupted'
      if (/^\d{6}$/.test(code.replaceAll(' ', ''))) return { kind: 'mfa', code: code.replaceAll(' ', '') }
      process.stderr.write('A code has six digits.\n')
    }
  }
  if (prompt.kind === 'guard') return askGuard(prompt, signal)
  if (prompt.kind === 'passphrase') {
    if (prompt.problem) process.stderr.write(`${prompt.problem}\n`)
    const question =
      prompt.purpose === 'create' ? 'Choose a passphrase for the vault: ' : 'Passphrase of the vault: '
    const passphrase = await askLine(question, { hidden: true, signal })
    if (passphrase === null) return 'interrupted'
    if (passphrase === '') return 'refused'
    if (prompt.purpose === 'create') {
      const again = await askLine('Once more: ', { hidden: true, signal })
      if (again === null) return 'interrupted'
      if (again !== passphrase) {
        process.stderr.write('The two differ.\n')
        return 'refused'
      }
    }
    return { kind: 'passphrase', passphrase }
  }
  return 'refused'
}

/** Says where to sign in, as words or as one JSON line, and opens the page unless told not to. */
export const showSignIn = async (
  prompt: Extract<Prompt, { kind: 'sign-in' }>,
  io: Io,
  open: boolean,
  env: NodeJS.ProcessEnv,
): Promise<void> => {
  if (io.json) io.insist(JSON.stringify({ event: 'verify', url: prompt.url, userCode: prompt.userCode }))
  else {
    if (prompt.userCode) io.insist(`Code: ${prompt.userCode}`)
    io.insist(`Sign in to ${prompt.signIn} here: ${prompt.url}`)
    const { columns } = process.stderr
    const seen = prompt.flow === 'device-code' && process.stderr.isTTY && io.color && !io.quiet
    for (const line of (seen ? await scanCode(prompt.url, columns) : null) ?? []) io.say(line)
  }
  if (!open) return
  const opened = await openBrowser(prompt.url, env)
  if (!opened.ok && !io.json) io.say('No browser could be opened; open the address yourself.')
}

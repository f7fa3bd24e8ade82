// Codes of MFA devices: asked of a person, and never sent twice, because AWS takes each one once.
import type { Failure } from '../../shared/failure.ts'
import type { SignInId, TargetId } from '../../shared/names.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Ask } from '../ask.ts'
import type { MfaAnswer } from '../aws/sts.ts'
import type { Clock } from '../clock.ts'
import type { Vault } from '../vault/vault.ts'
import { jsonKey } from '../vault/vault-key.ts'
import { runMfaCommand } from './mfa-command.ts'
import { inTurn } from './pause.ts'

export type CodeWanted = {
  readonly ask: Ask
  /** A code given by flag: used instead of asking, once; wrong, nobody is asked. */
  readonly code?: string | null
  readonly signal?: AbortSignal | undefined
  /** What the question is for, if it is for one target. */
  readonly target?: TargetId | null
}

export type Device = { readonly signIn: SignInId; readonly user: string; readonly serial: string }

export interface Mfa {
  /**
   * Calls `use` with a code that was not used before. Asked again, up to five times, when AWS does not accept one.
   * Fails with answer-needed, cancelled, mfa-rejected (wrong; reused or refused before, with the seconds to the next code; device),
   * or with what `use` failed with.
   */
  withCode<T>(
    device: Device,
    wanted: CodeWanted,
    use: (mfa: MfaAnswer) => Promise<Result<T>>,
  ): Promise<Result<T>>
}

/** RFC 6238: a code belongs to a step of 30 seconds. */
const step = 30_000
/** AWS accepts a code of a neighboring step too, so a used one stays used for longer than its own. */
const remembered = 5 * 60_000
const mostTries = 5

/** `refused`: AWS said no to it, so it opened nothing, and the one on the device may still be good. */
type Used = { readonly code: string; readonly at: number; readonly refused?: true }
const usedKey = (serial: string) => jsonKey<readonly Used[]>('mfa-used', serial)

/** Refusals that come before AWS looks at a code, which is then still good. Everything else may have spent it. */
const beforeCode = new Set([
  'InvalidClientTokenId',
  'SignatureDoesNotMatch',
  'ExpiredToken',
  'RegionDisabledException',
  'ValidationError',
  'MalformedInput',
])
const leavesCode = (failure: Failure): boolean =>
  failure.kind === 'throttled' ||
  failure.kind === 'unreachable' ||
  ((failure.kind === 'aws-refused' || failure.kind === 'key-refused') && beforeCode.has(failure.awsCode))

/** STS has one code, AccessDenied, for all of these: only its words tell them apart. */
const rejection = (failure: Failure): 'wrong' | 'device' | null => {
  const said = failure.kind === 'aws-refused' || failure.kind === 'hop-refused' ? failure.awsMessage : ''
  if (/MultiFactorAuthentication failed with invalid MFA one time pass code/i.test(said)) return 'wrong'
  return /MultiFactorAuthentication failed, unable to validate MFA code/i.test(said) ? 'device' : null
}

export const createMfa = (deps: {
  readonly vault: Vault
  readonly clock: Clock
  readonly locks: string
  /** The person's program that prints the code of a sign-in's device; null = a person types it. */
  readonly command?: (signIn: SignInId) => readonly string[] | null
  readonly env?: Readonly<Record<string, string | undefined>>
}): Mfa => {
  const { vault, clock } = deps
  const secondsToNext = (): number => Math.ceil((step - (clock.now() % step)) / 1000)

  /** Notes the code as used, before it is sent; says what became of it when it was sent already, by whichever process. */
  const claim = (serial: string, code: string): Promise<Result<'free' | 'reused' | 'refused'>> =>
    vault.update(draft => {
      const now = clock.now()
      const recent = (draft.get(usedKey(serial)) ?? []).filter(used => Math.abs(now - used.at) < remembered)
      const before = recent.find(used => used.code === code)
      if (before) return before.refused ? 'refused' : 'reused'
      draft.set(usedKey(serial), [...recent, { code, at: now }])
      return 'free'
    })
  const noteRefused = (serial: string, code: string): Promise<Result<void>> =>
    vault.update(draft => {
      const all = draft.get(usedKey(serial)) ?? []
      draft.set(
        usedKey(serial),
        all.map(used => (used.code === code ? { ...used, refused: true } : used)),
      )
    })
  const release = (serial: string, code: string): Promise<Result<void>> =>
    vault.update(draft => {
      const left = (draft.get(usedKey(serial)) ?? []).filter(used => used.code !== code)
      draft.set(usedKey(serial), left)
    })
  /**
   * Seconds to the next code when one of this step was used; null when the one on the device is still good.
   * `typed`: what AWS refused was a slip of the finger, so the device's code is as good as before.
   */
  const waitFor = async (serial: string, typed: boolean): Promise<Result<number | null>> => {
    const used = await vault.read(usedKey(serial))
    if (!used.ok) return used
    const now = Math.floor(clock.now() / step)
    const spent = (used.value ?? []).some(one => Math.floor(one.at / step) === now && !(typed && one.refused))
    return ok(spent ? secondsToNext() : null)
  }

  const tryCode = async <T>(
    device: Device,
    code: string,
    use: (mfa: MfaAnswer) => Promise<Result<T>>,
  ): Promise<Result<T>> => {
    const { signIn, serial } = device
    const claimed = await claim(serial, code)
    if (!claimed.ok) return claimed
    if (claimed.value !== 'free') {
      const reason = claimed.value
      return failed({ kind: 'mfa-rejected', signIn, reason, nextCodeInSeconds: secondsToNext() })
    }
    const result = await use({ serial, code })
    if (result.ok) return result
    const reason = rejection(result.failure)
    if (reason === 'wrong') {
      const noted = await noteRefused(serial, code)
      if (!noted.ok) return noted
    }
    if (reason !== null) return failed({ kind: 'mfa-rejected', signIn, reason })
    if (leavesCode(result.failure)) await release(serial, code)
    return result
  }

  const untilNextCode = (signal: AbortSignal | undefined): Promise<void> =>
    new Promise(resolve => {
      const done = (): void => {
        cancel()
        signal?.removeEventListener('abort', done)
        resolve()
      }
      const cancel = clock.at((Math.floor(clock.now() / step) + 1) * step, done)
      signal?.addEventListener('abort', done)
    })

  /** One try with the person's own program; `problem` says why somebody has to be asked after all, null = nobody set one. */
  const tryCommand = async <T>(
    device: Device,
    wanted: CodeWanted,
    use: (mfa: MfaAnswer) => Promise<Result<T>>,
  ): Promise<{ readonly result: Result<T> } | { readonly problem: string | null }> => {
    // A touch of a key is asked of a person who waits for something, never out of the blue.
    const command = wanted.ask.unattended === true ? null : (deps.command?.(device.signIn) ?? null)
    if (command === null) return { problem: null }
    const seconds = await waitFor(device.serial, false)
    if (!seconds.ok) return { result: seconds }
    // The device still shows the code that was used.
    if (seconds.value !== null) await untilNextCode(wanted.signal)
    const ran = await runMfaCommand({ command, env: deps.env ?? {}, signal: wanted.signal })
    if (!ran.ok) return { result: ran }
    if ('problem' in ran.value) return ran.value
    const result = await tryCode(device, ran.value.code, use)
    if (result.ok || result.failure.kind !== 'mfa-rejected' || result.failure.reason === 'device')
      return { result }
    return { problem: ofCommand[result.failure.reason] }
  }

  const askAndTry = async <T>(
    device: Device,
    wanted: CodeWanted,
    use: (mfa: MfaAnswer) => Promise<Result<T>>,
  ): Promise<Result<T>> => {
    const tried = await tryCommand(device, wanted, use)
    if ('result' in tried) return tried.result
    let { problem } = tried
    if (problem !== null && !wanted.ask.can)
      return failed({ kind: 'answer-refused', what: 'mfa', message: problem })
    let last: Result<T> = failed({ kind: 'mfa-rejected', signIn: device.signIn, reason: 'wrong' })
    for (let attempt = 0; attempt < mostTries; attempt += 1) {
      const seconds = await waitFor(device.serial, true)
      if (!seconds.ok) return seconds
      const { user, signIn, serial } = device
      const answer = await wanted.ask.answer(
        {
          kind: 'mfa',
          signIn,
          user,
          serial,
          nextCodeInSeconds: seconds.value,
          problem,
          target: wanted.target ?? null,
        },
        wanted.signal,
      )
      if (!answer.ok) return answer
      const code = readCode(answer.value.code)
      if (code === null) {
        problem = 'A code has six digits.'
        continue
      }
      last = await tryCode(device, code, use)
      if (last.ok || last.failure.kind !== 'mfa-rejected' || last.failure.reason === 'device') return last
      problem = ofPerson(last.failure.reason, last.failure.nextCodeInSeconds ?? secondsToNext())
    }
    return last
  }

  return {
    withCode(device, wanted, use) {
      // A code that is given waits behind no question: it may well be the answer.
      if (typeof wanted.code === 'string') {
        const code = readCode(wanted.code)
        if (code !== null) return tryCode(device, code, use)
        const failure: Failure = { kind: 'bad-input', path: 'mfa-code', message: 'A code has six digits.' }
        return Promise.resolve(failed(failure))
      }
      const { signal } = wanted
      return inTurn(deps.locks, `mfa ${device.serial}`, signal, () => askAndTry(device, wanted, use))
    },
  }
}

type NotTaken = 'wrong' | 'refused' | 'reused'

/** What is said in the next question of a code that the person's own program printed. */
const ofCommand: Readonly<Record<NotTaken, string>> = {
  wrong: 'AWS did not accept the code of the MFA command.',
  refused: 'The MFA command printed a code that AWS refused already.',
  reused: 'The MFA command printed a code that was used already.',
}

/** The same of one that was typed; a slip of the finger is the likeliest of what AWS refuses. */
const ofPerson = (reason: NotTaken, seconds: number): string => {
  if (reason === 'wrong') return 'AWS did not accept this code.'
  if (reason === 'refused')
    return `AWS refused this code already. Type the one on the device; the next comes in ${seconds} s.`
  return `This code was used already, and a code works once: the next one comes in ${seconds} s.`
}

/** People type codes as their phones show them: `123 456`. */
const readCode = (typed: string): string | null => {
  const code = typed.replace(/[\s-]/g, '')
  return /^\d{6}$/.test(code) ? code : null
}

// The room of sign-ins over the demo AWS, with a vault in a temporary home, and people who answer as a test says.
import { onTestFinished } from 'vitest'
import type { AnswerableQuestion, Ask, SignInQuestion } from '../../main/ask.ts'
import { type Aws, createAws } from '../../main/aws/aws.ts'
import type { DemoOptions } from '../../main/demo/demo.ts'
import type { OrganizationName } from '../../main/demo/description.ts'
import { createSignIns } from '../../main/sign-ins/create-sign-ins.ts'
import type { SignIns } from '../../main/sign-ins/sign-ins.ts'
import type { Vault } from '../../main/vault/vault.ts'
import type { SignIn } from '../../shared/catalog.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import { type OpenDemo, openDemo } from './demo.ts'
import { estate } from './estate.ts'
import { type TempHome, tempHome } from './temp-home.ts'
import { openVault } from './temp-vault.ts'

export type Room = {
  readonly opened: OpenDemo
  readonly home: TempHome
  readonly env: Record<string, string | undefined>
  readonly aws: Aws
  readonly vault: Vault
  readonly signIns: SignIns
  /** Addresses that a browser was sent to. */
  readonly opens: string[]
  /** The same home as another process has it. */
  another(): { readonly signIns: SignIns; readonly vault: Vault; readonly aws: Aws }
}

export const openRoom = async (
  signIns: readonly SignIn[],
  organization: OrganizationName = 'ops-hub',
  options: Partial<DemoOptions> & {
    env?: Record<string, string>
    platform?: NodeJS.Platform
    /** By sign-in: the program that prints a code. */
    mfaCommand?: (signIn: string) => readonly string[] | null
  } = {},
): Promise<Room> => {
  const { env: more = {}, platform = 'darwin', mfaCommand = () => null, ...demoOptions } = options
  const opened = await openDemo(organization, demoOptions)
  const home = await tempHome()
  const env: Record<string, string | undefined> = {
    ...home.env,
    SWITCHYARD_ALLOW_ENDPOINTS: '1',
    AWS_ENDPOINT_URL: opened.url,
    ...more,
  }
  const opens: string[] = []
  const make = () => {
    const aws = createAws({ env, clock: opened.clock, userAgent: 'switchyard/test' })
    onTestFinished(() => aws.close())
    const vault = openVault(home)
    const room = createSignIns({
      aws,
      vault,
      clock: opened.clock,
      estate: () => Promise.resolve(ok(estate(signIns, []))),
      openUrl: url => {
        opens.push(url)
        return Promise.resolve(ok(null))
      },
      env,
      locks: home.paths.locks,
      mfaSeconds: () => 43_200,
      mfaCommand,
      platform,
    })
    return { aws, vault, signIns: room }
  }
  return { opened, home, env, opens, ...make(), another: make }
}

export type Person = Ask & {
  /** Every question so far, in order. */
  readonly asked: AnswerableQuestion[]
  readonly shown: SignInQuestion[]
  /** How many sign-in pages are open now. */
  open(): number
  /** Gives up every open question and page. */
  cancel(): void
}

/** Somebody who types what `code` says when asked for an MFA code; null = thinks about it for ever. */
export const person = (
  code: (question: AnswerableQuestion, nth: number) => string | null = () => null,
): Person => {
  const asked: AnswerableQuestion[] = []
  const shown: SignInQuestion[] = []
  const cancels = new Set<() => void>()
  let open = 0
  const answer = async (question: AnswerableQuestion, signal?: AbortSignal): Promise<Result<never>> => {
    asked.push(question)
    const typed = code(question, asked.length)
    if (typed !== null) return ok({ kind: 'mfa', code: typed } as never)
    return new Promise(resolve => {
      const give = (): void => resolve(failed({ kind: 'cancelled', what: 'the question' }))
      cancels.add(give)
      signal?.addEventListener('abort', give)
    })
  }
  return {
    can: true,
    asked,
    shown,
    open: () => open,
    cancel() {
      for (const cancel of cancels) cancel()
    },
    answer,
    show(question) {
      shown.push(question)
      open += 1
      const controller = new AbortController()
      cancels.add(() => controller.abort())
      let closed = false
      return {
        cancelled: controller.signal,
        close() {
          if (!closed) open -= 1
          closed = true
        },
      }
    },
  }
}

/** Resolves when `ready` says so; fails the test after five seconds. */
export const until = async (ready: () => boolean | Promise<boolean>): Promise<void> => {
  const end = Date.now() + 5_000
  while (!(await ready())) {
    if (Date.now() > end) throw new Error('It did not come about in time.')
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

/** The value of a result that must be good. */
export const good = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`Failed: ${JSON.stringify(result.failure)}`)
  return result.value
}
/** The failure of a result that must be one. */
export const bad = (result: Result<unknown>) => {
  if (result.ok) throw new Error('This should have failed.')
  return result.failure
}

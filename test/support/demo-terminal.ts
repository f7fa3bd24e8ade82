// A terminal in the demo world: beside a running `switchyard demo`, or with the demo AWS alone and no app.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClock } from '../../main/clock.ts'
import type { Call } from '../../main/demo/calls.ts'
import { type ControlClient, createControlClient } from '../../main/demo/control/control-client.ts'
import type { OrganizationName } from '../../main/demo/description.ts'
import type { Pointer } from '../../main/demo/pointer.ts'
import { startDemo } from '../../main/demo/start-demo.ts'
import { awsCommand } from './aws-readers.ts'
import { document, type Ended, example, plainEnv, type Running, start, startCli, waitFor } from './run-cli.ts'
import { good } from './sign-in-room.ts'

export type Words = string | readonly string[]
export type RunOptions = {
  readonly input?: string
  readonly env?: NodeJS.ProcessEnv
  readonly cwd?: string
  readonly lives?: boolean
}

export type DemoTerminal = {
  /** Everything of this demo and of its people lies below. */
  readonly folder: string
  readonly pointer: Pointer
  readonly control: ControlClient
  /** The second terminal's environment. */
  readonly env: NodeJS.ProcessEnv
  start(words: Words, options?: RunOptions): Running
  run(words: Words, options?: RunOptions): Promise<Ended>
  /** Runs with --json; fails unless it ends with 0. @returns the document */
  json<T = Record<string, unknown>>(words: Words, options?: RunOptions): Promise<T>
  /** Runs with --json; @returns the failure's fields, with the exit code as `code` */
  refused(
    words: Words,
    options?: RunOptions,
  ): Promise<Record<string, unknown> & { readonly code: number | null }>
  /** The real `aws`, version 2. */
  aws(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ended>
  /** A code of the user's phone that was not used yet; the demo's time moves on when it was. */
  code(user: string): Promise<string>
  /** Puts a user's key into the vault. */
  addKey(signIn: string, user: string): Promise<void>
  fault(words: string): Promise<void>
  advance(by: string): Promise<void>
  /** All that the demo AWS was asked, oldest first. */
  calls(): Promise<readonly Call[]>
  /** How often the demo AWS was asked for an operation. */
  count(operation: string): Promise<number>
  awsFiles(): { readonly config: string; readonly credentials: string }
  writeAwsFiles(config: string, credentials: string): void
  /** Ends the demo, with Ctrl-C where it is a process. */
  stop(): Promise<void>
}

/** With the app that runs in the first terminal. */
export type ResidentDemo = DemoTerminal & { readonly resident: Running }

export const split = (words: Words): readonly string[] =>
  typeof words === 'string' ? words.split(' ') : words

/** Starts `demo --no-open` of an organization as a child process. */
export const openDemoTerminal = async (organization: OrganizationName): Promise<ResidentDemo> => {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-cli-'))
  const outside = plainEnv(folder)
  const resident = startCli(['demo', '--no-open', '--organization', organization], outside, { lives: true })
  await waitFor(resident, ({ stderr }) => (stderr().includes('Its people') ? true : null))
  const joined = startCli(['demo', 'env', '--json'], outside)
  const env: NodeJS.ProcessEnv = { ...outside, ...(document(await joined.ended) as Record<string, string>) }
  const pointer = JSON.parse(readFileSync(join(env.SWITCHYARD_HOME ?? '', 'demo.json'), 'utf8')) as Pointer
  return {
    ...terminalIn({ folder, env, pointer }),
    resident,
    async stop() {
      resident.child.kill('SIGINT')
      await resident.ended
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
  }
}

/** The demo AWS in this very process, the example catalog added, and no app that runs. */
export const openDemoAlone = async (organization: OrganizationName): Promise<DemoTerminal> => {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-cli-'))
  const started = good(await startDemo({ organization, clock: createClock() }))
  const env = { ...plainEnv(folder), ...started.environment.set }
  const terminal = terminalIn({ folder, env, pointer: started.pointer })
  await terminal.json(['catalog', 'add', example(organization)])
  return {
    ...terminal,
    async stop() {
      await started.close()
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
  }
}

const terminalIn = ({
  folder,
  env,
  pointer,
}: Pick<DemoTerminal, 'folder' | 'env' | 'pointer'>): Omit<DemoTerminal, 'stop'> => {
  const control = createControlClient(pointer)

  const startHere: DemoTerminal['start'] = (words, { env: more, ...options } = {}) =>
    startCli(split(words), { ...env, ...more }, options)
  const run: DemoTerminal['run'] = (words, options) => startHere(words, options).ended
  const withJson = (words: Words): readonly string[] => {
    const all = split(words)
    const rest = all.indexOf('--')
    return rest < 0 ? [...all, '--json'] : [...all.slice(0, rest), '--json', ...all.slice(rest)]
  }
  const calls = async (): Promise<readonly Call[]> => good(await control.calls()).calls
  const advance = async (by: string): Promise<void> => void good(await control.advance(by))
  return {
    folder,
    pointer,
    control,
    env,
    start: startHere,
    run,
    async json(words, options) {
      const ended = await run(withJson(words), options)
      if (ended.code !== 0) throw new Error(`Exit ${ended.code}: ${ended.stderr}${ended.stdout}`)
      return document(ended) as never
    },
    async refused(words, options) {
      const ended = await run(withJson(words), options)
      const { ok, failure } = document(ended) as { ok: boolean; failure: Record<string, unknown> }
      if (ok !== false) throw new Error(`It is not a failure: ${ended.stdout}`)
      return { ...failure, code: ended.code }
    },
    aws: (args, more = {}) =>
      start(awsCommand, ['--endpoint-url', pointer.url, '--output', 'json', ...args], {
        ...env,
        PATH: '/usr/bin:/bin',
        ...more,
      }).ended,
    async code(user) {
      const first = good(await control.phone(user))
      // One that is about to end could be the last one by the time it is typed.
      if (!first.used && first.secondsLeft > 3) return first.code
      await advance('+30s')
      return good(await control.phone(user)).code
    },
    async addKey(signIn, user) {
      const { accessKeyId, secretAccessKey } = good(await control.key(user))
      const added = await run(['keys', 'add', signIn], { input: `${accessKeyId}\n${secretAccessKey}\n` })
      if (added.code !== 0) throw new Error(added.stderr)
    },
    async fault(words) {
      good(await control.fault(words.split(' ')))
    },
    advance,
    calls,
    async count(operation) {
      return (await calls()).filter(call => call.operation === operation).length
    },
    awsFiles: () => ({
      config: readFileSync(pointer.awsConfigFile, 'latin1'),
      credentials: readFileSync(pointer.awsCredentialsFile, 'latin1'),
    }),
    writeAwsFiles(config, credentials) {
      writeFileSync(pointer.awsConfigFile, config, 'latin1')
      writeFileSync(pointer.awsCredentialsFile, credentials, 'latin1')
    },
  }
}

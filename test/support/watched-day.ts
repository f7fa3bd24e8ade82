// A day in the demo world of which everything is kept: commands, frames, files at every step, arguments of all processes.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type ControlClient, createControlClient } from '../../main/demo/control/control-client.ts'
import type { OrganizationName } from '../../main/demo/description.ts'
import type { Pointer } from '../../main/demo/pointer.ts'
import { freshCode } from './cli-world.ts'
import { createLeakSearch, type KnownSecret, type Leak, readAllFiles } from './leak-search.ts'
import { document, type Ended, plainEnv, type Running, start, startCli, waitFor } from './run-cli.ts'
import { good } from './sign-in-room.ts'
import { openWindow, type Window } from './window.ts'

/** A text that was seen, and where. `mayHold` names what the contract lets stand there. */
export type Seen = { readonly where: string; readonly text: string; readonly mayHold: RegExp | null }

export type WatchedDay = {
  readonly control: ControlClient
  readonly env: NodeJS.ProcessEnv
  readonly home: string
  /** All that is looked through. */
  readonly folder: string
  readonly window: Window
  /** Runs a command and keeps what it said. `hands` = its very job is to hand credentials over on stdout. */
  run(
    words: string,
    how?: { readonly input?: string; readonly hands?: boolean; readonly env?: NodeJS.ProcessEnv },
  ): Promise<Ended>
  /** As `run`, and fails unless the command ends with `code`. */
  expectCode(code: number, words: string, how?: Parameters<WatchedDay['run']>[1]): Promise<Ended>
  /** Starts one and leaves it running; what it says is kept when it ends. */
  begin(words: string): Running
  code(user: string): Promise<string>
  /** The addresses that the browser was given so far. */
  browsed(): readonly string[]
  /** Files that were looked at while they changed, by the names they have when they are whole. */
  readonly glimpsed: ReadonlySet<string>
  /** Notes what else is to be kept secret. `kept` = files of the person's own that it stands in. */
  keepSecret(name: string, value: string, kept?: RegExp): void
  /** Ends the app. @returns all that was seen and all that is secret */
  end(): Promise<{ readonly seen: readonly Seen[]; readonly secrets: readonly KnownSecret[] }>
}

/** What is secret and stands where nothing allows it. */
export const leaksOf = (all: {
  readonly seen: readonly Seen[]
  readonly secrets: readonly KnownSecret[]
}): Leak[] => {
  const search = createLeakSearch(all.secrets)
  const kept = new Map(all.secrets.map(secret => [secret.name, secret.kept]))
  return all.seen.flatMap(({ where, text, mayHold }) =>
    search
      .inText(where, text)
      .filter(({ secret }) => !mayHold?.test(secret) && !kept.get(secret)?.test(where)),
  )
}

/** Stands for the person's browser: notes its arguments and surroundings, follows loopback addresses, shows nothing. */
export const browserScript = (folder: string): string => `#!/bin/sh
printf '%s\\n' "$*" >> '${folder}/argv'
env >> '${folder}/environ'
case "$1" in
  http://127.0.0.1:*/go/*) exec curl -s -L -o /dev/null "$1" ;;
esac
`

/** Blocks of ours hold keys: that is what they are for. */
export const withoutOurBlocks = (text: string): string =>
  text.replace(/# >>> switchyard (\S+) [\s\S]*?# <<< switchyard \1\n?/g, '')

export const filesMayHold: readonly (readonly [RegExp, RegExp])[] = [
  [/\/passphrase$/, /^passphrase$/],
  [/\/agent\.token$/, /^agent token$/],
  [/\/open-window\.html$/, /^door key$/],
]

/** Sealed files change all the time, and are looked through whenever a command ends. */
const sealed = /\/(vault\.bin|[^/]+\.sealed)$/
/** A file is written beside its place and renamed: what it may hold, it may hold there. */
const whole = (path: string): string => path.replace(/\/\.([^/]+)\.switchyard-\d+-[0-9a-f]+\.tmp$/, '/$1')

/** @param surround puts programs below the day's folder, and says what the environment has more */
export const watchDay = async (
  organization: OrganizationName,
  surround: (folder: string) => NodeJS.ProcessEnv = () => ({}),
): Promise<WatchedDay> => {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-day-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }))
  const browser = join(folder, 'browser')
  mkdirSync(browser)
  writeFileSync(join(browser, 'open'), browserScript(browser))
  chmodSync(join(browser, 'open'), 0o700)
  for (const name of ['argv', 'environ']) writeFileSync(join(browser, name), '')

  const sampler = start(process.execPath, [join(import.meta.dirname, 'argv-sampler.ts')], process.env, {
    lives: true,
  })
  const base = { ...plainEnv(folder), SWITCHYARD_BROWSER: join(browser, 'open'), ...surround(folder) }
  const app = startCli(['demo', '--browser', '--organization', organization], base, { lives: true })
  onTestFinished(() => {
    sampler.child.kill('SIGKILL')
    app.child.kill('SIGKILL')
  })
  const url = await waitFor(app, ({ stdout }) => /: (http\S+)\n/.exec(stdout())?.[1] ?? null)
  const env: NodeJS.ProcessEnv = {
    ...base,
    ...(document(await startCli(['demo', 'env', '--json'], base).ended) as Record<string, string>),
  }
  const home = env.SWITCHYARD_HOME ?? ''
  const pointer = JSON.parse(readFileSync(join(home, 'demo.json'), 'utf8')) as Pointer
  const control = createControlClient(pointer)

  const seen: Seen[] = []
  const secrets: KnownSecret[] = []
  const texts = new Set<string>()
  const see = (where: string, text: string, holds: RegExp | null = null): void => {
    if (texts.has(where + text)) return
    texts.add(where + text)
    seen.push({ where, text, mayHold: holds })
  }
  const seeFile = (path: string, text: string): void => {
    const holds = filesMayHold.find(([name]) => name.test(path))?.[1] ?? null
    see(path, path === env.AWS_SHARED_CREDENTIALS_FILE ? withoutOurBlocks(text) : text, holds)
  }
  const seeFiles = (): void => {
    for (const { path, text } of readAllFiles(folder)) seeFile(path, text)
  }
  // What stands on the disk for a moment only is looked at as well, as far as a look comes in time.
  const glimpsed = new Set<string>()
  const watcher = watch(folder, { recursive: true }, (_, name) => {
    const path = whole(join(folder, name ?? ''))
    if (name === null || sealed.test(path)) return
    try {
      seeFile(path, readFileSync(join(folder, name), 'latin1'))
      glimpsed.add(path)
    } catch {
      // It is gone, or a folder.
    }
  })
  watcher.on('error', () => undefined)
  onTestFinished(() => watcher.close())
  const hear = (words: string, ended: Ended, hands: boolean): void => {
    see(`stderr of ${words}`, ended.stderr)
    if (!hands) see(`stdout of ${words}`, ended.stdout)
    seeFiles()
  }

  secrets.push(
    { name: 'passphrase', value: readFileSync(pointer.passphraseFile, 'utf8').trim() },
    {
      name: 'agent token',
      value: readFileSync(join(home, 'agent.token'), 'utf8').trim().split(' ').at(-1) ?? '',
    },
    { name: 'door key', value: new URL(url).searchParams.get('key') ?? '' },
  )
  const window = await openWindow(url)
  secrets.push({ name: 'cookie', value: window.cookie.split('=')[1] ?? '' })
  seeFiles()

  const run: WatchedDay['run'] = async (words, { input, hands = false, env: more } = {}) => {
    const options = input === undefined ? {} : { input }
    const ended = await startCli(words.split(' '), { ...env, ...more }, options).ended
    hear(words, ended, hands)
    return ended
  }
  return {
    control,
    env,
    home,
    folder,
    window,
    run,
    async expectCode(code, words, how) {
      const ended = await run(words, how)
      if (ended.code !== code) throw new Error(`${words} ended with ${ended.code}: ${ended.stderr}`)
      return ended
    },
    begin(words) {
      const running = startCli(words.split(' '), env)
      void running.ended.then(ended => hear(words, ended, false))
      return running
    },
    code: user => freshCode(control, user),
    glimpsed,
    browsed: () => readFileSync(join(browser, 'argv'), 'utf8').split('\n').filter(Boolean),
    keepSecret: (name, value, kept) => void secrets.push({ name, value, kept }),
    async end() {
      const { secrets: issued } = good(await control.issued())
      const known = new Set(secrets.map(({ value }) => value))
      const rest = issued.filter(value => !known.has(value))
      secrets.push(...rest.map((value, index) => ({ name: `issued ${index}`, value })))
      seeFiles()
      window.close()
      app.child.kill('SIGINT')
      const ended = await app.ended
      if (ended.code !== 0) throw new Error(`The app ended with ${ended.code}: ${ended.stderr}`)
      see('stderr of the app', ended.stderr)
      see('stdout of the app', ended.stdout, /^door key$/)
      seeFiles()
      sampler.child.kill('SIGTERM')
      const sampled = (await sampler.ended).stdout.trim().split('\n')
      for (const line of sampled) see('arguments of a process', JSON.parse(line) as string)
      for (const { direction, text } of window.frames)
        if (direction === 'to window') see('frame to the window', text)
      return { seen, secrets }
    },
  }
}

// `console --in container` with real browsers' arguments: a space for each client, one link that works once, and honest words where there is none.
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { chromiumPath, hasChromium, withoutChromium } from '../shell/chromium.ts'
import { freshCode, run, settledWorld, type World } from '../support/cli-world.ts'

const settle = (world: World, values: object): void =>
  writeFileSync(join(world.env.SWITCHYARD_HOME ?? '', 'settings.json'), JSON.stringify(values))

type Call = { readonly name: string; readonly argv: readonly string[]; readonly location: string | null }

/** Puts stand-ins of browsers on the PATH: each writes down how it was started and follows its link once. */
const withBrowsers = async (names: readonly string[], more: NodeJS.ProcessEnv = {}) => {
  const world = await settledWorld({ SWITCHYARD_BROWSER: undefined, DISPLAY: ':0', ...more })
  const folder = join(world.folder, 'bin')
  mkdirSync(folder)
  const log = join(world.folder, 'browsers.jsonl')
  for (const name of names) {
    writeFileSync(
      join(folder, name),
      `#!${process.execPath}
const { appendFileSync } = require('node:fs')
const argv = process.argv.slice(2)
const said = argv.at(-1)
const url = said.startsWith('ext+') ? new URLSearchParams(said.slice(said.indexOf(':') + 1)).get('url') : said
fetch(url, { redirect: 'manual' })
  .then(answer => answer.headers.get('location'), () => null)
  .then(location => appendFileSync(${JSON.stringify(log)}, JSON.stringify({ name: ${JSON.stringify(name)}, argv, location }) + '\\n'))
`,
    )
    chmodSync(join(folder, name), 0o755)
  }
  // Only what the command line itself needs beside them: this machine's own browsers must not be found.
  world.env.PATH = folder
  const calls = (): Call[] =>
    existsSync(log)
      ? readFileSync(log, 'utf8')
          .split('\n')
          .filter(Boolean)
          .map(line => JSON.parse(line) as Call)
      : []
  const open = async (...args: string[]) => {
    const code = ['--mfa-code', await freshCode(world.control)]
    const before = calls().length
    const ended = await run(world.env, ['console', ...args, '--json', ...(before === 0 ? code : [])])
    // A browser writes down its start after its link was followed, and nobody waits for that.
    if (!args.includes('--print')) await vi.waitFor(() => expect(calls()).toHaveLength(before + 1), 10_000)
    return ended
  }
  return { world, calls, open }
}
const tail = (call: Call | undefined): string => call?.argv.at(-1) ?? ''

test('Chrome opens a profile of the client, named once, and the address that signs in is in no argument', async () => {
  const { world, calls, open } = await withBrowsers(['google-chrome'])
  const first = await open('acme', '--in', 'container')
  expect(first).toMatchObject({ code: 0 })
  expect(JSON.parse(first.stdout)).toMatchObject({ openedIn: 'container' })
  expect(first.stderr).toContain('Opened in the profile acme of Chrome.')
  const [call] = calls()
  expect(call?.argv).toEqual([
    '--profile-directory=Switchyard-acme',
    expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/go\/[\w-]{43}$/),
  ])
  expect(call?.location).toContain('SigninToken=')
  expect(JSON.stringify(call?.argv)).not.toContain('SigninToken')
  const preferences = join(world.folder, '.config', 'google-chrome', 'Switchyard-acme', 'Preferences')
  expect(JSON.parse(readFileSync(preferences, 'utf8'))).toEqual({ profile: { name: 'acme' } })
  writeFileSync(preferences, '{"the":"browser’s own"}')

  // Another client: another profile, and nothing to warn of.
  const second = await open('globex', '--in', 'container')
  expect(calls()[1]?.argv[0]).toBe('--profile-directory=Switchyard-globex')
  expect(second.stderr).not.toContain('may be open')
  await open('acme', '--in', 'container')
  expect(readFileSync(preferences, 'utf8')).toBe('{"the":"browser’s own"}')
})

test.each([
  ['firefox-granted', 'ext+granted-containers:'],
  ['firefox-container', 'ext+container:'],
])('Firefox opens a container by %s, with one color and icon for a client', async (spaceBrowser, scheme) => {
  const { world, calls, open } = await withBrowsers(['firefox', 'google-chrome'])
  settle(world, { spaceBrowser, consoleIn: 'container' })
  expect(await open('acme')).toMatchObject({ code: 0 })
  expect(await open('acme')).toMatchObject({ code: 0 })
  const [one, two] = calls()
  expect(one).toMatchObject({ name: 'firefox', argv: [expect.stringContaining(`${scheme}name=acme&color=`)] })
  expect(tail(one).replace(/&url=.*/, '')).toBe(tail(two).replace(/&url=.*/, ''))
  expect(one?.location).toContain('SigninToken=')
  expect(tail(one)).not.toContain('SigninToken')
})

test('where the browser that was chosen is not there, the ordinary one opens and it is said', async () => {
  const { world, calls, open } = await withBrowsers(['xdg-open'])
  settle(world, { spaceBrowser: 'brave' })
  const opened = await open('acme', '--in', 'container')
  expect(opened).toMatchObject({ code: 0 })
  expect(JSON.parse(opened.stdout)).toMatchObject({ openedIn: 'browser' })
  expect(opened.stderr).toContain(
    'Brave was not found, so there is no profile for it; the ordinary browser is used.',
  )
  expect(calls()).toMatchObject([{ name: 'xdg-open', location: expect.stringContaining('SigninToken=') }])
})

test('a browser that SWITCHYARD_BROWSER names is told the space where it knows one', async () => {
  const { world, calls, open } = await withBrowsers(['firefox', 'opener'], {
    SWITCHYARD_BROWSER: 'firefox -new-tab',
  })
  expect(await open('acme', '--in', 'container')).toMatchObject({ code: 0 })
  expect(calls()[0]).toMatchObject({
    name: 'firefox',
    argv: ['-new-tab', expect.stringContaining('ext+granted-containers:name=acme')],
  })
  world.env.SWITCHYARD_BROWSER = 'opener --space={space} {url}'
  expect(await open('acme', '--in', 'container')).toMatchObject({ code: 0 })
  expect(calls()[1]?.argv).toEqual(['--space=acme', expect.stringContaining('/go/')])
  world.env.SWITCHYARD_BROWSER = 'opener'
  const plain = await open('acme', '--in', 'container')
  expect(plain.stderr).toContain('SWITCHYARD_BROWSER names no browser that keeps clients apart')
  expect(calls()[2]?.argv).toEqual([expect.stringContaining('/go/')])
})

test('a second account in the same browser is said, counted, or takes the first one’s place, as the person set', async () => {
  const { world, calls, open } = await withBrowsers(['xdg-open'])
  expect((await open('acme')).stderr).not.toContain('may be open')
  expect((await open('globex')).stderr).toContain('acme/acme-production may be open in this browser until')
  settle(world, { severalConsoles: 'multi-session' })
  expect((await open('hooli')).stderr).not.toContain('open in this browser')
  settle(world, { severalConsoles: 'replace' })
  const replaced = await open('initech')
  expect(replaced.stderr).toContain('is signed out of this browser first')
  const location = new URL(calls().at(-1)?.location ?? '')
  expect([location.pathname, location.searchParams.get('Action')]).toEqual(['/oauth', 'logout'])
  expect(location.searchParams.get('redirect_uri')).toContain('SigninToken=')
  // What was signed out is no longer there: the next one finds only this one.
  const next = await open('acme')
  expect(next.stderr).toContain('initech/initech-production is signed out of this browser first.')
  expect(next.stderr).not.toContain('hooli')
})

test('what is printed is opened by whoever reads it, so nothing is said of browsers', async () => {
  const { calls, open } = await withBrowsers(['xdg-open'])
  await open('acme')
  const printed = await open('globex', '--print', '--in', 'container')
  expect(printed).toMatchObject({ code: 0 })
  expect(JSON.parse(printed.stdout)).toMatchObject({
    openedIn: 'printed',
    url: expect.stringContaining('SigninToken='),
  })
  expect(printed.stderr).not.toContain('browser')
  expect(calls()).toHaveLength(1)
})

test.skipIf(!hasChromium)(
  `the real Chromium makes the profile and is signed in there alone${withoutChromium}`,
  async () => {
    const world = await settledWorld({ SWITCHYARD_BROWSER: undefined, DISPLAY: ':0' })
    const folder = join(world.folder, 'bin')
    mkdirSync(folder)
    const ends = join(world.folder, 'pid')
    const profiles = join(world.folder, '.config', 'chromium')
    writeFileSync(
      join(folder, 'chromium'),
      `#!/bin/sh
echo $$ > ${ends}
exec ${chromiumPath} --headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --password-store=basic --user-data-dir=${profiles} "$@"
`,
    )
    chmodSync(join(folder, 'chromium'), 0o755)
    world.env.PATH = `${folder}:/usr/bin:/bin`
    const opened = await run(world.env, [
      'console',
      'acme',
      '--in',
      'container',
      '--mfa-code',
      await freshCode(world.control),
    ])
    expect(opened).toMatchObject({ code: 0 })
    expect(opened.stderr).toContain('Opened in the profile acme of Chromium.')
    await vi.waitFor(() => expect(existsSync(join(profiles, 'Switchyard-acme', 'Cookies'))).toBe(true), {
      timeout: 20_000,
      interval: 200,
    })
    process.kill(Number(readFileSync(ends, 'utf8')), 'SIGTERM')
    // What it keeps of its profiles it writes when it ends.
    await vi.waitFor(
      () => {
        const state = JSON.parse(readFileSync(join(profiles, 'Local State'), 'utf8')) as {
          profile: { info_cache: Record<string, { name: string }> }
        }
        expect(state.profile.info_cache['Switchyard-acme']?.name).toBe('acme')
        expect(existsSync(join(profiles, 'Default', 'Cookies'))).toBe(false)
      },
      { timeout: 20_000, interval: 200 },
    )
  },
)

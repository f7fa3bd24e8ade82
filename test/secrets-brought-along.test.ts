// The first promise for what people bring along: own keys and programs, other tools' files, browsers with spaces, a vault left alone.
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { bringFiles } from './support/brought-files.ts'
import { createLeakSearch } from './support/leak-search.ts'
import { cliPath } from './support/run-cli.ts'
import { good } from './support/sign-in-room.ts'
import { leaksOf, watchDay } from './support/watched-day.ts'

const proxyPassword = 'pw-Zq4-proxy-Kx81'

/**
 * A screen with two browsers that keep clients apart, behind a proxy that asks for a password. Each notes how it was
 * started, which is looked through, and where its link led to, which is not.
 */
const surround = (outside: string) => (folder: string) => {
  const programs = join(folder, 'programs')
  mkdirSync(programs)
  for (const name of ['firefox', 'google-chrome', 'xdg-open']) {
    const script = `#!${process.execPath}
const { appendFileSync } = require('node:fs')
const argv = process.argv.slice(2)
appendFileSync(${JSON.stringify(join(folder, 'browsers'))}, JSON.stringify([${JSON.stringify(name)}, ...argv]) + '\\n')
const said = argv.at(-1)
const url = said.startsWith('ext+') ? new URLSearchParams(said.slice(said.indexOf(':') + 1)).get('url') : said
if (url.includes('SigninToken')) appendFileSync(${JSON.stringify(join(outside, 'locations'))}, url + '\\n')
else if (url.includes('/go/'))
  fetch(url, { redirect: 'manual' }).then(answer =>
    appendFileSync(${JSON.stringify(join(outside, 'locations'))}, answer.headers.get('location') + '\\n'))
`
    writeFileSync(join(programs, name), script)
    chmodSync(join(programs, name), 0o700)
  }
  writeFileSync(join(outside, 'locations'), '')
  return {
    DISPLAY: ':99',
    SWITCHYARD_BROWSER: undefined,
    PATH: `${programs}:/usr/bin:/bin`,
    HTTPS_PROXY: `http://ana:${proxyPassword}@127.0.0.1:9`,
    NO_PROXY: '127.0.0.1,localhost',
  }
}

/** Where the browsers were led, once there are `count` of them: each address signs in whoever has it. */
const locations = async (outside: string, count: number): Promise<readonly string[]> => {
  const read = () => readFileSync(join(outside, 'locations'), 'utf8').split('\n').filter(Boolean)
  await expect.poll(() => read().length, { timeout: 20_000 }).toBe(count)
  return read()
}

describe.skipIf(process.platform !== 'linux')('brought along', () => {
  test('own keys, other tools’ files, spaces of browsers, an idle vault', { timeout: 180_000 }, async () => {
    const outside = mkdtempSync(join(tmpdir(), 'switchyard-aside-'))
    onTestFinished(() => rmSync(outside, { recursive: true, force: true }))
    const day = await watchDay('ops-hub', surround(outside))
    const { window, control } = day
    const acme = 'ops-hub:acme/acme-production'
    const globex = 'ops-hub:globex/globex-production'
    day.keepSecret('password of the proxy', proxyPassword)

    // A profile of the person's own with its key, beside which ours are written; and a program that prints another.
    const own = good(await control.key('ana'))
    const credentials = day.env.AWS_SHARED_CREDENTIALS_FILE ?? ''
    day.keepSecret('own key', own.secretAccessKey, /\/aws\/credentials$/)
    writeFileSync(
      credentials,
      `[own]\naws_access_key_id = ${own.accessKeyId}\naws_secret_access_key = ${own.secretAccessKey}\n`,
    )
    const planted = await bringFiles(day)
    const program = JSON.stringify([process.execPath, cliPath, 'demo', 'key', 'dora', '--json'])
    writeFileSync(
      join(day.home, 'personal.yaml'),
      `switchyard: 1
name: personal
signIns:
  mine: { kind: profile, profile: own }
  tool: { kind: command, command: ${program} }
  broken: { kind: command, command: [sh, -c, "cat ${credentials} >&2; exit 1"] }
accounts: { acme: { id: "100000000101" }, staging: { id: "100000000011" }, qa: { id: "100000000012" } }
roles:
  - { name: acme-production, accounts: acme, from: mine, externalId: first-of-mine }
  - { name: staging-environment, accounts: staging, from: tool }
  - { name: qa-environment, accounts: qa, from: broken }
`,
    )
    for (const signIn of ['personal:mine', 'personal:tool', 'personal:broken'])
      await window.call.testSignIn({ signIn })
    await day.expectCode(5, 'assume personal:acme/acme-production --json')
    await day.expectCode(5, 'env personal:staging/staging-environment --json')
    await day.expectCode(3, 'env personal:qa/qa-environment --json')
    good(
      await window.call.changePersonal({
        change: { kind: 'target', target: acme, pin: 'prod', externalId: 'second-of-mine' },
      }),
    )
    good(await window.call.personal({}))

    await day.expectCode(0, 'keys add ops', { input: `${own.accessKeyId}\n${own.secretAccessKey}\n` })
    await day.expectCode(0, `assume @prod --replace --mfa-code ${await day.code('ana')} --json`)
    good(await window.call.changePersonal({ change: { kind: 'target', target: acme, externalId: null } }))
    good(await window.call.undoPersonal({}))
    await day.expectCode(0, 'assume globex/globex-production --mode process --profile by-process --json')

    // What other tools left: in the window and on the command line, taken over and taken back.
    const found = good(await window.call.foundSources({}))
    expect(new Set(found.map(({ kind }) => kind))).toEqual(
      new Set(['aws-config', 'aws-vault', 'leapp', 'granted', 'aws-sso-cli']),
    )
    const account = '100000000002'
    const previews = good(await window.call.previewImports({ ids: found.map(({ id }) => id), account }))
    expect(previews.filter(({ failure }) => failure !== null)).toEqual([])
    expect(JSON.stringify(previews)).toContain('github.com/example/more.git')
    const into = (place: 'catalog' | 'personal') => ({
      account,
      choices: previews.map(({ id, catalog }) => ({ id, into: place, name: catalog })),
    })
    for (const place of ['catalog', 'personal'] as const) {
      const done = good(await window.call.importFound(into(place)))
      expect(done.failures).toEqual([])
      good(await window.call.personal({}))
      for (const name of done.catalogs) await day.expectCode(0, `catalog export ${name} --as yaml`)
      // Files are looked through whenever a command ends.
      await day.expectCode(0, 'sign-ins --json')
      if (place === 'personal')
        expect(readFileSync(join(day.home, 'personal.yaml'), 'utf8')).toContain('by-program')
      good(await window.call.undoImport({ catalogs: [...done.catalogs], personal: done.personal }))
    }
    for (const words of [
      `aws-config ${day.env.AWS_CONFIG_FILE} --personal`,
      `aws-vault ${day.env.AWS_CONFIG_FILE} --personal --json`,
      `leapp ${join(day.folder, '.Leapp/Leapp-lock.json')}`,
      `granted ${join(day.folder, '.granted/config')}`,
      `aws-sso-cli ${join(day.folder, '.config/aws-sso/config.yaml')} --json`,
      `terraform-output ${join(day.folder, 'outputs.json')}`,
      `atmos ${join(day.folder, 'atmos.yaml')} --personal`,
    ])
      await day.expectCode(0, `catalog import ${words}`)

    // An address with a token in it is refused, and not repeated.
    const token = `ghp_${randomBytes(18).toString('hex')}`
    day.keepSecret('token of a repository', token)
    for (const source of [`https://${token}@git.example/x.git`, `https://ana:${token} @git.example/x.git`])
      expect(await window.call.addCatalog({ source })).toMatchObject({
        ok: false,
        failure: { kind: 'usage' },
      })

    // A client's console in a space of its own: by the command line and by the window, in both kinds of browser.
    await day.expectCode(0, 'console ops-hub:acme/acme-production --in container --json')
    await locations(outside, 1)
    good(await window.call.changeSettings({ spaceBrowser: 'firefox-granted', consoleIn: 'container' }))
    await day.expectCode(0, 'console globex/globex-production')
    await locations(outside, 2)
    expect(good(await window.call.openConsole({ target: acme, service: 's3' })).open).toBeNull()
    good(await window.call.changeSettings({ severalConsoles: 'replace', consoleIn: 'browser' }))
    await locations(outside, 3)
    await day.expectCode(0, 'console globex/globex-production --json')
    for (const address of await locations(outside, 4)) day.keepSecret('sign-in address', address)
    const browsers = readFileSync(join(day.folder, 'browsers'), 'utf8')
    expect(browsers).toContain('--profile-directory=Switchyard-acme')
    expect(browsers.match(/ext\+granted-containers:/g)).toHaveLength(2)

    // Many targets, the organization, exports; a command that prints all it has to its own terminal.
    await day.expectCode(0, 'each unit=Envs/Production/** --json -- env', { hands: true })
    await day.run('check all --json')
    const { rows } = good(await window.call.checkTargets({ targets: [acme, globex], work: 'all' }))
    expect(rows.map(({ ok }) => ok)).toEqual([true, true])
    await day.expectCode(5, 'catalog discover globex/globex-production --against ops-hub --json')
    for (const kind of ['aws-config', 'aesr', 'atmos', 'yaml'])
      await day.expectCode(0, `catalog export ops-hub --as ${kind} --personal`)
    good(await window.call.exportCatalog({ name: 'ops-hub', as: 'aws-config', personal: true }))
    await day.expectCode(
      0,
      'terraform ops-hub:acme/acme-production --backend globex/globex-production --json',
    )

    // The key is rotated in the window, which asks for the code there.
    window.onPrompt(({ id, kind }) => {
      if (kind !== 'mfa') return
      void day.code('ana').then(code => window.call.answerPrompt({ id, answer: { kind: 'mfa', code } }))
    })
    good(await control.advance('+13h'))
    good(await window.call.rotateKey({ signIn: 'ops-hub:ops', deleteOld: true }))
    good(await window.call.signInFacts({ signIn: 'ops-hub:ops' }))
    good(await window.call.startSession({ target: acme }))

    // A mistake of ours that nobody waits for, with everything in its message.
    const mistake = join(outside, 'mistake.cjs')
    writeFileSync(
      mistake,
      `const write = process.stdout.write.bind(process.stdout)
process.stdout.write = (text, ...more) => {
  if (!String(text).includes('SecretAccessKey')) return write(text, ...more)
  setImmediate(() => { throw new Error('cannot write ' + text) })
  return true
}`,
    )
    const bug = await day.run(`credential-process ${acme}`, { env: { NODE_OPTIONS: `--require=${mistake}` } })
    expect(bug).toMatchObject({ code: 70 })
    expect(readFileSync(join(day.home, 'log', 'switchyard.jsonl'), 'utf8')).toContain('cannot write')

    await day.run('doctor --json')
    good(await window.call.settingsFacts({}))
    // Left alone, the vault locks by itself; everybody is told so, and nothing more.
    good(await window.call.changeSettings({ lockWhenIdle: 600 }))
    const locked = window.snapshot(snapshot => snapshot.locked)
    good(await control.advance('+11m'))
    await locked
    await day.expectCode(9, 'env ops-hub:acme/acme-production --json')
    expect(await window.call.startSession({ target: globex })).toMatchObject({ ok: false })
    await day.expectCode(0, 'unlock --json')
    for (const words of ['activity', 'sessions', 'sign-ins', 'catalog ls', 'end-everything'])
      await day.run(`${words} --json`)

    const all = await day.end()
    expect(all.secrets.length).toBeGreaterThan(30)
    expect(leaksOf(all)).toEqual([])
    // What was looked for is what there was, where the person keeps it.
    const kept = all.seen.filter(({ where }) => where.startsWith(day.folder)).map(({ text }) => text)
    for (const secret of [own.secretAccessKey, ...planted.filter(one => !one.includes('Leapp'))])
      expect(kept.some(text => text.includes(secret))).toBe(true)
    const search = createLeakSearch(all.secrets)
    expect(
      search.inText('locations', readFileSync(join(outside, 'locations'), 'utf8')).length,
    ).toBeGreaterThan(0)
    expect(existsSync(day.home)).toBe(false)
  })
})

// The first promise where a person sits: terminal, clipboard, rotation, Terraform, fleets and imports leave no secret behind either.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { copyKinds } from '../shared/desk-contract.ts'
import { sample } from './support/import-sample.ts'
import { createLeakSearch } from './support/leak-search.ts'
import { start } from './support/run-cli.ts'
import { good } from './support/sign-in-room.ts'
import { leaksOf, watchDay } from './support/watched-day.ts'

/** A folder that is not looked through: what stands there was put there by the person, or is the clipboard itself. */
const aside = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-aside-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
const program = (folder: string, name: string, script: string): void => {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(folder, name), 0o700)
}

/**
 * A screen with a terminal and a clipboard. The terminal notes what it is given and runs it, as xterm would, with a
 * shell that notes its arguments and ends; the clipboard is a file that is not looked through.
 */
const surround = (outside: string) => (folder: string) => {
  const programs = join(folder, 'programs')
  mkdirSync(programs)
  const notes = join(folder, 'terminal')
  writeFileSync(notes, '')
  program(
    programs,
    'xterm',
    `printf '%s\\n' "$*" >> '${notes}'
while [ "$1" != -e ]; do shift; done
shift
exec "$@" < /dev/null > '${notes}.out' 2>&1`,
  )
  program(programs, 'shell', `tr '\\0' '\\n' < /proc/$$/cmdline >> '${notes}'; echo shell >> '${notes}'`)
  program(
    programs,
    'xclip',
    `case "$*" in *-out*) cat '${outside}/clipboard' ;; *) cat > '${outside}/clipboard' ;; esac`,
  )
  return { DISPLAY: ':99', SHELL: join(programs, 'shell'), PATH: `${programs}:/usr/bin:/bin` }
}
const until = (found: () => boolean, what: string): Promise<void> =>
  expect.poll(found, { timeout: 20_000, message: what }).toBe(true) as unknown as Promise<void>

describe.skipIf(process.platform !== 'linux')('at a desk', () => {
  test('terminal, clipboard, rotation, Terraform, fleets and imports', { timeout: 180_000 }, async () => {
    const outside = aside()
    const day = await watchDay('ops-hub', surround(outside))
    const { window, control } = day
    const acme = 'ops-hub:acme/acme-production'
    const key = await day.expectCode(0, 'demo key ana', { hands: true })
    await day.expectCode(0, 'keys add ops', { input: key.stdout })
    await day.expectCode(0, `assume acme/acme-production --mfa-code ${await day.code('ana')}`)

    const terminal = join(day.folder, 'terminal')
    const shells = (): number => readFileSync(terminal, 'utf8').split('\nshell\n').length - 1
    await day.expectCode(0, 'terminal acme/acme-production --json')
    await until(() => shells() === 1, 'the terminal of the command')
    good(await window.call.openTerminal({ target: acme }))
    await until(() => shells() === 2, 'the terminal of the window')
    expect(readFileSync(terminal, 'utf8')).toContain(acme)

    const shell = 'posix' as const
    expect(good(await window.call.copyEnvironment({ target: acme, shell }))).toMatchObject({ copied: true })
    const copied = readFileSync(join(outside, 'clipboard'), 'utf8')
    expect(copied).toContain('AWS_SECRET_ACCESS_KEY=')

    for (const what of copyKinds) await window.call.copy({ target: acme, what, shell })

    const hcl = await day.expectCode(0, 'terraform acme/acme-production --backend globex/globex-production')
    expect(hcl.stdout).toContain('provider "aws"')
    await day.expectCode(0, 'terraform globex/globex-production --component network --json')
    // As Terraform takes what the block names: by the line of its profile.
    const written = readFileSync(day.env.AWS_CONFIG_FILE ?? '', 'utf8')
    const [, launcher = '', target = ''] = /credential_process = (\S+) (\S+)/.exec(written) ?? []
    expect(await start(launcher, [target], day.env).ended).toMatchObject({ code: 0, stderr: '' })
    await day.expectCode(0, 'profiles write environment=staging --mode process')
    await day.expectCode(0, 'check environment=staging --json')
    await day.expectCode(0, 'each environment=staging --json -- sh -c true')

    // A new key is made by AWS, tried, and kept; both are secret, the old one for as long as AWS knows it.
    good(await control.advance('+30s'))
    await day.expectCode(0, `keys rotate ops --mfa-code ${await day.code('ana')} --json`)
    good(await control.advance('+30s'))
    await day.run(`keys rotate ops --delete-old --mfa-code ${await day.code('ana')}`)
    await day.run('keys rotate nobody')
    for (const fault of ['error CreateAccessKey LimitExceeded 409', 'down iam']) {
      good(await control.fault(fault.split(' ')))
      good(await control.advance('+30s'))
      await day.run(`keys rotate ops --mfa-code ${await day.code('ana')} --json`)
      good(await control.fault(['clear']))
    }

    // A program that knows the code is asked instead of the person; what it prints goes to AWS and nowhere else.
    program(join(day.folder, 'programs'), 'authenticator', `cat '${outside}/code'`)
    const authenticator = join(day.folder, 'programs', 'authenticator')
    const command = [authenticator, '--vault=of-ana']
    good(await window.call.changeSettings({ mfaCommands: { 'ops-hub:ops': command } }))
    // A window is told that there is one; what it is started with, only where it is changed.
    const told = good(await window.call.snapshot({}))
    expect(told.signIns.find(({ id }) => id === 'ops-hub:ops')).toMatchObject({ codesBy: authenticator })
    expect(JSON.stringify(told)).not.toContain('of-ana')
    expect(good(await window.call.mfaCommands({}))).toEqual({ 'ops-hub:ops': command })
    good(await control.advance('+13h'))
    const code = await day.code('ana')
    writeFileSync(join(outside, 'code'), `${code}\n`)
    expect(good(await window.call.tryMfaCommand({ command }))).toMatchObject({ ok: true })
    await day.expectCode(0, 'assume acme/acme-production --json')

    // What other tools kept is read, and none of its secrets is carried anywhere.
    const [planted, proxy] = [`wJalr${'k7Q/x9'.repeat(6)}`, `pw-${'Zq4-'.repeat(8)}`] as const
    day.keepSecret('a key in a config file', planted)
    day.keepSecret('a password of Leapp', proxy)
    const config = join(outside, 'config')
    writeFileSync(
      config,
      `${sample('aws-config.ini')}\n[profile planted]\naws_access_key_id = AKIAPLANTED000000000\naws_secret_access_key = ${planted}\naws_session_token = ${planted}\n`,
    )
    const workspace = JSON.parse(sample('leapp-workspace.json')) as Record<string, unknown>
    const leapp = join(outside, 'Leapp-lock.json')
    const proxyConfiguration = { proxyUrl: 'proxy.example', username: 'ana', password: proxy }
    writeFileSync(
      leapp,
      JSON.stringify({ ...workspace, proxyConfiguration, _proxyConfiguration: proxyConfiguration }),
    )
    await day.expectCode(0, `catalog import aws-config ${config}`)
    await day.expectCode(0, `catalog import aws-config ${config} --personal --json`)
    await day.expectCode(0, `catalog import leapp ${leapp}`)
    writeFileSync(leapp, `{"proxyConfiguration":{"password":"${proxy}"},`)
    await day.run(`catalog import leapp ${leapp}`)
    writeFileSync(config, `[profile broken\naws_secret_access_key = ${planted}\n`)
    await day.run(`catalog import aws-config ${config} --json`)

    await day.run('activity --json')
    await day.expectCode(0, 'end-everything --json')
    const all = await day.end()
    expect(all.secrets.length).toBeGreaterThan(15)
    expect(leaksOf(all)).toEqual([])
    const alone = new RegExp(`(?<![0-9A-Za-z])${code}(?![0-9A-Za-z])`)
    expect(all.seen.filter(({ text }) => alone.test(text)).map(({ where }) => where)).toEqual([])
    // What was looked for is what was lent, and it is taken back at the end.
    expect(createLeakSearch(all.secrets).inText('the clipboard', copied).length).toBeGreaterThan(1)
    expect(readFileSync(join(outside, 'clipboard'), 'utf8')).toBe('')
    expect(existsSync(day.home)).toBe(false)
  })
})

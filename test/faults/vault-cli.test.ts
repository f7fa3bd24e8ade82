// The vault shut in every way, seen from the command line: locked, no keychain, a dismissed prompt, a wrong passphrase.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  addCatalog,
  addKey,
  freshCode,
  run,
  settledWorld,
  startApp,
  startWorld,
  type World,
} from '../support/cli-world.ts'
import { openWindow } from '../support/window.ts'
import { startKeyring, tempKeyring, whyNoKeyring } from '../support/with-keyring.ts'

const target = 'acme/acme-production'
const vaultOf = (world: World): Buffer => readFileSync(join(world.started.pointer.home, 'vault.bin'))

/** Commands that need the vault, each of another kind. */
const needing: readonly (readonly string[])[] = [
  ['assume', target, '--mfa-code', '123456'],
  ['env', target],
  ['exec', target, '--', 'true'],
  ['console', target, '--print'],
  ['credential-process', `ops-hub:${target}`],
  ['sign-in', 'ops', '--mfa-code', '123456'],
  ['sessions'],
]

const expectShut = async (env: NodeJS.ProcessEnv, words: RegExp, kind: string): Promise<void> => {
  for (const command of needing) {
    const ended = await run(env, command)
    expect(ended, command.join(' ')).toMatchObject({ code: 9, stdout: '' })
    expect(ended.stderr, command.join(' ')).toMatch(words)
  }
  const ended = await run(env, ['assume', target, '--json'])
  expect(ended.code).toBe(9)
  expect(JSON.parse(ended.stdout)).toMatchObject({
    ok: false,
    failure: { kind, title: expect.any(String), detail: expect.any(String), remedy: expect.any(String) },
  })
}

test('locked: 9 from every command, with the way to unlock; unlocking brings everything back', {
  timeout: 60_000,
}, async () => {
  const world = await settledWorld()
  const { env } = world
  expect(await run(env, ['assume', target, '--mfa-code', await freshCode(world.control)])).toMatchObject({
    code: 0,
  })
  expect(await run(env, ['lock'])).toMatchObject({ code: 0 })
  const before = vaultOf(world)
  await expectShut(env, /switchyard unlock/, 'vault-locked')
  expect(vaultOf(world).equals(before)).toBe(true)
  expect(await run(env, ['unlock'])).toMatchObject({ code: 0 })
  expect(await run(env, ['credential-process', `ops-hub:${target}`])).toMatchObject({ code: 0 })
})

test('locked from a terminal, the running app is locked too, and its window says so', {
  timeout: 60_000,
}, async () => {
  const world = await settledWorld()
  const app = await startApp(world.env, ['open', '--browser', '--no-open'])
  const window = await openWindow(app.url)
  const code = await freshCode(world.control)
  expect(await run(world.env, ['assume', target, '--mfa-code', code])).toMatchObject({ code: 0 })
  // By way of the app, and behind its back.
  for (const env of [world.env, { ...world.env, SWITCHYARD_AGENT: 'off' }]) {
    const seen = window.snapshot(snapshot => snapshot.locked)
    expect(await run(env, ['lock'])).toMatchObject({ code: 0 })
    expect((await seen).sessions).toEqual([])
    expect(await run(world.env, ['env', target])).toMatchObject({ code: 9, stdout: '' })
    const process = await run(world.env, ['credential-process', `ops-hub:${target}`])
    expect(process).toMatchObject({ code: 9, stdout: '' })
    const refused = await window.call.startSession({ target: `ops-hub:${target}` })
    expect(refused).toMatchObject({ ok: false, failure: { kind: 'vault-locked' } })
    const open = window.snapshot(snapshot => !snapshot.locked)
    expect(await run(env, ['unlock'])).toMatchObject({ code: 0 })
    expect((await open).sessions).toHaveLength(1)
  }
  expect(await run(world.env, ['env', target])).toMatchObject({ code: 0 })
  window.close()
})

test('an app that has no passphrase starts locked, and asks for it when it is unlocked', {
  timeout: 60_000,
}, async () => {
  const world = await settledWorld()
  const passphrase = readFileSync(world.env.SWITCHYARD_PASSPHRASE_FILE ?? '', 'utf8').trim()
  const env = { ...world.env, SWITCHYARD_PASSPHRASE_FILE: '' }
  const app = await startApp(env, ['open', '--browser', '--no-open'])
  const window = await openWindow(app.url)
  expect(await window.call.snapshot({})).toMatchObject({ ok: true, value: { locked: true, prompts: [] } })
  expect(await window.call.targets({})).toMatchObject({ ok: true })
  expect(await run(env, ['assume', target, '--mfa-code', '123456'])).toMatchObject({ code: 9 })

  const answers = ['not this one', passphrase]
  window.onPrompt(({ id, kind }) => {
    const answer = { kind: 'passphrase', passphrase: answers.shift() ?? '' } as const
    if (kind === 'passphrase') void window.call.answerPrompt({ id, answer })
  })
  const wrong = await window.call.unlock({})
  expect(wrong).toMatchObject({ ok: false, failure: { kind: 'passphrase-wrong' } })
  expect(await window.call.unlock({})).toMatchObject({ ok: true })
  const code = await freshCode(world.control)
  expect(await run(env, ['assume', target, '--mfa-code', code])).toMatchObject({ code: 0 })
  expect(window.prompts).toHaveLength(2)
  expect(
    window.frames
      .filter(frame => frame.direction === 'to window')
      .map(frame => frame.text)
      .join(),
  ).not.toContain(passphrase)
  window.close()
})

test('a wrong passphrase: 9, and the vault stays as it is', { timeout: 60_000 }, async () => {
  const world = await settledWorld()
  const wrong = join(world.folder, 'wrong')
  writeFileSync(wrong, 'not the passphrase\n', { mode: 0o600 })
  const before = vaultOf(world)
  const env = { ...world.env, SWITCHYARD_PASSPHRASE_FILE: wrong }
  await expectShut(env, /passphrase/i, 'passphrase-wrong')
  const given = { ...world.env, SWITCHYARD_PASSPHRASE_FILE: '', SWITCHYARD_PASSPHRASE: 'nor this' }
  const ended = await run(given, ['sessions'])
  expect(ended).toMatchObject({ code: 9, stdout: '' })
  expect(ended.stderr).not.toContain('nor this')
  expect(vaultOf(world).equals(before)).toBe(true)
})

test('a passphrase that others may read, or is not there, is refused with the file’s name', async () => {
  const world = await settledWorld()
  const { chmodSync } = await import('node:fs')
  const file = world.env.SWITCHYARD_PASSPHRASE_FILE ?? ''
  chmodSync(file, 0o644)
  const open = await run(world.env, ['sessions'])
  expect(open.code).toBe(12)
  expect(open.stderr).toContain('chmod 600')
  const gone = await run({ ...world.env, SWITCHYARD_PASSPHRASE_FILE: '/nowhere/at/all' }, ['sessions'])
  expect(gone.code).toBe(12)
  expect(gone.stderr).toContain('/nowhere/at/all')
})

test('nobody to ask for the passphrase: 4, at once', async () => {
  const world = await settledWorld()
  const ended = await run({ ...world.env, SWITCHYARD_PASSPHRASE_FILE: '' }, ['sessions'])
  expect(ended).toMatchObject({ code: 4, stdout: '' })
  expect(ended.stderr).toMatch(/SWITCHYARD_PASSPHRASE_FILE/)
  expect(ended.ms).toBeLessThan(5_000)
})

test('no keychain at all: 9 with the way out, and nothing is written', { timeout: 60_000 }, async () => {
  const world = await startWorld('ops-hub', { SWITCHYARD_KEYCHAIN: 'os', SWITCHYARD_PASSPHRASE_FILE: '' })
  await addCatalog(world)
  const input = `AKIAQQQQQQQQQQQQQQQQ\n${'a'.repeat(40)}\n`
  const key = await world.control.key('ana')
  const real = key.ok ? `${key.value.accessKeyId}\n${key.value.secretAccessKey}\n` : input
  const added = await run(world.env, ['keys', 'add', 'ops'], real)
  expect(added).toMatchObject({ code: 9, stdout: '' })
  expect(added.stderr).toMatch(/SWITCHYARD_KEYCHAIN=passphrase/)
  expect(existsSync(join(world.started.pointer.home, 'vault.bin'))).toBe(false)
  const doctor = await run(world.env, ['doctor', '--json'])
  expect(doctor.code).toBe(1)
  const checks = JSON.parse(doctor.stdout) as { check: string; ok: boolean; remedy?: string }[]
  expect(checks.filter(check => !check.ok).map(check => `${check.check} ${check.remedy}`)).toEqual(
    expect.arrayContaining([expect.stringMatching(/(keychain|vault).*SWITCHYARD_KEYCHAIN=passphrase/i)]),
  )
})

const why = whyNoKeyring()
describe.skipIf(why !== null)(
  `with a real Secret Service${why === null ? '' : ` (${why})`}`,
  { timeout: 90_000 },
  () => {
    const osWorld = async (more: NodeJS.ProcessEnv): Promise<World> => {
      const world = await startWorld('ops-hub', {
        SWITCHYARD_KEYCHAIN: 'os',
        SWITCHYARD_PASSPHRASE_FILE: '',
        ...more,
      })
      await addCatalog(world)
      return world
    }

    test('a bus on which nobody offers the Secret Service: 9', async () => {
      const { env } = await tempKeyring({ service: 'none' })
      const world = await osWorld(env)
      const ended = await run(world.env, ['sign-ins'])
      expect([0, 9]).toContain(ended.code)
      await expect(addKey(world)).rejects.toThrow(/SWITCHYARD_KEYCHAIN=passphrase/)
    })

    test('the keychain’s prompt dismissed: 9, and accepted the next time it works', async () => {
      const keyring = await startKeyring({ screen: true })
      try {
        const world = await osWorld(keyring.env)
        await addKey(world)
        await keyring.lock()
        const dismissed = run(world.env, ['sessions'])
        await keyring.pressInPrompt('Escape')
        const ended = await dismissed
        expect(ended).toMatchObject({ code: 9, stdout: '' })
        expect(ended.stderr).toMatch(/dismissed|closed|refused/i)
        const accepted = run(world.env, ['sessions', '--json'])
        await keyring.typeInPrompt('test-password')
        expect(await accepted).toMatchObject({ code: 0, stdout: '[]\n' })
      } finally {
        await keyring.stop()
      }
    })
  },
)

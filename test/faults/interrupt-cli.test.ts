// Ctrl-C at every question, on a real terminal: exit 130, nothing changed on disk, the terminal as it was.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  addCatalog,
  demoApp,
  freshCode,
  run,
  settledWorld,
  startApp,
  startWorld,
  type World,
} from '../support/cli-world.ts'
import { example } from '../support/run-cli.ts'
import { good } from '../support/sign-in-room.ts'
import { ctrlC, ctrlD, openTerminal, type Terminal, whyNoTerminal } from '../support/terminal.ts'
import { openWindow } from '../support/window.ts'

const why = whyNoTerminal()
const target = 'acme/acme-production'

/** A hash of every file that steers: all of the home and the AWS files. The record may say that somebody tried; locks, log and the socket pass. */
const stateOf = ({ env, started }: World): Record<string, string> => {
  const files: Record<string, string> = {}
  const add = (path: string): void => {
    files[path] = createHash('sha256').update(readFileSync(path)).digest('hex')
  }
  const home = started.pointer.home
  for (const entry of readdirSync(home, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const passing = /^(?:log|locks)(?:\/|$)|\.lock$|^agent\.|^\.?activity\.|^demo/.test(
      path.slice(home.length + 1),
    )
    if (entry.isFile() && !passing) add(path)
  }
  add(env.AWS_CONFIG_FILE ?? '')
  add(env.AWS_SHARED_CREDENTIALS_FILE ?? '')
  return files
}

/** The demo's catalog with production guarded by a reason and a typed name. */
const guard = async (world: World): Promise<void> => {
  const text = readFileSync(example('ops-hub'), 'utf8').replace(
    'production: { color: red, mfa: required }',
    'production: { color: red, mfa: required, reason: required, confirm: name }',
  )
  const file = join(world.folder, 'guarded.yaml')
  writeFileSync(file, text)
  await run(world.env, ['catalog', 'rm', 'ops-hub'])
  const added = await run(world.env, ['catalog', 'add', file])
  expect(added.stderr).toBe('')
}

const expectInterrupted = async (terminal: Terminal): Promise<void> => {
  expect(await terminal.ended, terminal.screen()).toEqual({ code: 130, restored: true })
}

describe.skipIf(why !== null)(`on a terminal${why === null ? '' : ` (${why})`}`, { timeout: 60_000 }, () => {
  test.each([
    ['Ctrl-C', ctrlC],
    ['Ctrl-D', ctrlD],
  ])('%s at the MFA code', async (_, key) => {
    const world = await settledWorld()
    const before = stateOf(world)
    const terminal = openTerminal(world.env, ['assume', target])
    await terminal.sees(/MFA code of ana.*: /)
    terminal.type(`12${key === ctrlD ? '\u0015' : ''}${key}`)
    await expectInterrupted(terminal)
    expect(stateOf(world)).toEqual(before)
  })

  test('Ctrl-C at the reason, and at the typed name', async () => {
    const world = await settledWorld()
    await guard(world)
    const before = stateOf(world)
    const first = openTerminal(world.env, ['assume', target])
    await first.sees(/Reason.*: /)
    first.type(ctrlC)
    await expectInterrupted(first)
    const second = openTerminal(world.env, ['assume', target])
    await second.sees(/Reason.*: /)
    second.type('OPS-1 look\r')
    await second.sees(/name, acme, .*: /)
    second.type(ctrlC)
    await expectInterrupted(second)
    expect(stateOf(world)).toEqual(before)
  })

  test('Ctrl-C at the passphrase, of a vault to open and of one to make', async () => {
    const world = await settledWorld()
    const before = stateOf(world)
    const env: NodeJS.ProcessEnv = { ...world.env }
    delete env.SWITCHYARD_PASSPHRASE_FILE
    const opening = openTerminal(env, ['sessions'])
    await opening.sees(/Passphrase of the vault: /)
    opening.type(`abc${ctrlC}`)
    await expectInterrupted(opening)
    expect(opening.screen()).not.toContain('abc')
    expect(stateOf(world)).toEqual(before)

    const fresh = await startWorld()
    await addCatalog(fresh)
    const empty = stateOf(fresh)
    const key = good(await fresh.control.key('ana'))
    const making = openTerminal({ ...fresh.env, SWITCHYARD_PASSPHRASE_FILE: '' }, ['keys', 'add', 'ops'])
    await making.sees(/Access key id: /)
    making.type(`${key.accessKeyId}\r`)
    await making.sees(/Secret access key: /)
    making.type(`${key.secretAccessKey}\r`)
    await making.sees(/Choose a passphrase for the vault: /)
    making.type('correct horse\r')
    await making.sees(/Once more: /)
    making.type(`correct${ctrlC}`)
    await expectInterrupted(making)
    expect(making.screen()).not.toMatch(/correct|horse/)
    expect(making.screen()).not.toContain(key.secretAccessKey)
    expect(stateOf(fresh)).toEqual(empty)
  })

  test('Ctrl-C while a sign-in waits, by code and in the browser', async () => {
    const world = await startWorld('sso-landing-zone')
    await addCatalog(world)
    for (const flags of [['--device-code', '--no-open'], ['--no-open']]) {
      const { [join(world.started.pointer.home, 'vault.bin')]: _vault, ...before } = stateOf(world)
      const terminal = openTerminal(world.env, ['sign-in', 'portal', ...flags])
      await terminal.sees(/Sign in to .* here: /)
      terminal.type(ctrlC)
      await expectInterrupted(terminal)
      // What stays is the registration of this app, sealed, for the next try; AWS keeps one for 90 days.
      const { [join(world.started.pointer.home, 'vault.bin')]: _, ...after } = stateOf(world)
      expect(after).toEqual(before)
      expect((await run(world.env, ['sign-ins', '--json'])).stdout).toContain('"state": "out"')
    }
  })

  test('Ctrl-C while the running app waits for a sign-in: it stops asking AWS', async () => {
    const demo = await demoApp('sso-landing-zone')
    const terminal = openTerminal(demo.env, ['sign-in', 'portal', '--device-code', '--no-open'])
    await terminal.sees(/Sign in to .* here: /)
    terminal.type(ctrlC)
    await expectInterrupted(terminal)
    await demo.advance('+10s')
    const before = await demo.count('CreateToken')
    for (let turn = 0; turn < 3; turn++) {
      await demo.advance('+20s')
      await new Promise(resume => setTimeout(resume, 100))
    }
    expect(await demo.count('CreateToken')).toBe(before)
  })

  test('Ctrl-C at the key id, and at the secret, which is never shown', async () => {
    const world = await startWorld()
    await addCatalog(world)
    const before = stateOf(world)
    const first = openTerminal(world.env, ['keys', 'add', 'ops'])
    await first.sees(/Access key id: /)
    first.type(`AKIA${ctrlC}`)
    await expectInterrupted(first)
    const second = openTerminal(world.env, ['keys', 'add', 'ops'])
    await second.sees(/Access key id: /)
    second.type('AKIAAAAAAAAAAAAAAAAA\r')
    await second.sees(/Secret access key: /)
    second.type(`half-a-secret${ctrlC}`)
    await expectInterrupted(second)
    expect(second.screen()).not.toContain('half-a-secret')
    expect(stateOf(world)).toEqual(before)
  })

  test('Ctrl-C at a question of the running app takes the question back there too', async () => {
    const world = await settledWorld()
    const app = await startApp(world.env, ['open', '--browser', '--no-open'])
    const window = await openWindow(app.url)
    await window.call.snapshot({})
    const before = stateOf(world)
    const terminal = openTerminal(world.env, ['assume', target])
    await terminal.sees(/MFA code of ana.*: /)
    terminal.type(ctrlC)
    await expectInterrupted(terminal)
    expect(stateOf(world)).toEqual(before)
    // Nothing holds the turn: the next caller is asked at once, and served.
    const again = await run(world.env, ['assume', target, '--mfa-code', await freshCode(world.control)])
    expect(again).toMatchObject({ code: 0 })
    window.close()
  })

  test('Ctrl-C while a command runs as the target is the command’s own', async () => {
    const world = await settledWorld()
    const code = await freshCode(world.control)
    expect(await run(world.env, ['assume', target, '--mfa-code', code])).toMatchObject({ code: 0 })
    const trap = 'trap "echo caught; exit 7" INT; echo started; sleep 20'
    const terminal = openTerminal(world.env, ['exec', target, '--', 'sh', '-c', trap])
    await terminal.sees(/started/)
    terminal.type(ctrlC)
    await terminal.sees(/caught/)
    expect(await terminal.ended).toEqual({ code: 7, restored: true })
  })
})

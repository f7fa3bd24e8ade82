// Questions answered on a real terminal: right, wrong, and typed the way phones show them.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { addCatalog, freshCode, run, settledWorld, startApp, startWorld } from '../support/cli-world.ts'
import { good } from '../support/sign-in-room.ts'
import { openTerminal, whyNoTerminal } from '../support/terminal.ts'
import { openWindow } from '../support/window.ts'

const why = whyNoTerminal()
const target = 'acme/acme-production'
const suffix = why === null ? '' : ` (${why})`

describe.skipIf(why !== null)(`on a terminal${suffix}`, { timeout: 60_000 }, () => {
  test('a code that is none, a wrong one, then the right one with a blank in it', async () => {
    const world = await settledWorld()
    const terminal = openTerminal(world.env, ['assume', target])
    await terminal.sees(/MFA code of ana, device arn:aws:iam::100000000002:mfa\/ana: /)
    terminal.type('hello\r')
    await terminal.sees(/six digits[\s\S]*MFA code of ana/)
    const code = await freshCode(world.control)
    terminal.type(`${code === '000000' ? '000001' : '000000'}\r`)
    await terminal.sees(/did not accept this code[\s\S]*MFA code of ana/)
    terminal.type(`${code.slice(0, 3)} ${code.slice(3)}\r`)
    await terminal.sees(/acme-production until /)
    expect(await terminal.ended).toEqual({ code: 0, restored: true })
    const sessions = await run(world.env, ['sessions', '--json'])
    expect(JSON.parse(sessions.stdout)).toHaveLength(1)
  })

  test('the running app asks on the terminal of the command that called, not in its window', async () => {
    const world = await settledWorld()
    const app = await startApp(world.env, ['open', '--browser', '--no-open'])
    const window = await openWindow(app.url)
    const terminal = openTerminal(world.env, ['assume', target])
    await terminal.sees(/MFA code of ana.*: /)
    terminal.type(`${await freshCode(world.control)}\r`)
    expect(await terminal.ended, terminal.screen()).toEqual({ code: 0, restored: true })
    const now = good(await window.call.snapshot({}))
    expect(now.sessions.map(session => session.target)).toEqual([`ops-hub:${target}`])
    expect(window.prompts).toEqual([])
    window.close()
  })

  test('a passphrase is chosen by typing it twice, opens the vault once per command, and is never shown', async () => {
    const world = await startWorld()
    await addCatalog(world)
    const env = { ...world.env, SWITCHYARD_PASSPHRASE_FILE: '' }
    const key = good(await world.control.key('ana'))
    const add = async (first: string, second: string) => {
      const terminal = openTerminal(env, ['keys', 'add', 'ops'])
      await terminal.sees(/Access key id: /)
      terminal.type(`${key.accessKeyId}\r`)
      await terminal.sees(/Secret access key: /)
      terminal.type(`${key.secretAccessKey}\r`)
      await terminal.sees(/Choose a passphrase/)
      terminal.type(`${first}\r`)
      await terminal.sees(/Once more: /)
      terminal.type(`${second}\r`)
      const end = await terminal.ended
      expect(terminal.screen()).not.toContain('tree frog')
      return { ...end, screen: terminal.screen() }
    }
    const differ = await add('tree frog', 'tree frogs')
    expect(differ).toMatchObject({ code: 4, restored: true })
    expect(differ.screen).toContain('The two differ.')
    expect(await add('tree frog', 'tree frog')).toMatchObject({ code: 0, restored: true })

    const right = openTerminal(env, ['sign-ins'])
    await right.sees(/Passphrase of the vault: /)
    right.type('tree frog\r')
    await right.sees(/ops +ops-hub +iam-user/)
    expect(await right.ended).toEqual({ code: 0, restored: true })
    expect(right.screen().match(/Passphrase/g)).toHaveLength(1)

    const wrong = openTerminal(env, ['sign-ins'])
    await wrong.sees(/Passphrase of the vault: /)
    wrong.type('tree toad\r')
    expect(await wrong.ended).toEqual({ code: 9, restored: true })
    expect(wrong.screen().match(/Passphrase of the vault/g)).toHaveLength(1)
    expect(wrong.screen()).not.toContain('toad')
  })

  test('an agent without a window is unlocked from the terminal', async () => {
    const world = await settledWorld()
    const passphrase = readFileSync(world.env.SWITCHYARD_PASSPHRASE_FILE ?? '', 'utf8').trim()
    const env = { ...world.env, SWITCHYARD_PASSPHRASE_FILE: '' }
    await startApp(env, ['agent'])
    expect(await run(env, ['sessions'])).toMatchObject({ code: 9 })
    const terminal = openTerminal(env, ['unlock'])
    await terminal.sees(/Passphrase of the vault: /)
    terminal.type(`${passphrase}\r`)
    expect(await terminal.ended, terminal.screen()).toEqual({ code: 0, restored: true })
    expect(terminal.screen()).not.toContain(passphrase)
    expect(await run(env, ['sessions', '--json'])).toMatchObject({ code: 0, stdout: '[]\n' })
  })

  test('an empty reason is a refusal, and spends no code', async () => {
    const world = await startWorld('uniform-roles')
    await addCatalog(world)
    const users = good(await world.control.users())
    const admin = users.find(user => user.kind === 'iam-user' && user.groups.includes('platform-admins'))
    const key = good(await world.control.key(admin?.name ?? ''))
    await run(world.env, ['keys', 'add', 'people'], `${key.accessKeyId}\n${key.secretAccessKey}\n`)
    const terminal = openTerminal(world.env, ['assume', 'prod/PlatformAdmin'])
    await terminal.sees(/Reason.*: /)
    terminal.type('\r')
    expect(await terminal.ended).toEqual({ code: 4, restored: true })
    expect(terminal.screen()).not.toContain('MFA code')

    const again = openTerminal(world.env, ['assume', 'prod/PlatformAdmin'])
    await again.sees(/Reason.*: /)
    again.type('OPS-7 rotate\r')
    await again.sees(/MFA code of .*: /)
    again.type(`${await freshCode(world.control, admin?.name)}\r`)
    expect(await again.ended, again.screen()).toEqual({ code: 0, restored: true })
  })
})

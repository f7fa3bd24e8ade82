// What the window hands over outside of itself: a terminal, main's clipboard, names and links; no key in any frame.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freshCode, run, settledWorld, startApp } from '../support/cli-world.ts'
import { openDemoTerminal } from '../support/demo-terminal.ts'
import { start } from '../support/run-cli.ts'
import { openScreen, whyNoScreen } from '../support/screen.ts'
import { good } from '../support/sign-in-room.ts'
import { openWindow } from '../support/window.ts'

test('without a screen: names and links through the page, a command instead of keys, no terminal', async ({
  onTestFinished,
}) => {
  const demo = await openDemoTerminal('ops-hub')
  onTestFinished(async () => void (await demo.stop()))
  await demo.addKey('ops', 'ana')
  await demo.run(['env', 'acme', '--mfa-code', await demo.code('ana')])
  const window = await openWindow(/: (http\S+)/.exec(demo.resident.stdout())?.[1] ?? '')
  const { call } = window
  expect(good(await call.snapshot({}))).toMatchObject({ terminal: false, clipboard: false })
  const target = 'ops-hub:acme/acme-production'
  const copied = async (what: Parameters<typeof call.copy>[0]['what']) =>
    good(await call.copy({ target, what })).text
  expect(await copied('environment')).toBe(`eval "$(switchyard env ${target})"`)
  expect(await copied('profile')).toBe('acme-production')
  expect(await copied('account')).toBe('100000000101')
  expect(await copied('role-arn')).toBe('arn:aws:iam::100000000101:role/acme-production')
  expect(await copied('session-arn')).toBe('arn:aws:sts::100000000101:assumed-role/acme-production/ana')
  expect(await copied('switch-role-link')).toContain(
    'switchrole?account=100000000101&roleName=acme-production',
  )
  expect(await call.copy({ target, what: 'portal-link' })).toMatchObject({ ok: false })
  expect(await call.copy({ target: 'ops-hub:globex/globex-production', what: 'session-arn' })).toMatchObject({
    ok: false,
    failure: { kind: 'bad-input' },
  })
  expect(await call.openTerminal({ target })).toMatchObject({
    ok: false,
    failure: { kind: 'no-terminal', why: 'no-display' },
  })
  // Nothing was opened for a terminal that nobody would see: no code was asked, no session is there.
  const globex = 'ops-hub:globex/globex-production'
  expect(await call.openTerminal({ target: globex })).toMatchObject({ failure: { kind: 'no-terminal' } })
  const { sessions } = good(await call.snapshot({}))
  expect(sessions.map(each => each.target)).not.toContain(globex)
  window.close()
})

test.skipIf(whyNoScreen('xterm', 'xclip'))(
  'with a screen: a terminal opens, and keys go to the clipboard without passing the page',
  { timeout: 60_000 },
  async () => {
    const screen = await openScreen()
    const world = await settledWorld({ DISPLAY: screen.display, SHELL: '/bin/sh' })
    const app = await startApp(world.env, ['open', '--browser', '--no-open'])
    const opened = await run(world.env, [
      'env',
      'acme',
      '--json',
      '--mfa-code',
      await freshCode(world.control),
    ])
    const values = JSON.parse(opened.stdout) as Record<string, string>
    const secret = values.AWS_SECRET_ACCESS_KEY ?? 'none'
    const window = await openWindow(app.url)
    const { call } = window
    const target = 'ops-hub:acme/acme-production'
    const shell = 'dotenv' as const
    expect(good(await call.snapshot({}))).toMatchObject({ terminal: true, clipboard: true })

    expect(good(await call.copy({ target, what: 'environment', shell }))).toMatchObject({
      copied: true,
      text: null,
    })
    const onClipboard = () => start('xclip', ['-selection', 'clipboard', '-o'], world.env).ended
    expect((await onClipboard()).stdout).toContain(`AWS_SECRET_ACCESS_KEY="${secret}"`)

    // One that was chosen once and is gone: another opens, and that is said, in the settings as well.
    good(await call.changeSettings({ terminal: 'Gone Terminal' }))
    const { terminal, notices } = good(await call.openTerminal({ target }))
    expect(terminal).toMatch(/xterm|x-terminal-emulator/)
    const gone = `Gone Terminal is chosen in the settings, and is not on this machine: ${terminal} opens instead.`
    expect(notices).toEqual([gone])
    const { terminals } = good(await call.settingsFacts({}))
    expect(terminals).toEqual({ found: expect.arrayContaining(['xterm', terminal]), problem: gone })
    const seen = join(world.folder, 'seen')
    await screen.typeInto('acme/acme-production', `echo "$AWS_ACCESS_KEY_ID" > ${seen}; exit`)
    await expect
      .poll(() => (existsSync(seen) ? readFileSync(seen, 'utf8') : ''))
      .toBe(`${values.AWS_ACCESS_KEY_ID}\n`)

    expect(window.frames.filter(({ text }) => text.includes(secret))).toEqual([])
    window.close()
    // What was lent is taken back when the app ends.
    expect((await app.end()).code).toBe(0)
    expect((await onClipboard()).stdout).toBe('')
  },
)

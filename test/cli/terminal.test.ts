// A real xterm on a real X server: its shell is the target, and no argument and no file around it holds a key.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDemoTerminal } from '../support/demo-terminal.ts'
import { openScreen, whyNoScreen } from '../support/screen.ts'
import { good } from '../support/sign-in-room.ts'
import { openWindow } from '../support/window.ts'

/** Every argv on this machine, now. */
const commandLines = (): string =>
  readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(pid => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'latin1')
      } catch {
        return ''
      }
    })
    .join('\n')

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))

const until = async <T>(find: () => T | null): Promise<T> => {
  const end = performance.now() + 25_000
  for (;;) {
    const found = find()
    if (found !== null) return found
    if (performance.now() > end) throw new Error('It did not come.')
    await new Promise(resume => setTimeout(resume, 50))
  }
}
const textOf = (path: string): string | null => {
  try {
    const text = readFileSync(path, 'utf8')
    return text.endsWith('\n') ? text : null
  } catch {
    return null
  }
}

test.skipIf(whyNoScreen('xterm'))(
  'the window’s shell is the target; keys are in its environment alone',
  { timeout: 60_000 },
  async ({ onTestFinished }) => {
    const demo = await openDemoTerminal('ops-hub')
    onTestFinished(async () => void (await demo.stop()))
    await demo.addKey('ops', 'ana')
    const screen = await openScreen()
    const env = { DISPLAY: screen.display, SHELL: '/bin/bash', AWS_PROFILE: 'other', PATH: `/usr/bin:/bin` }
    // The person's choice goes before the system's own, which comes first on this machine where it has one.
    const window = await openWindow(/: (http\S+)/.exec(demo.resident.stdout())?.[1] ?? '')
    good(await window.call.changeSettings({ terminal: 'xterm' }))
    window.close()
    const opened = await demo.json(['terminal', 'acme', '--mfa-code', await demo.code('ana')], { env })
    expect(opened).toEqual({
      target: 'ops-hub:acme/acme-production',
      terminal: 'xterm',
      expiresAt: expect.stringMatching(/Z$/),
    })
    const seen = join(demo.folder, 'seen')
    await screen.typeInto(
      'acme/acme-production',
      `echo "$SWITCHYARD_TARGET $AWS_ACCESS_KEY_ID \${AWS_PROFILE-none} \${PS1@P}" > ${seen}`,
    )
    const [target, key, profile, prompt] = (await until(() => textOf(seen))).split(' ')
    const session = await demo.json<{ accessKeyId: string }[]>('sessions')
    expect([target, key, profile]).toEqual(['ops-hub:acme/acme-production', session[0]?.accessKeyId, 'none'])
    expect(prompt).toContain('(acme/acme-production)')

    const { AWS_SECRET_ACCESS_KEY: secret = '', AWS_SESSION_TOKEN: token = '' } =
      await demo.json<Record<string, string>>('env acme')
    const running = commandLines()
    expect(running).toContain('acme/acme-production')
    expect(running).not.toContain(secret)
    expect(running).not.toContain(token)
    for (const file of filesBelow(demo.folder)) {
      const text = readFileSync(file, 'latin1')
      expect(text.includes(secret) || text.includes(token), file).toBe(false)
    }
    expect(demo.awsFiles()).toEqual({ config: '', credentials: '' })
    const script = join(demo.env.SWITCHYARD_HOME ?? '', 'launchers', 'terminal')
    expect(statSync(script).mode & 0o777).toBe(0o700)
    await screen.typeInto('acme/acme-production', 'exit')
  },
)

test('without a display it says so before a code is spent', async ({ onTestFinished }) => {
  const demo = await openDemoTerminal('ops-hub')
  onTestFinished(async () => void (await demo.stop()))
  await demo.addKey('ops', 'ana')
  const env = { DISPLAY: '', WAYLAND_DISPLAY: '' }
  const refused = await demo.refused('terminal acme --mfa-code 123456', { env })
  expect(refused).toMatchObject({ code: 2, kind: 'no-terminal', why: 'no-display' })
  expect(await demo.refused('terminal nobody/Nothing', { env })).toMatchObject({ code: 6 })
  expect((await demo.run('lock')).code).toBe(0)
  expect(await demo.refused('terminal acme', { env })).toMatchObject({ code: 9 })
  expect(await demo.count('AssumeRole')).toBe(0)
  expect(await demo.count('GetSessionToken')).toBe(0)
})

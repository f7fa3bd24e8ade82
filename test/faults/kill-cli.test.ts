// kill -9 of the app and of commands: AWS files and vault stay whole, and whoever comes next cleans up and goes on.
import { existsSync, readFileSync, statSync, watch, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { freshCode, run, settledWorld, startApp, type World } from '../support/cli-world.ts'
import { startCli } from '../support/run-cli.ts'
import { good } from '../support/sign-in-room.ts'
import { openWindow } from '../support/window.ts'

const target = 'acme/acme-production'
/** Without a final newline, as some editors leave it. */
const own = '# mine\n[work]\naws_access_key_id = AKIAQQQQQQQQQQQQQQQQ\naws_secret_access_key = abc/def+=='

const filesOf = ({ env }: World): { credentials: string; config: string } => ({
  credentials: readFileSync(env.AWS_SHARED_CREDENTIALS_FILE ?? '', 'utf8'),
  config: readFileSync(env.AWS_CONFIG_FILE ?? '', 'utf8'),
})

const block =
  /^# >>> switchyard (\S+) \(managed; edits here are lost\)\n(?:# .*\n)?\[\1\]\naws_access_key_id = ASIA[A-Z0-9]{16}\naws_secret_access_key = \S{40}\naws_session_token = \S{200,}\nx_security_token_expires = \S+Z\n# <<< switchyard \1\n?/gm

/** The file is the person's own text, and after it nothing but whole blocks of ours. */
const expectWhole = (text: string): void => {
  expect(text.startsWith(own)).toBe(true)
  expect(text.slice(own.length).replace(block, '').trim()).toBe('')
}

const prepare = async (): Promise<World> => {
  const world = await settledWorld()
  writeFileSync(world.env.AWS_SHARED_CREDENTIALS_FILE ?? '', own)
  const code = await freshCode(world.control)
  expect(await run(world.env, ['sign-in', 'ops', '--mfa-code', code])).toMatchObject({ code: 0 })
  return world
}

test('commands killed while they write leave whole files', { timeout: 120_000 }, async () => {
  const world = await prepare()
  const folder = dirname(world.env.AWS_SHARED_CREDENTIALS_FILE ?? '')
  let killed = 0
  const names = ['acme', 'globex', 'initech', 'umbrella', 'hooli']
  for (const [index, name] of names.entries()) {
    const running = startCli(['assume', `${name}/${name}-production`], world.env)
    // The first sign of writing in the folder of the AWS files, and a little later with every turn.
    const watcher = watch(folder, () => {
      watcher.close()
      if (index === 0) running.child.kill('SIGKILL')
      else setTimeout(() => running.child.kill('SIGKILL'), index / 2)
    })
    const ended = await running.ended
    watcher.close()
    if (ended.signal === 'SIGKILL') killed += 1
    expectWhole(filesOf(world).credentials)
  }
  expect(killed).toBeGreaterThan(names.length / 2)

  const last = await run(world.env, ['assume', target, '--json'])
  expect(last).toMatchObject({ code: 0 })
  expectWhole(filesOf(world).credentials)
  const { profile } = JSON.parse(last.stdout) as { profile: string }
  expect(filesOf(world).credentials).toContain(`[${profile}]`)
  expect(await run(world.env, ['stop', '--all'])).toMatchObject({ code: 0 })
  expect(filesOf(world)).toEqual({ credentials: own, config: '' })
  expect(JSON.parse((await run(world.env, ['sessions', '--json'])).stdout)).toEqual([])
  expect(await run(world.env, ['activity', '--verify'])).toMatchObject({ code: 0 })
})

test('an app that was killed: commands go on without it, the next one takes its socket over', {
  timeout: 60_000,
}, async () => {
  const world = await prepare()
  const socket = join(world.started.pointer.home, 'agent.sock')
  const app = await startApp(world.env, ['open', '--browser', '--no-open'])
  expect(await run(world.env, ['assume', target])).toMatchObject({ code: 0 })
  const before = await run(world.env, ['credential-process', `ops-hub:${target}`])
  await app.end('SIGKILL')
  expect(existsSync(socket)).toBe(true)
  expectWhole(filesOf(world).credentials)

  // Without the app the vault answers the same.
  const after = await run(world.env, ['credential-process', `ops-hub:${target}`])
  expect(after).toMatchObject({ code: 0, stdout: before.stdout })

  const second = await startApp(world.env, ['open', '--browser', '--no-open'])
  expect(statSync(socket).mode & 0o777).toBe(0o600)
  expect(statSync(dirname(socket)).mode & 0o777).toBe(0o700)
  const window = await openWindow(second.url)
  const now = good(await window.call.snapshot({}))
  expect(now.sessions.map(session => session.target)).toEqual([`ops-hub:${target}`])
  window.close()
  // Another one of the same home gives way.
  const third = await run(world.env, ['open', '--browser', '--no-open'])
  expect(third).toMatchObject({ code: 0 })
  expect(third.stdout).toMatch(/^Switchyard is ready: http:\/\/127\.0\.0\.1:\d+\/\?key=[\w-]{43}\n$/)
  expect(third.stdout).not.toContain(new URL(second.url).search)
  const agent = await run(world.env, ['agent'])
  expect(agent).toMatchObject({ code: 0, stdout: '' })
  expect(agent.stderr).toContain('already')
  expect((await second.end('SIGINT')).code).toBe(0)
  expect(existsSync(socket)).toBe(false)
})

test('what ended while a killed app was away is swept at the next start', { timeout: 60_000 }, async () => {
  const world = await prepare()
  const app = await startApp(world.env, ['agent'])
  expect(await run(world.env, ['assume', target])).toMatchObject({ code: 0 })
  await app.end('SIGKILL')
  expect(filesOf(world).credentials).not.toBe(own)
  good(await world.control.advance('+13h'))
  await startApp(world.env, ['agent'])
  await expect.poll(() => filesOf(world), { timeout: 10_000 }).toEqual({ credentials: own, config: '' })
  expect(JSON.parse((await run(world.env, ['sessions', '--json'])).stdout)).toEqual([])
})

test('an app killed while its question is open: the caller ends with 8, the next one is served', {
  timeout: 60_000,
}, async () => {
  const world = await settledWorld()
  const app = await startApp(world.env, ['open', '--browser', '--no-open'])
  const window = await openWindow(app.url)
  const asked = new Promise<void>(resolve => window.onPrompt(() => resolve()))
  const waiting = startCli(['assume', target], world.env)
  await asked
  await app.end('SIGKILL')
  const ended = await waiting.ended
  expect(ended).toMatchObject({ code: 8, stdout: '' })
  await wait(100)
  const next = await run(world.env, ['assume', target, '--mfa-code', await freshCode(world.control)])
  expect(next).toMatchObject({ code: 0 })
  expect(next.ms).toBeLessThan(15_000)
})

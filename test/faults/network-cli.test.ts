// A network that breaks in every way, and time that jumps, through the command line.
import { createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import {
  addCatalog,
  callsSoFar,
  countCalls,
  demoApp,
  freshCode,
  run,
  settledWorld,
  startWorld,
} from '../support/cli-world.ts'
import { startCli, waitFor } from '../support/run-cli.ts'
import { good } from '../support/sign-in-room.ts'
import { openWindow } from '../support/window.ts'

const target = 'acme/acme-production'

/** A host that takes a connection and does `act` with what was asked. @returns its address */
const host = async (act: (socket: Socket, asked: string) => void): Promise<string> => {
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('data', asked => act(socket, asked.toString('latin1')))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
}

const broken: Readonly<Record<string, () => Promise<string>>> = {
  'refuses the connection': async () => 'http://127.0.0.1:9',
  'has no address': async () => 'http://no-such-host.invalid',
  'breaks off before it answers': () => host(socket => socket.resetAndDestroy()),
  'breaks off in the middle of its answer': () =>
    host(socket =>
      socket.write(
        'HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 900\r\n\r\n<AssumeRole',
        () => socket.resetAndDestroy(),
      ),
    ),
  'ends in the middle of its answer': () =>
    host(socket =>
      socket.end('HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 900\r\n\r\n<Assu'),
    ),
  'answers with a page to sign in to the network': () =>
    host(socket =>
      socket.end(
        'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 28\r\n\r\n<html>Welcome, guest!</html>',
      ),
    ),
  'sends elsewhere': () =>
    host(socket =>
      socket.end('HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n'),
    ),
  'refuses without a word, as a proxy does': () =>
    host(socket => socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n')),
  'answers with what is no HTTP': () => host(socket => socket.end('SSH-2.0-OpenSSH_9.6\r\n')),
}

test('whatever stands in AWS’s place: 8 with its name, nothing kept, and the code is still good', {
  timeout: 90_000,
}, async () => {
  const world = await settledWorld()
  const code = await freshCode(world.control)
  for (const [name, open] of Object.entries(broken)) {
    const url = await open()
    const env = { ...world.env, AWS_ENDPOINT_URL: url, AWS_ENDPOINT_URL_STS: url }
    const failed = await run(env, ['assume', target, '--mfa-code', code, '--json'])
    expect(failed.code, `${name}: ${failed.stderr}`).toBe(8)
    expect(failed.ms, name).toBeLessThan(20_000)
    expect(JSON.parse(failed.stdout), name).toMatchObject({ failure: { kind: 'unreachable' } })
    expect(failed.stderr, name).toContain(new URL(url).hostname)
  }
  expect(JSON.parse((await run(world.env, ['sessions', '--json'])).stdout)).toEqual([])
  const taken = await run(world.env, ['assume', target, '--mfa-code', await freshCode(world.control)])
  expect(taken).toMatchObject({ code: 0 })
})

test('a storm of 429 is met with patience, not with more of them', { timeout: 60_000 }, async () => {
  const demo = await demoApp('sso-landing-zone')
  const signing = startCli(['sign-in', 'portal', '--device-code', '--no-open', '--json'], demo.env)
  const event = await waitFor(signing, ({ stderr }) => /^\{.*\}$/m.exec(stderr())?.[0] ?? null)
  good(await demo.control.approve((JSON.parse(event) as { userCode: string }).userCode, 'omar'))
  await demo.advance('+10s')
  expect(await signing.ended).toMatchObject({ code: 0 })

  // Some: the list comes all the same.
  const first = await callsSoFar(demo.control)
  await demo.fault('throttle sso 6')
  const listed = await run(demo.env, ['ls', '--refresh', '--json'])
  expect(listed).toMatchObject({ code: 0 })
  const rows = JSON.parse(listed.stdout) as { role: string; granted: boolean | null }[]
  expect(rows.filter(row => row.role === 'DevOps' && row.granted)).toHaveLength(7)
  const calls = await countCalls(demo.control, first)
  expect(calls.ListAccounts).toBeLessThanOrEqual(8)
  expect(calls.ListAccountRoles).toBeLessThanOrEqual(7 + 6)

  // Without end: what was known stays, the person is told, and AWS is left alone.
  await demo.fault('throttle all')
  const second = await callsSoFar(demo.control)
  const stale = await run(demo.env, ['ls', '--refresh', '--json'])
  expect(stale.code).toBe(0)
  expect(JSON.parse(stale.stdout)).toHaveLength(rows.length)
  expect(stale.stderr).toContain('portal')
  const refused = await run(demo.env, ['env', 'development/DevOps'])
  expect(refused).toMatchObject({ code: 8, stdout: '' })
  expect(refused.ms).toBeLessThan(20_000)
  const stormed = Object.values(await countCalls(demo.control, second)).reduce((sum, count) => sum + count, 0)
  expect(stormed).toBeLessThan(30)
})

test('a clock that is wrong by ten minutes is corrected, and said', { timeout: 60_000 }, async () => {
  const world = await settledWorld()
  // AWS takes no code older than the last one: its own time goes ahead here.
  for (const skew of ['-10m', '+10m']) {
    good(await world.control.fault(['skew', skew]))
    const phone = good(await world.control.phone('ana'))
    const code = phone.used ? await freshCode(world.control) : phone.code
    const taken = await run(world.env, ['assume', target, '--mfa-code', code, '--json'])
    expect(taken.code, taken.stderr).toBe(0)
    const { notices, expiresAt } = JSON.parse(taken.stdout) as { notices: string[]; expiresAt: string }
    expect(notices.join()).toMatch(/clock/)
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now())
    expect(await run(world.env, ['stop', '--all'])).toMatchObject({ code: 0 })
    expect(await run(world.env, ['sign-out', '--all'])).toMatchObject({ code: 0 })
    good(await world.control.fault(['clear']))
  }
})

test('time that jumps while the app runs: ahead, back, and ahead again', { timeout: 60_000 }, async () => {
  const demo = await demoApp()
  const window = await openWindow(demo.url)
  await demo.addKey('ops', 'ana')
  for (const name of ['acme', 'globex', 'initech'])
    await demo.json(['assume', `${name}/${name}-production`, '--mfa-code', await demo.code('ana')])
  const before = await callsSoFar(demo.control)
  // Asleep for a day: all has ended, the files are clean, and nobody was asked.
  await demo.advance('+24h')
  await expect.poll(() => demo.awsFiles(), { timeout: 10_000 }).toEqual({ config: '', credentials: '' })
  expect(await demo.json(['sessions'])).toEqual([])
  // Back by two days, as a machine with a bad battery does: still no session comes to life.
  await demo.advance('-48h')
  expect(await demo.json(['sessions'])).toEqual([])
  await demo.advance('+24h')
  expect(window.prompts).toEqual([])
  expect(await countCalls(demo.control, before)).toEqual({})
  const again = await demo.json(['assume', target, '--mfa-code', await demo.code('ana')])
  expect(again).toMatchObject({ target: `ops-hub:${target}` })
  window.close()
})

test('an app that is started without a network works with what it knows', { timeout: 60_000 }, async () => {
  const world = await startWorld('ops-hub', { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' })
  await addCatalog(world)
  for (const command of [['ls', '--all'], ['route', target], ['sign-ins'], ['sessions'], ['profiles']]) {
    const ended = await run(world.env, [...command, '--json'])
    expect(ended, command.join(' ')).toMatchObject({ code: 0 })
    expect(ended.ms).toBeLessThan(8_000)
  }
})

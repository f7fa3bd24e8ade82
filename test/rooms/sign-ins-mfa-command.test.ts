// A person's own program that prints MFA codes: used like a typed code, without a shell, and a person is asked when it fails.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { askNobody, askNobodyHere } from '../../main/ask.ts'
import { createClock, type MovableClock } from '../../main/clock.ts'
import { bad, good, openRoom, person, type Room } from '../support/sign-in-room.ts'
import { calls, codeNow, newKey, ops, wrongCode } from '../support/user-room.ts'

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const awkward = ['$(id)', 'a b', '"quoted"', ';exit 1']

/** A room whose program prints what `prints` says at each of its starts, and writes down how it was started. */
const withProgram = async (
  prints: (room: Room, nth: number) => { out?: string; err?: string; code?: number },
  clock: MovableClock = createClock(),
) => {
  const made: { room: Room | null } = { room: null }
  let started = 0
  const script = (): string => join(made.room?.home.folder ?? '', 'code.mjs')
  const room = await openRoom([ops], 'ops-hub', {
    clock,
    mfaCommand: id => (id === ops.id ? [process.execPath, script(), ...awkward] : null),
  })
  made.room = room
  good(await room.signIns.addKey(ops.id, newKey(room, 'ana')))
  const log = join(room.home.folder, 'argv.json')
  const answers = join(room.home.folder, 'answer.json')
  await writeFile(
    script(),
    `import { appendFileSync, readFileSync } from 'node:fs'
const { out, err, code } = JSON.parse(readFileSync(${JSON.stringify(answers)}, 'utf8'))
appendFileSync(${JSON.stringify(log)}, JSON.stringify([process.argv.slice(2), process.env.SWITCHYARD_PASSPHRASE ?? null]) + '\\n')
process.stdout.write(out ?? '')
process.stderr.write(err ?? '')
process.exitCode = code ?? 0`,
  )
  const next = async (): Promise<void> => {
    started += 1
    await writeFile(answers, JSON.stringify(prints(room, started)))
  }
  await next()
  const starts = async (): Promise<unknown[]> =>
    (await readFile(log, 'utf8').catch(() => ''))
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line) as unknown)
  return { room, next, starts }
}

test('its code opens the session; nobody is asked, no shell reads its words', async () => {
  const { room, starts } = await withProgram(here => ({ out: `AWS:ana  ${codeNow(here)}\n` }))
  room.env.SWITCHYARD_PASSPHRASE = 'not for children'
  const who = person(() => null)
  good(await room.signIns.sharedSession(ops.id, { ask: who }))
  expect(who.asked).toEqual([])
  expect(await starts()).toEqual([[awkward, null]])
  expect(calls(room, 'GetSessionToken')).toBe(1)
})

test('where nobody can be asked it serves, but never for what goes on by itself', async () => {
  const { room, starts } = await withProgram(here => ({ out: codeNow(here) }))
  expect(bad(await room.signIns.sharedSession(ops.id, { ask: askNobody })).kind).toBe('answer-needed')
  expect(await starts()).toEqual([])
  good(await room.signIns.sharedSession(ops.id, { ask: askNobodyHere }))
  expect(await starts()).toHaveLength(1)
})

test('a failing program is said in the question, without its codes, and the person answers', async () => {
  const { room } = await withProgram(here => ({
    err: `no key for 123456\nTouch timed out near ${codeNow(here)}, abcdefghijklmnopqrstuvwxyz`,
    code: 3,
  }))
  const who = person(() => codeNow(room))
  good(await room.signIns.sharedSession(ops.id, { ask: who }))
  expect(who.asked).toHaveLength(1)
  const problem = who.asked[0]?.kind === 'mfa' ? who.asked[0].problem : null
  expect(problem).toBe('The MFA command gave no code. Touch timed out near …, … (exit 3)')
})

test.each([
  ['prints no code', { out: 'hello\n' }, 'no six digits'],
  ['prints a longer number', { out: '1234567\n' }, 'no six digits'],
  ['prints two codes', { out: '123456\n654321\n' }, 'more than one'],
  ['says nothing', { code: 1 }, 'without a word'],
])('where nobody can be asked, a program that %s fails with the reason', async (_what, answer, word) => {
  const { room } = await withProgram(() => answer)
  expect(bad(await room.signIns.sharedSession(ops.id, { ask: askNobodyHere }))).toMatchObject({
    kind: 'answer-refused',
    what: 'mfa',
    message: expect.stringContaining(word),
  })
})

test('a program that is not there is named', async () => {
  const room = await openRoom([ops], 'ops-hub', { mfaCommand: () => ['/nowhere/ykman'] })
  good(await room.signIns.addKey(ops.id, newKey(room, 'ana')))
  const failure = bad(await room.signIns.sharedSession(ops.id, { ask: askNobodyHere }))
  expect(failure).toMatchObject({ message: expect.stringContaining('There is no program /nowhere/ykman') })
})

/** A clock that says when somebody begins to wait for the next code: for the end of a step of 30 seconds. */
const clockOfCodes = () => {
  const clock = createClock()
  const waits = Promise.withResolvers<void>()
  const at: MovableClock['at'] = (when, run) => {
    const cancel = clock.at(when, run)
    if (when % 30_000 === 0) waits.resolve()
    return cancel
  }
  return { clock: { ...clock, at }, waits: waits.promise }
}

test('a wrong code of the program is asked for again; a used one is waited out', async () => {
  const { clock, waits } = clockOfCodes()
  const { room, next, starts } = await withProgram(
    (here, nth) => ({ out: nth === 1 ? wrongCode(here) : codeNow(here) }),
    clock,
  )
  const who = person(() => codeNow(room))
  const first = good(await room.signIns.sharedSession(ops.id, { ask: who }))
  expect(who.asked).toMatchObject([{ problem: 'AWS did not accept the code of the MFA command.' }])

  // The code on the device is used now: the program is started only when there is another.
  const again = room.signIns.sharedSession(ops.id, { ask: who, fresh: first.startedAt })
  await waits
  expect(await starts()).toHaveLength(1)
  room.opened.advance(30_000)
  await next()
  good(await again)
  expect(who.asked).toHaveLength(1)
  expect(await starts()).toHaveLength(2)
})

test('who gives up ends the program', async () => {
  const made: { room: Room | null } = { room: null }
  const noted = (): string => join(made.room?.home.folder ?? '', 'program.pid')
  const program = 'fs.writeFileSync(process.argv[1], String(process.pid)); setInterval(() => {}, 1000)'
  const room = await openRoom([ops], 'ops-hub', {
    mfaCommand: () => [process.execPath, '-e', program, noted()],
  })
  made.room = room
  good(await room.signIns.addKey(ops.id, newKey(room, 'ana')))
  const control = new AbortController()
  const going = room.signIns.sharedSession(ops.id, { ask: askNobodyHere, signal: control.signal })
  await expect.poll(() => readFile(noted(), 'utf8').catch(() => '')).toMatch(/^\d+$/)
  const pid = Number(await readFile(noted(), 'utf8'))
  expect(isRunning(pid)).toBe(true)
  control.abort()
  expect(bad(await going).kind).toBe('cancelled')
  await expect.poll(() => isRunning(pid)).toBe(false)
})

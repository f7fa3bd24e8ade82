// Time at the desktop: what is true after a sleep, and what a person is told when something ends, fails or waits.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Snapshot } from '../../shared/snapshot.ts'
import { run } from '../support/cli-world.ts'
import { example } from '../support/run-cli.ts'
import { good } from '../support/sign-in-room.ts'
import { hasChromium, launchChromium, withoutChromium } from './chromium.ts'
import { acme, answerCode, consoleOpen, type Day, patience, startDay } from './day-at-desk.ts'

let browser: Browser
beforeAll(async () => {
  if (hasChromium) browser = await launchChromium()
})
afterAll(async () => void (await browser?.close()))

/** The machine sleeps: time goes on, no timer fires, nobody is told. */
const sleep = (ms: number): void => {
  const before = Date.now.bind(Date)
  const asleep = vi.spyOn(Date, 'now').mockImplementation(() => before() + ms)
  onTestFinished(() => asleep.mockRestore())
}
/** The notice of that title, once it is there. */
const told = ({ stand }: Day, title: string) =>
  vi.waitFor(() => {
    const found = stand.told.find(notice => notice.title === title)
    if (!found) throw new Error(`told: ${stand.told.map(notice => notice.title).join(', ')}`)
    return found
  }, patience)
const place = ({ stand }: Day, expected: RegExp): Promise<void> =>
  vi.waitFor(() => expect(stand.windows[0]?.webContents.getURL()).toMatch(expected), patience)
const begin = async (day: Day): Promise<void> => {
  const started = day.call('startSession', { target: acme })
  await answerCode(day)
  await started
}
/** For longer than the rule allows without a code each time: it does not renew. */
const beginLong = async (day: Day): Promise<void> => {
  const started = run(day.world.env, ['assume', acme, '--duration', '2h'])
  await answerCode(day)
  expect(await started).toMatchObject({ code: 0 })
}
/** Notices are for those who do not look. */
const lookAway = ({ stand }: Day): void => stand.windows[0]?.hide()

describe.skipIf(!hasChromium)(`time${withoutChromium}`, () => {
  test('after a sleep the truth is there at once: sessions, profiles and consoles that ended are gone', async () => {
    const day = await startDay(browser)
    const { stand, call, world } = day
    await call('changeSettings', { consoleIn: 'window' })
    await begin(day)
    await call('openConsole', { target: acme })
    const [window] = await consoleOpen(day)
    const file = world.env.AWS_SHARED_CREDENTIALS_FILE ?? ''
    expect(readFileSync(file, 'utf8')).toContain('aws_session_token')
    sleep(3 * 3_600_000)
    stand.power.emit('resume')
    await vi.waitFor(async () => expect((await call<Snapshot>('snapshot')).sessions).toEqual([]), patience)
    await vi.waitFor(() => expect(window.isDestroyed()).toBe(true), patience)
    await vi.waitFor(() => expect(readFileSync(file, 'utf8')).not.toContain('aws_session_token'), patience)
    await vi.waitFor(() => expect(stand.tray.title).toBe(''), patience)
    // The window counts from main's time, which is the machine's again.
    const { now } = await call<Snapshot>('snapshot')
    expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(60_000)
  })

  test('a short sleep: what is due is renewed, without a question', async () => {
    const day = await startDay(browser)
    const { stand, call } = day
    await begin(day)
    const [before] = (await call<Snapshot>('snapshot')).sessions
    sleep(55 * 60_000)
    stand.power.emit('unlock-screen')
    await vi.waitFor(async () => {
      const [after] = (await call<Snapshot>('snapshot')).sessions
      expect(Date.parse(after?.expiresAt ?? '')).toBeGreaterThan(Date.parse(before?.expiresAt ?? ''))
    }, patience)
    expect((await call<Snapshot>('snapshot')).prompts).toEqual([])
  })

  test('five minutes before the end of what does not renew, and not when notices are off', async () => {
    const day = await startDay(browser)
    const { stand, call, world } = day
    await beginLong(day)
    const [session] = (await call<Snapshot>('snapshot')).sessions
    expect(session?.renews).toBe(false)
    good(await world.control.advance('+114m'))
    await new Promise(resolve => setTimeout(resolve, 100))
    expect(stand.told.map(({ title }) => title)).not.toContain('A session ends soon')
    good(await world.control.advance('+90s'))
    const notice = await told(day, 'A session ends soon')
    expect(notice.body).toMatch(/^acme \/ acme-production ends in \d+ min.* does not renew by itself\.$/)
    expect(stand.tray.image).toBe('tray-attentionTemplate')
    notice.click()
    await place(day, /#targets\/ops-hub:acme\/acme-production$/)
    lookAway(day)
    await call('changeSettings', { notifications: false })
    const before = stand.told.length
    good(await world.control.advance('+10m'))
    await vi.waitFor(async () => expect((await call<Snapshot>('snapshot')).sessions).toEqual([]), patience)
    await beginLong(day)
    good(await world.control.advance('+118m'))
    await vi.waitFor(
      async () => expect((await call<Snapshot>('snapshot')).sessionNotices).toHaveLength(1),
      patience,
    )
    expect(stand.told).toHaveLength(before)
  })

  test('a renewal that AWS refuses, and a sign-in that ended', async () => {
    const day = await startDay(browser)
    const { call, world } = day
    await begin(day)
    good(await world.control.fault(['error', 'AssumeRole', 'AccessDenied', '403']))
    good(await world.control.advance('+55m'))
    const notice = await told(day, 'A session could not be renewed')
    expect(notice.body).toMatch(/^acme \/ acme-production ends in .* and cannot renew\. /)
    notice.click()
    await place(day, /#targets\/ops-hub:acme\/acme-production$/)
    lookAway(day)
    good(await world.control.fault(['clear']))
    expect((await call<Snapshot>('snapshot')).signIns.find(({ key }) => key === 'ops')?.state).not.toBe('out')
    good(await world.control.advance('+12h'))
    const ended = await told(day, 'Sign-in needed')
    ended.click()
    await place(day, /#sign-ins$/)
  })

  test('a catalog update that waits for approval', async () => {
    const day = await startDay(browser)
    const { world } = day
    const folder = mkdtempSync(join(tmpdir(), 'sy-team-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const document = join(folder, 'team.yaml')
    cpSync(example('ops-hub'), document)
    const text = readFileSync(document, 'utf8').replace('name: ops-hub', 'name: team')
    writeFileSync(document, text)
    expect(await run(world.env, ['catalog', 'add', document, '--name', 'team'])).toMatchObject({ code: 0 })
    writeFileSync(document, text.replace('"100000000101"', '"100000000909"'))
    await run(world.env, ['catalog', 'sync', 'team'])
    const notice = await told(day, 'A catalog update waits')
    expect(notice.body).toContain('It stays as it was until you approve.')
    notice.click()
    await place(day, /#catalogs/)
  })
})

// Handing credentials out: enough time left, one chain and one question for any number of callers and processes.
import { describe, expect, test } from 'vitest'
import { askNobody } from '../../main/ask.ts'
import { acme, minute, opsRoom } from '../support/ops-room.ts'
import { openSessionRoom, visit } from '../support/session-room.ts'
import { bad, good, person, until } from '../support/sign-in-room.ts'

describe('handing out', () => {
  test('fifty calls at once with an ended session: one question, one chain, fifty identical answers', async () => {
    const { room, ana } = await opsRoom()
    good(await room.book.open(acme, { write: false }, visit(ana)))
    room.opened.advance(13 * 60 * minute)
    room.opened.demo.calls.clear()
    const all = await Promise.all(
      Array.from({ length: 50 }, () => room.book.issue(acme, { delivery: 'process' }, visit(ana))),
    )
    const keys = all.map(each => good(each).credentials.secretAccessKey.reveal())
    expect(new Set(keys).size).toBe(1)
    expect(ana.asked).toHaveLength(2)
    expect([room.count('GetSessionToken'), room.count('AssumeRole')]).toEqual([1, 1])
  })

  test('across processes, with a stored key and no MFA: one chain', async () => {
    const room = await openSessionRoom('audit-hub', { resident: false })
    await room.addKey('auditor', 'scanner')
    const target = 'audit-hub:member-001/Headroom'
    const processes = Array.from({ length: 6 }, () => room.another())
    const all = await Promise.all(
      processes.map(each => each.book.issue(target, { delivery: 'process' }, visit(askNobody))),
    )
    expect(new Set(all.map(each => good(each).credentials.accessKeyId)).size).toBe(1)
    expect(room.count('AssumeRole')).toBe(1)
  })

  test('more than 15 minutes are left wherever AWS gives that much', async () => {
    const { room, ana } = await opsRoom({ resident: false })
    const first = good(await room.book.issue(acme, { delivery: 'environment' }, visit(ana)))
    room.opened.advance(44 * minute)
    expect(good(await room.book.issue(acme, { delivery: 'environment' }, visit(ana))).view.accessKeyId).toBe(
      first.view.accessKeyId,
    )
    room.opened.advance(2 * minute)
    const second = good(await room.book.issue(acme, { delivery: 'environment' }, visit(ana)))
    expect(second.view.accessKeyId).not.toBe(first.view.accessKeyId)
    expect(second.credentials.expiresAt - room.opened.clock.now()).toBeGreaterThan(59 * minute)
    const long = good(await room.book.issue(acme, { delivery: 'exec', minSeconds: 3_500 }, visit(ana)))
    expect(long.view.accessKeyId).toBe(second.view.accessKeyId)
    room.opened.advance(5 * minute)
    const longer = good(await room.book.issue(acme, { delivery: 'exec', minSeconds: 3_500 }, visit(ana)))
    expect(longer.view.accessKeyId).not.toBe(second.view.accessKeyId)
    expect(ana.asked).toHaveLength(1)
  })

  test('what is left is handed out when it cannot be renewed, and said', async () => {
    const { room, ana } = await opsRoom({ resident: false })
    const first = good(await room.book.issue(acme, { delivery: 'process', seconds: 7_200 }, visit(ana)))
    room.opened.advance(110 * minute)
    const rest = good(await room.book.issue(acme, { delivery: 'process' }, visit(askNobody)))
    expect(rest.view.accessKeyId).toBe(first.view.accessKeyId)
    expect(rest.notices).toContain('This session could not be renewed; what is left of it is handed out.')
    expect(
      bad(await room.book.issue(acme, { delivery: 'exec', minSeconds: 1_800 }, visit(askNobody))),
    ).toMatchObject({
      kind: 'answer-needed',
      missing: ['mfa'],
    })
    room.opened.advance(20 * minute)
    expect(bad(await room.book.issue(acme, { delivery: 'process' }, visit(askNobody)))).toMatchObject({
      kind: 'answer-needed',
    })
  })

  test('a caller who goes away takes nothing from the others', async () => {
    const { room } = await opsRoom()
    const slow = person()
    const gone = new AbortController()
    const first = room.book.issue(acme, { delivery: 'process' }, visit(slow, gone.signal))
    const second = room.book.issue(acme, { delivery: 'process' }, visit(slow))
    await until(() => slow.asked.length === 1)
    gone.abort()
    expect(bad(await first)).toMatchObject({ kind: 'cancelled' })
    await new Promise(resume => setTimeout(resume, 50))
    expect(slow.asked).toHaveLength(1)
    slow.cancel()
    expect(bad(await second)).toMatchObject({ kind: 'cancelled' })
  })
})

// Guards over the demo AWS: no door opens without what the environment asks, and no code is spent for nothing.
import { describe, expect, test } from 'vitest'
import { askNobody } from '../../main/ask.ts'
import { acme, minute } from '../support/ops-room.ts'
import { openSessionRoom, visit, withPhone } from '../support/session-room.ts'
import { bad, good, person, until } from '../support/sign-in-room.ts'

describe('guards', () => {
  const guarded = 'uniform-roles:nonprod/PlatformBuild'
  const reasonRoom = async () => {
    const room = await openSessionRoom('uniform-roles')
    await room.addKey('people', 'petra')
    return { room, petra: withPhone(room, 'petra') }
  }

  test('nothing opens without its reason, from any door, and no code is spent', async () => {
    const { room, petra } = await reasonRoom()
    const missing = { kind: 'answer-needed', missing: ['reason', 'mfa'], target: guarded }
    expect(bad(await room.book.open(guarded, { write: true }, visit(askNobody)))).toMatchObject(missing)
    for (const delivery of ['environment', 'exec', 'console', 'terminal', 'process', 'endpoint'] as const)
      expect(bad(await room.book.issue(guarded, { delivery }, visit(askNobody)))).toMatchObject(missing)
    expect(bad(await room.book.issue(guarded, { delivery: 'process' }, visit(petra)))).toMatchObject({
      kind: 'answer-needed',
    })
    expect(petra.asked).toHaveLength(0)
    expect(room.count('GetSessionToken')).toBe(0)
  })

  test('a given reason opens it, and credential-process works from then on', async () => {
    const { room, petra } = await reasonRoom()
    const opened = good(
      await room.book.open(guarded, { write: false, reason: 'OPS-12: deploy' }, visit(petra)),
    )
    expect(
      good(await room.book.issue(guarded, { delivery: 'process' }, visit(askNobody))).view.accessKeyId,
    ).toBe(opened.view.accessKeyId)
    expect((await room.activity()).find(row => row.what === 'session-start')).toMatchObject({
      reason: 'OPS-12: deploy',
    })
    room.opened.advance(50 * minute)
    await until(async () => good(await room.book.list())[0]?.accessKeyId !== opened.view.accessKeyId)
    good(await room.book.stop(guarded))
    expect(bad(await room.book.issue(guarded, { delivery: 'process' }, visit(askNobody)))).toMatchObject({
      kind: 'answer-needed',
      missing: ['reason'],
    })
  })

  test('the reason is asked before the code', async () => {
    const { room } = await reasonRoom()
    const asked: string[] = []
    const petra = {
      ...person(),
      answer: async (question: { kind: string }) => {
        asked.push(question.kind)
        return question.kind === 'guard'
          ? ({ ok: true, value: { kind: 'guard', reason: 'because', confirm: null } } as never)
          : ({ ok: true, value: { kind: 'mfa', code: room.opened.codeOf('petra') } } as never)
      },
    }
    good(await room.book.open(guarded, { write: false }, visit(petra)))
    expect(asked).toEqual(['guard', 'mfa'])
  })

  test('break-glass asks why, is loud in the record, and does not renew', async () => {
    const room = await openSessionRoom('ops-hub')
    await room.addKey('root-admin', 'root-ada')
    const ada = withPhone(room, 'root-ada')
    const glass = 'ops-hub:acme/OrganizationAccountAccessRole'
    expect(bad(await room.book.open(glass, { write: true }, visit(askNobody)))).toMatchObject({
      missing: ['reason', 'mfa'],
    })
    const opened = good(
      await room.book.open(glass, { write: true, reason: 'INC-1 everything burns' }, visit(ada)),
    )
    expect(opened.view).toMatchObject({ profile: 'acme-break-glass', renews: false })
    expect((await room.activity()).at(-1)).toMatchObject({
      breakGlass: true,
      reason: 'INC-1 everything burns',
    })
  })

  test('a typed name and a bound: an opening ends, renewals included', async () => {
    const room = await openSessionRoom('ops-hub', {
      change: estate => ({
        ...estate,
        targets: new Map(
          [...estate.targets].map(([id, target]) => [
            id,
            target.environment?.key === 'production'
              ? { ...target, environment: { ...target.environment, confirm: true, maxDuration: 5_400 } }
              : target,
          ]),
        ),
      }),
    })
    await room.addKey('ops', 'ana')
    const ana = withPhone(room, 'ana')
    expect(bad(await room.book.open(acme, { write: false, confirm: 'globex' }, visit(ana)))).toMatchObject({
      kind: 'answer-refused',
      what: 'confirm',
    })
    expect(bad(await room.book.open(acme, { write: false }, visit(askNobody)))).toMatchObject({
      missing: ['confirm', 'mfa'],
      expects: 'acme',
    })
    const first = good(await room.book.open(acme, { write: false, confirm: 'acme' }, visit(ana)))
    expect(first.view).toMatchObject({ renews: true })
    const until90 = Date.parse(first.view.until ?? '')
    expect(until90 - room.opened.clock.now()).toBeGreaterThan(89 * minute)
    room.opened.advance(46 * minute)
    await until(async () => good(await room.book.list())[0]?.accessKeyId !== first.view.accessKeyId)
    const [last] = good(await room.book.list())
    expect(last).toMatchObject({ renews: false, until: first.view.until })
    expect(Math.abs(Date.parse(last?.expiresAt ?? '') - until90)).toBeLessThan(minute)
    room.opened.advance(45 * minute)
    expect(bad(await room.book.issue(acme, { delivery: 'process' }, visit(ana)))).toMatchObject({
      kind: 'answer-needed',
      missing: ['confirm'],
    })
    expect(ana.asked).toHaveLength(1)
  })
})

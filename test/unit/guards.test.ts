// Guards: what is asked, what counts as an answer, and what is refused.
import { describe, expect, test } from 'vitest'
import { asSessionName, fill } from '../../main/routes/names.ts'
import { demandOf, demandsAnything, guardQuestion, missingOf, settle } from '../../main/sessions/guards.ts'
import { isOpen, readyToIssue, type StoredSession } from '../../main/sessions/stored-session.ts'
import { ticketIn } from '../../shared/ticket.ts'
import { environment, target } from '../support/estate.ts'

const now = Date.UTC(2026, 10, 21, 12)
const guarded = target('production/DevOps', ['portal'], {
  environment: environment('production', { confirm: true, reason: true, maxDuration: 3_600, color: 'red' }),
})
const demand = demandOf(guarded)

describe('what is demanded', () => {
  test('nothing of a plain target', () => {
    expect(demandsAnything(demandOf(target('a/R', [])))).toBe(false)
  })
  test('a reason for break-glass, also when it is only a hop on the way', () => {
    const glass = target('a/Emergency', [], { breakGlass: true })
    expect(demandOf(glass)).toMatchObject({ reason: true, confirm: null, breakGlass: true })
    expect(demandOf(target('b/R', []), [glass, target('b/R', [])])).toMatchObject({ reason: true })
  })
  test('a name and a reason, and one question for both', () => {
    expect(missingOf(demand, {})).toEqual(['reason', 'confirm'])
    expect(guardQuestion(guarded, demand, {})).toMatchObject({
      kind: 'guard',
      environment: 'production',
      color: 'red',
      reason: true,
      confirm: 'production',
    })
    expect(guardQuestion(guarded, demand, { reason: 'OPS-1' })).toMatchObject({
      reason: false,
      confirm: 'production',
    })
  })
})

describe('settling', () => {
  test('names what is missing, and what it expects', () => {
    expect(settle(guarded, demand, { reason: '  ' }, now)).toEqual({
      ok: false,
      failure: {
        kind: 'answer-needed',
        missing: ['reason', 'confirm'],
        target: guarded.id,
        expects: 'production',
      },
    })
  })
  test.each(['Production', 'prod', 'production x', 'productio'])('refuses %j as the name', confirm => {
    expect(settle(guarded, demand, { reason: 'x', confirm }, now)).toMatchObject({
      ok: false,
      failure: { kind: 'answer-refused', what: 'confirm' },
    })
  })
  test('opens for as long as the environment allows', () => {
    expect(settle(guarded, demand, { reason: ' OPS-1: restart ', confirm: ' production ' }, now)).toEqual({
      ok: true,
      value: { openedAt: now, until: now + 3_600_000, reason: 'OPS-1: restart' },
    })
  })
})

describe('an open session', () => {
  const stored: StoredSession = {
    version: 1,
    target: guarded.id,
    signIn: 'test:portal',
    user: null,
    accountId: '777777777777',
    region: 'eu-west-1',
    assumedRoleArn: 'arn:aws:sts::777777777777:assumed-role/DevOps/omar',
    accessKeyId: 'ASIAEXAMPLE',
    secretAccessKey: 'secret',
    sessionToken: 'token',
    startedAt: now,
    issuedAt: now,
    expiresAt: now + 3_600_000,
    until: now + 5_400_000,
    silentUntil: null,
    wished: null,
    strategy: null,
    reason: 'OPS-1',
    profile: null,
    mode: null,
    hops: [],
    chained: true,
    skewMs: 0,
  }
  test('needs no guards again until its bound, or its end', () => {
    expect(isOpen(stored, now + 3_599_000)).toBe(true)
    expect(isOpen(stored, now + 3_600_000)).toBe(false)
    expect(isOpen({ ...stored, expiresAt: now + 7_200_000 }, now + 5_400_000)).toBe(false)
  })
  test('is handed out by AWS’s time where this machine’s is behind', () => {
    const at = now + 30 * 60_000
    expect(readyToIssue(stored, at)).toBe(true)
    expect(readyToIssue({ ...stored, skewMs: 20 * 60_000 }, at)).toBe(false)
    expect(readyToIssue({ ...stored, skewMs: -20 * 60_000 }, at)).toBe(true)
  })
})

describe('tickets and names', () => {
  test.each([
    ['OPS-123', 'OPS-123'],
    ['OPS-123: restart the queue', 'OPS-123'],
    ['fix (INC2-7), then AB-1', 'INC2-7'],
    ['nothing here', null],
    ['ops-12', null],
    ['X-OPS-12-3', null],
    [null, null],
  ])('%j has the ticket %j', (reason, ticket) => {
    expect(ticketIn(reason)).toBe(ticket)
  })
  test('templates', () => {
    expect(fill('{user}-{ticket}', { user: 'ana', ticket: null })).toBe('ana')
    expect(fill('{ticket}-{user}', { user: 'ana', ticket: null })).toBe('ana')
    expect(fill('{user}-{ticket}', { user: null, ticket: 'A-1' })).toBe('{user}-A-1')
    expect(asSessionName('ümlaut name')).toBe('-mlaut-name')
    expect(asSessionName('x')).toBe('x-')
    expect(asSessionName('')).toBe('switchyard')
    expect(asSessionName('a'.repeat(80))).toHaveLength(64)
  })
})

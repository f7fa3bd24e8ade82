// Holds what the window makes of the record: words for a row, days, filters, and which targets are likely next.
import { describe, expect, it } from 'vitest'
import {
  cloudTrailUrl,
  heldCatalog,
  partsOf,
  wordsOf,
} from '../../renderer/screens/activity/activity-words.ts'
import {
  allActivity,
  dayInWords,
  daysOf,
  filterActivity,
} from '../../renderer/screens/activity/filter-activity.ts'
import type { ActivityRow } from '../../shared/activity.ts'
import { likeliest, recentsOf } from '../../shared/frecency.ts'

let seq = 0
const row = (more: Partial<ActivityRow>): ActivityRow => {
  seq += 1
  return {
    seq,
    at: '2026-11-20T14:00:00.000Z',
    prev: '',
    hash: '',
    what: 'session-start',
    who: 'ana',
    outcome: 'done',
    door: 'window',
    ...more,
  }
}
const now = Date.parse('2026-11-20T15:00:00.000Z')
const acme = { target: 'ops-hub:acme/acme-production', environment: 'production' } as const

describe('a row in words', () => {
  it('says what was done to what', () => {
    expect(wordsOf(row(acme))).toEqual({ verb: 'Assumed', about: 'acme / acme-production' })
    expect(wordsOf(row({ what: 'sign-in', signIn: 'ops-hub:ops' }))).toEqual({
      verb: 'Signed in',
      about: 'ops as ana',
    })
  })
  it('tells what was done with a catalog, and leads to an update that was held', () => {
    const of = (detail: string) => row({ what: 'catalog', detail })
    expect(wordsOf(of('add ops-hub'))).toEqual({ verb: 'Added', about: 'the catalog ops-hub' })
    expect(wordsOf(of('keep ops-hub'))).toEqual({ verb: 'Kept', about: 'the old copy of ops-hub' })
    expect(wordsOf(of('hold ops-hub'))).toEqual({ verb: 'Update held', about: 'for ops-hub' })
    expect(partsOf(of('hold ops-hub'))).toEqual(['its steering changes wait for approval'])
    expect([heldCatalog(of('hold ops-hub')), heldCatalog(of('sync ops-hub'))]).toEqual(['ops-hub', null])
    expect(wordsOf(of('constructor x')).verb).toBe('Catalog')
  })
  it('tells of a check how targets were chosen, and below what came of it', () => {
    const many = row({ what: 'check', detail: 'tag:client=a: b: 11 of 12 work', door: 'cli' })
    expect(wordsOf(many)).toEqual({ verb: 'Checked', about: 'tag:client=a: b' })
    expect(partsOf(many)).toEqual(['11 of 12 work', 'by the command line'])
    const ended = row({ what: 'check', outcome: 'cancelled', detail: 'all: 1 of 1 work, 2 not tried' })
    expect(wordsOf(ended).about).toBe('all, cancelled')
    const one = row({ ...acme, what: 'check', outcome: 'refused', detail: 'trust' })
    expect(wordsOf(one)).toEqual({ verb: 'Checked', about: 'acme / acme-production, refused' })
    expect(partsOf(one)).toEqual(['the role’s trust policy does not let this caller in'])
  })
  it('is loud about break-glass and plain about what did not come to be', () => {
    expect(wordsOf(row({ ...acme, breakGlass: true })).verb).toBe('Break-glass')
    expect(wordsOf(row({ what: 'sign-in', signIn: 'ops-hub:ops', outcome: 'failed' })).about).toContain(
      'failed',
    )
    expect(wordsOf(row({ ...acme, what: 'refusal', outcome: 'refused' })).verb).toBe('Refused')
  })
  it('tells a refusal in words, not in the code the record counts by', () => {
    const of = (detail: string) => partsOf(row({ ...acme, what: 'refusal', outcome: 'refused', detail }))[0]
    expect(of('foreign-profile')).toBe('its profile exists and is not ours')
    expect(of('hop 1 of 2, AccessDenied: external-id')).toBe(
      'hop 1 of 2, AccessDenied: the role expects an external id',
    )
    expect(of('constructor')).toBe('constructor')
  })
  it('tells what became of the AWS files', () => {
    const of = (detail: string) => row({ what: 'profiles', detail })
    expect(wordsOf(of('undo 1'))).toEqual({ verb: 'Took back', about: 'a change of the AWS files' })
    expect(wordsOf(of('redo 2'))).toEqual({ verb: 'Made again', about: '2 changes of the AWS files' })
    expect(partsOf(of('undo 1'))).toEqual(['in the window'])
  })
  it('names reason, session and door', () => {
    expect(partsOf(row({ ...acme, reason: 'OPS-1 stuck', sessionName: 'ana-OPS-1', door: 'cli' }))).toEqual([
      '“OPS-1 stuck”',
      'session ana-OPS-1',
      'by the command line',
    ])
  })
  it('leads to CloudTrail by the access key id', () => {
    expect(cloudTrailUrl(row({ accessKeyId: 'ASIAEXAMPLE' }))).toContain('AccessKeyId=ASIAEXAMPLE')
    expect(cloudTrailUrl(row({}))).toBeNull()
  })
})

describe('days', () => {
  it('stand newest first and are named from today', () => {
    const rows = [row({ at: '2026-11-19T09:00:00Z' }), row({}), row({ at: '2026-11-20T14:30:00Z' })]
    const days = daysOf(filterActivity(rows, allActivity, now), 'UTC')
    expect(days.map(day => day.rows.length)).toEqual([2, 1])
    expect(days[0]?.rows[0]?.at).toBe('2026-11-20T14:30:00Z')
    expect(days.map(day => dayInWords(day.at, now, 'UTC'))).toEqual([
      'Today, Fri 20 Nov',
      'Yesterday, Thu 19 Nov',
    ])
    expect(dayInWords('2026-10-01T00:00:00Z', now, 'UTC')).toBe('Thu 1 Oct')
  })
  it('follow the place, not UTC', () => {
    const late = [row({ at: '2026-11-19T23:30:00Z' }), row({})]
    expect(daysOf(filterActivity(late, allActivity, now), 'Europe/Madrid')).toHaveLength(1)
  })
})

describe('the filter', () => {
  const rows = [
    row({ ...acme, reason: 'OPS-2417 queue' }),
    row({ what: 'sign-in', signIn: 'ops-hub:ops', at: '2026-10-01T00:00:00Z' }),
    row({ ...acme, what: 'console' }),
  ]
  const count = (more: Partial<typeof allActivity>): number =>
    filterActivity(rows, { ...allActivity, ...more }, now).length
  it('keeps what fits every chip and every word', () => {
    expect(count({})).toBe(3)
    expect(count({ words: 'acme ops-2417' })).toBe(1)
    expect(count({ words: 'nothing' })).toBe(0)
    expect(count({ days: 7 })).toBe(2)
    expect(count({ environment: 'production', what: 'console' })).toBe(1)
    expect(count({ signIn: 'ops-hub:ops' })).toBe(1)
  })
})

describe('likely targets', () => {
  const used = (target: string, days: number, more: Partial<ActivityRow> = {}): ActivityRow =>
    row({
      target: `t:${target}/R`,
      at: new Date(now - days * 86_400_000).toISOString(),
      ...more,
    } as Partial<ActivityRow>)
  it('are those used often and lately', () => {
    const rows = [
      ...[40, 41, 42].map(days => used('often-once', days)),
      used('lately', 0),
      ...[1, 2, 3].map(days => used('often', days)),
    ]
    expect(likeliest(recentsOf(rows, now), 5)).toEqual(['t:often/R', 't:lately/R', 't:often-once/R'])
    expect(likeliest(recentsOf(rows, now), 1)).toEqual(['t:often/R'])
  })
  it('are not those that were refused or only renewed themselves', () => {
    const rows = [used('refused', 0, { outcome: 'refused' }), used('renewed', 0, { what: 'session-renew' })]
    expect(recentsOf(rows, now)).toEqual([])
  })
  it('say when each was last used, how often, and why it was opened', () => {
    const rows = [
      used('acme', 3, { reason: 'OPS-2398 queue stuck' }),
      used('acme', 2, { what: 'console' }),
      used('globex', 1, { reason: 'OPS-1' }),
      used('globex', 0),
    ]
    expect(recentsOf(rows, now)).toMatchObject([
      { target: 't:globex/R', uses: 2, reason: null, lastUsed: rows[3]?.at },
      { target: 't:acme/R', uses: 2, reason: 'OPS-2398 queue stuck', lastUsed: rows[1]?.at },
    ])
  })
})

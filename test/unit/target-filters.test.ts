// What the chips and typed filters leave of the list, how a filter gets a name, and what the list says of time.
import { describe, expect, it } from 'vitest'
import {
  type Filter,
  filterChoices,
  isNarrowed,
  nameOfFilter,
  narrowingOf,
  noFilter,
  savedLike,
  shownBy,
} from '../../renderer/screens/targets/filter-rows.ts'
import { readyIn, secondsToGo } from '../../renderer/screens/targets/listing-pace.ts'
import { readQuery } from '../../renderer/screens/targets/read-query.ts'
import { staleInWords, troubleInWords } from '../../renderer/screens/targets/stale-words.ts'
import { since } from '../../renderer/time/since.ts'
import type { CatalogRow } from '../../shared/catalog.ts'
import { settingsSchema } from '../../shared/settings.ts'
import type { AccountTags, TargetRow } from '../../shared/target-row.ts'

type Wish = Partial<Omit<TargetRow, 'account'>> & { key: string; environment?: string | null }

const row = ({ key, environment = 'production', ...wish }: Wish): TargetRow => {
  const catalog = wish.catalog ?? 'ops-hub'
  return {
    target: `${catalog}:${key}/R`,
    catalog,
    account: { key, id: '100000000101', name: key, unit: 'Envs/Production', environment },
    role: 'R',
    arn: `arn:aws:iam::100000000101:role/R`,
    signIn: 'ops',
    hops: 1,
    mfa: true,
    breakGlass: false,
    granted: true,
    pinned: null,
    session: null,
    ...wish,
  }
}
const live = { expiresAt: '2026-11-20T15:05:00.000Z', profile: null }
const rows = [
  row({ key: 'a', groups: ['people'] }),
  row({ key: 'b', environment: 'staging', signIn: 'portal', catalog: 'atmos' }),
  row({ key: 'c', granted: false }),
  row({ key: 'd', granted: false, session: live }),
  row({ key: 'e', granted: null, groups: ['people', 'admins'] }),
  row({ key: 'f', granted: false, pinned: 'f' }),
  row({ key: 'g', hidden: true, pinned: 'g' }),
  row({ key: 'h', hidden: true, session: live }),
]
const tags: AccountTags = {
  'ops-hub:a': { client: 'acme', tier: 'gold' },
  'ops-hub:e': { client: 'Acme' },
  'atmos:b': { client: 'acme' },
}
const keys = (filter: Partial<Filter>, query = ''): string =>
  rows
    .filter(shownBy({ ...noFilter, ...filter }, tags, readQuery(query).typed))
    .map(each => each.account.key)
    .join('')

describe('filters', () => {
  it('hide what is known not to be granted and what the person hid, and never what lives', () => {
    expect(keys({})).toBe('abdefh')
    expect(keys({ all: true })).toBe('abcdefh')
    expect(keys({ hidden: true })).toBe('abdefgh')
  })
  it('narrow by each chip', () => {
    expect(keys({ environment: 'staging' })).toBe('b')
    expect(keys({ catalog: 'atmos' })).toBe('b')
    expect(keys({ signIn: 'portal' })).toBe('b')
    expect(keys({ group: 'admins' })).toBe('e')
    expect(keys({ tag: 'client=acme' })).toBe('ab')
    expect(keys({ tag: 'client=acme', catalog: 'ops-hub' })).toBe('a')
    expect(keys({ tag: 'client=nobody' })).toBe('')
    expect(isNarrowed(noFilter)).toBe(false)
    expect(isNarrowed({ ...noFilter, tag: 'client=acme' })).toBe(true)
  })
  it('offer what there is, the most frequent first', () => {
    expect(filterChoices(rows, tags)).toMatchObject({
      environments: [
        { value: 'production', count: 7 },
        { value: 'staging', count: 1 },
      ],
      groups: [
        { value: 'people', count: 2 },
        { value: 'admins', count: 1 },
      ],
      tags: [{ value: 'client=acme', count: 2 }, { value: 'tier=gold' }, { value: 'client=Acme' }],
      refused: 3,
      hidden: 2,
    })
  })
  it('are known again by what they narrow to, and are named after it', () => {
    const wished = { ...noFilter, environment: 'production', tag: 'client=acme', all: true }
    const saved = { ...narrowingOf(wished), name: 'acme' }
    expect(saved).not.toHaveProperty('all')
    expect(nameOfFilter(wished)).toBe('production, client=acme')
    expect(savedLike([saved], narrowingOf(wished))).toBe(saved)
    expect(savedLike([saved], noFilter)).toBeNull()
    expect(settingsSchema.parse({ savedFilters: [saved] }).savedFilters).toEqual([saved])
    expect(settingsSchema.safeParse({ savedFilters: [saved, saved] }).success).toBe(false)
  })
})

describe('typed filters', () => {
  it('stand among the words in any order, by their beginning, whatever the case', () => {
    expect(readQuery(' pay tag:Client=ac  env:prod ')).toEqual({
      words: 'pay',
      typed: { tag: 'client=ac', environment: 'prod' },
    })
    expect(keys({}, 'tag:client=a')).toBe('abe')
    expect(keys({}, 'group:adm')).toBe('e')
    expect(keys({}, 'unit:envs/p catalog:at')).toBe('b')
    expect(keys({}, 'sign-in:por')).toBe('b')
    expect(keys({ environment: 'production' }, 'env:stag')).toBe('')
  })
  it('are only those that are known: a target may be typed in full', () => {
    expect(readQuery('ops-hub:acme/acme-production').words).toBe('ops-hub:acme/acme-production')
    expect(readQuery('constructor:x tag:').words).toBe('constructor:x tag:')
  })
})

describe('what the list says of time', () => {
  it('is how long a portal will still take: by the pace it kept, before that by ours', () => {
    const first = { accounts: 12, at: 0 }
    expect(secondsToGo(first, { accounts: 20, at: 500 }, 1_000)).toBe(70)
    expect(secondsToGo(first, { accounts: 312, at: 15_000 }, 1_000)).toBe(35)
    expect(secondsToGo(first, { accounts: 990, at: 60_000 }, 1_000)).toBe(1)
    expect(secondsToGo(first, { accounts: 1_000, at: 60_000 }, 1_000)).toBeNull()
    expect(secondsToGo(first, first, null)).toBeNull()
    expect([35, 300, null].map(readyIn)).toEqual(['Ready in about 35 s.', 'Ready in about 5 min.', ''])
  })
  it('is when something was, as one remembers it', () => {
    const now = new Date(2026, 10, 28, 9, 0).getTime()
    const at = (day: number, hour: number, year = 2026) =>
      since(new Date(year, 10, day, hour, 44).toISOString(), now)
    expect(at(28, 8)).toBe('today at 08:44')
    expect([at(27, 23), at(22, 1), at(14, 9), at(14, 9, 2025)]).toEqual([
      'yesterday',
      '6 days ago',
      '14 Nov',
      '14 Nov 2025',
    ])
  })
  it('is why a catalog is not of today', () => {
    const catalog = { state: 'offline', kind: 'git' } as CatalogRow
    expect(staleInWords(catalog, '14 Nov')).toBe(
      'could not sync: its git host did not answer. The copy from 14 Nov stays in use.',
    )
    expect(staleInWords({ ...catalog, state: 'invalid' }, null)).toBe(
      'has an update that is not valid. The copy that was approved stays in use.',
    )
  })
  it('is why a portal’s list is not of today', () => {
    expect(
      troubleInWords({ failure: { kind: 'unreachable', host: 'portal', said: '' } }, 'today at 13:44'),
    ).toBe('could not be read: it did not answer. The list from today at 13:44 stays in use.')
    expect(troubleInWords({ failure: { kind: 'throttled', operation: 'ListAccounts' } }, null)).toBe(
      'could not be read: AWS asks for slower calls. What the catalogs say of it is shown.',
    )
    expect([{ unread: 1 }, { unread: 1_200 }].map(trouble => troubleInWords(trouble, null))).toEqual([
      'did not answer for one account. What it grants elsewhere is shown.',
      'did not answer for 1,200 accounts. What it grants elsewhere is shown.',
    ])
  })
})

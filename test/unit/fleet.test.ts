// Many targets, pure: how many are under way, which ones a selector means, what writing profiles would change.
import { describe, expect, test } from 'vitest'
import { namesIn } from '../../main/catalog/known-names.ts'
import { chooseTargets } from '../../main/fleet/choose.ts'
import { runEach } from '../../main/fleet/each.ts'
import { inFlight, inRounds } from '../../main/fleet/in-flight.ts'
import { planProfiles } from '../../main/fleet/plan-profiles.ts'
import { checkEntry } from '../../main/fleet/record-check.ts'
import { troubleOf } from '../../main/fleet/trouble.ts'
import type { OwnedProfile } from '../../main/profiles/owned-profiles.ts'
import type { EachRow, FleetTarget } from '../../shared/fleet.ts'
import { failed, ok } from '../../shared/result.ts'
import type { TargetRow } from '../../shared/target-row.ts'
import { environment, estate, iamUser, target } from '../support/estate.ts'

const turn = () => new Promise(resolve => setImmediate(resolve))

describe('in flight', () => {
  test('every item once, in order, and never more than the limit at once', async () => {
    const begun: number[] = []
    let now = 0
    let most = 0
    const items = Array.from({ length: 50 }, (_, index) => index)
    const count = await inFlight(items, 7, undefined, async item => {
      begun.push(item)
      now += 1
      most = Math.max(most, now)
      await turn()
      now -= 1
    })
    expect([count, most]).toEqual([50, 7])
    expect(begun).toEqual(items)
  })

  test('an interrupt begins nothing more and waits for what runs', async () => {
    const control = new AbortController()
    const ended: number[] = []
    const count = await inFlight([1, 2, 3, 4, 5], 2, control.signal, async item => {
      if (item === 2) control.abort()
      await turn()
      ended.push(item)
    })
    expect(count).toBe(2)
    expect(ended.sort()).toEqual([1, 2])
  })
})

describe('in two rounds', () => {
  const go = async (heals: boolean, others: readonly number[]) => {
    const tries = new Map<number, number>()
    const settled: string[] = []
    await inRounds([1, ...others], 2, undefined, async item => {
      const count = (tries.get(item) ?? 0) + 1
      tries.set(item, count)
      await turn()
      const passing = item === 1 && !(heals && count > 1)
      return { passing, settle: () => void settled.push(`${item} ${passing ? 'away' : 'there'}`) }
    })
    return { settled, tries: tries.get(1) }
  }
  test('what was away is tried once more at the end', async () =>
    expect(await go(true, [2, 3])).toEqual({ settled: ['2 there', '3 there', '1 there'], tries: 2 }))
  test('and no more than once', async () =>
    expect(await go(false, [2, 3])).toEqual({ settled: ['2 there', '3 there', '1 away'], tries: 2 }))
  test('where nothing gets through it is not tried again', async () =>
    expect(await go(true, [])).toEqual({ settled: ['1 away'], tries: 1 }))
})

describe('each', () => {
  const at = (name: string): FleetTarget => ({
    target: `c:${name}`,
    name,
    account: name,
    region: 'eu-west-1',
  })
  const hour = new Date(3_600_000).toISOString()

  test('credentials are lent once per target for all its regions, and a refusal holds for all of them', async () => {
    const lent: string[] = []
    const rows: EachRow[] = []
    const ended = await runEach([at('a'), at('b')], {
      regions: ['eu-west-1', 'us-east-1'],
      limit: 4,
      signal: new AbortController().signal,
      now: () => 0,
      async lend({ name }) {
        lent.push(name)
        await turn()
        return name === 'b' ? failed({ kind: 'answer-needed', missing: ['reason'] }) : ok({ expiresAt: hour })
      },
      run: async (_, { region }) => ({ code: ok(region === 'us-east-1' ? 3 : 0), stdout: 'x', stderr: '' }),
      onRow: row => void rows.push(row),
    })
    expect(lent).toEqual(['a', 'b'])
    expect(ended).toEqual({ of: 4, done: 4, failed: 3 })
    const seconds = expect.any(Number)
    const needed = { ok: false, failure: 'answer-needed', missing: ['reason'], exit: 4, seconds }
    expect(rows).toHaveLength(4)
    expect(rows).toEqual(
      expect.arrayContaining([
        { target: 'c:a', region: 'eu-west-1', ok: true, code: 0, stdout: 'x', stderr: '', seconds },
        { target: 'c:a', region: 'us-east-1', ok: false, code: 3, stdout: 'x', stderr: '', seconds },
        { target: 'c:b', region: 'eu-west-1', ...needed, message: expect.stringContaining('--reason') },
        { target: 'c:b', region: 'us-east-1', ...needed, message: expect.stringContaining('--reason') },
      ]),
    )
  })

  test('credentials that are about to end are lent anew', async () => {
    let lends = 0
    await runEach([at('a')], {
      regions: ['r-1', 'r-2'],
      limit: 1,
      signal: new AbortController().signal,
      now: () => 3_600_000 - 14 * 60_000,
      async lend() {
        lends += 1
        return ok({ expiresAt: hour })
      },
      run: async () => ({ code: ok(0) }),
      onRow: () => undefined,
    })
    expect(lends).toBe(2)
  })
})

const all = estate(
  [iamUser('ops')],
  [
    target('acme/Production', ['ops'], { environment: environment('production') }),
    target('acme/Emergency', ['ops'], { environment: environment('production'), breakGlass: true }),
    target('qa/Deploy', ['ops'], { environment: environment('staging') }),
  ],
)
const rowsOf = (granted: boolean | null): readonly TargetRow[] =>
  [...all.targets.values()].map(
    each => ({ target: each.id, account: each.account, granted, session: null, pinned: null }) as never,
  )
const chosen = (selector: string, granted: boolean | null = null, everything = false) => {
  const result = chooseTargets(rowsOf(granted), all, { selector, all: everything })
  if (!result.ok) return result.failure.kind
  return [...result.value.targets.map(each => each.id.replace(/^\w+:/, '')), result.value.breakGlass]
}

describe('a selector', () => {
  test.each([
    ['all', ['acme/Production', 'qa/Deploy', 1]],
    ['environment=production', ['acme/Production', 1]],
    ['role=Emergency', ['acme/Emergency', 0]],
    ['environment=production,staging role=Deploy', ['qa/Deploy', 0]],
    ['role=Nobody', 'unknown-name'],
    ['nonsense', 'usage'],
    ['', 'usage'],
  ])('%j', (selector, expected) => expect(chosen(selector)).toEqual(expected))

  test('leaves out what is known not to be granted, unless all is wanted', () => {
    expect(chosen('all', false)).toEqual([0])
    expect(chosen('role=Deploy', false)).toBe('unknown-name')
    expect(chosen('role=Deploy', false, true)).toEqual(['qa/Deploy', 0])
  })
})

test('what completion offers of it', () => {
  expect(namesIn(all, 'selectors')).toEqual([
    'all',
    'environment=production',
    'role=Production',
    'catalog=test',
    'role=Emergency',
    'environment=staging',
    'role=Deploy',
  ])
})

describe('a check in the record', () => {
  const targets = [...all.targets.values()]
  const entry = (chosen: string, many: number, works: readonly boolean[]) =>
    checkEntry(
      {
        chosen,
        targets: targets.slice(0, many),
        rows: works.map((ok, at) => ({
          target: targets[at]?.id ?? '',
          ok,
          ...(ok ? {} : { hop: 1, cause: 'trust' as const }),
          seconds: 0,
        })),
        door: 'cli',
      },
      'tester',
    )
  test('is one row: how they were chosen, and how many work', () => {
    const row = entry('environment=production', 2, [true, false])
    expect(row).toMatchObject({
      what: 'check',
      who: 'tester',
      outcome: 'done',
      detail: 'environment=production: 1 of 2 work',
      door: 'cli',
    })
    expect(row).not.toHaveProperty('target')
  })
  test('says what an interrupt left, and nothing where nothing was tried', () => {
    expect(entry('all', 3, [true])).toMatchObject({
      outcome: 'cancelled',
      detail: 'all: 1 of 1 work, 2 not tried',
    })
    expect(entry('all', 3, [])).toBeNull()
    // Without a code nobody was asked to give a role.
    const rows = [{ target: targets[0]?.id ?? '', ok: false, failure: 'answer-needed' as const, seconds: 0 }]
    expect(checkEntry({ chosen: 'all', targets, rows, door: 'cli' }, 'tester')).toBeNull()
  })
  test('of one target names it, with the cause; of an emergency’s role it is loud', () => {
    expect(entry('x', 1, [false])).toMatchObject({
      target: targets[0]?.id,
      outcome: 'refused',
      detail: 'trust',
    })
    expect(entry('x', 1, [true])).toMatchObject({ outcome: 'done', detail: 'the route works' })
    const loud = targets.filter(({ breakGlass }) => breakGlass)
    const rows = loud.map(({ id }) => ({ target: id, ok: true, seconds: 0 }))
    expect(checkEntry({ chosen: 'x', targets: loud, rows, door: 'window' }, 'tester')).toMatchObject({
      breakGlass: true,
    })
  })
})

describe('profiles', () => {
  const [acme, , qa] = [...all.targets.values()]
  const owned = (more: Partial<OwnedProfile>): OwnedProfile => ({
    profile: 'x',
    mode: 'process',
    region: qa?.region ?? '',
    target: qa?.id ?? '',
    files: [],
    ...more,
  })
  const plan = (there: readonly OwnedProfile[]) =>
    planProfiles(qa ? [{ target: qa, profile: 'x' }] : [], there, 'process').map(
      ({ change, differences, failure }) => ({ change, differences, failure }),
    )

  test('new, the same, changed and how, and another’s', () => {
    expect(plan([])).toEqual([{ change: 'new', differences: [] }])
    expect(plan([owned({})])).toEqual([{ change: 'same', differences: [] }])
    expect(plan([owned({ mode: 'keys', region: 'us-east-1' })])).toEqual([
      { change: 'changed', differences: ['mode keys -> process', `region us-east-1 -> ${qa?.region}`] },
    ])
    expect(plan([owned({ target: acme?.id ?? '' })])).toEqual([
      { change: 'none', differences: [], failure: 'name-taken' },
    ])
  })

  test('two that would take one name from each other are both left alone', () => {
    if (!acme || !qa) throw new Error('The estate is another one.')
    const rows = planProfiles(
      [
        { target: acme, profile: 'x' },
        { target: qa, profile: 'x' },
      ],
      [],
      'process',
    )
    expect(rows.map(row => row.change)).toEqual(['none', 'none'])
    expect(rows[0]?.message).toContain(qa.id)
  })
})

test('a missing sign-in says what to run', () => {
  expect(troubleOf({ kind: 'sign-in-required', signIn: 'c:portal', reason: 'never' })).toEqual({
    failure: 'sign-in-required',
    message: expect.stringContaining('switchyard sign-in c:portal'),
    exit: 3,
  })
})

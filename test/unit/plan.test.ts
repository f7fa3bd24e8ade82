// Planning: which way is taken, what each hop asks for, and that no circle or gap breaks it.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allPaths } from '../../main/routes/path.ts'
import { type Known, knowNothing, planRoute, type Wishes } from '../../main/routes/plan.ts'
import { viewRoute } from '../../main/routes/route-view.ts'
import type { Estate } from '../../shared/catalog.ts'
import { command, environment, estate, iamUser, portal, target } from '../support/estate.ts'

const now = Date.UTC(2026, 10, 21, 12)
const plan = (world: Estate, name: string, wishes: Wishes = {}, known: Partial<Known> = {}) => {
  const planned = planRoute(world, `test:${name}`, wishes, { ...knowNothing(now), ...known })
  if (!planned.ok) throw new Error(JSON.stringify(planned.failure))
  return planned.value
}

const production = environment('production', { mfa: true })
const hub = estate(
  [iamUser('ops'), iamUser('root-admin')],
  [
    target('acme/acme-production', ['ops'], {
      environment: production,
      personal: { pin: null, profile: null, color: null, duration: null, externalId: null, hidden: false },
    }),
    target('globex/globex-production', ['ops'], {
      environment: production,
      duration: 14_400,
      ownDuration: true,
    }),
    target('globex/emergency', ['root-admin'], { breakGlass: true }),
  ],
)

describe('one hop behind an IAM user', () => {
  test('the shared MFA session, one hour at a time', () => {
    const route = plan(hub, 'acme/acme-production', {}, { user: () => 'ana' })
    expect(route).toMatchObject({
      signIn: 'test:ops',
      signInKind: 'iam-user',
      strategy: 'shared-mfa-session',
      notices: [],
    })
    expect(route.hops).toHaveLength(1)
    expect(route.hops[0]).toMatchObject({
      step: 1,
      kind: 'assume-role',
      via: 'test:ops',
      mfa: false,
      seconds: 3_600,
      cap: null,
      sessionName: 'ana',
    })
  })
  test('more than an hour for this target gives the code to the role itself', () => {
    const route = plan(hub, 'acme/acme-production', { seconds: 14_400 })
    expect(route.strategy).toBe('mfa-on-assume')
    expect(route.hops[0]).toMatchObject({ mfa: true, seconds: 14_400, cap: null })
  })
  test('a setting on the target does the same, a wish of the catalog does not', () => {
    const mine = estate(
      [iamUser('ops')],
      [
        target('acme/a', ['ops'], {
          personal: {
            pin: null,
            profile: null,
            color: null,
            duration: 14_400,
            externalId: null,
            hidden: false,
          },
        }),
      ],
    )
    expect(plan(mine, 'acme/a').strategy).toBe('mfa-on-assume')
    const route = plan(hub, 'globex/globex-production')
    expect(route.strategy).toBe('shared-mfa-session')
    expect(route.hops[0]).toMatchObject({ seconds: 3_600, cap: 'chained' })
    expect(route.notices).toEqual([
      'Shortened from 4 h to 1 h: AWS allows one hour for a role behind temporary credentials.',
    ])
  })
  test('an environment shortens the wish, and nothing longer is left to spend a code on', () => {
    const guarded = estate(
      [iamUser('ops')],
      [target('acme/a', ['ops'], { environment: environment('production', { maxDuration: 1_800 }) })],
    )
    const route = plan(guarded, 'acme/a', { seconds: 14_400 })
    expect(route.strategy).toBe('shared-mfa-session')
    expect(route.hops[0]).toMatchObject({ seconds: 1_800, cap: 'environment' })
  })
  test('a renewal does not outlast its opening', () => {
    const route = plan(hub, 'acme/acme-production', { until: now + 1_800_000 })
    expect(route.hops[0]).toMatchObject({ seconds: 1_800, cap: 'environment' })
  })
  test('the length a role refused before is not asked for again', () => {
    const route = plan(
      hub,
      'acme/acme-production',
      { seconds: 14_400 },
      {
        roleLength: () => ({ granted: 7_200, refused: 14_400 }),
      },
    )
    expect(route.hops[0]).toMatchObject({ seconds: 7_200, cap: 'role', mfa: true })
  })
})

describe('several hops', () => {
  const chain = estate(
    [iamUser('identity')],
    [
      target('prod-1/Operations', ['identity'], { environment: production }),
      target('backend/TerraformBackend', ['prod-1/Operations'], { duration: 7_200 }),
      target('deep/Deep', ['backend/TerraformBackend'], { externalId: 'x-1' }),
    ],
  )
  test('from the sign-in outward, each by the one before, MFA at the first alone', () => {
    const route = plan(chain, 'deep/Deep', { seconds: 14_400 })
    expect(route.hops.map(hop => [hop.step, hop.target, hop.via, hop.mfa])).toEqual([
      [1, 'test:prod-1/Operations', 'test:identity', true],
      [2, 'test:backend/TerraformBackend', 'test:prod-1/Operations', false],
      [3, 'test:deep/Deep', 'test:backend/TerraformBackend', false],
    ])
    expect(route.hops.map(hop => [hop.seconds, hop.cap])).toEqual([
      [14_400, null],
      [3_600, 'chained'],
      [3_600, 'chained'],
    ])
    expect(viewRoute(route).hops.map(hop => hop.externalId)).toEqual([false, false, true])
  })
  test('an environment in the middle of the way still asks for MFA', () => {
    const quiet = estate([iamUser('identity', { mfa: false })], [...chain.targets.values()])
    expect(plan(quiet, 'deep/Deep').strategy).toBe('shared-mfa-session')
  })
  test('behind a portal every assumed role is chained', () => {
    const landing = estate(
      [portal('portal')],
      [
        target('shared/DevOps', ['portal'], { kind: 'permission-set', duration: 28_800 }),
        target('production/CICD', ['shared/DevOps'], { duration: 14_400, externalId: 'northwind' }),
      ],
    )
    const route = plan(landing, 'production/CICD')
    expect(route.strategy).toBeNull()
    expect(route.hops.map(hop => [hop.kind, hop.cap])).toEqual([
      ['role-credentials', 'role'],
      ['assume-role', 'chained'],
    ])
    expect(
      plan(landing, 'shared/DevOps', {}, { roleLength: () => ({ granted: 28_800, refused: null }) }).hops[0],
    ).toMatchObject({ seconds: 28_800, cap: null })
  })
})

describe('which way', () => {
  const world = estate(
    [iamUser('a'), portal('b'), command('c')],
    [target('x/R', ['a', 'b', 'c']), target('y/R', ['x/R', 'a'])],
  )
  test('the first in order of preference', () => {
    expect(plan(world, 'x/R').signIn).toBe('test:a')
  })
  test('unless a later one can be used right now', () => {
    expect(plan(world, 'x/R', {}, { ready: id => id === 'test:c' }).signIn).toBe('test:c')
    expect(plan(world, 'y/R', {}, { ready: id => id === 'test:a' }).hops).toHaveLength(2)
  })
  test('never through a break-glass role while another way exists', () => {
    const risky = estate(
      [iamUser('a'), iamUser('b')],
      [target('x/Emergency', ['a'], { breakGlass: true }), target('y/R', ['x/Emergency', 'b'])],
    )
    expect(plan(risky, 'y/R', {}, { ready: id => id === 'test:a' }).signIn).toBe('test:b')
  })
  test('never over a role the person is known not to have, while another way exists', () => {
    const teams = estate(
      [iamUser('a')],
      [target('x/Ops', ['a']), target('y/Dev', ['a']), target('z/State', ['x/Ops', 'y/Dev'])],
    )
    const route = plan(teams, 'z/State', {}, { granted: each => (each.role === 'Ops' ? false : null) })
    expect(route.hops.map(hop => hop.target)).toEqual(['test:y/Dev', 'test:z/State'])
  })
  test('a key of a machine behind a command is no role session', () => {
    const long = { seconds: 14_400 }
    expect(
      plan(world, 'x/R', long, { ready: id => id === 'test:c', source: () => 'key' }).hops[0],
    ).toMatchObject({
      seconds: 14_400,
      cap: null,
    })
    expect(
      plan(world, 'x/R', long, { ready: id => id === 'test:c', source: () => 'session' }).hops[0],
    ).toMatchObject({
      cap: 'chained',
    })
  })
  test('circles lead nowhere and hang nothing', () => {
    const circle = estate([iamUser('a')], [target('x/R', ['y/R']), target('y/R', ['x/R'])])
    expect(planRoute(circle, 'test:x/R', {}, knowNothing(now))).toMatchObject({
      ok: false,
      failure: { kind: 'no-way', far: false },
    })
    expect(planRoute(circle, 'test:z/R', {}, knowNothing(now))).toMatchObject({
      ok: false,
      failure: { kind: 'unknown-name', what: 'target' },
    })
  })
  test('a way of thousands of hops is told as too long, one of thirty-two is taken', () => {
    const chain = Array.from({ length: 5_000 }, (_, at) =>
      target(`x/R${at}`, [at === 0 ? 'a' : `x/R${at - 1}`]),
    )
    const world = estate([iamUser('a')], chain)
    expect(plan(world, 'x/R31').hops).toHaveLength(32)
    for (const name of ['test:x/R32', 'test:x/R4999'])
      expect(planRoute(world, name, {}, knowNothing(now))).toEqual({
        ok: false,
        failure: { kind: 'no-way', target: name, far: true },
      })
  })
  test('roles that trust every role of the layer before are no maze, with or without an end', () => {
    const layers = (end: string | null) =>
      Array.from({ length: 40 }, (_, layer) =>
        Array.from({ length: 10 }, (_, at) =>
          target(
            `l${layer}/R${at}`,
            layer === 0
              ? [end ?? 'cn']
              : Array.from({ length: 10 }, (_, before) => `l${layer - 1}/R${before}`),
          ),
        ),
      ).flat()
    const reached = estate([iamUser('a')], layers('a'))
    expect(plan(reached, 'l31/R9').hops).toHaveLength(32)
    expect(planRoute(reached, 'test:l39/R9', {}, knowNothing(now))).toMatchObject({
      ok: false,
      failure: { kind: 'no-way', far: true },
    })
    const cut = estate([iamUser('cn', { partition: 'aws-cn' })], layers(null))
    expect(planRoute(cut, 'test:l30/R9', {}, knowNothing(now))).toMatchObject({
      ok: false,
      failure: { kind: 'no-way', far: false },
    })
  })
  test('no role is assumed out of a permission set’s own name', () => {
    const world = estate(
      [iamUser('a'), portal('b')],
      [target('x/R', ['a']), target('y/Set', ['x/R', 'a', 'b'], { kind: 'permission-set' })],
    )
    expect(plan(world, 'y/Set').hops).toMatchObject([{ kind: 'role-credentials', via: 'test:b' }])
  })
  test('keys stay in their partition', () => {
    const world = estate([iamUser('a')], [target('x/R', ['a'], { partition: 'aws-cn' })])
    expect(planRoute(world, 'test:x/R', {}, knowNothing(now)).ok).toBe(false)
  })
  test('any graph is walked in bounded time, and every way ends at its target without a repeat', () => {
    const names = ['a/R', 'b/R', 'c/R', 'd/R', 'e/R', 'f/R', 'g/R', 'h/R']
    fc.assert(
      fc.property(
        fc.array(fc.uniqueArray(fc.constantFrom('s', ...names), { maxLength: 9 }), {
          minLength: 8,
          maxLength: 8,
        }),
        origins => {
          const world = estate(
            [iamUser('s')],
            names.map((name, index) => target(name, origins[index] ?? [])),
          )
          for (const each of world.targets.values()) {
            const paths = allPaths(world, each)
            expect(paths.length).toBeLessThanOrEqual(64)
            for (const path of paths) {
              expect(path.chain.at(-1)).toBe(each)
              expect(new Set(path.chain).size).toBe(path.chain.length)
            }
          }
        },
      ),
      { numRuns: 50 },
    )
  })
})

describe('names on the way', () => {
  const named = estate(
    [iamUser('ops')],
    [target('acme/R', ['ops'], { sessionName: '{user}-{ticket}', sourceIdentity: '{user}' })],
  )
  test('who and why go in, and what AWS would refuse becomes a dash', () => {
    const [hop] = plan(named, 'acme/R', { ticket: 'OPS-12' }, { user: () => 'ana maria/ops' }).hops
    expect(hop).toMatchObject({ sessionName: 'ana-maria-ops-OPS-12', sourceIdentity: 'ana-maria-ops' })
  })
  test('without a ticket its dash goes along', () => {
    expect(plan(named, 'acme/R', {}, { user: () => 'ana' }).hops[0]).toMatchObject({ sessionName: 'ana' })
  })
  test('a user who is not known yet is filled in on the way', () => {
    expect(plan(named, 'acme/R', { ticket: 'OPS-12' }).hops[0]).toMatchObject({
      sessionName: '{user}-OPS-12',
    })
  })
})

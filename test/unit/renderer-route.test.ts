// Holds the drawing of a route: which stations it has, what state each is in, and where the rail goes.
import { describe, expect, it } from 'vitest'
import { wantedExternalId } from '../../renderer/screens/targets/refused-hop.ts'
import { drawRoute } from '../../renderer/screens/targets/route-drawing.ts'
import { readArn, stationsOf } from '../../renderer/screens/targets/stations.ts'
import type { FailureOf } from '../../shared/failure.ts'
import type { RouteView } from '../../shared/route.ts'
import type { SignInView } from '../../shared/snapshot.ts'

const hop = (step: number, role: string, wish: Partial<RouteView['hops'][number]> = {}) => ({
  step,
  kind: 'assume-role' as const,
  arn: `arn:aws:iam::30000000004${step}:role/${role}`,
  via: 'ops',
  mfa: false,
  externalId: false,
  seconds: 3_600,
  cap: null,
  ...wish,
})
const route = (wish: Partial<RouteView> = {}): RouteView => ({
  target: 'atmos:backend/TerraformBackend',
  signIn: 'identity',
  hops: [hop(1, 'Operations'), hop(2, 'TerraformBackend', { cap: 'chained' })],
  strategy: 'shared-mfa-session',
  sentence: 'One MFA code.',
  ...wish,
})
const signIn = (wish: Partial<SignInView> = {}): SignInView => ({
  id: 'atmos:identity',
  signIn: 'identity',
  catalog: 'atmos',
  key: 'identity',
  title: null,
  kind: 'iam-user',
  state: 'out',
  user: 'ana',
  expiresAt: null,
  hasKey: true,
  mfaSerial: null,
  listing: null,
  access: null,
  startedAt: null,
  renews: false,
  listTrouble: null,
  ...wish,
})
const facts = { live: false, refusal: null, mfaSession: 43_200 }
const states = (view: RouteView, wish: Partial<Parameters<typeof stationsOf>[0]> = {}): readonly string[] =>
  stationsOf({ ...facts, route: view, signIn: signIn(), ...wish }).map(station => station.state)

describe('stations', () => {
  it('are the sign-in, the shared MFA session and each hop', () => {
    const stations = stationsOf({ ...facts, route: route(), signIn: signIn() })
    expect(stations.map(station => station.name)).toEqual([
      'ana',
      'MFA session',
      'Operations',
      'TerraformBackend',
    ])
    expect(stations.map(station => station.note)).toEqual([
      'Access key in the vault',
      'One code, for up to 12 h',
      'AssumeRole, 1 h',
      'AssumeRole, at most 1 h (role to role)',
    ])
  })
  it('leave the MFA session out where the route has none', () => {
    expect(states(route({ strategy: 'mfa-on-assume' }))).toHaveLength(3)
    expect(states(route({ strategy: null }), { signIn: signIn({ kind: 'identity-center' }) })).toHaveLength(3)
  })
  it('are done as far as one has come', () => {
    expect(states(route())).toEqual(['done', 'ahead', 'ahead', 'ahead'])
    expect(states(route(), { signIn: signIn({ hasKey: false }) })[0]).toBe('ahead')
    expect(states(route(), { signIn: signIn({ state: 'in' }) })).toEqual(['done', 'done', 'ahead', 'ahead'])
    expect(states(route(), { live: true })).toEqual(['done', 'done', 'done', 'done'])
  })
  it('show where a travel was refused, and nothing as done behind it', () => {
    const refusal: FailureOf<'hop-refused'> = {
      kind: 'hop-refused',
      target: 'atmos:backend/TerraformBackend',
      hop: 1,
      hops: 2,
      arn: 'arn:aws:iam::300000000041:role/Operations',
      causes: [{ cause: 'trust', certain: false, why: 'Others trust it.' }],
      awsCode: 'AccessDenied',
      awsMessage: 'not authorized',
      requestId: '7c1e2d53-53ef-46b3-b207-325273c344b0',
    }
    const stations = stationsOf({ ...facts, route: route(), signIn: signIn({ state: 'in' }), refusal })
    expect(stations.map(station => station.state)).toEqual(['done', 'done', 'refused', 'beyond'])
    expect(stations[2]).toMatchObject({
      name: 'Operations refused',
      note: 'AccessDenied, request 7c1e…44b0',
      causes: refusal.causes,
    })
  })
  it('show what a check found at each hop', () => {
    const causes = [{ cause: 'external-id' as const, certain: true, why: 'The trust policy asks for one.' }]
    const tried = route({
      hops: [hop(1, 'Operations', { causes: [] }), hop(2, 'TerraformBackend', { causes })],
    })
    expect(states(tried, { signIn: signIn({ state: 'in' }) })).toEqual(['done', 'done', 'done', 'refused'])
  })
  it('read the name of a role without its path', () => {
    expect(readArn('arn:aws:iam::100000000101:role/clients/eu/acme-production')).toEqual({
      account: '100000000101',
      name: 'acme-production',
    })
  })
})

describe('drawing', () => {
  it('keeps all but the target on the track, and gives each its height', () => {
    const drawing = drawRoute(['done', 'done', 'ahead'])
    expect(drawing.stops.map(stop => [stop.x, stop.y, stop.last])).toEqual([
      [12, 12, false],
      [12, 68, false],
      [28, 124, true],
    ])
    expect(drawing.height).toBe(168)
  })
  it('connects every station to the one before, in its own state', () => {
    const drawing = drawRoute(['done', 'done', 'refused', 'beyond'])
    const ways = drawing.ways.filter(way => way.key.startsWith('way'))
    expect(ways.map(way => way.state)).toEqual(['done', 'refused', 'beyond'])
    for (const way of ways) expect(way.d).toMatch(/^M12 \d+/)
  })
  it('draws the turnout solid from the track once it is traveled', () => {
    expect(drawRoute(['done', 'done']).ways.some(way => way.key.startsWith('lead'))).toBe(true)
    expect(drawRoute(['done', 'ahead']).ways.some(way => way.key.startsWith('lead'))).toBe(false)
  })
  it('draws a single station without a way', () => {
    expect(drawRoute(['ahead'])).toMatchObject({ ways: [], stops: [{ x: 12, last: false }] })
  })
})

describe('a missing external id', () => {
  const on = (step: number, ...causes: readonly (readonly [string, boolean])[]) => ({
    hop: step,
    causes: causes.map(([cause, certain]) => ({ cause, certain, why: '' })) as never,
  })
  const chain = route({
    hops: [
      hop(1, 'Operations'),
      hop(2, 'TerraformBackend', { via: 'atmos:ops/Operations', externalId: true }),
    ],
  })

  it('is asked for where it is the likeliest cause, or the proved one', () => {
    expect(wantedExternalId(on(2, ['external-id', false], ['trust', false]), chain)).not.toBeNull()
    expect(wantedExternalId(on(2, ['trust', false], ['external-id', true]), chain)).not.toBeNull()
    expect(wantedExternalId(on(2, ['trust', false], ['external-id', false]), chain)).toBeNull()
    expect(wantedExternalId(on(2, ['role-missing', true]), chain)).toBeNull()
    expect(wantedExternalId(on(3, ['external-id', true]), chain)).toBeNull()
  })
  it('belongs to the hop that refused, also on the way', () => {
    expect(wantedExternalId(on(2, ['external-id', true]), chain)).toEqual({
      target: 'atmos:backend/TerraformBackend',
      given: true,
    })
    expect(wantedExternalId(on(1, ['external-id', true]), chain)).toEqual({
      target: 'atmos:ops/Operations',
      given: false,
    })
  })
})

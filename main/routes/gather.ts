// Gathers what is known before a plan: who is signed in, which MFA sessions live, what AWS taught. Asks nobody.
import type { Estate } from '../../shared/catalog.ts'
import type { SignInId, TargetId } from '../../shared/names.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { SignInView } from '../../shared/snapshot.ts'
import { askNobody } from '../ask.ts'
import { createGranted } from '../catalog/granted.ts'
import type { Clock } from '../clock.ts'
import type { Vault } from '../vault/vault.ts'
import { readLessons, readSources } from './lessons.ts'
import { allPaths } from './path.ts'
import type { Known } from './plan.ts'
import type { MfaSession, Roots } from './roots.ts'

export type GatherDeps = {
  readonly roots: Pick<Roots, 'states' | 'sharedSession' | 'identity' | 'portalListings'>
  readonly vault: Vault
  readonly clock: Clock
  /** How long a shared MFA session is asked for, in seconds. */
  readonly mfaSeconds: () => number
}

/** A key is enough to begin with, a code can be asked for; profiles and commands sign in by themselves. */
const isReady = (view: SignInView): boolean => {
  if (view.kind === 'iam-user') return view.hasKey === true
  return view.kind === 'identity-center' ? view.state !== 'out' : true
}

/** What a plan is for; what the person has been granted is read only where there is more than one way to choose from. */
export type Wanted = { readonly estate: Estate; readonly target: TargetId }

const readGrants = async (
  { roots }: GatherDeps,
  { estate, target }: Wanted,
  views: ReadonlyMap<SignInId, SignInView>,
): Promise<Result<Known['granted']>> => {
  const found = estate.targets.get(target)
  if (!found || allPaths(estate, found).length < 2) return ok(() => null)
  const listings = await roots.portalListings()
  if (!listings.ok) return listings
  const groups = new Map<SignInId, readonly string[] | null>()
  for (const view of views.values()) {
    if (view.kind !== 'iam-user' || view.hasKey !== true) continue
    const identity = await roots.identity(view.id)
    groups.set(view.id, identity.ok ? identity.value.groups : null)
  }
  return ok(createGranted({ estate, listings: listings.value, groupsOf: id => groups.get(id) ?? null }))
}

/** Fails as the vault does, `vault-locked` above all. */
export const gatherKnown = async (deps: GatherDeps, wanted: Wanted): Promise<Result<Known>> => {
  const states = await deps.roots.states()
  if (!states.ok) return states
  const now = deps.clock.now()
  const lessons = await readLessons(deps.vault, now)
  if (!lessons.ok) return lessons
  const sources = await readSources(deps.vault)
  if (!sources.ok) return sources
  const views = new Map(states.value.map(view => [view.id, view]))
  const granted = await readGrants(deps, wanted, views)
  if (!granted.ok) return granted
  const sessions = new Map<SignInId, MfaSession>()
  for (const view of states.value) {
    if (view.kind !== 'iam-user' || view.hasKey !== true || view.state === 'out') continue
    const living = await deps.roots.sharedSession(view.id, { ask: askNobody })
    if (living.ok) sessions.set(view.id, living.value)
  }
  return ok({
    now,
    user: id => views.get(id)?.user ?? null,
    ready: id => {
      const view = views.get(id)
      return view !== undefined && isReady(view)
    },
    source: id => sources.value.get(id) ?? null,
    mfaSession: id => {
      const living = sessions.get(id)
      return living ? { expiresAt: living.credentials.expiresAt, startedAt: living.startedAt } : null
    },
    mfaSeconds: deps.mfaSeconds(),
    roleLength: lessons.value.roleLength,
    granted: granted.value,
    mfaTooOldAt: lessons.value.mfaTooOldAt,
  })
}

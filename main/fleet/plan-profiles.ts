// Says what writing many profiles would change, before anything is written; pure.
import type { Target } from '../../shared/catalog.ts'
import type { ProfileRow } from '../../shared/fleet.ts'
import type { ProfileMode } from '../../shared/session.ts'
import type { OwnedProfile } from '../profiles/owned-profiles.ts'

export type WantedProfile = { readonly target: Target; readonly profile: string }

const differencesOf = (
  there: OwnedProfile,
  { target }: WantedProfile,
  mode: ProfileMode,
): readonly string[] => [
  ...(there.target === target.id ? [] : [`target ${there.target ?? 'unknown'} -> ${target.id}`]),
  ...(there.mode === mode ? [] : [`mode ${there.mode} -> ${mode}`]),
  ...(there.region === target.region ? [] : [`region ${there.region || 'none'} -> ${target.region}`]),
]

/** Why a name cannot be had: two of one writing would take it from each other, or it is another target's already. */
const rivalOf = (
  wanted: WantedProfile,
  all: readonly WantedProfile[],
  there: OwnedProfile | undefined,
): string | null => {
  const twin = all.find(each => each.profile === wanted.profile && each.target.id !== wanted.target.id)
  if (twin) return twin.target.id
  return there?.target !== undefined && there.target !== wanted.target.id ? there.target : null
}

/** A row per profile; those with a `failure` must not be written. */
export const planProfiles = (
  wanted: readonly WantedProfile[],
  owned: readonly OwnedProfile[],
  mode: ProfileMode,
): readonly ProfileRow[] => {
  const byName = new Map(owned.map(each => [each.profile, each]))
  return wanted.map(each => {
    const there = byName.get(each.profile)
    const about = { target: each.target.id, profile: each.profile, mode, region: each.target.region }
    const rival = rivalOf(each, wanted, there)
    if (rival !== null)
      return {
        ...about,
        change: 'none',
        differences: [],
        failure: 'name-taken',
        message: `${rival} has the profile ${each.profile}. Give one of them a name of its own: targets in the personal layer, or the catalog’s profile template.`,
      }
    const differences = there ? differencesOf(there, each, mode) : []
    const change = there === undefined ? 'new' : differences.length > 0 ? 'changed' : 'same'
    return { ...about, change, differences }
  })
}

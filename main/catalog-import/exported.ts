// What a catalog is written out as for other tools: shared by the writers of each format.
import type { SignIn, Target } from '../../shared/catalog.ts'
import { profileNamePattern } from '../../shared/names.ts'
import type { Expanded } from '../catalog/expand.ts'
import type { CatalogDocument } from '../catalog/personal-shape.ts'
import { fillProfile } from '../catalog/placeholders.ts'
import type { Loss } from './imported.ts'

export const exportForms = ['aws-config', 'aesr', 'atmos', 'yaml'] as const
export type ExportForm = (typeof exportForms)[number]

export type ExportInput = {
  readonly document: CatalogDocument
  readonly expanded: Expanded
  /** What the person added about a sign-in, by its key; empty for an export that others may read. */
  readonly personal: ReadonlyMap<
    string,
    { readonly userName: string | null; readonly mfaSerial: string | null }
  >
}
export type Exported = { readonly text: string; readonly losses: readonly Loss[] }

/** Losses, each said once however many roles have it. */
export const createLosses = () => {
  const byWhat = new Map<string, string[]>()
  return {
    add(where: string, what: string): void {
      byWhat.set(what, [...(byWhat.get(what) ?? []), where])
    },
    all: (): readonly Loss[] =>
      [...byWhat].map(([what, where]) => ({
        where:
          where.length > 3
            ? `${where.slice(0, 2).join(', ')} and ${where.length - 2} more`
            : where.join(', '),
        what,
      })),
  }
}
export type Losses = ReturnType<typeof createLosses>

export const shortName = (target: Target): string => `${target.account.key}/${target.role}`

/** The profile of each target, by its id: its own name where that is free, else with its account. */
export const profileNames = (
  { expanded, personal }: ExportInput,
  taken: ReadonlySet<string>,
): ReadonlyMap<string, string> => {
  const used = new Set(taken)
  const names = new Map<string, string>()
  for (const target of expanded.targets.values()) {
    const user = [...personal.values()].find(one => one.userName !== null)?.userName ?? 'me'
    const own = target.personal.profile ?? fillProfile(target.profile, { user })
    const wished = [own, `${target.account.key}-${target.role}`, `${target.account.id}-${target.role}`]
    const name =
      wished.find(one => profileNamePattern.test(one) && !used.has(one)) ??
      `${target.account.id}.${used.size}`
    used.add(name)
    names.set(target.id, name)
  }
  return names
}

/** The first way to a target: the other tools know one only. */
export const firstWay = (
  target: Target,
  { expanded }: ExportInput,
): { readonly signIn: SignIn } | { readonly target: Target } | null => {
  const [first] = target.from
  if (first === undefined) return null
  if (first.kind === 'target') {
    const before = expanded.targets.get(first.target)
    return before ? { target: before } : null
  }
  const signIn = [...expanded.signIns.values()].find(one => one.id === first.signIn)
  return signIn ? { signIn } : null
}

/** A template that needs no person: what is known of it before anybody signs in. */
export const settled = (template: string | null): string | undefined =>
  template === null || template.includes('{') ? undefined : template

/** What no other tool holds; said once for the whole catalog. */
export const loseCatalogOnly = ({ document, expanded }: ExportInput, losses: Losses): void => {
  const guarded = [...expanded.environments.values()].filter(
    one => one.mfa || one.confirm || one.reason || one.maxDuration !== null,
  )
  if (guarded.length > 0)
    losses.add(
      `environments ${guarded.map(one => one.key).join(', ')}`,
      'Guards are not carried over: nobody asks for a reason, a name or a code there.',
    )
  if (Object.keys(document.groups ?? {}).length > 0)
    losses.add('groups', 'Who may take which role is not carried over.')
  for (const target of expanded.targets.values()) {
    if (target.from.length > 1)
      losses.add(shortName(target), 'Of several ways to it, only the first is written.')
    if (target.breakGlass)
      losses.add(shortName(target), 'It is for emergencies, and looks like any other role there.')
    if (target.policyArns.length > 0 || target.policy !== null)
      losses.add(shortName(target), 'Its session policy is not carried over: sessions there are wider.')
  }
}

// Shows the personal layer as a list: what is the person's own, and what is personal about each catalog.
import type { Estate } from '../../shared/catalog.ts'
import type { Failure, Problem } from '../../shared/failure.ts'
import type { AboutSignIn, AboutTarget, OwnRole, OwnSignIn, PersonalView } from '../../shared/personal.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { RoleDefinition } from './catalog-shape.ts'
import { type Expanded, expand } from './expand.ts'
import type { PersonalFile } from './personal-file.ts'
import type { CatalogDocument } from './personal-shape.ts'

type Shown = Omit<PersonalView, 'path' | 'exists' | 'problems' | 'undo'>

const list = (value: string | readonly string[]): readonly string[] =>
  typeof value === 'string' ? [value] : value

/** A selector, or all: people write those in the file. */
const accountsOf = ({ accounts }: RoleDefinition): OwnRole['accounts'] =>
  accounts === 'all' || (typeof accounts === 'object' && !Array.isArray(accounts))
    ? null
    : list(accounts as string | readonly string[])

const rolesOf = (document: CatalogDocument, made: Expanded): readonly OwnRole[] => {
  const counts = new Map<number, number>()
  for (const at of made.madeBy.values()) counts.set(at, (counts.get(at) ?? 0) + 1)
  return (document.roles ?? []).map((role, at) => ({
    at,
    name: role.name,
    accounts: accountsOf(role),
    from: list(role.from),
    mfa: role.mfa === 'required',
    breakGlass: role.breakGlass ?? false,
    externalId: role.externalId ?? null,
    duration: role.duration ?? null,
    targets: counts.get(at) ?? 0,
  }))
}

type Defined = NonNullable<CatalogDocument['signIns']>[string]

/** The program alone: what follows it may be a password, and nothing of the window needs it. */
const commandInWords = ([program, ...more]: readonly string[]): string =>
  more.length === 0
    ? `${program}`
    : `${program} and ${more.length === 1 ? 'one word' : `${more.length} words`} more`

const signInWords = (signIn: Defined): string => {
  if (signIn.kind === 'identity-center') return signIn.startUrl
  if (signIn.kind === 'iam-user') return `a user in ${signIn.account}`
  return signIn.kind === 'profile' ? `the profile ${signIn.profile}` : commandInWords(signIn.command)
}

/** @param estate says which of the catalogs' things are there now: what one wrote about others stays for their return */
export const viewPersonal = (document: CatalogDocument, made: Expanded, estate: Estate): Shown => {
  const about = Object.entries(document.catalogs ?? {})
  return {
    accounts: Object.entries(document.accounts ?? {}).map(([key, account]) => ({
      key,
      id: account.id,
      name: account.name ?? null,
      unit: account.unit ?? null,
      environment: account.environment ?? null,
      color: account.color ?? null,
    })),
    roles: rolesOf(document, made),
    signIns: Object.entries(document.signIns ?? {}).map(
      ([key, signIn]): OwnSignIn => ({ key, kind: signIn.kind, words: signInWords(signIn) }),
    ),
    aboutSignIns: about.flatMap(([catalog, { signIns }]) =>
      Object.entries(signIns ?? {}).map(([key, facts]): AboutSignIn => {
        const signIn = `${catalog}:${key}`
        return {
          signIn,
          userName: facts.userName ?? null,
          mfaSerial: facts.mfaSerial ?? null,
          groups: facts.groups ?? null,
          known: estate.signIns.has(signIn),
        }
      }),
    ),
    aboutTargets: about.flatMap(([catalog, { targets }]) =>
      Object.entries(targets ?? {}).map(([key, wishes]): AboutTarget => {
        const target = `${catalog}:${key}`
        return {
          target,
          pin: wishes.pin ?? null,
          profile: wishes.profile ?? null,
          color: wishes.color ?? null,
          duration: wishes.duration ?? null,
          externalId: wishes.externalId ?? null,
          hidden: wishes.hidden ?? false,
          known: estate.targets.has(target),
        }
      }),
    ),
  }
}

const problemsOf = (failure: Failure | null): readonly Problem[] => {
  if (failure === null) return []
  if (failure.kind === 'catalog-invalid') return failure.problems.filter(({ warning }) => !warning)
  const message = 'said' in failure ? failure.said : 'It cannot be read.'
  return [{ line: 1, column: 1, path: '(document)', message }]
}

const nothing = { switchyard: '1', name: 'personal' } as const

/** The file as it is now; what is in force of it when it is broken. */
export const readPersonalView = async (
  path: string,
  file: PersonalFile,
  estate: Estate,
): Promise<Result<PersonalView>> => {
  const { inForce, failure } = await file.read()
  const document = inForce?.document ?? nothing
  return ok({
    path,
    exists: inForce !== null || failure !== null,
    problems: problemsOf(failure),
    undo: await file.canUndo(),
    ...viewPersonal(document, expand(document, 'personal'), estate),
  })
}

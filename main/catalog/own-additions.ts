// Adds whole documents to the personal layer: what is there already is used as it is, and a taken key gets a number.
import { failed, ok, type Result } from '../../shared/result.ts'
import type { PersonalEdit } from './personal-file.ts'
import type { CatalogDocument } from './personal-shape.ts'

/** A document as it stands in a file, which is where these parts go: durations and selectors as people write them. */
export type WrittenDocument = {
  readonly partition?: string | undefined
  readonly defaults?:
    | { readonly region?: string | undefined; readonly profile?: string | undefined }
    | undefined
  readonly accounts?: Readonly<Record<string, { readonly id: string }>> | undefined
  readonly signIns?:
    | Readonly<Record<string, Readonly<Record<string, unknown>> & { readonly kind: string }>>
    | undefined
  readonly roles?: readonly WrittenRole[] | undefined
}
type WrittenRole = {
  readonly name: string
  readonly accounts: string | readonly string[]
  readonly from: string | readonly string[]
  readonly region?: string | undefined
  readonly profile?: string | undefined
}

const listOf = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : Array.isArray(value)
      ? value.filter(one => typeof one === 'string')
      : []
/** One is written as one, more as a list. */
const oneOrMany = (values: readonly string[]): string | readonly string[] =>
  values.length === 1 && values[0] !== undefined ? values[0] : values

/** Where credentials come from; what else a sign-in says does not make it another one. */
const rootOf = (signIn: Readonly<Record<string, unknown>>): string =>
  JSON.stringify([
    signIn.kind,
    signIn.startUrl,
    signIn.region,
    signIn.account,
    signIn.profile,
    signIn.command,
  ])

const freeKey = (wanted: string, taken: (key: string) => boolean): string => {
  if (!taken(wanted)) return wanted
  for (let number = 2; ; number += 1) {
    const key = `${wanted.slice(0, 63 - `-${number}`.length)}-${number}`
    if (!taken(key)) return key
  }
}

/** Fails with bad-input when a document is of another partition: a layer has one. */
export const ownAdditions = (
  own: CatalogDocument | null,
  documents: readonly WrittenDocument[],
): Result<readonly PersonalEdit[]> => {
  const edits: PersonalEdit[] = []
  const accounts = new Map(Object.entries(own?.accounts ?? {}).map(([key, { id }]) => [key, id]))
  const signIns = new Map(Object.entries(own?.signIns ?? {}).map(([key, one]) => [key, rootOf(one)]))
  const roles = own?.roles ?? []
  const targets = new Set(roles.flatMap(role => listOf(role.accounts).map(key => `${key}/${role.name}`)))
  let places = roles.length
  let partition: string | undefined = own?.partition ?? (own?.roles || own?.accounts ? 'aws' : undefined)

  for (const document of documents) {
    const theirs = document.partition ?? 'aws'
    if (partition !== undefined && partition !== theirs)
      return failed({
        kind: 'bad-input',
        path: 'partition',
        message: `Your personal layer is of the partition ${partition}, and this is of ${theirs}: make it a catalog of its own.`,
      })
    if (partition === undefined && theirs !== 'aws') edits.push({ path: ['partition'], value: theirs })
    partition = theirs

    const keyOf = new Map<string, string>()
    for (const [wanted, account] of Object.entries(document.accounts ?? {})) {
      const there = [...accounts].find(([, id]) => id === account.id)?.[0]
      const key = there ?? freeKey(wanted, one => accounts.has(one))
      keyOf.set(wanted, key)
      if (there !== undefined) continue
      accounts.set(key, account.id)
      edits.push({ path: ['accounts', key], value: account })
    }
    const signInOf = new Map<string, string>()
    for (const [wanted, written] of Object.entries(document.signIns ?? {})) {
      const account = written.account === undefined ? {} : { account: keyOf.get(String(written.account)) }
      const signIn = { ...written, ...account }
      const root = rootOf(signIn)
      const there = [...signIns].find(([, one]) => one === root)?.[0]
      const key = there ?? freeKey(wanted, one => signIns.has(one))
      signInOf.set(wanted, key)
      if (there !== undefined) continue
      signIns.set(key, root)
      edits.push({ path: ['signIns', key], value: signIn })
    }
    const originOf = (from: string): string => {
      const slash = from.indexOf('/')
      if (slash < 0) return signInOf.get(from) ?? from
      return `${keyOf.get(from.slice(0, slash)) ?? from.slice(0, slash)}${from.slice(slash)}`
    }
    for (const role of document.roles ?? []) {
      const into = listOf(role.accounts)
        .map(key => keyOf.get(key) ?? key)
        .filter(key => !targets.has(`${key}/${role.name}`))
      if (into.length === 0) continue
      for (const key of into) targets.add(`${key}/${role.name}`)
      // The layer has defaults of its own, or none: what this document says of all its roles, each says for itself.
      const { defaults } = document
      const said = {
        ...(defaults?.region !== undefined && { region: defaults.region }),
        ...(defaults?.profile !== undefined && { profile: defaults.profile }),
      }
      const value = {
        ...said,
        ...role,
        accounts: oneOrMany(into),
        from: oneOrMany(listOf(role.from).map(originOf)),
      }
      const { name, accounts: where, from, ...rest } = value
      edits.push({ path: ['roles', places], value: { name, accounts: where, from, ...rest } })
      places += 1
    }
  }
  return ok(edits)
}

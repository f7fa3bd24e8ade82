// What a person changes about targets and sign-ins, as edits of the personal layer.
import type { EnvironmentColor, Estate } from '../../shared/catalog.ts'
import { formatDuration } from '../../shared/duration.ts'
import type { SignInId, TargetId } from '../../shared/names.ts'
import { nearest } from '../../shared/nearest.ts'
import type { OwnFields, OwnRoleWish, OwnWish } from '../../shared/personal.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import { personalKeyOf } from './merge.ts'
import { ownAdditions, type WrittenDocument } from './own-additions.ts'
import type { PersonalEdit } from './personal-file.ts'
import type { CatalogDocument } from './personal-shape.ts'

/** null takes a wish back; what is not named stays. `duration` in seconds. */
export type TargetWishes = {
  /** A pin is taken away with the rest; it is given by `setPin`, which checks its name. */
  readonly pin?: null
  readonly profile?: string | null
  readonly color?: EnvironmentColor | null
  readonly duration?: number | null
  readonly externalId?: string | null
  readonly hidden?: boolean | null
}
export type SignInFacts = {
  readonly userName?: string | null
  readonly mfaSerial?: string | null
  readonly groups?: readonly string[] | null
}

export interface PersonalEdits {
  /** Fails with bad-input, and with name-taken when another target has that name. */
  setPin(target: TargetId, name: string): Promise<Result<{ readonly pin: string; readonly target: TargetId }>>
  /** Fails with unknown-name. */
  removePin(name: string): Promise<Result<void>>
  setTarget(target: TargetId, wishes: TargetWishes): Promise<Result<void>>
  setSignIn(signIn: SignInId, facts: SignInFacts): Promise<Result<void>>
  /** An account or sign-in of one's own. Fails with name-taken (`fresh`), and with catalog-invalid where it does not fit. */
  setOwn(wish: OwnWish): Promise<Result<void>>
  /** A role of one's own. Fails with file-changed when another role stands at its place meanwhile. */
  setOwnRole(wish: OwnRoleWish): Promise<Result<void>>
  /** Adds whole documents, all in one step that can be taken back. Fails with bad-input, catalog-invalid. */
  addOwn(documents: readonly WrittenDocument[]): Promise<Result<void>>
}

export type PersonalEditsDeps = {
  readonly edit: (edits: readonly PersonalEdit[]) => Promise<Result<void>>
  readonly estate: () => Promise<Result<Estate>>
  /** The person's own document as it is in force; null = there is none yet. */
  readonly own: () => Promise<CatalogDocument | null>
  readonly path: string
}

const pinPattern = /^[A-Za-z0-9][\w.-]{0,39}$/

export const createPersonalEdits = ({ edit, estate, own, path: file }: PersonalEditsDeps): PersonalEdits => {
  const ofTarget = (id: TargetId): readonly string[] | null => {
    const parts = personalKeyOf(id)
    return parts && ['catalogs', parts.catalog, 'targets', parts.key]
  }
  const unknownTarget = (name: string): Result<never> =>
    failed({ kind: 'unknown-name', what: 'target', name, nearest: [] })

  return {
    async setPin(target, name) {
      const path = ofTarget(target)
      if (path === null) return unknownTarget(target)
      if (!pinPattern.test(name))
        return failed({
          kind: 'bad-input',
          path: 'name',
          message: 'A pin has 1 to 40 letters, digits, ".", "_" and "-".',
        })
      const built = await estate()
      if (!built.ok) return built
      const holder = built.value.pins.get(name)
      if (holder !== undefined && holder !== target) return failed({ kind: 'name-taken', what: 'pin', name })
      const edited = await edit([{ path: [...path, 'pin'], value: name }])
      return edited.ok ? ok({ pin: name, target }) : edited
    },

    async removePin(given) {
      const name = given.replace(/^@/, '')
      const built = await estate()
      if (!built.ok) return built
      const target = built.value.pins.get(name)
      const path = target === undefined ? null : ofTarget(target)
      if (path === null)
        return failed({
          kind: 'unknown-name',
          what: 'pin',
          name,
          nearest: nearest(name, built.value.pins.keys()),
        })
      return edit([{ path: [...path, 'pin'], value: undefined }])
    },

    async setTarget(target, wishes) {
      const path = ofTarget(target)
      if (path === null) return unknownTarget(target)
      const values: Readonly<Record<string, unknown>> = {
        ...wishes,
        ...(typeof wishes.duration === 'number' && { duration: formatDuration(wishes.duration) }),
        // Nobody writes down that something is not hidden.
        ...('hidden' in wishes && { hidden: wishes.hidden ? 'true' : null }),
      }
      return edit(
        Object.entries(values).map(([key, value]) => ({ path: [...path, key], value: value ?? undefined })),
      )
    },

    setSignIn(signIn, facts) {
      const [catalog = '', key = ''] = signIn.split(':')
      const path = ['catalogs', catalog, 'signIns', key]
      return edit(
        Object.entries(facts).map(([name, value]) => ({ path: [...path, name], value: value ?? undefined })),
      )
    },

    async setOwn({ kind, key, fields, fresh }) {
      const path = [kind, key]
      if (fields === null) return edit([{ path, value: undefined }])
      const known = (await own())?.[kind] ?? {}
      const there = Object.hasOwn(known, key)
      if (there && fresh)
        return failed({ kind: 'name-taken', what: kind === 'accounts' ? 'account' : 'sign-in', name: key })
      return edit(there ? eachField(path, fields) : [{ path, value: given(fields) }])
    },

    async setOwnRole({ at, was, fields }) {
      const roles = (await own())?.roles ?? []
      if (at === null) return edit([{ path: ['roles', roles.length], value: given(fields ?? {}) }])
      if (was !== undefined && roles[at]?.name !== was) return failed({ kind: 'file-changed', path: file })
      return edit(
        fields === null ? [{ path: ['roles', at], value: undefined }] : eachField(['roles', at], fields),
      )
    },

    async addOwn(documents) {
      const edits = ownAdditions(await own(), documents)
      return edits.ok ? edit(edits.value) : edits
    },
  }
}

/** Only what was given: what is not said stays out of the file. */
const given = (fields: OwnFields): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))

const eachField = (path: readonly (string | number)[], fields: OwnFields): readonly PersonalEdit[] =>
  Object.entries(fields).map(([name, value]) => ({ path: [...path, name], value: value ?? undefined }))

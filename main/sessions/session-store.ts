// The sessions in the vault: one record per target, many changes at once written in one go.
import type { TargetId } from '../../shared/names.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { VaultContents } from '../vault/contents.ts'
import type { Vault } from '../vault/vault.ts'
import { jsonKey } from '../vault/vault-key.ts'
import { type StoredSession, sessionKind } from './stored-session.ts'

type Change = (draft: VaultContents) => void

export interface SessionStore {
  read(target: TargetId): Promise<Result<StoredSession | null>>
  list(): Promise<Result<readonly StoredSession[]>>
  write(session: StoredSession): Promise<Result<void>>
  /** Changes a record that is still there. */
  amend(target: TargetId, change: (session: StoredSession) => StoredSession): Promise<Result<void>>
  remove(targets: readonly TargetId[]): Promise<Result<void>>
  /** This target's profile now has this name: another session that wrote it before has lost it. */
  claimProfile(target: TargetId, profile: string): Promise<Result<void>>
}

const keyOf = (target: TargetId) => jsonKey<StoredSession>(sessionKind, target)

export const createSessionStore = (vault: Vault): SessionStore => {
  let waiting: { change: Change; done: (result: Result<void>) => void }[] = []
  let writing = false

  /** The vault is one file: while it is written, further changes gather and then go in together. */
  const drain = async (): Promise<void> => {
    writing = true
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      let result: Result<void>
      try {
        result = await vault.update(draft => {
          for (const { change } of batch) change(draft)
        })
      } catch (error) {
        writing = false
        throw error
      }
      for (const { done } of batch) done(result)
    }
    writing = false
  }
  const apply = (change: Change): Promise<Result<void>> =>
    new Promise((resolve, reject) => {
      waiting.push({ change, done: resolve })
      if (!writing) drain().catch(reject)
    })

  const entries = (draft: VaultContents): readonly StoredSession[] =>
    draft.list(sessionKind).map(({ value }) => value as StoredSession)

  return {
    read: target => vault.read(keyOf(target)),
    async list() {
      const listed = await vault.list(sessionKind)
      return listed.ok ? ok(listed.value.map(({ value }) => value as StoredSession)) : listed
    },
    write: session => apply(draft => draft.set(keyOf(session.target), session)),
    amend: (target, change) =>
      apply(draft => {
        const session = draft.get(keyOf(target))
        if (session) draft.set(keyOf(target), change(session))
      }),
    remove: targets =>
      apply(draft => {
        for (const target of targets) draft.remove(keyOf(target))
      }),
    claimProfile: (target, profile) =>
      apply(draft => {
        for (const session of entries(draft))
          if (session.target !== target && session.profile === profile)
            draft.set(keyOf(session.target), { ...session, profile: null, mode: null })
      }),
  }
}

// The desk's answers about roots of trust: sign in and out, read a portal's list, keep or forget a key.
import type { Answers } from '../../shared/contract.ts'
import type { deskContract } from '../../shared/desk-contract.ts'
import { ok } from '../../shared/result.ts'
import type { House } from '../house.ts'
import { Secret } from '../secret.ts'
import { recordSignIns } from '../sessions/record-sign-ins.ts'
import type { DeskCaller } from './caller.ts'
import type { Snapshots } from './snapshots.ts'

type SignInAnswers = Pick<
  Answers<typeof deskContract, DeskCaller>,
  'signIn' | 'signOut' | 'refreshList' | 'addKey' | 'rotateKey' | 'removeKey'
>

export const signInAnswers = (house: House, snapshots: Snapshots): SignInAnswers => {
  const recorded = recordSignIns(house, 'window')
  return {
    async signIn({ signIn, flow }, { ask, signal }) {
      const found = await house.targets.findSignIn(signIn)
      if (!found.ok) return found
      const view = await recorded.signIn(found.value.id, { flow, ask, signal, openBrowser: false })
      if (!view.ok) return view
      snapshots.changed()
      // The list of a portal comes on its own, row by row; the person need not wait for it.
      if (found.value.kind === 'identity-center')
        void house.targets.listPortal(found.value.id, { refresh: false })
      return ok(null)
    },
    async signOut({ signIn }) {
      const found = await house.targets.findSignIn(signIn)
      if (!found.ok) return found
      const stopped = await house.book.stopSignIn(found.value.id)
      if (!stopped.ok) return stopped
      const out = await recorded.signOut(found.value.id)
      if (!out.ok) return out
      await house.targets.listingsChanged()
      snapshots.changed()
      return ok(null)
    },
    async refreshList({ signIn, account }, { signal }) {
      const found = await house.targets.findSignIn(signIn)
      if (!found.ok) return found
      const one = account === undefined ? undefined : { id: account, name: account }
      const listed = await house.targets.listPortal(found.value.id, { refresh: true, account: one, signal })
      return listed.ok ? ok(null) : listed
    },
    async addKey({ signIn, accessKeyId, secretAccessKey, user, mfaSerial }) {
      const found = await house.targets.findSignIn(signIn)
      if (!found.ok) return found
      const added = await recorded.addKey(found.value.id, {
        accessKeyId,
        secretAccessKey: new Secret(secretAccessKey),
        ...(user === undefined ? {} : { user }),
        ...(mfaSerial === undefined ? {} : { mfaSerial }),
      })
      snapshots.changed()
      return added.ok ? ok({ notices: house.notices() }) : added
    },
    async rotateKey({ signIn, deleteOld }, { ask, signal }) {
      const found = await house.targets.findSignIn(signIn)
      if (!found.ok) return found
      const rotated = await recorded.rotateKey(found.value.id, { ask, signal, deleteOld })
      snapshots.changed()
      if (!rotated.ok) return rotated
      const { accessKeyId, old, notices } = rotated.value
      return ok({ accessKeyId, old, notices })
    },
    async removeKey({ signIn }) {
      const found = await house.targets.findSignIn(signIn)
      if (!found.ok) return found
      const stopped = await house.book.stopSignIn(found.value.id)
      if (!stopped.ok) return stopped
      const removed = await recorded.removeKey(found.value.id)
      snapshots.changed()
      return removed.ok ? ok(null) : removed
    },
  }
}

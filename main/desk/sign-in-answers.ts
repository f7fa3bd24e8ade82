// The desk's answers about roots of trust: sign in and out, read a portal's list, keep or forget a key.
import type { Answers } from '../../shared/contract.ts'
import type { deskContract } from '../../shared/desk-contract.ts'
import { failed, ok } from '../../shared/result.ts'
import type { House } from '../house.ts'
import { Secret } from '../secret.ts'
import { recordSignIns } from '../sessions/record-sign-ins.ts'
import type { DeskCaller } from './caller.ts'
import type { Snapshots } from './snapshots.ts'

type SignInAnswers = Pick<
  Answers<typeof deskContract, DeskCaller>,
  'signIn' | 'signOut' | 'refreshList' | 'addKey' | 'rotateKey' | 'removeKey' | 'signInFacts' | 'testSignIn'
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
    async signInFacts({ signIn }) {
      const found = await house.targets.findSignIn(signIn)
      if (!found.ok) return found
      const { id } = found.value
      const facts = await house.signIns.keyFacts(id)
      if (!facts.ok) return facts
      const { accessKeyId, addedAt, keys, lastUsed, devices, groups, failure } = facts.value
      const iso = (at: number): string => new Date(at).toISOString()
      const createdAt = keys?.find(key => key.accessKeyId === accessKeyId)?.createdAt ?? null
      const other = keys?.find(key => key.accessKeyId !== accessKeyId)
      const estate = await house.catalogs.estate()
      const ofSignIn = estate.ok
        ? [...estate.value.groups.values()].filter(group => group.signIn === id).map(({ name }) => name)
        : []
      return ok({
        accessKeyId,
        addedAt: iso(addedAt),
        createdAt: createdAt === null ? null : iso(createdAt),
        lastUsed: lastUsed && { at: iso(lastUsed.at), service: lastUsed.service },
        other: other ? { accessKeyId: other.accessKeyId, active: other.status === 'Active' } : null,
        devices,
        groups: groups && {
          member: groups,
          other: ofSignIn.filter(name => !groups.includes(name)),
        },
        failure,
      })
    },
    async testSignIn({ signIn }, { ask, signal }) {
      const found = await house.targets.findSignIn(signIn)
      if (!found.ok) return found
      const { id, kind } = found.value
      if (kind !== 'profile' && kind !== 'command')
        return failed({ kind: 'bad-input', path: id, message: 'Only a profile or a command is tested.' })
      // Signing in asks it anew, whatever it said a moment ago.
      const entered = await recorded.signIn(id, { flow: 'auto', ask, signal, openBrowser: false })
      if (!entered.ok) return entered
      const credentials = await house.signIns.source(id, { ask, signal })
      if (!credentials.ok) return credentials
      const caller = await house.aws.sts.callerIdentity(credentials.value, found.value.region, signal)
      if (!caller.ok) return caller
      const { expiresAt } = credentials.value
      return ok({
        arn: caller.value.arn,
        account: caller.value.account,
        expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
      })
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

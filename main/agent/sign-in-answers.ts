// The agent's answers about roots of trust: sign in and out, their state, and an IAM user's key.
import type { agentContract } from '../../shared/agent-contract.ts'
import type { Answers } from '../../shared/contract.ts'
import { type Failed, ok } from '../../shared/result.ts'
import type { House } from '../house.ts'
import { Secret } from '../secret.ts'
import { recordSignIns } from '../sessions/record-sign-ins.ts'
import type { AgentCaller } from './caller.ts'

type SignInAnswers = Pick<
  Answers<typeof agentContract, AgentCaller>,
  'signIn' | 'signOut' | 'signIns' | 'takesKey' | 'keysAdd' | 'keysRotate' | 'keysRemove'
>

export const signInAnswers = (house: House): SignInAnswers => {
  const { signIns, targets, book } = house
  const recorded = recordSignIns(house, 'cli')
  return {
    async signIn({ signIn: name, flow, mfaCode }, { ask, signal }) {
      const found = await targets.findSignIn(name)
      if (!found.ok) return found
      // The caller opens the page: it is the one whose browser and display are meant.
      const view = await recorded.signIn(found.value.id, {
        flow,
        ask,
        signal,
        openBrowser: false,
        ...(mfaCode === undefined ? {} : { mfaCode }),
      })
      if (!view.ok) return view
      const { signIn, kind, user, expiresAt } = view.value
      return ok({ signIn, kind, ...(user === null ? {} : { user }), expiresAt })
    },
    async signOut({ signIn: name, all }) {
      const states = await signIns.states()
      if (!states.ok) return states
      const only = all || name === undefined ? null : await targets.findSignIn(name)
      if (only && !only.ok) return only
      const wanted = states.value.filter(({ id, state }) => (only ? id === only.value.id : state !== 'out'))
      // One portal that cannot be reached must not keep the person in the others.
      let trouble: Failed | null = null
      for (const { id } of wanted) {
        const stopped = await book.stopSignIn(id)
        const out = await recorded.signOut(id)
        for (const result of [stopped, out]) if (!result.ok) trouble ??= result
      }
      await targets.listingsChanged()
      return trouble ?? ok({ signedOut: wanted.map(({ signIn }) => signIn) })
    },
    async signIns(_, { progress }) {
      await signIns.settlePortals(asked => progress(`Asking AWS whether ${asked.join(' and ')} goes on …`))
      const states = await signIns.states()
      if (!states.ok) return states
      return ok(
        states.value.map(({ signIn, catalog, kind, state, expiresAt }) => ({
          signIn,
          catalog,
          kind,
          state,
          ...(expiresAt === null ? {} : { expiresAt }),
        })),
      )
    },
    async takesKey({ signIn: name }) {
      const found = await targets.findSignIn(name)
      if (!found.ok) return found
      const takes = await signIns.takesKey(found.value.id)
      return takes.ok ? ok(null) : takes
    },
    async keysAdd({ signIn: name, accessKeyId, secretAccessKey, user, mfaSerial }) {
      const found = await targets.findSignIn(name)
      if (!found.ok) return found
      const added = await recorded.addKey(found.value.id, {
        accessKeyId,
        secretAccessKey: new Secret(secretAccessKey),
        ...(user === undefined ? {} : { user }),
        ...(mfaSerial === undefined ? {} : { mfaSerial }),
      })
      if (!added.ok) return added
      return ok({
        signIn: targets.nameOfSignIn(found.value.id),
        user: added.value.user,
        mfaSerial: added.value.mfaSerial,
        notices: house.notices(),
      })
    },
    async keysRotate({ signIn: name, deleteOld, mfaCode }, { ask, signal }) {
      const found = await targets.findSignIn(name)
      if (!found.ok) return found
      const rotated = await recorded.rotateKey(found.value.id, {
        ask,
        signal,
        deleteOld,
        ...(mfaCode === undefined ? {} : { mfaCode }),
      })
      return rotated.ok ? ok({ signIn: targets.nameOfSignIn(found.value.id), ...rotated.value }) : rotated
    },
    async keysRemove({ signIn: name }) {
      const found = await targets.findSignIn(name)
      if (!found.ok) return found
      const stopped = await book.stopSignIn(found.value.id)
      if (!stopped.ok) return stopped
      const removed = await recorded.removeKey(found.value.id)
      return removed.ok ? ok(null) : removed
    },
  }
}

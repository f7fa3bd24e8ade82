// Answers the desk contract: what the window may do, each a thin sentence over the rooms.
import type { DeskCall } from '../../shared/call-names.ts'
import type { Answers } from '../../shared/contract.ts'
import { deskContract } from '../../shared/desk-contract.ts'
import type { Prompt } from '../../shared/prompt.ts'
import { failed, ok } from '../../shared/result.ts'
import { passphraseFrom } from '../ask.ts'
import { openSecretInSpace } from '../delivery/open-space.ts'
import type { House } from '../house.ts'
import { viewRoute } from '../routes/route-view.ts'
import { type Serve, serve } from '../serve.ts'
import { activityAnswers } from './activity-answers.ts'
import { type DeskCaller, visitOf, type WindowHost } from './caller.ts'
import { catalogAnswers } from './catalog-answers.ts'
import { deliveryAnswers } from './delivery-answers.ts'
import { endAnswers } from './end-answers.ts'
import { fleetAnswers } from './fleet-answers.ts'
import { importAnswers } from './import-answers.ts'
import { personalAnswers } from './personal-answers.ts'
import { settingsAnswers } from './settings-answers.ts'
import { signInAnswers } from './sign-in-answers.ts'
import type { Snapshots } from './snapshots.ts'
import type { TargetLists } from './target-lists.ts'
import { createWorks } from './works.ts'

type DeskAnswers = Answers<typeof deskContract, DeskCaller>
type Some<K extends keyof DeskAnswers> = Pick<DeskAnswers, K>

const viewAnswers = (
  house: House,
  snapshots: Snapshots,
  lists: TargetLists,
): Some<'snapshot' | 'targets' | 'describe' | 'previewRoute'> => ({
  snapshot: async () => ok(await snapshots.take()),
  targets: () => lists.take(),
  describe: ({ target }) => house.targets.describe(target),
  async previewRoute({ target: id, probe }, caller) {
    if (!probe) {
      const route = await house.book.plan(id, {})
      return route.ok ? ok(viewRoute(route.value, house.targets.nameOfSignIn)) : route
    }
    const tried = await house.fleet.tryRoute(id, visitOf(caller))
    if (!tried.ok) return tried
    const { route, trial } = tried.value
    if (trial.failure) return failed(trial.failure)
    const causes = new Map(trial.hops.map(hop => [hop.step, hop.causes]))
    return ok({
      ...viewRoute(route, house.targets.nameOfSignIn, causes),
      refusal: trial.refusal,
    })
  },
})

/** What a window reads also without a person: when it opens, and after each change of what it shows. */
const reads: ReadonlySet<string> = new Set([
  'snapshot',
  'targets',
  'describe',
  'previewRoute',
  'signInFacts',
  'catalogDifference',
  'personal',
  'foundSources',
  'activity',
  'recents',
  'settingsFacts',
  'mfaCommands',
  'previewUndo',
] satisfies DeskCall[])

const noSpaceHere = 'No browser can be opened from here, so there is no space for it.'

const sessionAnswers = (
  house: House,
  host: WindowHost,
): Some<'startSession' | 'renewSession' | 'stopSession' | 'stopAll' | 'openConsole'> => ({
  async startSession({ target, ...wishes }, caller) {
    const opened = await house.book.open(target, { write: true, ...wishes }, visitOf(caller))
    return opened.ok ? ok({ session: opened.value.view, notices: opened.value.notices }) : opened
  },
  async renewSession({ target }, caller) {
    const live = await house.book.list()
    if (!live.ok) return live
    const before = live.value.find(session => session.target === target)
    // What it had it keeps: its profile and mode, or none.
    const { profile = null, mode = null } = before ?? {}
    const wishes = profile === null ? { write: false } : { write: true, profile, ...(mode && { mode }) }
    const opened = await house.book.open(target, { ...wishes, force: true }, visitOf(caller))
    return opened.ok ? ok({ session: opened.value.view, notices: opened.value.notices }) : opened
  },
  async stopSession({ target }) {
    const stopped = await house.book.stop(target)
    return stopped.ok ? ok(null) : stopped
  },
  async stopAll() {
    const stopped = await house.book.stopAll()
    return stopped.ok ? ok(null) : stopped
  },
  async openConsole({ target: id, in: place, ...places }, caller) {
    const target = await house.targets.find(id)
    if (!target.ok) return target
    const wish = { ...places, in: house.console.placeFor(place) }
    const address = await house.console.addressOf(target.value, wish, {}, visitOf(caller))
    if (!address.ok) return address
    const { url, expiresAt, notices, space } = address.value
    if (space !== null) {
      const opened = await openSecretInSpace(url, space, house.env)
      if (opened !== null) return ok({ open: null, expiresAt, notices: [...notices, ...opened.notices] })
    }
    const shown = house.console.showInWindow(target.value, wish, address.value)
    const elsewhere = space === null ? [] : [noSpaceHere]
    return ok({ open: shown ? null : host.open(url), expiresAt, notices: [...notices, ...elsewhere] })
  },
})

const ownAnswers = (house: House, snapshots: Snapshots): Some<'pin' | 'unpin' | 'lock' | 'unlock'> => {
  const recordLock = (what: 'lock' | 'unlock'): Promise<unknown> =>
    house.activity.append({ what, who: house.person, outcome: 'done', door: 'window' })
  return {
    async pin({ target: id, name }) {
      const target = await house.targets.find(id)
      if (!target.ok) return target
      const pinned = await house.targets.pin(id, name ?? target.value.account.key)
      return pinned.ok ? ok(null) : pinned
    },
    async unpin({ target: id }) {
      const target = await house.targets.find(id)
      if (!target.ok) return target
      const pin = target.value.personal.pin
      return pin === null ? ok(null) : house.targets.unpin(pin)
    },
    async lock() {
      await recordLock('lock')
      const locked = await house.vault.lock()
      snapshots.changed()
      return locked.ok ? ok(null) : locked
    },
    async unlock(_, { ask, signal }) {
      const unlocked = await house.vault.unlock(passphraseFrom(ask, signal))
      if (unlocked.ok) await recordLock('unlock')
      // Nothing could renew while the vault was locked.
      const resumed = unlocked.ok ? await house.book.resume() : unlocked
      snapshots.changed()
      return resumed.ok ? ok(null) : resumed
    },
  }
}

/** @param prompts the questions the windows show now. */
export const serveDesk = (
  house: House,
  snapshots: Snapshots,
  lists: TargetLists,
  host: WindowHost,
  prompts: () => readonly Prompt[],
): Serve<DeskCaller> => {
  const works = createWorks()
  const answers: DeskAnswers = {
    ...viewAnswers(house, snapshots, lists),
    ...sessionAnswers(house, host),
    ...deliveryAnswers(house, host),
    ...signInAnswers(house, snapshots),
    ...catalogAnswers(house, works),
    ...personalAnswers(house, snapshots),
    ...importAnswers(house, snapshots),
    ...fleetAnswers(house, works),
    ...activityAnswers(house),
    ...endAnswers(house, snapshots),
    ...ownAnswers(house, snapshots),
    ...settingsAnswers(house, snapshots, host),
    answerPrompt: ({ id, answer }) => Promise.resolve(house.prompts.answer(id, answer)),
    cancelWork({ work }) {
      works.cancel(work)
      return Promise.resolve(ok(null))
    },
    present: () => Promise.resolve(ok(null)),
    cancelPrompt: ({ id }) => Promise.resolve(house.prompts.cancel(id)),
    openSignInPage({ id }) {
      const prompt = prompts().find(open => open.id === id)
      if (prompt?.kind !== 'sign-in')
        return Promise.resolve(failed({ kind: 'cancelled', what: 'This sign-in no longer waits.' }))
      return Promise.resolve(ok({ open: host.open(prompt.url) }))
    },
  }
  const answer: Serve<DeskCaller> = serve(deskContract, answers, house.log.bug)
  return (name, input, caller) => {
    if (!reads.has(name)) house.uses.touch()
    return answer(name, input, caller)
  }
}

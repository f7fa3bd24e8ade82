// Answers the agent contract: thin sentences over the rooms, one per call.
import { agentContract } from '../../shared/agent-contract.ts'
import type { Answers } from '../../shared/contract.ts'
import { parseDuration } from '../../shared/duration.ts'
import { failed, ok } from '../../shared/result.ts'
import { passphraseFrom } from '../ask.ts'
import { namesIn } from '../catalog/known-names.ts'
import type { House } from '../house.ts'
import { viewRoute } from '../routes/route-view.ts'
import { type Serve, serve } from '../serve.ts'
import { endEverything } from '../sessions/end-everything.ts'
import { accessAnswers } from './access-answers.ts'
import { type AgentCaller, visitOf } from './caller.ts'
import { catalogAnswers } from './catalog-answers.ts'
import { exchangeAnswers } from './exchange-answers.ts'
import { fleetAnswers } from './fleet-answers.ts'
import { listTargetsFor } from './ls.ts'
import { signInAnswers } from './sign-in-answers.ts'
import { createVaultNews, sentenceOf, type VaultNews, withVaultNews } from './vault-news.ts'

type AgentAnswers = Answers<typeof agentContract, AgentCaller>

/** What only the process with the window can do. */
export type WindowDoor = {
  /** A fresh address of the window, or null where there is none. */
  open(): Promise<string | null>
  readonly present: () => boolean
}

/** What was in a vault that is lost can still be cut off, by whoever knows the roles. */
const lostSessions =
  'What it held can be neither listed nor signed out here, and ends by itself; switchyard activity --since 12h names the roles.'

const recordAnswers = (
  house: House,
  news: VaultNews,
): Pick<AgentAnswers, 'activity' | 'endEverything' | 'lock' | 'unlock' | 'doctor'> => ({
  async activity({ since, verify }) {
    const moment = since === undefined ? undefined : sinceMoment(since, house.clock.now())
    const rows = await house.activity.read(moment === undefined ? {} : { since: moment })
    if (!rows.ok) return rows
    if (!verify) return ok({ rows: rows.value, verified: null })
    const verified = await house.verifyActivity()
    return verified.ok
      ? ok({ rows: rows.value, verified: { ok: verified.value.ok, sentence: verified.value.sentence } })
      : verified
  },
  async lock() {
    const recorded = await house.activity.append({
      what: 'lock',
      who: house.person,
      outcome: 'done',
      door: 'cli',
    })
    if (!recorded.ok && recorded.failure.kind !== 'vault-locked') return recorded
    const locked = await house.vault.lock()
    return locked.ok ? ok(null) : locked
  },
  async unlock(_, { ask, signal }) {
    const unlocked = await house.vault.unlock(passphraseFrom(ask, signal))
    if (!unlocked.ok) return unlocked
    await house.activity.append({ what: 'unlock', who: house.person, outcome: 'done', door: 'cli' })
    // Nothing could renew while the vault was locked.
    const resumed = await house.book.resume()
    return resumed.ok ? ok(null) : resumed
  },
  async endEverything() {
    const ended = await endEverything(house, 'cli')
    const lost = news()
    return ok(
      lost === null
        ? ended
        : { ...ended, troubles: [...new Set([...ended.troubles, sentenceOf(lost), lostSessions])] },
    )
  },
  doctor: async () => ok(await house.doctor.check()),
})

/** `24h` counts back from now; anything else is a moment. */
const sinceMoment = (since: string, now: number): number => {
  const back = parseDuration(since)
  return back === null ? Date.parse(since) : now - back * 1_000
}

const targetAnswers = (
  house: House,
): Pick<AgentAnswers, 'ls' | 'names' | 'route' | 'sessions' | 'stop' | 'pin' | 'unpin'> => ({
  ls: (wish, caller) => listTargetsFor(house, wish, caller),
  async names({ kind }) {
    const estate = await house.catalogs.estate()
    return estate.ok ? ok(namesIn(estate.value, kind)) : estate
  },
  async route({ target: name, probe, seconds }, caller) {
    const target = await house.targets.find(name)
    if (!target.ok) return target
    if (!probe) {
      const route = await house.book.plan(target.value.id, { seconds })
      return route.ok ? ok(viewRoute(route.value, house.targets.nameOfSignIn)) : route
    }
    const tried = await house.fleet.tryRoute(target.value.id, visitOf(caller))
    if (!tried.ok) return tried
    const { route, trial } = tried.value
    if (trial.failure) return failed(trial.failure)
    const causes = new Map(trial.hops.map(hop => [hop.step, hop.causes]))
    return ok(viewRoute(route, house.targets.nameOfSignIn, causes))
  },
  sessions: () => house.book.list(),
  async stop({ target: name, all }) {
    if (all || name === undefined) return house.book.stopAll()
    const target = await house.targets.find(name)
    return target.ok ? house.book.stop(target.value.id) : target
  },
  async pin({ target: name, name: pin }) {
    const target = await house.targets.find(name)
    if (!target.ok) return target
    return house.targets.pin(target.value.id, pin ?? target.value.account.key)
  },
  async unpin({ name }) {
    const done = await house.targets.unpin(name)
    return done.ok ? ok(null) : done
  },
})

const profileAnswers = (house: House): Pick<AgentAnswers, 'profiles' | 'profilesUndo' | 'profilesClean'> => ({
  async profiles() {
    const owned = await house.profiles.list()
    if (!owned.ok) return owned
    return ok(
      owned.value.map(({ profile, mode, target, region, expiresAt, files }) => ({
        profile,
        mode,
        target: target ?? null,
        region: region || null,
        expiresAt: expiresAt === undefined ? null : new Date(expiresAt).toISOString().replace(/\.\d+Z$/, 'Z'),
        files,
      })),
    )
  },
  async profilesUndo({ steps }) {
    const undone = await house.profiles.undo(steps)
    if (!undone.ok) return undone
    await house.activity.append({
      what: 'profiles',
      who: house.person,
      outcome: 'done',
      door: 'cli',
      detail: `undo ${steps}`,
    })
    return ok({ restored: undone.value.changed, notices: undone.value.notices })
  },
  async profilesClean() {
    const swept = await house.book.sweep()
    if (!swept.ok) return swept
    const stale = await house.profiles.sweep()
    return stale.ok
      ? ok({ removed: [...new Set([...swept.value.removedProfiles, ...stale.value.profiles])] })
      : stale
  },
})

/** What a locked vault leaves: to see that it is locked, to end what lives, and to unlock. */
const whileLocked: ReadonlySet<string> = new Set([
  'status',
  'doctor',
  'stop',
  'endEverything',
  'lock',
  'unlock',
  'openWindow',
  'answerPrompt',
  'cancelPrompt',
] satisfies (keyof AgentAnswers)[])

/** @param window null in a process that has none. */
export const serveAgent = (house: House, window: WindowDoor | null): Serve<AgentCaller> => {
  const news = createVaultNews(house)
  const answers: AgentAnswers = {
    status: () =>
      Promise.resolve(
        ok({
          pid: process.pid,
          version: house.version,
          home: house.paths.home,
          window: window?.present() ?? false,
          locked: house.vault.locked(),
          notices: house.notices(),
        }),
      ),
    openWindow: async () => ok({ url: window ? await window.open() : null }),
    answerPrompt: ({ id, answer }) => Promise.resolve(house.prompts.answer(id, answer)),
    cancelPrompt: ({ id }) => Promise.resolve(house.prompts.cancel(id)),
    ...targetAnswers(house),
    ...accessAnswers(house),
    ...signInAnswers(house),
    ...profileAnswers(house),
    ...catalogAnswers(house),
    ...exchangeAnswers(house),
    ...fleetAnswers(house),
    ...recordAnswers(house, news),
  }
  const served: Serve<AgentCaller> = serve(agentContract, answers, house.log.bug)
  const answer = withVaultNews(house, news, new Set([...whileLocked, 'names']), served)
  return async (name, input, caller) =>
    house.vault.locked() && !whileLocked.has(name)
      ? failed({ kind: 'vault-locked' })
      : answer(name, input, caller)
}

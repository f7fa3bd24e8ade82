// Takes the whole of what the window shows, and tells the windows when it changed; many changes at once make one telling.

import { explain } from '../../shared/explain.ts'
import type { Failure } from '../../shared/failure.ts'
import type { Prompt } from '../../shared/prompt.ts'
import type { Result } from '../../shared/result.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { House } from '../house.ts'
import type { WindowHost } from './caller.ts'
import { createSessionNotices } from './session-notices.ts'
import { createSignInEnds } from './sign-in-ends.ts'

export interface Snapshots {
  take(): Promise<Snapshot>
  /** Something changed; the windows are told soon. `targets`: the list of targets too. */
  changed(what?: 'targets'): void
  targetsRevision(): number
  onChange(take: (snapshot: Snapshot, targets: boolean) => void): () => void
  close(): void
}

const whyNot = (result: Result<unknown>): Failure | null => (result.ok ? null : result.failure)

/** Long enough to gather the changes of one act, short enough not to be seen. */
const gatherMs = 30

export const createSnapshots = (
  house: House,
  host: WindowHost,
  prompts: () => readonly Prompt[],
): Snapshots => {
  const notices = createSessionNotices(house.clock)
  const watchers = new Set<(snapshot: Snapshot, targets: boolean) => void>()
  let revision = 0
  let targetsRevision = 1
  let timer: NodeJS.Timeout | undefined
  let targetsChanged = false

  const take = async (): Promise<Snapshot> => {
    const troubles: string[] = []
    /** A room that cannot answer leaves its part empty, and says why where people see it. */
    const orElse = <T>(result: Result<T>, empty: T): T => {
      if (result.ok) return result.value
      if (result.failure.kind !== 'vault-locked') {
        const { title, detail } = explain(result.failure)
        const sentence = `${title}. ${detail}`
        if (!troubles.includes(sentence)) troubles.push(sentence)
      }
      return empty
    }
    const [catalogs, estate, signIns, sessions, settings] = await Promise.all([
      house.catalogs.list(),
      house.catalogs.estate(),
      house.signIns.states(),
      house.book.list(),
      house.settings.read(),
    ])
    ends.follow(orElse(signIns, []))
    const { mfaCommands: _, ...inSight } = settings.settings
    const environments = estate.ok ? [...estate.value.environments] : []
    revision += 1
    return {
      revision,
      now: new Date(house.clock.now()).toISOString(),
      host: host.kind,
      version: house.version,
      demo: house.demo,
      locked: house.vault.locked(),
      terminal: house.terminals.available(),
      clipboard: host.kind === 'desktop' || house.clipboard.available(),
      catalogs: orElse(catalogs, []),
      environments: environments.map(([id, environment]) => ({
        catalog: id.slice(0, id.indexOf(':')),
        key: environment.key,
        color: environment.color,
        mfa: environment.mfa,
        reason: environment.reason,
        confirm: environment.confirm,
        maxDuration: environment.maxDuration,
      })),
      signIns: orElse(signIns, []),
      sessions: orElse(sessions, []),
      unread: { catalogs: whyNot(catalogs), signIns: whyNot(signIns), sessions: whyNot(sessions) },
      sessionNotices: notices.now(sessions.ok ? sessions.value : []),
      targetsRevision,
      prompts: prompts(),
      settings: inSight,
      notices: [...house.notices(), ...(host.notices?.() ?? []), ...troubles],
    }
  }

  const tell = async (): Promise<void> => {
    const targets = targetsChanged
    targetsChanged = false
    const snapshot = await take()
    for (const watcher of watchers) watcher(snapshot, targets)
  }

  const changed: Snapshots['changed'] = what => {
    if (what === 'targets') {
      targetsChanged = true
      targetsRevision += 1
    }
    if (watchers.size === 0 || timer) return
    timer = setTimeout(() => {
      timer = undefined
      tell().catch(house.log.bug)
    }, gatherMs)
  }
  const ends = createSignInEnds(house.clock, changed)
  const stopNotices = house.book.onNotice(notice => {
    notices.add(notice)
    changed()
  })

  return {
    take,
    changed,
    targetsRevision: () => targetsRevision,
    onChange(take) {
      watchers.add(take)
      return () => watchers.delete(take)
    },
    close() {
      stopNotices()
      ends.close()
      clearTimeout(timer)
      watchers.clear()
    },
  }
}

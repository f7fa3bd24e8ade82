// What the map says of living things: time left of sessions and sign-ins, and the looks of environments.
import { useCallback, useMemo } from 'react'
import { type Look, lookOf } from '../../../shared/environment-look.ts'
import type { SignInView } from '../../../shared/snapshot.ts'
import type { TargetRow } from '../../../shared/target-row.ts'
import { countdown, timeLeft } from '../../../shared/time-left.ts'
import { useSnapshot, useTargetRows, useTime } from '../../desk/hooks.ts'
import { percentLeft } from '../../time/countdown.ts'
import type { MapAccount } from './map-parts.ts'
import type { StopWords } from './map-routes.tsx'

export const useLooks = (catalog: string): ((account: MapAccount) => Look) => {
  // Environments come anew with every snapshot, and seldom differ.
  const colors = useSnapshot(snapshot =>
    JSON.stringify(
      snapshot.environments.filter(each => each.catalog === catalog).map(({ key, color }) => [key, color]),
    ),
  )
  return useMemo(() => {
    const known = new Map(JSON.parse(colors) as [string, Look | null][])
    return account => {
      const { environment } = account
      const own = account.rows[0]?.color
      if (own) return own
      const color = environment === null ? null : (known.get(environment) ?? null)
      return color ?? lookOf(environment, null)
    }
  }, [colors])
}

const pairs = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text
      .split('\n')
      .filter(Boolean)
      .map(line => line.split('\t') as [string, string]),
  )

/** What is left of a session. */
export type Live = { readonly words: string; readonly percent: number }

/** Accounts with a live session -> what is left of it. It changes about once a minute; a string is what `useTime` may compare. */
export const useLive = (rows: readonly TargetRow[]): ReadonlyMap<string, Live> => {
  // Rows say when a session ends; when it began, which its ring needs, is known of the session itself.
  const begun = useSnapshot(snapshot =>
    snapshot.sessions.map(({ target, startedAt }) => `${target}\t${startedAt}`).join('\n'),
  )
  const starts = useMemo(() => pairs(begun), [begun])
  const times = useTime(
    useCallback(
      (now: number) =>
        rows
          .flatMap(({ account, target, session }) => {
            if (!session) return []
            const percent = percentLeft(starts.get(target) ?? '', session.expiresAt, now)
            return [`${account.key}\t${percent} ${countdown(session.expiresAt, now)}`]
          })
          .join('\n'),
      [rows, starts],
    ),
  )
  return useMemo(
    () =>
      new Map(
        [...pairs(times)].map(([key, said]) => {
          const [percent = '', ...words] = said.split(' ')
          return [key, { percent: Number(percent), words: words.join(' ') }]
        }),
      ),
    [times],
  )
}

const kinds: { readonly [K in SignInView['kind']]: string } = {
  'iam-user': 'IAM user',
  'identity-center': 'Identity Center',
  profile: 'AWS profile',
  command: 'command',
}

const belowOf = (signIn: SignInView, now: number): string => {
  if (signIn.kind === 'profile' || signIn.kind === 'command') return 'asked when used'
  if (signIn.kind === 'iam-user' && signIn.hasKey === false) return 'no access key yet'
  if (signIn.state === 'out') return 'signed out'
  return signIn.expiresAt !== null && timeLeft(signIn.expiresAt, now) > 0
    ? `${countdown(signIn.expiresAt, now)} left`
    : 'signed in'
}

/** By the sign-in's name, as rows carry it. */
export const useStopWords = (): ReadonlyMap<string, StopWords> => {
  const rows = useTargetRows()
  const signIns = useSnapshot(snapshot => snapshot.signIns)
  const below = useTime(now => signIns.map(each => `${each.signIn}\t${belowOf(each, now)}`).join('\n'))
  return useMemo(() => {
    const words = pairs(below)
    const asks = new Set((rows ?? []).flatMap(row => (row.mfa && row.signIn ? [row.signIn] : [])))
    return new Map(
      signIns.map(each => [
        each.signIn,
        {
          above: `${kinds[each.kind]}${each.user ? ` ${each.user}` : ''}`,
          below: words.get(each.signIn) ?? '',
          live: each.state !== 'out' && each.hasKey !== false,
          mfa: asks.has(each.signIn),
        },
      ]),
    )
  }, [signIns, below, rows])
}

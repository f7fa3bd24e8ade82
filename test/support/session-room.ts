// Routes and sessions over the demo AWS, with the example catalog of an organization and all neighbors real.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createActivity } from '../../main/activity/record.ts'
import type { Ask } from '../../main/ask.ts'
import { type Aws, createAws } from '../../main/aws/aws.ts'
import { createCallerBook } from '../../main/callers.ts'
import { createCatalogStore } from '../../main/catalog/store.ts'
import type { DemoOptions } from '../../main/demo/demo.ts'
import type { OrganizationName } from '../../main/demo/description.ts'
import { withLock } from '../../main/disk/lock.ts'
import { createLog } from '../../main/log.ts'
import { createProfileFiles, type ProfileFiles } from '../../main/profiles/profile-files.ts'
import type { Travel } from '../../main/routes/journey.ts'
import { createTravel } from '../../main/routes/travel.ts'
import { Secret } from '../../main/secret.ts'
import { createSessionBook } from '../../main/sessions/session-book.ts'
import type { SessionBook } from '../../main/sessions/sessions.ts'
import { createSignIns } from '../../main/sign-ins/create-sign-ins.ts'
import type { SignIns } from '../../main/sign-ins/sign-ins.ts'
import { createSealer } from '../../main/vault/seal.ts'
import type { Vault } from '../../main/vault/vault.ts'
import type { ActivityRow } from '../../shared/activity.ts'
import type { Estate } from '../../shared/catalog.ts'
import { ok } from '../../shared/result.ts'
import { type OpenDemo, openDemo } from './demo.ts'
import { good, person } from './sign-in-room.ts'
import { type TempHome, tempHome } from './temp-home.ts'
import { openVault } from './temp-vault.ts'

/** What one process has. */
export type Process = {
  readonly aws: Aws
  readonly vault: Vault
  readonly signIns: SignIns
  readonly travel: Travel
  readonly book: SessionBook
  readonly profiles: ProfileFiles
}

export type SessionRoom = Process & {
  readonly opened: OpenDemo
  readonly home: TempHome
  readonly estate: Estate
  /** The same home as another process has it. */
  another(resident?: boolean): Process
  /** Puts a user's key of the demo into the vault. */
  addKey(signIn: string, user: string): Promise<void>
  /** How often the demo was asked for an operation since `clear`. */
  count(operation: string): number
  activity(): Promise<readonly ActivityRow[]>
}

export type RoomOptions = Partial<DemoOptions> & {
  readonly resident?: boolean
  readonly mfaSeconds?: number
  /** Changes the example's estate: another wish, a guard. */
  readonly change?: (estate: Estate) => Estate
}

export const openSessionRoom = async (
  organization: OrganizationName,
  { resident = true, mfaSeconds = 43_200, change = estate => estate, ...demoOptions }: RoomOptions = {},
): Promise<SessionRoom> => {
  const opened = await openDemo(organization, demoOptions)
  const { clock } = opened
  const home = await tempHome()
  await mkdir(join(home.folder, '.aws'), { mode: 0o700 })
  const env = { ...home.env, SWITCHYARD_ALLOW_ENDPOINTS: '1', AWS_ENDPOINT_URL: opened.url }
  const catalogs = createCatalogStore({ paths: home.paths, clock })
  const source = join(import.meta.dirname, '../../examples', organization, 'switchyard.yaml')
  good(await catalogs.add(source))
  const estate = change(good(await catalogs.estate()))
  const activity = createActivity({ path: home.paths.activity, clock, lock: withLock })
  const make = (lives: boolean): Process => {
    const aws = createAws({ env, clock, userAgent: 'switchyard/test' })
    const vault = openVault(home)
    const signIns = createSignIns({
      aws,
      vault,
      clock,
      estate: () => Promise.resolve(ok(estate)),
      openUrl: () => Promise.resolve(ok(null)),
      env,
      locks: home.paths.locks,
      mfaSeconds: () => mfaSeconds,
    })
    const travel = createTravel({
      aws,
      roots: signIns,
      vault,
      clock,
      locks: home.paths.locks,
      estate: () => estate,
      mfaSeconds: () => mfaSeconds,
    })
    const profiles = createProfileFiles({ paths: home.paths, sealer: createSealer(vault), clock })
    const book = createSessionBook({
      estate: () => estate,
      travel,
      signIns,
      vault,
      profiles,
      activity,
      clock,
      callers: createCallerBook(),
      log: createLog({ folder: home.paths.log, clock }),
      locks: home.paths.locks,
      processCommand: target => Promise.resolve(ok(`/opt/switchyard/helper ${target}`)),
      profileMode: () => 'keys',
      profileName: () => null,
      mfaSeconds: () => mfaSeconds,
      resident: lives,
      person: 'tester',
    })
    onTestFinished(async () => {
      await book.close()
      aws.close()
    })
    return { aws, vault, signIns, travel, book, profiles }
  }
  const first = make(resident)
  return {
    ...first,
    opened,
    home,
    estate,
    another: (lives = false) => make(lives),
    async addKey(signIn, user) {
      const { accessKeyId, secretAccessKey } = opened.keyOf(user)
      good(
        await first.signIns.addKey(`${organization}:${signIn}`, {
          accessKeyId,
          secretAccessKey: new Secret(secretAccessKey),
        }),
      )
    },
    count: operation => opened.demo.calls.list().filter(call => call.operation === operation).length,
    activity: async () => good(await activity.read()),
  }
}

/** Somebody with the user's phone at hand. */
export const withPhone = (room: SessionRoom, user: string) => person(() => room.opened.codeOf(user))

/** A visit through a door, by somebody who answers. */
export const visit = (ask: Ask, signal?: AbortSignal) =>
  ({ ask, door: 'cli', ...(signal ? { signal } : {}) }) as const

/** The example's estate with some targets changed. */
export const changeTargets =
  (change: (target: NonNullable<ReturnType<Estate['targets']['get']>>) => object) =>
  (estate: Estate): Estate => ({
    ...estate,
    targets: new Map([...estate.targets].map(([id, target]) => [id, { ...target, ...change(target) }])),
  })

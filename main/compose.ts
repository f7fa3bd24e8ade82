// Puts the rooms together: the only file that knows which adapter is in use.
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { ok, type Result } from '../shared/result.ts'
import type { Settings } from '../shared/settings.ts'
import { createHeadMark } from './activity/head-mark.ts'
import { createActivity } from './activity/record.ts'
import { verifyActivity } from './activity/verify.ts'
import { type Ask, passphraseFrom } from './ask.ts'
import { type AwsDeps, createAws } from './aws/aws.ts'
import { portalOf } from './catalog/portal-of.ts'
import { createCatalogStore } from './catalog/store.ts'
import { createClock, type MovableClock } from './clock.ts'
import { openBrowser } from './delivery/browser.ts'
import { createClipboard } from './delivery/clipboard.ts'
import { createConsoleBroker, type OpenConsoleWindow } from './delivery/console.ts'
import { createLauncher } from './delivery/launcher.ts'
import { createOpenConsoles } from './delivery/open-consoles.ts'
import { createTerminals } from './delivery/terminal.ts'
import { readDemoClock } from './demo/demo-clock.ts'
import { withLock } from './disk/lock.ts'
import { resolvePaths } from './disk/paths.ts'
import { ensureHome } from './disk/private-folder.ts'
import { createDoctor } from './doctor/doctor.ts'
import { createFleet } from './fleet/fleet.ts'
import type { DemoFacts, House } from './house.ts'
import { createLog } from './log.ts'
import { createProfileFiles } from './profiles/profile-files.ts'
import { createPromptBook, type PromptBook } from './prompt-book.ts'
import { createTravel } from './routes/travel.ts'
import { createSessionBook } from './sessions/session-book.ts'
import { createCurrentEstate, createTargets } from './sessions/target-list.ts'
import { openSettingsFile } from './settings-file.ts'
import { createSignIns } from './sign-ins/create-sign-ins.ts'
import { createUses } from './uses.ts'
import { createKeySource } from './vault/key-source.ts'
import { createSealer } from './vault/seal.ts'
import { createVault } from './vault/vault.ts'
import { version } from './version.ts'

export type HouseOptions = {
  readonly env: NodeJS.ProcessEnv
  /** This process goes on and renews by itself. */
  readonly resident: boolean
  /** Who types the vault's passphrase, where one is needed. */
  readonly ask: Ask
  readonly prompts?: PromptBook
  /** The demo's own clock; else the system's, or that of the demo whose home this is. */
  readonly clock?: MovableClock | undefined
  readonly demo?: DemoFacts | null
  /** The command line's bundle, which launchers of profiles run when no agent answers. */
  readonly cli: string
  /** The Node it runs on, where the installation brings one. */
  readonly node?: string | undefined
  readonly desktop: () => { readonly found: boolean; readonly detail: string }
  /** Windows of their own for consoles; only the desktop has them. */
  readonly openConsoleWindow?: OpenConsoleWindow
  /** The desktop's way to AWS, by the system's proxy and certificates; absent or null = Node's own. */
  readonly transport?: AwsDeps['transport']
}

/** The environment by which catalogs are fetched: the proxy of the settings takes the place of the variables'. */
const networkEnvironment = (
  env: NodeJS.ProcessEnv,
): { env: NodeJS.ProcessEnv; follow(now: Settings): void } => {
  const mine = { ...env }
  const variables = ['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy'] as const
  return {
    env: mine,
    follow({ proxy, proxyExcept }) {
      for (const variable of variables) {
        const value =
          proxy === null
            ? env[variable]
            : variable.startsWith('H') || variable.startsWith('h')
              ? proxy
              : proxyExcept
        if (value === undefined) delete mine[variable]
        else mine[variable] = value
      }
    },
  }
}

/** Composes the rooms of one home. Reads no network and no keychain. Fails when the home cannot be made. */
export const createHouse = async (options: HouseOptions): Promise<Result<House>> => {
  const { env, resident } = options
  const paths = resolvePaths(env)
  const home = await ensureHome(paths)
  if (!home.ok) return home
  const clock = options.clock ?? createClock(readDemoClock(paths.home))
  const prompts = options.prompts ?? createPromptBook()
  const log = createLog({ folder: paths.log, clock })
  const keySource = createKeySource({ env, home: paths.home, ask: passphraseFrom(options.ask) })
  if (!keySource.ok) return keySource
  const vault = createVault({ paths, keySource: keySource.value, clock, asksOnlyToUnlock: resident })
  const settings = await openSettingsFile(paths.settings, resident)
  const profiles = createProfileFiles({ paths, sealer: createSealer(vault, 'profile history'), clock })
  const mark = createHeadMark({ path: paths.activityHead, sealer: createSealer(vault, 'activity mark') })
  const activity = createActivity({ path: paths.activity, clock, lock: withLock, mark })
  const { transport } = options
  const network = networkEnvironment(env)
  network.follow(settings.now())
  const proxyWish = ({ proxy, proxyExcept }: Settings) => ({ proxy, except: proxyExcept })
  const proxy = proxyWish(settings.now())
  const aws = createAws({ env, clock, userAgent: `switchyard/${version}`, proxy, transport })
  let proxyNow = JSON.stringify(proxy)
  settings.onChange(now => {
    if (JSON.stringify(proxyWish(now)) === proxyNow) return
    proxyNow = JSON.stringify(proxyWish(now))
    network.follow(now)
    aws.followProxy(proxyWish(now))
  })

  const person = userInfo().username
  const recordCatalog = (detail: string): void =>
    void activity.append({
      what: 'catalog',
      who: userInfo().username,
      outcome: 'done',
      door: 'agent',
      detail,
    })
  const catalogs = createCatalogStore({
    paths,
    clock,
    env: network.env,
    worker: join(dirname(options.cli), 'catalog-worker.cjs'),
    onTaken: name => recordCatalog(`sync ${name}`),
    onHeld: name => recordCatalog(`hold ${name}`),
  })
  const estate = createCurrentEstate(catalogs)
  await estate.load()
  const mfaSeconds = (): number => settings.now().mfaSession
  const signIns = createSignIns({
    aws,
    vault,
    clock,
    estate: estate.load,
    openUrl: url => openBrowser(url, env),
    env,
    locks: paths.locks,
    mfaSeconds,
    onAccessChanged: (signIn, detail) =>
      void activity.append({ what: 'access', who: person, signIn, outcome: 'done', door: 'agent', detail }),
    mfaCommand: signIn => settings.now().mfaCommands[signIn] ?? null,
  })
  const travel = createTravel({
    aws,
    roots: signIns,
    vault,
    clock,
    locks: paths.locks,
    estate: estate.now,
    mfaSeconds,
  })
  // Inside Electron our own executable is a window, not a Node: the launcher then looks for one on the PATH.
  const node = options.node ?? (process.versions.electron ? 'node' : process.execPath)
  const launcher = createLauncher({ ...paths, env, node, cli: options.cli })
  const book = createSessionBook({
    estate: estate.now,
    travel,
    signIns,
    vault,
    profiles,
    activity,
    clock,
    callers: prompts.callers,
    log,
    locks: paths.locks,
    processCommand: launcher.command,
    profileMode: () => settings.now().profileMode,
    profileName: () => settings.now().profileName,
    mfaSeconds,
    resident,
    person,
  })
  const profileName = () => settings.now().profileName
  const targets = createTargets({ catalogs, signIns, book, estate, profileName })
  const console = createConsoleBroker({
    aws,
    book,
    startUrlOf: target => portalOf(estate.now(), target)?.startUrl ?? null,
    openWindow: options.openConsoleWindow ?? null,
    consoles: createOpenConsoles(paths.consoles, clock),
    settings: settings.now,
  })

  const clipboard = createClipboard(env, clock)

  return ok({
    env,
    paths,
    clock,
    log,
    version,
    resident,
    demo: options.demo ?? null,
    vault,
    settings,
    catalogs,
    aws,
    signIns,
    book,
    targets,
    fleet: createFleet({
      targets,
      book,
      activity,
      log,
      person,
      profiles,
      estate: estate.load,
      processCommand: launcher.command,
      profileMode: () => settings.now().profileMode,
      profileName: () => settings.now().profileName,
      userOf: async signIn => {
        const states = await signIns.states()
        return states.ok ? (states.value.find(({ id }) => id === signIn)?.user ?? null) : null
      },
    }),
    profiles,
    activity,
    verifyActivity: () => verifyActivity({ path: paths.activity, mark }),
    console,
    terminals: createTerminals({
      env,
      ...paths,
      node: process.versions.electron ? 'node' : process.execPath,
      cli: options.cli,
      chosen: () => settings.now().terminal,
    }),
    clipboard,
    doctor: createDoctor({
      env,
      paths,
      vault,
      profiles,
      aws,
      settingsProblem: settings.problem,
      desktop: options.desktop,
    }),
    prompts,
    uses: createUses(clock),
    commandLine: options.cli,
    person,
    notices: () => [...aws.notices(), ...[settings.problem() ?? [], vault.problem() ?? []].flat()],
    async close() {
      settings.close()
      catalogs.close()
      await clipboard.close()
      await book.close()
      aws.close()
    },
  })
}

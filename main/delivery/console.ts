// The console broker: turns a target into the address that signs a browser in, by the rules AWS has for each kind of credentials.
import type { Target } from '../../shared/catalog.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { Settings } from '../../shared/settings.ts'
import type { SpaceWish } from '../../shared/space.ts'
import type { Aws } from '../aws/aws.ts'
import { consoleDestination, portalShortcut } from '../aws/console-destination.ts'
import { partitionNamed } from '../aws/partition.ts'
import { Secret } from '../secret.ts'
import type { IssueWishes, SessionBook, Visit } from '../sessions/sessions.ts'
import { type OpenConsoles, severalInOne } from './open-consoles.ts'
import { spaceOf } from './space.ts'

export type ConsolePlace = Settings['consoleIn']

export type ConsoleWish = {
  readonly service?: string | undefined
  readonly path?: string | undefined
  readonly url?: string | undefined
  readonly region?: string | undefined
  /** `portal`: the access portal signs its own person in; no credentials leave the app. */
  readonly in: ConsolePlace
  /** The address is shown to a person: nobody knows where it will be opened. */
  readonly print?: boolean | undefined
}

/** A console that shall have a window of its own. */
export type ConsoleOpening = {
  readonly target: Target
  readonly address: ConsoleAddress
  /** Where its pages live: the console's and the sign-in's domains of the partition. */
  readonly domains: readonly string[]
}
/** Opens a console in a window of the desktop. */
export type OpenConsoleWindow = (opening: ConsoleOpening) => void

export type ConsoleAddress = {
  /** Whoever opens it within 15 minutes is the target. */
  readonly url: Secret
  /** ISO-8601 UTC. */
  readonly expiresAt: string
  readonly notices: readonly string[]
  /** The space it shall open in; null = wherever the person's browser opens it. */
  readonly space: SpaceWish | null
}

export interface ConsoleBroker {
  /** Where a console opens: as wished, else as set; a window only where there is a desktop. */
  placeFor(wished: ConsolePlace | undefined): ConsolePlace
  /** Fails as `issue` does, with bad-input for a place outside the console, console-refused when AWS refuses. */
  addressOf(
    target: Target,
    wish: ConsoleWish,
    answers: Omit<IssueWishes, 'delivery'>,
    visit: Visit,
  ): Promise<Result<ConsoleAddress>>
  /**
   * Shows the console in a window of its own where the wish and this machine allow it; false where the caller has to
   * hand the address to a browser.
   */
  showInWindow(target: Target, wish: Pick<ConsoleWish, 'in'>, address: ConsoleAddress): boolean
}

export type ConsoleBrokerDeps = {
  readonly aws: Aws
  readonly book: SessionBook
  /** The start URL of the portal a permission set is reached from, else null. */
  readonly startUrlOf: (target: Target) => string | null
  /** The desktop's windows; null where there is none. */
  readonly openWindow: OpenConsoleWindow | null
  readonly consoles: OpenConsoles
  readonly settings: () => Pick<Settings, 'consoleIn' | 'severalConsoles' | 'spaceBrowser' | 'spacePer'>
}

const desktopOnly = 'Isolated console windows need the desktop app; the browser is used instead.'

/** Ends the browser's console sessions and goes on to `next`: what AWS's own page leads to when it says to log out first. */
const signOutFirst = (next: Secret): Secret => {
  const { origin } = new URL(next.reveal())
  return new Secret(`${origin}/oauth?Action=logout&redirect_uri=${encodeURIComponent(next.reveal())}`)
}

export const createConsoleBroker = ({
  aws,
  book,
  startUrlOf,
  openWindow,
  consoles,
  settings,
}: ConsoleBrokerDeps): ConsoleBroker => ({
  placeFor(wished) {
    const usual = wished ?? settings().consoleIn
    return wished === undefined && usual === 'window' && openWindow === null ? 'browser' : usual
  },
  showInWindow(target, wish, address) {
    if (wish.in !== 'window' || openWindow === null) return false
    const { console, signIn } = partitionNamed(target.partition)
    openWindow({ target, address, domains: [console, signIn] })
    return true
  },
  async addressOf(target, wish, answers, visit) {
    const region = wish.region ?? target.region
    const destination = consoleDestination({
      partition: target.partition,
      region,
      service: wish.service ?? null,
      path: wish.path ?? null,
      url: wish.url ?? null,
    })
    if (!destination.ok) return destination
    const issued = await book.issue(target.id, { ...answers, delivery: 'console' }, visit)
    if (!issued.ok) return issued
    const { view, credentials } = issued.value
    const windowless = wish.in === 'window' && openWindow === null
    const notices = [...issued.value.notices, ...(windowless ? [desktopOnly] : [])]
    const { severalConsoles, spaceBrowser, spacePer } = settings()
    const space = wish.in === 'container' ? { space: spaceOf(target, spacePer), browser: spaceBrowser } : null
    const shared = wish.print !== true && (wish.in !== 'window' || windowless)
    const place = space === null ? 'browser' : space.space.directory
    /** What the browser has open already decides what is said, and whether it is signed out first. */
    const finish = async (url: Secret, mayReplace: boolean): Promise<Result<ConsoleAddress>> => {
      const { expiresAt } = view
      if (!shared) return ok({ url, expiresAt, notices, space })
      const rule = severalConsoles === 'replace' && !mayReplace ? 'warn' : severalConsoles
      const several = severalInOne(await consoles.others(place, target.id), rule, space !== null)
      if (several.signOutFirst) await consoles.cleared(place)
      await consoles.note({ target: target.id, place, expiresAt })
      return ok({
        url: several.signOutFirst ? signOutFirst(url) : url,
        expiresAt,
        notices: [...notices, ...several.notices],
        space,
      })
    }

    const startUrl = wish.in === 'portal' ? startUrlOf(target) : null
    if (startUrl !== null) {
      const url = portalShortcut({
        startUrl,
        account: target.account.id,
        role: target.role,
        destination: destination.value,
      })
      // The portal signs in by itself, and AWS leads back to no other site than its own.
      return finish(new Secret(url), false)
    }
    // Console federation (IAM User Guide, "Enabling custom identity broker access"): SessionDuration must be left out
    // for a role taken from a role, and the console then lasts as long as the credentials. It is left out for all, so
    // that a console never outlives the session a person can see and stop.
    const link = await aws.console.signInUrl(credentials, {
      region,
      destination: destination.value,
      sessionSeconds: null,
      issuer: null,
    })
    if (!link.ok) {
      return link.failure.kind === 'aws-refused'
        ? {
            ok: false,
            failure: { kind: 'console-refused', target: target.id, said: link.failure.awsMessage },
          }
        : link
    }
    return finish(link.value.url, true)
  },
})

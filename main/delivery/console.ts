// The console broker: turns a target into the address that signs a browser in, by the rules AWS has for each kind of credentials.
import type { Target } from '../../shared/catalog.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { Aws } from '../aws/aws.ts'
import { consoleDestination, portalShortcut } from '../aws/console-destination.ts'
import { partitionNamed } from '../aws/partition.ts'
import { Secret } from '../secret.ts'
import type { IssueWishes, SessionBook, Visit } from '../sessions/sessions.ts'

export type ConsoleWish = {
  readonly service?: string | undefined
  readonly path?: string | undefined
  readonly url?: string | undefined
  readonly region?: string | undefined
  /** `portal`: the access portal signs its own person in; no credentials leave the app. */
  readonly in: 'browser' | 'window' | 'container' | 'portal'
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
}

export interface ConsoleBroker {
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
}

const desktopOnly = 'Isolated console windows need the desktop app; the browser is used instead.'
const containersLater = 'Browser containers are not supported yet; the browser is used instead.'

export const createConsoleBroker = ({
  aws,
  book,
  startUrlOf,
  openWindow,
}: ConsoleBrokerDeps): ConsoleBroker => ({
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
    const elsewhere =
      wish.in === 'window' && openWindow === null
        ? [desktopOnly]
        : wish.in === 'container'
          ? [containersLater]
          : []
    const notices = [...issued.value.notices, ...elsewhere]

    const startUrl = wish.in === 'portal' ? startUrlOf(target) : null
    if (startUrl !== null) {
      const url = portalShortcut({
        startUrl,
        account: target.account.id,
        role: target.role,
        destination: destination.value,
      })
      return ok({ url: new Secret(url), expiresAt: view.expiresAt, notices })
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
    return ok({ url: link.value.url, expiresAt: view.expiresAt, notices })
  },
})

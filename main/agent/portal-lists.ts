// Reads the lists of the portals that are signed in, and says what came and went with them; what cannot be read leaves a notice.
import type { AccountId } from '../../shared/names.ts'
import { accessSentence, type PortalAccess, unreadSentence } from '../../shared/portal-access.ts'
import type { SignInView } from '../../shared/snapshot.ts'
import type { House } from '../house.ts'
import type { AgentCaller } from './caller.ts'

export type OneAccount = { readonly id: AccountId; readonly name: string }

export type ListsWish = {
  /** False: only a list that was never complete is read. */
  readonly refresh: boolean
  /** Only this one is read again. */
  readonly account: OneAccount | null
  /** The portals that are meant; all, where it is not given. */
  readonly only?: (portal: SignInView) => boolean
}

export type ListsRead = {
  readonly notices: readonly string[]
  /** Of the portals that were meant: what they grant, by their names. `change` is there only when it is of now. */
  readonly portals: readonly (PortalAccess & { readonly signIn: string; readonly catalog: string })[]
}

/** Never an empty answer in place of what is known: what fails is told, and so is what a person gained and lost. */
export const readLists = async (
  house: House,
  { refresh, account, only = () => true }: ListsWish,
  { progress, signal }: AgentCaller,
): Promise<ListsRead> => {
  const states = await house.signIns.states()
  if (!states.ok) return { notices: [], portals: [] }
  const began = house.clock.now()
  const notices: string[] = []
  for (const view of states.value) {
    const { id, signIn, kind, state } = view
    if (kind !== 'identity-center' || state === 'out' || !only(view)) continue
    const listed = await house.targets.listPortal(id, {
      refresh,
      account: account ?? undefined,
      onProgress: ({ accounts, of }) =>
        progress(`${signIn}: ${accounts}${of === null ? '' : ` of ${of}`} accounts`),
      signal,
    })
    if (!listed.ok) notices.push(`The list of ${signIn} could not be completed; what is known is shown.`)
    else if (refresh && listed.value.unread.length > 0)
      notices.push(`${signIn}: ${unreadSentence(listed.value.unread)}`)
  }
  const after = await house.signIns.states()
  const portals = (after.ok ? after.value : []).flatMap(view => {
    const { access, signIn, catalog } = view
    if (access === null || !only(view)) return []
    const change = access.change !== null && Date.parse(access.change.at) >= began ? access.change : null
    if (change !== null) notices.push(`${signIn}: ${accessSentence(change)} (since ${change.since}).`)
    return [{ signIn, catalog, ...access, change }]
  })
  return { notices, portals }
}

/** At AWS's pace a list of as many accounts takes some seconds: nobody minds them who asks what is new. */
const quickly = 100

/**
 * Reads the portals of a catalog (null: of all) again, as far as that is quick, and says of a longer list how it is read.
 * Where no portal is, the vault stays shut.
 */
export const syncPortals = async (
  house: House,
  catalog: string | null,
  caller: AgentCaller,
): Promise<ListsRead> => {
  const none: ListsRead = { notices: [], portals: [] }
  const meant = (one: { readonly kind: string; readonly catalog: string }): boolean =>
    one.kind === 'identity-center' && (catalog === null || one.catalog === catalog)
  const estate = await house.catalogs.estate()
  if (!estate.ok || ![...estate.value.signIns.values()].some(meant)) return none
  const states = await house.signIns.states()
  if (!states.ok) return none
  const known = states.value.filter(view => meant(view) && view.state !== 'out' && view.access !== null)
  const short = new Set(
    known.filter(({ access }) => access && access.accounts <= quickly).map(({ id }) => id),
  )
  const read = await readLists(
    house,
    { refresh: true, account: null, only: ({ id }) => short.has(id) },
    caller,
  )
  const long = known.filter(({ id }) => !short.has(id))
  return {
    notices: [
      ...read.notices,
      ...long.map(
        ({ signIn, access }) =>
          `${signIn}: its list of ${access?.accounts.toLocaleString('en')} accounts is of ${access?.listedAt}; switchyard ls --refresh reads it again.`,
      ),
    ],
    portals: [
      ...read.portals,
      ...long.flatMap(({ signIn, catalog: of, access }) =>
        access ? [{ signIn, catalog: of, ...access, change: null }] : [],
      ),
    ],
  }
}

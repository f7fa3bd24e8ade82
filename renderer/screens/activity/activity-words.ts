// How a row of the record is spoken of: what was done in one bold word or two, to what, and what is worth knowing beside it.
import type { ActivityKind, ActivityRow } from '../../../shared/activity.ts'
import { splitTargetId } from '../../../shared/names.ts'
import type { IconName } from '../../parts/icon.tsx'
import { refusalInWords } from './detail-words.ts'

type Words = { readonly verb: string; readonly about: string }

const done: { readonly [K in ActivityKind]: string } = {
  'sign-in': 'Signed in',
  'sign-out': 'Signed out',
  'session-start': 'Assumed',
  'session-renew': 'Renewed',
  'session-stop': 'Stopped',
  console: 'Console',
  delivery: 'Delivered',
  refusal: 'Refused',
  keys: 'Access key',
  lock: 'Locked',
  unlock: 'Unlocked',
  catalog: 'Catalog',
  access: 'Access changed',
  profiles: 'Profiles',
  check: 'Checked',
}

/** What the filter calls a kind. */
export const kindWords: { readonly [K in ActivityKind]: string } = {
  ...done,
  'sign-in': 'Sign-ins',
  'sign-out': 'Sign-outs',
  'session-start': 'Sessions started',
  'session-renew': 'Renewals',
  'session-stop': 'Sessions stopped',
  console: 'Consoles',
  delivery: 'Deliveries',
  refusal: 'Refusals',
  keys: 'Access keys',
  lock: 'Locks',
  unlock: 'Unlocks',
  catalog: 'Catalogs',
  access: 'Access',
  check: 'Checks',
}

export const kindIcons: { readonly [K in ActivityKind]: IconName } = {
  'sign-in': 'sign-ins',
  'sign-out': 'sign-ins',
  'session-start': 'play',
  'session-renew': 'refresh',
  'session-stop': 'stop',
  console: 'console',
  delivery: 'copy',
  refusal: 'alert',
  keys: 'sign-ins',
  lock: 'lock',
  unlock: 'lock',
  catalog: 'catalogs',
  access: 'sign-ins',
  profiles: 'file',
  check: 'check',
}

const outcomes = { done: '', refused: ', refused', failed: ', failed', cancelled: ', cancelled' } as const

const nameOf = (target: string): string => {
  const parts = splitTargetId(target)
  return parts ? `${parts.account} / ${parts.role}` : target
}

/** What was done with a catalog, by the first word of the record's detail; its name follows there. */
const catalogActs: Readonly<Record<string, readonly [verb: string, about: string]>> = {
  add: ['Added', 'the catalog'],
  sync: ['Updated', 'the catalog'],
  approve: ['Approved', 'the update of'],
  keep: ['Kept', 'the old copy of'],
  hold: ['Update held', 'for'],
  remove: ['Removed', 'the catalog'],
}
const readCatalogAct = ({ what, detail = '' }: ActivityRow): { act: string; name: string } | null => {
  const [act = '', name = ''] = detail.split(' ')
  return what === 'catalog' && Object.hasOwn(catalogActs, act) && name !== '' ? { act, name } : null
}

/** "undo 2" of the AWS files: said whole in the first line. */
const readProfileAct = ({ what, detail = '' }: ActivityRow): Words | null => {
  const [, act, count] = /^(undo|redo) (\d+)$/.exec(detail) ?? []
  if (what !== 'profiles' || act === undefined) return null
  const about = count === '1' ? 'a change of the AWS files' : `${count} changes of the AWS files`
  return { verb: act === 'undo' ? 'Took back' : 'Made again', about }
}

/** Many routes in one row: what was chosen, and what came of it behind the last colon of the record's detail. */
const readCheck = ({ what, target, detail = '' }: ActivityRow): { chosen: string; found: string } | null => {
  const at = detail.lastIndexOf(': ')
  return what !== 'check' || target !== undefined || at < 0
    ? null
    : { chosen: detail.slice(0, at), found: detail.slice(at + 2) }
}

/** The catalog whose update was held back, to be reviewed. */
export const heldCatalog = (row: ActivityRow): string | null => {
  const read = readCatalogAct(row)
  return read?.act === 'hold' ? read.name : null
}

/** "**Assumed** acme / acme-production". */
export const wordsOf = (row: ActivityRow): Words => {
  const catalog = readCatalogAct(row)
  if (catalog) {
    const [verb = '', about = ''] = catalogActs[catalog.act] ?? []
    return { verb, about: `${about} ${catalog.name}` }
  }
  const profiles = readProfileAct(row)
  if (profiles) return profiles
  const check = readCheck(row)
  if (check) return { verb: done.check, about: `${check.chosen}${outcomes[row.outcome]}` }
  const verb =
    row.breakGlass && row.what === 'session-start'
      ? 'Break-glass'
      : row.what === 'refusal' && row.outcome === 'cancelled'
        ? 'Cancelled'
        : done[row.what]
  const whom = row.what === 'sign-in' || row.what === 'sign-out' ? ` as ${row.who}` : ''
  const about = row.target
    ? nameOf(row.target)
    : row.signIn
      ? `${row.signIn.split(':')[1] ?? row.signIn}${whom}`
      : ''
  const outcome = row.what === 'refusal' ? '' : outcomes[row.outcome]
  return { verb, about: `${about}${outcome}` }
}

const detailOf = (row: ActivityRow): string | null => {
  const { detail, what, outcome } = row
  if (detail === undefined || detail === outcome || readCatalogAct(row) || readProfileAct(row)) return null
  if (what === 'refusal') return refusalInWords(detail)
  return readCheck(row)?.found ?? (what === 'check' ? refusalInWords(detail) : detail)
}

/** What stands below, its parts in the order of their weight; never nothing. */
export const partsOf = (row: ActivityRow): readonly string[] => {
  const parts = [
    row.reason ? `“${row.reason}”` : null,
    detailOf(row),
    heldCatalog(row) === null ? null : 'its steering changes wait for approval',
    row.sessionName ? `session ${row.sessionName}` : null,
    row.route?.replaceAll(' -> ', ' → ') ?? null,
    row.door === 'window' ? null : row.door === 'cli' ? 'by the command line' : 'by the agent',
  ].filter(part => part !== null)
  return parts.length > 0 ? parts : ['in the window']
}

/**
 * Where CloudTrail shows what was done with these keys. Its event history is of one region and is looked up by the
 * access key's id (CloudTrail user guide, "Viewing CloudTrail events"). The console opens as whoever is signed in there.
 */
export const cloudTrailUrl = (row: ActivityRow): string | null =>
  row.accessKeyId === undefined
    ? null
    : `https://console.aws.amazon.com/cloudtrailv2/home#/events?AccessKeyId=${encodeURIComponent(row.accessKeyId)}`

// Reads `switchyard://` links. Anybody can write one, so it names a place and an act and nothing more; a person confirms it.
import type { TargetId } from '../../shared/names.ts'

export const linkScheme = 'switchyard'

export type DeepLink = {
  readonly act: 'assume' | 'console' | 'target'
  /** As it was written: a target's id, a pin or a short name, for the rooms to find. */
  readonly target: TargetId
  /** Only of `console`. */
  readonly service: string | null
  readonly region: string | null
}

const acts = ['assume', 'console', 'target'] as const
const longest = 600
/** A target is a name, never an option or a path of the machine: the signs of `catalog:account/Role` and `@pin`. */
const targetPattern = /^[\p{L}\p{N}@][\p{L}\p{N}@:/+=,._ -]{1,299}$/u
const servicePattern = /^[a-z0-9][a-z0-9-]{0,59}$/
const regionPattern = /^[a-z]{2}[a-z0-9-]{3,30}$/

/** `switchyard://assume/acme/acme-production`, `switchyard://console/…?service=s3&region=…`; null for anything else. */
export const readDeepLink = (text: string): DeepLink | null => {
  const url = text.length <= longest && URL.canParse(text) ? new URL(text) : null
  if (url?.protocol !== `${linkScheme}:` || url.username !== '' || url.password !== '' || url.port !== '')
    return null
  const act = acts.find(name => name === url.host)
  const target = decode(url.pathname.replace(/^\/+/, '').replace(/\/+$/, ''))
  if (act === undefined || target === null || !targetPattern.test(target) || url.hash !== '') return null
  const names = [...url.searchParams.keys()]
  const allowed = act === 'console' ? ['service', 'region'] : []
  if (names.some(name => !allowed.includes(name)) || new Set(names).size !== names.length) return null
  const service = url.searchParams.get('service')
  const region = url.searchParams.get('region')
  if (service !== null && !servicePattern.test(service)) return null
  if (region !== null && !regionPattern.test(region)) return null
  return { act, target, service, region }
}

/** The link among a program's arguments: that is how Windows and Linux hand it over. */
export const linkAmong = (argv: readonly string[]): string | null =>
  argv.find(word => word.toLowerCase().startsWith(`${linkScheme}://`)) ?? null

const decode = (text: string): string | null => {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

// Reads the address of an access portal as people paste it: with or without https, with the page's own `#/` behind it.
import { keyPattern } from '../../shared/names.ts'

export type PortalAddress = {
  readonly startUrl: string
  /** Where the address says it; null = the person has to. */
  readonly region: string | null
  /** What the sign-in may be called. */
  readonly key: string
}

/** Hosts whose first part is an id or a word of AWS's own, and no name. */
const unnamed = /^(start|identitycenter|portal|ssoins-.*|d-[0-9a-f]{10})$/

/** null when it is no https address. */
export const readPortalAddress = (text: string): PortalAddress | null => {
  const said = text.trim()
  let url: URL
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(said) ? said : `https://${said}`)
  } catch {
    return null
  }
  const { hostname, pathname } = url
  if (url.protocol !== 'https:' || !hostname.includes('.') || url.username || url.password) return null
  const path = pathname.replace(/\/+$/, '')
  // A portal of awsapps.com is at /start; people often have only its name.
  const whole = path === '' && hostname.endsWith('.awsapps.com') ? '/start' : path
  const name = hostname.split('.')[0] ?? ''
  return {
    startUrl: `https://${url.host}${whole}`,
    region: /\.((?:[a-z]{2}|us-gov|us-iso[a-z]?)-[a-z]+-\d)\./.exec(hostname)?.[1] ?? null,
    key: unnamed.test(name) || !keyPattern.test(name) ? 'portal' : name,
  }
}

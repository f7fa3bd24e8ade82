// Where a console window may go: the console and the sign-in of its own partition, and the host its link came from.

export type ConsoleHosts = {
  /** Domains of the partition: `console.aws.amazon.com`, `signin.aws.amazon.com`. */
  readonly domains: readonly string[]
  /** The origin of the link that signs in: AWS's own, or the demo's. */
  readonly origin: string
}

/** True for a page that the window may show itself. */
export const staysInConsole = ({ domains, origin }: ConsoleHosts, address: string): boolean => {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null || url.username !== '' || url.password !== '') return false
  if (url.origin === origin) return true
  if (url.protocol !== 'https:' || url.port !== '') return false
  // With multi-session the host is `123456789012-abcdefgh.eu-west-1.console.aws.amazon.com`.
  return domains.some(domain => url.hostname === domain || url.hostname.endsWith(`.${domain}`))
}

/** True for a page that may be handed to the person's own browser: documentation, a dashboard; https and nothing else. */
export const opensElsewhere = (address: string): boolean => {
  const url = URL.canParse(address) ? new URL(address) : null
  return url?.protocol === 'https:' && url.username === '' && url.password === ''
}

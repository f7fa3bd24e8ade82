// Says how AWS is reached and who says so: proxy, certificates, endpoints; pure.
import type { FactInForce } from '../../shared/settings-facts.ts'
import { type AwsSettings, endpointsAllowed, endpointsNamed } from './aws-settings.ts'

export type NetworkFound = {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly settings: AwsSettings
  /** The desktop's way: by the system's proxy and certificates. */
  readonly system: boolean
}

/** An address without a name and password in it. */
const bare = (address: string): string => {
  if (!URL.canParse(address)) return address.replace(/^([^/]*\/\/)?[^@/]*@/, '$1')
  const { protocol, host, pathname } = new URL(address)
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`
}

const proxyFacts = ({ settings, system }: NetworkFound): readonly FactInForce[] => {
  const { proxy, proxyFrom, proxyProblem } = settings
  if (proxyProblem !== null) return [{ name: 'Proxy', value: 'None', from: proxyProblem }]
  if (proxy === null)
    return [
      system
        ? { name: 'Proxy', value: 'As the system says', from: 'Followed by itself.' }
        : { name: 'Proxy', value: 'None', from: 'Neither settings nor environment name one.' },
    ]
  const signsIn = proxy.url.username === '' ? '' : ', with a name and password'
  const who = (variable: string): string => (proxyFrom === 'settings' ? 'Set here' : `From ${variable}`)
  return [
    {
      name: 'Proxy',
      value: `${proxy.url.protocol}//${proxy.url.host}`,
      from: `${who(proxyFrom ?? '')}${signsIn}.`,
    },
    ...(proxy.except.length === 0
      ? []
      : [
          {
            name: 'Reached without it',
            value: proxy.except.join(', '),
            from: `${who('NO_PROXY')}.`,
          },
        ]),
  ]
}

const certificateFacts = ({ settings, system }: NetworkFound): readonly FactInForce[] => {
  const files = [
    [settings.caBundle, 'AWS_CA_BUNDLE'],
    [settings.extraCa, 'NODE_EXTRA_CA_CERTS'],
  ] as const
  const named = files.flatMap(([path, from]) =>
    path === null
      ? []
      : [{ name: 'Certificates', value: path, from: `From ${from}, beside the public roots.` }],
  )
  if (named.length > 0) return named
  return [
    system
      ? { name: 'Certificates', value: 'The system’s', from: 'Followed by themselves.' }
      : { name: 'Certificates', value: 'Public roots', from: 'As Node brings them.' },
  ]
}

const endpointFacts = ({ env }: NetworkFound): readonly FactInForce[] => {
  const named = endpointsNamed(env)
  if (named.length === 0) return [{ name: 'Endpoints', value: 'AWS’s own', from: 'Nothing replaces them.' }]
  if (!endpointsAllowed(env))
    return [
      {
        name: 'Endpoints',
        value: 'AWS’s own',
        from: `${variables(named)} is not followed without SWITCHYARD_ALLOW_ENDPOINTS=1.`,
      },
    ]
  const values = [...new Set(named.map(each => bare(each.value)))]
  return values.map(value => ({
    name: values.length === 1 ? 'Endpoints' : 'Endpoint',
    value,
    from: `From ${variables(named.filter(each => bare(each.value) === value))}.`,
  }))
}

/** `AWS_ENDPOINT_URL`, or that and how many more. */
const variables = (named: readonly { readonly variable: string }[]): string =>
  `${named[0]?.variable ?? ''}${named.length > 1 ? ` and ${named.length - 1} more` : ''}`

export const networkInForce = (found: NetworkFound): readonly FactInForce[] => [
  ...proxyFacts(found),
  ...certificateFacts(found),
  ...endpointFacts(found),
]

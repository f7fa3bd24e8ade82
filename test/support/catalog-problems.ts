// Writes small catalogs of which one part is wrong, and tells the problems found.
import { readCatalog } from '../../main/catalog/read-catalog.ts'

export type Parts = {
  readonly head?: string
  readonly environments?: string
  readonly signIns?: string
  readonly accounts?: string
  readonly roles?: string
}

const write = (parts: Parts = {}): string => `switchyard: 1
name: t
${parts.head ?? ''}
environments: ${parts.environments ?? '{ production: { mfa: required } }'}
signIns: ${parts.signIns ?? '{ ops: { kind: iam-user, account: ops, mfa: required }, bare: { kind: iam-user, account: ops }, portal: { kind: identity-center, startUrl: "https://x.awsapps.com/start", region: eu-west-1 } }'}
groups: { people: { signIn: ops } }
accounts: ${parts.accounts ?? '{ ops: { id: 100000000002 }, acme: { id: 100000000101, unit: Envs/Production, environment: production, tags: { client: acme } } }'}
roles:
${parts.roles ?? '  - { name: R, accounts: acme, from: ops }'}
`

export const problems = (parts: Parts): string[] => {
  const read = readCatalog(write(parts), 't')
  if (!read.ok)
    return read.failure.kind === 'catalog-invalid'
      ? read.failure.problems.map(one => `${one.path}: ${one.warning ? 'warning: ' : ''}${one.message}`)
      : []
  return read.value.warnings.map(one => `${one.path}: warning: ${one.message}`)
}
export const role = (text: string): string[] => problems({ roles: `  - { ${text} }` })

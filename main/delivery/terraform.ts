// Prints what Terraform needs to work as a target: its provider, an S3 backend, where state belongs; pure.
import type { Account, Target } from '../../shared/catalog.ts'

export type TerraformPlace = {
  readonly target: Target
  readonly profile: string
  readonly region: string
}
export type TerraformWish = {
  readonly provider: TerraformPlace
  readonly backend: TerraformPlace | null
  /** The component whose state it is; null = it is said when Terraform is initialized. */
  readonly component: string | null
}

/** HCL (Terraform, "Strings and templates"): quotes and backslashes are escaped, `${` and `%{` doubled so that they stay text. */
export const hclText = (text: string): string =>
  `"${text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replace(/[\r\n\t]+/g, ' ')
    .replaceAll('${', () => '$${')
    .replaceAll('%{', () => '%%{')}"`

const comment = (text: string): string => `# ${text.replace(/[\r\n]+/g, ' ')}`

/** Facts of the backend's account that people write for it, under whatever name is usual. */
const factOf = (account: Account, names: readonly string[]): string | null =>
  Object.entries(account.facts).find(([name]) =>
    names.includes(name.toLowerCase().replace(/[\s_]+/g, '-')),
  )?.[1] ?? null

/** The layout of state, as a path of words. An account can say its own, as the fact `state`. */
export const stateLayout = (backend: Account): readonly string[] => {
  const own = factOf(backend, ['state', 'state-layout'])
  return own !== null && /^[\w{}.-]+(\/[\w{}.-]+)+$/.test(own)
    ? own.split('/').map(word => word.replace(/[{}]/g, ''))
    : ['tenant', 'account', 'environment', 'component']
}

/** Where the bucket lies, whatever region is worked in: S3 refuses what is signed for another one. */
export const stateRegion = (backend: Target): string => {
  const own = factOf(backend.account, ['state-region', 'bucket-region'])
  return own !== null && /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(own) ? own : backend.region
}

/** What the words of the layout are for this target; a word that nothing says is left out, the component excepted. */
export const stateKey = ({ provider, backend, component }: TerraformWish): string | null => {
  if (backend === null) return null
  const { account } = provider.target
  const words: Readonly<Record<string, string | null>> = {
    tenant: account.tags.tenant ?? account.tags.client ?? null,
    account: account.key,
    environment: account.environment,
    unit: account.unit,
    region: provider.region,
    component: component ?? 'COMPONENT',
  }
  const parts = stateLayout(backend.target.account).map(word =>
    Object.hasOwn(words, word) ? (words[word] ?? null) : (account.tags[word] ?? null),
  )
  return `${parts.filter(part => part !== null && part !== '').join('/')}/terraform.tfstate`
}

const backendBlock = (wish: TerraformWish, backend: TerraformPlace): readonly string[] => {
  const { account } = backend.target
  const bucket = factOf(account, ['state-bucket', 'bucket'])
  const table = factOf(account, ['lock-table'])
  const key = stateKey(wish) ?? ''
  // A backend takes no variables (Terraform, "Backend configuration"): what is not known is said at `terraform init`.
  const later = [
    ...(bucket === null ? ['-backend-config="bucket=BUCKET"'] : []),
    ...(wish.component === null ? [`-backend-config=${hclText(`key=${key}`)}`] : []),
  ]
  return [
    'terraform {',
    comment(`State lies in ${account.name}, one path each: ${stateLayout(account).join('/')}`).replace(
      /^/,
      '  ',
    ),
    ...(later.length > 0 ? [`  ${comment(`terraform init ${later.join(' ')}`)}`] : []),
    '  backend "s3" {',
    `    profile = ${hclText(backend.profile)}`,
    `    region  = ${hclText(backend.region)}`,
    ...(bucket === null ? [] : [`    bucket  = ${hclText(bucket)}`]),
    ...(wish.component === null ? [] : [`    key     = ${hclText(key)}`]),
    // In groups as `terraform fmt` aligns them.
    ...(table === null
      ? [
          '    # use_lockfile = true         # Terraform 1.10 or later; else dynamodb_table',
          '    encrypt = true',
        ]
      : ['', `    dynamodb_table = ${hclText(table)}`, '    encrypt        = true']),
    '  }',
    '}',
    '',
  ]
}

/** Refuses any other account: a wrong profile then fails before it changes anything (AWS provider, allowed_account_ids). */
const providerBlock = ({ target, profile, region }: TerraformPlace): readonly string[] => [
  'provider "aws" {',
  `  profile             = ${hclText(profile)}`,
  `  region              = ${hclText(region)}`,
  `  allowed_account_ids = [${hclText(target.account.id)}]`,
  '}',
]

export const printTerraform = (wish: TerraformWish): string => {
  const { provider, backend } = wish
  const lines = [
    comment(
      `Written by Switchyard for ${provider.target.id}${backend === null ? '' : `, its state through ${backend.target.id}`}`,
    ),
    '',
    ...(backend === null ? [] : backendBlock(wish, backend)),
    ...providerBlock(provider),
  ]
  return `${lines.join('\n')}\n`
}

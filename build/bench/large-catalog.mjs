// Writes a catalog the size of the largest estates: 5,000 accounts with ten roles each, named as teams name them.

const clients = [
  'acme',
  'globex',
  'initech',
  'umbrella',
  'hooli',
  'stark',
  'wayne',
  'wonka',
  'tyrell',
  'soylent',
]
const products = [
  'payments',
  'orders',
  'search',
  'billing',
  'reports',
  'mobile',
  'media',
  'ledger',
  'claims',
  'crm',
]
const places = ['eu', 'us', 'ap', 'sa', 'af']
const stages = /** @type {const} */ ([
  ['prod', 'production'],
  ['stage', 'staging'],
  ['dev', 'development'],
  ['qa', 'staging'],
  ['play', 'sandbox'],
])
const roles = [
  'Administrator',
  'Auditor',
  'Billing',
  'CustomerSupport',
  'DatabaseOperator',
  'Developer',
  'NetworkOperator',
  'PowerUser',
  'ReadOnly',
  'TerraformDeploy',
]

/** @param {readonly string[]} list @param {number} at */
const pick = (list, at) => list[at % list.length] ?? ''

/** @param {number} accounts @returns {string} the catalog, in YAML */
export const largeCatalog = accounts => {
  const lines = Array.from({ length: accounts }, (_, index) => {
    const [stage, environment] = stages[index % stages.length] ?? stages[0]
    const client = pick(clients, Math.floor(index / 50))
    const product = pick(products, Math.floor(index / 5))
    const place = pick(places, Math.floor(index / 500))
    const key = `${client}-${product}-${place}-${stage}-${index}`
    const id = String(200_000_000_000 + index * 7_919)
    return `  ${key}: { id: "${id}", unit: Clients/${client}/${environment}, environment: ${environment} }`
  })
  return [
    'switchyard: 1',
    'name: large',
    'defaults: { region: eu-west-1, duration: 1h, sessionName: "{user}", profile: "{account}-{role}" }',
    'environments:',
    '  production: { color: red, mfa: required }',
    '  staging: { color: amber }',
    '  development: { color: green }',
    '  sandbox: { color: blue }',
    'signIns: { ops: { kind: iam-user, account: ops, mfa: required } }',
    'accounts:',
    '  ops: { id: "100000000002", unit: Users }',
    ...lines,
    'roles:',
    ...roles.map(role => `  - { name: ${role}, accounts: { unit: "Clients/**" }, from: ops }`),
    '',
  ].join('\n')
}

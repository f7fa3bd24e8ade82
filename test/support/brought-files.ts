// Files of other tools in the home of a watched day, each with a secret of its own that may stand there and nowhere else.
import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import { appendFileSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findMachineKey } from '../../main/catalog-import/machine-id.ts'
import { sample } from './import-sample.ts'
import type { WatchedDay } from './watched-day.ts'

/** As Leapp writes its file: OpenSSL's salted form, with the id of this machine for a passphrase. */
const salted = (text: string, passphrase: string): string => {
  const salt = randomBytes(8)
  let made = Buffer.alloc(0)
  for (let last = Buffer.alloc(0); made.length < 48; made = Buffer.concat([made, last]))
    last = createHash('md5').update(last).update(passphrase).update(salt).digest()
  const cipher = createCipheriv('aes-256-cbc', made.subarray(0, 32), made.subarray(32, 48))
  return Buffer.concat([Buffer.from('Salted__'), salt, cipher.update(text), cipher.final()]).toString(
    'base64',
  )
}

/** @returns the secrets */
export const bringFiles = async (day: WatchedDay): Promise<readonly string[]> => {
  const planted: string[] = []
  const bring = (path: string, text: (secret: string) => string): void => {
    const secret = `kept-${path.replace(/\W/g, '')}-${randomBytes(9).toString('hex')}`
    const file = path.startsWith('/') ? path : join(day.folder, path)
    mkdirSync(dirname(file), { recursive: true })
    appendFileSync(file, text(secret))
    planted.push(secret)
    day.keepSecret(`of ${path}`, secret, new RegExp(`^${file.replace(/[.+]/g, '\\$&')}$`))
  }
  bring(
    day.env.AWS_CONFIG_FILE ?? '',
    secret => `${sample('aws-config.ini')}
[profile by-program]
credential_process = /opt/vault/keys --token ${secret} --endpoint https://ana:${secret}@vault.example/
[profile behind-program]
role_arn = arn:aws:iam::100000000102:role/globex-production
source_profile = by-program
[profile team-portal]
sso_start_url = https://ana:${secret}@team.awsapps.com/start
sso_region = eu-west-1
sso_account_id = 100000000102
sso_role_name = Ops
`,
  )
  const workspace = JSON.parse(sample('leapp-workspace.json')) as { _awsSsoIntegrations: object[] }
  const machine = (await findMachineKey(process.platform, process.env)) ?? ''
  bring('.Leapp/Leapp-lock.json', secret =>
    salted(
      JSON.stringify({
        ...workspace,
        _proxyConfiguration: { proxyUrl: 'proxy.example', username: 'ana', password: secret },
        _awsSsoIntegrations: workspace._awsSsoIntegrations.map(one => ({ ...one, accessToken: secret })),
      }),
      machine,
    ),
  )
  bring('.granted/config', secret =>
    `${sample('granted-config.toml').replace('git@github.com:example', `https://ana:${secret}@github.com/example`)}
[Keyring]
  FilePassword = "${secret}"
[[ProfileRegistry.Registries]]
name = "by-token"
url = "https://${secret}@github.com/example/more.git"
`.replace(/\[Keyring\]\n {2}Backend = "keychain"\n/, ''),
  )
  bring('.awsvault/keys/ops', secret => secret)
  bring(
    '.config/aws-sso/config.yaml',
    secret => `${sample('aws-sso-cli.yaml')}UrlExecCommand: [open, --token, ${secret}]\n`,
  )
  bring('outputs.json', secret =>
    JSON.stringify({
      ...(JSON.parse(sample('terraform-output.json')) as object),
      passwords: { sensitive: true, type: 'map', value: { [secret]: '100000000101' } },
    }),
  )
  bring('atmos.yaml', secret => sample('atmos.yaml').replace('!env EMERGENCY_AWS_SECRET_ACCESS_KEY', secret))
  return planted
}

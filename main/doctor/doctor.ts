// Checks what the product leans on, each by doing the real thing once, each with a remedy.
import { execFile } from 'node:child_process'
import { lookup } from 'node:dns/promises'
import { access, constants, readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Check } from '../../shared/agent-outputs.ts'
import { explain } from '../../shared/explain.ts'
import { remedyInWords } from '../../shared/remedy.ts'
import type { Result } from '../../shared/result.ts'
import { shellWord } from '../../shared/shell-word.ts'
import type { Aws } from '../aws/aws.ts'
import { hasBrowser } from '../delivery/browser.ts'
import type { Paths } from '../disk/paths.ts'
import type { ProfileFiles } from '../profiles/profile-files.ts'
import type { Vault } from '../vault/vault.ts'
import { checkCertificates } from './certificates.ts'

export interface Doctor {
  check(): Promise<readonly Check[]>
}

export type DoctorDeps = {
  readonly env: NodeJS.ProcessEnv
  readonly paths: Paths
  readonly vault: Vault
  readonly profiles: ProfileFiles
  readonly aws: Aws
  /** Why the settings file is not used; null = it is. */
  readonly settingsProblem: () => string | null
  /** The desktop's runtime: found, or a sentence why not. */
  readonly desktop: () => { readonly found: boolean; readonly detail: string }
}

const fine = (check: string, detail: string): Check => ({ check, ok: true, detail })
const bad = (check: string, detail: string, remedy: string): Check => ({ check, ok: false, detail, remedy })

const fromResult = (check: string, result: Result<unknown>, detail: string): Check => {
  if (result.ok) return fine(check, detail)
  const { title, detail: why, remedy } = explain(result.failure)
  return bad(
    check,
    `${title}. ${why}`,
    remedy
      ? remedy.action !== 'do' && 'command' in remedy
        ? remedy.command
        : remedyInWords(remedy)
      : 'Mend it, then run switchyard doctor again',
  )
}

const program = (name: string, args: readonly string[]): Promise<string | null> =>
  new Promise(resolve => {
    execFile(name, [...args], { timeout: 5_000 }, (error, stdout, stderr) =>
      resolve(error ? null : ((stdout || stderr).split('\n')[0] ?? '')),
    )
  })

/** What became of a vault that could not be read; an empty one began beside it. */
const damagedVaults = async ({ home }: Paths): Promise<readonly string[]> => {
  const names = await readdir(home).catch(() => [])
  return names.filter(name => name.startsWith('vault.damaged-')).map(name => join(home, name))
}

const checkKeychain = async ({ env, vault, paths }: DoctorDeps): Promise<Check> => {
  const way = env.SWITCHYARD_KEYCHAIN === 'passphrase' ? 'passphrase' : 'system keychain'
  if (vault.locked()) return bad('vault', 'The vault is locked.', 'switchyard unlock')
  const usable = await vault.usable()
  const aside = await damagedVaults(paths)
  const beside = aside.length === 0 ? '' : ` A damaged one was set aside: ${aside.join(', ')}.`
  const found = fromResult('vault', usable, `It opens (${way}).${beside}`)
  return usable.ok || usable.failure.kind !== 'keychain-unavailable'
    ? found
    : { ...found, remedy: 'Start the desktop’s keyring, or set SWITCHYARD_KEYCHAIN=passphrase' }
}

const checkHome = async ({ paths }: DoctorDeps): Promise<Check> => {
  try {
    await access(paths.home, constants.W_OK)
    const { mode } = await stat(paths.home)
    const open = process.platform !== 'win32' && (mode & 0o077) !== 0
    return open
      ? bad('home', `${paths.home} can be read by others.`, `chmod 700 ${shellWord(paths.home)}`)
      : fine('home', paths.home)
  } catch (error) {
    return bad(
      'home',
      `${paths.home} cannot be written (${error instanceof Error ? error.message : String(error)}).`,
      'Make the folder writable, or set SWITCHYARD_HOME',
    )
  }
}

const checkSettings = ({ paths, settingsProblem }: DoctorDeps): Check => {
  const problem = settingsProblem()
  return problem === null
    ? fine('settings', paths.settings)
    : bad('settings', problem, `Mend ${paths.settings}, or set it aside in Settings`)
}

const checkFiles = async ({ profiles, paths }: DoctorDeps): Promise<Check> => {
  const checked = await profiles.check('switchyard-doctor')
  if (!checked.ok) return fromResult('aws files', checked, '')
  const [first] = checked.value.problems
  if (first)
    return bad(
      'aws files',
      `${first.path}:${first.problem.line} ${first.problem.message}`,
      'Mend the line: other tools refuse the whole file',
    )
  try {
    await access(dirname(paths.awsConfig), constants.W_OK)
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!missing)
      return bad('aws files', `${dirname(paths.awsConfig)} cannot be written.`, 'Make the folder writable')
  }
  return fine('aws files', `${paths.awsConfig}, ${paths.awsCredentials}`)
}

/** One unsigned request tells three things: the way to AWS, its certificate, and the time. */
const checkAws = async ({ aws, env }: DoctorDeps): Promise<readonly Check[]> => {
  const reached = await aws.reach()
  const notices = aws.notices()
  const replaced = notices.find(notice => notice.includes('endpoint'))
  const proxy = notices.find(notice => notice.toLowerCase().includes('proxy'))
  const inForce = aws.network().find(fact => fact.name === 'Proxy')
  const skew = Math.round(Math.abs(aws.clockSkewMs()) / 1_000)
  return [
    reached.ok
      ? fine('network', `${reached.value} answers.`)
      : bad(
          'network',
          explain(reached.failure).detail,
          'Check the network, HTTPS_PROXY, NO_PROXY and AWS_CA_BUNDLE',
        ),
    reached.ok
      ? skew > 300
        ? bad(
            'clock',
            `This machine’s clock is off by ${Math.round(skew / 60)} min.`,
            'Set the clock; turn on network time',
          )
        : fine('clock', `It agrees with AWS to ${Math.max(skew, 1)} s.`)
      : bad('clock', 'AWS was not reached, so it could not be compared.', 'Mend the network first'),
    fine('endpoints', replaced ?? 'AWS’s own.'),
    proxy
      ? bad('proxy', proxy, 'Correct HTTPS_PROXY, or the proxy of the settings')
      : fine('proxy', `${inForce?.value ?? 'None'}. ${inForce?.from ?? ''}`.trim()),
    await checkCertificates(
      env,
      aws
        .network()
        .filter(({ name }) => name === 'Certificates')
        .map(({ value, from }) => `${value}. ${from}`)
        .join(' '),
    ),
  ]
}

const checkPrograms = async ({ env, desktop }: DoctorDeps): Promise<readonly Check[]> => {
  const [git, aws] = await Promise.all([program('git', ['--version']), program('aws', ['--version'])])
  const runtime = desktop()
  return [
    git === null
      ? bad('git', 'git was not found.', 'Install git: catalogs in git need it')
      : fine('git', git),
    fine('aws cli', aws ?? 'Not installed; Switchyard does not need it.'),
    fine(
      'browser',
      hasBrowser(env, process.platform)
        ? (env.SWITCHYARD_BROWSER ?? 'The system’s own.')
        : 'None here: addresses are printed, sign-ins use a device code.',
    ),
    fine('desktop', runtime.found ? runtime.detail : `${runtime.detail} The window opens in the browser.`),
  ]
}

const checkLocalhost = async (): Promise<Check> => {
  try {
    const { address } = await lookup('localhost')
    return fine('loopback', `localhost is ${address}.`)
  } catch {
    return bad('loopback', 'localhost has no address.', 'Add “127.0.0.1 localhost” to the hosts file')
  }
}

export const createDoctor = (deps: DoctorDeps): Doctor => ({
  async check() {
    const parts = await Promise.all([
      checkKeychain(deps),
      checkHome(deps),
      checkSettings(deps),
      fine('log', deps.paths.log),
      checkFiles(deps),
      checkAws(deps),
      checkPrograms(deps),
      checkLocalhost(),
    ])
    return parts.flat()
  },
})

// The real `terraform`, for what needs no plugin: the S3 backend, the values of our HCL, its own formatting.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DemoTerminal } from './demo-terminal.ts'
import { type Ended, type Running, start } from './run-cli.ts'

/** `use_lockfile` came with 1.10 and is no experiment since 1.11 (Terraform, "Backend Type: s3"). */
const worksWith = (version: string): boolean => {
  const [, major = '0', minor = '0'] = /^Terraform v(\d+)\.(\d+)/.exec(version) ?? []
  return Number(major) > 1 || (Number(major) === 1 && Number(minor) >= 11)
}

/** Asked once per file. */
const found = worksWith(spawnSync('terraform', ['version'], { encoding: 'utf8' }).stdout ?? '')

/** Why the real `terraform` cannot be asked, or null. No distribution has it, so a CI may go without it too. */
export const whyNoTerraform = (): string | null =>
  found ? null : 'skipped: terraform 1.11 or later is not installed'

const quiet = { TF_IN_AUTOMATION: '1', TF_INPUT: '0', CHECKPOINT_DISABLE: '1', TF_CLI_ARGS: '-no-color' }

export type Workspace = {
  readonly folder: string
  write(name: string, text: string): void
  start(args: readonly string[], env?: NodeJS.ProcessEnv): Running
  run(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ended>
  /** Fails unless it ends with 0. @returns what it printed */
  must(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<string>
}

/** A folder with one document, where `terraform` runs with the environment of a terminal of the demo. */
export const openWorkspace = (
  demo: Pick<DemoTerminal, 'folder' | 'env'>,
  name: string,
  text: string,
): Workspace => {
  const folder = join(demo.folder, name)
  mkdirSync(folder)
  const write = (file: string, content: string): void => writeFileSync(join(folder, file), content)
  write('main.tf', text)
  const startHere: Workspace['start'] = (args, env = {}) =>
    start('terraform', args, { ...demo.env, ...quiet, ...env }, { cwd: folder })
  return {
    folder,
    write,
    start: startHere,
    run: (args, env) => startHere(args, env).ended,
    async must(args, env) {
      const ended = await startHere(args, env).ended
      if (ended.code !== 0) throw new Error(`terraform ${args.join(' ')}: ${ended.stderr}${ended.stdout}`)
      return ended.stdout
    },
  }
}

const providerStart = 'provider "aws" {'

/** What Switchyard printed for the backend alone: the block `provider "aws"` wants a plugin that has to be loaded. */
export const backendOf = (hcl: string): string => hcl.slice(0, hcl.indexOf(providerStart))

/** The provider's own lines, byte for byte, where Terraform evaluates them without the plugin. */
export const providerAsLocals = (hcl: string): string =>
  `${hcl.slice(hcl.indexOf(providerStart)).replace(providerStart, 'locals {')}
output "provider" {
  value = { profile = local.profile, region = local.region, accounts = local.allowed_account_ids }
}
`

/** Whether `terraform fmt` has nothing to change. */
export const isFormatted = async (workspace: Workspace, hcl: string): Promise<boolean> => {
  workspace.write('written.tf', hcl)
  const ended = await workspace.run(['fmt', '-check', '-diff', 'written.tf'])
  workspace.write('written.tf', '')
  if (ended.code !== 0) throw new Error(ended.stdout + ended.stderr)
  return true
}

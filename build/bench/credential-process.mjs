// How long `aws` waits for credential_process: through the agent, by the launcher, from the vault; against Node and aws.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ratio } from './table.mjs'
import { median, race } from './timing.mjs'
import { cli, target } from './world.mjs'

/** @param {string} text */
const isDocument = text => {
  const { Version, SecretAccessKey } = JSON.parse(text)
  return Version === 1 && typeof SecretAccessKey === 'string'
}

/** The launcher that a profile in process mode names. @param {NodeJS.ProcessEnv} env @returns {string} */
const launcherIn = env => {
  const found = /^credential_process\s*=\s*(\S+)/m.exec(readFileSync(env.AWS_CONFIG_FILE ?? '', 'utf8'))
  if (!found?.[1]) throw new Error('The profile names no launcher.')
  return found[1]
}

/**
 * @param {Awaited<ReturnType<typeof import('./world.mjs').openWorld>>} world
 * @param {string | null} aws a real aws, version 2
 * @param {number} rounds
 * @returns {Promise<import('./table.mjs').Figure[]>}
 */
export const benchCredentialProcess = async (world, aws, rounds) => {
  const { env, run } = world
  const role = 'Direct0'
  await run(['assume', target(role), '--mode', 'process', '--profile', 'bench-process'])
  await run(['assume', target('Direct1'), '--mode', 'keys', '--profile', 'bench-keys'])
  const empty = join(dirname(env.SWITCHYARD_HOME ?? ''), 'empty.cjs')
  writeFileSync(empty, '')
  const launcher = launcherIn(env)
  const withoutAgent = { ...env, SWITCHYARD_AGENT: 'off' }
  const node = process.execPath
  const ask = [cli, 'credential-process', target(role)]
  const contenders = [
    { name: 'node', program: node, args: [empty], env, good: () => true },
    { name: 'sh', program: 'sh', args: ['-c', ':'], env, good: () => true },
    { name: 'agent', program: node, args: ask, env, good: isDocument },
    { name: 'vault', program: node, args: ask, env: withoutAgent, good: isDocument },
    ...(existsSync('/usr/bin/curl')
      ? [{ name: 'launcher', program: launcher, args: [target(role)], env, good: isDocument }]
      : []),
    ...(aws === null
      ? []
      : [
          {
            name: 'aws',
            program: aws,
            args: ['configure', 'export-credentials', '--profile', 'bench-keys'],
            env,
            good: isDocument,
          },
        ]),
  ]
  const times = race(contenders, rounds)
  /** @param {string} name */
  const of = name => median(times.get(name) ?? [])
  const floor = of('node')
  /** @param {string} name @param {string} what @param {number} most @returns {import('./table.mjs').Figure[]} */
  const figure = (name, what, most) =>
    times.has(name)
      ? [
          {
            what,
            measured: `${ratio(of(name) / floor)} (${of(name).toFixed(1)} ms)`,
            promise: `at most ${most}x an empty Node script`,
            kept: of(name) / floor <= most,
          },
        ]
      : []
  return [
    {
      what: 'an empty Node script',
      measured: `${ratio(1)} (${floor.toFixed(1)} ms)`,
      promise: '',
      kept: null,
    },
    {
      what: 'an empty sh script',
      measured: `${ratio(of('sh') / floor)} (${of('sh').toFixed(1)} ms)`,
      promise: '',
      kept: null,
    },
    ...figure('launcher', 'launcher (sh + curl), agent running', 0.5),
    ...figure('agent', 'Node command line, agent running', 1.4),
    ...figure('vault', 'Node command line, no agent, session in the vault', 3),
    ...(times.has('aws')
      ? [
          {
            what: 'aws configure export-credentials',
            measured: `${ratio(of('aws') / floor)} (${of('aws').toFixed(1)} ms)`,
            promise: '',
            kept: null,
          },
          {
            what: 'aws, compared with the quickest of ours',
            measured: `${(of('aws') / Math.min(of('agent'), times.has('launcher') ? of('launcher') : Number.POSITIVE_INFINITY)).toFixed(0)}x slower`,
            promise: 'at least 15x',
            kept:
              of('aws') /
                Math.min(of('agent'), times.has('launcher') ? of('launcher') : Number.POSITIVE_INFINITY) >=
              15,
          },
        ]
      : []),
  ]
}

// The place of the benchmark: a demo AWS in this process, with many roles, and an agent in a process of its own.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { openAgentPipe } from '../../main/agent/socket-client.ts'
import { createClock } from '../../main/clock.ts'
import { startDemo } from '../../main/demo/start-demo.ts'
import { showCode } from '../../main/demo/totp.ts'
import { allow, mayAssume, rootOf, trust } from '../../main/demo/worlds/write.ts'
import { resolvePaths } from '../../main/disk/paths.ts'
import { agentCalls } from '../../shared/call-names.ts'
import { createClient } from '../../shared/client.ts'
import { out } from '../fresh.mjs'

export const cli = join(out, 'cli.cjs')
const ops = '100000000002'
const acme = '100000000101'

/** @param {number} count @returns {readonly number[]} */
const range = count => Array.from({ length: count }, (_, index) => index)
/** @param {string} role */
export const target = role => `bench:acme/${role}`

/**
 * @typedef {object} Shape how many targets of each kind
 * @property {number} direct straight from the sign-in
 * @property {number} chained each behind a hub of its own: two hops
 * @property {number} behindHub all behind the one role `Hub`
 */

/** @param {Shape} shape @returns {readonly { name: string, from: string, trusted: string }[]} */
const rolesOf = ({ direct, chained, behindHub }) => {
  const fromOps = { from: 'ops', trusted: ops }
  const behind = (/** @type {string} */ role) => ({ from: `acme/${role}`, trusted: acme })
  return [
    { name: 'Hub', ...fromOps },
    ...range(direct).map(index => ({ name: `Direct${index}`, ...fromOps })),
    ...range(chained).map(index => ({ name: `Own${index}`, ...fromOps })),
    ...range(chained).map(index => ({ name: `Chained${index}`, ...behind(`Own${index}`) })),
    ...range(behindHub).map(index => ({ name: `Spoke${index}`, ...behind('Hub') })),
  ]
}

/** @param {ReturnType<typeof rolesOf>} roles */
const catalogOf = roles =>
  [
    'switchyard: 1',
    'name: bench',
    'partition: aws',
    'defaults: { region: eu-west-1, duration: 1h, sessionName: "{user}", profile: "{role}" }',
    'signIns: { ops: { kind: iam-user, account: ops, mfa: required } }',
    `accounts: { ops: { id: "${ops}" }, acme: { id: "${acme}" } }`,
    'roles:',
    ...roles.map(({ name, from }) => `  - { name: ${name}, accounts: acme, from: ${from} }`),
    '',
  ].join('\n')

/** Starts it all: the AWS, the agent, ana's key in the vault, one MFA session open. @param {Shape} shape */
export const openWorld = async shape => {
  const started = await startDemo({ organization: 'ops-hub', clock: createClock() })
  if (!started.ok) throw new Error(started.failure.kind)
  const { demo, pointer, environment, close } = started.value
  const roles = rolesOf(shape)
  for (const { name, trusted } of roles) {
    demo.world.roles.push({
      account: acme,
      name,
      path: '/',
      arn: `arn:aws:iam::${acme}:role/${name}`,
      id: `AROA${name.toUpperCase().padEnd(17, '0')}`,
      trust: trust(rootOf(trusted)),
      policies: [allow(['*'])],
      maxSessionDuration: 3_600,
    })
  }
  const ana = demo.world.user('ana')
  const key = ana?.keys[0]
  const device = ana?.device
  if (!device || !key) throw new Error('The demo has no ana.')
  Object.assign(ana, { policies: [...ana.policies, mayAssume([`arn:aws:iam::${acme}:role/*`])] })

  /** @type {NodeJS.ProcessEnv} */
  const env = { PATH: process.env.PATH, HOME: dirname(pointer.home), ...environment.set }
  /**
   * Runs the command line; the demo goes on answering meanwhile.
   * @param {readonly string[]} args @param {string} [input] @returns {Promise<string>}
   */
  const run = async (args, input = '') => {
    const child = spawn(process.execPath, [cli, ...args], { env, stdio: ['pipe', 'pipe', 'inherit'] })
    child.stdin.end(input)
    const [stdout, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
    if (code !== 0) throw new Error(`switchyard ${args.join(' ')} ended with ${code}.`)
    return stdout
  }
  const source = join(dirname(pointer.home), 'bench.yaml')
  writeFileSync(source, catalogOf(roles))
  const agent = await startAgent(env)
  const pipe = await openAgentPipe(resolvePaths(env), 'nobody')
  if (pipe === null) throw new Error('The agent does not answer.')
  /** @type {import('../../shared/client.ts').Client<import('../../shared/agent-contract.ts').AgentContract>} */
  const client = createClient(pipe, agentCalls)
  return {
    demo,
    env,
    run,
    source,
    key,
    client,
    /** @returns {string} the code that ana's device shows now */
    code: () => showCode(device, demo.world.now()).code,
    async close() {
      pipe.close()
      agent.kill('SIGTERM')
      await new Promise(resolve => agent.once('exit', resolve))
      await close()
    },
  }
}

/** @param {NodeJS.ProcessEnv} env @returns {Promise<import('node:child_process').ChildProcess>} once it listens */
export const startAgent = env =>
  new Promise((resolve, reject) => {
    const agent = spawn(process.execPath, [cli, 'agent'], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    agent.once('exit', code => reject(new Error(`The agent ended with ${code}.`)))
    createInterface({ input: agent.stderr }).on('line', line => {
      if (line.includes('listens')) resolve(agent)
    })
  })

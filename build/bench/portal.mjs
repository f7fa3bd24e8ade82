// A portal with 1,000 accounts and three roles in each: when its first rows are there, and when all are, at AWS's own limit.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { openAgentPipe } from '../../main/agent/socket-client.ts'
import { portalRate } from '../../main/aws/portal.ts'
import { createClock } from '../../main/clock.ts'
import { createControlClient } from '../../main/demo/control/control-client.ts'
import { startDemo } from '../../main/demo/start-demo.ts'
import { ssoLandingZone } from '../../main/demo/worlds/sso-landing-zone.ts'
import { resolvePaths } from '../../main/disk/paths.ts'
import { agentCalls } from '../../shared/call-names.ts'
import { createClient } from '../../shared/client.ts'
import { root } from '../fresh.mjs'
import { ms, ratio } from './table.mjs'
import { widenPortal } from './wide-portal.mjs'
import { cli, startAgent } from './world.mjs'

const wide = 1_000

/** @template T @param {import('../../shared/result.ts').Result<T>} result @returns {T} */
const good = result => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}

/** @param {NodeJS.ProcessEnv} env @param {import('../../main/demo/control/control-client.ts').ControlClient} control */
const signIn = async (env, control) => {
  const child = spawn(process.execPath, [cli, 'sign-in', 'portal', '--device-code', '--no-open', '--json'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  createInterface({ input: child.stderr }).on('line', line => {
    if (line.startsWith('{')) void control.approve(JSON.parse(line).userCode, 'ines')
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`sign-in ended with ${code}.`)
}

/** @returns {Promise<import('./table.mjs').Figure[]>} */
export const benchPortal = async () => {
  widenPortal(ssoLandingZone, wide)
  const clock = createClock()
  const { demo, pointer, environment, close } = good(
    await startDemo({ organization: 'sso-landing-zone', clock }),
  )
  /** @type {NodeJS.ProcessEnv} */
  const env = { PATH: process.env.PATH, HOME: dirname(pointer.home), ...environment.set }
  const agent = await startAgent(env)
  const pipe = await openAgentPipe(resolvePaths(env), 'nobody')
  if (pipe === null) throw new Error('The agent does not answer.')
  /** @type {import('../../shared/client.ts').Client<import('../../shared/agent-contract.ts').AgentContract>} */
  const client = createClient(pipe, agentCalls)
  try {
    good(
      await client.call.catalogAdd({
        source: join(root, 'examples', 'sso-landing-zone', 'switchyard.yaml'),
      }),
    )
    await signIn(env, createControlClient(pointer))
    const began = performance.now()
    /** @type {number | null} */
    let first = null
    const look = async () => {
      const names = await client.call.names({ kind: 'targets' })
      if (names.ok && names.value.some(name => name.includes('wide-'))) first ??= performance.now() - began
    }
    client.on('progress', () => {
      if (first === null) void look()
    })
    const listed = good(
      await client.call.ls({ query: '', all: false, refresh: false, active: false, pins: false }),
    )
    const took = performance.now() - began
    const rows = listed.rows.filter(({ target }) => target.includes(':wide-'))
    if (rows.length !== 3 * wide) throw new Error(`${rows.length} rows?`)
    const calls = demo.calls.list().filter(({ operation }) => operation.startsWith('ListAccount'))
    const refused = calls.filter(({ status }) => status === 429).length
    const ideal = (calls.length / portalRate.perSecond) * 1_000
    return [
      {
        what: 'the first rows',
        measured: ms(first ?? took),
        promise: '1000 ms',
        kept: (first ?? took) < 1_000,
      },
      {
        what: `${wide} accounts x 3 roles, over the pace’s own ${(ideal / 1_000).toFixed(1)} s`,
        measured: ratio(took / ideal),
        promise: '1.15x',
        kept: took / ideal <= 1.15,
      },
      { what: 'calls that AWS throttled', measured: String(refused), promise: '0', kept: refused === 0 },
    ]
  } finally {
    pipe.close()
    agent.kill('SIGTERM')
    await once(agent, 'exit')
    await close()
  }
}

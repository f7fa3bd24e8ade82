// A portal with 1,000 accounts and three roles in each: when its first rows are painted, and when all are there, at AWS's own limit.
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
import { startHost } from './window-host.mjs'
import { cli } from './world.mjs'

const wide = 1_000

/** @template T @param {import('../../shared/result.ts').Result<T>} result @returns {T} */
const good = result => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}

/**
 * Signs ines in without a window, and waits until she is. @param {NodeJS.ProcessEnv} env
 * @param {import('../../main/demo/control/control-client.ts').ControlClient} control @returns {Promise<number>} when it was done
 */
const signInByCode = async (env, control) => {
  const child = spawn(process.execPath, [cli, 'sign-in', 'portal', '--device-code', '--no-open', '--json'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  createInterface({ input: child.stderr }).on('line', line => {
    if (line.startsWith('{')) void control.approve(JSON.parse(line).userCode, 'ines')
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`sign-in ended with ${code}.`)
  return performance.timeOrigin + performance.now()
}

/**
 * Signs ines in as somebody does who has nothing yet: the portal's address in the first window, then its page.
 * @param {import('@playwright/test').Browser} browser @param {string} url the ready line's
 * @returns {Promise<{ allowed: number, painted: number }>} times since the epoch, in ms: her consent, the first row
 */
const signInByPage = async (browser, url) => {
  const [portal] = ssoLandingZone.portals
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  try {
    await context.addInitScript({ path: join(import.meta.dirname, 'first-rows.js') })
    const page = await context.newPage()
    await page.goto(url)
    await page.waitForURL(at => at.search === '')
    await page.getByRole('button', { name: /^Sign in to a portal/ }).click()
    await page.getByLabel('Start URL').fill(portal?.startUrl ?? '')
    await page.getByLabel('Region of Identity Center').fill(portal?.region ?? '')
    const [consent] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('button', { name: 'Sign in', exact: true }).click(),
    ])
    await consent.getByRole('radio', { name: /ines/ }).check()
    // The window is what she looks at next; one behind another is not drawn.
    await page.bringToFront()
    const allowed = performance.timeOrigin + performance.now()
    await consent.getByRole('button', { name: 'Allow access' }).click()
    return { allowed, painted: Number(await page.evaluate('window.firstRows')) }
  } finally {
    await context.close()
  }
}

/**
 * @param {import('@playwright/test').Browser | null} browser null = the window is not measured
 * @returns {Promise<import('./table.mjs').Figure[]>}
 */
export const benchPortal = async browser => {
  widenPortal(ssoLandingZone, wide)
  const clock = createClock()
  const { demo, pointer, environment, close } = good(
    await startDemo({ organization: 'sso-landing-zone', clock }),
  )
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    PATH: process.env.PATH,
    HOME: dirname(pointer.home),
    SWITCHYARD_BROWSER: 'none',
    ...environment.set,
  }
  const host = await startHost(env)
  const pipe = await openAgentPipe(resolvePaths(env), 'nobody')
  if (pipe === null) throw new Error('The browser host does not answer.')
  /** @type {import('../../shared/client.ts').Client<import('../../shared/agent-contract.ts').AgentContract>} */
  const client = createClient(pipe, agentCalls)
  /** @type {number | null} */
  let first = null
  let began = 0
  try {
    if (browser === null) {
      const source = join(root, 'examples', 'sso-landing-zone', 'switchyard.yaml')
      good(await client.call.catalogAdd({ source }))
      began = await signInByCode(env, createControlClient(pointer))
    } else {
      const { allowed, painted } = await signInByPage(browser, host.url)
      began = allowed
      first = painted - allowed
    }
    const listed = good(
      await client.call.ls({ query: '', all: false, refresh: false, active: false, pins: false }),
    )
    const took = performance.timeOrigin + performance.now() - began
    const rows = listed.rows.filter(({ target }) => target.includes(':wide-'))
    if (rows.length !== 3 * wide) throw new Error(`${rows.length} rows?`)
    const calls = demo.calls.list().filter(({ operation }) => operation.startsWith('ListAccount'))
    const refused = calls.filter(({ status }) => status === 429).length
    const ideal = (calls.length / portalRate.perSecond) * 1_000
    return [
      ...(first === null
        ? []
        : [
            {
              what: 'the first row painted, from the press on “Allow access”',
              measured: ms(first),
              promise: '1000 ms',
              kept: first < 1_000,
            },
          ]),
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
    await host.close()
    await close()
  }
}

// A portal's long list, killed in the middle: what was read is kept, and the next command reads only the rest.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { widenPortal } from '../../build/bench/wide-portal.mjs'
import { ssoLandingZone } from '../../main/demo/worlds/sso-landing-zone.ts'
import { type DemoTerminal, openDemoAlone } from '../support/demo-terminal.ts'
import { visitPortal } from '../support/portal-visit.ts'
import { waitFor } from '../support/run-cli.ts'

const wide = 120
const accounts = wide + 7
let demo: DemoTerminal
beforeAll(async () => {
  widenPortal(ssoLandingZone, wide)
  demo = await openDemoAlone('sso-landing-zone')
  await visitPortal(demo, 'portal --device-code --no-open', 'ines')
})
afterAll(() => demo.stop())

/** How many accounts a reading says it has read. */
const readIn = (stderr: string): number =>
  Math.max(
    0,
    ...[...stderr.matchAll(/^portal: (\d+)(?: of \d+)? accounts/gm)].map(([, count]) => Number(count)),
  )

test('kill -9 after half of it', { timeout: 90_000 }, async () => {
  const killed = demo.start('ls')
  // The list is sealed into the vault every five seconds: by now once.
  const read = await waitFor(killed, ({ stderr }) => (readIn(stderr()) >= 90 ? readIn(stderr()) : null))
  killed.child.kill('SIGKILL')
  await killed.ended
  const before = await demo.count('ListAccountRoles')
  expect(before).toBeGreaterThanOrEqual(read)
  expect(before).toBeLessThan(accounts)

  const rows = await demo.json<{ target: string; role: string }[]>('ls --signin portal')
  const again = (await demo.count('ListAccountRoles')) - before
  expect(again).toBeGreaterThanOrEqual(accounts - before)
  // At least what was read in the first five seconds was not asked for again.
  expect(again).toBeLessThan(accounts - 50)
  expect(rows.filter(({ target }) => target.includes(':wide-'))).toHaveLength(wide * 3)
  const { calls } = { calls: await demo.count('ListAccounts') }
  expect(calls).toBe(4)

  // So long a list is not read again in passing: it is said of when it is, and what reads it.
  const asked = await demo.count('ListAccountRoles')
  const synced = await demo.run('catalog sync')
  expect(synced.stderr).toMatch(
    /^portal: its list of 127 accounts is of \d{4}-\S+Z; switchyard ls --refresh reads it again\.$/m,
  )
  expect(await demo.count('ListAccountRoles')).toBe(asked)
})

// On a terminal a device code can be scanned: shown where it fits, never with --quiet or --json or without colors.
import { expect, test } from 'vitest'
import { demoApp } from '../support/cli-world.ts'
import { modulesOf, readModules } from '../support/scan.ts'
import { good } from '../support/sign-in-room.ts'
import { openTerminal, whyNoTerminal } from '../support/terminal.ts'

const words = ['sign-in', 'portal', '--device-code', '--no-open']
const block = /[█▀▄]/

test.skipIf(whyNoTerminal())(
  'sign-in --device-code shows what a phone scans',
  { timeout: 60_000 },
  async () => {
    const demo = await demoApp('sso-landing-zone')
    const shownOn = async (more: readonly string[], columns: number): Promise<string> => {
      const terminal = openTerminal(demo.env, [...words, ...more], { columns })
      await terminal.sees(more.includes('--json') ? /"userCode":"[^"]+"/ : /Sign in to \S+ here: \S+/)
      const code = /[A-Z]{4}-[A-Z]{4}/.exec(terminal.screen())?.[0] ?? ''
      good(await demo.control.approve(code, 'omar'))
      expect((await terminal.ended).code).toBe(0)
      return terminal.screen()
    }
    const wide = await shownOn([], 100)
    const url = /here: (\S+)/.exec(wide)?.[1] ?? ''
    const lines = wide.split(/\r?\n/)
    const first = lines.findIndex(line => block.test(line))
    const last = lines.findLastIndex(line => block.test(line))
    // The line above the first dark module is the upper half of the quiet zone.
    const shown = lines.slice(first - 1, last + 2).filter(line => line.length === lines[first]?.length)
    expect(readModules(modulesOf(shown))).toBe(url)
    expect(url).toContain('user_code=')

    expect(await shownOn([], 30)).not.toMatch(block)
    expect(await shownOn(['--quiet'], 100)).not.toMatch(block)
    expect(await shownOn(['--no-color'], 100)).not.toMatch(block)
    expect(await shownOn(['--json'], 100)).not.toMatch(block)
  },
)

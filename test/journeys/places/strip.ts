// The strip above a console page, as the desktop shows it: here its own page gets a state and is looked at like any other place.
import { expect, type Page } from '@playwright/test'
import type { StripState } from '../../../shared/strip-bridge.ts'
import { examine } from '../examine/examine.ts'

const state: StripState = {
  account: 'Acme',
  accountId: '100000000101',
  role: 'acme-production',
  environment: 'production',
  look: 'red',
  framed: true,
  left: '47 min',
  percent: 78,
  host: 'eu-west-1.console.aws.amazon.com',
  path: '/cloudwatch/home',
  secure: true,
  back: true,
  forward: false,
  loading: false,
  problem: null,
}

/** @param page stands in the window that the host serves */
export const examineStrip = async (page: Page): Promise<readonly string[]> => {
  await page.addInitScript(said => {
    Object.assign(window, {
      strip: { act: () => undefined, onState: (take: (state: unknown) => void) => take(said) },
    })
  }, state)
  await page.goto(new URL('/strip.html', page.url()).href)
  await expect(page.getByText('acme-production')).toBeVisible()
  return examine(page, 'strip')
}

// What axe finds on the page as it is now: every rule of WCAG 2.2 A and AA and of its own best practice, none switched off.
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** One sentence per element that breaks a rule. */
export const axeFindings = async (page: Page): Promise<readonly string[]> => {
  // The window has no frames, so axe runs in the page itself and lists only what fails: a third of the time. It is half a
  // megabyte, which a page that holds it already is not given again.
  const held = await page.evaluate(() => 'axe' in window)
  const { violations } = await new AxeBuilder({ page, ...(held ? { axeSource: 'void 0' } : {}) })
    .options({ runOnly: rules, resultTypes: ['violations'] })
    .setLegacyMode()
    .analyze()
  return violations.flatMap(rule =>
    rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
  )
}

// One real Chromium for a file of tests; where there is none, they say so and are skipped.
import { existsSync } from 'node:fs'
import { type Browser, chromium } from '@playwright/test'

export const chromiumPath = process.env.SWITCHYARD_TEST_CHROMIUM ?? '/usr/bin/chromium'

export const hasChromium = existsSync(chromiumPath)
export const withoutChromium = hasChromium
  ? ''
  : ' (skipped: there is no Chromium; SWITCHYARD_TEST_CHROMIUM names one)'

export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-sync',
    ],
  })

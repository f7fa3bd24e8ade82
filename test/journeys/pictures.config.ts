// `npm run screenshots`: the places of every-screen.journey.ts once more, this time for docs/images.
import { defineConfig } from '@playwright/test'
import journeys from './playwright.config.ts'

const { launchOptions } = journeys.use ?? {}

export default defineConfig({
  ...journeys,
  testMatch: 'take-pictures.ts',
  reporter: 'list',
  timeout: 300_000,
  use: {
    ...journeys.use,
    trace: 'off',
    launchOptions: {
      ...launchOptions,
      args: [...(launchOptions?.args ?? []), '--hide-scrollbars', '--disable-lcd-text'],
    },
  },
})

// The desktop in real Electron, in the demo world; where the runtime is missing every test says so and is skipped.
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'

const results = join(import.meta.dirname, '../../test-results')

export default defineConfig({
  testDir: import.meta.dirname,
  testMatch: '*.desktop.ts',
  outputDir: join(results, 'electron-output'),
  reporter: [['list'], ['json', { outputFile: join(results, 'electron.json') }]],
  workers: 1,
  fullyParallel: false,
  timeout: 90_000,
  expect: { timeout: 15_000 },
})

// Runs every test that needs no browser: pure files, rooms against the demo AWS, the built command line.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/journeys/**', 'test/electron/**'],
    testTimeout: 90_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // A poll waits for another process, which on a busy machine may take its time.
    expect: { poll: { timeout: 20_000 } },
  },
})

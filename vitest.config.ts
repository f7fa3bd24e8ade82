// Runs every test that needs no browser: pure files, rooms against the demo AWS, the built command line.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/journeys/**', 'test/electron/**'],
    testTimeout: 90_000,
    hookTimeout: 120_000,
    // More than a small machine has cores: much of the time of a test is waiting for a process or a host.
    maxWorkers: 3,
    // A poll waits for another process, which on a busy machine may take its time.
    expect: { poll: { timeout: 20_000 } },
  },
})

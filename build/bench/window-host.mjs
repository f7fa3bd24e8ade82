// The browser host and a real Chromium, as the figures of the window need them.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium } from '@playwright/test'
import { prepare } from '../prerequisites.mjs'
import { cli } from './world.mjs'

/** A home of its own with one catalog in it. @param {string} catalog in YAML */
export const makeHome = catalog => {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-bench-'))
  const source = join(folder, 'switchyard.yaml')
  const passphrase = join(folder, 'passphrase')
  writeFileSync(source, catalog)
  writeFileSync(passphrase, 'bench\n', { mode: 0o600 })
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    XDG_RUNTIME_DIR: folder,
    SWITCHYARD_HOME: join(folder, 'home'),
    SWITCHYARD_KEYCHAIN: 'passphrase',
    SWITCHYARD_PASSPHRASE_FILE: passphrase,
    SWITCHYARD_BROWSER: 'none',
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
  }
  const added = spawnSync(process.execPath, [cli, 'catalog', 'add', source], { env, encoding: 'utf8' })
  if (added.status !== 0) throw new Error(`catalog add: ${added.stderr}`)
  return { env, close: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Starts the browser host; resolves with the ready line's address. @param {NodeJS.ProcessEnv} env */
export const startHost = async env => {
  const began = performance.now()
  const child = spawn(process.execPath, [cli, 'open', '--browser', '--no-open', '--port', '0'], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^Switchyard is ready: (\S+)$/.exec(line)?.[1]
    if (url === undefined) continue
    return {
      url,
      began,
      pid: child.pid ?? 0,
      async close() {
        child.kill('SIGTERM')
        await once(child, 'exit')
      },
    }
  }
  throw new Error('The browser host ended before it was ready.')
}

/** What a process holds in memory, in MB; null where the system does not say. @param {number} pid */
export const memoryOf = pid => {
  try {
    const resident = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return resident === undefined ? null : Number(resident) / 1_024
  } catch {
    return null
  }
}

/** It draws as soon as it can: with the display's rhythm each figure would hold up to 16 ms of waiting. */
export const browserFlags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-frame-rate-limit',
  '--disable-gpu-vsync',
]

/** Where Chromium is; null where there is none. */
export const chromiumPath = () => prepare().found.chromium ?? null

/** @returns {Promise<import('@playwright/test').Browser | null>} null where there is no Chromium */
export const startBrowser = async () => {
  const executablePath = chromiumPath()
  return executablePath === null ? null : chromium.launch({ executablePath, args: browserFlags })
}

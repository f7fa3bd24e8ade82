// Starts vault-child.ts with steps and collects what it prints.
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Step } from './vault-child.ts'

export type VaultRun = {
  readonly child: ChildProcess
  /** One result per step, once the process has ended. */
  readonly results: Promise<unknown[]>
}

/** `onLine` is told each result as it comes. A process that ends badly makes `results` reject, unless it was killed. */
export const startVault = (
  env: NodeJS.ProcessEnv,
  steps: readonly Step[],
  onLine?: (result: unknown) => void,
): VaultRun => {
  const script = join(import.meta.dirname, 'vault-child.ts')
  const child = spawn(process.execPath, [script, JSON.stringify(steps)], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: unknown[] = []
  let errors = ''
  createInterface({ input: child.stdout }).on('line', line => {
    const result: unknown = JSON.parse(line)
    lines.push(result)
    onLine?.(result)
  })
  child.stderr.on('data', (text: Buffer) => {
    errors += text.toString()
  })
  const results = new Promise<unknown[]>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      if (code === 0 || signal === 'SIGKILL') resolve(lines)
      else reject(new Error(`vault-child ended with ${code}: ${errors}`))
    })
  })
  return { child, results }
}

export const runVault = (env: NodeJS.ProcessEnv, steps: readonly Step[]): Promise<unknown[]> =>
  startVault(env, steps).results

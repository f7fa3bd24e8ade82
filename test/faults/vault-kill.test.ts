// kill -9 at any moment of a write leaves the old vault or the new one, and others go on.
import { readdir } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { jsonKey } from '../../main/vault/vault-key.ts'
import { startVault } from '../support/run-vault.ts'
import { tempHome } from '../support/temp-home.ts'
import { openVault, testPassphrase } from '../support/temp-vault.ts'

type Value = { n: number; text: string }
const note = jsonKey<Value>('note', 'a')
const size = 200_000

/** Kills a process that writes without a pause after `ms`; yields the last number it had been told was kept. */
const killWhileWriting = async (env: NodeJS.ProcessEnv, ms: number): Promise<number> => {
  let last = 0
  let begun: () => void = () => {}
  const beginning = new Promise<void>(resolve => {
    begun = resolve
  })
  const { child, results } = startVault(env, [{ do: 'write-forever', id: 'a', size }], n => {
    last = n as number
    begun()
  })
  await beginning
  await wait(ms)
  child.kill('SIGKILL')
  await results
  return last
}

test('the vault is whole after a kill at any of ten moments: the last kept write, or the one in hand', async () => {
  for (let kill = 0; kill < 10; kill++) {
    // A home each, because the next writer must wait until the dead one's lock counts as stale.
    const home = await tempHome({ SWITCHYARD_KEYCHAIN: 'passphrase', SWITCHYARD_PASSPHRASE: testPassphrase })
    const last = await killWhileWriting(home.env, 3 + kill * 5)
    const read = await openVault(home).read(note)
    if (!read.ok || read.value === null) throw new Error(`kill ${kill}: ${JSON.stringify(read)}`)
    const { n, text } = read.value
    expect(n).toBeGreaterThanOrEqual(last)
    expect(n).toBeLessThanOrEqual(last + 1)
    expect(text).toBe(String(n % 10).repeat(size))
    if (kill < 9) continue
    expect(await openVault(home).write(note, { n: 0, text: '' })).toMatchObject({ ok: true })
    expect(await readdir(home.paths.home)).toEqual(['vault.bin'])
  }
})

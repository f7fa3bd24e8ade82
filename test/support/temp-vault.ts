// A vault behind a passphrase in a temporary home; no keychain takes part.
import { createClock } from '../../main/clock.ts'
import { createKeySource } from '../../main/vault/key-source.ts'
import type { AskPassphrase } from '../../main/vault/passphrase.ts'
import { createVault, type Vault } from '../../main/vault/vault.ts'
import type { TempHome } from './temp-home.ts'

/** Long and random enough to be derived fast, so that tests need not wait. */
export const testPassphrase = 'q8ZfT0xV2mKcY7rLbN4hWd1sJpA6uEoG3iXvQy9zRtk'

/** Opens the home's vault as a new process would; `passphrase` null: only `ask` can give one. */
export const openVault = (
  home: TempHome,
  { passphrase = testPassphrase, ask }: { passphrase?: string | null; ask?: AskPassphrase } = {},
): Vault => {
  const given = passphrase === null ? {} : { SWITCHYARD_PASSPHRASE: passphrase }
  const env = { ...home.env, SWITCHYARD_KEYCHAIN: 'passphrase', ...given }
  const keySource = createKeySource({ env, home: home.paths.home, ...(ask ? { ask } : {}) })
  if (!keySource.ok) throw new Error(JSON.stringify(keySource.failure))
  return createVault({ paths: home.paths, keySource: keySource.value, clock: createClock() })
}

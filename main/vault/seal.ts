// Seals bytes for files beside the vault (earlier states of the AWS files, the activity's mark) with the vault's key.
import { failed, ok, type Result } from '../../shared/result.ts'
import { decrypt, encrypt } from './envelope.ts'
import type { Vault } from './vault.ts'

export interface Sealer {
  seal(bytes: Uint8Array): Promise<Result<Buffer>>
  /** Fails with vault-damaged when the bytes were changed, or sealed with another key or for another use. */
  open(sealed: Uint8Array): Promise<Result<Buffer>>
  /** True when neither call will ask a person or the keychain. */
  ready(): boolean
}

const magic = Buffer.from('SWYSEAL\x01')
const prefixLength = magic.length + 8

/** `purpose` separates uses: what was sealed for one opens for no other. `what` names the file in failures. */
export const createSealer = (
  vault: Pick<Vault, 'subkey' | 'ready'>,
  purpose = 'sealed files',
  what = purpose,
): Sealer => ({
  async seal(bytes) {
    const found = await vault.subkey(purpose)
    if (!found.ok) return found
    const prefix = Buffer.concat([magic, Buffer.from(found.value.keyId, 'hex')])
    return ok(Buffer.concat([prefix, encrypt(found.value.key, bytes, prefix)]))
  },
  async open(sealed) {
    const bytes = Buffer.from(sealed)
    const damaged = (said: string) => failed({ kind: 'vault-damaged' as const, path: what, said })
    if (bytes.length < prefixLength || !bytes.subarray(0, magic.length).equals(magic))
      return damaged('It is not a sealed file.')
    const found = await vault.subkey(purpose)
    if (!found.ok) return found
    const prefix = bytes.subarray(0, prefixLength)
    if (prefix.toString('hex', magic.length) !== found.value.keyId)
      return damaged('It was sealed with the key of another vault.')
    const plain = decrypt(found.value.key, bytes.subarray(prefixLength), prefix)
    return plain === null ? damaged('Its contents were changed or lost in part.') : ok(plain)
  },
  ready: () => vault.ready(),
})

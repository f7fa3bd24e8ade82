// The form of vault.bin: a readable header and one AES-256-GCM envelope, bound to each other.
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

/** How the master key is found: in the system's keychain, or wrapped by a passphrase (base64 fields). */
export type KeyHeader =
  | { readonly mode: 'os' }
  | {
      readonly mode: 'passphrase'
      /** scrypt's cost, block size and parallelism. */
      readonly n: number
      readonly r: number
      readonly p: number
      readonly salt: string
      readonly wrapped: string
    }

export type Header = {
  readonly key: KeyHeader /** Tells a wrong key from a damaged file. */
  readonly keyId: string
}

/** Why bytes are no vault that we can open. */
export type Unsealed =
  | { readonly state: 'header'; readonly header: Header }
  | { readonly state: 'damaged'; readonly said: string }
  | { readonly state: 'newer'; readonly version: number }

const magic = Buffer.from('SWYVAULT')
const version = 1
const nonceLength = 12
const tagLength = 16
const prefixLength = magic.length + 3

/** A key for one purpose: the master key itself encrypts nothing. */
export const deriveKey = (master: Buffer, purpose: string): Buffer =>
  createHmac('sha256', master).update(`switchyard ${purpose} v1`).digest()

export const keyIdOf = (master: Buffer): string => deriveKey(master, 'key id').subarray(0, 8).toString('hex')

/**
 * AES-256-GCM with a random 96-bit nonce; yields nonce, ciphertext, tag. NIST SP 800-38D bounds random
 * nonces at 2^32 uses of a key, far beyond what one person's vault is written.
 */
export const encrypt = (key: Buffer, plain: Uint8Array, bound: Uint8Array): Buffer => {
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
  cipher.setAAD(bound)
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Null when the bytes, what they are bound to, or the key are not the ones that were sealed. */
export const decrypt = (key: Buffer, sealed: Buffer, bound: Uint8Array): Buffer | null => {
  if (sealed.length < nonceLength + tagLength) return null
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceLength), {
    authTagLength: tagLength,
  })
  decipher.setAAD(bound)
  decipher.setAuthTag(sealed.subarray(sealed.length - tagLength))
  try {
    return Buffer.concat([
      decipher.update(sealed.subarray(nonceLength, sealed.length - tagLength)),
      decipher.final(),
    ])
  } catch {
    return null
  }
}

/** Reads the header without a key. */
export const readHeader = (file: Buffer): Unsealed => {
  if (file.length < prefixLength || !file.subarray(0, magic.length).equals(magic)) {
    return { state: 'damaged', said: 'It does not begin like a vault.' }
  }
  const found = file.readUInt8(magic.length)
  if (found > version) return { state: 'newer', version: found }
  try {
    const header: unknown = JSON.parse(headerBytes(file).toString('utf8'))
    if (isHeader(header)) return { state: 'header', header }
  } catch {
    // Said below.
  }
  return { state: 'damaged', said: 'Its header cannot be read.' }
}

/** The plain contents, or null when anything in the file was changed. The key must fit the header's keyId. */
export const openVaultFile = (file: Buffer, master: Buffer): Buffer | null => {
  const end = prefixLength + headerBytes(file).length
  return decrypt(deriveKey(master, 'vault'), file.subarray(end), file.subarray(0, end))
}

/** The header is bound to the contents: neither its version nor its key's kind can be changed unseen. */
export const sealVaultFile = (header: Header, master: Buffer, plain: Uint8Array): Buffer => {
  const text = Buffer.from(JSON.stringify(header))
  const prefix = Buffer.alloc(prefixLength)
  magic.copy(prefix)
  prefix.writeUInt8(version, magic.length)
  prefix.writeUInt16BE(text.length, magic.length + 1)
  const bound = Buffer.concat([prefix, text])
  return Buffer.concat([bound, encrypt(deriveKey(master, 'vault'), plain, bound)])
}

const headerBytes = (file: Buffer): Buffer => {
  const length = file.readUInt16BE(magic.length + 1)
  return file.subarray(prefixLength, prefixLength + length)
}

const isHeader = (value: unknown): value is Header => {
  const header = value as Partial<Header> | null
  if (typeof header !== 'object' || header === null || typeof header.keyId !== 'string') return false
  const key = header.key as Partial<Extract<KeyHeader, { mode: 'passphrase' }>> | { mode: 'os' } | undefined
  if (typeof key !== 'object' || key === null) return false
  if (key.mode === 'os') return true
  if (key.mode !== 'passphrase') return false
  const { n, r, p, salt, wrapped } = key
  // Bounded, because the header is read before anything is proven: a forged cost must not eat all memory.
  const power = typeof n === 'number' && Number.isInteger(Math.log2(n)) && n >= 2 && n <= 2 ** 20
  return power && r === 8 && p === 1 && typeof salt === 'string' && typeof wrapped === 'string'
}

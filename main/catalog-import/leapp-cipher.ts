// Opens a Leapp workspace: it is encrypted with the id of the machine, in the form OpenSSL and crypto-js call "Salted__".
import { createDecipheriv, createHash } from 'node:crypto'

const magic = 'Salted__'

/** Leapp writes its file as Base64 of `Salted__`, eight bytes of salt, and the cipher text (crypto-js, AES with a passphrase). */
export const isSalted = (text: string): boolean => {
  const bytes = Buffer.from(text.trim(), 'base64')
  return bytes.length >= 32 && bytes.subarray(0, 8).toString('latin1') === magic
}

/**
 * Key and vector as OpenSSL's EVP_BytesToKey makes them with MD5 and one round. That protects nothing, and nothing is
 * protected by it here: it is how the file of the other program was written, and it is only read.
 */
const keyAndVector = (passphrase: string, salt: Buffer): { key: Buffer; vector: Buffer } => {
  let made = Buffer.alloc(0)
  let last = Buffer.alloc(0)
  while (made.length < 48) {
    last = createHash('md5').update(last).update(passphrase, 'utf8').update(salt).digest()
    made = Buffer.concat([made, last])
  }
  return { key: made.subarray(0, 32), vector: made.subarray(32, 48) }
}

/** The text inside; null when the machine's id is another one. */
export const openSalted = (text: string, machineId: string): string | null => {
  const bytes = Buffer.from(text.trim(), 'base64')
  const { key, vector } = keyAndVector(machineId, bytes.subarray(8, 16))
  try {
    const decipher = createDecipheriv('aes-256-cbc', key, vector)
    const opened = Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()])
    return new TextDecoder('utf-8', { fatal: true }).decode(opened)
  } catch {
    return null
  }
}

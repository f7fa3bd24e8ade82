// Checks a document against a minisign signature: both of minisign's algorithms, and the comment that was signed with it.
import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { blake2b } from '@noble/hashes/blake2.js'
import { failed, ok, type Result } from '../../shared/result.ts'

export type PublicKey = {
  /** As it is written: one line of base64. */
  readonly line: string
  /** As minisign shows it: 16 hexadecimal digits. */
  readonly id: string
  readonly key: KeyObject
}

/** `at` is the moment of signing that minisign notes by itself, in seconds since the epoch; null when it does not say. */
export type Signed = { readonly keyId: string; readonly at: number | null }

/** What stands before the 32 bytes of an ed25519 key as SPKI (RFC 8410). */
const spki = Buffer.from('302a300506032b6570032100', 'hex')
/** No signature file comes near: two comments of a line each and 138 bytes. */
const mostSignatureBytes = 16_384

/** Strict base64 of exactly `size` bytes: Node's own decoder passes over what it does not know. */
const bytesOf = (line: string, size: number): Buffer | null => {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(line)) return null
  const bytes = Buffer.from(line, 'base64')
  return bytes.length === size && bytes.toString('base64') === line ? bytes : null
}

/** minisign shows the eight bytes as a number, the last byte first. */
const idOf = (bytes: Buffer): string => Buffer.from(bytes).reverse().toString('hex').toUpperCase()

/**
 * `text` is the base64 line or the whole of minisign's .pub file. Fails with bad-input.
 * minisign's format: "Ed", 8 bytes that name the key, 32 bytes of ed25519 key.
 */
export const readPublicKey = (text: string): Result<PublicKey> => {
  const lines = text
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('untrusted comment:'))
  const [line = ''] = lines
  const bytes = lines.length === 1 ? bytesOf(line, 42) : null
  if (bytes === null || bytes.toString('latin1', 0, 2) !== 'Ed')
    return failed({
      kind: 'bad-input',
      path: 'key',
      message: 'This is no minisign public key: it is a line such as RWQ..., or the file minisign.pub.',
    })
  const key = createPublicKey({
    key: Buffer.concat([spki, bytes.subarray(10)]),
    format: 'der',
    type: 'spki',
  })
  return ok({ line, id: idOf(bytes.subarray(2, 10)), key })
}

/** Fails with catalog-untrusted; `source` names the document there. `signature` null = there is none. */
export const checkSignature = (
  document: Uint8Array,
  signature: Uint8Array | null,
  { id, key }: PublicKey,
  source: string,
): Result<Signed> => {
  const refuse = (because: 'signature' | 'unsigned', said: string): Result<Signed> =>
    failed({ kind: 'catalog-untrusted', source, because, said })
  if (signature === null)
    return refuse('unsigned', 'It is not signed, and its catalog was added with a key (--key).')
  const read = signature.length > mostSignatureBytes ? null : readSignature(signature)
  if (read === null) return refuse('signature', 'Its signature is not one that minisign has made.')
  if (read.keyId !== id)
    return refuse(
      'signature',
      `It is signed by another key, ${read.keyId}; its catalog expects ${id}. If its authors changed it: switchyard catalog sync NAME --key PUBKEY.`,
    )
  // "ED" signs the BLAKE2b-512 of the document, the older "Ed" the document itself.
  const message = read.hashed ? blake2b(document, { dkLen: 64 }) : document
  if (!verify(null, message, key, read.signature))
    return refuse('signature', 'Its signature does not fit: the document is not what was signed.')
  if (!verify(null, Buffer.concat([read.signature, read.comment]), key, read.commentSignature))
    return refuse('signature', 'Its signature does not fit: its comment is not what was signed.')
  const stamp = /(?:^|\t)timestamp:(\d{1,15})(?:\t|$)/.exec(read.comment.toString('utf8'))
  return ok({ keyId: id, at: stamp ? Number(stamp[1]) : null })
}

type Parts = {
  readonly hashed: boolean
  readonly keyId: string
  readonly signature: Buffer
  readonly comment: Buffer
  readonly commentSignature: Buffer
}

/** Four lines: a comment nobody signed, algorithm + key id + signature, a signed comment, the signature of that. */
const readSignature = (file: Uint8Array): Parts | null => {
  const lines = Buffer.from(file).toString('latin1').split(/\r?\n/)
  const [untrusted = '', first = '', trusted = '', second = '', ...rest] = lines
  if (!untrusted.startsWith('untrusted comment: ') || !trusted.startsWith('trusted comment: ')) return null
  if (rest.some(line => line !== '')) return null
  const bytes = bytesOf(first.trim(), 74)
  const commentSignature = bytesOf(second.trim(), 64)
  const algorithm = bytes?.toString('latin1', 0, 2)
  if (bytes === null || commentSignature === null || (algorithm !== 'Ed' && algorithm !== 'ED')) return null
  return {
    hashed: algorithm === 'ED',
    keyId: idOf(bytes.subarray(2, 10)),
    signature: bytes.subarray(10),
    comment: Buffer.from(trusted.slice('trusted comment: '.length), 'latin1'),
    commentSignature,
  }
}

// What a profile of ours looks like in the two AWS files, and which values can be written there at all.
import { profileNamePattern, regionPattern, type TargetId } from '../../shared/names.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Secret } from '../secret.ts'
import type { AwsFile } from './section-names.ts'

export type ProfileKeys = {
  readonly accessKeyId: string
  readonly secretAccessKey: Secret
  readonly sessionToken: Secret
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
}

type Described = { readonly profile: string; readonly target: TargetId; readonly region: string }
/** One profile to write. It carries keys or a command, never both: SDKs disagree on which of two kinds wins. */
export type ProfileBlock =
  | (Described & { readonly mode: 'keys'; readonly credentials: ProfileKeys })
  /** `command` as `credential_process` shall hold it: a path without blanks, then plain arguments. */
  | (Described & { readonly mode: 'process'; readonly command: string })

export const beginMarker = (profile: string): string =>
  `# >>> switchyard ${profile} (managed; edits here are lost)`
export const endMarker = (profile: string): string => `# <<< switchyard ${profile}`
/** Stands over a header that we leave behind for settings someone wrote after our block. */
export const keptMarker = (profile: string): string => `# switchyard keeps the settings below for ${profile}`
/** Stands in the first of our blocks at the end of a file that had no final line end before; goes with the block. */
export const noLineEndMarker = '# the file ended here without a line end'
/** Stands in the first of our blocks of a file that we made; the file goes with the last of them. */
export const absentMarker = '# there was no file before'

export const headerOf = (profile: string, file: AwsFile): string =>
  file === 'credentials' || profile === 'default' ? `[${profile}]` : `[profile ${profile}]`

/**
 * The block's lines for one file, markers included; null when this file gets none.
 * Never an indented line, an inline comment or a quote: readers disagree on all three.
 */
export const blockLines = (block: ProfileBlock, file: AwsFile): string[] | null => {
  const fenced = (lines: readonly string[]): string[] => [
    beginMarker(block.profile),
    headerOf(block.profile, file),
    ...lines,
    endMarker(block.profile),
  ]
  if (file === 'config') {
    const process = block.mode === 'process' ? [`credential_process = ${block.command}`] : []
    return fenced([`region = ${block.region}`, ...process, `# target ${block.target}`])
  }
  if (block.mode === 'process') return null
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = block.credentials
  return fenced([
    `aws_access_key_id = ${accessKeyId}`,
    `aws_secret_access_key = ${secretAccessKey.reveal()}`,
    `aws_session_token = ${sessionToken.reveal()}`,
    `x_security_token_expires = ${new Date(expiresAt).toISOString().replace(/\.\d{3}Z$/, 'Z')}`,
  ])
}

/**
 * Checks that every reader will read back what is meant. Fails with bad-input, whose words never hold the value.
 *
 * Names: `__proto__` makes the JS SDK refuse the whole file, other names every JavaScript object has make it write
 * into them (parseIni fills a plain object), and `[DEFAULT]` leaks into every profile of botocore's.
 * Values: the JS SDK and Go cut at a blank before `#` or `;`, Go takes a pair of quotes off, botocore reads with
 * the locale's encoding on Windows, and a line end would start a line of its own.
 */
export const checkBlock = (block: ProfileBlock): Result<void> => {
  const { profile } = block
  if (!profileNamePattern.test(profile))
    return bad('profile', 'A profile name is 1 to 64 of the characters A-Z a-z 0-9 _ . @ + % : / -')
  if (profile in {} || profile === 'DEFAULT')
    return bad('profile', `AWS tools cannot read a profile that is named ${profile}.`)
  if (!regionPattern.test(block.region) || block.region.length > 64)
    return bad('region', 'This is not the name of an AWS region.')
  if (!isPlain(block.target)) return bad('target', 'The target has characters that an AWS file cannot hold.')
  if (block.mode === 'process')
    return processCommand.test(block.command) && block.command.length <= 2048
      ? ok(undefined)
      : bad('command', 'The command has characters that the AWS tools read differently.')
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = block.credentials
  if (!/^\w{16,128}$/.test(accessKeyId)) return bad('accessKeyId', 'This is not an access key id.')
  for (const [path, secret] of Object.entries({ secretAccessKey, sessionToken }))
    if (!isPlain(secret.reveal()) || secret.reveal().includes(' '))
      return bad(path, 'The value has characters that an AWS file cannot hold.')
  if (!Number.isFinite(expiresAt) || Math.abs(expiresAt) > 8.64e15)
    return bad('expiresAt', 'This is no time.')
  return ok(undefined)
}

const bad = (path: string, message: string): Result<void> => failed({ kind: 'bad-input', path, message })

/** One line of printable ASCII that no reader cuts, trims or unquotes. */
const isPlain = (value: string): boolean =>
  /^[\x21-\x7E](?:[\x20-\x7E]*[\x21-\x7E])?$/.test(value) &&
  !/(?:^|\s)[#;]/.test(value) &&
  !/^["']/.test(value)

/**
 * The JS SDK and Go run the command in a shell (`sh -c`, `cmd.exe /C`), botocore splits it itself (shlex, or
 * Microsoft's rules): only characters that mean themselves in all of these, one blank between words, no quotes.
 */
const processCommand = /^[A-Za-z0-9_./:\\@+-]+(?: [A-Za-z0-9_./:@=,+-]+)*$/

// The single values that catalogs and the personal layer share, with AWS's rules for each.
import { environmentColors } from '../../shared/catalog.ts'
import { longestDuration, parseDuration, shortestDuration } from '../../shared/duration.ts'
import { accountIdPattern, keyPattern } from '../../shared/names.ts'
import { partitions } from '../aws/partition.ts'
import type { DocNode, Path, Report } from './document-tree.ts'
import { choice, parsed, type TextRules, text } from './scalar-shapes.ts'
import type { Shape } from './shape.ts'

export const keyRules: TextRules = {
  what: 'a key: lower-case letters, digits, ".", "_" and "-", at most 63 of them, beginning with a letter or digit',
  pattern: keyPattern,
}
export const key = text(keyRules)

/** Words for people: shown, never used as a name for anything. */
export const words = text({
  what: 'a text of one line',
  most: 256,
  check: value => (value.trim() === '' ? 'This text is empty.' : null),
})

/** A text that may hold placeholders; what it becomes is checked for each account. */
export const template = text({ what: 'a text of one line', most: 512 })

export const accountId = text({ what: 'an AWS account id: exactly 12 digits', pattern: accountIdPattern })

export const color = choice(environmentColors)
export const required = choice(['required', 'none'])
export const partition = choice(partitions.map(one => one.name))

/** AWS: a role's session lasts 15 minutes to 12 hours (STS AssumeRole, DurationSeconds 900..43200). */
export const duration: Shape<number> = parsed(
  { what: 'a length of time, such as 15m, 1h or 1h30m', most: 20, json: { examples: ['1h', '15m', '12h'] } },
  value => {
    const seconds = parseDuration(value)
    if (seconds === null)
      return { wrong: `${JSON.stringify(value)} is not a length of time, such as 15m, 1h or 1h30m.` }
    if (seconds < shortestDuration || seconds > longestDuration)
      return { wrong: `${value} is out of range: AWS gives sessions of 15m to 12h.` }
    return { value: seconds }
  },
)

export const region = text({
  what: 'a region, such as eu-west-1',
  pattern: /^[a-z]{2,4}(-[a-z]+){1,3}-\d{1,2}$/,
})

/** Links reach a browser and portals are given bearer tokens: nothing but https, and no name or password inside. */
const secureUrl = (value: string): string | null => {
  let url: URL
  try {
    url = new URL(value)
  } catch {
    return `${JSON.stringify(value)} is not a URL.`
  }
  if (url.protocol !== 'https:')
    return `Only https URLs are allowed, and this is ${url.protocol.replace(':', '')}.`
  if (url.username !== '' || url.password !== '')
    return 'A URL with a name or a password in it is not allowed.'
  return null
}
export const httpsUrl = text({
  what: 'an https URL',
  most: 2048,
  check: secureUrl,
  json: { format: 'uri', pattern: '^https://' },
})

/** AWS's portals have plain addresses: a letter of another alphabet is somebody else's host, and is read as the known one. */
export const portalUrl = text({
  what: 'the https URL of a portal',
  most: 2048,
  check: value => {
    const other = /[^\x21-\x7E]/u.exec(value)?.[0]
    if (other === undefined) return secureUrl(value)
    const code = (other.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    return `“${other}” (U+${code}) stands in no address of an access portal.`
  },
  json: { format: 'uri', pattern: '^https://[!-~]+$' },
})

export const unit = text({
  what: 'a unit: names joined by "/", such as Envs/Production',
  pattern: /^[^/\s*]([^/*]*[^/\s*])?(\/[^/\s*]([^/*]*[^/\s*])?)*$/,
})
export const unitPattern = text({
  what: 'a unit such as Envs/Production, with /* for its children or /** for all below',
  pattern: /^([^/\s*]([^/*]*[^/\s*])?(\/[^/\s*]([^/*]*[^/\s*])?)*(\/\*\*?)?|\*\*?)$/,
})

/** AWS: session tags have keys of 1 to 128 and values of up to 256 of these characters (STS AssumeRole, Tags). */
const tagCharacters = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u
export const tagKeyRules: TextRules = {
  what: 'a tag key: 1 to 128 letters, digits, spaces and _ . : / = + - @',
  most: 128,
  check: value =>
    value === '' || !tagCharacters.test(value)
      ? `${JSON.stringify(value)} is not a tag key: AWS allows 1 to 128 letters, digits, spaces and _ . : / = + - @.`
      : /^aws:/i.test(value)
        ? 'Tag keys that begin with "aws:" belong to AWS.'
        : null,
}
export const tagKey = text(tagKeyRules)
export const tagText = text({
  what: 'a tag value: up to 256 letters, digits, spaces and _ . : / = + - @',
  most: 256,
  check: value =>
    tagCharacters.test(value)
      ? null
      : `${JSON.stringify(value)} holds characters that AWS does not allow in a tag.`,
})

/** AWS: an IAM path begins and ends with "/" and has at most 512 characters (IAM, CreateRole). */
export const rolePath = text({
  what: 'an IAM path: it begins and ends with "/", such as /clients/',
  pattern: /^\/([\x21-\x7E]{1,510}\/)?$/,
})

/** AWS: session policies are managed policies, by ARN (STS AssumeRole, PolicyArns). */
export const policyArn = text({
  what: 'the ARN of a managed policy, such as arn:aws:iam::aws:policy/ReadOnlyAccess',
  pattern: /^arn:aws[a-z-]*:iam::(aws|\d{12}):policy\/[\x21-\x7E]{1,1900}$/,
})

/** AWS: a virtual device's ARN or a hardware device's serial, 9 to 256 characters (STS AssumeRole, SerialNumber). */
export const mfaSerial = text({
  what: 'an MFA device: its ARN or its serial number',
  pattern: /^[\w+=/:,.@-]{9,256}$/,
  check: value =>
    /^arn:[a-z-]+:iam::\d{12}:u2f\//.test(value)
      ? 'AWS takes no codes of a security key (FIDO) here; name a device that shows codes.'
      : null,
})

/** AWS: an inline session policy has at most 2,048 characters (STS AssumeRole, Policy). */
export const policy: Shape<string> = {
  read(node, path, report) {
    const written = node.kind === 'scalar' ? node.text.trim() : JSON.stringify(plainValue(node))
    if (node.kind === 'scalar' && !isJsonObject(written))
      return wrong(node, path, report, 'This must be a policy in JSON.')
    if (written.length > 2048)
      return wrong(node, path, report, `This policy has ${written.length} characters; AWS allows 2,048.`)
    if (!/^[\t\n\r\x20-\xFF]*$/.test(written))
      return wrong(node, path, report, 'AWS allows only Latin-1 characters in a policy.')
    return written
  },
  json: () => ({ anyOf: [{ type: 'string', maxLength: 2048 }, { type: 'object' }] }),
}

const wrong = (node: DocNode, path: Path, report: Report, message: string): undefined => {
  report.add(node.at, path, message)
  return undefined
}

const isJsonObject = (written: string): boolean => {
  try {
    const value: unknown = JSON.parse(written)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

/** What JSON would make of a part of the document: words without quotes that JSON knows are themselves. */
const plainValue = (node: DocNode): unknown => {
  if (node.kind === 'list') return node.items.map(plainValue)
  if (node.kind === 'map')
    return Object.fromEntries(node.entries.map(({ key, value }) => [key, plainValue(value)]))
  if (!node.plain) return node.text
  if (/^(true|false|null|-?(0|[1-9]\d{0,14})(\.\d+)?)$/.test(node.text))
    return JSON.parse(node.text) as unknown
  return node.text
}

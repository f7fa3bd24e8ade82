// The rules of the house as functions: each takes a source file and returns its offences as sentences.
import { importsOf, type Scanned, scan } from './scan.ts'

export type Source = {
  /** From the top of the checkout, with `/`. */
  readonly path: string
  readonly text: string
  readonly scanned: Scanned
}
export const source = (path: string, text: string): Source => ({ path, text, scanned: scan(text) })

export type Check = (file: Source) => readonly string[]

const longest = 300
const isScript = (path: string): boolean => /\.(ts|tsx|mjs)$/.test(path)
const isConfig = (path: string): boolean => /\.config\.ts$/.test(path)
const isProduct = (path: string): boolean => /^(shared|main|preload|renderer)\//.test(path)

/** A check that refuses every match of a pattern in the code (comments and strings are not code). */
const refuses =
  (pattern: RegExp, what: string, applies: (path: string) => boolean = isScript): Check =>
  ({ path, scanned }) =>
    applies(path) && pattern.test(scanned.code) ? [`${path}: ${what}`] : []

export const isShort: Check = ({ path, text }) => {
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
  return lines > longest ? [`${path}: ${lines} lines, at most ${longest}`] : []
}

/** The style sheet of one component is part of it, and the component says why. */
const belongsToComponent = (path: string): boolean => path.endsWith('.module.css')
export const saysWhy: Check = ({ path, text }) => {
  if (belongsToComponent(path)) return []
  const [first = '', second = ''] = text.split('\n')
  const line = first.startsWith('#!') ? second : first
  const mark = path.endsWith('.css') ? /^\/\* \S.{10,}/ : /^\/\/ \S.{10,}/
  return mark.test(line) ? [] : [`${path}: the first line does not say why the file exists`]
}

const bannedWords =
  /(^|[-./])(util|utils|helper|helpers|common|misc|manager|service|services|provider|handler|handlers|base)([-.]|$)/
export const isWellNamed: Check = ({ path }) => {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return [
    ...(bannedWords.test(name) ? [`${path}: a banned word in the name`] : []),
    ...(/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)+$/.test(name) ? [] : [`${path}: not in kebab-case`]),
  ]
}

export const hasNoDefaultExport: Check = refuses(
  /\bexport\s+default\b|\bas\s+default\b/,
  'a default export',
  path => isScript(path) && !isConfig(path),
)
export const hasNoEnum: Check = refuses(/\benum\s+\w+\s*\{/, 'an enum')
/** Biome finds every `any`, and tsc every wrong type, unless a comment tells them to look away. */
const silencer = new RegExp(
  ['biome-ignore-(all|start)', 'biome-ignore.*noExplicitAny', '@ts-(ignore|nocheck)'].join('|'),
)
export const hidesNothing: Check = ({ path, text }) =>
  isScript(path) &&
  !path.startsWith('test/architecture/') &&
  (silencer.test(text) || (isProduct(path) && text.includes('@ts-expect-error')))
    ? [`${path}: hides something from tsc or Biome`]
    : []
export const hasNoPrefix: Check = refuses(
  /\b(?:interface|type|class)\s+I[A-Z][a-z]\w*/,
  'a type with an I in front',
)
export const isSilent: Check = refuses(
  /(?<![.\w])console\s*(\.\s*(log|error|warn|info|debug|trace|table|dir|group|groupEnd|time|timeEnd|assert|count)\b|\[)/,
  '`console` outside log and output',
  path => isProduct(path) && !['main/log.ts', 'main/cli/output.ts'].includes(path),
)
/** The SDK signs with the system's time plus an offset that we give it, so that offset is counted from the system's time. */
const knowTheSystemsTime = ['main/clock.ts', 'main/aws/caller.ts']
export const keepsTime: Check = refuses(
  /\bDate\.now\s*\(|\bnew\s+Date\s*\(\s*\)/,
  'reads the system’s time; time is an argument (main/clock.ts)',
  path => /^(main|shared)\//.test(path) && !knowTheSystemsTime.includes(path),
)
export const isFinished: Check = ({ path, text }) =>
  /\b(TODO|FIXME|XXX)\b/.test(text) && !path.startsWith('test/architecture/') ? [`${path}: unfinished`] : []

/** Files that re-export other files hide where things live. */
export const isNoBarrel: Check = ({ path, scanned }) =>
  isScript(path)
    ? importsOf(scanned)
        .filter(one => one.reExports && !one.from.endsWith('.json'))
        .map(one => `${path}: re-exports ${one.from}`)
    : []

export const usesNoShell: Check = ({ path, scanned }) => {
  if (!isScript(path)) return []
  const fromChildProcess = importsOf(scanned).filter(one => /^(node:)?child_process$/.test(one.from))
  return [
    ...(/\bshell\s*:\s*(?!false\b|undefined\b|string\b|Shell\b)(true\b|"§)/.test(scanned.code)
      ? [`${path}: starts a program through a shell`]
      : []),
    ...(/(?<![.\w#])exec(Sync)?\s*\(|\b(child_process|childProcess|cp)\.exec(Sync)?\s*\(/.test(
      scanned.code,
    ) || fromChildProcess.some(one => /\bexec(Sync)?\b/.test(one.clause))
      ? [`${path}: exec() hands a string to a shell`]
      : []),
  ]
}

/** What node:crypto may be asked for: only what Electron's BoringSSL has too. */
const algorithms = new Set(['sha1', 'sha256', 'sha384', 'sha512', 'aes-256-gcm', 'ed25519'])
/** How another program wrote its file: BoringSSL has these too, and nothing of ours is protected by them. */
const readOnly: Readonly<Record<string, readonly string[]>> = {
  'main/catalog-import/leapp-cipher.ts': ['md5', 'aes-256-cbc'],
}
const named =
  /\b(?:createHash|createHmac|createCipheriv|createDecipheriv|generateKeyPair|generateKeyPairSync|hkdf|hkdfSync)\s*\(\s*(?:"§(\d+)"|(\w+))/g
export const usesKnownCrypto: Check = ({ path, scanned }) => {
  if (!isProduct(path) && !path.startsWith('build/')) return []
  const uses = [...scanned.code.matchAll(named)].map(([, number, variable]) =>
    number === undefined ? constantOf(scanned, variable ?? '') : scanned.strings[Number(number)],
  )
  return uses
    .filter(name => name === undefined || !(algorithms.has(name) || readOnly[path]?.includes(name)))
    .map(name => `${path}: ${name ?? 'an algorithm that is no constant'} is not known to be in BoringSSL`)
}

/** The string that a `const` of this file holds. */
const constantOf = ({ code, strings }: Scanned, name: string): string | undefined => {
  const found = new RegExp(`\\bconst\\s+${name}\\s*(?::[^=]+)?=\\s*"§(\\d+)"`).exec(code)
  return found ? strings[Number(found[1])] : undefined
}

/** `import()` of something computed cannot be checked, nor bundled. */
export const importsPlainly: Check = refuses(
  /\bimport\s*\(\s*(?!"§)/,
  'imports something computed',
  path => isProduct(path) && isScript(path),
)

/** The project stands on its own: it never points outside its checkout. */
const outside = new RegExp(
  [['\\.\\./', 'shared', '/design'].join(''), ['/work/', 'shared'].join('')].join('|'),
)
export const standsAlone: Check = ({ path, text }) =>
  outside.test(text) ? [`${path}: points outside the checkout`] : []

export const everyCheck: Readonly<Record<string, Check>> = {
  isShort,
  saysWhy,
  isWellNamed,
  hasNoDefaultExport,
  hasNoEnum,
  hidesNothing,
  hasNoPrefix,
  isSilent,
  keepsTime,
  isFinished,
  isNoBarrel,
  usesNoShell,
  usesKnownCrypto,
  importsPlainly,
  standsAlone,
}

// Catalogs made to do harm, and disks that fail: a clear problem each, in bounded time, and nothing lost.
import { spawn } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCatalog } from '../../main/catalog/read-catalog.ts'
import { createCatalogStore } from '../../main/catalog/store.ts'
import { hasUnseen } from '../../main/catalog/unseen.ts'
import { validateCatalog } from '../../main/catalog/validate.ts'
import { createClock } from '../../main/clock.ts'
import type { Result } from '../../shared/result.ts'
import { tempHome } from '../support/temp-home.ts'

const text = `switchyard: 1
name: hub
signIns: { ops: { kind: iam-user, account: ops, mfa: required } }
accounts:
  ops: { id: "100000000002" }
  acme: { id: "100000000101" }
roles:
  - { name: Admin, accounts: acme, from: ops }
`
const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
const bytes = (content: string): Uint8Array => new TextEncoder().encode(content)
const message = (content: Uint8Array | string): string =>
  validateCatalog(typeof content === 'string' ? bytes(content) : content)
    .map(problem => problem.message)
    .join(' | ')

describe('hostile text', () => {
  it.each([
    ['20 MB', () => bytes(`# ${'x'.repeat(20 * 1024 * 1024)}`), '20.0 MB'],
    ['UTF-16', () => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le')), 'UTF-16'],
    ['UTF-16 without a mark', () => new Uint8Array(Buffer.from(text, 'utf16le')), 'UTF-16'],
    ['a byte order mark', () => bytes(`\uFEFF${text}`), 'byte order mark'],
    ['line ends of Windows', () => bytes(text.replaceAll('\n', '\r\n')), 'Lines end with CRLF here'],
    ['one line end of Windows', () => bytes(text.replace(/\n$/, '\r\n')), 'Lines end with CRLF here'],
    [
      'a carriage return that hides what is before it',
      () => bytes(text.replace('Admin', 'Admin # \rx')),
      'U+000D',
    ],
    [
      'a key twice',
      () => bytes(text.replace('acme:', 'acme: { id: "100000000666" }\n  acme:')),
      'written twice',
    ],
    [
      'a portal without https',
      () =>
        bytes(
          text.replace(
            '{ ops:',
            '{ p: { kind: identity-center, startUrl: "http://x.awsapps.com/start", region: eu-west-1 }, ops:',
          ),
        ),
      'https',
    ],
    [
      'a portal that is spelled with a letter of another alphabet',
      () =>
        bytes(
          text.replace(
            '{ ops:',
            '{ p: { kind: identity-center, startUrl: "https://ex\u0430mple.awsapps.com/start", region: eu-west-1 }, ops:',
          ),
        ),
      'U+0430',
    ],
    ['Latin-1', () => new Uint8Array(Buffer.from(text.replace('Admin', 'Größe'), 'latin1')), 'UTF-8'],
    ['a NUL', () => bytes(text.replace('Admin', 'Ad\u0000min')), 'U+0000'],
    ['an escape sequence of terminals', () => bytes(text.replace('Admin', '\u001B[2JAdmin')), 'U+001B'],
    ['text that reads backwards', () => bytes(text.replace('Admin', '"\u202EnimdA"')), 'U+202E'],
    ['an escaped line break', () => bytes(text.replace('Admin', '"Admin\\n[default]"')), 'line break'],
    ['an escaped terminal sequence', () => bytes(text.replace('Admin', '"\\e[2J"')), 'cannot be seen'],
    ['a space without width', () => bytes(text.replace('Admin', 'Ad\u200Bmin')), 'U+200B'],
    ['a soft hyphen', () => bytes(text.replace('Admin', 'Ad\u00ADmin')), 'U+00AD'],
    ['a tag nobody sees', () => bytes(text.replace('Admin', 'Ad\u{E0041}min')), 'U+E0041'],
    ['half a character', () => bytes(text.replace('Admin', '"\\ud83d"')), 'cannot be seen'],
    [
      'ten thousand roles in nine thousand accounts',
      () =>
        bytes(
          `${text}${Array.from({ length: 9_000 }, (_, index) => `  - { name: R${index}, accounts: all, from: ops }\n`).join('')}`.replace(
            'roles:',
            `${Array.from({ length: 9_000 }, (_, index) => `  a${index}: { id: "${200_000_000_000 + index}" }\n`).join('')}roles:`,
          ),
        ),
      'more than 250,000 targets',
    ],
    [
      'as many ways to choose accounts',
      () =>
        bytes(
          `${text}${Array.from({ length: 9_000 }, (_, index) => `  - { name: R${index}, accounts: { unit: U${index} }, from: ops }\n`).join('')}`.replace(
            'roles:',
            `${Array.from({ length: 9_000 }, (_, index) => `  a${index}: { id: "${200_000_000_000 + index}" }\n`).join('')}roles:`,
          ),
        ),
      'far too many ways',
    ],
    [
      'nine thousand names nobody has, beside twenty thousand that somebody has',
      () =>
        bytes(
          text
            .replace(
              'accounts: acme',
              `accounts: [${Array.from({ length: 9_000 }, (_, index) => `x${index}`).join(', ')}]`,
            )
            .replace(
              'roles:',
              `${Array.from({ length: 20_000 }, (_, index) => `  a${index}: { id: "${200_000_000_000 + index}" }\n`).join('')}roles:`,
            ),
        ),
      'no account "x0"',
    ],
    ['brackets, a million', () => bytes(`switchyard: ${'['.repeat(1_000_000)}`), 'deeper than 32'],
    ['commas, eight million', () => bytes(`[${','.repeat(8_000_000)}]`), 'far too much'],
    [
      'keys nobody knows, half a million',
      () => bytes(Array.from({ length: 500_000 }, (_, index) => `${index}:`).join('\n')),
      'not known here',
    ],
    ['lists, a thousand deep', () => bytes(`a:\n  ${'- '.repeat(1000)}x`), 'deeper than 32'],
    ['33 levels', () => bytes(`${text}x: ${'['.repeat(33)}${']'.repeat(33)}`), 'deeper than 32'],
    ['300 aliases', () => bytes(`a: &a x\nb: [${'*a, '.repeat(300)}]\n`), 'more than 200 aliases'],
    ['a thousand million laughs', () => bytes(bomb()), 'repeat far too much'],
    ['keys of objects', () => bytes(text.replace('acme:', '__proto__:')), 'cannot be used as a key'],
    ['nothing', () => bytes(''), 'empty'],
    ['a number', () => bytes('42'), 'must be a map'],
    ['a program', () => new Uint8Array(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0])), ''],
    [
      'a hundred thousand keys',
      () => bytes(`accounts:\n${Array.from({ length: 100_000 }, (_, index) => `  a${index}: x`).join('\n')}`),
      'must be a map',
    ],
  ])('%s', (_what, make, words) => {
    const start = performance.now()
    const found = message(make())
    expect(found).not.toBe('')
    expect(found).toContain(words)
    expect(performance.now() - start).toBeLessThan(20_000)
  })

  it('what is refused is named without reaching the terminal that it means', () => {
    const found = validateCatalog(
      bytes(
        text
          .replace('acme:', '"\\e]0;x\\a\\u202e": { id: "1" }\n  acme:')
          .replace('roles:', '"\\e[2J": 1\n"a\\nb": 1\nroles:'),
      ),
    )
    expect(found.map(problem => problem.path)).toEqual([
      'accounts.\\u001b]0;x\\u0007\\u202e',
      'accounts.\\u001b]0;x\\u0007\\u202e.id',
      '\\u001b[2J',
      'a\\u000ab',
    ])
    for (const { path, message: said } of found) expect(hasUnseen(path + said)).toBe(false)
  })

  it('a person’s own layer may have the line ends of Windows', () => {
    expect(message('switchyard: 1\r\nname: personal\r\n')).toBe('')
  })

  const bomb = (): string => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
    for (let level = 1; level <= 9; level++)
      lines.push(`a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ')}]`)
    return `${lines.join('\n')}\n`
  }

  it('never changes what objects are', () => {
    readCatalog('{ "__proto__": { "polluted": 1 }, "constructor": { "prototype": { "polluted": 1 } } }', 'x')
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  it('is not fooled by names that objects have', () => {
    const odd = text.replace(
      'Admin, accounts: acme',
      'Admin, accounts: acme, tags: { toString: x, hasOwnProperty: y }',
    )
    expect(validateCatalog(bytes(odd))).toEqual([])
    expect(message(text.replace('from: ops', 'from: toString'))).toContain('no sign-in')
    expect(message(text.replace('"100000000101"', '"100000000101", environment: valueof'))).toContain(
      'not described',
    )
    expect(message(text.replace('name: Admin', 'name: "{tag:constructor}"'))).toContain('has no tag')
  })
})

describe('a failing disk', () => {
  const desk = async () => {
    const home = await tempHome()
    const file = join(home.folder, 'switchyard.yaml')
    await writeFile(file, text)
    return { home, file, open: () => createCatalogStore({ paths: home.paths, clock: createClock() }) }
  }

  it('says that it cannot write, and stays usable', async () => {
    const { home, file, open } = await desk()
    await writeFile(home.paths.catalogs, 'a file where the folder should be')
    const added = await open().add(file)
    expect(added.ok ? null : added.failure.kind).toMatch(/^file-un(writable|readable)$/)
    await rm(home.paths.catalogs)
    expect((await open().add(file)).ok).toBe(true)
  })

  it('keeps the copy in force when an update cannot be kept', async () => {
    const { home, file, open } = await desk()
    value(await open().add(file))
    // A folder in the place of the file: writing it fails for everyone, root too.
    await mkdir(join(home.paths.catalogs, 'hub', 'fetched.yaml'))
    await writeFile(file, text.replace('100000000101', '100000000999'))
    const store = open()
    const estate = value(await store.estate())
    expect(estate.targets.get('hub:acme/Admin')?.account.id).toBe('100000000101')
    expect(estate.catalogs[0]?.problem).toContain('fetched.yaml')
  })

  it('shows a damaged state as a row, beside catalogs that are well', async () => {
    const { home, file, open } = await desk()
    value(await open().add(file))
    value(await open().add(file, { name: 'well' }))
    await writeFile(join(home.paths.catalogs, 'hub', 'state.json'), '{ "version": 1 }')
    const store = open()
    const estate = value(await store.estate())
    expect(estate.catalogs.map(row => [row.name, row.state])).toEqual([
      ['hub', 'invalid'],
      ['well', 'current'],
    ])
    expect(estate.targets.has('well:acme/Admin')).toBe(true)
    value(await store.remove('hub'))
    expect((await store.add(file)).ok).toBe(true)
  })

  it('shows a catalog whose approved copy is gone or damaged, and never takes an unseen one instead', async () => {
    const { home, file, open } = await desk()
    value(await open().add(file))
    const approved = join(home.paths.catalogs, 'hub', 'approved.yaml')
    for (const spoil of [() => writeFile(approved, 'not: a catalog'), () => rm(approved)]) {
      await spoil()
      const estate = value(await open().estate())
      expect(estate.catalogs[0]).toMatchObject({ name: 'hub', state: 'invalid', targets: 0 })
      expect(estate.targets.size).toBe(0)
    }
  })

  it('survives being killed at any moment', async () => {
    const { home, file } = await desk()
    const { catalogs, personal, locks } = home.paths
    for (let round = 0; round < 4; round++) {
      const child = spawn(
        process.execPath,
        [join(import.meta.dirname, 'catalog-writer.ts'), file, catalogs, personal, locks, text],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      )
      await new Promise(resolve => child.stdout.once('data', resolve))
      await new Promise(resolve => setTimeout(resolve, 40 + round * 57))
      const ended = new Promise(resolve => child.once('exit', resolve))
      child.kill('SIGKILL')
      await ended
      const store = createCatalogStore({ paths: home.paths, clock: createClock() })
      const estate = value(await store.estate())
      expect(estate.catalogs.map(row => row.name)).toContain('hub')
      expect(['current', 'awaiting-approval', 'invalid']).toContain(estate.catalogs[0]?.state)
      expect(estate.targets.get('hub:acme/Admin')?.account.id).toMatch(/^100000000\d{3}$/)
      expect(readCatalog(await readFile(join(catalogs, 'hub', 'approved.yaml')), 'x').ok).toBe(true)
      await writeFile(file, text)
    }
    await rm(`${join(locks, 'catalogs')}.lock`, { recursive: true, force: true })
  })
})

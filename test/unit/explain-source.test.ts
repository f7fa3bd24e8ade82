// What a person reads about a catalog's source says what to do, and names no command that cannot work there.
import { describe, expect, test } from 'vitest'
import { explain } from '../../shared/explain.ts'
import { remedyInWords } from '../../shared/remedy.ts'

const problems = [{ line: 1, column: 1, path: '(document)', message: 'The file is empty.' }]
const invalid = (source: string) => explain({ kind: 'catalog-invalid', source, problems }).remedy

describe('a document that is none', () => {
  test.each(['/home/ana/accounts.yaml', 'accounts.yaml', 'C:\\team\\accounts.yaml', '/home/ana/catalogs'])(
    '%s is here, and validated here',
    source => {
      expect(invalid(source)).toMatchObject({
        action: 'run',
        command: `switchyard catalog validate ${source}`,
      })
    },
  )
  test.each([
    ['/home/ana/my accounts/ü.yaml', "'/home/ana/my accounts/ü.yaml'"],
    ["it's.yaml", "'it'\\''s.yaml'"],
    ['$(touch x).yaml', "'$(touch x).yaml'"],
    ['C:\\My team\\accounts.yaml', '"C:\\My team\\accounts.yaml"'],
  ])('%s is one word of the command, pasted as it stands', (source, word) => {
    expect(invalid(source)).toMatchObject({ command: `switchyard catalog validate ${word}` })
  })
  test.each([
    'https://example.com/switchyard.yaml',
    'ssh://git@example.com/accounts.git',
    'git@example.com:accounts.git',
    '/srv/git/accounts.git',
  ])('%s is its authors’ to mend', source => {
    expect(invalid(source)).toEqual({
      action: 'do',
      label: 'Its authors see every problem in their checkout (switchyard catalog validate FILE)',
    })
  })
})

test('what the system said is one whole sentence, however it was said', () => {
  for (const [said, whole] of [
    ['The disk is full.', 'The disk is full.'],
    ['It is no folder', 'It is no folder.'],
    ['permission denied', 'Permission denied.'],
  ] as const) {
    const { detail } = explain({ kind: 'file-unwritable', path: '/home/ana', said, code: 'EIO' })
    expect(detail).toBe(`${whole} It stays as it was.`)
  }
})

test('a file that is gone is no matter of the network, a host is', () => {
  const silent = (host: string) => explain({ kind: 'unreachable', host, said: 'it is gone' }).remedy
  // The window has a button for it, and says the words alone; a terminal says the command as well.
  const gone = silent('/home/ana/accounts.yaml')
  expect(gone).toMatchObject({ action: 'do', label: expect.not.stringContaining('switchyard') })
  expect(gone && remedyInWords(gone)).toMatch(/remove its catalog: switchyard catalog rm NAME$/)
  // The window shows what is in force there; a terminal has the doctor.
  const host = silent('example.com')
  expect(host).toMatchObject({ action: 'open', screen: 'settings', chosen: 'network' })
  expect(host && remedyInWords(host)).toBe('See what is in the way: switchyard doctor')
})

test('history that went back says how to take it, where it is meant', () => {
  const said = 'Its commit a does not follow the approved b.'
  const of = (because: 'rollback' | 'signature') =>
    explain({ kind: 'catalog-untrusted', source: 'x', because, said }).detail
  expect(of('rollback')).toBe(`${said} If its authors mean it, remove the catalog and add it again.`)
  expect(of('signature')).toBe(said)
})

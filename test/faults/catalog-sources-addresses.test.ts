// Addresses made to do harm: options, commands, passwords, and paths that lead out of a repository.
import { describe, expect, it } from 'vitest'
import { parseSource } from '../../main/catalog/sources/parse-source.ts'
import { failure, value } from '../support/catalog-desk.ts'

describe('an address that is something else', () => {
  it.each([
    'ext::sh -c "touch /tmp/switchyard-was-here"',
    'ext::sh',
    'fd::7',
    'transport::https://example.com/x.git',
    '--upload-pack=touch /tmp/x',
    '-oProxyCommand=touch',
    'ssh://-oProxyCommand=touch%20x/repo.git',
    'ssh://user@-oProxyCommand=touch/repo.git',
    'ssh://-oProxyCommand=touch@example.com/repo.git',
    'ssh://%2doProxyCommand=touch/repo.git',
    'ssh://example.com/-repo.git',
    'ssh://example.com/~/-repo.git',
    'ssh://example.com/%2drepo.git',
    'ssh://example.com',
    'ssh://ex ample.com/repo.git',
    'ssh://example.com`touch`/repo.git',
    'ssh://$(touch)/repo.git',
    'git@example.com:-repo.git',
    'git@-oProxyCommand=x:repo.git',
    'git://example.com/repo.git',
    'http://example.com/switchyard.yaml',
    'http://example.com/repo.git',
    'ftp://example.com/repo.git',
    'https://user:token@example.com/repo.git',
    'https://:token@example.com/repo.git',
    'https://ghp_16C7e42F292c6912E7710c838347Ae178B4a@github.com/team/accounts.git',
    'https://glpat-abc@gitlab.com/team/accounts.git',
    'https://a1b2c3d4e5f6a7b8c9d0e1f2@example.com/team/accounts',
    'https://raw.example.com/team/switchyard.yaml?token=GHSAT0',
    'https://bucket.example.com/switchyard.yaml?X-Amz-Expires=60&X-Amz-Signature=abc',
    'https://store.example.com/raw?path=switchyard.yaml&sig=abc',
    'https://example.com/raw?private_token=abc&file=accounts',
    'https://-example.com/repo.git',
    'https://exa\\mple.com/repo.git',
    'https://example.com',
    'https://example.com/switchyard.yaml#x',
    'https://user@example.com/switchyard.yaml',
    'https://exam\nple.com/x.yaml',
    'repo\u0000.yaml',
    'file://host-that-is-not-here/x.yaml',
    '   ',
  ])('%j is refused before anything runs', said => {
    expect(failure(parseSource(said))?.kind).toBe('usage')
  })

  it.each([
    'https://ana:hunter 2@example.com/x.git',
    'https://ana:hunter/2@example.com/x.git',
    'https:/ana:hunter2@example.com/x.git',
    'https://ana:hunter2@example.com/x.git',
    'ssh://ana:hunter2@example.com/x.git',
    'mailto:ana:hunter2@example.com',
    'https://hunter2\\@example.com/x.git',
  ])('what is refused is not repeated with its password: %j', said => {
    expect(JSON.stringify(failure(parseSource(said)))).toMatch(/"usage"/)
    expect(JSON.stringify(failure(parseSource(said)))).not.toContain('hunter')
  })

  it.each([
    ['https://example.com/team/accounts.git', 'git'],
    ['https://example.com/team/accounts', 'git'],
    ['https://ana@example.com/team/accounts.git', 'git'],
    ['ssh://git@example.com:2222/team/accounts.git', 'git'],
    ['ssh://git@example.com/~team/accounts', 'git'],
    ['git@example.com:team/accounts.git', 'git'],
    ['example.com:team/accounts.git', 'git'],
    ['/somewhere/accounts.git', 'git'],
    ['file:///somewhere/accounts.git', 'git'],
    ['https://example.com/switchyard.yaml', 'https'],
    ['https://example.com/raw?file=accounts&version=3', 'https'],
    ['https://example.com/raw?file=accounts&token=&key=accounts', 'https'],
    ['https://anastasia.operations@example.com/team/accounts.git', 'git'],
    ['https://x-access-token@github.com/team/accounts.git', 'git'],
    ['./switchyard.yaml', 'file'],
  ])('%s is %s', (said, kind) => expect(value(parseSource(said)).kind).toBe(kind))

  it.each([
    '--upload-pack=x',
    '-x',
    'a..b',
    'a b',
    'a:b',
    'a~1',
    'a^',
    '@{u}',
    'HEAD@{1}',
    'x.lock',
    'a//b',
    'a/',
    '/a',
    '',
    '+a',
    'a\nb',
  ])('the branch %j is refused', ref =>
    expect(failure(parseSource('https://example.com/x.git', { ref }))?.kind).toBe('usage'),
  )
  it.each([
    '-x',
    '../x',
    'a/../b',
    '/etc/passwd',
    'a//b',
    '.git/config',
    'a/.GIT/b',
    ':(glob)**',
    'C:\\x',
    'a\nb',
    '',
    '*',
  ])('the path %j is refused', path =>
    expect(failure(parseSource('https://example.com/x.git', { path }))?.kind).toBe('usage'),
  )
  it('and both are for repositories only', () => {
    expect(failure(parseSource('./x.yaml', { ref: 'main' }))?.kind).toBe('usage')
    expect(failure(parseSource('./x.yaml', { path: 'x' }))?.kind).toBe('usage')
  })
})

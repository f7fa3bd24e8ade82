// Our blocks in the text of an AWS file: what they look like, and that taking one out leaves no trace of it.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findFences } from '../../main/profiles/fences.ts'
import { parseIni } from '../../main/profiles/ini.ts'
import { blocking, problemsOf } from '../../main/profiles/ini-problems.ts'
import { blockLines, checkBlock, type ProfileBlock } from '../../main/profiles/profile-block.ts'
import { foreignSections, ownLines, ownNames, putBlock, putBlocks } from '../../main/profiles/profile-edit.ts'
import { planRemove, planWrite } from '../../main/profiles/profile-plan.ts'
import { reverseChange } from '../../main/profiles/profile-reverse.ts'
import { Secret } from '../../main/secret.ts'
import { anyFile } from '../support/any-aws-file.ts'
import { keys, put } from '../support/profile-blocks.ts'

const process = (
  profile: string,
  command = '/home/ana/.switchyard/launchers/aws ops-hub:acme/Role',
): ProfileBlock => ({
  profile,
  target: 'ops-hub:acme/Role',
  region: 'eu-west-1',
  mode: 'process',
  command,
})
describe('a block', () => {
  test('in the credentials file', () => {
    expect(blockLines(keys('acme-production'), 'credentials')?.join('\n')).toBe(
      `# >>> switchyard acme-production (managed; edits here are lost)
[acme-production]
aws_access_key_id = ASIAEXAMPLE000000001
aws_secret_access_key = abcdefghijklmnopqrstuvwxyz/+ABCDEFGHIJKL
aws_session_token = IQoJb3JpZ2luX2VjEXAMPLE//////////wEaCWV1LXdlc3QtMSJ=
x_security_token_expires = 2026-11-21T12:34:56Z
# <<< switchyard acme-production`,
    )
    expect(blockLines(process('acme'), 'credentials')).toBeNull()
  })

  test('in the config file', () => {
    expect(blockLines(process('acme'), 'config')).toEqual([
      '# >>> switchyard acme (managed; edits here are lost)',
      '[profile acme]',
      'region = eu-west-1',
      'credential_process = /home/ana/.switchyard/launchers/aws ops-hub:acme/Role',
      '# target ops-hub:acme/Role',
      '# <<< switchyard acme',
    ])
    expect(blockLines(keys('default'), 'config')?.[1]).toBe('[default]')
  })

  const credentials = keys('x').credentials
  test.each<[string, ProfileBlock]>([
    ['profile', keys('')],
    ['profile', keys('a b')],
    ['profile', keys('a]\n[b')],
    ['profile', keys('ä')],
    ['profile', keys('a'.repeat(65))],
    ['profile', keys('__proto__')],
    ['profile', keys('constructor')],
    ['profile', keys('DEFAULT')],
    ['region', keys('a', { region: 'eu-west-1\naws_access_key_id = x' })],
    ['region', keys('a', { region: 'eu-west-1 # x' })],
    ['region', keys('a', { region: '' })],
    ['target', keys('a', { target: 'x\n[b]' })],
    ['accessKeyId', keys('a', { credentials: { ...credentials, accessKeyId: 'AK IA' } })],
    ['secretAccessKey', keys('a', { credentials: { ...credentials, secretAccessKey: new Secret('a\nb') } })],
    ['secretAccessKey', keys('a', { credentials: { ...credentials, secretAccessKey: new Secret('"abc"') } })],
    ['sessionToken', keys('a', { credentials: { ...credentials, sessionToken: new Secret('#abc') } })],
    ['sessionToken', keys('a', { credentials: { ...credentials, sessionToken: new Secret('a ;b') } })],
    ['sessionToken', keys('a', { credentials: { ...credentials, sessionToken: new Secret('') } })],
    ['sessionToken', keys('a', { credentials: { ...credentials, sessionToken: new Secret('tökén') } })],
    ['expiresAt', keys('a', { credentials: { ...credentials, expiresAt: Number.NaN } })],
    ['command', process('a', '/path with blank/x "y"')],
    ['command', process('a', '/x $(id)')],
    ['command', process('a', '/x a #b')],
    ['command', process('a', '/x a\nregion = b')],
    ['command', process('a', "/x 'a'")],
    ['command', process('a', '')],
  ])('refuses a %s that cannot be written safely: %#', (path, block) => {
    const checked = checkBlock(block)
    expect(checked).toMatchObject({ ok: false, failure: { kind: 'bad-input', path } })
    expect(JSON.stringify(checked)).not.toContain('abc')
  })
})

describe('putting and removing', () => {
  const name = fc.constantFrom('acme', 'b:c', 'default', 'x/y@z')
  test('removing a block restores every character, missing final line end included', () => {
    fc.assert(
      fc.property(fc.oneof(anyFile, fc.string({ unit: 'binary' })), name, (text, profile) => {
        const there = put(text, profile)
        expect(ownNames(there, 'credentials')).toContain(profile)
        expect(put(there, profile)).toBe(there)
        expect(putBlock(there, 'credentials', profile, null)).toBe(text)
      }),
      { numRuns: 1000 },
    )
  })

  test('blocks come and go in any order, and the rest stays', () => {
    const steps = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.boolean()), { maxLength: 12 })
    fc.assert(
      fc.property(fc.option(anyFile), steps, (text, moves) => {
        let now = text
        for (const [profile, add] of moves)
          now = putBlock(now, 'config', profile, add ? blockLines(keys(profile), 'config') : null)
        for (const profile of ['b', 'a', 'c']) now = putBlock(now, 'config', profile, null)
        expect(now).toBe(text)
      }),
      { numRuns: 1000 },
    )
  })

  test('many at once are the same as one after another', () => {
    const some = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'))
    fc.assert(
      fc.property(fc.option(anyFile), some, some, (text, first, second) => {
        const lines = (profile: string) => blockLines(keys(profile), 'config')
        const there = first.reduce<string | null>(
          (now, profile) => putBlock(now, 'config', profile, lines(profile)),
          text,
        )
        expect(putBlocks(text, 'config', new Map(first.map(profile => [profile, lines(profile)])))).toBe(
          there,
        )
        const left = second.reduce<string | null>(
          (now, profile) => putBlock(now, 'config', profile, null),
          there,
        )
        expect(putBlocks(there, 'config', new Map(second.map(profile => [profile, null])))).toBe(left)
      }),
    )
  })

  test('a file that was not there is taken away again, an empty one stays', () => {
    const made = put(null, 'acme')
    expect(made.endsWith('acme\n')).toBe(true)
    expect(putBlock(made, 'credentials', 'acme', null)).toBeNull()
    expect(putBlock(put('', 'acme'), 'credentials', 'acme', null)).toBe('')
  })

  test('CRLF files get CRLF blocks', () => {
    const made = put('[default]\r\nregion = x', 'acme')
    expect(made.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(putBlock(made, 'credentials', 'acme', null)).toBe('[default]\r\nregion = x')
  })

  test('a write never makes a file that a tool refuses', () => {
    fc.assert(
      fc.property(fc.option(anyFile), fc.constantFrom('a', 'fresh'), (text, profile) => {
        const written = planWrite('/x', 'config', [keys(profile)], false)(text)
        if (written.ok) expect(blocking(problemsOf(written.value ?? ''))).toEqual([])
        else if (written.failure.kind === 'file-invalid')
          expect(written.failure.problems).toEqual(blocking(problemsOf(text ?? '')))
        else expect(written.failure.kind).toBe('foreign-profile')
      }),
      { numRuns: 1000 },
    )
  })
})

describe('what is not ours, near ours', () => {
  const foreign = (text: string) => planWrite('/c', 'config', [keys('acme')], false)(text)
  test.each(['[profile acme]', '[profile "acme"]', '[profile   acme]', '[ profile acme ]', '[profile.acme]'])(
    '%s is somebody else’s acme',
    header => {
      expect(foreign(`${header}\nregion = x\n`)).toMatchObject({
        ok: false,
        failure: { kind: 'foreign-profile', profile: 'acme', path: '/c' },
      })
    },
  )

  test('replacing it puts our block in its place and can be reversed exactly', () => {
    const before =
      '[default]\na = 1\n\n# mine\n[profile acme]\nregion = x\ns3 =\n  max = 1\n\n# next\n[profile z]\nb = 1'
    const written = planWrite('/c', 'config', [keys('acme')], true)(before)
    if (!written.ok) throw new Error(written.failure.kind)
    expect(written.value).toBe(
      `[default]\na = 1\n\n# mine\n${blockLines(keys('acme'), 'config')?.join('\n')}\n\n# next\n[profile z]\nb = 1`,
    )
    expect(reverseChange(`${written.value}\nc = 2\n`, 'config', before, written.value)).toEqual({
      text: `${before}\nc = 2\n`,
      profiles: ['acme'],
      left: [],
    })
  })

  test('settings that the AWS CLI appends behind our block stay under our header, and go under our next block', () => {
    const text = `${put('[default]\na = 1\n', 'acme', 'config')}output = json\n`
    const removed = putBlock(text, 'config', 'acme', null)
    expect(removed).toBe(
      '[default]\na = 1\n# switchyard keeps the settings below for acme\n[profile acme]\noutput = json\n',
    )
    expect(putBlock(removed, 'config', 'acme', null)).toBe(removed)
    expect(foreign(removed as string)).toEqual({ ok: true, value: text })
    expect(putBlock(removed?.replace('output = json\n', '') ?? '', 'config', 'acme', null)).toBe(
      '[default]\na = 1\n',
    )
  })

  test('settings that landed before our header, and sections within our markers, stay', () => {
    const text = put('[default]\na = 1\n', 'b:c')
      .replace('[b:c]', 'k = v\n[b:c]')
      .replace('# <<<', '[other]\nx = y\n# <<<')
    expect(putBlock(text, 'credentials', 'b:c', null)).toBe('[default]\na = 1\nk = v\n[other]\nx = y\n')
  })

  test('edits within our section are lost on the next write', () => {
    const text = put(null, 'acme', 'config')
    expect(put(text.replace('eu-west-1', 'us-east-1\noutput = json'), 'acme', 'config')).toBe(text)
  })
})

describe('a damaged block', () => {
  const whole = `[default]\na = 1\n${put(null, 'acme')}${put(null, 'beta')}`
  test.each([
    ['no first line', whole.replace(/# >>> switchyard acme.*\n/, ''), 9, 'acme'],
    ['no last line', whole.replace('# <<< switchyard acme\n', ''), 3, 'acme'],
    ['a changed first line', whole.replace('(managed; edits here are lost)', '(mine)'), 3, 'acme'],
    ['no header', whole.replace('[acme]\n', ''), 3, 'acme'],
  ])('%s: is reported, not guessed at', (_, text, line, profile) => {
    const { damage, damaged, fences } = findFences(parseIni(text), 'credentials')
    expect(damage[0]).toMatchObject({ line, path: profile })
    expect([...damaged]).toEqual([profile])
    expect(fences.map(fence => fence.profile)).toEqual(['beta'])
    expect(planRemove('credentials', ['acme'])(text)).toEqual({ ok: true, value: text })
    expect(planWrite('/c', 'credentials', [keys('gamma')], false)(text)).toMatchObject({
      ok: false,
      failure: { kind: 'file-invalid', path: '/c' },
    })
    const other = planRemove('credentials', ['beta'])(text)
    expect(other.ok && ownLines(other.value, 'credentials', 'beta')).toBeNull()
  })

  test('a section of ours twice, one of them copied out of the markers, is foreign', () => {
    const text = `${put(null, 'acme')}[acme]\nx = 1\n`
    expect(foreignSections(parseIni(text), 'credentials', new Set(['acme']))).toEqual([
      { profile: 'acme', start: 8, end: 10 },
    ])
  })
})

// The lossless reader of AWS's files: nothing is lost, and it finds faults exactly where botocore does.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { endsBare, parseIni, printIni, sectionsOf } from '../../main/profiles/ini.ts'
import { blocking, problemsOf } from '../../main/profiles/ini-problems.ts'
import { profileNamesOf } from '../../main/profiles/section-names.ts'
import { anyFile } from '../support/any-aws-file.ts'
import { readAsJavaScript, readAsPython, whyNoAws } from '../support/aws-readers.ts'

describe('parseIni', () => {
  test('printing what was parsed gives back any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), text => printIni(parseIni(text)) === text))
    fc.assert(fc.property(anyFile, text => printIni(parseIni(text)) === text))
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), bytes => {
        const text = Buffer.from(bytes).toString('latin1')
        return Buffer.from(printIni(parseIni(text)), 'latin1').equals(Buffer.from(bytes))
      }),
    )
  })

  test('knows line ends, kinds and sections', () => {
    const lines = parseIni('# c\r\n\r\n[default]\nregion = a\n  more\rs3 =\n  x = 1\n[profile a] ; c\njunk')
    expect(lines.map(line => [line.kind, line.eol])).toEqual([
      ['comment', '\r\n'],
      ['blank', '\r\n'],
      ['header', '\n'],
      ['option', '\n'],
      ['continuation', '\r'],
      ['option', '\n'],
      ['continuation', '\n'],
      ['header', '\n'],
      ['junk', ''],
    ])
    expect(sectionsOf(lines)).toEqual([
      { header: 'default', start: 2, end: 7 },
      { header: 'profile a', start: 7, end: 9 },
    ])
    expect(endsBare(lines)).toBe(true)
  })
})

describe('problemsOf', () => {
  test.each([
    ['[a]\nx = 1\n[a]\n', 3, 1, /\[a\] is there twice \(first on line 1\)/],
    ['[a]\nx = 1\n  \n  [a]', 0, 0, null],
    ['[a]\n  [a]\n', 2, 3, /twice/],
    ['\u00EF\u00BB\u00BF[a]\n', 1, 1, /byte order mark/],
    ['region = x\n[a]\n', 1, 1, /before any section/],
    ['[a]\nx = 1\nthis is not a setting\n', 3, 1, /neither a section/],
    ['[a]\nregion = x\nREGION = y\n', 3, 1, /region is there twice/],
    ['[a]\ns3 =\n  max 1\n', 3, 3, /nested setting needs an =/],
    ['[DEFAULT]\ns3 =\n  odd\n', 0, 0, null],
    ['[DEFAULT]\ns3 =\n  odd\n[a]\ns3 = x\n', 0, 0, null],
    ['[DEFAULT]\ns3 =\n  odd\n[a]\n', 3, 3, /nested setting needs an =/],
    ['[a]\rx = 1\r', 1, 4, /lone carriage return/],
    ['[Gr\u00C3\u00BC\u00C3\u009Fe]\n[Gr\u00C3\u00BC\u00C3\u009Fe]\n', 2, 1, /\[Grüße\] is there twice/],
  ])('%j: line %i, column %i', (text, line, column, message) => {
    const [problem] = blocking(problemsOf(text))
    if (message === null) return expect(problem).toBeUndefined()
    expect(problem).toMatchObject({ line, column })
    expect(problem?.message).toMatch(message)
  })

  test('[DEFAULT] is a warning, not a refusal', () => {
    const problems = problemsOf('[DEFAULT]\nregion = x\n')
    expect(problems).toMatchObject([{ line: 1, column: 1, warning: true }])
    expect(blocking(problems)).toEqual([])
  })

  const reason = whyNoAws()
  test.skipIf(reason !== null)(`it refuses what botocore refuses, and nothing else ${reason ?? ''}`, () => {
    const texts = fc.sample(anyFile, 3000)
    const readings = readAsPython(texts)
    const odd = texts.filter(
      (text, index) => blocking(problemsOf(text)).length > 0 !== (readings[index] === null),
    )
    expect(odd).toEqual([])
    expect(readings.filter(reading => reading === null).length).toBeGreaterThan(300)
    expect(readings.filter(reading => reading !== null).length).toBeGreaterThan(300)
  })
})

describe('profileNamesOf', () => {
  test('is the union of what the readers see', () => {
    const names = (line: string, file: 'config' | 'credentials' = 'config') =>
      [...profileNamesOf(line, file)].sort()
    expect(names('[default]')).toEqual(['default'])
    expect(names('[profile default]')).toEqual(['default'])
    expect(names('[profile a]')).toEqual(['a'])
    expect(names('[profile "a"]')).toEqual(['"a"', 'a'])
    expect(names("[profile 'a']")).toEqual(["'a'", 'a'])
    expect(names('[profile   a]')).toEqual(['a'])
    expect(names('[ profile a ]')).toEqual(['a'])
    expect(names('[profile\ta]')).toEqual(['a'])
    expect(names('[profile.a]')).toEqual(['a'])
    expect(names('[profile a] ; c')).toEqual(['a'])
    expect(names('[profile a]#c')).toEqual(['a'])
    expect(names('[profile a\\ b]')).toEqual(['a b', 'a\\ b'])
    expect(names('[a]')).toEqual([])
    expect(names('[sso-session a]')).toEqual([])
    expect(names('[a]', 'credentials')).toEqual(['a'])
    expect(names('[ a ]', 'credentials')).toEqual([' a ', 'a'])
  })

  const reason = whyNoAws()
  test.skipIf(reason !== null)(
    `misses no name that botocore or the JS SDK reads ${reason ?? ''}`,
    async () => {
      const piece = fc.constantFrom(
        'profile',
        'a',
        'b.c',
        ' ',
        ' ',
        '\t',
        '"',
        "'",
        '\\',
        '.',
        '#',
        ';',
        ']',
        '[',
        'default',
        'sso-session',
      )
      const headers = fc.sample(
        fc.array(piece, { minLength: 1, maxLength: 6 }).map(parts => `[${parts.join('')}]`),
        1500,
      )
      const file = (header: string) => `${header}\nregion = eu-west-1\n`
      const readings = readAsPython(headers.map(file))
      for (const [index, header] of headers.entries()) {
        const mine = profileNamesOf(header, 'config')
        const inCredentials = profileNamesOf(header, 'credentials')
        for (const name of Object.keys(readings[index]?.profiles ?? {}))
          expect([header, mine.has(name)]).toEqual([header, true])
        for (const name of Object.keys(readings[index]?.sections ?? {}))
          expect([header, inCredentials.has(name)]).toEqual([header, true])
        const js = await readAsJavaScript(file(header), file(header))
        for (const name of Object.keys(js.config))
          if (!/^(sso-session|services)\./.test(name))
            expect([header, mine.has(name)]).toEqual([header, true])
        for (const name of Object.keys(js.credentials))
          if (!/^(sso-session|services)\./.test(name))
            expect([header, inCredentials.has(name)]).toEqual([header, true])
      }
    },
  )
})

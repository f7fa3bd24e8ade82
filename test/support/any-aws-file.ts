// Makes up AWS files, good and bad ones, for property tests.
import fc from 'fast-check'

/** Lines as people and programs write them, and as they should not. */
export const anyLine = fc.oneof(
  fc.constantFrom(
    '[default]',
    '[profile a]',
    '[profile "a"]',
    '[profile  a]',
    '[a]',
    '[ a ]',
    '[DEFAULT]',
    '[sso-session x]',
    '[profile a] ; note',
    '[x',
    '[]',
    '  [b]',
    'region = eu-west-1',
    'REGION=eu-west-2',
    'output: json',
    'k = v # kept',
    's3 =',
    '  max = 1',
    '  odd',
    '\tindented = 1',
    '# comment',
    '  ; comment',
    '',
    '   ',
    'junk',
    '= nothing',
    ': nothing',
    'sso_start_url = https://x.awsapps.com/start#/',
  ),
  fc.string({ maxLength: 12 }).map(text => text.replace(/[^\x20-\x7E]/g, '')),
)
export const anyFile = fc
  .tuple(fc.array(fc.tuple(anyLine, fc.constantFrom('\n', '\n', '\n', '\r\n'))), fc.boolean(), fc.boolean())
  .map(([lines, bare, mark]) => {
    const text = lines.map(([line, end]) => line + end).join('')
    return (
      (mark && lines.length % 7 === 6 ? '\u00EF\u00BB\u00BF' : '') +
      (bare ? text.replace(/\r?\n$/, '') : text)
    )
  })

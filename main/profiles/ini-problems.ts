// Says what is wrong with an AWS file: what at least one of AWS's own readers would refuse or misread.
import type { Problem } from '../../shared/failure.ts'
import { type IniLine, parseIni } from './ini.ts'

/** UTF-8's byte order mark, as bytes read one to a character and as one character. */
const byteOrderMarks = ['\u00EF\u00BB\u00BF', '\uFEFF']

const at = (line: number, column: number, path: string, message: string): Problem => ({
  line,
  column,
  path,
  message,
})
const columnOf = (line: IniLine): number => line.text.search(/[^ \t\v\f]/) + 1
/** Names are read as bytes; people read them as UTF-8. */
const shown = (name: string): string => Buffer.from(name, 'latin1').toString('utf8')

/**
 * The problems of a file's text, in the order of its lines; those with `warning` leave the file readable.
 *
 * Rules, from botocore (configloader.py on a strict RawConfigParser): a second section or key of the same name, a
 * key before any section, a line without `=` or `:`, and a nested line without `=` make it refuse the whole
 * file, for every command. It does not take a byte order mark off; Go loses the first profile then. The JS SDK and
 * Go do not know a lone carriage return as a line end.
 */
export const problemsOf = (text: string): Problem[] => {
  const problems: Problem[] = []
  const mark = byteOrderMarks.find(bytes => text.startsWith(bytes))
  if (mark !== undefined) {
    problems.push(at(1, 1, '', 'The file starts with a byte order mark; the AWS CLI refuses such a file.'))
  }
  const sections = new Map<string, number>()
  const keysOf = new Map<string, Map<string, number>>()
  let section: string | null = null
  let nestedUnder: string | null = null
  const inherited: { readonly key: string; readonly problem: Problem }[] = []
  parseIni(text.slice(mark?.length ?? 0)).forEach((line, index) => {
    const number = index + 1
    if (line.eol === '\r') {
      const message = 'The line ends with a lone carriage return; the JS and Go SDKs read on past it.'
      problems.push(at(number, line.text.length + 1, shown(section ?? ''), message))
    }
    if (line.kind === 'header') {
      const name = line.header ?? ''
      const first = sections.get(name)
      if (first !== undefined) {
        const message = `The section [${shown(name)}] is there twice (first on line ${first}); the AWS CLI refuses such a file.`
        problems.push(at(number, columnOf(line), shown(name), message))
      } else sections.set(name, number)
      // RawConfigParser's own default section leaks into every profile, and it may stand there twice.
      if (name === 'DEFAULT') {
        sections.delete(name)
        const message =
          'Settings in [DEFAULT] leak into every profile for the AWS CLI and boto3; [default] is the profile.'
        problems.push({ ...at(number, columnOf(line), name, message), warning: true })
      }
      section = name
      nestedUnder = null
      keysOf.set(name, (name === 'DEFAULT' && keysOf.get(name)) || new Map())
    } else if (line.kind === 'option' || line.kind === 'junk') {
      if (section === null) {
        const message = 'The line stands before any section; the AWS CLI refuses such a file.'
        problems.push(at(number, columnOf(line), '', message))
      } else if (line.kind === 'junk') {
        const message =
          'The line is neither a section, a setting nor a comment; the AWS CLI refuses such a file.'
        problems.push(at(number, columnOf(line), shown(section), message))
      }
      const key = line.key ?? ''
      const keys = keysOf.get(section ?? '')
      const first = keys?.get(key)
      if (line.kind === 'option' && section !== null) {
        if (first !== undefined) {
          const message = `The setting ${shown(key)} is there twice in [${shown(section)}] (first on line ${first}); the AWS CLI refuses such a file.`
          problems.push(at(number, columnOf(line), `${shown(section)}/${shown(key)}`, message))
        } else keys?.set(key, number)
        nestedUnder = line.value === '' ? key : null
      }
    } else if (line.kind === 'continuation' && nestedUnder !== null && !line.text.includes('=')) {
      const path = `${shown(section ?? '')}/${shown(nestedUnder)}`
      const message = 'A nested setting needs an =; the AWS CLI refuses such a file.'
      const problem = at(number, columnOf(line), path, message)
      if (section === 'DEFAULT') inherited.push({ key: nestedUnder, problem })
      else problems.push(problem)
    }
  })
  // botocore reads nested settings of sections only: what stands in [DEFAULT] matters where one inherits it.
  const heirs = [...keysOf].filter(([name]) => name !== 'DEFAULT')
  const felt = inherited.filter(({ key }) => heirs.some(([, keys]) => !keys.has(key)))
  return [...problems, ...felt.map(({ problem }) => problem)].sort((a, b) => a.line - b.line)
}

/** Those problems that make a reader refuse the file. */
export const blocking = (problems: readonly Problem[]): Problem[] =>
  problems.filter(problem => !problem.warning)

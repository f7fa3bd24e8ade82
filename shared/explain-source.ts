// The words for what is wrong with a catalog's source: a host that is silent, a document that is none, one not to be trusted.
import type { FailureOf, Problem } from './failure.ts'
import { type Explanation, run, todo } from './remedy.ts'
import { shellWord } from './shell-word.ts'

/** What a host or a program said begins in the middle of a sentence; what stands by itself is a whole one. */
export const sentence = (said: string): string =>
  said === '' ? said : `${said.charAt(0).toUpperCase()}${said.slice(1)}${/[.!?…]$/.test(said) ? '' : '.'}`

/** As the window and the command line call the app that should have answered. */
const ours: ReadonlySet<string> = new Set(['Switchyard', 'The running Switchyard'])

/** A path of this machine, where a host is expected elsewhere. */
const isPath = (source: string): boolean => /^(\/|~|[A-Za-z]:[\\/])/.test(source)
/** What only its authors have as a file. */
const isElsewhere = (source: string): boolean =>
  /^[a-z+]+:\/\//i.test(source) || /^[\w.-]+@[\w.-]+:/.test(source) || /\.git\/?$/.test(source)

export const explainUnreachable = ({ host, said }: FailureOf<'unreachable'>): Explanation => ({
  title: `${host} was not reached`,
  detail: sentence(said),
  remedy: ours.has(host)
    ? run('Start it again', 'switchyard open')
    : isPath(host)
      ? todo('Check the path; where it is gone for good, remove its catalog', 'switchyard catalog rm NAME')
      : {
          action: 'open',
          screen: 'settings',
          chosen: 'network',
          label: 'See what is in the way',
          command: 'switchyard doctor',
        },
})

const at = (problem: Problem): string => `line ${problem.line}, column ${problem.column}: ${problem.message}`

/** The first few errors; warnings are no reason. */
export const problemsInWords = (all: readonly Problem[]): string => {
  const errors = all.filter(problem => !problem.warning)
  const shown = errors.slice(0, 5).map(at)
  return errors.length > shown.length
    ? `${shown.join(' ')} And ${errors.length - shown.length} more.`
    : shown.join(' ')
}

export const explainInvalid = ({ source, problems }: FailureOf<'catalog-invalid'>): Explanation => ({
  title: `${source} is not a valid catalog`,
  detail: sentence(problemsInWords(problems)),
  remedy: isElsewhere(source)
    ? todo('Its authors see every problem in their checkout (switchyard catalog validate FILE)')
    : run('See every problem', `switchyard catalog validate ${shellWord(source)}`),
})

/** What to do about it, where it may be meant. */
const meant: { readonly [K in FailureOf<'catalog-untrusted'>['because']]: string } = {
  unsigned: '',
  signature: '',
  rollback: ' If its authors mean it, remove the catalog and add it again.',
}

export const explainUntrusted = ({ source, said, because }: FailureOf<'catalog-untrusted'>): Explanation => ({
  title: `${source} cannot be trusted`,
  detail: `${said}${meant[because]}`,
  remedy: run('See what is in force', 'switchyard catalog ls'),
})

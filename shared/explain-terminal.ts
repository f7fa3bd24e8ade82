// The words for a terminal window that cannot be opened.
import type { FailureOf } from './failure.ts'
import { type Explanation, run } from './remedy.ts'
import { shellWord } from './shell-word.ts'

const why: { readonly [K in FailureOf<'no-terminal'>['why']]: string } = {
  'no-display': 'There is no display.',
  'none-found': 'None of the terminals Switchyard knows is on this machine.',
  'would-not-open': 'The terminal ended as soon as it was started.',
}

export const explainTerminal = (failure: FailureOf<'no-terminal'>): Explanation => ({
  title: 'No terminal window can be opened here',
  detail: why[failure.why],
  remedy: run('Open a shell in this terminal instead', `switchyard shell ${shellWord(failure.target)}`),
})

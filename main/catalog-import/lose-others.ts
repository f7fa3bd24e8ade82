// What a map of another tool's file says beyond what its reader knows is told by name, never dropped in silence.
import type { Draft } from './draft.ts'

/** `known`: what the reader takes, or tells of by itself. */
export const loseOthers = (
  draft: Pick<Draft, 'lose'>,
  where: string,
  values: Readonly<Record<string, unknown>>,
  known: readonly string[],
): void => {
  const others = Object.keys(values).filter(key => !known.includes(key))
  if (others.length > 0) draft.lose(where, `Not carried over: ${others.join(', ')}.`)
}

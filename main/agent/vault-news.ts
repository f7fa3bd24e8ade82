// A vault that had to be set aside is told of by the first command after that, whoever met it: nobody else would know why all is gone.
import { explain } from '../../shared/explain.ts'
import type { Failure } from '../../shared/failure.ts'
import { failed } from '../../shared/result.ts'
import type { House } from '../house.ts'
import type { Serve } from '../serve.ts'
import type { AgentCaller } from './caller.ts'

/** The damage that no command was told of yet, or null. Whoever asks tells it: the next answer is null. */
export type VaultNews = () => Failure | null

export const createVaultNews = ({ vault }: Pick<House, 'vault'>): VaultNews => {
  let told: Failure | null = null
  return () => {
    const lost = vault.setAside()
    if (lost === told) return null
    told = lost
    return lost
  }
}

export const sentenceOf = (failure: Failure): string => {
  const { title, detail } = explain(failure)
  return `${title}. ${detail}`
}

/** What ends things ends what can be ended all the same; the sentence comes beside. */
const ending: ReadonlySet<string> = new Set(['lock', 'stop', 'signOut'])

/** @param unheeding calls that nobody reads a sentence of, or that tell it themselves. */
export const withVaultNews =
  (
    house: House,
    news: VaultNews,
    unheeding: ReadonlySet<string>,
    answer: Serve<AgentCaller>,
  ): Serve<AgentCaller> =>
  async (name, input, caller) => {
    if (unheeding.has(name) && !ending.has(name)) return answer(name, input, caller)
    // With the key at hand a look is cheap and asks nobody; a command without an app looks as it begins.
    if (house.vault.ready()) await house.book.list()
    const known = ending.has(name) ? null : news()
    if (known !== null) return failed(known)
    const result = await answer(name, input, caller)
    const met = news()
    if (met === null) return result
    // What was refused was so because of this; what was done is not denied.
    if (!result.ok) return failed(met)
    caller.progress(sentenceOf(met))
    return result
  }

// A process of its own that uses the vault or the keychain as told, for tests that need more than one process.
// argv: one JSON array of steps. Prints one JSON line per step with its result.
import { createClock } from '../../main/clock.ts'
import { resolvePaths } from '../../main/disk/paths.ts'
import { createKeySource } from '../../main/vault/key-source.ts'
import { createKeychain } from '../../main/vault/keychain.ts'
import { createVault } from '../../main/vault/vault.ts'
import { jsonKey } from '../../main/vault/vault-key.ts'

export type Step =
  | { do: 'read'; id: string }
  | { do: 'write'; id: string; value: unknown }
  /** Adds one to the number at `id`, `times` times. */
  | { do: 'count'; id: string; times: number }
  /** Writes numbered values of `size` letters for ever, printing each number once it is kept. */
  | { do: 'write-forever'; id: string; size: number }
  | { do: 'keychain-get'; home: string; waitMs?: number }
  | { do: 'keychain-set'; home: string; value: string }
  | { do: 'keychain-remove'; home: string }
  /** Many sets and gets at once; prints how many went well, and what lies there in the end. */
  | { do: 'keychain-many'; home: string; times: number }

const print = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}

const paths = resolvePaths(process.env)
const keySource = createKeySource({ env: process.env, home: paths.home })
if (!keySource.ok) throw new Error(JSON.stringify(keySource.failure))
const vault = createVault({ paths, keySource: keySource.value, clock: createClock() })

const take = async (step: Step): Promise<unknown> => {
  switch (step.do) {
    case 'read':
      return vault.read(jsonKey('note', step.id))
    case 'write':
      return vault.write(jsonKey('note', step.id), step.value)
    case 'count':
      for (let n = 0; n < step.times; n++) {
        const done = await vault.update(draft => {
          const key = jsonKey<number>('note', step.id)
          draft.set(key, (draft.get(key) ?? 0) + 1)
        })
        if (!done.ok) return done
      }
      return { ok: true }
    case 'write-forever':
      for (let n = 1; ; n++) {
        const done = await vault.write(jsonKey('note', step.id), {
          n,
          text: String(n % 10).repeat(step.size),
        })
        print(done.ok ? n : done)
      }
    case 'keychain-get':
      return createKeychain(step).get()
    case 'keychain-set':
      return createKeychain(step).set(step.value)
    case 'keychain-remove':
      return createKeychain(step).remove()
    case 'keychain-many': {
      const keychain = createKeychain(step)
      const numbers = Array.from({ length: step.times }, (_, n) => String(n))
      const answers = await Promise.all(
        numbers.map(async n => ((await keychain.set(n)).ok ? keychain.get() : null)),
      )
      return {
        went: answers.filter(answer => answer?.ok && answer.value !== null).length,
        last: await keychain.get(),
      }
    }
  }
}

for (const step of JSON.parse(process.argv[2] ?? '[]') as Step[]) print(await take(step))
process.exit(0)

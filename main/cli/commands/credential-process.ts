// `switchyard credential-process`: the AWS process protocol; quick, silent, and never on the terminal.
import { existsSync } from 'node:fs'
import type { Failure } from '../../../shared/failure.ts'
import { splitTargetId } from '../../../shared/names.ts'
import { askForProcessDocument } from '../../agent/process-request.ts'
import { resolvePaths } from '../../disk/paths.ts'
import type { Command } from '../command.ts'
import type { Io } from '../output.ts'

/** Its callers wait at most a minute (the Go SDK's limit for a credential process). */
const patience = 50_000

const answerFromHouse = async (target: string, io: Io, env: NodeJS.ProcessEnv): Promise<number> => {
  const [{ composeForCommand }, { cliBundle, desktopHere }] = await Promise.all([
    import('../../compose-agent.ts'),
    import('../installation.ts'),
  ])
  const composed = await composeForCommand({ env, cli: cliBundle(), desktop: desktopHere(env) }, 'nobody')
  if (!composed.ok) return io.fail(composed.failure)
  const begun = await composed.value.begin()
  const answer = begun.ok
    ? await composed.value.processDocument(target, AbortSignal.timeout(patience))
    : begun
  await composed.value.close()
  if (!answer.ok) return io.fail(answer.failure)
  io.out(`${answer.value}\n`)
  return 0
}

export const credentialProcess: Command = {
  usage: 'credential-process TARGET',
  summary: 'Prints credentials as the AWS tools’ credential_process wants them.',
  example: 'credential_process = switchyard credential-process ops-hub:acme/acme-production',
  words: [1, 1],
  async run({ positionals, io, env }) {
    const target = positionals[0] ?? ''
    const paths = resolvePaths(env)
    const answer = paths.agentAllowed ? await askForProcessDocument(paths, target, patience, io.json) : null
    if (answer?.exit === 0) io.out(`${answer.body}\n`)
    else if (answer && io.json) return io.fail(JSON.parse(answer.body) as Failure)
    else if (answer) io.insist(answer.body.trimEnd())
    if (answer) return answer.exit
    // A full name needs no catalog to be found: a session that waits in the vault is answered without one.
    if (splitTargetId(target) && existsSync(paths.vault)) {
      const { storedProcessDocument } = await import('../stored-process-document.ts')
      const document = await storedProcessDocument(target, paths, env)
      if (!document.ok) return io.fail(document.failure)
      if (document.value !== null) {
        io.out(`${document.value}\n`)
        return 0
      }
    }
    return answerFromHouse(target, io, env)
  },
}

// The entry of the command line. What every AWS tool waits for has a short lane of its own; all else takes the usual way.
import { askForProcessDocument } from '../agent/process-request.ts'
import { resolvePaths } from '../disk/paths.ts'
import { catchMistakes } from './catch-mistakes.ts'

/** The running app's answer to credential-process, or null when the usual way must be taken. */
const quickly = async ([command, target, ...more]: readonly string[]): Promise<number | null> => {
  if (command !== 'credential-process' || !target || target.startsWith('-') || more.length > 0) return null
  const paths = resolvePaths(process.env)
  const answer = paths.agentAllowed ? await askForProcessDocument(paths, target) : null
  if (answer === null) return null
  const stream = answer.exit === 0 ? process.stdout : process.stderr
  await new Promise<void>(
    done => void stream.write(`${answer.body.trimEnd()}\n`, error => (error ? undefined : done())),
  )
  return answer.exit
}

catchMistakes()
const argv = process.argv.slice(2)
void quickly(argv).then(async exit => {
  if (exit !== null) process.exit(exit)
  const { runCommandLine } = await import('./command-line.ts')
  runCommandLine(argv)
})

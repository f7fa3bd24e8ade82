// A thrown mistake becomes a reference into the log: the person sees words, the log has the stack.
import { createClock } from '../clock.ts'
import { resolvePaths } from '../disk/paths.ts'
import { createLog } from '../log.ts'
import { createIo } from './output.ts'

export const reportBug = async (error: unknown): Promise<number> => {
  const paths = resolvePaths(process.env)
  const log = createLog({ folder: paths.log, clock: createClock() })
  const reference = log.bug(error)
  const io = createIo({ json: process.argv.includes('--json'), quiet: false, color: false })
  return io.fail({ kind: 'bug', reference })
}

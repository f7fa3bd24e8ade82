// What stands on stdout is not all there is: the disk behind `>` is full, say. Words on stderr, and an exit code of its own.
import { exitCodes } from '../../shared/exit-code.ts'
import { explain } from '../../shared/explain.ts'
import { unwritable } from '../disk/disk-failure.ts'
import { createIo } from './output.ts'

/** @returns the exit code of a file that cannot be written. On stdout nothing more can be said, not even with `--json`. */
export const reportCut = (error: Error): number => {
  const failure = unwritable('stdout', error)
  const io = createIo({ json: false, quiet: false, color: false })
  const why = failure.kind === 'file-unwritable' ? `${failure.said.replace(/\.$/, '')}. ` : ''
  io.insist('switchyard: The output could not be written')
  io.insist(`  ${why}What stands there is cut off.`)
  io.insist(`  ${explain(failure).remedy?.label ?? ''}`)
  return exitCodes['file-unwritable']
}

// What nobody foresaw ends in words and a reference into the log: Node's own way prints all that an error says, secrets too.

/** A reader that has seen enough (`| head`) is no mistake of ours, and nobody is left to be told; a full disk is told of. */
const watchStreams = (): void => {
  process.stdout.on('error', error => {
    if ('code' in error && error.code === 'EPIPE') process.exit(0)
    // What was written is cut off: a script that goes on with it must not see success.
    void import('./report-cut.ts').then(({ reportCut }) => process.exit(reportCut(error)))
  })
  // What goes to stderr is for people; without one the work goes on.
  process.stderr.on('error', () => undefined)
}

/** Notes the mistake and tells of it. @returns the exit code */
export const tellMistake = async (error: unknown): Promise<number> => {
  const { reportBug } = await import('./report-bug.ts')
  return reportBug(error)
}

/** Comes before everything else that a command does. */
export const catchMistakes = (): void => {
  watchStreams()
  // A second one, while the first is told, is told as well.
  process.on('uncaughtException', error => void tellMistake(error).then(code => process.exit(code)))
}

// Runs a command line: finds the command, loads only what it needs, and ends with its exit code.
import { failed } from '../../shared/result.ts'
import { parseWords, readGlobals, splitCommandName } from './arguments.ts'
import { tellMistake } from './catch-mistakes.ts'
import { commandNames, commandTable } from './commands/table.ts'
import { commandHelp, generalHelp, groupHelp } from './help.ts'
import { createIo } from './output.ts'

const main = async (argv: readonly string[]): Promise<number> => {
  const { name, after } = splitCommandName(argv, commandNames)
  const early = readGlobals(argv)
  const color = Boolean(process.stderr.isTTY) && !early.noColor && !process.env.NO_COLOR
  const io = createIo({ ...early, color })
  if (name === null && early.version) {
    const { version } = await import('../version.ts')
    io.print({ version }, () => [version])
    return 0
  }
  if (name === null && early.help) {
    io.out(generalHelp())
    return 0
  }
  const wanted = name ?? 'open'
  const entry = commandTable.get(wanted)
  if (!entry) {
    const group = [...commandNames].filter(known => known.startsWith(`${wanted} `))
    if (group.length > 0 && early.help) {
      io.out(groupHelp(group))
      return 0
    }
    if (group.length > 0) {
      const message = `“${wanted}” needs one of: ${group.map(known => known.slice(wanted.length + 1)).join(', ')}.`
      return io.fail(failed({ kind: 'usage', message, command: '' }).failure)
    }
    return io.fail({ kind: 'usage', message: `There is no command “${wanted}”.`, command: '' })
  }
  const command = await entry.load()
  const parsed = parseWords(command, wanted, after)
  if ('kind' in parsed) return io.fail(parsed)
  if (parsed.globals.help) {
    io.out(commandHelp(command))
    return 0
  }
  if (parsed.globals.version) {
    const { version } = await import('../version.ts')
    io.print({ version }, () => [version])
    return 0
  }
  return command.run({
    ...parsed,
    io: createIo({ ...parsed.globals, color, command: wanted }),
    env: process.env,
    commands: commandTable,
  })
}

/** Runs `argv` and ends the process. */
export const runCommandLine = (argv: readonly string[]): void => {
  void main(argv)
    .catch(tellMistake)
    .then(code => {
      process.exitCode = code
      // What is still open (a keep-alive socket to AWS, a worker of the keychain) must not hold the terminal.
      const flushed = Promise.all(
        [process.stdout, process.stderr].map(stream => new Promise(done => void stream.write('', done))),
      )
      void flushed.then(() => process.exit(code))
    })
}

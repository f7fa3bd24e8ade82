// Runs a command line: finds the command, loads only what it needs, and ends with its exit code.
import { didYouMean } from '../../shared/nearest.ts'
import { parseWords, readGlobals, splitCommandName } from './arguments.ts'
import { tellMistake } from './catch-mistakes.ts'
import { commandNames, commandTable } from './commands/table.ts'
import { commandHelp, generalHelp, groupHelp } from './help.ts'
import { createIo } from './output.ts'

/** `help assume` is what other tools taught: it means `assume --help`. */
const withoutHelpWord = (argv: readonly string[]): readonly string[] =>
  argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv

const main = async (typed: readonly string[]): Promise<number> => {
  const argv = withoutHelpWord(typed)
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
      return io.fail({ kind: 'usage', message, command: wanted })
    }
    const message = `There is no command “${wanted}”.${didYouMean(wanted, commandNames)}`
    return io.fail({ kind: 'usage', message, command: '' })
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

/** Resolves when all is written. When stdout takes no more, who watches it ends the process instead. */
const flushed = (): Promise<unknown> =>
  Promise.all([
    new Promise<void>(done => void process.stdout.write('', error => (error ? undefined : done()))),
    new Promise<void>(done => void process.stderr.write('', () => done())),
  ])

/** Runs `argv` and ends the process. */
export const runCommandLine = (argv: readonly string[]): void => {
  void main(argv)
    .catch(tellMistake)
    .then(code => {
      process.exitCode = code
      // What is still open (a keep-alive socket to AWS, a worker of the keychain) must not hold the terminal.
      void flushed().then(() => process.exit(code))
    })
}

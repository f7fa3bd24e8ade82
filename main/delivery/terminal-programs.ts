// The terminals that can be opened, and how each is told what to run; a pure table.

export type TerminalProgram = {
  /** As a person names it in the settings. */
  readonly name: string
  /** What must be there: a program on the PATH, or an application's folder. */
  readonly needs: string
  /** The argv that opens a window running `script` with `target` as its only argument. */
  argv(script: string, target: string): readonly string[]
}

type Entry = readonly [name: string, needs: string, argv: TerminalProgram['argv']]
const rows = (entries: readonly Entry[]): readonly TerminalProgram[] =>
  entries.map(([name, needs, argv]) => ({ name, needs, argv }))

const program = (name: string, ...before: readonly string[]): Entry => [
  name,
  name,
  (script, target) => [name, ...before, script, target],
]

/**
 * Debian's policy gives every x-terminal-emulator `-e COMMAND ARGUMENTS` as its last words, so that name comes first:
 * it is the person's own choice. GNOME's takes `--`, because its `-e` wants one string that it splits itself.
 */
const linux = rows([
  program('x-terminal-emulator', '-e'),
  program('gnome-terminal', '--'),
  program('konsole', '-e'),
  program('kitty'),
  program('alacritty', '-e'),
  program('xterm', '-e'),
])

const posixQuoted = (value: string): string => `'${value.replaceAll("'", "'\\''")}'`
/** AppleScript gets the command as an argument of its `run`, never as a part of its text. */
const appleScript =
  (lines: readonly string[]) =>
  (script: string, target: string): readonly string[] => [
    'osascript',
    ...['on run argv', ...lines, 'end run'].flatMap(line => ['-e', line]),
    `${posixQuoted(script)} ${posixQuoted(target)}`,
  ]
const mac = rows([
  [
    'Terminal',
    '/System/Applications/Utilities/Terminal.app',
    appleScript(['tell application "Terminal"', 'do script (item 1 of argv)', 'activate', 'end tell']),
  ],
  [
    'iTerm2',
    '/Applications/iTerm.app',
    appleScript([
      'tell application "iTerm"',
      'create window with default profile command (item 1 of argv)',
      'activate',
      'end tell',
    ]),
  ],
])

const powershellQuoted = (value: string): string => `'${value.replaceAll("'", "''")}'`
const windows = rows([
  // Windows Terminal parts its own commands at semicolons; neither a target nor our script's name has one.
  ['Windows Terminal', 'wt.exe', (script, target) => ['wt.exe', '-w', 'new', script, target]],
  [
    'PowerShell',
    'powershell.exe',
    (script, target) => [
      'powershell.exe',
      '-NoLogo',
      '-NoProfile',
      '-Command',
      `& ${powershellQuoted(script)} ${powershellQuoted(target)}`,
    ],
  ],
])

/** The terminals of a system, in the order in which they are tried. */
export const terminalPrograms = (platform: NodeJS.Platform): readonly TerminalProgram[] =>
  platform === 'darwin' ? mac : platform === 'win32' ? windows : linux

/**
 * The terminal to open: the one a person chose, the one the app itself was started from (macOS tells), else the first
 * that is there. Null when none is.
 */
export const chooseTerminal = (wish: {
  readonly platform: NodeJS.Platform
  readonly env: NodeJS.ProcessEnv
  /** The setting; null = any. */
  readonly chosen: string | null
  readonly isThere: (needs: string) => boolean
}): TerminalProgram | null => {
  const { platform, env, chosen, isThere } = wish
  const there = terminalPrograms(platform).filter(({ needs }) => isThere(needs))
  const named = chosen === null ? undefined : there.find(({ name }) => name === chosen)
  const from = env.TERM_PROGRAM === 'iTerm.app' ? there.find(({ name }) => name === 'iTerm2') : undefined
  return named ?? from ?? there[0] ?? null
}

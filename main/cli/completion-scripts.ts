// The completion scripts: commands and flags are written into them, names are asked for when Tab is pressed; pure.
import type { CompletionRow } from './completion-rows.ts'

export const completionShells = ['bash', 'zsh', 'fish', 'powershell'] as const
export type CompletionShell = (typeof completionShells)[number]

const firstWords = (rows: readonly CompletionRow[]): readonly string[] => [
  ...new Set(rows.map(({ name }) => name.split(' ')[0] ?? '')),
]
const secondWords = (rows: readonly CompletionRow[], first: string): readonly string[] =>
  rows.flatMap(({ name }) => (name.startsWith(`${first} `) ? [name.slice(first.length + 1)] : []))
const asksNames = (row: CompletionRow): boolean => row.kind !== 'files' && row.kind !== 'none'
const intro = (shell: CompletionShell): string =>
  `# Completion of switchyard for ${shell}; made by \`switchyard completion ${shell}\`.`

/** Two-word commands first: `catalog add` also fits the pattern of a `catalog`. */
const cases = (rows: readonly CompletionRow[], line: (row: CompletionRow) => string): string =>
  [...rows]
    .sort((a, b) => Number(b.name.includes(' ')) - Number(a.name.includes(' ')))
    .map(row => `    ${row.name.includes(' ') ? `'${row.name}'` : `'${row.name} '*`}) ${line(row)} ;;`)
    .join('\n')
const groups = (rows: readonly CompletionRow[]): string =>
  firstWords(rows)
    .flatMap(first => {
      const seconds = secondWords(rows, first)
      return seconds.length === 0 ? [] : [`    ${first}) seconds='${seconds.join(' ')}' ;;`]
    })
    .join('\n')
const assign = (row: CompletionRow): string =>
  `flags='${row.flags.join(' ')}'; kind=${row.kind}; words='${row.words.join(' ')}'`

/** bash 3.2, which macOS ships, runs it too. Names hold no character that the shell would expand. */
const bash = (rows: readonly CompletionRow[]): string => `${intro('bash')}
_switchyard() {
  local current=\${COMP_WORDS[COMP_CWORD]} flags='' kind=none words='' seconds='' name
  COMPREPLY=()
  for name in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do [ "$name" = -- ] && return; done
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${firstWords(rows).join(' ')}' -- "$current"))
    return
  fi
  case \${COMP_WORDS[1]} in
${groups(rows)}
  esac
  case "\${COMP_WORDS[1]} \${COMP_WORDS[2]}" in
${cases(rows, assign)}
  esac
  [ "$COMP_CWORD" -eq 2 ] && words="$words $seconds"
  case $current in
    -*) words=$flags ;;
    *) case $kind in targets|sign-ins|catalogs|selectors)
         words="$words $(switchyard completion bash --names "$kind" 2>/dev/null)" ;;
       esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _switchyard switchyard
`

const zsh = (rows: readonly CompletionRow[]): string => `#compdef switchyard
${intro('zsh')}
_switchyard() {
  local flags='' kind=none seconds='' own=''
  if (( \${words[(I)--]} && \${words[(I)--]} < CURRENT )); then _normal; return; fi
  if (( CURRENT == 2 )); then compadd -- ${firstWords(rows).join(' ')}; return; fi
  case $words[2] in
${groups(rows)}
  esac
  case "$words[2] $words[3]" in
${cases(rows, row => assign(row).replace('words=', 'own='))}
  esac
  (( CURRENT == 3 )) && compadd -- \${=seconds}
  if [[ $PREFIX == -* ]]; then compadd -- \${=flags}; return; fi
  compadd -- \${=own}
  case $kind in
    targets|sign-ins|catalogs|selectors) compadd -- \${(f)"$(switchyard completion zsh --names $kind 2>/dev/null)"} ;;
    files) _files ;;
  esac
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
compdef _switchyard switchyard
`

const fishQuoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
const fish = (rows: readonly CompletionRow[]): string => {
  const lines = rows.flatMap(row => {
    const [first = '', second] = row.name.split(' ')
    const here = `-n '__switchyard_is ${row.name}'`
    const start =
      second === undefined
        ? `complete -c switchyard -n __fish_use_subcommand -a ${first} -d ${fishQuoted(row.summary)}`
        : `complete -c switchyard -n '__switchyard_group ${first}' -a ${second} -d ${fishQuoted(row.summary)}`
    const flags = row.flags.map(flag => `complete -c switchyard ${here} -l ${flag.slice(2)}`)
    const words = row.words.length > 0 ? [`complete -c switchyard ${here} -a '${row.words.join(' ')}'`] : []
    const names = asksNames(row)
      ? [`complete -c switchyard ${here} -a '(switchyard completion fish --names ${row.kind} 2>/dev/null)'`]
      : []
    const files = row.kind === 'files' ? [`complete -c switchyard ${here} -F`] : []
    return [start, ...flags, ...words, ...names, ...files]
  })
  const lone = firstWords(rows).filter(first => !rows.some(({ name }) => name === first))
  return `${intro('fish')}
function __switchyard_is
  set -l typed (commandline -opc)
  contains -- -- $typed; and return 1
  test (count $argv) -eq 2; and test "$typed[2..3]" = "$argv"; and return 0
  test (count $argv) -eq 1; and test "$typed[2]" = "$argv"
end
function __switchyard_group
  set -l typed (commandline -opc)
  test (count $typed) -eq 2; and test "$typed[2]" = "$argv[1]"
end
complete -c switchyard -f
${lone.map(first => `complete -c switchyard -n __fish_use_subcommand -a ${first}`).join('\n')}
${lines.join('\n')}
`
}

const powershell = (rows: readonly CompletionRow[]): string => {
  const list = (words: readonly string[]): string => `@(${words.map(word => `'${word}'`).join(', ')})`
  const entries = rows.map(
    row =>
      `  '${row.name}' = @{ Flags = ${list(row.flags)}; Kind = '${row.kind}'; Words = ${list(row.words)} }`,
  )
  return `${intro('powershell')}
$SwitchyardCommands = @{
${entries.join('\n')}
}
Register-ArgumentCompleter -Native -CommandName switchyard -ScriptBlock {
  param($word, $ast, $cursor)
  $typed = @($ast.CommandElements | ForEach-Object { $_.ToString() })
  $at = if ($word) { $typed.Count - 1 } else { $typed.Count }
  $found = @()
  if ($at -le 1) { $found = $SwitchyardCommands.Keys | ForEach-Object { $_.Split(' ')[0] } | Sort-Object -Unique }
  else {
    $first = $typed[1]
    $row = if ($at -gt 2) { $SwitchyardCommands["$first $($typed[2])"] }
    if (-not $row) { $row = $SwitchyardCommands[$first] }
    if ($at -eq 2) {
      $found += $SwitchyardCommands.Keys | Where-Object { $_.StartsWith("$first ") } | ForEach-Object { $_.Split(' ')[1] }
    }
    if ($row -and $word -like '-*') { $found = $row.Flags }
    elseif ($row) {
      $found += $row.Words
      if ($row.Kind -in 'targets', 'sign-ins', 'catalogs', 'selectors') {
        $found += switchyard completion powershell --names $row.Kind 2>$null
      }
    }
  }
  $found | Where-Object { $_ -like "$word*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`
}

const writers: { readonly [K in CompletionShell]: (rows: readonly CompletionRow[]) => string } = {
  bash,
  zsh,
  fish,
  powershell,
}

export const completionScript = (shell: CompletionShell, rows: readonly CompletionRow[]): string =>
  writers[shell](rows)

// The text of the small program that a profile's credential_process runs; pure.

export type LauncherText = {
  readonly home: string
  readonly socket: string
  /** A file that names the socket when it could not lie in `home`. */
  readonly socketPointer: string | null
  /** A 0600 file with one header line, `Authorization: Bearer ...`. */
  readonly agentToken: string
  /** Node, or an Electron-free runtime of the same kind. */
  readonly node: string
  /** The command line's bundle. */
  readonly cli: string
}

const quoted = (value: string): string => `'${value.replaceAll("'", "'\\''")}'`

/**
 * POSIX sh with one curl in it: SDKs run it for every command, and starting Node would take ten times as long.
 *
 * - The token reaches curl through a file and the answer leaves through the shell's own printf: argv, which every
 *   user may read, holds neither.
 * - Nothing is printed before the whole answer is here and good: SDKs take whatever stands on stdout.
 * - `-q` and `--noproxy`: a person's .curlrc or proxy must not come between. `-i` instead of `-w`, which learned to
 *   print a header's value in curl 7.84 only.
 * - Go's SDK kills the process after a minute; the agent answers within 50 s or says what is missing.
 */
export const shellLauncher = (text: LauncherText): string => `#!/bin/sh
# Made by Switchyard for the credential_process of profiles: asks the running app, else the command line.
# It is written anew when it changes; edits are lost.
home=${quoted(text.home)}
socket=${quoted(text.socket)}
token=${quoted(text.agentToken)}
node=${quoted(text.node)}
cli=${quoted(text.cli)}
${text.socketPointer === null ? '' : `[ -r ${quoted(text.socketPointer)} ] && IFS= read -r socket <${quoted(text.socketPointer)}\n`}lf='
'
cr='\r'
if [ "$#" -ne 1 ]; then
  echo "usage: $0 TARGET" >&2
  exit 2
fi
if [ "\${SWITCHYARD_AGENT-}" != off ] && [ -S "$socket" ] && [ -r "$token" ]; then
  answer=$(exec curl -q -s -i --noproxy '*' --unix-socket "$socket" --connect-timeout 2 --max-time 50 \\
    -H "@$token" -G --data-urlencode "target=$1" http://agent/credentials 2>/dev/null)
  case $?:$answer in
    "0:HTTP/1.1 200 "*)
      printf '%s\\n' "\${answer#*"$cr$lf$cr$lf"}"
      exit 0
      ;;
    "0:HTTP/1.1 "*"$lf"[Xx]-[Ss]witchyard-[Ee]xit:*)
      code=\${answer#*[Xx]-[Ss]witchyard-[Ee]xit:}
      code=\${code%%"$cr"*}
      printf '%s\\n' "\${answer#*"$cr$lf$cr$lf"}" >&2
      exit $((code))
      ;;
    28:*)
      echo 'switchyard: The running app did not answer in time.' >&2
      exit 4
      ;;
  esac
fi
SWITCHYARD_HOME=$home
export SWITCHYARD_HOME
[ -x "$node" ] || node=node
exec "$node" "$cli" credential-process "$1"
`

/** cmd.exe: curl there cannot speak to a named pipe, so Node asks. \`%\` is doubled, as batch files want it. */
export const batchLauncher = (text: LauncherText): string => {
  const plain = (value: string): string => value.replaceAll('%', '%%')
  return [
    '@echo off',
    'rem Made by Switchyard for the credential_process of profiles. It is written anew when it changes.',
    'setlocal DisableDelayedExpansion',
    `set "SWITCHYARD_HOME=${plain(text.home)}"`,
    `"${plain(text.node)}" "${plain(text.cli)}" credential-process %*`,
    '',
  ].join('\r\n')
}

// The text of the small program that a terminal window runs: it finds this home again and asks it for the target; pure.

export type TerminalText = {
  readonly env: NodeJS.ProcessEnv
  readonly home: string
  readonly node: string
  /** The command line's bundle. */
  readonly cli: string
}

/**
 * What says where things are. A terminal that is already running opens its windows itself (GNOME's, macOS's), and they
 * do not inherit our environment. Nothing here is a secret: a passphrase or a proxy's password stays out.
 */
const carried = [
  'SWITCHYARD_KEYCHAIN',
  'SWITCHYARD_PASSPHRASE_FILE',
  'SWITCHYARD_ALLOW_ENDPOINTS',
  'SWITCHYARD_AGENT',
  'SWITCHYARD_BROWSER',
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_CA_BUNDLE',
]

export const carriedVariables = ({ env, home }: Pick<TerminalText, 'env' | 'home'>): [string, string][] => [
  ['SWITCHYARD_HOME', home],
  ...Object.entries(env).flatMap(([name, value]): [string, string][] =>
    value !== undefined && (carried.includes(name) || /^AWS_ENDPOINT_URL(_\w+)?$/.test(name))
      ? [[name, value]]
      : [],
  ),
]

const quoted = (value: string): string => `'${value.replaceAll("'", "'\\''")}'`

export const posixTerminalScript = (text: TerminalText): string => `#!/bin/sh
# Made by Switchyard for terminal windows: a shell that is the target named as its argument. It holds no credentials.
${carriedVariables(text)
  .map(([name, value]) => `${name}=${quoted(value)}; export ${name}`)
  .join('\n')}
unset SWITCHYARD_TARGET
node=${quoted(text.node)}
[ -x "$node" ] || node=node
printf '\\033]0;%s\\007' "\${1#*:}"
exec "$node" ${quoted(text.cli)} shell "$1" --hold
`

/** \`%\` is doubled, as batch files want it. */
export const batchTerminalScript = (text: TerminalText): string => {
  const plain = (value: string): string => value.replaceAll('%', '%%')
  return [
    '@echo off',
    'rem Made by Switchyard for terminal windows. It holds no credentials.',
    'setlocal DisableDelayedExpansion',
    ...carriedVariables(text).map(([name, value]) => `set "${name}=${plain(value)}"`),
    'set "SWITCHYARD_TARGET="',
    `"${plain(text.node)}" "${plain(text.cli)}" shell %1 --hold`,
    '',
  ].join('\r\n')
}

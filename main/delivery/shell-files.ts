// What a shell reads at its start so that its prompt says who it is: the person's own files first, then the mark; pure.

/** Variables that decide who an AWS tool is. A person's own start files may set some of them; the session's are put back. */
const identity = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'SWITCHYARD_TARGET',
  'SWITCHYARD_COLOR',
].join(' ')
const others = 'AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN'

const made =
  '# Made by Switchyard for `switchyard shell`. It is written anew when it changes; edits are lost.'

/**
 * bash reads this instead of its usual files (`--rcfile`), so it reads those itself. The target is expanded by the
 * prompt, never pasted into it: what a variable holds is not looked at again. A prompt that is made anew before each
 * command (starship and the like) is marked anew.
 */
export const bashFile = `${made}
__switchyard_kept=$(declare -p ${identity} 2>/dev/null)
[ -r /etc/bash.bashrc ] && . /etc/bash.bashrc
[ -r ~/.bashrc ] && . ~/.bashrc
unset ${identity} ${others}
eval "$__switchyard_kept"
unset __switchyard_kept
__switchyard_mark() {
  case $PS1 in
    *SWITCHYARD_TARGET*) ;;
    *) PS1='\\[\\e[1;'"\${SWITCHYARD_COLOR:-36}"'m\\](\${SWITCHYARD_TARGET#*:})\\[\\e[0m\\] '"$PS1" ;;
  esac
}
__switchyard_mark
if [[ $(declare -p PROMPT_COMMAND 2>/dev/null) == 'declare -a'* ]]; then
  PROMPT_COMMAND+=(__switchyard_mark)
else
  PROMPT_COMMAND="\${PROMPT_COMMAND:+$PROMPT_COMMAND"$'\\n'"}"__switchyard_mark
fi
`

/**
 * zsh looks for its files in ZDOTDIR. It is ours until .zshrc is found, and the person's own while theirs are read
 * and from then on.
 */
export const zshEnvFile = `${made}
__switchyard_folder=$ZDOTDIR
__switchyard_own() {
  if [[ -n $SWITCHYARD_ZDOTDIR ]]; then ZDOTDIR=$SWITCHYARD_ZDOTDIR; else unset ZDOTDIR; fi
}
__switchyard_kept=$(typeset -p ${identity} 2>/dev/null)
__switchyard_own
[[ -r \${ZDOTDIR:-$HOME}/.zshenv ]] && . \${ZDOTDIR:-$HOME}/.zshenv
[[ -n $ZDOTDIR ]] && SWITCHYARD_ZDOTDIR=$ZDOTDIR
ZDOTDIR=$__switchyard_folder
# Only an interactive shell reads .zshrc, which gives the folder back.
[[ -o interactive ]] || __switchyard_own
`

export const zshFile = `${made}
__switchyard_own
# The system's own files put the history beside .zshrc, which is not here.
[[ $HISTFILE == $__switchyard_folder/* ]] && HISTFILE=\${ZDOTDIR:-$HOME}/.zsh_history
[[ -r \${ZDOTDIR:-$HOME}/.zshrc ]] && . \${ZDOTDIR:-$HOME}/.zshrc
unset ${identity} ${others}
eval "$__switchyard_kept"
unset __switchyard_kept __switchyard_folder SWITCHYARD_ZDOTDIR
unfunction __switchyard_own
__switchyard_mark() {
  local name=\${SWITCHYARD_TARGET#*:} code=%{$'\\e['"1;\${SWITCHYARD_COLOR:-36}m"%}
  [[ $PROMPT == *"(\${name})"* ]] || PROMPT="$code(\${name})%{"$'\\e[0m'"%} $PROMPT"
}
autoload -Uz add-zsh-hook && add-zsh-hook precmd __switchyard_mark
`

/** fish runs this after the person's own files (\`-C\`); their prompt is kept under another name. */
export const fishCommand = `set -e ${others}
functions -q fish_prompt; and functions -c fish_prompt __switchyard_prompt
function fish_prompt
  printf '\\e[1;%sm(%s)\\e[0m ' $SWITCHYARD_COLOR (string replace -r '^[^:]*:' '' -- $SWITCHYARD_TARGET)
  functions -q __switchyard_prompt; and __switchyard_prompt
end`

/** PowerShell runs this after the person's profile. */
export const powershellCommand = [
  'Remove-Item Env:AWS_PROFILE, Env:AWS_DEFAULT_PROFILE -ErrorAction SilentlyContinue',
  '$global:SwitchyardPrompt = $function:prompt',
  `function global:prompt { "($($Env:SWITCHYARD_TARGET -replace '^[^:]*:')) " + (& $global:SwitchyardPrompt) }`,
].join('; ')

// What other tools keep secret stays with them: found in their sentences and command lines, and left out of ours.
import { looksSecret, redactText } from '../log.ts'

/** A name and password before the host of an address; the user of `ssh://git@host` is none. */
const inAddress = /\b([a-z][a-z0-9+.-]*:\/\/)([^\s/?#"“”]*)@/gi

/** People put a token where the user stands, too: of a web address neither is repeated. */
const withoutSignIn = (text: string): string =>
  text.replace(inAddress, (whole, scheme: string, who: string) =>
    /^https?:/i.test(scheme) ? scheme : who.includes(':') ? `${scheme}${who.split(':')[0]}@` : whole,
  )

/** A sentence about another tool's file, without what looks like a secret in it. */
export const leaveSecrets = (sentence: string): string => redactText(withoutSignIn(sentence))

const names = '(?:password|passwd|passphrase|pass|pwd|pin|secret|token|(?:api|access|secret)[-_]?key)'
/** `--token VALUE`, `-password=VALUE`. */
const option = new RegExp(`^--?(?:\\w[\\w-]*[-_])?${names}(?:=(.*))?$`, 'i')
/** `VAULT_TOKEN=VALUE`, as for env. */
const variable = new RegExp(`^\\w*${names}=(.+)$`, 'i')
/** What only says where a secret is: a file, a variable, an entry of a vault, another option. */
const reference = /^(?:~?\/|\.{1,2}\/|[$%@-]|env:|file:|[a-z][\w+-]*:\/\/)/i

/** Whether a command line says a password or token itself. It takes one too many rather than one too few. */
export const saysSecret = (words: readonly string[]): boolean =>
  words.some((word, at) => {
    const found = option.exec(word)
    const said = found ? (found[1] ?? words[at + 1] ?? '') : (variable.exec(word)?.[1] ?? '')
    if (said !== '' && !reference.test(said)) return true
    return looksSecret(word) || withoutSignIn(word) !== word
  })

// Turns what ssh says when a host cannot be had into what a person can do about it.

/** Where a repository lies, as ssh is told: `ssh://git@host:2222/x.git` or `git@host:x.git` -> `-p 2222 git@host`. */
const placeOf = (source: string): string => {
  if (!/^ssh:/i.test(source)) return source.slice(0, source.indexOf(':'))
  const { username, hostname, port } = new URL(source)
  return `${port === '' ? '' : `-p ${port} `}${username === '' ? '' : `${username}@`}${hostname}`
}

/** Longer than this nobody should wonder; git is ended then. */
const late = /it took longer than|connection timed out|operation timed out/i

/**
 * A sentence without its period, ssh's own words kept where nothing better is known. Nothing is accepted for the person:
 * which host keys and which keys of theirs are right is theirs to say.
 */
export const sshWords = (said: string, source: string): string => {
  const place = placeOf(source)
  if (/REMOTE HOST IDENTIFICATION HAS CHANGED|host key for .* has changed/i.test(said))
    return 'it shows another host key than the one you know it by; ask its owner whether that is meant, and take nothing from it before'
  if (/host key verification failed|No .* host key is known/i.test(said))
    return `its host key is not known on this machine; connect once, compare the key with what its owner says, and accept it: ssh ${place}`
  if (/Permission denied \(|Too many authentication failures/i.test(said))
    return `it takes none of your keys; put the right one into your agent (ssh-add), or ask for access, and try: ssh -T ${place}`
  if (/Could not resolve hostname/i.test(said))
    return 'nobody knows this host; check the name, and whether you are in its network'
  if (late.test(said))
    return `it does not answer (${said}); check whether you are in its network, and try: ssh -T ${place}`
  if (/Connection refused/i.test(said))
    return `nothing there takes connections (Connection refused); check the name and the port, and try: ssh -T ${place}`
  return said.replace(/^ssh: /i, '')
}

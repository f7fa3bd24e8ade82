// Turns what git says when a host over https cannot be had into what a person can do about it.

/** A sentence without its period; git's own words where nothing better is known. */
export const httpsWords = (said: string, source: string): string => {
  if (
    /could not read (Username|Password)|Authentication failed|HTTP 40[13]|returned error: 40[13]/i.test(said)
  )
    return `it asks who you are, and git has no answer that it takes; let git keep one, then sync again: git ls-remote ${source}`
  if (/certificate/i.test(said))
    return `its certificate is none that git trusts (${said.replace(/^unable to access '[^']*': /i, '').replace(/\.$/, '')}); where your network has an authority of its own, name it to git: git config --global http.sslCAInfo FILE`
  if (/Could not resolve host/i.test(said))
    return 'nobody knows this host; check the name, and whether you are in its network'
  if (/repository '.*' not found|returned error: 404/i.test(said))
    return 'it has no such repository, or none that you may see; check the address and your access'
  return said
}

// The session name, source identity and profile name of a hop: the catalog's templates, filled with who and why.

/** STS refuses any other character in RoleSessionName and SourceIdentity: [\w+=,.@-], 2 to 64 of them (STS API reference). */
const refusedCharacters = /[^A-Za-z0-9_+=,.@-]+/g

export type Who = { readonly user: string | null; readonly ticket: string | null }

/** Fills {user} and {ticket}; a user who is not known yet stays a placeholder, an absent ticket takes its separator along. */
export const fill = (template: string, { user, ticket }: Who): string => {
  // As functions: `$&` in a person's words is no sign to replace by.
  const ticketed =
    ticket === null
      ? template.replace(/[-_.+=,@]?\{ticket\}/g, '').replace(/^[-_.+=,@]+(?=\{user\})/, '')
      : template.replaceAll('{ticket}', () => ticket)
  return user === null ? ticketed : ticketed.replaceAll('{user}', () => user)
}

/** What STS accepts as a name: other characters become one `-` each run, at most 64 characters, at least two. */
export const asSessionName = (text: string): string => {
  const clean = text.replace(refusedCharacters, '-').slice(0, 64)
  if (clean.length >= 2) return clean
  return clean.length === 1 ? `${clean}-` : 'switchyard'
}

/** True while a name still waits for the sign-in to say who the person is. */
export const awaitsUser = (text: string | null): boolean => text?.includes('{user}') ?? false

/** A profile's name after its template; AWS's tools read back only [A-Za-z0-9_.@+%:/-], at most 64. */
export const asProfileName = (text: string): string => {
  const clean = text.replace(/[^A-Za-z0-9_.@+%:/-]+/g, '-').slice(0, 64)
  return clean === '' ? 'switchyard' : clean
}

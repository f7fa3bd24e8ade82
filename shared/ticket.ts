// What counts as a ticket in a reason, said once: the session's name is made of it, and the window shows it.

/** The first word of a reason that looks like a ticket, as in `OPS-123: restart`; it goes into a session's name. */
export const ticketIn = (reason: string | null | undefined): string | null =>
  /(?:^|[^A-Za-z0-9-])([A-Z][A-Z0-9]{0,19}-\d{1,10})(?![A-Za-z0-9-])/.exec(reason ?? '')?.[1] ?? null

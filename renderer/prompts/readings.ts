// Reads what prompts show and take: pasted codes, serial numbers of devices, tickets.

/** Digits only, six at most: a pasted `419 305` or `419-305` fits. */
export const digitsOf = (text: string): string => text.replace(/\D/g, '').slice(0, 6)

/** `arn:aws:iam::100000000002:mfa/ana` -> the device and its account; a hardware device's serial stays as it is. */
export const readSerial = (serial: string): { readonly device: string; readonly account: string | null } => {
  const match = /^arn:[^:]+:iam::(\d{12}):mfa\/(.+)$/.exec(serial)
  return match ? { device: match[2] ?? serial, account: match[1] ?? null } : { device: serial, account: null }
}

/** The first word of a reason that looks like a ticket: it goes into the session's name where the catalog says so. */
export const ticketIn = (reason: string): string | null => /\b[A-Z][A-Z0-9]+-\d+\b/.exec(reason)?.[0] ?? null

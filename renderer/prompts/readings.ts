// Reads what prompts show and take: pasted codes, serial numbers of devices.

/** Digits only, six at most: a pasted `419 305` or `419-305` fits. */
export const digitsOf = (text: string): string => text.replace(/\D/g, '').slice(0, 6)

/** `arn:aws:iam::100000000002:mfa/ana` -> the device and its account; a hardware device's serial stays as it is. */
export const readSerial = (serial: string): { readonly device: string; readonly account: string | null } => {
  const match = /^arn:[^:]+:iam::(\d{12}):mfa\/(.+)$/.exec(serial)
  return match ? { device: match[2] ?? serial, account: match[1] ?? null } : { device: serial, account: null }
}

/** The dark modules of a code as one path, a rectangle for each run of a line. */
export const darkRuns = (modules: readonly (readonly boolean[])[]): string => {
  let path = ''
  for (const [y, line] of modules.entries()) {
    for (let x = 0; x < line.length; x += 1) {
      if (!line[x]) continue
      const from = x
      while (line[x + 1]) x += 1
      path += `M${from} ${y}h${x + 1 - from}v1h-${x + 1 - from}z`
    }
  }
  return path
}

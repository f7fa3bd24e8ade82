// Can a browser on this machine be opened for the person who is asking?

/** Why a device code is the better way here; null = a browser can be opened. */
export const whyNoBrowser = (
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string | null => {
  if (env.SWITCHYARD_BROWSER === 'none') return 'SWITCHYARD_BROWSER=none'
  // Somebody named a command of their own: it knows its way, also from a remote machine.
  if (env.SWITCHYARD_BROWSER) return null
  // The browser would open on the far machine, and the redirect would reach the far machine's loopback.
  if (env.SSH_CONNECTION || env.SSH_TTY) return 'this is a remote session'
  const display = env.DISPLAY || env.WAYLAND_DISPLAY || env.WSL_DISTRO_NAME
  return platform === 'linux' && !display ? 'there is no display' : null
}

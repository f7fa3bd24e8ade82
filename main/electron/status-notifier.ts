// Is there anybody who shows tray icons? On Linux only the session bus knows; a tray without a host is simply not seen.
import { execFile } from 'node:child_process'

/** Who keeps the register of tray icons (freedesktop.org, StatusNotifierItem, "StatusNotifierWatcher"). */
const watcher = 'org.kde.StatusNotifierWatcher'
const longest = 2_000

/** Three programs that ask the bus; a desktop has at least one of them. */
const questions: readonly (readonly [string, readonly string[], RegExp])[] = [
  [
    'gdbus',
    [
      'call',
      '--session',
      '--dest=org.freedesktop.DBus',
      '--object-path=/org/freedesktop/DBus',
      '--method=org.freedesktop.DBus.NameHasOwner',
      watcher,
    ],
    /^\((true|false),\)/,
  ],
  [
    'dbus-send',
    [
      '--session',
      '--print-reply=literal',
      '--dest=org.freedesktop.DBus',
      '/org/freedesktop/DBus',
      'org.freedesktop.DBus.NameHasOwner',
      `string:${watcher}`,
    ],
    /boolean (true|false)/,
  ],
  [
    'busctl',
    [
      '--user',
      'call',
      'org.freedesktop.DBus',
      '/org/freedesktop/DBus',
      'org.freedesktop.DBus',
      'NameHasOwner',
      's',
      watcher,
    ],
    /^b (true|false)/,
  ],
]

const ask = (
  program: string,
  args: readonly string[],
  answer: RegExp,
  env: NodeJS.ProcessEnv,
): Promise<boolean | null> =>
  new Promise(resolve => {
    execFile(program, args, { env, timeout: longest, encoding: 'utf8' }, (error, stdout) => {
      // The question itself cannot fail, so a program that ran and failed found no bus.
      if (error) resolve(error.code === 'ENOENT' ? null : false)
      else resolve(answer.exec(stdout.trim())?.[1] === 'true')
    })
  })

/** True or false as the bus says; without a session bus nobody shows anything; null when nobody could be asked. */
export const hasTrayHost = async (
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): Promise<boolean | null> => {
  if (platform !== 'linux') return true
  if (!env.DBUS_SESSION_BUS_ADDRESS && !env.XDG_RUNTIME_DIR) return false
  for (const [program, args, answer] of questions) {
    const said = await ask(program, args, answer, env)
    if (said !== null) return said
  }
  return null
}

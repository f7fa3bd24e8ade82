// How each terminal of each system is told what to run, and which one is chosen.
import { describe, expect, test } from 'vitest'
import { chooseTerminal, terminalPrograms } from '../../main/delivery/terminal-programs.ts'
import { batchTerminalScript, posixTerminalScript } from '../../main/delivery/terminal-script.ts'

const argvs = (platform: NodeJS.Platform, script: string, target: string) =>
  Object.fromEntries(terminalPrograms(platform).map(({ name, argv }) => [name, argv(script, target)]))

test('on Linux script and target are words of their own, as the last ones', () => {
  expect(argvs('linux', '/home/a b/terminal', 'c:acme/Role')).toEqual({
    'x-terminal-emulator': ['x-terminal-emulator', '-e', '/home/a b/terminal', 'c:acme/Role'],
    'gnome-terminal': ['gnome-terminal', '--', '/home/a b/terminal', 'c:acme/Role'],
    konsole: ['konsole', '-e', '/home/a b/terminal', 'c:acme/Role'],
    kitty: ['kitty', '/home/a b/terminal', 'c:acme/Role'],
    alacritty: ['alacritty', '-e', '/home/a b/terminal', 'c:acme/Role'],
    xterm: ['xterm', '-e', '/home/a b/terminal', 'c:acme/Role'],
  })
})

test('on macOS the command is an argument of the AppleScript, quoted for the shell that reads it', () => {
  const found = argvs('darwin', "/Users/o'neil/terminal", 'c:acme/Role')
  expect(Object.keys(found)).toEqual(['Terminal', 'iTerm2'])
  for (const [program, ...words] of Object.values(found)) {
    expect(program).toBe('osascript')
    expect(words.at(-1)).toBe(`'/Users/o'\\''neil/terminal' 'c:acme/Role'`)
    expect(words.slice(0, -1).join(' ')).not.toContain('acme')
  }
})

test('on Windows: Windows Terminal, else PowerShell with quotes of its own', () => {
  expect(argvs('win32', "C:\\o'neil\\terminal.cmd", 'c:acme/Role')).toEqual({
    'Windows Terminal': ['wt.exe', '-w', 'new', "C:\\o'neil\\terminal.cmd", 'c:acme/Role'],
    PowerShell: [
      'powershell.exe',
      '-NoLogo',
      '-NoProfile',
      '-Command',
      "& 'C:\\o''neil\\terminal.cmd' 'c:acme/Role'",
    ],
  })
})

describe('the one that is opened', () => {
  const choose = (
    there: readonly string[],
    more: { chosen?: string; env?: NodeJS.ProcessEnv; platform?: NodeJS.Platform } = {},
  ) =>
    chooseTerminal({
      platform: more.platform ?? 'linux',
      env: more.env ?? {},
      chosen: more.chosen ?? null,
      isThere: needs => there.some(name => needs.includes(name)),
    })?.name ?? null

  test('is the first that is there, or the one that was chosen if it is there', () => {
    expect(choose(['kitty', 'xterm'])).toBe('kitty')
    expect(choose(['kitty', 'xterm'], { chosen: 'xterm' })).toBe('xterm')
    expect(choose(['kitty'], { chosen: 'xterm' })).toBe('kitty')
    expect(choose([])).toBe(null)
  })
  test('on macOS is the one the app was started from', () => {
    const mac = { platform: 'darwin' as const, env: { TERM_PROGRAM: 'iTerm.app' } }
    expect(choose(['Terminal.app', 'iTerm.app'], mac)).toBe('iTerm2')
    expect(choose(['Terminal.app'], mac)).toBe('Terminal')
  })
})

describe('the script a window runs', () => {
  const text = {
    home: "/home/o'neil/100% mine",
    node: '/usr/bin/node',
    cli: '/app/out/cli.cjs',
    env: {
      AWS_CONFIG_FILE: '/somewhere/config',
      AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1',
      AWS_SECRET_ACCESS_KEY: 'wJalr-secret',
      AWS_SESSION_TOKEN: 'token-secret',
      SWITCHYARD_PASSPHRASE: 'passphrase-secret',
      HTTPS_PROXY: 'http://user:proxy-secret@proxy',
    },
  }
  test('carries where things are, and none of the secrets around it', () => {
    for (const script of [posixTerminalScript(text), batchTerminalScript(text)]) {
      expect(script).toContain('/somewhere/config')
      expect(script).toContain('http://127.0.0.1:1')
      expect(script).not.toMatch(/secret/)
    }
  })
  test('quotes for its own reader', () => {
    expect(posixTerminalScript(text)).toContain(`SWITCHYARD_HOME='/home/o'\\''neil/100% mine'`)
    expect(batchTerminalScript(text)).toContain(`set "SWITCHYARD_HOME=/home/o'neil/100%% mine"`)
  })
})

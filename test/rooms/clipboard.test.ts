// Main's clipboard on a real X server: text goes in by stdin, and what is still ours is taken back after 45 s.
import { describe, expect, test } from 'vitest'
import { createClock } from '../../main/clock.ts'
import { clipboardPrograms, createClipboard } from '../../main/delivery/clipboard.ts'
import { start } from '../support/run-cli.ts'
import { openScreen, whyNoScreen } from '../support/screen.ts'

describe.skipIf(whyNoScreen('xclip'))('on an X server', () => {
  const open = async () => {
    const { display } = await openScreen()
    const env = { PATH: process.env.PATH, DISPLAY: display }
    const clock = createClock()
    const clipboard = createClipboard(env, clock, 'linux')
    const read = async () => (await start('xclip', ['-selection', 'clipboard', '-o'], env).ended).stdout
    const write = (text: string) => createClipboard(env, createClock(), 'linux').lend(text)
    return { clock, clipboard, read, write }
  }

  test('what was copied is gone after 45 s, not before', async () => {
    const { clock, clipboard, read } = await open()
    expect(clipboard.available()).toBe(true)
    expect(await clipboard.lend('export A=secret\n')).toBe(true)
    clock.move(44_000)
    expect(await read()).toBe('export A=secret\n')
    clock.move(45_001)
    await expect.poll(read).toBe('')
  })
  test('what somebody else copied meanwhile stays', async () => {
    const { clock, clipboard, read, write } = await open()
    await clipboard.lend('secret')
    await write('mine')
    clock.move(46_000)
    await new Promise(resume => setTimeout(resume, 500))
    expect(await read()).toBe('mine')
  })
  test('a second copy starts the time anew; closing takes it back at once', async () => {
    const { clock, clipboard, read } = await open()
    await clipboard.lend('first')
    clock.move(30_000)
    await clipboard.lend('second')
    clock.move(60_000)
    expect(await read()).toBe('second')
    await clipboard.close()
    expect(await read()).toBe('')
  })
})

describe('which programs', () => {
  const choose = (
    env: NodeJS.ProcessEnv,
    platform: NodeJS.Platform = 'linux',
    there = ['wl-copy', 'wl-paste', 'xclip', 'clip.exe', 'powershell.exe'],
  ) => clipboardPrograms(env, platform, program => there.includes(program))?.write[0] ?? null

  test('by system and screen; nobody’s over SSH or without a screen', () => {
    expect(choose({}, 'darwin')).toBe('pbcopy')
    expect(choose({}, 'win32')).toBe('clip.exe')
    expect(choose({ WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' })).toBe('wl-copy')
    expect(choose({ WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' }, 'linux', ['xclip'])).toBe('xclip')
    expect(choose({ WSL_DISTRO_NAME: 'Debian' })).toBe('clip.exe')
    expect(choose({})).toBe(null)
    expect(choose({ SSH_CONNECTION: '1 2 3 4' }, 'darwin')).toBe(null)
    expect(choose({ DISPLAY: ':0' }, 'linux', [])).toBe(null)
  })
})

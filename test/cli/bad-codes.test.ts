// Codes and keys that do not fit, each with its words, its exit code, and nothing lost.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DemoTerminal, openDemoTerminal } from '../support/demo-terminal.ts'
import { good } from '../support/sign-in-room.ts'

let demo: DemoTerminal
beforeAll(async () => {
  demo = await openDemoTerminal('ops-hub')
})
afterAll(() => demo.stop())
const signInWith = (code: string) => ['sign-in', 'ops', '--mfa-code', code]

describe('MFA', () => {
  test('a user without a device: 4, and nobody is asked for a code', async () => {
    await demo.addKey('ops', 'cleo')
    for (const words of ['assume acme', 'sign-in ops', 'env acme', 'console acme --print'])
      expect(await demo.refused(words)).toMatchObject({ code: 4, kind: 'mfa-no-device', user: 'cleo' })
    expect(await demo.run('credential-process ops-hub:acme/acme-production')).toMatchObject({
      code: 4,
      stdout: '',
    })
    expect(await demo.count('GetSessionToken')).toBe(0)
  })

  test('what is no code is usage: 2, and AWS is not asked', async () => {
    await demo.addKey('ops', 'ana')
    for (const code of ['12345', '1234567', 'abcdef', ''])
      expect(await demo.refused(signInWith(code))).toMatchObject({ code: 2, kind: 'usage' })
    expect(await demo.count('GetSessionToken')).toBe(0)
  })

  test('a wrong code: 4, and nothing was opened', async () => {
    const right = await demo.code('ana')
    const [wrong = '', other = ''] = ['000000', '000001', '000002'].filter(code => code !== right)
    expect(await demo.refused(signInWith(wrong))).toMatchObject({
      code: 4,
      kind: 'mfa-rejected',
      reason: 'wrong',
      title: 'The MFA code is wrong',
    })
    expect(await demo.refused(['assume', 'acme', '--mfa-code', other])).toMatchObject({
      code: 4,
      reason: 'wrong',
    })
    // Typed again it is not sent again, and it is not called used.
    const calls = await demo.count('GetSessionToken')
    expect(await demo.refused(signInWith(wrong))).toMatchObject({
      code: 4,
      kind: 'mfa-rejected',
      reason: 'refused',
      title: 'AWS refused this code already',
      detail: expect.stringMatching(/^It was not sent again\. The device shows another, or will in \d+ s\.$/),
    })
    expect(await demo.count('GetSessionToken')).toBe(calls)
    expect(await demo.json('sign-ins')).toMatchObject([{ signIn: 'ops', state: 'out' }, {}])
    expect(demo.awsFiles()).toEqual({ config: '', credentials: '' })
  })

  test('a code works once: the second time 4, with the seconds to the next one, and without a call', async () => {
    const code = await demo.code('ana')
    expect(await demo.json(signInWith(code))).toEqual({
      signIn: 'ops',
      kind: 'iam-user',
      user: 'ana',
      expiresAt: expect.stringMatching(/Z$/),
    })
    await demo.json('sign-out ops')
    const calls = await demo.count('GetSessionToken')
    const again = await demo.refused(signInWith(code))
    expect(again).toMatchObject({ code: 4, kind: 'mfa-rejected', reason: 'reused' })
    expect(again.nextCodeInSeconds).toBeGreaterThan(0)
    expect(again.nextCodeInSeconds).toBeLessThanOrEqual(30)
    const words = await demo.run(signInWith(code))
    expect(words.stderr).toMatch(
      /^switchyard: The code was used already\n {2}A code works once\. The next one comes in \d+ s\.\n/,
    )
    expect(await demo.count('GetSessionToken')).toBe(calls)
    // A code that the phone shows, but that was used elsewhere, is AWS's to refuse.
    expect(good(await demo.control.phone('ana')).used).toBe(true)
  })

  test('under a longer wish a second target needs the next code', async () => {
    const code = await demo.code('ana')
    expect(await demo.json(['assume', 'acme', '--duration', '4h', '--mfa-code', code])).toMatchObject({
      notices: [],
    })
    expect(await demo.json('route globex --duration 4h')).toMatchObject({
      strategy: 'mfa-on-assume',
      hops: [{ mfa: true, seconds: 14_400, cap: null }],
    })
    const second = await demo.refused(['assume', 'globex', '--duration', '4h', '--mfa-code', code])
    expect(second).toMatchObject({ code: 4, reason: 'reused' })
    const next = await demo.code('ana')
    const long = await demo.json<{ notices: string[]; expiresAt: string }>([
      'assume',
      'globex',
      '--duration',
      '12h',
      '--mfa-code',
      next,
    ])
    // The role's own maximum is four hours: learned by asking, said in words.
    expect(long.notices).toEqual([expect.stringMatching(/^Shortened from 12 h to (4|1) h: /)])
    await demo.json('stop --all')
  })
})

describe('keys', () => {
  const secret = 'q'.repeat(40)
  const add = (input: string) => demo.refused('keys add ops', { input })

  test('what is no key is refused before it is kept', async () => {
    expect(await add('')).toMatchObject({ code: 2, kind: 'usage' })
    expect(await add('AKIAQQQQQQQQQQQQQQQQ\n')).toMatchObject({ code: 2, kind: 'usage' })
    expect(await add(`hello\n${secret}\n`)).toMatchObject({ code: 2, kind: 'bad-input' })
    expect(await add(`ASIAQQQQQQQQQQQQQQQQ\n${secret}\n`)).toMatchObject({ code: 2, kind: 'bad-input' })
  })

  test('a sign-in that nobody knows is said before the key is asked for or read: 6', async () => {
    expect(await demo.refused('keys add nobody', { input: '' })).toMatchObject({
      code: 6,
      kind: 'unknown-name',
      name: 'nobody',
    })
  })

  test('a key that AWS does not know: 5; a secret of another key: 5, proved; the good one stays', async () => {
    expect(await add(`AKIAQQQQQQQQQQQQQQQQ\n${secret}\n`)).toMatchObject({
      code: 5,
      kind: 'key-refused',
      cause: 'key-unknown',
      awsCode: 'InvalidClientTokenId',
    })
    const { accessKeyId } = good(await demo.control.key('ana'))
    expect(await add(`${accessKeyId}\n${secret}\n`)).toMatchObject({
      code: 5,
      cause: 'signature',
      causes: [{ cause: 'signature', certain: true }],
    })
    expect(await demo.json(signInWith(await demo.code('ana')))).toMatchObject({ user: 'ana' })
  })

  test('an inactive key: 5, with that cause first', async () => {
    await demo.json('sign-out ops')
    await demo.fault('key-inactive ana')
    expect(await demo.refused(signInWith(await demo.code('ana')))).toMatchObject({
      code: 5,
      kind: 'key-refused',
      cause: 'key-inactive',
    })
    await demo.fault('clear')
    expect(await demo.json(signInWith(await demo.code('ana')))).toMatchObject({ user: 'ana' })
  })

  test('remove forgets the key and what was made with it', async () => {
    await demo.json('assume acme')
    expect(await demo.json('keys remove ops')).toEqual({ removed: 'ops' })
    expect(await demo.json('sessions')).toEqual([])
    expect(demo.awsFiles()).toEqual({ config: '', credentials: '' })
    expect(await demo.refused('assume acme')).toMatchObject({ code: 3, reason: 'no-key' })
  })
})

// Guards hold at every door of the command line: what is missing is named, no code is spent for it, and an opening ends.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DemoTerminal, openDemoTerminal } from '../support/demo-terminal.ts'
import { visitPortal } from '../support/portal-visit.ts'

describe('production of sso-landing-zone: reason, typed name, one hour at most', () => {
  let demo: DemoTerminal
  const target = 'production/CrossAccountCICD'
  beforeAll(async () => {
    demo = await openDemoTerminal('sso-landing-zone')
    await visitPortal(demo, 'portal --device-code --no-open', 'omar')
  })
  afterAll(() => demo.stop())

  test.each([
    `assume ${target}`,
    `env ${target}`,
    `exec ${target} -- true`,
    `console ${target} --print`,
    `assume ${target} --profile other`,
  ])('%s: 4, both named, nothing called', async words => {
    expect(await demo.refused(words)).toMatchObject({
      code: 4,
      kind: 'answer-needed',
      missing: ['reason', 'confirm'],
      expects: 'production',
      remedy: `Give the answer: switchyard assume sso-landing-zone:${target} --reason TEXT --confirm production`,
    })
    expect(await demo.count('AssumeRole')).toBe(0)
  })

  test('credential-process never asks: 4 until a session is open', async () => {
    expect(await demo.run(`credential-process sso-landing-zone:${target}`)).toMatchObject({
      code: 4,
      stdout: '',
      stderr: expect.stringContaining('a reason (--reason)'),
    })
  })

  test('one answer of two is not enough, and another name is refused', async () => {
    expect(await demo.refused(['assume', target, '--reason', 'OPS-12 deploy'])).toMatchObject({
      code: 4,
      missing: ['confirm'],
    })
    expect(await demo.refused(['assume', target, '--confirm', 'production'])).toMatchObject({
      code: 4,
      missing: ['reason'],
    })
    expect(await demo.refused(['assume', target, '--reason', 'OPS-12', '--confirm', 'prod'])).toMatchObject({
      code: 4,
      kind: 'answer-refused',
      what: 'confirm',
    })
    expect(await demo.count('AssumeRole')).toBe(0)
  })

  test('with both it opens, for an hour that no renewal prolongs; then every door is open', async () => {
    const answers = ['--reason', 'OPS-12 deploy', '--confirm', 'production', '--duration', '2h']
    const assumed = await demo.json<{ notices: string[]; expiresAt: string }>(['assume', target, ...answers])
    expect(assumed.notices).toEqual([expect.stringMatching(/^Shortened from 2 h to 1 h: /)])
    expect(await demo.json('sessions')).toMatchObject([
      { target: `sso-landing-zone:${target}`, renews: false, expiresAt: assumed.expiresAt },
    ])
    expect((await demo.run(`credential-process sso-landing-zone:${target}`)).code).toBe(0)
    expect(await demo.json(`env ${target}`)).toMatchObject({ AWS_CREDENTIAL_EXPIRATION: assumed.expiresAt })
    const [row] = (await demo.json<Record<string, unknown>[]>('activity')).filter(
      each => each.what === 'session-start',
    )
    expect(row).toMatchObject({ reason: 'OPS-12 deploy', environment: 'production' })
  })

  test('after the hour the guards apply again', async () => {
    await demo.advance('+61m')
    expect(await demo.refused(`env ${target}`)).toMatchObject({ code: 4, missing: ['reason', 'confirm'] })
    await expect.poll(() => demo.awsFiles()).toEqual({ config: '', credentials: '' })
  })
})

// Fifty tools that ask for credentials at once: one question, one chain of calls, fifty equal answers.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { ControlClient } from '../../main/demo/control/control-client.ts'
import { callsSoFar, countCalls, demoApp, freshCode, run, settledWorld } from '../support/cli-world.ts'
import { type Ended, start, startCli } from '../support/run-cli.ts'
import { openWindow, type Window } from '../support/window.ts'

const target = 'ops-hub:acme/acme-production'
/** Fifty programs on a busy machine take their time. */
const patient = { lives: true }
const fifty = Array.from({ length: 50 }, (_, n) => n)

/** Answers every question for a code with the right one. */
const answerCodes = (window: Window, control: ControlClient): void =>
  window.onPrompt(prompt => {
    if (prompt.kind !== 'mfa') return
    void freshCode(control).then(code =>
      window.call.answerPrompt({ id: prompt.id, answer: { kind: 'mfa', code } }),
    )
  })

const expectOneAnswer = (answers: readonly Ended[]): void => {
  for (const answer of answers) expect(answer).toMatchObject({ code: 0, stderr: '' })
  const different = new Set(answers.map(({ stdout }) => stdout))
  expect(different.size).toBe(1)
  expect(JSON.parse([...different][0] ?? '')).toMatchObject({
    Version: 1,
    AccessKeyId: expect.stringMatching(/^ASIA/),
    SecretAccessKey: expect.stringMatching(/^.{40}$/),
    SessionToken: expect.stringMatching(/^.{200,}$/),
    AccountId: '100000000101',
  })
}

test('with the app: one question in the window, one chain, fifty answers', { timeout: 90_000 }, async () => {
  const demo = await demoApp()
  const { env, control } = demo
  const window = await openWindow(demo.url)
  await demo.addKey('ops', 'ana')
  const code = await freshCode(control)
  const assumed = await run(env, ['assume', target, '--mode', 'process', '--mfa-code', code, '--json'])
  expect(assumed).toMatchObject({ code: 0 })
  answerCodes(window, control)

  await demo.advance('+13h')
  const before = await callsSoFar(control)
  expectOneAnswer(
    await Promise.all(fifty.map(() => startCli(['credential-process', target], env, patient).ended)),
  )
  expect(window.prompts.map(({ kind }) => kind)).toEqual(['mfa'])
  expect(await countCalls(control, before)).toEqual({ GetSessionToken: 1, AssumeRole: 1 })

  // The same through the launcher that a profile names: sh and one curl.
  const launcher =
    /credential_process = (\S+) /.exec(readFileSync(env.AWS_CONFIG_FILE ?? '', 'utf8'))?.[1] ?? ''
  await demo.advance('+13h')
  const again = await callsSoFar(control)
  expectOneAnswer(await Promise.all(fifty.map(() => start(launcher, [target], env, patient).ended)))
  expect(window.prompts.map(({ kind }) => kind)).toEqual(['mfa', 'mfa'])
  expect(await countCalls(control, again)).toEqual({ GetSessionToken: 1, AssumeRole: 1 })
  window.close()
})

test('with the app and nobody at a window: each ends with 4 at once', { timeout: 60_000 }, async () => {
  const { addKey, env, control } = await demoApp()
  await addKey('ops', 'ana')
  const before = await callsSoFar(control)
  const answers = await Promise.all(fifty.slice(0, 5).map(() => run(env, ['credential-process', target])))
  for (const answer of answers) {
    expect(answer).toMatchObject({ code: 4, stdout: '' })
    expect(answer.stderr).toContain('acme/acme-production')
    expect(answer.ms).toBeLessThan(5_000)
  }
  expect(await countCalls(control, before)).toEqual({})
})

test('without an app, in fifty processes: one chain behind a living MFA session', {
  timeout: 120_000,
}, async () => {
  const { env, control } = await settledWorld()
  const signedIn = await run(env, ['sign-in', 'ops', '--mfa-code', await freshCode(control)])
  expect(signedIn).toMatchObject({ code: 0 })
  const before = await callsSoFar(control)
  expectOneAnswer(
    await Promise.all(fifty.map(() => startCli(['credential-process', target], env, patient).ended)),
  )
  expect(await countCalls(control, before)).toEqual({ AssumeRole: 1 })
})

test('without an app and without an MFA session: 4 at once, nothing is called', async () => {
  const world = await settledWorld()
  const before = await callsSoFar(world.control)
  const answer = await run(world.env, ['credential-process', target])
  expect(answer).toMatchObject({ code: 4, stdout: '' })
  expect(answer.stderr).toContain('code')
  expect(answer.ms).toBeLessThan(5_000)
  expect(await countCalls(world.control, before)).toEqual({})
})

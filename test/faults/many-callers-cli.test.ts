// Fifty tools that ask for credentials at once: one question, one chain of calls, fifty equal answers.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { ControlClient } from '../../main/demo/control/control-client.ts'
import {
  addKey,
  type Ended,
  freshCode,
  good,
  runCli,
  runProgram,
  settle,
  startDemoApp,
  startWorld,
} from '../support/command-line.ts'
import { openWindow, type Window } from '../support/window.ts'

const target = 'ops-hub:acme/acme-production'
const fifty = Array.from({ length: 50 }, (_, n) => n)

/** How often each operation was called since `from`. */
const counted = async (control: ControlClient, from = 0): Promise<Record<string, number>> => {
  const { calls } = good(await control.calls())
  const counts: Record<string, number> = {}
  for (const { service, operation } of calls.slice(from))
    if (service !== 'control') counts[operation] = (counts[operation] ?? 0) + 1
  return counts
}
const soFar = async (control: ControlClient): Promise<number> => good(await control.calls()).calls.length

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
  const { env, url, control } = await startDemoApp()
  const window = await openWindow(url)
  await addKey(env, control)
  const code = await freshCode(control)
  const assumed = await runCli(env, ['assume', target, '--mode', 'process', '--mfa-code', code, '--json'])
  expect(assumed).toMatchObject({ code: 0 })
  answerCodes(window, control)

  good(await control.advance('+13h'))
  const before = await soFar(control)
  expectOneAnswer(await Promise.all(fifty.map(() => runCli(env, ['credential-process', target]))))
  expect(window.prompts.map(({ kind }) => kind)).toEqual(['mfa'])
  expect(await counted(control, before)).toEqual({ GetSessionToken: 1, AssumeRole: 1 })

  // The same through the launcher that a profile names: sh and one curl.
  const launcher =
    /credential_process = (\S+) /.exec(readFileSync(env.AWS_CONFIG_FILE ?? '', 'utf8'))?.[1] ?? ''
  good(await control.advance('+13h'))
  const again = await soFar(control)
  expectOneAnswer(await Promise.all(fifty.map(() => runProgram(launcher, [target], env))))
  expect(window.prompts.map(({ kind }) => kind)).toEqual(['mfa', 'mfa'])
  expect(await counted(control, again)).toEqual({ GetSessionToken: 1, AssumeRole: 1 })
  window.close()
})

test('with the app and nobody at a window: each ends with 4 at once', { timeout: 60_000 }, async () => {
  const { env, control } = await startDemoApp()
  await addKey(env, control)
  const before = await soFar(control)
  const answers = await Promise.all(fifty.slice(0, 5).map(() => runCli(env, ['credential-process', target])))
  for (const answer of answers) {
    expect(answer).toMatchObject({ code: 4, stdout: '' })
    expect(answer.stderr).toContain('acme/acme-production')
    expect(answer.ms).toBeLessThan(5_000)
  }
  expect(await counted(control, before)).toEqual({})
})

test('without an app, in fifty processes: one chain behind a living MFA session', {
  timeout: 120_000,
}, async () => {
  const world = await startWorld()
  const { env, control } = world
  await settle(world)
  const signedIn = await runCli(env, ['sign-in', 'ops', '--mfa-code', await freshCode(control)])
  expect(signedIn).toMatchObject({ code: 0 })
  const before = await soFar(control)
  expectOneAnswer(await Promise.all(fifty.map(() => runCli(env, ['credential-process', target]))))
  expect(await counted(control, before)).toEqual({ AssumeRole: 1 })
})

test('without an app and without an MFA session: 4 at once, nothing is called', async () => {
  const world = await startWorld()
  await settle(world)
  const before = await soFar(world.control)
  const answer = await runCli(world.env, ['credential-process', target])
  expect(answer).toMatchObject({ code: 4, stdout: '' })
  expect(answer.stderr).toContain('code')
  expect(answer.ms).toBeLessThan(5_000)
  expect(await counted(world.control, before)).toEqual({})
})

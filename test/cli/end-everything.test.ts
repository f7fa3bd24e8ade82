// The end of everything, by the command line and by the window: nothing usable stays, and the rest is named.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Ending } from '../../shared/ending.ts'
import { type DemoTerminal, openDemoTerminal } from '../support/demo-terminal.ts'
import { good } from '../support/sign-in-room.ts'
import { openWindow } from '../support/window.ts'

const open = async (onTestFinished: (run: () => Promise<void>) => void) => {
  const demo = await openDemoTerminal('ops-hub')
  onTestFinished(async () => void (await demo.stop()))
  return demo
}
const acme = 'ops-hub:acme/acme-production'
const takeTwo = async (demo: DemoTerminal) => {
  await demo.addKey('ops', 'ana')
  await demo.json(['assume', 'acme', '--mfa-code', await demo.code('ana')])
  await demo.json('env globex')
}

test('sessions, profiles and sign-ins end; the policy names the moment; a code is needed again', async ({
  onTestFinished,
}) => {
  const demo = await open(onTestFinished)
  await takeTwo(demo)
  const key = (await demo.json<{ accessKeyId: string }[]>('sessions'))[0]?.accessKeyId
  const ended = await demo.json<Ending>('end-everything')
  expect([...ended.stopped].sort()).toEqual([acme, 'ops-hub:globex/globex-production'])
  expect(ended.signedOut).toEqual(['ops'])
  expect(ended.troubles).toEqual([])
  expect(ended.remaining.map(({ arn }) => arn).sort()).toEqual([
    'arn:aws:sts::100000000101:assumed-role/acme-production/ana',
    'arn:aws:sts::100000000102:assumed-role/globex-production/ana',
    'ops/ana',
  ])
  const policy = JSON.parse(ended.policy ?? '')
  expect(policy.Statement).toEqual([
    {
      Sid: 'AWSRevokeOlderSessions',
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { DateLessThan: { 'aws:TokenIssueTime': expect.stringMatching(/^20.*Z$/) } },
    },
  ])
  expect(demo.awsFiles()).toEqual({ config: '', credentials: '' })
  expect(await demo.json('sessions')).toEqual([])
  const vault = readFileSync(join(demo.env.SWITCHYARD_HOME ?? '', 'vault.bin'), 'latin1')
  expect(vault).not.toContain(key)
  // The key stayed, the MFA session did not.
  expect(await demo.refused('env acme')).toMatchObject({ code: 4, missing: ['mfa'] })
  const nothing = await demo.run('end-everything')
  expect(nothing).toMatchObject({ code: 0, stdout: 'Nothing was open.\n' })
})

test('from the window, with what was used lately', async ({ onTestFinished }) => {
  const demo = await open(onTestFinished)
  await takeTwo(demo)
  const window = await openWindow(/: (http\S+)/.exec(demo.resident.stdout())?.[1] ?? '')
  const { call } = window
  // A third is at AWS just now: it ends before it is there.
  await demo.fault('latency 5s AssumeRole')
  const late = demo.refused('assume hooli')
  await expect.poll(async () => good(await demo.control.calls()).inFlight).toBe(1)
  const recents = good(await call.recents({}))
  expect(recents.map(({ target }) => target)).toEqual(['ops-hub:globex/globex-production', acme])
  expect(recents[0]?.uses).toBeGreaterThan(0)
  const ended = good(await call.endEverything({}))
  expect(ended.stopped).toHaveLength(2)
  expect(await late).toMatchObject({
    kind: 'cancelled',
    detail: 'Everything is being ended, so nothing opens now.',
  })
  expect(good(await call.snapshot({}))).toMatchObject({ sessions: [], sessionNotices: [] })
  expect(demo.awsFiles()).toEqual({ config: '', credentials: '' })
  const { rows } = good(await call.activity({}))
  expect(rows.filter(({ what }) => what === 'sign-out')).toHaveLength(1)
  window.close()
})

test('a locked vault does not keep the profiles in the AWS files', async ({ onTestFinished }) => {
  const demo = await open(onTestFinished)
  await takeTwo(demo)
  await demo.run('lock')
  // Locked: what stands in the AWS files goes, what is in the vault is said to stay.
  const ended = await demo.run('end-everything')
  expect(ended.code).toBe(9)
  expect(ended.stdout).not.toContain('Nothing was open')
  expect(ended.stderr).toContain('locked')
  expect(demo.awsFiles()).toEqual({ config: '', credentials: '' })
})

test('a vault that the app set aside is told of by the next command, and by the end of everything', async ({
  onTestFinished,
}) => {
  const demo = await open(onTestFinished)
  const vault = join(demo.env.SWITCHYARD_HOME ?? '', 'vault.bin')
  const window = await openWindow(/: (http\S+)/.exec(demo.resident.stdout())?.[1] ?? '')
  await takeTwo(demo)
  writeFileSync(vault, 'junk')
  // The window looks first, and says so; the command line was not told yet.
  const [, notice] = good(await window.call.snapshot({})).notices
  expect(notice).toContain('vault.damaged-')
  const told = await demo.refused('ls')
  expect(told).toMatchObject({ code: 9, kind: 'vault-damaged' })
  expect(notice).toContain(told.path)
  expect((await demo.run('ls')).code).toBe(0)

  writeFileSync(vault, 'junk')
  const ended = await demo.run('end-everything')
  expect(ended).toMatchObject({ code: 1, stderr: expect.stringMatching(/kept: \S+vault\.damaged-/) })
  expect(ended.stderr).not.toContain(told.path)
  expect(demo.awsFiles()).toEqual({ config: '', credentials: '' })
  window.close()
})

test('keys rotate: the command says both keys, the next session is made with the new one', async ({
  onTestFinished,
}) => {
  const demo = await open(onTestFinished)
  await takeTwo(demo)
  const rotated = await demo.json<{ accessKeyId: string; oldAccessKeyId: string; old: string }>(
    'keys rotate ops --delete-old',
  )
  expect(rotated).toMatchObject({ signIn: 'ops', user: 'ana', old: 'deleted', notices: [] })
  expect(rotated.accessKeyId).not.toBe(rotated.oldAccessKeyId)
  await demo.run('end-everything')
  await demo.json(['env', 'acme', '--mfa-code', await demo.code('ana')])
  const rows = await demo.json<{ what: string; detail?: string }[]>('activity')
  expect(rows.filter(({ what }) => what === 'keys').map(({ detail }) => detail)).toContain('rotated')
  expect(await demo.refused('keys rotate nobody')).toMatchObject({ code: 6 })
})

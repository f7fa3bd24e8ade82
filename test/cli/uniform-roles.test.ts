// One role set everywhere, and machine identities whose keys a local command fetches: legal in the personal layer alone.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemoTerminal, openDemoTerminal } from '../support/demo-terminal.ts'
import { cliPath, example } from '../support/run-cli.ts'

let demo: DemoTerminal
let personal: string
beforeAll(async () => {
  demo = await openDemoTerminal('uniform-roles')
  // The demo's own command line stands in for the secret store.
  personal = readFileSync(join(dirname(example('uniform-roles')), 'personal.yaml'), 'utf8').replace(
    /\[secret-store, aws-credentials, (.*)\]/g,
    (_, user: string) => JSON.stringify([process.execPath, cliPath, 'demo', 'key', user, '--json']),
  )
  writeFileSync(join(demo.pointer.home, 'personal.yaml'), personal, { mode: 0o600 })
})
afterAll(() => demo.stop())

test('a demo key is a process document as well', async () => {
  const key = await demo.json('demo key machine-nonprod')
  expect(key).toMatchObject({
    user: 'machine-nonprod',
    Version: 1,
    AccessKeyId: key.accessKeyId,
    SecretAccessKey: key.secretAccessKey,
  })
})

test('the personal layer is a catalog of its own, with its sign-ins', async () => {
  expect(await demo.json('catalog ls')).toMatchObject([
    { name: 'uniform-roles', kind: 'file', targets: 20 },
    { name: 'personal', kind: 'personal', state: 'current', targets: 3 },
  ])
  const signIns = await demo.json<{ signIn: string; kind: string }[]>('sign-ins')
  expect(signIns.map(({ signIn, kind }) => [signIn, kind])).toEqual([
    ['people', 'iam-user'],
    ['machine-prod', 'command'],
    ['machine-nonprod', 'command'],
  ])
})

test('a machine takes its role through the command; nothing of its key is kept', async () => {
  const words = ['assume', 'personal:nonprod/PlatformBuild', '--reason', 'OPS-4 build']
  expect(await demo.json(words)).toMatchObject({
    profile: 'machine-nonprod-PlatformBuild',
    assumedRoleArn: 'arn:aws:sts::200000000003:assumed-role/PlatformBuild/machine-nonprod',
  })
  expect(await demo.json('route personal:nonprod/PlatformBuild')).toMatchObject({
    signIn: 'machine-nonprod',
    strategy: null,
    hops: [{ mfa: false }],
  })
})

test('the nonprod machine reaches nothing in prod: 5', async () => {
  writeFileSync(
    join(demo.pointer.home, 'personal.yaml'),
    personal.replace('from: machine-prod', 'from: machine-nonprod'),
  )
  expect(await demo.refused(['assume', 'personal:prod/PlatformBuild', '--reason', 'x'])).toMatchObject({
    code: 5,
    kind: 'hop-refused',
    causes: expect.arrayContaining([expect.objectContaining({ cause: 'caller-policy' })]),
  })
  writeFileSync(join(demo.pointer.home, 'personal.yaml'), personal)
  expect(await demo.json(['assume', 'personal:prod/PlatformBuild', '--reason', 'OPS-5'])).toMatchObject({
    assumedRoleArn: 'arn:aws:sts::200000000004:assumed-role/PlatformBuild/machine-prod',
  })
})

test('a command that yields nothing is 3, and its words are shown', async () => {
  writeFileSync(
    join(demo.pointer.home, 'personal.yaml'),
    personal.replaceAll(JSON.stringify(process.execPath), '"false"'),
  )
  expect(await demo.refused('assume personal:sandbox/PlatformBuild')).toMatchObject({
    code: 3,
    kind: 'command-failed',
  })
  writeFileSync(join(demo.pointer.home, 'personal.yaml'), personal)
})

test('the same role in two catalogs is ambiguous; a pin of the personal layer is not', async () => {
  expect(await demo.refused('route nonprod/PlatformBuild')).toMatchObject({
    code: 6,
    candidates: ['uniform-roles:nonprod/PlatformBuild', 'personal:nonprod/PlatformBuild'],
  })
  expect(await demo.json('route @build')).toMatchObject({ target: 'uniform-roles:nonprod/PlatformBuild' })
})

test('a person takes a role with reason and code, under the profile name of their own', async () => {
  await demo.addKey('people', 'petra')
  expect(await demo.refused('assume @watch')).toMatchObject({ code: 4, missing: ['reason', 'mfa'] })
  const code = await demo.code('petra')
  expect(await demo.json(['assume', '@watch', '--mfa-code', code, '--reason', 'OPS-6'])).toMatchObject({
    target: 'uniform-roles:prod/ObservabilityReader',
    profile: 'watch-prod',
    assumedRoleArn: 'arn:aws:sts::200000000004:assumed-role/ObservabilityReader/petra',
  })
})

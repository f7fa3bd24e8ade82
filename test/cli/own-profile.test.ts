// A sign-in through a profile of the person's own AWS files: legal in the personal layer, and the demo has files of its own.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemoTerminal, openDemoTerminal } from '../support/demo-terminal.ts'

let demo: DemoTerminal
beforeAll(async () => {
  demo = await openDemoTerminal('audit-hub')
  const { accessKeyId, secretAccessKey } = await demo.json('demo key scanner')
  const keys = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`
  const chained =
    '[profile chained]\nrole_arn = arn:aws:iam::400000000001:role/OrgAndAccountInfoReader\nsource_profile = work\n'
  demo.writeAwsFiles(chained, `[work]\n${keys}`)
  writeFileSync(
    join(demo.pointer.home, 'personal.yaml'),
    `switchyard: 1
name: personal
signIns:
  mine: { kind: profile, profile: work }
  behind: { kind: profile, profile: chained }
  lost: { kind: profile, profile: nobody }
accounts: { member-001: { id: "400000000101" }, member-002: { id: "400000000102" }, member-003: { id: "400000000103" } }
roles:
  - { name: Headroom, accounts: member-001, from: mine }
  - { name: Headroom, accounts: member-002, from: behind }
  - { name: Headroom, accounts: member-003, from: lost }
`,
  )
})
afterAll(() => demo.stop())

test('its key takes the role, also when the SDK has to take one first', async () => {
  const assumedAs = async (member: string) =>
    (await demo.json(`assume personal:${member}/Headroom`)).assumedRoleArn
  expect(await assumedAs('member-001')).toMatch(/^arn:aws:sts::400000000101:assumed-role\/Headroom\/./)
  expect(await assumedAs('member-002')).toMatch(/^arn:aws:sts::400000000102:assumed-role\/Headroom\/./)
  expect(await demo.count('AssumeRole')).toBe(3)
})

test('one that is not there: 3, in the SDK’s words', async () => {
  expect(await demo.refused('assume personal:member-003/Headroom')).toMatchObject({
    code: 3,
    kind: 'command-failed',
    said: expect.stringContaining('nobody'),
  })
})

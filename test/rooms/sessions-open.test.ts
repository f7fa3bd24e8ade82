// Opening sessions over the demo AWS: the profile in the AWS files, the list, the record, and nothing half done.
import { writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { acme, awsFiles as files, globex, opsRoom } from '../support/ops-room.ts'
import { visit } from '../support/session-room.ts'
import { bad, good } from '../support/sign-in-room.ts'

describe('opening', () => {
  test('writes the profile, lists the session, records who did what', async () => {
    const { room, ana } = await opsRoom()
    const opened = good(await room.book.open(acme, { write: true }, visit(ana)))
    expect(opened.view).toMatchObject({
      target: acme,
      profile: 'acme-production',
      mode: 'keys',
      region: 'eu-west-1',
      accountId: '100000000101',
      assumedRoleArn: 'arn:aws:sts::100000000101:assumed-role/acme-production/ana',
      renews: true,
      until: null,
    })
    expect(opened.notices).toEqual([])
    const written = await files(room)
    expect(written.credentials).toContain(
      `[acme-production]\naws_access_key_id = ${opened.view.accessKeyId}\n`,
    )
    expect(written.config).toContain('[profile acme-production]\nregion = eu-west-1\n')
    expect(good(await room.book.list())).toEqual([opened.view])
    const [row] = (await room.activity()).filter(each => each.what === 'session-start')
    expect(row).toMatchObject({
      who: 'ana',
      target: acme,
      signIn: 'ops-hub:ops',
      route: 'ops -> acme/acme-production',
      sessionName: 'ana',
      accessKeyId: opened.view.accessKeyId,
      outcome: 'done',
      environment: 'production',
    })
    expect(row?.requestIds).toHaveLength(1)
  })

  test('again: what lives will do, and no call is made', async () => {
    const { room, ana } = await opsRoom()
    const first = good(await room.book.open(acme, { write: true }, visit(ana)))
    const calls = room.count('AssumeRole')
    const before = await files(room)
    const second = good(await room.book.open(acme, { write: true, profile: 'other' }, visit(ana)))
    expect(second.view.accessKeyId).toBe(first.view.accessKeyId)
    expect(room.count('AssumeRole')).toBe(calls)
    const written = await files(room)
    expect(written.credentials).toContain('[other]')
    expect(written.credentials).not.toContain('[acme-production]')
    good(await room.profiles.undo())
    expect(await files(room)).toEqual(before)
    good(await room.profiles.redo())
    expect(await files(room)).toEqual(written)
    const forced = good(await room.book.open(acme, { write: true, force: true }, visit(ana)))
    expect(forced.view.accessKeyId).not.toBe(first.view.accessKeyId)
  })

  test('in process mode no key is written, and a renewal changes nothing', async () => {
    const { room, ana } = await opsRoom()
    good(await room.book.open(acme, { write: true, mode: 'process' }, visit(ana)))
    const before = await files(room)
    expect(before.credentials).toBe('')
    expect(before.config).toContain(`credential_process = /opt/switchyard/helper ${acme}`)
    good(await room.book.open(acme, { write: false, force: true }, visit(ana)))
    expect(await files(room)).toEqual(before)
  })

  test('without a resident process nothing renews, and it says so', async () => {
    const { room, ana } = await opsRoom({ resident: false })
    const opened = good(await room.book.open(acme, { write: true }, visit(ana)))
    expect(opened.view.renews).toBe(false)
    expect(opened.notices).toEqual(['Nothing renews this session: no Switchyard is running.'])
  })

  test('a foreign profile is found before a code is spent, and nothing is half done', async () => {
    const { room, ana } = await opsRoom()
    const theirs = '[acme-production]\naws_access_key_id = AKIATHEIRS\naws_secret_access_key = x\n'
    await writeFile(room.home.paths.awsCredentials, theirs)
    expect(bad(await room.book.open(acme, { write: true }, visit(ana)))).toMatchObject({
      kind: 'foreign-profile',
      profile: 'acme-production',
    })
    expect(ana.asked).toHaveLength(0)
    expect((await files(room)).credentials).toBe(theirs)
    expect(good(await room.book.list())).toEqual([])
    good(await room.book.open(acme, { write: true, profile: 'acme' }, visit(ana)))
    expect((await files(room)).credentials).toContain(theirs)
  })

  test('a file that a tool would refuse is reported before a code is spent', async () => {
    const { room, ana } = await opsRoom()
    const twice = '[profile a]\nregion = eu-west-1\n[profile a]\nregion = eu-west-1\n'
    await writeFile(room.home.paths.awsConfig, twice)
    expect(bad(await room.book.open(acme, { write: true }, visit(ana)))).toMatchObject({
      kind: 'file-invalid',
    })
    expect(ana.asked).toHaveLength(0)
    expect((await files(room)).config).toBe(twice)
  })

  test('a profile changes hands: the session that had it keeps living without it', async () => {
    const { room, ana } = await opsRoom()
    good(await room.book.open(acme, { write: true, profile: 'client' }, visit(ana)))
    good(await room.book.open(globex, { write: true, profile: 'client' }, visit(ana)))
    const views = good(await room.book.list())
    expect(views.find(view => view.target === acme)?.profile).toBeNull()
    expect(views.find(view => view.target === globex)?.profile).toBe('client')
    good(await room.book.stop(acme))
    expect((await files(room)).credentials).toContain('[client]')
  })
})

// Renewing and ending sessions over the demo AWS: silently, after a restart, after a crash, and down to the last byte.
import { writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { acme, awsFiles as files, globex, minute, opsRoom } from '../support/ops-room.ts'
import { openSessionRoom, visit, withPhone } from '../support/session-room.ts'
import { bad, good, until } from '../support/sign-in-room.ts'

describe('renewing', () => {
  test('silently, in the profile too, without a second code', async () => {
    const { room, ana } = await opsRoom()
    const first = good(await room.book.open(acme, { write: true }, visit(ana)))
    let changes = 0
    room.book.onChange(() => {
      changes += 1
    })
    room.opened.advance(50 * minute)
    await until(async () => good(await room.book.list())[0]?.accessKeyId !== first.view.accessKeyId)
    const [renewed] = good(await room.book.list())
    expect(renewed).toMatchObject({
      renews: true,
      startedAt: first.view.startedAt,
      profile: 'acme-production',
    })
    await until(async () => (await files(room)).credentials.includes(renewed?.accessKeyId ?? '?'))
    await until(() => changes > 0)
    expect(ana.asked).toHaveLength(1)
    await until(async () => (await room.activity()).some(row => row.what === 'session-renew'))
  })

  test('what cannot renew says so before it ends, and its block goes when it has', async () => {
    const { room, ana } = await opsRoom()
    const sentences: string[] = []
    room.book.onNotice(notice => sentences.push(notice.sentence))
    const before = await files(room)
    good(await room.book.open(acme, { write: true, seconds: 7_200 }, visit(ana)))
    expect(good(await room.book.list())[0]?.renews).toBe(false)
    room.opened.advance(116 * minute)
    await until(() => sentences.length === 1)
    expect(sentences[0]).toMatch(/^acme \/ acme-production ends in 3 min and does not renew by itself\.$/)
    room.opened.advance(10 * minute)
    await until(async () => good(await room.vault.list('session')).length === 0)
    expect(await files(room)).toEqual(before)
  })

  test('a renewal that AWS refuses is told, and not tried for ever', async () => {
    const { room, ana } = await opsRoom()
    const sentences: string[] = []
    room.book.onNotice(notice => sentences.push(notice.sentence))
    good(await room.book.open(acme, { write: true }, visit(ana)))
    const { roles } = room.opened.demo.world
    roles.splice(
      roles.findIndex(role => role.name === 'acme-production'),
      1,
    )
    room.opened.advance(46 * minute)
    await until(() => sentences.length > 0)
    expect(sentences[0]).toMatch(/^acme \/ acme-production ends in 13 min and cannot renew\. /)
    await until(async () => good(await room.book.list())[0]?.renews === false)
  })

  test('a session survives a restart, and the new process renews it', async () => {
    const { room, ana } = await opsRoom()
    const first = good(await room.book.open(acme, { write: true }, visit(ana)))
    await room.book.close()
    const next = room.another(true)
    good(await next.book.resume())
    expect(good(await next.book.list())).toMatchObject([
      { accessKeyId: first.view.accessKeyId, renews: true },
    ])
    room.opened.advance(50 * minute)
    await until(async () => good(await next.book.list())[0]?.accessKeyId !== first.view.accessKeyId)
  })

  test('after a crash and a long night the stale block is cleaned at the next start', async () => {
    const { room, ana } = await opsRoom({ resident: false })
    const before = await files(room)
    good(await room.book.open(acme, { write: true }, visit(ana)))
    room.opened.advance(9 * 60 * minute)
    const next = room.another(true)
    // Its own timer may have come first; what counts is that the block is gone.
    good(await next.book.resume())
    expect(await files(room)).toEqual(before)
    expect(good(await next.book.list())).toEqual([])
  })
})

describe('ending', () => {
  test('stopping restores every byte, and leaves the others alone', async () => {
    const { room, ana } = await opsRoom()
    const theirs = '# mine\r\n[default]\r\nregion=eu-north-1'
    await writeFile(room.home.paths.awsConfig, theirs)
    const before = await files(room)
    good(await room.book.open(acme, { write: true }, visit(ana)))
    const withAcme = await files(room)
    good(await room.book.open(globex, { write: true, mode: 'process' }, visit(ana)))
    expect(good(await room.book.stop(globex))).toEqual({ stopped: [globex] })
    expect(await files(room)).toEqual(withAcme)
    expect(good(await room.book.stop(globex))).toEqual({ stopped: [] })
    good(await room.book.open(globex, { write: true }, visit(ana)))
    expect(good(await room.book.stopAll()).stopped.toSorted()).toEqual([acme, globex])
    expect(await files(room)).toEqual(before)
    expect(good(await room.vault.list('session'))).toEqual([])
    expect((await room.activity()).filter(row => row.what === 'session-stop')).toHaveLength(3)
    // The code that was given still counts: only the sessions ended, not the sign-in.
    good(await room.book.open(acme, { write: false }, visit(ana)))
    expect(ana.asked).toHaveLength(1)
  })

  test('a hub stays while somebody stands on it', async () => {
    const room = await openSessionRoom('atmos')
    await room.addKey('identity', 'otto')
    const otto = withPhone(room, 'otto')
    const backend = 'atmos:backend/TerraformBackend'
    good(await room.book.open(backend, { write: false }, visit(otto)))
    good(await room.book.open('atmos:dev-1/Operations', { write: false }, visit(otto)))
    const hubs = async () => good(await room.vault.list('hop')).length
    expect(await hubs()).toBe(1)
    good(await room.book.stop('atmos:dev-1/Operations'))
    expect(await hubs()).toBe(1)
    good(await room.book.stop(backend))
    expect(await hubs()).toBe(0)
  })

  test('a sign-in takes its sessions along', async () => {
    const { room, ana } = await opsRoom()
    good(await room.book.open(acme, { write: true }, visit(ana)))
    await room.addKey('root-admin', 'root-ada')
    const glass = 'ops-hub:globex/OrganizationAccountAccessRole'
    good(await room.book.open(glass, { write: true, reason: 'why' }, visit(withPhone(room, 'root-ada'))))
    expect(good(await room.book.stopSignIn('ops-hub:ops'))).toEqual({ stopped: [acme] })
    expect(good(await room.book.list()).map(view => view.target)).toEqual([glass])
  })

  test('a locked vault gives nothing out, and keys can still be taken out of the files', async () => {
    const { room, ana } = await opsRoom()
    const before = await files(room)
    good(await room.book.open(acme, { write: true }, visit(ana)))
    good(await room.vault.lock())
    expect(bad(await room.book.issue(acme, { delivery: 'process' }, visit(ana)))).toMatchObject({
      kind: 'vault-locked',
    })
    expect(bad(await room.book.stopAll())).toMatchObject({ kind: 'vault-locked' })
    expect(await files(room)).toEqual(before)
  })
})

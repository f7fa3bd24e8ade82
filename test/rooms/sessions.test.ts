// The book of sessions over the demo AWS: opening, sharing, renewing, handing out and ending, with the AWS files real.
import { readFile, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { askNobody } from '../../main/ask.ts'
import { openSessionRoom, type SessionRoom, visit, withPhone } from '../support/session-room.ts'
import { bad, good, person, until } from '../support/sign-in-room.ts'

const acme = 'ops-hub:acme/acme-production'
const globex = 'ops-hub:globex/globex-production'
const minute = 60_000

const fileOf = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8')
  } catch {
    return ''
  }
}
const files = async ({ home }: SessionRoom) => ({
  config: await fileOf(home.paths.awsConfig),
  credentials: await fileOf(home.paths.awsCredentials),
})
const opsRoom = async (options: Parameters<typeof openSessionRoom>[1] = {}) => {
  const room = await openSessionRoom('ops-hub', options)
  await room.addKey('ops', 'ana')
  return { room, ana: withPhone(room, 'ana') }
}

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
    const second = good(await room.book.open(acme, { write: true, profile: 'other' }, visit(ana)))
    expect(second.view.accessKeyId).toBe(first.view.accessKeyId)
    expect(room.count('AssumeRole')).toBe(calls)
    const written = await files(room)
    expect(written.credentials).toContain('[other]')
    expect(written.credentials).not.toContain('[acme-production]')
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

describe('handing out', () => {
  test('fifty calls at once with an ended session: one question, one chain, fifty identical answers', async () => {
    const { room, ana } = await opsRoom()
    good(await room.book.open(acme, { write: false }, visit(ana)))
    room.opened.advance(13 * 60 * minute)
    room.opened.demo.calls.clear()
    const all = await Promise.all(
      Array.from({ length: 50 }, () => room.book.issue(acme, { delivery: 'process' }, visit(ana))),
    )
    const keys = all.map(each => good(each).credentials.secretAccessKey.reveal())
    expect(new Set(keys).size).toBe(1)
    expect(ana.asked).toHaveLength(2)
    expect([room.count('GetSessionToken'), room.count('AssumeRole')]).toEqual([1, 1])
  })

  test('across processes, with a stored key and no MFA: one chain', async () => {
    const room = await openSessionRoom('audit-hub', { resident: false })
    await room.addKey('auditor', 'scanner')
    const target = 'audit-hub:member-001/Headroom'
    const processes = Array.from({ length: 6 }, () => room.another())
    const all = await Promise.all(
      processes.map(each => each.book.issue(target, { delivery: 'process' }, visit(askNobody))),
    )
    expect(new Set(all.map(each => good(each).credentials.accessKeyId)).size).toBe(1)
    expect(room.count('AssumeRole')).toBe(1)
  })

  test('more than 15 minutes are left wherever AWS gives that much', async () => {
    const { room, ana } = await opsRoom({ resident: false })
    const first = good(await room.book.issue(acme, { delivery: 'environment' }, visit(ana)))
    room.opened.advance(44 * minute)
    expect(good(await room.book.issue(acme, { delivery: 'environment' }, visit(ana))).view.accessKeyId).toBe(
      first.view.accessKeyId,
    )
    room.opened.advance(2 * minute)
    const second = good(await room.book.issue(acme, { delivery: 'environment' }, visit(ana)))
    expect(second.view.accessKeyId).not.toBe(first.view.accessKeyId)
    expect(second.credentials.expiresAt - room.opened.clock.now()).toBeGreaterThan(59 * minute)
    const long = good(await room.book.issue(acme, { delivery: 'exec', minSeconds: 3_500 }, visit(ana)))
    expect(long.view.accessKeyId).toBe(second.view.accessKeyId)
    room.opened.advance(5 * minute)
    const longer = good(await room.book.issue(acme, { delivery: 'exec', minSeconds: 3_500 }, visit(ana)))
    expect(longer.view.accessKeyId).not.toBe(second.view.accessKeyId)
    expect(ana.asked).toHaveLength(1)
  })

  test('what is left is handed out when it cannot be renewed, and said', async () => {
    const { room, ana } = await opsRoom({ resident: false })
    const first = good(await room.book.issue(acme, { delivery: 'process', seconds: 7_200 }, visit(ana)))
    room.opened.advance(110 * minute)
    const rest = good(await room.book.issue(acme, { delivery: 'process' }, visit(askNobody)))
    expect(rest.view.accessKeyId).toBe(first.view.accessKeyId)
    expect(rest.notices).toContain('This session could not be renewed; what is left of it is handed out.')
    expect(
      bad(await room.book.issue(acme, { delivery: 'exec', minSeconds: 1_800 }, visit(askNobody))),
    ).toMatchObject({
      kind: 'answer-needed',
      missing: ['mfa'],
    })
    room.opened.advance(20 * minute)
    expect(bad(await room.book.issue(acme, { delivery: 'process' }, visit(askNobody)))).toMatchObject({
      kind: 'answer-needed',
    })
  })

  test('a caller who goes away takes nothing from the others', async () => {
    const { room } = await opsRoom()
    const slow = person()
    const gone = new AbortController()
    const first = room.book.issue(acme, { delivery: 'process' }, visit(slow, gone.signal))
    const second = room.book.issue(acme, { delivery: 'process' }, visit(slow))
    await until(() => slow.asked.length === 1)
    gone.abort()
    expect(bad(await first)).toMatchObject({ kind: 'cancelled' })
    await new Promise(resume => setTimeout(resume, 50))
    expect(slow.asked).toHaveLength(1)
    slow.cancel()
    expect(bad(await second)).toMatchObject({ kind: 'cancelled' })
  })
})

describe('guards', () => {
  const guarded = 'uniform-roles:nonprod/PlatformBuild'
  const reasonRoom = async () => {
    const room = await openSessionRoom('uniform-roles')
    await room.addKey('people', 'petra')
    return { room, petra: withPhone(room, 'petra') }
  }

  test('nothing opens without its reason, from any door, and no code is spent', async () => {
    const { room, petra } = await reasonRoom()
    const missing = { kind: 'answer-needed', missing: ['reason', 'mfa'], target: guarded }
    expect(bad(await room.book.open(guarded, { write: true }, visit(askNobody)))).toMatchObject(missing)
    for (const delivery of ['environment', 'exec', 'console', 'terminal', 'process', 'endpoint'] as const)
      expect(bad(await room.book.issue(guarded, { delivery }, visit(askNobody)))).toMatchObject(missing)
    expect(bad(await room.book.issue(guarded, { delivery: 'process' }, visit(petra)))).toMatchObject({
      kind: 'answer-needed',
    })
    expect(petra.asked).toHaveLength(0)
    expect(room.count('GetSessionToken')).toBe(0)
  })

  test('a given reason opens it, and credential-process works from then on', async () => {
    const { room, petra } = await reasonRoom()
    const opened = good(
      await room.book.open(guarded, { write: false, reason: 'OPS-12: deploy' }, visit(petra)),
    )
    expect(
      good(await room.book.issue(guarded, { delivery: 'process' }, visit(askNobody))).view.accessKeyId,
    ).toBe(opened.view.accessKeyId)
    expect((await room.activity()).find(row => row.what === 'session-start')).toMatchObject({
      reason: 'OPS-12: deploy',
    })
    room.opened.advance(50 * minute)
    await until(async () => good(await room.book.list())[0]?.accessKeyId !== opened.view.accessKeyId)
    good(await room.book.stop(guarded))
    expect(bad(await room.book.issue(guarded, { delivery: 'process' }, visit(askNobody)))).toMatchObject({
      kind: 'answer-needed',
      missing: ['reason'],
    })
  })

  test('the reason is asked before the code', async () => {
    const { room } = await reasonRoom()
    const asked: string[] = []
    const petra = {
      ...person(),
      answer: async (question: { kind: string }) => {
        asked.push(question.kind)
        return question.kind === 'guard'
          ? ({ ok: true, value: { kind: 'guard', reason: 'because', confirm: null } } as never)
          : ({ ok: true, value: { kind: 'mfa', code: room.opened.codeOf('petra') } } as never)
      },
    }
    good(await room.book.open(guarded, { write: false }, visit(petra)))
    expect(asked).toEqual(['guard', 'mfa'])
  })

  test('break-glass asks why, is loud in the record, and does not renew', async () => {
    const room = await openSessionRoom('ops-hub')
    await room.addKey('root-admin', 'root-ada')
    const ada = withPhone(room, 'root-ada')
    const glass = 'ops-hub:acme/OrganizationAccountAccessRole'
    expect(bad(await room.book.open(glass, { write: true }, visit(askNobody)))).toMatchObject({
      missing: ['reason', 'mfa'],
    })
    const opened = good(
      await room.book.open(glass, { write: true, reason: 'INC-1 everything burns' }, visit(ada)),
    )
    expect(opened.view).toMatchObject({ profile: 'acme-break-glass', renews: false })
    expect((await room.activity()).at(-1)).toMatchObject({
      breakGlass: true,
      reason: 'INC-1 everything burns',
    })
  })

  test('a typed name and a bound: an opening ends, renewals included', async () => {
    const room = await openSessionRoom('ops-hub', {
      change: estate => ({
        ...estate,
        targets: new Map(
          [...estate.targets].map(([id, target]) => [
            id,
            target.environment?.key === 'production'
              ? { ...target, environment: { ...target.environment, confirm: true, maxDuration: 5_400 } }
              : target,
          ]),
        ),
      }),
    })
    await room.addKey('ops', 'ana')
    const ana = withPhone(room, 'ana')
    expect(bad(await room.book.open(acme, { write: false, confirm: 'globex' }, visit(ana)))).toMatchObject({
      kind: 'answer-refused',
      what: 'confirm',
    })
    expect(bad(await room.book.open(acme, { write: false }, visit(askNobody)))).toMatchObject({
      missing: ['confirm', 'mfa'],
      expects: 'acme',
    })
    const first = good(await room.book.open(acme, { write: false, confirm: 'acme' }, visit(ana)))
    expect(first.view).toMatchObject({ renews: true })
    const until90 = Date.parse(first.view.until ?? '')
    expect(until90 - room.opened.clock.now()).toBeGreaterThan(89 * minute)
    room.opened.advance(46 * minute)
    await until(async () => good(await room.book.list())[0]?.accessKeyId !== first.view.accessKeyId)
    const [last] = good(await room.book.list())
    expect(last).toMatchObject({ renews: false, until: first.view.until })
    expect(Math.abs(Date.parse(last?.expiresAt ?? '') - until90)).toBeLessThan(minute)
    room.opened.advance(45 * minute)
    expect(bad(await room.book.issue(acme, { delivery: 'process' }, visit(ana)))).toMatchObject({
      kind: 'answer-needed',
      missing: ['confirm'],
    })
    expect(ana.asked).toHaveLength(1)
  })
})

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
    room.opened.advance(111 * minute)
    await until(() => sentences.length === 1)
    expect(sentences[0]).toMatch(/^acme \/ acme-production ends in 8 min and does not renew by itself\.$/)
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
    expect(good(await next.book.resume())).toEqual({ removedProfiles: ['acme-production'] })
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

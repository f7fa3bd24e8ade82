// Sign-ins that live outside: a profile of the AWS files and a command of the person's own.
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { askNobody } from '../../main/ask.ts'
import { showCode } from '../../main/demo/totp.ts'
import type { SignIn } from '../../shared/catalog.ts'
import { bad, good, openRoom, person, type Room } from '../support/sign-in-room.ts'

const common = { catalog: 'personal', title: null, partition: 'aws', region: 'eu-west-1' }
const work: SignIn = { ...common, id: 'personal:work', key: 'work', kind: 'profile', profile: 'work' }
const run = (...command: string[]): SignIn => ({
  ...common,
  id: 'personal:cmd',
  key: 'cmd',
  kind: 'command',
  command,
})
const options = { flow: 'auto', ask: askNobody, openBrowser: false } as const

/** The SDK finds the files through the process's own environment, as `aws` does. */
const withFiles = async (
  room: Room,
  config: string,
  credentials: string,
  act: () => Promise<void>,
): Promise<void> => {
  const { awsConfig, awsCredentials } = room.home.paths
  await mkdir(dirname(awsConfig), { recursive: true })
  await writeFile(awsConfig, config)
  await writeFile(awsCredentials, credentials)
  const before = { ...process.env }
  process.env.AWS_CONFIG_FILE = awsConfig
  process.env.AWS_SHARED_CREDENTIALS_FILE = awsCredentials
  process.env.AWS_ENDPOINT_URL = room.opened.url
  try {
    await act()
  } finally {
    process.env = before
  }
}
const keyLines = (room: Room): string => {
  const { accessKeyId, secretAccessKey } = room.opened.keyOf('ana')
  return `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`
}

describe('a profile', () => {
  test('with keys is read anew each time the file changes', async () => {
    const room = await openRoom([work])
    await withFiles(room, '', `[work]\n${keyLines(room)}`, async () => {
      expect(good(await room.signIns.source(work.id)).accessKeyId).toBe(room.opened.keyOf('ana').accessKeyId)
      const view = good(await room.signIns.signIn(work.id, options))
      expect(view).toMatchObject({ kind: 'profile', state: 'in', hasKey: null })
      await writeFile(room.home.paths.awsCredentials, '[other]\naws_access_key_id = AKIAEXAMPLE000000000\n')
      expect(bad(await room.signIns.signIn(work.id, options))).toMatchObject({
        kind: 'command-failed',
        signIn: work.id,
      })
    })
  })

  test('with a role and a device asks for the code like everybody else', async () => {
    const room = await openRoom([work])
    const config = `[profile work]\nrole_arn = arn:aws:iam::100000000101:role/acme-production\nsource_profile = base\nrole_session_name = ana\nmfa_serial = ${room.opened.serialOf('ana')}\nregion = eu-west-1\n`
    await withFiles(room, config, `[base]\n${keyLines(room)}`, async () => {
      expect(bad(await room.signIns.source(work.id))).toMatchObject({
        kind: 'answer-needed',
        missing: ['mfa'],
      })
      const device = room.opened.demo.world.user('ana')?.device
      if (!device) throw new Error('ana has a device')
      const who = person(() => showCode(device, room.opened.demo.world.now()).code)
      const got = good(await room.signIns.source(work.id, { ask: who }))
      expect(got.sessionToken).not.toBeNull()
      expect(got.expiresAt).toBeGreaterThan(room.opened.clock.now())
      expect(who.asked).toMatchObject([{ kind: 'mfa', user: 'ana', signIn: work.id }])
      const me = good(await room.aws.sts.callerIdentity(got, 'eu-west-1'))
      expect(me.arn).toContain('assumed-role/acme-production/ana')
      // Kept in memory while it lives: nobody is asked again.
      good(await room.signIns.source(work.id))
    })
  })
})

describe('a command', () => {
  const script = async (room: Room, text: string): Promise<string> => {
    const path = join(room.home.folder, 'credentials.sh')
    await writeFile(path, `#!/bin/sh\n${text}`)
    await chmod(path, 0o700)
    return path
  }

  test('yields credentials by the process protocol or as lines; its arguments reach it untouched', async () => {
    const json = JSON.stringify({
      Version: 1,
      AccessKeyId: 'ASIAEXAMPLE000000001',
      SecretAccessKey: 'secret-one',
      SessionToken: 'token-one',
      Expiration: '2099-01-01T00:00:00Z',
    })
    const protocol = await openRoom([run('printf', '%s', json)])
    expect(good(await protocol.signIns.source('personal:cmd'))).toMatchObject({
      accessKeyId: 'ASIAEXAMPLE000000001',
      expiresAt: Date.parse('2099-01-01T00:00:00Z'),
    })
    const lines = await openRoom([
      run(
        'printf',
        'export AWS_ACCESS_KEY_ID=\'AKIAEXAMPLE000000002\'\nexport AWS_SECRET_ACCESS_KEY="$(id)"\n',
      ),
    ])
    const read = good(await lines.signIns.source('personal:cmd'))
    expect(read.accessKeyId).toBe('AKIAEXAMPLE000000002')
    expect(read.secretAccessKey.reveal()).toBe('$(id)')
    expect(read.sessionToken).toBeNull()
  })

  test('runs once for many callers, and nothing it yields is written to disk', async () => {
    const room = await openRoom([run('placeholder')])
    const log = join(room.home.folder, 'runs')
    const path = await script(
      room,
      `echo run >> ${log}\nsleep 0.1\necho '{"Version":1,"AccessKeyId":"ASIAEXAMPLE000000003","SecretAccessKey":"s","SessionToken":"t","Expiration":"2099-01-01T00:00:00Z"}'\n`,
    )
    const many = await openRoom([run(path)])
    await Promise.all(Array.from({ length: 20 }, () => many.signIns.source('personal:cmd')))
    const { readFile } = await import('node:fs/promises')
    expect(await readFile(log, 'utf8')).toBe('run\n')
    await expect(readFile(many.home.paths.vault)).rejects.toThrow('ENOENT')
  })

  test('a failing one is told in its own last words, without anything that may be a secret', async () => {
    const room = await openRoom([run('placeholder')])
    const secret = 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY'
    const path = await script(room, `echo first >&2\necho "locked: ${secret}" >&2\nexit 3\n`)
    const failing = await openRoom([run(path)])
    const failure = bad(await failing.signIns.source('personal:cmd'))
    expect(failure).toEqual({ kind: 'command-failed', signIn: 'personal:cmd', said: 'locked: …', code: 3 })

    const missing = await openRoom([run('no-such-program-here')])
    expect(bad(await missing.signIns.source('personal:cmd'))).toMatchObject({
      kind: 'command-failed',
      said: 'There is no program no-such-program-here.',
      code: null,
    })
    const chatty = await openRoom([run('printf', secret)])
    const nothing = bad(await chatty.signIns.source('personal:cmd'))
    expect(nothing.kind).toBe('command-failed')
    expect(JSON.stringify(nothing)).not.toContain(secret)
  })

  test('ended credentials are not used, and a caller who leaves ends the command', async () => {
    const ended = JSON.stringify({
      Version: 1,
      AccessKeyId: 'ASIAEXAMPLE000000004',
      SecretAccessKey: 's',
      Expiration: '2001-01-01T00:00:00Z',
    })
    const old = await openRoom([run('printf', '%s', ended)])
    expect(bad(await old.signIns.source('personal:cmd'))).toMatchObject({
      said: 'Its credentials have ended already.',
    })
    const slow = await openRoom([run('sleep', '60')])
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 100)
    const began = performance.now()
    expect(bad(await slow.signIns.source('personal:cmd', { signal: controller.signal })).kind).toBe(
      'cancelled',
    )
    expect(performance.now() - began).toBeLessThan(2_000)
  })

  test('the vault’s passphrase does not reach it', async () => {
    const room = await openRoom(
      [run('sh', '-c', 'test -z "$SWITCHYARD_PASSPHRASE" || exit 9; exit 8')],
      'ops-hub',
      {
        env: { SWITCHYARD_PASSPHRASE: 'a secret of the vault' },
      },
    )
    expect(bad(await room.signIns.source('personal:cmd'))).toMatchObject({ code: 8 })
  })
})

// The blocks in the AWS files: listed, undone, cleaned, kept apart from those of others; and pins.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type DemoTerminal, openDemoTerminal } from '../support/demo-terminal.ts'

let demo: DemoTerminal
beforeAll(async () => {
  demo = await openDemoTerminal('ops-hub')
  await demo.addKey('ops', 'ana')
  await demo.json(['sign-in', 'ops', '--mfa-code', await demo.code('ana')])
})
afterAll(() => demo.stop())

const foreign = '[acme-production]\naws_access_key_id = AKIAQQQQQQQQQQQQQQQQ\naws_secret_access_key = mine\n'

describe('profiles', () => {
  test('are listed with their kind, target and end', async () => {
    await demo.json('assume acme')
    await demo.json('assume globex --mode process --profile globex --region us-west-2')
    const { awsConfigFile, awsCredentialsFile } = demo.pointer
    expect(await demo.json('profiles')).toEqual([
      {
        profile: 'acme-production',
        mode: 'keys',
        target: 'ops-hub:acme/acme-production',
        region: 'eu-west-1',
        expiresAt: expect.stringMatching(/Z$/),
        files: [awsConfigFile, awsCredentialsFile],
      },
      {
        profile: 'globex',
        mode: 'process',
        target: 'ops-hub:globex/globex-production',
        region: 'us-west-2',
        expiresAt: null,
        files: [awsConfigFile],
      },
    ])
  })

  test('another name moves the block, it does not leave two', async () => {
    await demo.json('assume globex --profile globex-2')
    const rows = await demo.json<{ profile: string }[]>('profiles')
    expect(rows.map(row => row.profile)).toEqual(['acme-production', 'globex-2'])
    await demo.json('stop --all')
    expect(demo.awsFiles()).toEqual({ config: '', credentials: '' })
  })

  test('undo brings an earlier state back, and one more undo the state before that', async () => {
    demo.writeAwsFiles('[default]\nregion = eu-west-1\n', '')
    await demo.json('assume acme')
    const withAcme = demo.awsFiles()
    await demo.json('assume initech')
    expect(demo.awsFiles()).not.toEqual(withAcme)
    expect(await demo.json('profiles undo')).toEqual({
      restored: [demo.pointer.awsConfigFile, demo.pointer.awsCredentialsFile],
      notices: [],
    })
    expect(demo.awsFiles()).toEqual(withAcme)
    await demo.json('profiles undo')
    expect(demo.awsFiles()).toEqual({ config: '[default]\nregion = eu-west-1\n', credentials: '' })
    expect(await demo.refused('profiles undo 21')).toMatchObject({ code: 2, kind: 'usage' })
    await demo.json('stop --all')
    demo.writeAwsFiles('', '')
  })

  test('a block whose end has passed is cleaned away, what is not ours stays', async () => {
    const stale = foreign.replaceAll('acme', 'old')
    demo.writeAwsFiles(
      '',
      `# kept\n# >>> switchyard old-production (managed; edits here are lost)\n${stale}aws_session_token = x\nx_security_token_expires = 2020-01-01T00:00:00Z\n# <<< switchyard old-production\n# kept too\n`,
    )
    expect(await demo.json('profiles clean')).toEqual({ removed: ['old-production'] })
    expect(demo.awsFiles()).toEqual({ config: '', credentials: '# kept\n# kept too\n' })
    expect(await demo.json('profiles clean')).toEqual({ removed: [] })
  })
})

describe('a profile of the same name that is not ours', () => {
  beforeEach(async () => {
    await demo.json('stop --all')
    demo.writeAwsFiles('', foreign)
  })

  test('is not touched: exit 10, no call to AWS', async () => {
    const before = await demo.count('AssumeRole')
    expect(await demo.refused('assume acme')).toMatchObject({
      code: 10,
      kind: 'foreign-profile',
      profile: 'acme-production',
      path: demo.pointer.awsCredentialsFile,
    })
    expect(demo.awsFiles().credentials).toBe(foreign)
    expect(await demo.count('AssumeRole')).toBe(before)
  })

  test('is left alone under another name', async () => {
    expect(await demo.json('assume acme --profile acme-2')).toMatchObject({ profile: 'acme-2' })
    expect(demo.awsFiles().credentials.startsWith(foreign)).toBe(true)
    await demo.json('stop --all')
    expect(demo.awsFiles().credentials).toBe(foreign)
  })

  test('is replaced only with --replace, and can be brought back', async () => {
    expect(await demo.json('assume acme --replace')).toMatchObject({ profile: 'acme-production' })
    expect(demo.awsFiles().credentials).not.toContain('AKIAQQQQQQQQQQQQQQQQ')
    await demo.json('profiles undo')
    expect(demo.awsFiles().credentials).toBe(foreign)
  })

  test('counts in the config file as well', async () => {
    demo.writeAwsFiles('[profile acme-production]\nrole_arn = arn:aws:iam::1:role/x\n', '')
    expect(await demo.refused('assume acme')).toMatchObject({
      code: 10,
      path: demo.pointer.awsConfigFile,
    })
  })
})

describe('files that other tools would refuse', () => {
  const refused = async (config: string, credentials: string) => {
    await demo.json('stop --all')
    demo.writeAwsFiles(config, credentials)
    const failure = await demo.refused('assume acme')
    expect(demo.awsFiles()).toEqual({ config, credentials })
    expect(await demo.json('sessions')).toEqual([])
    demo.writeAwsFiles('', '')
    return failure
  }

  test('a section that stands twice: 7, with its line', async () => {
    const twice = '[profile a]\nregion = x\n\n[profile a]\nregion = y\n'
    expect(await refused(twice, '')).toMatchObject({
      code: 7,
      kind: 'file-invalid',
      path: demo.pointer.awsConfigFile,
      problems: [{ line: 4, column: 1, message: expect.stringContaining('twice') }],
    })
  })

  test('a byte order mark: 7, on line 1', async () => {
    expect(await refused('', '\u00EF\u00BB\u00BF[a]\naws_access_key_id = x\n')).toMatchObject({
      code: 7,
      kind: 'file-invalid',
      path: demo.pointer.awsCredentialsFile,
      problems: [{ line: 1, column: 1 }],
    })
  })

  test('a line that is none: 7, with its line', async () => {
    expect(await refused('[profile a]\nregion = x\nthis is nothing\n', '')).toMatchObject({
      code: 7,
      kind: 'file-invalid',
      problems: [{ line: 3 }],
    })
  })

  test.each(['a b', 'a]b', 'a\nb', 'a#b', '', 'x'.repeat(65)])('the profile name %j: 2', async name => {
    const failure = await demo.refused(['assume', 'acme', '--profile', name])
    expect(failure).toMatchObject({ code: 2, kind: 'bad-input' })
    expect(demo.awsFiles()).toEqual({ config: '', credentials: '' })
  })
})

describe('pins', () => {
  test('stand for their target everywhere, with @', async () => {
    expect(await demo.json('pin acme/acme-production prod')).toEqual({
      pin: 'prod',
      target: 'ops-hub:acme/acme-production',
    })
    expect(await demo.json('pin hooli')).toEqual({ pin: 'hooli', target: 'ops-hub:hooli/hooli-production' })
    const pinned = await demo.json<{ target: string; pinned: string }[]>('ls --pins')
    expect(pinned.map(row => [row.pinned, row.target])).toEqual([
      ['prod', 'ops-hub:acme/acme-production'],
      ['hooli', 'ops-hub:hooli/hooli-production'],
    ])
    expect(await demo.json('route @prod')).toMatchObject({ target: 'ops-hub:acme/acme-production' })
    expect(await demo.json('assume @prod')).toMatchObject({ profile: 'acme-production' })
    expect(await demo.json('stop @prod')).toEqual({ stopped: ['ops-hub:acme/acme-production'] })
  })

  test('a name that is taken is 6, unpin takes it away, and then it is unknown', async () => {
    expect(await demo.refused('pin initech prod')).toMatchObject({ code: 6, kind: 'name-taken', what: 'pin' })
    expect(await demo.json('unpin @prod')).toEqual({ unpinned: 'prod' })
    expect(await demo.refused('unpin prod')).toMatchObject({ code: 6, kind: 'unknown-name', what: 'pin' })
    expect(await demo.refused('route @prod')).toMatchObject({ code: 6, kind: 'unknown-name', what: 'pin' })
    const pinned = await demo.json<{ pinned: string }[]>('ls --pins')
    expect(pinned.map(row => row.pinned)).toEqual(['hooli'])
  })
})

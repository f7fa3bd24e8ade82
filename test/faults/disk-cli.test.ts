// Disks that are full or may not be written, through the command line: 12 with the path, and nothing lost.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshCode, run, settledWorld, startApp, type World } from '../support/cli-world.ts'
import { startCli } from '../support/run-cli.ts'
import { type TempDisk, tempDisk, whyNoDisk } from '../support/temp-disk.ts'

const target = 'acme/acme-production'
const own = '# mine\n[work]\naws_access_key_id = AKIAQQQQQQQQQQQQQQQQ\naws_secret_access_key = abc/def+==\n'
const room = 1024 * 1024

/** Takes all the room there is. */
const fill = (disk: TempDisk): void => {
  const path = join(disk.folder, 'full')
  for (const size of [65_536, 4_096, 1]) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(size), { flag: 'a' })
    } catch {
      // Smaller pieces may still fit.
    }
  }
}
const empty = (disk: TempDisk): void => rmSync(join(disk.folder, 'full'))

const namesIn = (folder: string): string[] => readdirSync(folder).sort()

/** The AWS files on a disk of their own. */
const withAwsDisk = async (): Promise<{ world: World; disk: TempDisk; credentials: string }> => {
  const disk = await tempDisk(room)
  const credentials = join(disk.folder, 'credentials')
  const world = await settledWorld({
    AWS_SHARED_CREDENTIALS_FILE: credentials,
    AWS_CONFIG_FILE: join(disk.folder, 'config'),
  })
  writeFileSync(credentials, own, { mode: 0o600 })
  const code = await freshCode(world.control)
  expect(await run(world.env, ['sign-in', 'ops', '--mfa-code', code])).toMatchObject({ code: 0 })
  return { world, disk, credentials }
}

/** A world whose home is on a disk of its own. */
const withHomeDisk = async (): Promise<{ world: World; disk: TempDisk }> => {
  const world = await settledWorld()
  const disk = await tempDisk(room)
  const home = join(disk.folder, 'home')
  mkdirSync(home, { mode: 0o700 })
  cpSync(world.started.pointer.home, home, { recursive: true })
  writeFileSync(world.env.AWS_SHARED_CREDENTIALS_FILE ?? '', own)
  const moved = { ...world, env: { ...world.env, SWITCHYARD_HOME: home } }
  const code = await freshCode(world.control)
  expect(await run(moved.env, ['sign-in', 'ops', '--mfa-code', code])).toMatchObject({ code: 0 })
  return { world: moved, disk }
}

const why = whyNoDisk()
describe.skipIf(why !== null)(
  `on disks of their own${why === null ? '' : ` (${why})`}`,
  { timeout: 90_000 },
  () => {
    test('the AWS folder may not be written: 12, no session is kept, the file stays', async () => {
      const { world, disk, credentials } = await withAwsDisk()
      await disk.setReadOnly(true)
      const refused = await run(world.env, ['assume', target, '--json'])
      expect(refused.code).toBe(12)
      expect(JSON.parse(refused.stdout)).toMatchObject({
        failure: { kind: 'file-unwritable', path: expect.stringContaining(disk.folder) },
      })
      expect(refused.stderr).toContain(disk.folder)
      expect(JSON.parse((await run(world.env, ['sessions', '--json'])).stdout)).toEqual([])
      // What needs no profile works all the same.
      expect(await run(world.env, ['env', target])).toMatchObject({ code: 0 })
      await disk.setReadOnly(false)
      expect(readFileSync(credentials, 'utf8')).toBe(own)
      expect(namesIn(disk.folder)).toEqual(['credentials'])
      expect(await run(world.env, ['assume', target])).toMatchObject({ code: 0 })
      expect(await run(world.env, ['stop', '--all'])).toMatchObject({ code: 0 })
      expect(readFileSync(credentials, 'utf8')).toBe(own)
    })

    test('the AWS folder is full: 12, the file stays whole, nothing lies about; then it works', async () => {
      const { world, disk, credentials } = await withAwsDisk()
      fill(disk)
      const refused = await run(world.env, ['assume', target])
      expect(refused.code).toBe(12)
      expect(refused.stderr).toMatch(/full|no space/i)
      expect(readFileSync(credentials, 'utf8')).toBe(own)
      expect(namesIn(disk.folder)).toEqual(['credentials', 'full'])
      empty(disk)
      expect(await run(world.env, ['assume', target])).toMatchObject({ code: 0 })
      // A full disk does not keep keys from being taken away.
      fill(disk)
      const stopped = await run(world.env, ['stop', '--all'])
      expect([0, 12]).toContain(stopped.code)
      empty(disk)
      expect(await run(world.env, ['stop', '--all'])).toMatchObject({ code: 0 })
      expect(readFileSync(credentials, 'utf8')).toBe(own)
    })

    test('the home is full: 12, and the AWS files are as they were; what lives is still handed out', async () => {
      const { world, disk } = await withHomeDisk()
      const credentials = world.env.AWS_SHARED_CREDENTIALS_FILE ?? ''
      expect(await run(world.env, ['assume', 'globex/globex-production'])).toMatchObject({ code: 0 })
      const before = readFileSync(credentials, 'utf8')
      const vault = readFileSync(join(disk.folder, 'home', 'vault.bin'))
      fill(disk)
      const refused = await run(world.env, ['assume', target])
      expect(refused.code).toBe(12)
      expect(refused.stderr).toContain(disk.folder)
      expect(readFileSync(credentials, 'utf8')).toBe(before)
      expect(readFileSync(join(disk.folder, 'home', 'vault.bin')).equals(vault)).toBe(true)
      const living = await run(world.env, ['credential-process', 'ops-hub:globex/globex-production'])
      expect(living).toMatchObject({ code: 0, stderr: '' })
      empty(disk)
      expect(await run(world.env, ['assume', target])).toMatchObject({ code: 0 })
      expect(await run(world.env, ['activity', '--verify'])).toMatchObject({ code: 0 })
      expect(namesIn(join(disk.folder, 'home')).filter(name => /tmp|damaged/.test(name))).toEqual([])
    })

    test('the home may not be written: each command says so with 12, and what lives is still handed out', async () => {
      const { world, disk } = await withHomeDisk()
      expect(await run(world.env, ['assume', target])).toMatchObject({ code: 0 })
      await disk.setReadOnly(true)
      const living = await run(world.env, ['credential-process', `ops-hub:${target}`])
      expect(living).toMatchObject({ code: 0, stderr: '' })
      for (const command of [
        ['assume', 'globex/globex-production'],
        ['lock'],
        ['catalog', 'rm', 'ops-hub'],
        ['pin', target, 'prod'],
      ]) {
        const refused = await run(world.env, command)
        expect(refused, command.join(' ')).toMatchObject({ code: 12, stdout: '' })
        expect(refused.stderr, command.join(' ')).toContain(disk.folder)
      }
      expect(await run(world.env, ['sessions', '--json'])).toMatchObject({ code: 0 })
      await disk.setReadOnly(false)
      expect(await run(world.env, ['stop', '--all'])).toMatchObject({ code: 0 })
      expect(readFileSync(world.env.AWS_SHARED_CREDENTIALS_FILE ?? '', 'utf8')).toBe(own)
    })

    test('a disk that gets full while the app runs: it says so, and goes on when there is room', async () => {
      const { world, disk } = await withHomeDisk()
      const app = await startApp(world.env, ['agent'])
      fill(disk)
      expect(await run(world.env, ['assume', target])).toMatchObject({ code: 12 })
      expect(await run(world.env, ['sessions', '--json'])).toMatchObject({ code: 0, stdout: '[]\n' })
      empty(disk)
      expect(await run(world.env, ['assume', target])).toMatchObject({ code: 0 })
      expect(await app.end('SIGINT')).toMatchObject({ code: 0 })
    })

    test('the app cannot start on a full disk: 12 with the path', async () => {
      const { world, disk } = await withHomeDisk()
      fill(disk)
      const ended = await startCli(['agent'], world.env).ended
      expect(ended.code).toBe(12)
      expect(ended.stderr).toContain(disk.folder)
      expect(statSync(join(disk.folder, 'home', 'vault.bin')).size).toBeGreaterThan(0)
    })
  },
)

test('a home that is a file, or lies in one: 12', async () => {
  const world = await settledWorld()
  const file = join(world.folder, 'passphrase')
  for (const home of [file, join(file, 'below')]) {
    const ended = await run({ ...world.env, SWITCHYARD_HOME: home }, ['sessions'])
    expect(ended.code).toBe(12)
    expect(ended.stderr).toContain(file)
  }
})

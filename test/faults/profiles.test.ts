// The AWS files under attack: processes killed in the middle, and programs that know no lock.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { closeSync, ftruncateSync, openSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { editFile } from '../../main/profiles/aws-file.ts'
import { findFences } from '../../main/profiles/fences.ts'
import { parseIni } from '../../main/profiles/ini.ts'
import { blocking, problemsOf } from '../../main/profiles/ini-problems.ts'
import { ok } from '../../shared/result.ts'
import { awsCommand, readAsPython, whyNoAws } from '../support/aws-readers.ts'
import { bytesOf, makeProfileHome, openProfiles, type ProfileHome, put } from '../support/profile-home.ts'

const run = promisify(execFile)
let home: ProfileHome
beforeEach(async () => {
  home = await makeProfileHome()
  // The vault is made before several processes want it.
  await home.vault.subkey('profiles')
})
afterEach(() => rm(home.folder, { recursive: true, force: true }))

const script = join(import.meta.dirname, '../support/profiles-child.ts')
const start = (
  prefix: string,
): { child: ChildProcess; count(): number; errors(): string; ended: Promise<void> } => {
  const child = spawn(process.execPath, [script, prefix], {
    env: home.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let count = 0
  let errors = ''
  child.stdout.on('data', (data: Buffer) => {
    count += data.toString().split('\n').length - 1
  })
  child.stderr.on('data', (data: Buffer) => {
    errors += data.toString()
  })
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()))
  return { child, count: () => count, errors: () => errors, ended }
}

const whole = '# mine\n[default]\nregion = eu-north-1\n\n[profile work]\noutput = json'
/** What is wrong with a state of the files as any reader may find it at any moment. */
const faultsOf = (text: string | null, file: 'config' | 'credentials', start: string): string[] => {
  if (text === null) return []
  const { damage } = findFences(parseIni(text), file)
  const half = text
    .split('# >>> switchyard')
    .slice(1)
    .filter(
      block =>
        file === 'credentials' &&
        !/aws_session_token = token\/\d+=y+\nx_security_token_expires = \S+Z\n# <<< /.test(block),
    )
  return [
    ...blocking(problemsOf(text)).map(problem => problem.message),
    ...damage.map(problem => problem.message),
    ...half,
    ...(text.startsWith(start) ? [] : [`starts with ${JSON.stringify(text.slice(0, 80))}`]),
  ]
}

describe('kill -9', () => {
  test('in the middle of hundreds of writes leaves whole files, and nothing lies about afterwards', async () => {
    await put(home.paths.awsConfig, whole, 0o644)
    let looks = 0
    const watching = new AbortController()
    const faults = new Set<string>()
    const watch = (async () => {
      while (!watching.signal.aborted) {
        const texts = await bytesOf(home.paths)
        for (const fault of faultsOf(texts.config, 'config', whole)) faults.add(fault)
        for (const fault of faultsOf(texts.credentials, 'credentials', '# >>>')) faults.add(fault)
        looks++
        await wait(1)
      }
    })()
    let writes = 0
    const errors: string[] = []
    for (let round = 0; round < 4; round++) {
      const children = ['a', 'b', 'c'].map(prefix => start(prefix))
      // Wait until all are at work, then strike at a moment nobody chose.
      while (children.some(child => child.count() < 2) && children.every(child => child.errors() === ''))
        await wait(5)
      await wait(Math.random() * 1500)
      for (const { child } of children) child.kill('SIGKILL')
      await Promise.all(children.map(child => child.ended))
      for (const child of children) {
        writes += child.count()
        errors.push(child.errors())
      }
    }
    watching.abort()
    await watch
    expect(errors.join('')).toBe('')
    expect([...faults]).toEqual([])
    expect(writes).toBeGreaterThan(100)
    expect(looks).toBeGreaterThan(100)

    const { files } = openProfiles(home.env)
    expect((await files.sweep()).ok).toBe(true)
    const listed = await files.list()
    expect((await files.remove(listed.ok ? listed.value.map(owned => owned.profile) : [])).ok).toBe(true)
    expect(await bytesOf(home.paths)).toEqual({ config: whole, credentials: null })
    expect((await stat(home.paths.awsConfig)).mode & 0o777).toBe(0o644)
    expect(await readdir(dirname(home.paths.awsConfig))).toEqual(['config'])
  }, 120_000)
})

describe('programs that know no lock', () => {
  const reason = whyNoAws()
  test.skipIf(reason !== null)(
    `the real aws configure set loses nothing to us ${reason ?? ''}`,
    async () => {
      await put(home.paths.awsConfig, `${whole}\n`)
      const children = ['a', 'b'].map(prefix => start(prefix))
      while (children.some(child => child.count() < 1)) await wait(5)
      const profiles = Array.from({ length: 6 }, (_, n) => `theirs-${n}`)
      for (const name of profiles) {
        await run(awsCommand, ['configure', 'set', 'region', `eu-west-${name}`, '--profile', name], {
          env: home.env,
        })
        await run(awsCommand, ['configure', 'set', 'aws_access_key_id', `AKIA${name}`, '--profile', name], {
          env: home.env,
        })
      }
      for (const { child } of children) child.kill('SIGKILL')
      await Promise.all(children.map(child => child.ended))
      expect(children.map(child => child.errors()).join('')).toBe('')
      const texts = await bytesOf(home.paths)
      const [config, credentials] = readAsPython([texts.config ?? '', texts.credentials ?? ''])
      for (const name of profiles) {
        expect(config?.profiles[name]).toEqual({ region: `eu-west-${name}` })
        expect(credentials?.sections[name]).toEqual({ aws_access_key_id: `AKIA${name}` })
      }
      expect(texts.config?.startsWith(whole)).toBe(true)
    },
    120_000,
  )

  test('writers in place that append in a hurry lose no line', async () => {
    await put(home.paths.awsConfig, '[default]\n')
    const children = ['a', 'b'].map(prefix => start(prefix))
    while (children.some(child => child.count() < 1)) await wait(5)
    // Reads, empties, fills: as the AWS CLI's writer does it, a hundred times faster.
    const hasty = `
const { readFileSync, writeFileSync } = require('node:fs')
let n = 0
const step = () => {
  const text = readFileSync(process.argv[1], 'latin1')
  writeFileSync(process.argv[1], text.replace('[default]\\n', '[default]\\nk' + n + ' = ' + n + '\\n'), 'latin1')
  if (++n < 300) setTimeout(step, 7)
}
step()`
    await run(process.execPath, ['-e', hasty, home.paths.awsConfig])
    // They end after the change they are at: what was read from a replaced file and is not put back yet dies by -9.
    for (const { child } of children) child.kill('SIGTERM')
    await Promise.all(children.map(child => child.ended))
    expect(children.map(child => child.errors()).join('')).toBe('')
    const { config } = await bytesOf(home.paths)
    const missing = Array.from({ length: 300 }, (_, n) => n).filter(
      n => !config?.includes(`\nk${n} = ${n}\n`),
    )
    expect(missing).toEqual([])
  }, 60_000)

  /** Calls `strike` once, as soon as the file at `path` is another one. */
  const whenReplaced = async (path: string, strike: () => void | Promise<void>): Promise<void> => {
    const { ino } = statSync(path)
    while (statSync(path, { throwIfNoEntry: false })?.ino === ino) await new Promise(setImmediate)
    await strike()
  }
  const lease = { lost: () => false }
  const addOurs = (text: string | null) => ok(text?.includes('ours\n') ? text : `${text ?? ''}# ours\n`)

  test('what was written into the old file while we replaced it is merged', async () => {
    const path = home.paths.awsConfig
    await put(path, '[default]\n')
    const old = openSync(path, 'r+')
    const foreign = whenReplaced(path, async () => {
      // As the AWS CLI does: empty, then fill, with a moment in between.
      ftruncateSync(old, 0)
      await wait(4)
      writeSync(old, '[default]\nk = v\n', 0)
      closeSync(old)
    })
    const edited = await editFile(path, addOurs, lease)
    await foreign
    expect(edited).toEqual({
      ok: true,
      value: { before: '[default]\nk = v\n', after: '[default]\nk = v\n# ours\n' },
    })
    expect(await readFile(path, 'latin1')).toBe('[default]\nk = v\n# ours\n')
  })

  test('a program that read while its own last line was in the replaced file does not lose it', async () => {
    const path = home.paths.awsConfig
    await put(path, '[default]\n')
    const foreign = (async () => {
      const old = openSync(path, 'r+')
      // Its first line goes into the file that is just replaced, and is put back a moment later.
      await whenReplaced(path, () => {
        writeSync(old, '[default]\nk1 = 1\n', 0)
        closeSync(old)
      })
      const read = await readFile(path, 'latin1')
      // Meanwhile it reads, and writes its second line after the first was put back.
      await whenReplaced(path, () => writeFileSync(path, read.replace('[default]\n', '[default]\nk2 = 2\n')))
      return read
    })()
    const edited = await editFile(path, addOurs, lease)
    expect(await foreign).toBe('[default]\n# ours\n')
    expect(edited.ok && edited.value.before).toBe('[default]\nk2 = 2\nk1 = 1\n')
    expect(await readFile(path, 'latin1')).toBe('[default]\nk1 = 1\nk2 = 2\n# ours\n')
  })

  test('a program that writes back what it had read before we wrote does not undo our change', async () => {
    const path = home.paths.awsConfig
    await put(path, '[default]\n')
    const foreign = whenReplaced(path, () => writeFileSync(path, '[default]\nk = v\n'))
    expect((await editFile(path, addOurs, lease)).ok).toBe(true)
    await foreign
    expect(await readFile(path, 'latin1')).toBe('[default]\nk = v\n# ours\n')
  })

  test('a file that is being filled again is waited for', async () => {
    const path = home.paths.awsConfig
    await put(path, '')
    const foreign = (async () => {
      await wait(4)
      writeFileSync(path, '[default]\n# ours\n')
    })()
    const edited = await editFile(path, text => ok(text?.replace('# ours\n', '') ?? null), lease)
    await foreign
    expect(edited.ok && edited.value.after).toBe('[default]\n')
  })

  test('a file that we take away stays when someone fills it meanwhile', async () => {
    const path = home.paths.awsConfig
    await put(path, '# ours\n')
    const foreign = whenReplaced(path, () => writeFileSync(path, '[theirs]\n'))
    const remove = (text: string | null) => ok(text === '# ours\n' || text === '' ? null : text)
    expect((await editFile(path, remove, lease)).ok).toBe(true)
    await foreign
    expect(await readFile(path, 'latin1')).toBe('[theirs]\n')
  })

  test('a lock that was lost stops the write', async () => {
    await put(home.paths.awsConfig, '[default]\n')
    expect(await editFile(home.paths.awsConfig, addOurs, { lost: () => true })).toMatchObject({
      failure: { kind: 'file-busy' },
    })
    expect(await readFile(home.paths.awsConfig, 'latin1')).toBe('[default]\n')
  })
})

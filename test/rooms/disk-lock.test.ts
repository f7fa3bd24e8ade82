// One writer at a time: in this process, among processes, and after one was killed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { withLock } from '../../main/disk/lock.ts'
import { failed, ok } from '../../shared/result.ts'
import { tempHome } from '../support/temp-home.ts'

const lockModule = join(import.meta.dirname, '..', '..', 'main', 'disk', 'lock.ts')
const script = (body: string): string => `
  const { withLock } = await import(${JSON.stringify(lockModule)})
  const { readFile, writeFile } = await import('node:fs/promises')
  const path = process.argv[1]
  ${body}`
const startChild = (body: string, path: string) => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script(body), path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  return child
}

test('callers in one process take their turns, in order, for a file that need not exist', async () => {
  const { folder } = await tempHome()
  const path = join(folder, 'not', 'there')
  const order: string[] = []
  const enter = (name: string) =>
    withLock(path, async () => {
      order.push(`${name} in`)
      await new Promise(resolve => setTimeout(resolve, 5))
      order.push(`${name} out`)
      return ok(name)
    })
  expect(await Promise.all(['a', 'b', 'c'].map(enter))).toEqual([ok('a'), ok('b'), ok('c')])
  expect(order).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out'])
  expect(existsSync(`${path}.lock`)).toBe(false)
})

test('a failure and a throw both give the lock back', async () => {
  const { folder } = await tempHome()
  const path = join(folder, 'file')
  expect(await withLock(path, async () => failed({ kind: 'vault-locked' }))).toEqual(
    failed({ kind: 'vault-locked' }),
  )
  await expect(
    withLock(path, async () => {
      throw new Error('a bug')
    }),
  ).rejects.toThrow('a bug')
  expect(await withLock(path, async () => ok(1), { waitMs: 100 })).toEqual(ok(1))
})

test('processes that add to one number lose none', async () => {
  const { folder } = await tempHome()
  const path = join(folder, 'number')
  await writeFile(path, '0')
  const body = `for (let n = 0; n < 25; n++) await withLock(path, async () => {
    await writeFile(path, String(Number(await readFile(path, 'utf8')) + 1))
    return { ok: true }
  })`
  const codes = await Promise.all(
    Array.from({ length: 4 }, async () => (await once(startChild(body, path), 'exit'))[0] as number),
  )
  expect(codes).toEqual([0, 0, 0, 0])
  expect(await readFile(path, 'utf8')).toBe('100')
})

test('a lock held elsewhere is file-busy after the wait; one whose holder was killed is taken over', async () => {
  const { folder } = await tempHome()
  const path = join(folder, 'file')
  const holder = startChild(
    `await withLock(path, () => { console.log('held'); return new Promise(r => setTimeout(r, 60_000)) })`,
    path,
  )
  await once(holder.stdout, 'data')
  expect(await withLock(path, async () => ok(1), { waitMs: 300 })).toEqual(
    failed({ kind: 'file-busy', path }),
  )
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  expect(await withLock(path, async () => ok('taken over'))).toEqual(ok('taken over'))
})

test('a killed holder is followed at once; one that is only stopped keeps its lock', async () => {
  const { folder } = await tempHome()
  const path = join(folder, 'file')
  const hold = `await withLock(path, () => { console.log('held'); return new Promise(r => setTimeout(r, 60_000)) })`
  const killed = startChild(hold, path)
  await once(killed.stdout, 'data')
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  expect(await withLock(path, async () => ok('at once'), { waitMs: 500 })).toEqual(ok('at once'))
  const stopped = startChild(hold, path)
  await once(stopped.stdout, 'data')
  stopped.kill('SIGSTOP')
  expect(await withLock(path, async () => ok(1), { waitMs: 1_500 })).toEqual(
    failed({ kind: 'file-busy', path }),
  )
})

test('what somebody else left in the lock’s place is waited for, and then it is taken', {
  timeout: 40_000,
}, async () => {
  const { folder } = await tempHome()
  const paths = ['a folder', 'a file', 'of another machine'].map(name => join(folder, name))
  const [asFolder = '', asFile = '', elsewhere = ''] = paths
  await mkdir(`${asFolder}.lock`)
  await writeFile(`${asFile}.lock`, 'not ours')
  await symlink('1.00000000.00000000.1', `${elsewhere}.lock`)
  for (const path of paths)
    expect(await withLock(path, async () => ok(1), { waitMs: 100 })).toEqual(
      failed({ kind: 'file-busy', path }),
    )
  expect(await Promise.all(paths.map(path => withLock(path, async () => ok(1))))).toEqual([
    ok(1),
    ok(1),
    ok(1),
  ])
  expect(await readdir(folder)).toEqual(['home'])
})

test('who lost its lock is told, and does not take the next holder’s away', async () => {
  const { folder } = await tempHome()
  const path = join(folder, 'file')
  const seen = await withLock(path, async lease => {
    const before = lease.lost()
    await rm(`${path}.lock`)
    await symlink('1.00000000.00000000.1', `${path}.lock`)
    return ok([before, lease.lost()])
  })
  expect(seen).toEqual(ok([false, true]))
  expect(await readlink(`${path}.lock`)).toBe('1.00000000.00000000.1')
})

test('processes that are killed at random never work at the same time', { timeout: 60_000 }, async () => {
  const { folder } = await tempHome()
  const path = join(folder, 'number')
  await writeFile(path, '0')
  const body = `const { rename } = await import('node:fs/promises')
    for (;;) {
      const done = await withLock(path, async () => {
        const next = Number(await readFile(path, 'utf8')) + 1
        await new Promise(r => setTimeout(r, Math.random() * 4))
        await writeFile(path + '.' + process.pid, String(next))
        await rename(path + '.' + process.pid, path)
        return { ok: true, value: next }
      })
      if (done.ok) process.stdout.write(done.value + '\\n')
    }`
  const numbers: number[] = []
  const run = async (lives: number): Promise<void> => {
    const child = startChild(body, path)
    let text = ''
    child.stdout.on('data', (data: Buffer) => {
      text += data.toString()
    })
    await once(child.stdout, 'data')
    await new Promise(resume => setTimeout(resume, 100 + Math.random() * 300))
    child.kill('SIGKILL')
    await once(child, 'close')
    numbers.push(...text.split('\n').slice(0, -1).map(Number))
    if (lives > 1) await run(lives - 1)
  }
  await Promise.all([run(4), run(4), run(4)])
  expect(numbers.length).toBeGreaterThan(50)
  // Two at the same time would have read the same number and said the same next one.
  expect(new Set(numbers).size).toBe(numbers.length)
})

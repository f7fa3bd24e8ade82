// One writer at a time: in this process, among processes, and after one was killed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
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

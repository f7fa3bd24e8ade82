// Foreign changes of a file are told once each, whatever way they were made.
import { mkdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { watchFile } from '../../main/disk/watch.ts'
import { tempHome } from '../support/temp-home.ts'

const watched = (path: string, quietMs = 30) => {
  const onChange = vi.fn()
  onTestFinished(watchFile(path, onChange, { quietMs }))
  const told = (times: number) =>
    vi.waitFor(() => expect(onChange).toHaveBeenCalledTimes(times), { timeout: 5_000 })
  return { onChange, told }
}
const rest = (ms = 200) => new Promise(resolve => setTimeout(resolve, ms))

test('writing, replacing, removing and making the file again', async () => {
  const { folder } = await tempHome()
  const path = join(folder, 'file')
  await writeFile(path, 'one')
  const { told } = watched(path)
  await writeFile(path, 'two')
  await told(1)
  await writeFile(join(folder, 'other'), 'three')
  await rename(join(folder, 'other'), path)
  await told(2)
  await rm(path)
  await told(3)
  await writeFile(path, 'four')
  await told(4)
  await writeFile(path, 'five, in the replaced file')
  await told(5)
})

test('changes close together are told once, those beside the file never', async () => {
  const { folder } = await tempHome()
  const path = join(folder, 'file')
  await writeFile(path, 'one')
  const { onChange, told } = watched(path, 500)
  for (let n = 0; n < 20; n++) await writeFile(path, `${n}`)
  await told(1)
  await writeFile(join(folder, 'beside'), 'x')
  await rest(800)
  expect(onChange).toHaveBeenCalledTimes(1)
})

test('a file in a folder that does not exist yet, two levels deep', async () => {
  const { folder } = await tempHome()
  const path = join(folder, 'a', 'b', 'file')
  const { onChange } = watched(path)
  await mkdir(join(folder, 'a'))
  await rest()
  await mkdir(join(folder, 'a', 'b'))
  await rest()
  await writeFile(path, 'one')
  // Made and filled are two changes; a busy machine may see both.
  await vi.waitFor(() => expect(onChange).toHaveBeenCalled(), { timeout: 5_000 })
  await rest()
  expect(onChange.mock.calls.length).toBeLessThanOrEqual(2)
})

test('the file that a link leads to', async () => {
  const { folder } = await tempHome()
  await mkdir(join(folder, 'dotfiles'))
  const real = join(folder, 'dotfiles', 'config')
  await writeFile(real, 'one')
  await symlink(real, join(folder, 'config'))
  const { told } = watched(join(folder, 'config'))
  await writeFile(real, 'two')
  await told(1)
})

test('a stopped watch tells nothing', async () => {
  const { folder } = await tempHome()
  const path = join(folder, 'file')
  await writeFile(path, 'one')
  const onChange = vi.fn()
  const stop = watchFile(path, onChange, { quietMs: 10 })
  await utimes(path, 1, 1)
  stop()
  await rest()
  expect(onChange).not.toHaveBeenCalled()
})

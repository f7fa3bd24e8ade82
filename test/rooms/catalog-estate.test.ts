// The estate: one value while nothing changes, shared by processes, and told about when it changes.
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { acme, desk, estate, row, text, value } from '../support/catalog-desk.ts'

describe('the estate', () => {
  it('is the very same value while nothing changed, and tells when something did', async () => {
    const { store, file, write } = await desk()
    value(await store.add(file))
    const first = await estate(store)
    let told = 0
    const stop = store.onChange(() => told++)
    expect(await estate(store)).toBe(first)
    await Promise.all(Array.from({ length: 20 }, () => store.estate()))
    expect(told).toBe(0)
    await write(text.replace('1800 USD', '1900 USD'))
    const second = await estate(store)
    expect(second.revision).toBeGreaterThan(first.revision)
    expect(told).toBeGreaterThan(0)
    stop()
    const before = told
    await store.setListings([])
    expect(told).toBe(before)
  })

  it('follows files of a process that stays', async () => {
    const { store, file, write } = await desk()
    value(await store.add(file))
    const stop = store.watch()
    const changed = new Promise<void>(resolve => store.onChange(resolve))
    await write(text.replace('100000000101', '100000000999'))
    await changed
    stop()
    expect((await row(store)).state).toBe('awaiting-approval')
  })

  it('is shared by two processes without a word between them', async () => {
    const { store, again, file } = await desk()
    const other = again()
    expect((await estate(other)).targets.size).toBe(0)
    value(await store.add(file))
    expect((await estate(other)).targets.size).toBe(2)
    value(await other.setPin('hub:acme/Admin', 'glass'))
    expect((await estate(store)).pins.size).toBe(1)
    value(await other.remove('hub'))
    expect((await estate(store)).targets.size).toBe(0)
  })

  it('stands in the order of its catalogs, whichever was added first, and so after a restart', async () => {
    const { store, again, file } = await desk()
    const order = async (of: typeof store) => {
      const { catalogs, targets } = await estate(of)
      const parts = [...new Set([...targets.values()].map(({ catalog }) => catalog))]
      expect(parts).toEqual(catalogs.map(({ name }) => name))
      return parts
    }
    for (const name of ['middle', 'zone', 'above']) {
      value(await store.add(file, { name }))
      await order(store)
    }
    expect(await order(store)).toEqual(['above', 'middle', 'zone'])
    expect(await order(again())).toEqual(['above', 'middle', 'zone'])
  })

  it('is the same from the fast form and from the text', async () => {
    const { store, again, file, home } = await desk()
    value(await store.add(file))
    const fast = [...(await estate(again())).targets.values()]
    await rm(join(home.paths.catalogs, 'hub', 'compiled.json'))
    expect([...(await estate(again())).targets.values()]).toEqual(fast)
    // A fast form of another text is not believed.
    const compiled = join(home.paths.catalogs, 'hub', 'compiled.json')
    await writeFile(
      compiled,
      (await readFile(compiled, 'utf8'))
        .replace(/"hash":"[0-9a-f]+"/, '"hash":"00"')
        .replace('100000000101', '999999999999'),
    )
    expect(await acme(again())).toBe('100000000101')
    await writeFile(compiled, '{')
    expect(await acme(again())).toBe('100000000101')
  })
})

// Large catalogs are read and compared on another thread, with the same answers, while this one goes on.
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { workInLine } from '../../main/catalog/catalog-work.ts'
import { expand, expandGently } from '../../main/catalog/expand.ts'
import { createCatalogWork } from '../../main/catalog/off-thread.ts'
import { createCatalogStore } from '../../main/catalog/store.ts'
import { createClock } from '../../main/clock.ts'
import { bad, good } from '../support/sign-in-room.ts'
import { tempHome } from '../support/temp-home.ts'

const thread = fileURLToPath(new URL('../../main/catalog/catalog-worker.ts', import.meta.url))
const built = fileURLToPath(new URL('../../out/catalog-worker.cjs', import.meta.url))

/** 2,500 accounts with two roles: about 180 kB, 5,000 targets. */
const large = (more: readonly string[] = []): string =>
  [
    'switchyard: 1',
    'name: large',
    'signIns: { ops: { kind: iam-user, account: a0 } }',
    'accounts:',
    ...Array.from(
      { length: 2_500 },
      (_, index) =>
        `  a${index}: { id: "${String(300_000_000_000 + index)}", unit: Clients/Number${index % 40} }`,
    ),
    'roles:',
    '  - { name: Operator, accounts: all, from: ops }',
    '  - { name: Auditor, accounts: all, from: ops }',
    ...more,
    '',
  ].join('\n')
const bytes = (text: string): Buffer => Buffer.from(text)
const document = (text: string) => ({ name: 'switchyard.yaml', bytes: bytes(text), signature: null })

/** How often others came in while `work` was done. */
const turnsDuring = async (work: () => Promise<unknown>): Promise<number> => {
  let turns = 0
  let over = false
  const turn = (): void => {
    turns += 1
    if (!over) setImmediate(turn)
  }
  setImmediate(turn)
  await work()
  over = true
  return turns
}

describe('the other thread', () => {
  test.each([
    ['from a checkout', thread],
    ['as it is built', built],
  ])('%s reads as this one does, and this one goes on meanwhile', async (_which, file) => {
    expect(existsSync(file)).toBe(true)
    const work = createCatalogWork(file)
    const here = await workInLine.documents([document(large())], 'x')
    let there: unknown
    const turns = await turnsDuring(async () => {
      there = await work.documents([document(large())], 'x')
    })
    expect(turns).toBeGreaterThan(100)
    const { document: read, warnings } = good(here)
    expect(there).toMatchObject({ ok: true, value: { document: read, warnings } })
    expect(await turnsDuring(() => workInLine.documents([document(large())], 'x'))).toBeLessThan(20)
  })

  test('tells the same problems at the same places', async () => {
    const work = createCatalogWork(thread)
    const broken = large(['  - { name: "not a name", accounts: a1, from: nobody }'])
    const [here, there] = [
      await workInLine.copy(bytes(broken), 'x', 'team'),
      await work.copy(bytes(broken), 'x', 'team'),
    ]
    expect(bad(there)).toMatchObject({ kind: 'catalog-invalid' })
    expect(there).toEqual(here)
  })

  test('compares two copies, and several orders at once are each answered', async () => {
    const work = createCatalogWork(thread)
    const [one, two] = [large(), large().replace('300000000007', '399999999999')]
    const [before, after] = await Promise.all([
      work.copy(bytes(one), 'x', 'team'),
      work.copy(bytes(two), 'x', 'team'),
    ])
    const changes = await work.changes(good(before).document, good(after).document)
    expect(changes).toEqual(await workInLine.changes(good(before).document, good(after).document))
    expect(changes.steering).toMatchObject([{ path: 'accounts.a7.id', after: '399999999999' }])
  })

  test('reads an update and what it changes in one go, also one that leaves little', async () => {
    const work = createCatalogWork(thread)
    const before = good(await work.copy(bytes(large()), 'x', 'team')).document
    const update = document(large().replace('300000000007', '399999999999'))
    const read = good(await work.documents([update], 'x', before))
    expect(read.changes).toEqual(await workInLine.changes(before, read.document))
    // What was compared is not compared again.
    expect(await work.changes(before, read.document)).toBe(read.changes)
    const little = `${large().split('accounts:')[0]}accounts: { a0: { id: "300000000000" } }\nroles: []\n`
    const emptied = createCatalogWork(thread)
    let left: unknown
    const turns = await turnsDuring(async () => {
      left = good(await emptied.documents([document(little)], 'x', before)).changes?.steering.length
    })
    // The other accounts, both roles, and the unit of the one that stays, which decides nothing that is left but did.
    expect(left).toBe(2_499 + 2 + 1)
    expect(turns).toBeGreaterThan(100)
  })

  test('where its code is missing, all is read in line', async () => {
    const work = createCatalogWork('/nowhere/catalog-worker.cjs')
    expect(good(await work.copy(bytes(large()), 'x', 'team')).document.name).toBe('large')
  })
})

describe('the store with it', () => {
  test('adds, loads, shows an update and approves it', async () => {
    const home = await tempHome()
    const source = join(home.paths.home, 'large.yaml')
    const open = () => createCatalogStore({ paths: home.paths, clock: createClock(), worker: thread })
    writeFileSync(source, large())
    good(await open().add(source))
    const store = open()
    expect(good(await store.estate()).targets.size).toBe(5_000)
    writeFileSync(source, large().replace('300000000007', '399999999999'))
    const difference = good(await store.difference('large'))
    expect(difference.steering).toHaveLength(1)
    expect(good(await store.estate()).targets.get('large:a7/Operator')?.account.id).toBe('300000000007')
    good(await store.approve('large', { ref: difference.to ?? undefined }))
    expect(good(await store.estate()).targets.get('large:a7/Operator')?.account.id).toBe('399999999999')
  })
})

test('making many targets lets others come in between, and makes the same ones', async () => {
  const { document: read } = good(await workInLine.copy(bytes(large()), 'x', 'team'))
  const many = {
    ...read,
    roles: Array.from({ length: 40 }, (_, index) => ({
      name: `Role${index}`,
      accounts: 'all' as const,
      from: 'ops',
    })),
  }
  let gently: unknown
  const turns = await turnsDuring(async () => {
    gently = await expandGently(many, 'x')
  })
  expect(turns).toBeGreaterThan(2)
  expect(gently).toEqual(expand(many, 'x'))
})

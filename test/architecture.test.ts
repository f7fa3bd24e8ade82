// Holds the house to its rules: who imports whom, sizes, names, what no file may contain.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { everyCheck, type Source, source } from './architecture/checks.ts'
import { chainTo, circleIn, graphOf, loadedWith } from './architecture/graph.ts'
import { free, refusesFile, refusesPackage, roomOf, table } from './architecture/rooms.ts'

const top = join(import.meta.dirname, '..')
const folders = ['shared', 'main', 'preload', 'renderer', 'build', 'test']

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(join(top, folder), { withFileTypes: true }).flatMap(entry => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesBelow(path)
    return /\.(ts|tsx|mjs|css)$/.test(entry.name) ? [path] : []
  })
const rootFiles = readdirSync(top).filter(name => /\.(ts|mjs)$/.test(name))
const sources: readonly Source[] = [...rootFiles, ...folders.flatMap(filesBelow)].map(path =>
  source(path, readFileSync(join(top, path), 'utf8')),
)
const product = sources.filter(({ path }) => roomOf(path) !== null && path.includes('/'))
const graph = graphOf(sources)
const manifest = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8')) as Record<
  'dependencies' | 'devDependencies' | 'optionalDependencies',
  Record<string, string>
>

test('there is something to check', () => {
  expect(product.length).toBeGreaterThan(40)
  expect(graph.files.length).toBeGreaterThan(100)
})

describe('every file', () => {
  for (const [name, check] of Object.entries(everyCheck)) {
    test(name, () => expect(sources.flatMap(check)).toEqual([]))
  }
})

test('Biome refuses `any`, enums and default exports', () => {
  const { linter } = JSON.parse(readFileSync(join(top, 'biome.json'), 'utf8')) as {
    linter: { rules: Record<'suspicious' | 'style', Record<string, string>> }
  }
  expect(linter.rules.suspicious).toMatchObject({ noExplicitAny: 'error', noConsole: 'error' })
  expect(linter.rules.style).toMatchObject({ noEnum: 'error', noDefaultExport: 'error' })
})

describe('imports', () => {
  test('every file lives in a room of the table', () => {
    expect(
      product.filter(({ path }) => !Object.hasOwn(table, roomOf(path) ?? '')).map(one => one.path),
    ).toEqual([])
  })

  test('a room imports only rooms below it', () => {
    const refused = graph.files.map(({ from, to }) =>
      to.endsWith('package.json') && from === 'main/version.ts' ? null : refusesFile(from, to),
    )
    expect(refused.filter(sentence => sentence !== null)).toEqual([])
  })

  test('a room imports only its own packages', () => {
    const refused = graph.packages.map(({ from, to, kind }) => refusesPackage(from, to, kind))
    expect(refused.filter(sentence => sentence !== null)).toEqual([])
  })

  test('every row stands above the rows that import it', () => {
    const rows = Object.keys(table)
    for (const [room, row] of Object.entries(table)) {
      for (const below of row.rooms.filter(name => Object.hasOwn(table, name)))
        expect(rows.indexOf(below), `${room} imports ${below}`).toBeLessThan(rows.indexOf(room))
    }
  })

  test('no circle', () => expect(circleIn(graph.files)?.join(' → ')).toBeUndefined())

  test('every imported file exists', () => {
    const missing = graph.files.filter(({ to }) => !existsSync(join(top, to)))
    expect(missing.map(({ from, to }) => `${from} imports ${to}`)).toEqual([])
  })

  test('electron is imported in main/electron and preload only', () => {
    const others = graph.packages.filter(
      ({ from, to, kind }) =>
        to === 'electron' &&
        !/^(main\/electron|preload)\//.test(from) &&
        !(kind === 'type' && from.startsWith('test/')),
    )
    expect(others.map(({ from, to }) => `${from} imports ${to}`)).toEqual([])
  })

  test('only compose, the demo command and tests know the demo', () => {
    const others = graph.files.filter(
      ({ from, to }) =>
        to.startsWith('main/demo/') &&
        !from.startsWith('main/demo/') &&
        !/^(main\/compose(-agent)?\.ts|main\/cli\/commands\/demo[-\w]*\.ts|main\/cli\/stored-process-document\.ts|build\/.*|test\/.*)$/.test(
          from,
        ),
    )
    expect(others.map(({ from, to }) => `${from} imports ${to}`)).toEqual([])
  })

  test('window and preload run without schemas', () => {
    for (const entry of ['renderer/main.tsx', 'preload/index.ts']) {
      expect(existsSync(join(top, entry)), `${entry} exists`).toBe(true)
      expect(chainTo(graph, entry, 'zod')).toBeNull()
    }
  })

  test('the command line starts without schemas, YAML, the SDK, or any room it may not need', () => {
    for (const entry of ['main/cli/index.ts', 'main/cli/commands/credential-process.ts']) {
      for (const name of ['zod', 'yaml', 'js-yaml', '@aws-sdk', '@napi-rs/keyring', 'ws'])
        expect(chainTo(graph, entry, name, 'at once')).toBeNull()
      const rooms = new Set([...loadedWith(graph, entry)].map(roomOf))
      for (const heavy of [
        'main/compose.ts',
        'main/demo',
        'main/browser-host',
        'main/vault',
        'main/aws',
        'main/catalog',
      ])
        expect(rooms, `${entry} loads ${heavy} at once`).not.toContain(heavy)
    }
  })

  test('every imported package is named in package.json, in one exact version', () => {
    const named = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
    for (const [name, version] of Object.entries(named))
      expect(version, `${name} has an exact version`).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/)
    const nameOf = (from: string): string =>
      from
        .split('/')
        .slice(0, from.startsWith('@') ? 2 : 1)
        .join('/')
    const unnamed = graph.packages.filter(
      ({ to }) => !to.startsWith('node:') && !Object.hasOwn(named, nameOf(to)),
    )
    expect(unnamed.map(({ from, to }) => `${from} imports ${to}`)).toEqual([])
  })

  test('only the native keychain module is installed with the product; all else is bundled', () => {
    expect(Object.keys(manifest.dependencies)).toEqual(['@napi-rs/keyring'])
  })
})

describe('folders', () => {
  test.each(folders)('%s has a README of at most 40 lines, and its own tsconfig', folder => {
    const readme = join(top, folder, 'README.md')
    expect(existsSync(readme), `${folder}/README.md exists`).toBe(true)
    expect(readFileSync(readme, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(40)
    expect(existsSync(join(top, folder, 'tsconfig.json'))).toBe(true)
  })

  test('build and test are the only folders that may import anything', () =>
    expect(free).toEqual(['build', 'test']))
})

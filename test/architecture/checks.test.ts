// Proves that the architecture test can fail: every rule meets samples that break it, and samples that only look so.
import { describe, expect, test } from 'vitest'
import { everyCheck, source } from './checks.ts'
import { chainTo, circleIn, graphOf, loadedWith } from './graph.ts'
import { refusesFile, refusesPackage } from './rooms.ts'
import { importsOf, scan } from './scan.ts'

const importsIn = (text: string) => importsOf(scan(text)).map(({ from, kind }) => `${kind} ${from}`)

describe('the scanner', () => {
  test('finds every way to import', () => {
    const text = `
      import 'a'
      import type { A } from 'b'
      import { type B, c } from "c"
      import d, * as e from 'd'
      export { f } from 'e'
      export type { G } from 'f'
      const g = await import('g')
      type H = typeof import('h')
      import {
        i, // and a comment from 'nowhere'
      } from 'i'
      import type from 'j'`
    expect(importsIn(text)).toEqual([
      'value a',
      'type b',
      'value c',
      'value d',
      'value e',
      'type f',
      'value i',
      'value j',
      'lazy g',
      'type h',
    ])
  })

  test('is not misled by comments, strings, templates and regular expressions', () => {
    const text = `
      // import 'a'
      /* import 'b' */
      const text = "import 'c'"
      const made = \`import 'd' \${\`import 'e'\`}\`
      const quote = /['"\`]/.test(text) // import 'f'
      const half = 4 / 2 / 1
      const from = 'g'
      import 'real'`
    expect(importsIn(text)).toEqual(['value real'])
  })

  test('sees code inside a template', () => {
    const scanned = scan('const a = `x ${call({ b: "c" })} y`')
    expect(scanned.code).toContain('call(')
    expect(scanned.strings).toEqual(['x ', 'c', ' y'])
  })

  test('keeps line breaks, so that a pattern may look at lines', () => {
    const text = 'a\n/* b\nc */\n`d\ne`\nf'
    expect(scan(text).code.trimEnd().endsWith('\nf')).toBe(true)
  })
})

const first = '// Says in one sentence why this file exists.\n'
const bad: Readonly<Record<keyof typeof everyCheck, readonly (readonly [path: string, text: string])[]>> = {
  isShort: [
    ['main/a.ts', 'a\n'.repeat(301)],
    ['renderer/a.css', 'a\n'.repeat(301)],
  ],
  saysWhy: [
    ['main/a.ts', 'const a = 1\n'],
    ['renderer/a.css', '.a {}\n'],
    ['build/a.mjs', '#!/usr/bin/env node\nconst a = 1\n'],
    ['main/a.ts', '//\nconst a = 1\n'],
  ],
  isWellNamed: [
    ['main/aws-utils.ts', first],
    ['main/session.service.ts', first],
    ['renderer/parts/SessionCard.tsx', first],
    ['main/base.ts', first],
  ],
  hasNoDefaultExport: [
    ['main/a.ts', 'export default 1'],
    ['main/a.ts', 'export { a as default }'],
  ],
  hasNoEnum: [
    ['main/a.ts', 'enum Color { red }'],
    ['main/a.ts', 'export const enum Color { red }'],
  ],
  hidesNothing: [
    ['main/a.ts', '// biome-ignore lint/suspicious/noExplicitAny: a reason'],
    ['test/a.ts', '// @ts-ignore'],
    ['main/a.ts', '// @ts-expect-error: a reason'],
  ],
  hasNoPrefix: [
    ['main/a.ts', 'interface IVault {}'],
    ['main/a.ts', 'export type ISession = {}'],
  ],
  isSilent: [
    ['main/vault/a.ts', 'console.log(1)'],
    ['renderer/a.tsx', "console['error'](1)"],
  ],
  keepsTime: [
    ['main/sessions/a.ts', 'const now = Date.now()'],
    ['shared/a.ts', 'const now = new Date()'],
  ],
  isFinished: [['main/a.ts', `// ${'TO'}${'DO'}: later`]],
  isNoBarrel: [
    ['main/a.ts', "export * from './b.ts'"],
    ['main/a.ts', "export { b } from './b.ts'"],
  ],
  usesNoShell: [
    ['main/a.ts', "spawn('ls', { shell: true })"],
    ['main/a.ts', "spawn('ls', { shell: '/bin/sh' })"],
    ['build/a.mjs', "execSync('ls')"],
    ['main/a.ts', "import { exec } from 'node:child_process'"],
    ['main/a.ts', "import { exec as run } from 'child_process'"],
    ['main/a.ts', "childProcess.exec('ls')"],
  ],
  usesKnownCrypto: [
    ['main/vault/a.ts', "createCipheriv('chacha20-poly1305', key, iv)"],
    ['main/vault/a.ts', "createHash('blake2b512')"],
    ['main/vault/a.ts', 'createHash(name)'],
  ],
  importsPlainly: [['main/a.ts', 'await import(name)']],
  standsAlone: [['main/a.ts', `// see ../${'shared'}/design/house.md`]],
}
const good: readonly (readonly [path: string, text: string])[] = [
  ['main/sessions/session-book.ts', `${first}const many = "any enum shell: true console.log exec(1)"\n`],
  ['main/database.ts', `${first}const found = /a/.exec(text)\n`],
  ['main/aws/a.ts', `${first}const settings = { company: anything, of: anyone(1), shell: false }\n`],
  ['vitest.config.ts', `${first}export default {}\n`],
  ['renderer/styles/tokens.css', '/* Holds the colors of both themes. */\n'],
  ['build/a.mjs', `#!/usr/bin/env node\n${first}console.log(1)\n`],
  [
    'main/vault/a.ts',
    `${first}const kind = 'aes-256-gcm'\ncreateCipheriv(kind, key, iv); createHash('sha256')\n`,
  ],
  ['main/clock.ts', `${first}const now = () => Date.now()\nconst at = new Date(5)\n`],
  ['main/log.ts', `${first}console.error('x')\n`],
  ['main/desk/a.ts', `${first}const { console } = house\nconsole.open(1)\n`],
  ['renderer/parts/tag.module.css', '.tag {}\n'],
]

describe('the rules of files', () => {
  test('every rule has a sample that breaks it', () => {
    expect(new Set(Object.keys(bad))).toEqual(new Set(Object.keys(everyCheck)))
  })
  for (const [name, samples] of Object.entries(bad)) {
    test.each(samples)(`${name} refuses %s: %j`, (path, text) => {
      expect(everyCheck[name]?.(source(path, text))).toHaveLength(1)
    })
  }
  test.each(good)('nothing is wrong with %s', (path, text) => {
    expect(Object.values(everyCheck).flatMap(check => check(source(path, text)))).toEqual([])
  })
})

describe('the rules of imports', () => {
  test.each([
    ['main/aws/sts.ts', 'main/vault/vault.ts'],
    ['main/vault/vault.ts', 'main/catalog/store.ts'],
    ['main/desk/desk.ts', 'main/agent/agent.ts'],
    ['main/demo/world.ts', 'main/aws/sts.ts'],
    ['main/demo/world.ts', 'main/log.ts'],
    ['main/electron/index.ts', 'main/browser-host/index.ts'],
    ['main/cli/index.ts', 'main/vault/vault.ts'],
    ['main/compose.ts', 'main/cli/index.ts'],
    ['shared/names.ts', 'main/clock.ts'],
    ['renderer/app.tsx', 'main/secret.ts'],
    ['renderer/parts/list.tsx', 'renderer/desk/store.ts'],
    ['renderer/screens/targets.tsx', 'renderer/screens/sessions.tsx'],
    ['renderer/screens/targets/list.tsx', 'renderer/screens/sessions/list.tsx'],
    ['main/attic/a.ts', 'shared/result.ts'],
  ])('%s may not import %s', (from, to) => {
    expect(refusesFile(from, to)).toContain(from)
  })

  test.each([
    ['main/vault/vault.ts', 'main/disk/lock.ts'],
    ['main/sessions/issue.ts', 'main/profiles/ini.ts'],
    ['main/compose.ts', 'main/demo/world.ts'],
    ['main/cli/resident.ts', 'main/compose-agent.ts'],
    ['main/cli/index.ts', 'main/compose-agent.ts'],
    ['main/cli/stored-process-document.ts', 'main/vault/vault.ts'],
    ['renderer/screens/targets.tsx', 'renderer/screens/targets.module.css'],
    ['renderer/screens/targets/list.tsx', 'renderer/screens/targets/row.tsx'],
    ['build/run.mjs', 'main/cli/index.ts'],
  ])('%s may import %s', (from, to) => expect(refusesFile(from, to)).toBeNull())

  test.each([
    ['shared/names.ts', 'node:fs'],
    ['renderer/app.tsx', 'zod'],
    ['renderer/app.tsx', 'node:path'],
    ['preload/index.ts', 'ws'],
    ['main/vault/vault.ts', 'electron'],
    ['main/routes/plan.ts', '@aws-sdk/client-sts'],
    ['main/aws/sts.ts', '@aws-sdkx'],
  ])('%s may not import the package %s', (from, name) =>
    expect(refusesPackage(from, name, 'type')).toContain(from),
  )

  test.each([
    ['shared/names.ts', 'zod'],
    ['preload/index.ts', 'electron'],
    ['main/aws/sts.ts', '@aws-sdk/client-sts'],
    ['main/vault/vault.ts', 'node:crypto'],
  ])('%s may import the package %s', (from, name) => expect(refusesPackage(from, name, 'value')).toBeNull())
})

describe('the graph', () => {
  const circle = [
    source('shared/a.ts', "import { b } from './b.ts'"),
    source('shared/b.ts', "import type { c } from './deep/c.ts'"),
    source('shared/deep/c.ts', "const a = await import('../a.ts')"),
  ]
  test('a circle is found, through types and lazy imports too', () => {
    expect(circleIn(graphOf(circle).files)).toEqual([
      'shared/a.ts',
      'shared/b.ts',
      'shared/deep/c.ts',
      'shared/a.ts',
    ])
  })
  test('a diamond is no circle', () => {
    const diamond = [
      source('a.ts', "import './b.ts'\nimport './c.ts'"),
      source('b.ts', "import './d.ts'"),
      source('c.ts', "import './d.ts'"),
    ]
    expect(circleIn(graphOf(diamond).files)).toBeNull()
  })
  test('a package is found behind other files, unless only its types are meant', () => {
    const graph = graphOf([
      source(
        'renderer/main.tsx',
        "import { a } from '../shared/a.ts'\nimport type { z } from '../shared/z.ts'",
      ),
      source('shared/a.ts', "import type { b } from './b.ts'"),
      source('shared/b.ts', "import { z } from 'zod'"),
      source('shared/z.ts', "import { z } from 'zod'"),
      source('renderer/bad.tsx', "import '../shared/b.ts'"),
    ])
    expect(chainTo(graph, 'renderer/main.tsx', 'zod')).toBeNull()
    expect(chainTo(graph, 'renderer/main.tsx', 'zod', 'at once')).toBeNull()
    expect(chainTo(graph, 'renderer/bad.tsx', 'zod')).toEqual(['renderer/bad.tsx', 'shared/b.ts', 'zod'])
  })

  test('what is loaded at once ends at a lazy import', () => {
    const graph = graphOf([
      source(
        'main/cli/index.ts',
        "import './a.ts'\nconst b = await import('./b.ts')\nimport type { c } from './c.ts'",
      ),
      source('main/cli/a.ts', "import { d } from './d.ts'"),
      source('main/cli/b.ts', "import { z } from 'zod'"),
    ])
    expect([...loadedWith(graph, 'main/cli/index.ts')]).toEqual([
      'main/cli/index.ts',
      'main/cli/a.ts',
      'main/cli/d.ts',
    ])
    expect(chainTo(graph, 'main/cli/index.ts', 'zod', 'at once')).toBeNull()
    expect(chainTo(graph, 'main/cli/index.ts', 'zod')).toEqual(['main/cli/index.ts', 'main/cli/b.ts', 'zod'])
  })
})

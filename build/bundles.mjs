// What is bundled from where to where: the command line, the desktop's main process, its preload, as rolldown's options.
import { root } from './fresh.mjs'

/** Left to be loaded at run time: Electron is not in node_modules' code, the keychain module is native. */
const external = ['electron', '@napi-rs/keyring', /^node:/]

/**
 * @typedef {{ name: 'cli' | 'catalog-worker' | 'electron' | 'preload' | 'strip', entry: string, out: string, input: import('rolldown').InputOptions, output: import('rolldown').OutputOptions }} Bundle
 */

/** @param {string} target the oldest runtime that must understand the syntax @returns {import('rolldown').InputOptions} */
const input = target => ({
  cwd: root,
  platform: /** @type {const} */ ('node'),
  external,
  transform: { target },
  // Rolldown would leave such an import to be found at run time, where it is not.
  onLog: (level, log, next) => next(log.code === 'UNRESOLVED_IMPORT' ? 'error' : level, log),
})

/** @type {readonly Bundle[]} */
export const bundles = [
  {
    // CommonJS starts 2 ms sooner than ES modules; code behind `import()` stays in chunks of its own, because
    // credential-process runs on every `aws` call and must not parse schemas, YAML or the AWS SDK.
    name: 'cli',
    entry: 'main/cli/index.ts',
    out: 'cli.cjs',
    input: input('node20'),
    output: {
      format: 'cjs',
      entryFileNames: 'cli.cjs',
      chunkFileNames: 'chunks/[name]-[hash].cjs',
      banner: chunk => (chunk.isEntry ? '#!/usr/bin/env node' : ''),
      minify: { compress: true, mangle: false, codegen: true },
    },
  },
  {
    // Beside the command line, also in a package: a thread of whichever process keeps the catalogs.
    name: 'catalog-worker',
    entry: 'main/catalog/catalog-worker.ts',
    out: 'catalog-worker.cjs',
    input: input('node20'),
    output: {
      format: 'cjs',
      entryFileNames: 'catalog-worker.cjs',
      codeSplitting: false,
      minify: { compress: true, mangle: false, codegen: true },
    },
  },
  {
    name: 'electron',
    entry: 'main/electron/index.ts',
    out: 'electron.mjs',
    input: input('node24'),
    output: {
      format: 'es',
      entryFileNames: 'electron.mjs',
      chunkFileNames: 'chunks/[name]-[hash].mjs',
      minify: { compress: true, mangle: false, codegen: true },
    },
  },
  {
    // One file, and CommonJS: a sandboxed preload can be nothing else.
    name: 'preload',
    entry: 'preload/index.ts',
    out: 'preload.cjs',
    input: input('chrome150'),
    output: { format: 'cjs', entryFileNames: 'preload.cjs', codeSplitting: false },
  },
  {
    // The strip above a console page has a bridge of its own, so that it can ask for five acts and nothing else.
    name: 'strip',
    entry: 'preload/strip.ts',
    out: 'strip.cjs',
    input: input('chrome150'),
    output: { format: 'cjs', entryFileNames: 'strip.cjs', codeSplitting: false },
  },
]

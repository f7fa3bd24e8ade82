// Whose code the built files hold, with the licenses that MIT, BSD, ISC and Apache-2.0 ask to be passed on with it.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './fresh.mjs'

/** Not bundled, and shipped beside the bundles. */
const beside = ['@napi-rs/keyring']

const texts = /^(licen[cs]e|copying|notice)([.-].*)?$/i
const rule = '-'.repeat(80)

/** @param {string} module its path @returns {string | null} the folder of the package it belongs to; null = our own */
const packageOf = module => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(module)?.[0] ?? null

/**
 * A plugin for rolldown and vite that notes the package of every module that is written out.
 * @param {Set<string>} folders
 */
export const notePackages = folders => ({
  name: 'note-packages',
  /** @param {unknown} _options @param {import('rolldown').OutputBundle} bundle */
  generateBundle(_options, bundle) {
    for (const made of Object.values(bundle)) {
      if (made.type !== 'chunk') continue
      for (const module of made.moduleIds) {
        const folder = packageOf(module)
        if (folder !== null) folders.add(folder)
      }
    }
  },
})

/** @param {string} folder */
const describe = folder => {
  /** @type {{ name: string, version: string, license?: string, author?: string | { name: string } }} */
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  if (license === undefined)
    throw new Error(`${name} ${version} names no license, so it must not be built in.`)
  const text = readdirSync(folder)
    .filter(file => texts.test(file))
    .sort()
    .map(file => readFileSync(join(folder, file), 'utf8').trim())
    .join('\n\n')
  const by = typeof author === 'object' ? author.name : author
  return { title: `${name} ${version} (${license})${by ? `, by ${by}` : ''}`, text }
}

/**
 * @param {ReadonlySet<string>} folders of the packages that are built in
 * @returns {string} all of them by name, each license once
 */
export const licensesOf = folders => {
  /** @type {Map<string, Set<string>>} */
  const titles = new Map()
  const all = [...folders, ...beside.map(name => join(root, 'node_modules', name))].map(describe)
  for (const { title, text } of all.sort((one, other) => one.title.localeCompare(other.title)))
    titles.set(text, (titles.get(text) ?? new Set()).add(title))
  const parts = [...titles].map(([text, named]) => [...named, ...(text === '' ? [] : ['', text])].join('\n'))
  return `Switchyard holds code of others, with thanks.\n\n${parts.join(`\n\n${rule}\n\n`)}\n`
}

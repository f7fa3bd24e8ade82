// Every link between the project's own pages leads to a file, and to a heading that is there.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const pages = ['', 'docs', 'examples', 'build', 'main', 'test'].flatMap(folder =>
  readdirSync(join(root, folder))
    .filter(name => name.endsWith('.md'))
    .map(name => join(folder, name)),
)

/** A heading as GitHub names its anchor. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-')
const withoutCode = (text: string): string => text.replace(/```[\s\S]*?```/g, '')
const anchorsIn = (path: string): ReadonlySet<string> =>
  new Set(
    [...withoutCode(readFileSync(path, 'utf8')).matchAll(/^#+ (.+)$/gm)].map(match =>
      anchorOf(match[1] ?? ''),
    ),
  )

test.each(pages)('%s', page => {
  const text = withoutCode(readFileSync(join(root, page), 'utf8'))
  for (const [, link = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/.test(link)) continue
    const [file = '', anchor] = link.split('#')
    const path = file === '' ? join(root, page) : join(root, dirname(page), file)
    expect(relative(root, path), link).not.toMatch(/^\.\./)
    expect(existsSync(path) ? 'there' : `${link} leads nowhere`).toBe('there')
    if (anchor !== undefined) expect([...anchorsIn(path)], link).toContain(anchor)
  }
})

// Holds docs/commands.md to the program: every command with its exact usage, and the exit codes as they are.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commandTable } from '../../main/cli/commands/table.ts'
import { exitCodes } from '../../shared/exit-code.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/commands.md'), 'utf8')
/** Title -> text, for each section of the third level; a section of the second level ends the one before. */
const sections = new Map(
  page
    .split(/^## /m)
    .flatMap(chapter => chapter.split(/^### /m).slice(1))
    .map(section => [section.slice(0, section.indexOf('\n')), section] as const),
)

test('every command has a section, and no section is about something else', () => {
  expect([...sections.keys()].sort()).toEqual([...commandTable.keys()].sort())
})

describe.each([...commandTable])('%s', (name, entry) => {
  test('its summary, usage and example are the ones of its help', async () => {
    const { summary, usage, example } = await entry.load()
    const section = sections.get(name) ?? ''
    expect(section).toContain(summary)
    expect(section).toContain(`\`\`\`text\nswitchyard ${usage}\n\`\`\``)
    expect(section).toContain(`Example: \`${example}\``)
  })
  test('its flags are all in the usage', async () => {
    const { usage, options } = await entry.load()
    for (const flag of Object.keys(options ?? {})) expect(usage).toContain(`--${flag}`)
  })
})

test('documents in it are JSON', () => {
  const blocks = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(match => match[1] ?? '')
  expect(blocks.length).toBeGreaterThan(20)
  for (const block of blocks) expect(() => JSON.parse(block), block).not.toThrow()
})

test('the table of exit codes is the program’s', () => {
  const rows = [...page.matchAll(/^\| (\d+) \| [^|]+ \| ([^|]*) \|$/gm)]
  const written = rows.flatMap(([, code, kinds]) =>
    [...(kinds ?? '').matchAll(/`([^`]+)`/g)].map(match => [match[1] ?? '', Number(code)] as const),
  )
  expect(Object.fromEntries(written)).toEqual(exitCodes)
  expect(written).toHaveLength(Object.keys(exitCodes).length)
})

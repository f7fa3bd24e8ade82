// The public CI as far as it can be checked here: what it calls exists, its shell parses, its three systems are there, it may do little.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

const root = join(import.meta.dirname, '../..')
const folder = join(root, '.github', 'workflows')

type Step = {
  name?: string
  uses?: string
  run?: string
  shell?: string
  with?: Record<string, unknown>
  if?: string
}
type Job = {
  'runs-on': string
  'timeout-minutes'?: number
  permissions?: Record<string, string>
  needs?: string
  strategy?: { matrix: { os?: string[]; include?: { os: string }[] } }
  steps: Step[]
}
type Workflow = { on: object; permissions: Record<string, string>; jobs: Record<string, Job> }

const workflows = readdirSync(folder).map(
  name => [name, parse(readFileSync(join(folder, name), 'utf8'), { strict: true }) as Workflow] as const,
)
const steps = workflows.flatMap(([name, { jobs }]) =>
  Object.entries(jobs).flatMap(([job, { steps: all }]) => all.map(step => [`${name} ${job}`, step] as const)),
)
const runs = steps.flatMap(([where, { run }]) => (run === undefined ? [] : [[where, run] as const]))
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>
}
/** Made by `npm run build`, or by a package of ours: they are not in the tree. */
const made = /^(out|dist|node_modules|packages|test-results)\//

test('there are two: one for each push, one for each version', () => {
  expect(workflows.map(([name]) => name)).toEqual(['ci.yml', 'release.yml'])
  expect(workflows.map(([, { on }]) => Object.keys(on))).toEqual([['push', 'pull_request'], ['push']])
})

describe.each(workflows)('%s', (_name, { permissions, jobs }) => {
  test('reads, and no more; only the draft of a release may be written', () => {
    expect(permissions).toEqual({ contents: 'read' })
    const more = Object.entries(jobs).filter(([, job]) => job.permissions !== undefined)
    expect(more.map(([name]) => name).filter(name => name !== 'draft')).toEqual([])
  })
  test('every job has an end, and every step is one thing', () => {
    for (const [name, job] of Object.entries(jobs)) {
      expect(job['runs-on'], name).toBeTruthy()
      expect(job['timeout-minutes'], name).toBeGreaterThan(0)
      if (job.needs !== undefined) expect(jobs).toHaveProperty(job.needs)
      for (const step of job.steps) expect([step.uses, step.run].filter(Boolean), name).toHaveLength(1)
    }
  })
})

test('the desktop is tested, and packed, on three systems', () => {
  const systems = (workflow: string, job: string): string[] => {
    const matrix = new Map(workflows).get(workflow)?.jobs[job]?.strategy?.matrix
    const names = matrix?.os ?? matrix?.include?.map(({ os }) => os) ?? []
    return [...new Set(names.map(name => name.replace(/-.*/, '')))].toSorted()
  }
  expect(systems('ci.yml', 'desktop')).toEqual(['macos', 'ubuntu', 'windows'])
  expect(systems('release.yml', 'package')).toEqual(['macos', 'ubuntu', 'windows'])
})

test('what is fetched is named by its version, and keeps no credentials', () => {
  for (const [where, { uses, with: given }] of steps) {
    if (uses === undefined) continue
    expect(uses, where).toMatch(/^actions\/(checkout|setup-node|upload-artifact|download-artifact)@v\d+$/)
    if (uses.startsWith('actions/checkout'))
      expect(given, where).toMatchObject({ 'persist-credentials': false })
  }
})

describe.each(runs)('%s', (_where, text) => {
  test('the shell understands it', () => {
    // An expression is text to the shell; none comes from what a stranger may write.
    const expressions = [...text.matchAll(/\$\{\{(.*?)\}\}/g)].map(found => found[1]?.trim() ?? '')
    for (const each of expressions) expect(each).toMatch(/^matrix\.\w+$/)
    const parsed = spawnSync('bash', ['-n'], { input: text.replace(/\$\{\{.*?\}\}/g, 'x'), encoding: 'utf8' })
    expect(parsed).toMatchObject({ status: 0, stderr: '' })
  })
  test('what it calls is there', () => {
    for (const [, script = ''] of text.matchAll(/\bnpm run ([\w:-]+)/g))
      expect(scripts).toHaveProperty([script])
    for (const [, program = ''] of text.matchAll(/\bnpx ([\w-]+)/g))
      expect(existsSync(join(root, 'node_modules', '.bin', program)), program).toBe(true)
    for (const [path] of text.matchAll(/(?<![\w$/"])\.?\w[\w.-]*\/[\w./-]*\w/g)) {
      if (made.test(path) || /^(kernel|dist)\b/.test(path)) continue
      expect(existsSync(join(root, path)), path).toBe(true)
    }
  })
})

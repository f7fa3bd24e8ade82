// Adds up what the test runners report, so that the last line of `npm test` is computed and never guessed.

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

/** @param {Count} count */
export const lastLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

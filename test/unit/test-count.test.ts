// The line that `npm test` ends with: no crash, no file that fails to load and no empty run may look like success.
import { describe, expect, test } from 'vitest'
import {
  add,
  countJourneys,
  countTests,
  failedJourneys,
  failedTests,
  lastLine,
  none,
} from '../../build/test-count.mjs'

const vitestReport = (passed: number, failed: number, pending: number, files: readonly object[] = []) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: pending,
  numTodoTests: 0,
  testResults: files,
})

describe('vitest', () => {
  test('passed, failed and skipped are taken over', () => {
    expect(countTests(vitestReport(5, 2, 1), false)).toEqual({ passed: 5, failed: 2, skipped: 1 })
  })
  test('a file that does not load is a failure', () => {
    const files = [
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{}] },
    ]
    expect(countTests(vitestReport(5, 0, 0, files), false).failed).toBe(1)
  })
  test('what failed is named, with the start of its message and without colors', () => {
    const files = [
      { name: 'a.test.ts', status: 'failed', message: 'no such file', assertionResults: [] },
      {
        name: 'b.test.ts',
        status: 'failed',
        assertionResults: [
          { status: 'passed', fullName: 'good', failureMessages: [] },
          { status: 'failed', fullName: 'bad', failureMessages: ['\x1b[31mexpected 1\x1b[39m\nat b'] },
        ],
      },
    ]
    expect(failedTests(vitestReport(5, 1, 0, files))).toEqual([
      'a.test.ts\n    no such file',
      'b.test.ts > bad\n    expected 1\n    at b',
    ])
    expect(failedTests(null)).toEqual([])
  })
  test('an error outside every test is a failure', () => {
    expect(countTests(vitestReport(5, 0, 0), false).failed).toBe(1)
  })
  test('no report, no tests: a failure', () => {
    expect(countTests(null, true).failed).toBe(1)
    expect(countTests(vitestReport(0, 0, 0), true).failed).toBe(1)
  })
})

describe('journeys', () => {
  const report = (stats: object, errors: readonly object[] = []) => ({ stats, errors })
  test('passed, failed and skipped are taken over; a flaky one failed', () => {
    const stats = { expected: 4, unexpected: 1, flaky: 2, skipped: 3 }
    expect(countJourneys(report(stats), false)).toEqual({ passed: 4, failed: 3, skipped: 3 })
  })
  test('an error outside every test is a failure', () => {
    expect(
      countJourneys(report({ expected: 4, unexpected: 0, flaky: 0, skipped: 0 }, [{}]), false).failed,
    ).toBe(1)
  })
  test('what failed is named, however deep it lies', () => {
    const spec = { title: 'opens', file: 'a.journey.ts', line: 7 }
    const tests = [{ results: [{}, { error: { message: 'Timed out' } }] }]
    const suites = [
      {
        suites: [
          {
            specs: [
              { ...spec, ok: false, tests },
              { ...spec, ok: true, tests: [] },
            ],
          },
        ],
      },
    ]
    expect(failedJourneys({ suites })).toEqual(['a.journey.ts:7 > opens\n    Timed out'])
    expect(failedJourneys(null)).toEqual([])
  })
  test('a killed runner is a failure', () => expect(countJourneys(null, false).failed).toBe(1))
})

test('the last line names what was skipped only when something was', () => {
  const some = { passed: 3, failed: 0, skipped: 0 }
  expect(lastLine(some)).toBe('3 passed, 0 failed')
  expect(lastLine(add(some, { ...none, skipped: 2 }))).toBe('3 passed, 0 failed, 2 skipped')
})

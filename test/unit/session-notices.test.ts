// What was said about a session holds until it was renewed, or nobody needs it any more.
import { expect, test } from 'vitest'
import { createClock } from '../../main/clock.ts'
import { createSessionNotices } from '../../main/desk/session-notices.ts'
import type { SessionView } from '../../shared/session.ts'

const live = (target: string, expiresAt: number): SessionView => ({
  target,
  profile: null,
  mode: null,
  region: 'eu-west-1',
  accountId: '100000000101',
  assumedRoleArn: 'arn:aws:sts::100000000101:assumed-role/Role/ana',
  accessKeyId: 'ASIAEXAMPLE',
  startedAt: new Date(expiresAt - 3_600_000).toISOString(),
  expiresAt: new Date(expiresAt).toISOString(),
  renews: false,
  until: null,
})

test('the latest for each target, until a renewal or fifteen minutes', () => {
  const clock = createClock()
  const notices = createSessionNotices(clock)
  const say = (target: string, sentence: string) => notices.add({ target, sentence, failure: null })
  const sentences = (sessions: readonly SessionView[] = []) =>
    notices.now(sessions).map(each => each.sentence)
  say('c:a/R', 'ends soon')
  clock.move(1_000)
  say('c:b/R', 'could not be renewed')
  say('c:a/R', 'ends now')
  expect(sentences()).toHaveLength(2)
  expect(sentences([live('c:a/R', clock.now() + 60_000)])).toContain('ends now')
  expect(sentences([live('c:a/R', clock.now() + 3_600_000)])).toEqual(['could not be renewed'])
  // It does not come back when the renewed session nears its own end.
  expect(sentences([live('c:a/R', clock.now() + 60_000)])).toEqual(['could not be renewed'])
  clock.move(16 * 60_000)
  expect(sentences()).toEqual([])
})

// One suite over every pipe: the same answers, the same failures, the same refusals, whatever carries them.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createDesk } from './desk-answers.ts'
import { type Joint, joints, outliving } from './joints.ts'

describe.each(Object.entries(joints))('%s', (_title, open) => {
  let desk: ReturnType<typeof createDesk>
  let joint: Joint
  beforeEach(async () => {
    desk = createDesk()
    joint = await open(desk.accept)
  })
  afterEach(() => joint.close())

  test('an answer arrives', async () => {
    expect(await joint.call('targets', {})).toEqual({ ok: true, value: { revision: 7, rows: [], tags: {} } })
  })

  test('input is parsed: a default is filled in', async () => {
    await joint.call('previewRoute', { target: 'acme/Admin' })
    expect(desk.seen.calls).toEqual(['previewRoute {"target":"acme/Admin","probe":false}'])
  })

  test('a failure arrives with all its fields, letter by letter', async () => {
    expect(await joint.call('previewRoute', { target: 'a/B "ü"\n\u2028' })).toEqual({
      ok: false,
      failure: {
        kind: 'unknown-name',
        what: 'target',
        name: 'a/B "ü"\n\u2028',
        nearest: ['ä/Ω', '"quoted"\n'],
      },
    })
    expect(await joint.call('signOut', { signIn: 'ops-hub:ops' })).toEqual({
      ok: false,
      failure: { kind: 'sign-in-required', signIn: 'ops-hub:ops', reason: 'ended' },
    })
  })

  test.each([
    ['a missing field', {}],
    ['a wrong type', { target: 7 }],
    ['an unknown field', { target: 'acme/Admin', extra: true }],
    ['no object', 'acme/Admin'],
    ['nothing', null],
  ])('bad input is refused before the desk sees it: %s', async (_what, input) => {
    expect(await joint.call('previewRoute', input)).toMatchObject({
      ok: false,
      failure: { kind: 'bad-input' },
    })
    expect(desk.seen.calls).toEqual([])
  })

  test.each(['no such call', 'constructor', '__proto__'])('there is no call named %s', async name => {
    const answer = await joint.call(name, {})
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'bad-input', path: 'name' } })
  })

  test.each(['stopAll', 'lock'])(
    'a mistake in main becomes a failure with a reference, and no details: %s',
    async name => {
      expect(await joint.call(name, {})).toEqual({ ok: false, failure: { kind: 'bug', reference: 'bug-1' } })
      expect(desk.seen.bugs).toHaveLength(1)
    },
  )

  test('events arrive in order, before the answer that follows them, until unsubscribed', async () => {
    const seen: unknown[] = []
    const off = joint.on('targets', value => seen.push((value as { revision: number }).revision))
    await joint.call('refreshList', { signIn: 'ops-hub:portal' })
    expect(seen).toEqual([1, 2, 3])
    off()
    await joint.call('refreshList', { signIn: 'ops-hub:portal' })
    expect(seen).toEqual([1, 2, 3])
  })

  test('many calls at once get each their own answer', async () => {
    const targets = Array.from({ length: 40 }, (_, index) => `acme/Role${index}`)
    const answers = await Promise.all(targets.map(target => joint.call('previewRoute', { target })))
    expect(answers.map(answer => (answer as { failure: { name: string } }).failure.name)).toEqual(targets)
  })

  test('malformed frames change nothing', async () => {
    const garbage: readonly unknown[] = [
      'not even JSON {',
      null,
      7,
      [],
      {},
      { type: 'call' },
      { type: 'call', id: 'one', name: 'stopAll', input: {} },
      { type: 'call', id: 1.5, name: 'stopAll', input: {} },
      { type: 'call', id: 1, name: 7, input: {} },
      { type: 'reply', id: 1, result: { ok: true, value: 1 } },
      { type: 'event', name: 'snapshot', value: {} },
      { type: 'cancel', id: 99 },
    ]
    for (const frame of garbage) joint.sendRaw(frame)
    expect(await joint.call('targets', {})).toMatchObject({ ok: true })
    expect(desk.seen).toEqual({ calls: [], bugs: [], cancelled: [] })
  })

  test('a caller that goes away stops its call', async () => {
    void joint.call('unlock', {})
    await vi.waitFor(() => expect(desk.seen.calls).toEqual(['unlock']))
    joint.leave()
    await vi.waitFor(() => expect(desk.seen.cancelled).toEqual(['unlock']))
  })
})

describe.each(outliving)('%s', title => {
  test('when main goes away, whoever waits is told', async () => {
    const desk = createDesk()
    const joint = await joints[title]?.(desk.accept)
    const waiting = joint?.call('unlock', {})
    await vi.waitFor(() => expect(desk.seen.calls).toEqual(['unlock']))
    await joint?.stop()
    expect(await waiting).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
  })
})

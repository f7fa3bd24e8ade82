// An update that a person keeps out, and a look at a host that is given up: both leave the copy in force and say the truth.
import { describe, expect, it } from 'vitest'
import { acme, failure, text, value } from '../support/catalog-desk.ts'
import { remoteDesk, rowOf } from '../support/catalog-desk-remote.ts'
import { tlsHost } from '../support/tls-host.ts'

const path = '/team/switchyard.yaml'
const moved = text.replace('100000000101', '100000000999')
const elsewhere = text.replace('100000000101', '100000000888')

const hosted = async () => {
  const host = await tlsHost()
  host.serve({ [path]: text })
  const desk = await remoteDesk(host.env)
  value(await desk.store.add(`${host.address}${path}`))
  return { host, ...desk }
}

describe('an update that is kept out', () => {
  it('waits without calling, for every process, until another one comes', async () => {
    const { host, store, again } = await hosted()
    host.serve({ [path]: moved })
    expect(value(await store.sync('hub'))).toMatchObject({ changed: false, held: true })
    expect(value(await store.sync('hub'))).toMatchObject({ changed: false, held: false })
    const { review } = value(await store.review('hub'))
    expect(review).toMatchObject({ declined: false, targets: 2 })

    // Only what was seen can be kept out.
    expect(failure(await store.decline('hub', 'another'))).toEqual({
      kind: 'approval-needed',
      catalog: 'hub',
      changes: 1,
    })
    expect(await rowOf(store)).not.toHaveProperty('declined')
    value(await store.decline('hub', review.to ?? ''))
    for (const one of [store, again()]) {
      expect(await rowOf(one)).toMatchObject({ state: 'awaiting-approval', declined: true })
      expect(await acme(one)).toBe('100000000101')
    }
    // Asked again, the same update is no news.
    value(await store.sync('hub'))
    expect(await rowOf(store)).toMatchObject({ declined: true })

    host.serve({ [path]: elsewhere })
    expect(value(await store.sync('hub'))).toMatchObject({ held: true })
    expect(await rowOf(store)).not.toHaveProperty('declined')
    expect(await rowOf(store)).toMatchObject({ state: 'awaiting-approval' })
  })

  it('can be approved all the same', async () => {
    const { host, store } = await hosted()
    host.serve({ [path]: moved })
    value(await store.sync('hub'))
    const { to } = value(await store.review('hub')).review
    value(await store.decline('hub', to ?? ''))
    value(await store.approve('hub', { ref: to ?? undefined }))
    expect(await acme(store)).toBe('100000000999')
    expect(await rowOf(store)).toMatchObject({ state: 'current' })
  })
})

describe('a sync that is given up', () => {
  it('ends at once, and says nothing of its host', async () => {
    const { host, store } = await hosted()
    const asked = new Promise<void>(resolve => host.answer(() => resolve()))
    const control = new AbortController()
    const synced = store.sync('hub', { signal: control.signal })
    await asked
    control.abort()
    expect(failure(await synced)?.kind).toBe('cancelled')
    expect(await rowOf(store)).toMatchObject({ state: 'current' })
    host.serve({ [path]: text })
    expect(value(await store.sync('hub')).failure).toBeNull()
  })

  it('goes on for another who waits for the same', async () => {
    const { host, store } = await hosted()
    let answer = (): void => undefined
    const asked = new Promise<void>(resolve =>
      host.answer((_, response) => {
        answer = () => void response.writeHead(200, { 'content-type': 'text/yaml' }).end(moved)
        resolve()
      }),
    )
    const control = new AbortController()
    const [gone, stays] = [store.sync('hub', { signal: control.signal }), store.sync('hub')]
    await asked
    control.abort()
    expect(failure(await gone)?.kind).toBe('cancelled')
    answer()
    expect(value(await stays)).toMatchObject({ held: true })
  })
})

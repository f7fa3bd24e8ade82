// The vault's key in a real Secret Service: kept, found again, locked, dismissed, absent.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { explainKeychainError, keychainAccount } from '../../main/vault/keychain.ts'
import { runVault, startVault } from '../support/run-vault.ts'
import { tempHome } from '../support/temp-home.ts'
import { type Keyring, startKeyring, tempKeyring, whyNoKeyring } from '../support/with-keyring.ts'

const reason = whyNoKeyring()
const done = { ok: true }
const dismissed = { ok: false, failure: { kind: 'keychain-dismissed' } }
const unavailable = (part: string) => ({
  ok: false,
  failure: { kind: 'keychain-unavailable', said: expect.stringContaining(part) },
})

describe.skipIf(reason !== null)(reason ?? 'with gnome-keyring', () => {
  let open: Keyring
  beforeAll(async () => {
    open = await startKeyring()
  })
  afterAll(() => open.stop())

  test('an item is kept, found again, changed and removed', async () => {
    const { env } = await tempHome(open.env)
    const home = '/one'
    expect(
      await runVault(env, [
        { do: 'keychain-get', home },
        { do: 'keychain-set', home, value: 'first' },
        { do: 'keychain-set', home, value: 'second' },
        { do: 'keychain-get', home },
        { do: 'keychain-get', home: '/two' },
        { do: 'keychain-remove', home },
        { do: 'keychain-remove', home },
        { do: 'keychain-get', home },
      ]),
    ).toEqual([
      { ok: true, value: null },
      done,
      done,
      { ok: true, value: 'second' },
      { ok: true, value: null },
      done,
      done,
      { ok: true, value: null },
    ])
  })

  test('another process finds the key that the first one made, and each home has its own', async () => {
    const { env, paths } = await tempHome(open.env)
    expect(await runVault(env, [{ do: 'write', id: 'a', value: 'kept' }])).toEqual([done])
    expect(await runVault(env, [{ do: 'read', id: 'a' }])).toEqual([{ ok: true, value: 'kept' }])
    const other = await tempHome(open.env)
    expect(keychainAccount(other.paths.home)).not.toBe(keychainAccount(paths.home))
    expect(await runVault(other.env, [{ do: 'read', id: 'a' }])).toEqual([{ ok: true, value: null }])
  })

  test('processes that make the same vault at once agree on one key', async () => {
    const { env } = await tempHome(open.env)
    const ids = ['a', 'b', 'c', 'd']
    expect(await Promise.all(ids.map(id => runVault(env, [{ do: 'write', id, value: id }])))).toEqual(
      ids.map(() => [done]),
    )
    const read = await runVault(
      env,
      ids.map(id => ({ do: 'read' as const, id })),
    )
    expect(read).toEqual(ids.map(value => ({ ok: true, value })))
  })

  test('fifty callers at once stand in one line and all succeed', async () => {
    const { env } = await tempHome(open.env)
    expect(await runVault(env, [{ do: 'keychain-many', home: '/many', times: 50 }])).toEqual([
      { went: 50, last: { ok: true, value: '49' } },
    ])
  })

  test('a vault whose key was deleted from the keychain says so and is not overwritten', async () => {
    const { env, paths } = await tempHome(open.env)
    await runVault(env, [
      { do: 'write', id: 'a', value: 'kept' },
      { do: 'keychain-remove', home: paths.home },
    ])
    const lost = { ok: false, failure: { kind: 'vault-damaged', path: paths.vault } }
    expect(
      await runVault(env, [
        { do: 'read', id: 'a' },
        { do: 'write', id: 'a', value: 'new' },
      ]),
    ).toMatchObject([lost, lost])
  })

  test('a locked keyring without a screen fails at once', async () => {
    const keyring = await tempKeyring()
    const { env } = await tempHome(keyring.env)
    await runVault(env, [{ do: 'write', id: 'a', value: 'kept' }])
    await keyring.lock()
    expect(
      await runVault(env, [
        { do: 'read', id: 'a' },
        { do: 'write', id: 'a', value: 'new' },
      ]),
    ).toEqual([dismissed, dismissed])
  })

  // The prompt is another program's, started by the bus; once in many runs of a busy machine it does not come or go.
  test('a prompt that a person dismisses is told apart, and answering it opens the vault', {
    retry: 1,
  }, async () => {
    const keyring = await tempKeyring({ screen: true })
    const { env } = await tempHome(keyring.env)
    await runVault(env, [{ do: 'write', id: 'a', value: 'kept' }])
    await keyring.lock()
    const first = runVault(env, [{ do: 'read', id: 'a' }])
    await keyring.pressInPrompt('Escape')
    expect(await first).toEqual([dismissed])

    const second = runVault(env, [{ do: 'read', id: 'a' }])
    await keyring.typeInPrompt('test-password')
    expect(await second).toEqual([{ ok: true, value: 'kept' }])
  })

  test('a prompt that nobody answers ends after the time given, for whoever stands behind it too, and the process can end', async () => {
    const keyring = await tempKeyring({ screen: true })
    const { env } = await tempHome(keyring.env)
    await runVault(env, [{ do: 'keychain-set', home: '/late', value: 'kept' }])
    await keyring.lock()
    const late = unavailable('did not answer')
    const get = { do: 'keychain-get', home: '/late', waitMs: 400 } as const
    const { results, child } = startVault(env, [get, get])
    expect(await results).toEqual([late, late])
    expect(child.exitCode).toBe(0)
  })

  test('no program that offers a keychain, and no bus at all, are said as such', async () => {
    const none = await tempKeyring({ service: 'none' })
    const write = [{ do: 'write', id: 'a', value: 1 }] as const
    expect(await runVault((await tempHome(none.env)).env, write)).toEqual([
      unavailable('offers the Secret Service'),
    ])
    expect(await runVault((await tempHome({ XDG_RUNTIME_DIR: '/nonexistent' })).env, write)).toEqual([
      unavailable('no session bus'),
    ])
  })
})

test('what the libraries of the three systems say becomes one of two failures', () => {
  expect(explainKeychainError('Platform failure: User canceled the operation.').kind).toBe(
    'keychain-dismissed',
  )
  expect(
    explainKeychainError('Platform failure: The user name or passphrase you entered is not correct.'),
  ).toEqual({
    kind: 'keychain-unavailable',
    said: 'The user name or passphrase you entered is not correct.',
  })
})

// A Leapp workspace is opened as Leapp opens it: encrypted by a real OpenSSL here, with the key of the machine.
import { describe, expect, test } from 'vitest'
import { isSalted, openSalted } from '../../main/catalog-import/leapp-cipher.ts'
import { findMachineKey, hashMachineId, machineKey } from '../../main/catalog-import/machine-id.ts'
import { importPrinted, importText, sample } from '../support/import-sample.ts'

/** The id of the machine on which leapp-lock.json was encrypted (openssl enc -aes-256-cbc -md md5). */
const id = '3b8e1f0c9d2a4e6f8a1b2c3d4e5f6071'
const locked = sample('leapp-lock.json')

describe('Leapp-lock.json', () => {
  test('opens with the id of its machine, plain or hashed, and says the same as the plain workspace', () => {
    expect(isSalted(locked)).toBe(true)
    const key = '9dfbbab280b07a5f5b58e7bee99880aeadb32c5cb0a49409e57150a2fdf72e0b'
    expect(hashMachineId(`${id}\n`)).toBe(key)
    expect([machineKey(id.toUpperCase()), machineKey(key)]).toEqual([key, key])
    expect(JSON.parse(openSalted(locked, key) ?? '')).toEqual(JSON.parse(sample('leapp-workspace.json')))
    expect(importPrinted('leapp', locked, { machineId: key })).toEqual(
      importPrinted('leapp', sample('leapp-workspace.json')),
    )
  })

  test('of another machine it is refused, with what to do', () => {
    expect(openSalted(locked, hashMachineId('another'))).toBeNull()
    const result = importText('leapp', locked, { machineId: hashMachineId('another') })
    expect(result).toMatchObject({ failure: { kind: 'file-invalid' } })
    expect(JSON.stringify(result)).toContain('--machine-id')
    expect(importText('leapp', locked)).toMatchObject({ failure: { kind: 'usage' } })
  })

  test('this machine has a key', async () => {
    expect(await findMachineKey(process.platform, process.env)).toMatch(/^[0-9a-f]{64}$/)
  })
})

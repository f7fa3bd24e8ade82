// Holds the small readings of the window: places, environments, prompts, names of classes.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asksFor, environmentOf } from '../../renderer/parts/environment-asks.ts'
import { readPlace, writePlace } from '../../renderer/place/place.ts'
import { digitsOf, readSerial } from '../../renderer/prompts/readings.ts'
import { lookOf } from '../../shared/environment-look.ts'

const root = join(import.meta.dirname, '../../renderer')

describe('places', () => {
  it('are read from the address', () => {
    expect(readPlace('')).toEqual({ screen: 'targets', chosen: null })
    expect(readPlace('#sessions')).toEqual({ screen: 'sessions', chosen: null })
    expect(readPlace('#targets/ops-hub:acme/acme-production')).toEqual({
      screen: 'targets',
      chosen: 'ops-hub:acme/acme-production',
    })
    expect(readPlace('#nowhere/x')).toEqual({ screen: 'targets', chosen: null })
    expect(readPlace('#targets/%E0%A4%A')).toEqual({ screen: 'targets', chosen: null })
  })
  it('survive the address, whatever is chosen', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), chosen => {
        const place = { screen: 'targets' as const, chosen }
        expect(readPlace(writePlace(place))).toEqual(place)
      }),
    )
    expect(writePlace({ screen: 'targets', chosen: 'a:b/C@d' })).toBe('#targets/a:b/C@d')
  })
})

describe('environments', () => {
  it('take the color the team named, else what the name usually means', () => {
    expect(lookOf('nonprod', 'red')).toBe('red')
    expect(lookOf('nonprod', null)).toBe('amber')
    expect(lookOf('production', null)).toBe('red')
    expect(lookOf('development', null)).toBe('green')
    expect(lookOf('warehouse', null)).toBe('unknown')
    expect(lookOf(null, null)).toBe('unknown')
  })
  const production = {
    catalog: 'ops-hub',
    key: 'production',
    color: 'red' as const,
    mfa: false,
    reason: true,
    confirm: true,
    maxDuration: null,
  }
  it('say what they ask for', () => {
    expect(asksFor(production)).toBe('asks for name and reason')
    expect(asksFor({ ...production, mfa: true })).toBe('asks for name, reason and MFA')
    expect(asksFor({ ...production, reason: false })).toBe('asks for name')
    expect(asksFor({ ...production, reason: false, confirm: false })).toBe('')
    expect(asksFor(null)).toBe('')
  })
  it('belong to their catalog', () => {
    expect(environmentOf([production], 'ops-hub', 'production')).toBe(production)
    expect(environmentOf([production], 'atmos', 'production')).toBeNull()
  })
})

describe('prompts', () => {
  it('take the digits of whatever is pasted', () => {
    expect(digitsOf('419 305')).toBe('419305')
    expect(digitsOf('Your code: 419-305\n')).toBe('419305')
    expect(digitsOf('41930599')).toBe('419305')
    expect(digitsOf('none')).toBe('')
  })
  it('read the device of a serial number', () => {
    expect(readSerial('arn:aws:iam::100000000002:mfa/ana')).toEqual({
      device: 'ana',
      account: '100000000002',
    })
    expect(readSerial('GAHT12345678')).toEqual({ device: 'GAHT12345678', account: null })
  })
})

describe('styles', () => {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  const sources = files.filter(file => file.endsWith('.tsx'))

  it.each(sources)('%s uses only classes that exist', file => {
    const source = readFileSync(join(root, file), 'utf8')
    const sheet = /import styles from '(\.\/[^']+\.module\.css)'/.exec(source)?.[1]
    if (!sheet) return
    const css = readFileSync(join(root, file, '..', sheet), 'utf8')
    for (const [, name] of source.matchAll(/\bstyles\.(\w+)/g))
      expect(css, `.${name} in ${sheet}`).toMatch(new RegExp(`\\.${name}\\b`))
  })
})

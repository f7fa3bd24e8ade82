// Holds what the palette finds and sets apart, and the places of the console it is offered beside.
import { describe, expect, it } from 'vitest'
import { placesOf } from '../../renderer/palette/marked.tsx'
import { regionsNear } from '../../renderer/screens/targets/console-places.ts'

describe('typed letters', () => {
  it('are set apart where they stand, joined where they meet', () => {
    expect(placesOf('acme-production', 'prod acme')).toEqual([
      [0, 4],
      [5, 9],
    ])
    expect(placesOf('production', 'prod odu')).toEqual([[0, 5]])
    expect(placesOf('globex', 'glbx')).toEqual([])
    expect(placesOf('İstanbul', 'ist')).toEqual([])
  })
})

describe('regions', () => {
  it('are of the same partition, the same continent first, never the own one', () => {
    const near = regionsNear('eu-west-1').map(each => each.region)
    expect(near[0]).toMatch(/^eu-/)
    expect(near).not.toContain('eu-west-1')
    expect(near.every(region => !/^(cn|us-gov)-/.test(region))).toBe(true)
    expect(regionsNear('us-gov-west-1').map(each => each.region)).toEqual(['us-gov-east-1'])
    expect(regionsNear('cn-north-1').map(each => each.region)).toEqual(['cn-northwest-1'])
  })
})

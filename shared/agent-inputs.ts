// The inputs that many calls of the agent share: a name, a region, the answers to guards that were given along.
import { z } from 'zod'
import { regionPattern } from './names.ts'

export const name = z.string().min(1).max(300)
export const nothing = z.strictObject({})
export const region = z.string().max(40).regex(regionPattern, 'This is not the name of an AWS region.')
export const guards = {
  mfaCode: z.string().max(12).optional(),
  reason: z.string().max(500).optional(),
  confirm: z.string().max(100).optional(),
  seconds: z.number().int().optional(),
}

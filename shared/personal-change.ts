// One change of the personal layer, as the window asks for it; what may stand in the file, its own reader decides.
import { z } from 'zod'
import { environmentColors } from './catalog.ts'

const key = z.string().min(1).max(63)
const words = z.string().max(4_096)
/** null takes a field away; what is not named stays. */
const fields = z.record(z.string().max(40), z.union([words, z.array(words).max(100), z.null()]))

export const personalChange = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('account'),
    key,
    fields: fields.nullable(),
    fresh: z.boolean().optional(),
  }),
  z.strictObject({
    kind: z.literal('sign-in'),
    key,
    fields: fields.nullable(),
    fresh: z.boolean().optional(),
  }),
  z.strictObject({
    kind: z.literal('role'),
    at: z.number().int().min(0).max(10_000).nullable(),
    was: z.string().max(200).optional(),
    fields: fields.nullable(),
  }),
  /** What is personal about a catalog's sign-in. */
  z.strictObject({
    kind: z.literal('sign-in-facts'),
    signIn: z.string().min(3).max(120),
    userName: z.string().max(64).nullable().optional(),
    mfaSerial: z.string().max(256).nullable().optional(),
    groups: z.array(z.string().max(128)).max(100).nullable().optional(),
  }),
  /** What is personal about a target; `duration` in seconds, `pin: null` takes its pin away. */
  z.strictObject({
    kind: z.literal('target'),
    target: z.string().min(3).max(300),
    pin: z.string().max(40).nullable().optional(),
    profile: z.string().max(64).nullable().optional(),
    color: z.enum(environmentColors).nullable().optional(),
    duration: z.number().int().min(900).max(43_200).nullable().optional(),
    externalId: z.string().max(1_224).nullable().optional(),
    hidden: z.boolean().nullable().optional(),
  }),
])
export type PersonalChange = z.infer<typeof personalChange>

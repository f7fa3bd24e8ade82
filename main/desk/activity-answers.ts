// The desk's answers about the record: its newest rows, and whether it is unbroken.
import type { Answers } from '../../shared/contract.ts'
import type { deskContract } from '../../shared/desk-contract.ts'
import { ok } from '../../shared/result.ts'
import type { House } from '../house.ts'
import type { DeskCaller } from './caller.ts'

type ActivityAnswers = Pick<Answers<typeof deskContract, DeskCaller>, 'activity' | 'verifyActivity'>

export const activityAnswers = (house: House): ActivityAnswers => ({
  async activity({ since, limit }) {
    const rows = await house.activity.read({
      limit: limit + 1,
      ...(since === undefined ? {} : { since: Date.parse(since) }),
    })
    if (!rows.ok) return rows
    const more = rows.value.length > limit
    return ok({ rows: more ? rows.value.slice(1) : rows.value, more })
  },
  async verifyActivity() {
    const verified = await house.verifyActivity()
    return verified.ok ? ok({ ok: verified.value.ok, sentence: verified.value.sentence }) : verified
  },
})

// Cost Explorer's one question of the cost team: what was spent, by day or month, in all or by account.
import { checkIdentity } from '../access.ts'
import { authenticate, type Caller } from '../authenticate.ts'
import type { Account } from '../description.ts'
import { jsonAnswer, jsonRefusal } from '../json-protocol.ts'
import { type Incoming, isRefusal, jsonBody, type Refusal, type Reply, refuse, text } from '../wire.ts'
import type { World } from '../world.ts'

const day = 86_400_000
const invalid = (words: string): Refusal => refuse(400, 'ValidationException', words)
const isDate = (value: string): boolean => /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))
const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

type Period = { readonly Start: string; readonly End: string }

const readPeriod = (written: unknown): Period | Refusal => {
  const { Start, End } =
    typeof written === 'object' && written !== null ? (written as Record<string, unknown>) : {}
  const start = text(Start) ?? ''
  const end = text(End) ?? ''
  if (!isDate(start) || !isDate(end)) return invalid('Start time or end time is invalid')
  return start < end
    ? { Start: start, End: end }
    : invalid('Start date (and hour) should be before end date (and hour)')
}

/** The start is included, the end is not (Cost Explorer API, DateInterval). */
const cut = ({ Start, End }: Period, granularity: 'DAILY' | 'MONTHLY'): readonly Period[] => {
  const periods: Period[] = []
  for (let from = Start; from < End; ) {
    const next =
      granularity === 'DAILY'
        ? dateOf(Date.parse(from) + day)
        : dateOf(Date.UTC(Number(from.slice(0, 4)), Number(from.slice(5, 7)), 1))
    const to = next < End ? next : End
    periods.push({ Start: from, End: to })
    from = to
  }
  return periods
}

/** An account spends nine tenths of its budget a month of thirty days; one without a budget spends nothing. */
const spent = (account: Account, { Start, End }: Period): number =>
  ((Number(account.tags?.budget ?? 0) * 0.9) / 30) * ((Date.parse(End) - Date.parse(Start)) / day)

const money = (amount: number): { readonly Amount: string; readonly Unit: string } => ({
  Amount: amount.toFixed(2),
  Unit: 'USD',
})

/** The management account sees all of its organization, a member only itself. */
const seenBy = (world: World, caller: Caller): readonly Account[] => {
  const { accounts, management } = world.organization
  return world.account(management)?.id === caller.account
    ? accounts
    : accounts.filter(account => account.id === caller.account)
}

const byAccount = (groups: unknown): boolean | null => {
  if (groups === undefined || (Array.isArray(groups) && groups.length === 0)) return false
  const [first, ...more] = Array.isArray(groups) ? (groups as Record<string, unknown>[]) : []
  return more.length === 0 && first?.Type === 'DIMENSION' && first.Key === 'LINKED_ACCOUNT' ? true : null
}

const costAndUsage = (world: World, caller: Caller, body: Record<string, unknown>): unknown => {
  const period = readPeriod(body.TimePeriod)
  if (isRefusal(period)) return period
  const granularity = text(body.Granularity)
  if (granularity !== 'DAILY' && granularity !== 'MONTHLY') return invalid('Granularity is invalid')
  const metrics = Array.isArray(body.Metrics) ? body.Metrics.map(String) : []
  if (metrics.length !== 1 || metrics[0] !== 'UnblendedCost')
    return invalid('The demo AWS knows the metric UnblendedCost alone.')
  const grouped = byAccount(body.GroupBy)
  if (grouped === null) return invalid('The demo AWS groups by the dimension LINKED_ACCOUNT alone.')
  const accounts = seenBy(world, caller)
  const total = (over: Period): number => accounts.reduce((sum, each) => sum + spent(each, over), 0)
  return {
    ...(grouped && { GroupDefinitions: [{ Type: 'DIMENSION', Key: 'LINKED_ACCOUNT' }] }),
    ResultsByTime: cut(period, granularity).map(over => ({
      TimePeriod: over,
      Total: grouped ? {} : { UnblendedCost: money(total(over)) },
      Groups: grouped
        ? accounts
            .filter(each => spent(each, over) > 0)
            .map(each => ({ Keys: [each.id], Metrics: { UnblendedCost: money(spent(each, over)) } }))
        : [],
      Estimated: Date.parse(over.End) > world.now(),
    })),
    DimensionValueAttributes: grouped
      ? accounts.map(({ id: Value, name: description }) => ({ Value, Attributes: { description } }))
      : [],
  }
}

const answer = (world: World, request: Incoming, operation: string): unknown => {
  const caller = authenticate(world, request, { service: 'ce', minutes: 5 })
  if (isRefusal(caller)) return caller
  if (operation !== 'GetCostAndUsage')
    return refuse(400, 'UnknownOperationException', `Unknown operation: ${operation}`)
  const body = jsonBody(request)
  if (!body) return refuse(400, 'SerializationException', 'The request body is not JSON.')
  return checkIdentity(world, caller, `ce:${operation}`, '*') ?? costAndUsage(world, caller, body)
}

export const answerCosts = (world: World, request: Incoming, operation: string): Reply => {
  const result = answer(world, request, operation)
  return isRefusal(result) ? jsonRefusal(result) : jsonAnswer(result)
}

// SimulatePrincipalPolicy: what a user's or role's own policies would say, without the target's trust policy.
import { checkIdentity } from '../access.ts'
import type { Caller } from '../authenticate.ts'
import { createContext } from '../conditions.ts'
import { decide, type PolicyDocument } from '../policy.ts'
import { members } from '../sts/parameters.ts'
import { type Refusal, refuse } from '../wire.ts'
import type { World } from '../world.ts'
import type { Xml } from '../xml.ts'

const contextEntries = (form: URLSearchParams): Record<string, readonly string[]> =>
  Object.fromEntries(
    members(form, 'ContextEntries', '.ContextKeyName').map((key, index) => [
      key,
      members(form, `ContextEntries.member.${index + 1}.ContextKeyValues`),
    ]),
  )

/** Condition keys that the statements about these actions name and the simulation was not told. */
const missingKeys = (
  policies: readonly PolicyDocument[],
  known: ReadonlyMap<string, unknown>,
): readonly string[] => {
  const named = policies
    .flatMap(document => document.Statement)
    .flatMap(statement => Object.values(statement.Condition ?? {}).flatMap(keys => Object.keys(keys)))
  return [...new Set(named)].filter(key => !known.has(key.toLowerCase()))
}

export const simulate = (world: World, caller: Caller, form: URLSearchParams): Xml | Refusal => {
  const source = form.get('PolicySourceArn') ?? ''
  const refusal = checkIdentity(world, caller, 'iam:SimulatePrincipalPolicy', source)
  if (refusal) return refusal
  const user = world.users.find(each => each.arn === source)
  const found = user ?? world.role(source)
  // It takes the role's ARN, not a session's.
  if (!found || found.account !== caller.account)
    return refuse(404, 'NoSuchEntity', `The entity with name ${source.split('/').at(-1)} cannot be found.`)
  const context = createContext({
    'aws:username': user?.name,
    'aws:PrincipalArn': source,
    'aws:PrincipalAccount': found.account,
    ...contextEntries(form),
  })
  const resources = members(form, 'ResourceArns')
  return {
    EvaluationResults: members(form, 'ActionNames').flatMap(action =>
      (resources.length > 0 ? resources : ['*']).map(resource => ({
        EvalActionName: action,
        EvalResourceName: resource,
        EvalDecision: decide(found.policies, { action, resource, context }),
        MatchedStatements: [],
        MissingContextValues: missingKeys(found.policies, context),
      })),
    ),
    IsTruncated: false,
  }
}

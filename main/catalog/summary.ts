// What a person reads when a catalog is added: where its credentials would come from, how far they reach, what guards them.
import type { SignIn } from '../../shared/catalog.ts'
import { formatDuration } from '../../shared/duration.ts'
import type { Problem } from '../../shared/failure.ts'
import type { Expanded } from './expand.ts'
import type { CatalogDocument } from './personal-shape.ts'

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`

const signInSentence = (signIn: SignIn): string => {
  if (signIn.kind === 'iam-user')
    return `Sign-in ${signIn.key}: an IAM user in ${signIn.accountKey} (${signIn.account})${signIn.mfa ? ', with MFA' : ', without MFA'}.`
  if (signIn.kind === 'identity-center')
    return `Sign-in ${signIn.key}: the portal ${signIn.startUrl} in ${signIn.region}.`
  return `Sign-in ${signIn.key}: ${signIn.kind === 'profile' ? `the profile ${signIn.profile}` : `the command ${signIn.command[0]}`}.`
}

export const summarize = (
  document: CatalogDocument,
  expanded: Expanded,
  warnings: readonly Problem[],
): readonly string[] => {
  const guards = [...expanded.environments.values()].flatMap(({ key, mfa, reason, confirm, maxDuration }) => {
    const asks = [mfa && 'MFA', reason && 'a reason', confirm && "the account's name"].filter(
      word => word !== false,
    )
    const bound = maxDuration === null ? '' : ` and opens for at most ${formatDuration(maxDuration)}`
    if (asks.length > 0) return [`${key} asks for ${asks.join(', ')}${bound}.`]
    return bound === '' ? [] : [`${key}${bound.slice(' and'.length)}.`]
  })
  let breakGlass = 0
  for (const target of expanded.targets.values()) if (target.breakGlass) breakGlass += 1
  return [
    `${document.title ?? document.name}: ${count(expanded.accounts.size, 'account')}, ${count(expanded.targets.size, 'target')}.`,
    ...[...expanded.signIns.values()].map(signInSentence),
    ...guards,
    ...(breakGlass > 0 ? [`${count(breakGlass, 'target')} for emergencies only.`] : []),
    ...warnings.map(({ line, message }) => `Warning, line ${line}: ${message}`),
  ]
}

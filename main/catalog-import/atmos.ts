// Imports the `auth` part of an atmos.yaml: portals, and what its identities make of them.
import { ok } from '../../shared/result.ts'
import { loseOfIdentity, originOf, type Reading } from './atmos-identities.ts'
import { plainStartUrl } from './aws-profiles.ts'
import { createDraft, type Draft } from './draft.ts'
import { type Import, notReadable } from './imported.ts'
import { loseOthers } from './lose-others.ts'
import { isMap, mapIn, readValues, textIn, type Values } from './read-values.ts'

const readProviders = (providers: Values, draft: Draft): ReadonlyMap<string, string> => {
  const signIns = new Map<string, string>()
  for (const [name, value] of Object.entries(providers)) {
    const settings = isMap(value) ? value : {}
    const kind = textIn(settings, 'kind')
    const [startUrl, region] = [textIn(settings, 'start_url'), textIn(settings, 'region')]
    if (kind !== 'aws/iam-identity-center') {
      draft.lose(
        `provider ${name}`,
        `A catalog has no sign-in of the kind ${kind ?? '(none)'}; what starts from it is left out.`,
      )
      continue
    }
    if (startUrl === undefined || region === undefined)
      draft.lose(
        `provider ${name}`,
        'Its start_url or its region is missing or computed; what starts from it is left out.',
      )
    else
      signIns.set(
        name,
        draft.signIn(name, { kind: 'identity-center', startUrl: plainStartUrl(startUrl), region }),
      )
    loseOthers(draft, `provider ${name}`, settings, ['kind', 'start_url', 'region'])
  }
  return signIns
}

export const importAtmos: Import = (text, options) => {
  const read = readValues(text, options.source)
  if (!read.ok) return read
  const auth = isMap(read.value.auth) ? read.value.auth : read.value
  if (!Object.hasOwn(auth, 'providers') && !Object.hasOwn(auth, 'identities'))
    return notReadable(options.source, 'There is no auth part with providers or identities in it.')
  const draft = createDraft(options)
  const identities = mapIn(auth, 'identities')
  const ids = new Map<string, string>()
  for (const identity of Object.values(identities)) {
    const account = mapIn(isMap(identity) ? mapIn(identity, 'principal') : {}, 'account')
    const [name, id] = [textIn(account, 'name'), textIn(account, 'id')]
    if (name !== undefined && id !== undefined) ids.set(name, id)
  }
  const providers = readProviders(mapIn(auth, 'providers'), draft)
  const reading: Reading = { draft, options, identities, providers, ids, origins: new Map() }
  for (const [name, identity] of Object.entries(identities)) {
    originOf(reading, name, [])
    if (isMap(identity)) loseOfIdentity(draft, name, identity)
  }
  // An `auth` part alone may stand beside what atmos is told of other things.
  if (auth !== read.value) {
    loseOthers(draft, 'auth', auth, ['providers', 'identities'])
    loseOthers(draft, 'atmos', read.value, ['auth'])
  } else
    for (const key of ['integrations', 'keyring', 'console', 'logs', 'realm'])
      if (Object.hasOwn(auth, key)) draft.lose(key, 'These settings of atmos are not carried over.')
  return ok(draft.finish())
}

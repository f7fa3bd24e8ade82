// What the services of AWS's JSON protocols have in common: how they say yes, and how they name a refusal.
import type { Refusal, Reply } from './wire.ts'

/** How the JSON services name what the Query services call otherwise. */
const jsonNames: Readonly<Record<string, string>> = {
  SignatureDoesNotMatch: 'InvalidSignatureException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  ExpiredToken: 'ExpiredTokenException',
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  IncompleteSignature: 'IncompleteSignatureException',
  AccessDenied: 'AccessDeniedException',
  Throttling: 'ThrottlingException',
}

type Version = '1.0' | '1.1'

export const jsonAnswer = (result: unknown, version: Version = '1.1'): Reply => ({
  status: 200,
  headers: { 'content-type': `application/x-amz-json-${version}` },
  body: JSON.stringify(result),
})

/** `space` is the namespace that some services put before the name. */
export const jsonRefusal = (refusal: Refusal, version: Version = '1.1', space = ''): Reply => ({
  status: refusal.status >= 500 ? refusal.status : 400,
  headers: { 'content-type': `application/x-amz-json-${version}` },
  body: JSON.stringify({
    __type: `${space}${jsonNames[refusal.code] ?? refusal.code}`,
    [version === '1.0' ? 'message' : 'Message']: refusal.message,
  }),
})

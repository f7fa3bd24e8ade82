// Why AWS refuses a long-term key: AWS's few codes told apart as far as they can be.
import type { Cause, Failure } from '../../shared/failure.ts'
import type { SignInId } from '../../shared/names.ts'

/** AWS answers a deleted, a mistyped and an inactive key alike: InvalidClientTokenId. */
const unknownOrInactive = (worked: boolean): readonly Cause[] => {
  const inactive: Cause = {
    cause: 'key-inactive',
    certain: false,
    why: worked
      ? 'AWS accepted this key when it was added, so somebody made it inactive since, or deleted it.'
      : 'AWS answers an inactive key as it does an unknown one.',
  }
  const unknown: Cause = {
    cause: 'key-unknown',
    certain: false,
    why: worked
      ? 'A key that was deleted is unknown to AWS.'
      : 'AWS does not know this access key id: mistyped, deleted, or of another partition.',
  }
  return worked ? [inactive, unknown] : [unknown, inactive]
}

/**
 * The failure of a call that was signed with the sign-in's own key, told as the key's when it is the key's fault; any
 * other failure as it is. `worked` = AWS accepted this very key before.
 */
export const keyRefusal = (signIn: SignInId, failure: Failure, worked: boolean): Failure => {
  if (failure.kind !== 'aws-refused') return failure
  const causes = causesOf(failure.awsCode, failure.awsMessage, worked)
  if (causes === null) return failure
  const { awsCode, awsMessage, requestId } = failure
  return {
    kind: 'key-refused',
    signIn,
    causes,
    awsCode,
    awsMessage,
    ...(requestId === undefined ? {} : { requestId }),
  }
}

const causesOf = (code: string, message: string, worked: boolean): readonly Cause[] | null => {
  if (code === 'InvalidClientTokenId' || code === 'UnrecognizedClientException')
    return unknownOrInactive(worked)
  if (code !== 'SignatureDoesNotMatch' && code !== 'InvalidSignatureException') return null
  // The times in AWS's own words: "Signature expired: ... is now earlier than ...", "Signature not yet current: ...".
  if (/Signature (expired|not yet current)/.test(message)) {
    return [
      {
        cause: 'clock',
        certain: true,
        why: 'AWS says that the time of the signature is off: check this machine’s clock.',
      },
    ]
  }
  if (/Credential should be scoped/.test(message)) {
    return [
      {
        cause: 'signature',
        certain: true,
        why: 'AWS says that the request was signed for another region or service.',
      },
    ]
  }
  return [
    {
      cause: 'signature',
      certain: true,
      why: 'AWS knows the access key id, and the secret access key does not fit it: one of the two was mistyped.',
    },
  ]
}

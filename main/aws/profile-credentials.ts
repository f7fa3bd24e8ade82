// Credentials of a profile in the person's own AWS files, read by the SDK itself so that every kind of profile works.
import type { Failure } from '../../shared/failure.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import { awsFailure } from './aws-failure.ts'
import type { Caller } from './caller.ts'
import { type Credentials, credentialsFromSdk } from './credentials.ts'

export type ProfileInput = {
  readonly profile: string
  /** Where STS is called when the profile takes a role and names no region. */
  readonly region: string
  /** Asked for a code when the profile names an mfa_serial; throws what `codeRefused` finds again. */
  readonly mfaCode: (serial: string) => Promise<Result<string>>
}

/** `said` = the SDK's own words, without secrets: it names profiles, files and commands only. */
export interface Profiles {
  credentials(input: ProfileInput): Promise<Result<Credentials>>
}

const sdk = () => import('@aws-sdk/credential-providers')

/** Carries the failure of a question through the SDK, which knows exceptions only. */
class QuestionFailed extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super('The question was not answered.')
    this.failure = failure
  }
}

export const createProfiles = ({ requestHandler }: Caller): Profiles => ({
  async credentials({ profile, region, mfaCode }) {
    const { fromIni } = await sdk()
    const operation = `the profile ${profile}`
    try {
      const found = await fromIni({
        profile,
        // The files are cached for the life of the process otherwise, and a person edits them while we run.
        ignoreCache: true,
        clientConfig: { region, requestHandler },
        mfaCodeProvider: async serial => {
          const code = await mfaCode(serial)
          if (!code.ok) throw new QuestionFailed(code.failure)
          return code.value
        },
      })()
      const credentials = credentialsFromSdk({
        AccessKeyId: found.accessKeyId,
        SecretAccessKey: found.secretAccessKey,
        SessionToken: found.sessionToken,
        Expiration: found.expiration,
      })
      return credentials === null
        ? failed({ kind: 'file-unreadable', path: operation, said: 'It holds no credentials.' })
        : ok(credentials)
    } catch (error) {
      if (error instanceof QuestionFailed) return failed(error.failure)
      return failed(profileFailure(error, operation))
    }
  },
})

/** The SDK's own errors for a profile it cannot use; what AWS or the network said goes the usual way. */
const profileFailure = (error: unknown, operation: string): Failure => {
  if (
    error instanceof Error &&
    /^(CredentialsProviderError|TokenProviderError|ProviderError)$/.test(error.name)
  ) {
    return { kind: 'file-unreadable', path: operation, said: error.message }
  }
  return awsFailure(error, { operation, host: 'AWS' })
}

// Everything that can go wrong, as data: the one vocabulary from AWS's answer to the exit code.
import type { SignInId, TargetId } from './names.ts'

/** Why a hop was refused: the words of `causes` in every answer. */
export type CauseName =
  | 'role-missing'
  | 'trust'
  | 'caller-policy'
  | 'external-id'
  | 'mfa-missing'
  | 'mfa-wrong'
  | 'mfa-too-old'
  | 'session-name'
  | 'source-identity'
  | 'tags'
  | 'duration'
  | 'chain'
  | 'account-suspended'
  | 'key-inactive'
  | 'key-unknown'
  | 'signature'
  | 'clock'
  | 'expired'
  | 'region-disabled'
  | 'not-assigned'
  | 'throttled'
  | 'unreachable'
  | 'unknown'

/** `certain` is true only when something proved it; `why` says what told it apart from the others. */
export type Cause = { readonly cause: CauseName; readonly certain: boolean; readonly why: string }

/** A fault in a catalog or another file a person wrote; line and column count from 1. */
export type Problem = {
  readonly line: number
  readonly column: number
  readonly path: string
  readonly message: string
  readonly warning?: boolean
}

/** What a person must still say before a guarded target opens. */
export type Missing = 'mfa' | 'reason' | 'confirm' | 'passphrase' | 'sign-in'

export type Failure =
  // The way it was asked
  | { kind: 'usage'; message: string; command?: string }
  | { kind: 'bad-input'; path: string; message: string }
  | { kind: 'unknown-name'; what: NamedThing; name: string; nearest: readonly string[] }
  | { kind: 'ambiguous-name'; what: NamedThing; name: string; candidates: readonly string[] }
  /** `far` = the way is longer than one that is followed; else nothing that the target names can begin one. */
  | { kind: 'no-way'; target: string; far: boolean }
  | { kind: 'name-taken'; what: NamedThing; name: string }
  | {
      kind: 'demo-not-running'
      home?: string
      /** The folder in which running demos are named, when none was. */
      looked?: string
    }
  // Sign-in, MFA, answers
  | { kind: 'sign-in-required'; signIn: SignInId; reason: 'never' | 'ended' | 'no-key' }
  | { kind: 'sign-in-denied'; signIn: SignInId; said: string }
  | { kind: 'sign-in-expired'; signIn: SignInId }
  | { kind: 'command-failed'; signIn: SignInId; said: string; code: number | null }
  | {
      kind: 'mfa-rejected'
      signIn: SignInId
      /** `refused`: AWS said no to this code already, so it was not sent again. */
      reason: 'wrong' | 'refused' | 'reused' | 'device'
      nextCodeInSeconds?: number
    }
  | { kind: 'mfa-no-device'; signIn: SignInId; user: string }
  | {
      kind: 'answer-needed'
      missing: readonly Missing[]
      target?: TargetId
      signIn?: SignInId
      expects?: string
    }
  | { kind: 'answer-refused'; what: Missing; message: string }
  | { kind: 'cancelled'; what: string }
  | { kind: 'interrupted' }
  // AWS
  | {
      kind: 'hop-refused'
      target: TargetId
      hop: number
      hops: number
      arn: string
      causes: readonly Cause[]
      awsCode: string
      awsMessage: string
      requestId?: string
      send?: string
    }
  | {
      kind: 'key-refused'
      signIn: SignInId
      causes: readonly Cause[]
      awsCode: string
      awsMessage: string
      requestId?: string
    }
  | {
      kind: 'aws-refused'
      operation: string
      status: number
      awsCode: string
      awsMessage: string
      requestId?: string
    }
  | { kind: 'console-refused'; target: TargetId; said: string }
  | { kind: 'throttled'; operation: string; retryAfterSeconds?: number }
  | { kind: 'unreachable'; host: string; said: string }
  // Files and secrets
  | { kind: 'catalog-invalid'; source: string; problems: readonly Problem[] }
  | {
      kind: 'catalog-untrusted'
      source: string
      /** It is not signed at all, not by the expected key, or older than what was approved. */
      because: 'unsigned' | 'signature' | 'rollback'
      said: string
    }
  | { kind: 'approval-needed'; catalog: string; changes: number }
  /** `as` = the kind of file that it was to be imported as; else it is a file that would have been written. */
  | { kind: 'file-invalid'; path: string; as?: string; problems: readonly Problem[] }
  | { kind: 'file-unreadable'; path: string; said: string }
  | { kind: 'file-unwritable'; path: string; said: string; code: string }
  | { kind: 'file-busy'; path: string }
  | { kind: 'file-changed'; path: string }
  | { kind: 'foreign-profile'; profile: string; path: string }
  | { kind: 'nothing-to-undo'; kept?: number }
  | { kind: 'vault-locked' }
  | { kind: 'vault-damaged'; path: string; said: string }
  | { kind: 'passphrase-wrong' }
  | { kind: 'keychain-unavailable'; said: string }
  | { kind: 'keychain-dismissed' }
  // The rest
  | { kind: 'some-failed'; failed: number; total: number }
  /** `said`: it is there, and yet cannot be run. */
  | { kind: 'command-missing'; command: string; said?: string }
  | { kind: 'no-terminal'; target: TargetId; why: 'no-display' | 'none-found' | 'would-not-open' }
  | { kind: 'bug'; reference: string }

export type NamedThing =
  | 'target'
  | 'account'
  | 'sign-in'
  | 'catalog'
  | 'environment'
  | 'pin'
  | 'profile'
  | 'organization'
  | 'user'
  | 'demo'
  | 'command'

export type FailureKind = Failure['kind']
export type FailureOf<K extends FailureKind> = Extract<Failure, { kind: K }>

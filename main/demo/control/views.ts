// What the demo's control says, as both of its sides see it.

export type DemoUser =
  | {
      readonly name: string
      readonly title: string
      readonly kind: 'iam-user'
      readonly account: string
      readonly arn: string
      readonly groups: readonly string[]
      readonly mfaSerial: string | null
    }
  | {
      readonly name: string
      readonly title: string
      readonly kind: 'portal'
      readonly startUrl: string
      readonly region: string
    }

export type ClockView = { readonly now: string; readonly offsetSeconds: number; readonly skewSeconds: number }

export type FaultsView = { readonly faults: readonly string[]; readonly forms: readonly string[] }

/** Who may take which permission set in which account (its key), portal by portal. */
export type AccessView = {
  readonly access: readonly {
    readonly person: string
    readonly permissionSet: string
    readonly account: string
    readonly startUrl: string
  }[]
}

export type KeyView = {
  readonly user: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

export type PhoneView = {
  readonly user: string
  readonly code: string
  readonly secondsLeft: number
  readonly used: boolean
}

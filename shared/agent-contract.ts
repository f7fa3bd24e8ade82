// The agent contract, for the command line: it issues credentials, so it is served on the person's own local socket only.
import { z } from 'zod'
import type { ActivityRow } from './activity.ts'
import { guards, name, nothing, region } from './agent-inputs.ts'
import type {
  AgentStatus,
  Assumed,
  CatalogSynced,
  CatalogSyncRow,
  Check,
  Issued,
  OwnedProfileRow,
  RotatedKey,
  SignInRow,
} from './agent-outputs.ts'
import type { CatalogRow, Change, Difference } from './catalog.ts'
import type { Discovery, ExportedCatalog, TerraformText } from './catalog-exchange.ts'
import { call, contract, returns } from './contract.ts'
import { deskContract } from './desk-contract.ts'
import type { Ending } from './ending.ts'
import type { CheckRow } from './fleet.ts'
import { fleetCalls } from './fleet-calls.ts'
import type { Prompt } from './prompt.ts'
import type { RouteView } from './route.ts'
import type { SessionView } from './session.ts'
import type { SpaceWish } from './space.ts'
import type { TargetRow } from './target-row.ts'
import type { NotInCatalog } from './unnamed.ts'

export const agentContract = contract({
  calls: {
    status: call(nothing, returns<AgentStatus>()),
    ls: call(
      z.strictObject({
        query: z.string().max(300).default(''),
        all: z.boolean().default(false),
        refresh: z.boolean().default(false),
        catalog: z.string().optional(),
        environment: z.string().optional(),
        signIn: z.string().optional(),
        active: z.boolean().default(false),
        pins: z.boolean().default(false),
      }),
      returns<{ readonly rows: readonly TargetRow[]; readonly notices: readonly string[] }>(),
    ),
    ...fleetCalls,
    /** What completion offers; reads no network and asks nobody. */
    names: call(
      z.strictObject({ kind: z.enum(['targets', 'sign-ins', 'catalogs', 'selectors']) }),
      returns<readonly string[]>(),
    ),
    route: call(
      z.strictObject({
        target: name,
        probe: z.boolean().default(false),
        seconds: z.number().int().optional(),
      }),
      returns<RouteView>(),
    ),
    assume: call(
      z.strictObject({
        target: name,
        profile: z.string().optional(),
        mode: z.enum(['keys', 'process']).optional(),
        region: region.optional(),
        replaceForeign: z.boolean().default(false),
        ...guards,
      }),
      returns<Assumed>(),
    ),
    issue: call(
      z.strictObject({
        target: name,
        delivery: z.enum(['environment', 'exec', 'each', 'process', 'terminal']),
        region: region.optional(),
        minSeconds: z.number().int().optional(),
        ...guards,
      }),
      returns<Issued>(),
    ),
    /**
     * Opens a target's session and hands nothing over: what is started next finds it open. `terminal` is the setting: a
     * window is opened by who asked, where the person is.
     */
    prepare: call(
      z.strictObject({ target: name, ...guards }),
      returns<{
        readonly target: string
        readonly expiresAt: string
        readonly notices: readonly string[]
        readonly terminal: string | null
      }>(),
    ),
    console: call(
      z.strictObject({
        target: name,
        service: z.string().max(60).optional(),
        path: z.string().max(500).optional(),
        url: z.string().max(2_000).optional(),
        region: region.optional(),
        /** Where it opens; the settings say when it is not named. */
        in: z.enum(['browser', 'window', 'container', 'portal']).optional(),
        print: z.boolean().default(false),
        ...guards,
      }),
      /**
       * `url` signs in whoever opens it: the command line gives it to a browser by a one-time link, or prints it when
       * asked to; null when the desktop opened a window for it.
       */
      returns<{
        readonly target: string
        readonly url: string | null
        readonly expiresAt: string
        readonly notices: readonly string[]
        /** The command line opens it in the person's browser by itself. */
        readonly space: SpaceWish | null
      }>(),
    ),
    sessions: call(nothing, returns<readonly SessionView[]>()),
    stop: call(
      z.strictObject({ target: name.optional(), all: z.boolean().default(false) }),
      returns<{ readonly stopped: readonly string[] }>(),
    ),
    signIn: call(
      z.strictObject({
        signIn: name,
        flow: z.enum(['auto', 'browser', 'device-code']).default('auto'),
        mfaCode: z.string().max(12).optional(),
      }),
      returns<{
        readonly signIn: string
        readonly kind: string
        readonly user?: string
        readonly expiresAt: string | null
      }>(),
    ),
    signOut: call(
      z.strictObject({ signIn: name.optional(), all: z.boolean().default(false) }),
      returns<{ readonly signedOut: readonly string[] }>(),
    ),
    signIns: call(nothing, returns<readonly SignInRow[]>()),
    /** Fails where `keysAdd` would not know the sign-in, or that one has no key: before a person is asked for it. */
    takesKey: call(z.strictObject({ signIn: name }), returns<null>()),
    keysAdd: call(
      z.strictObject({
        signIn: name,
        accessKeyId: z.string().max(128),
        secretAccessKey: z.string().max(256),
        user: z.string().max(64).optional(),
        mfaSerial: z.string().max(256).optional(),
      }),
      returns<{
        readonly signIn: string
        readonly user: string | null
        readonly mfaSerial: string | null
        readonly notices: readonly string[]
      }>(),
    ),
    keysRotate: call(
      z.strictObject({
        signIn: name,
        deleteOld: z.boolean().default(false),
        mfaCode: z.string().max(12).optional(),
      }),
      returns<RotatedKey>(),
    ),
    keysRemove: call(z.strictObject({ signIn: name }), returns<null>()),
    profiles: call(nothing, returns<readonly OwnedProfileRow[]>()),
    profilesUndo: call(
      z.strictObject({ steps: z.number().int().min(1).max(20).default(1) }),
      returns<{ readonly restored: readonly string[]; readonly notices: readonly string[] }>(),
    ),
    profilesClean: call(nothing, returns<{ readonly removed: readonly string[] }>()),
    catalogAdd: call(
      deskContract.calls.addCatalog.input,
      returns<{ readonly name: string; readonly summary: readonly string[] }>(),
    ),
    /** Without a name: all. `key`: another minisign key for one, which waits for approval. */
    catalogSync: call(
      z.strictObject({ name: name.optional(), key: z.string().max(1_000).optional() }),
      returns<{
        readonly rows: readonly CatalogSyncRow[]
        readonly synced: readonly CatalogSynced[]
        readonly notices: readonly string[]
      }>(),
    ),
    catalogList: call(nothing, returns<readonly CatalogRow[]>()),
    catalogDifference: call(z.strictObject({ name }), returns<Difference>()),
    catalogApprove: call(deskContract.calls.approveCatalog.input, returns<readonly Change[]>()),
    catalogRemove: call(z.strictObject({ name }), returns<null>()),
    catalogExport: call(
      z.strictObject({
        name,
        as: z.enum(['aws-config', 'aesr', 'atmos', 'yaml']),
        personal: z.boolean().default(false),
      }),
      returns<ExportedCatalog>(),
    ),
    catalogDiscover: call(
      z.strictObject({ target: name, against: z.string().max(40).optional(), ...guards }),
      returns<Discovery & { readonly notInCatalog: readonly NotInCatalog[] }>(),
    ),
    terraform: call(
      z.strictObject({
        target: name,
        backend: name.optional(),
        component: z.string().max(200).optional(),
        region: region.optional(),
        ...guards,
      }),
      returns<TerraformText>(),
    ),
    pin: call(
      z.strictObject({ target: name, name: z.string().max(40).optional() }),
      returns<{ readonly pin: string; readonly target: string }>(),
    ),
    unpin: call(z.strictObject({ name }), returns<null>()),
    activity: call(
      z.strictObject({ since: z.string().max(40).optional(), verify: z.boolean().default(false) }),
      returns<{
        readonly rows: readonly ActivityRow[]
        readonly verified: { readonly ok: boolean; readonly sentence: string } | null
      }>(),
    ),
    endEverything: call(nothing, returns<Ending>()),
    lock: call(nothing, returns<null>()),
    unlock: call(nothing, returns<null>()),
    doctor: call(nothing, returns<readonly Check[]>()),
    /** A fresh address of the running window; its key works once. */
    openWindow: call(nothing, returns<{ readonly url: string | null }>()),
    answerPrompt: call(deskContract.calls.answerPrompt.input, returns<null>()),
    cancelPrompt: call(deskContract.calls.cancelPrompt.input, returns<null>()),
  },
  events: {
    /** A question for the terminal that called. */
    prompt: returns<Prompt>(),
    /** The question was answered elsewhere or is void. */
    promptClosed: returns<{ readonly id: string }>(),
    /** A row of `check`, and how many there will be. */
    checked: returns<{ readonly row: CheckRow; readonly of: number }>(),
    /** A sentence about long work. */
    progress: returns<{ readonly sentence: string }>(),
  },
})
export type AgentContract = typeof agentContract

// The desk contract, for people: what the window may ask of main. Secrets may travel in; none ever comes out.
import { z } from 'zod'
import type { ActivityRow } from './activity.ts'
import { catalogCalls } from './catalog-calls.ts'
import { call, contract, returns } from './contract.ts'
import type { Ending } from './ending.ts'
import type { CheckRow } from './fleet.ts'
import { deskFleetCalls } from './fleet-calls.ts'
import { importCalls } from './import-calls.ts'
import { regionPattern } from './names.ts'
import type { PersonalView } from './personal.ts'
import { personalChange } from './personal-change.ts'
import type { Recent } from './recents.ts'
import type { RoutePreview } from './route.ts'
import type { SessionView } from './session.ts'
import { type Settings, settingsWish, shells } from './settings.ts'
import type { SettingsFacts, UndoEffect } from './settings-facts.ts'
import type { SignInFacts, TestedSignIn } from './sign-in-facts.ts'
import type { Snapshot } from './snapshot.ts'
import type { TargetChanges } from './target-changes.ts'
import type { TargetExtras, TargetList } from './target-row.ts'

const target = z.string().min(3).max(300)
const signIn = z.string().min(1).max(120)
const nothing = z.strictObject({})
/** A window's own name for long work: it is told of it by `progress`, and ends it by `cancelWork`. */
const work = z.string().min(1).max(64)
/** How many changes of the AWS files are taken back; as many are kept. */
const steps = z.number().int().min(1).max(20)
const region = z.string().max(40).regex(regionPattern, 'This is not the name of an AWS region.')

export const copyKinds = [
  'environment',
  'profile',
  'account',
  'role-arn',
  'session-arn',
  'switch-role-link',
  'portal-link',
] as const
export type CopyKind = (typeof copyKinds)[number]
export type CopyResult = { readonly copied: boolean; readonly text: string | null; readonly sentence: string }
export type ConsoleOpened = {
  /** A one-time path on this very host for the page to open; null when main opened it itself. */
  readonly open: string | null
  readonly expiresAt: string
  readonly notices: readonly string[]
}

export const deskContract = contract({
  calls: {
    snapshot: call(nothing, returns<Snapshot>()),
    targets: call(nothing, returns<TargetList>()),
    describe: call(z.strictObject({ target }), returns<TargetExtras>()),
    previewRoute: call(
      z.strictObject({ target, probe: z.boolean().default(false) }),
      returns<RoutePreview>(),
    ),
    startSession: call(
      z.strictObject({
        target,
        profile: z.string().max(64).optional(),
        mode: z.enum(['keys', 'process']).optional(),
        seconds: z.number().int().min(900).max(43_200).optional(),
        region: region.optional(),
        replaceForeign: z.boolean().default(false),
      }),
      returns<{ readonly session: SessionView; readonly notices: readonly string[] }>(),
    ),
    /** New credentials for a live session, with the profile it has, although the old ones would still do. */
    renewSession: call(
      z.strictObject({ target }),
      returns<{ readonly session: SessionView; readonly notices: readonly string[] }>(),
    ),
    stopSession: call(z.strictObject({ target }), returns<null>()),
    stopAll: call(nothing, returns<null>()),
    openConsole: call(
      z.strictObject({
        target,
        service: z.string().max(60).optional(),
        region: region.optional(),
        /** A place of the console, as its own address. */
        url: z.string().max(2_000).optional(),
        /** Where it opens; the settings say when it is not named. */
        in: z.enum(['browser', 'window', 'container', 'portal']).optional(),
      }),
      returns<ConsoleOpened>(),
    ),
    /** Opens the system's terminal as the target; `terminal` is its name. Only where the snapshot says so. */
    openTerminal: call(
      z.strictObject({ target }),
      returns<{ readonly terminal: string; readonly notices: readonly string[] }>(),
    ),
    /** A `text` that comes back is no secret, and the page copies it; an environment goes to main's own clipboard. */
    copy: call(
      z.strictObject({ target, what: z.enum(copyKinds), shell: z.enum(shells).optional() }),
      returns<CopyResult>(),
    ),
    copyEnvironment: call(z.strictObject({ target, shell: z.enum(shells) }), returns<CopyResult>()),
    signIn: call(
      z.strictObject({ signIn, flow: z.enum(['auto', 'browser', 'device-code']).default('auto') }),
      returns<null>(),
    ),
    signOut: call(z.strictObject({ signIn }), returns<null>()),
    /** Reads a portal's list again; `account`: only what is granted in that one. */
    refreshList: call(
      z.strictObject({
        signIn,
        account: z
          .string()
          .regex(/^\d{12}$/)
          .optional(),
      }),
      returns<null>(),
    ),
    addKey: call(
      z.strictObject({
        signIn,
        accessKeyId: z.string().max(128),
        secretAccessKey: z.string().max(256),
        user: z.string().max(64).optional(),
        mfaSerial: z.string().max(256).optional(),
      }),
      returns<{ readonly notices: readonly string[] }>(),
    ),
    /** `deleteOld`: the person agreed that the old key, and an inactive second one, is deleted. */
    rotateKey: call(
      z.strictObject({ signIn, deleteOld: z.boolean().default(false) }),
      returns<{
        readonly accessKeyId: string
        readonly old: 'inactive' | 'deleted' | 'active'
        readonly notices: readonly string[]
      }>(),
    ),
    removeKey: call(z.strictObject({ signIn }), returns<null>()),
    /** An IAM user's key, device and groups; IAM is asked, the person is not. */
    signInFacts: call(z.strictObject({ signIn }), returns<SignInFacts>()),
    /** Runs a profile's or command's own way to credentials, and asks AWS whose they are. */
    testSignIn: call(z.strictObject({ signIn }), returns<TestedSignIn>()),
    answerPrompt: call(
      z.strictObject({
        id: z.string().max(64),
        answer: z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('mfa'), code: z.string().max(12) }),
          z.strictObject({
            kind: z.literal('guard'),
            reason: z.string().max(500).nullable(),
            confirm: z.string().max(100).nullable(),
          }),
          z.strictObject({ kind: z.literal('passphrase'), passphrase: z.string().max(1_000) }),
        ]),
      }),
      returns<null>(),
    ),
    cancelPrompt: call(z.strictObject({ id: z.string().max(64) }), returns<null>()),
    /** Opens the page of a waiting sign-in again: a one-time path, or null when main opened it. */
    openSignInPage: call(
      z.strictObject({ id: z.string().max(64) }),
      returns<{ readonly open: string | null }>(),
    ),
    pin: call(z.strictObject({ target, name: z.string().max(40).optional() }), returns<null>()),
    unpin: call(z.strictObject({ target }), returns<null>()),
    ...catalogCalls,
    ...deskFleetCalls,
    /** Ends long work by the name the window gave it. */
    cancelWork: call(z.strictObject({ work }), returns<null>()),
    /** The personal layer as a list, and what is wrong with its file. */
    personal: call(nothing, returns<PersonalView>()),
    changePersonal: call(z.strictObject({ change: personalChange }), returns<null>()),
    /** Takes the last of these changes back. */
    undoPersonal: call(nothing, returns<null>()),
    /** Opens the layer's file in an editor; `opened` false: there is no display, the path is to be said. */
    openPersonalFile: call(nothing, returns<{ readonly path: string; readonly opened: boolean }>()),
    ...importCalls,
    /** The newest rows of the record, the oldest of them first; `more` = there are older ones. */
    activity: call(
      z.strictObject({
        since: z.iso.datetime().optional(),
        limit: z.number().int().min(1).max(20_000).default(1_000),
      }),
      returns<{ readonly rows: readonly ActivityRow[]; readonly more: boolean }>(),
    ),
    /** Reads the whole record and says whether a row was changed or taken out. */
    verifyActivity: call(nothing, returns<{ readonly ok: boolean; readonly sentence: string }>()),
    changeSettings: call(settingsWish, returns<null>()),
    /** The one setting that no snapshot holds, for where it is changed. */
    mfaCommands: call(nothing, returns<Settings['mfaCommands']>()),
    /** What is in force on this machine beside the settings, and who says so. */
    settingsFacts: call(nothing, returns<SettingsFacts>()),
    /** Runs a program that shall print MFA codes, and says whether it did; the code itself stays in main. */
    tryMfaCommand: call(
      z.strictObject({ command: z.array(z.string().max(2_000)).min(1).max(40) }),
      returns<{ readonly ok: boolean; readonly sentence: string }>(),
    ),
    /** Moves a settings file that does not fit away; the last good settings become the file. */
    setSettingsAside: call(nothing, returns<{ readonly path: string }>()),
    /** What taking back the last changes of the AWS files would do, by name; writes nothing. */
    previewUndo: call(z.strictObject({ steps }), returns<UndoEffect>()),
    undoProfiles: call(
      z.strictObject({ steps }),
      returns<{ readonly files: readonly string[]; readonly notices: readonly string[] }>(),
    ),
    redoProfiles: call(
      nothing,
      returns<{ readonly files: readonly string[]; readonly notices: readonly string[] }>(),
    ),
    /** Takes profiles of ours away whose session has ended. */
    cleanProfiles: call(nothing, returns<{ readonly removed: readonly string[] }>()),
    /** What was used lately, the latest first. */
    recents: call(nothing, returns<readonly Recent[]>()),
    endEverything: call(nothing, returns<Ending>()),
    /** A person used the keys or the pointer of a window; what a window reads by itself is no sign of one. */
    present: call(nothing, returns<null>()),
    lock: call(nothing, returns<null>()),
    unlock: call(nothing, returns<null>()),
  },
  events: {
    snapshot: returns<Snapshot>(),
    /** Rows as they arrive, so that a long portal list shows before it is complete. */
    targets: returns<TargetList>(),
    /** The same where only a few rows say something new; a window that holds another revision asks for the list. */
    targetChanges: returns<TargetChanges>(),
    progress: returns<{ readonly work: string; readonly sentence: string }>(),
    checked: returns<{ readonly work: string; readonly row: CheckRow }>(),
  },
})
export type DeskContract = typeof deskContract

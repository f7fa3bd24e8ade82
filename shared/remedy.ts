// The ways out of a failure, as data: a button in the window, a command on the terminal.
import type { SettingSection } from './setting-row.ts'

/** Where the window shows what is to be looked at or put right; a terminal has a command for it. */
type PlaceOfRemedy =
  | { readonly screen: 'settings'; readonly chosen: SettingSection }
  | { readonly screen: 'sign-ins'; readonly chosen: string }

/** The way out: something the window can do at the press of a button, or a command to run. */
export type Remedy =
  | { readonly action: 'sign-in'; readonly signIn: string; readonly label: string; readonly command: string }
  | { readonly action: 'unlock'; readonly label: string; readonly command: string }
  | { readonly action: 'retry'; readonly label: string }
  | { readonly action: 'approve'; readonly catalog: string; readonly label: string; readonly command: string }
  | ({ readonly action: 'open'; readonly label: string; readonly command: string } & PlaceOfRemedy)
  | { readonly action: 'run'; readonly label: string; readonly command: string }
  /** Its command is for a terminal alone: the window has a button of its own for that beside the failure. */
  | { readonly action: 'do'; readonly label: string; readonly command?: string }

export type Explanation = { readonly title: string; readonly detail: string; readonly remedy: Remedy | null }

/** A command that helps. */
export const run = (label: string, command: string): Remedy => ({ action: 'run', label, command })
/** Where an IAM user's key and device are seen and changed. */
export const openSignIn = (signIn: string, label: string, command: string): Remedy => ({
  action: 'open',
  screen: 'sign-ins',
  chosen: signIn,
  label,
  command,
})
/** Something the person does elsewhere. */
export const todo = (label: string, command?: string): Remedy => ({
  action: 'do',
  label,
  ...(command !== undefined && { command }),
})
export const retry: Remedy = { action: 'retry', label: 'Try again' }

/** As a terminal says it: what to do, and the command where there is one. */
export const remedyInWords = (remedy: Remedy): string =>
  'command' in remedy ? `${remedy.label}: ${remedy.command}` : remedy.label

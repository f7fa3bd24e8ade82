// The ways out of a failure, as data: a button in the window, a command on the terminal.

/** The way out: something the window can do at the press of a button, or a command to run. */
export type Remedy =
  | { readonly action: 'sign-in'; readonly signIn: string; readonly label: string; readonly command: string }
  | { readonly action: 'unlock'; readonly label: string; readonly command: string }
  | { readonly action: 'retry'; readonly label: string }
  | { readonly action: 'approve'; readonly catalog: string; readonly label: string; readonly command: string }
  | { readonly action: 'run'; readonly label: string; readonly command: string }
  /** Its command is for a terminal alone: the window has a button of its own for that beside the failure. */
  | { readonly action: 'do'; readonly label: string; readonly command?: string }

export type Explanation = { readonly title: string; readonly detail: string; readonly remedy: Remedy | null }

/** A command that helps. */
export const run = (label: string, command: string): Remedy => ({ action: 'run', label, command })
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

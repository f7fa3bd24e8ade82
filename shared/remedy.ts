// The ways out of a failure, as data: a button in the window, a command on the terminal.

/** The way out: something the window can do at the press of a button, or a command to run. */
export type Remedy =
  | { readonly action: 'sign-in'; readonly signIn: string; readonly label: string; readonly command: string }
  | { readonly action: 'unlock'; readonly label: string; readonly command: string }
  | { readonly action: 'retry'; readonly label: string }
  | { readonly action: 'approve'; readonly catalog: string; readonly label: string; readonly command: string }
  | { readonly action: 'run'; readonly label: string; readonly command: string }
  | { readonly action: 'do'; readonly label: string }

export type Explanation = { readonly title: string; readonly detail: string; readonly remedy: Remedy | null }

/** A command that helps. */
export const run = (label: string, command: string): Remedy => ({ action: 'run', label, command })
/** Something the person does elsewhere. */
export const todo = (label: string): Remedy => ({ action: 'do', label })
export const retry: Remedy = { action: 'retry', label: 'Try again' }

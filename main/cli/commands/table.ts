// Every command by name; its code is loaded only when it runs, so that the quick ones stay quick.
import type { Command } from '../command.ts'

export type Entry = { readonly summary: string; readonly load: () => Promise<Command> }

const entry = (summary: string, load: () => Promise<Command>): Entry => ({ summary, load })

export const commandTable: ReadonlyMap<string, Entry> = new Map(
  Object.entries({
    open: entry('open the window', async () => (await import('./open.ts')).open),
    demo: entry(
      'the app in a demo AWS; nothing of yours is touched',
      async () => (await import('./demo.ts')).demo,
    ),
    'demo env': entry(
      'how a second terminal joins the demo',
      async () => (await import('./demo-control.ts')).demoEnv,
    ),
    'demo users': entry('who lives in the demo', async () => (await import('./demo-control.ts')).demoUsers),
    'demo key': entry(
      'an access key of a demo user',
      async () => (await import('./demo-control.ts')).demoKey,
    ),
    'demo phone': entry(
      'the current MFA code of a demo user',
      async () => (await import('./demo-control.ts')).demoPhone,
    ),
    'demo clock': entry(
      'show or move the demo’s time',
      async () => (await import('./demo-control.ts')).demoClock,
    ),
    'demo fault': entry(
      'latency, throttling and errors in the demo AWS',
      async () => (await import('./demo-control.ts')).demoFault,
    ),
    'demo access': entry(
      'what the demo’s portals grant, and to change it',
      async () => (await import('./demo-control.ts')).demoAccess,
    ),
    agent: entry('the resident agent, without a window', async () => (await import('./agent.ts')).agent),
    ls: entry('the targets you can take', async () => (await import('./ls.ts')).ls),
    route: entry(
      'how a target is reached, before going there',
      async () => (await import('./route.ts')).route,
    ),
    check: entry(
      'try many routes, and say what is in the way',
      async () => (await import('./check.ts')).check,
    ),
    assume: entry('take a target and write its profile', async () => (await import('./assume.ts')).assume),
    env: entry('a target’s environment, to evaluate', async () => (await import('./env.ts')).env),
    exec: entry('run a command as a target', async () => (await import('./exec.ts')).exec),
    each: entry('run a command as each of many targets', async () => (await import('./each.ts')).each),
    shell: entry('a shell that is the target', async () => (await import('./shell.ts')).shell),
    terminal: entry(
      'a terminal window that is the target',
      async () => (await import('./terminal.ts')).terminal,
    ),
    prompt: entry(
      'a short mark for the prompt of your shell',
      async () => (await import('./prompt.ts')).prompt,
    ),
    completion: entry(
      'let your shell complete commands and names',
      async () => (await import('./completion.ts')).completion,
    ),
    'credential-process': entry(
      'credentials for the AWS tools',
      async () => (await import('./credential-process.ts')).credentialProcess,
    ),
    console: entry(
      'open the AWS console as a target',
      async () => (await import('./console.ts')).consoleCommand,
    ),
    sessions: entry('what is live', async () => (await import('./sessions.ts')).sessions),
    stop: entry('end sessions and remove their profiles', async () => (await import('./stop.ts')).stop),
    'sign-in': entry('sign in', async () => (await import('./sign-in.ts')).signIn),
    'sign-out': entry('sign out', async () => (await import('./sign-in.ts')).signOut),
    'sign-ins': entry('the sign-ins and their state', async () => (await import('./sign-in.ts')).signIns),
    'keys add': entry('keep an IAM user’s key in the vault', async () => (await import('./keys.ts')).keysAdd),
    'keys rotate': entry(
      'replace an IAM user’s key by a new one',
      async () => (await import('./keys.ts')).keysRotate,
    ),
    'keys remove': entry('forget an IAM user’s key', async () => (await import('./keys.ts')).keysRemove),
    profiles: entry('the profiles that are ours', async () => (await import('./profiles.ts')).profiles),
    'profiles write': entry(
      'write the profiles of many targets',
      async () => (await import('./profiles-write.ts')).profilesWrite,
    ),
    'profiles undo': entry(
      'bring an earlier state of the AWS files back',
      async () => (await import('./profiles.ts')).profilesUndo,
    ),
    'profiles clean': entry(
      'remove profiles that have ended',
      async () => (await import('./profiles.ts')).profilesClean,
    ),
    'catalog add': entry('add a catalog', async () => (await import('./catalog.ts')).catalogAdd),
    'catalog sync': entry(
      'ask the sources what they hold now',
      async () => (await import('./catalog.ts')).catalogSync,
    ),
    'catalog ls': entry('the catalogs and their state', async () => (await import('./catalog.ts')).catalogLs),
    'catalog diff': entry(
      'what an update would change',
      async () => (await import('./catalog.ts')).catalogDiff,
    ),
    'catalog approve': entry(
      'let an update take effect',
      async () => (await import('./catalog.ts')).catalogApprove,
    ),
    'catalog rm': entry('remove a catalog', async () => (await import('./catalog.ts')).catalogRm),
    'catalog validate': entry(
      'check a catalog file',
      async () => (await import('./catalog-file.ts')).catalogValidate,
    ),
    'catalog schema': entry(
      'the JSON Schema of catalogs',
      async () => (await import('./catalog-file.ts')).catalogSchema,
    ),
    'catalog import': entry(
      'make a catalog of another tool’s file',
      async () => (await import('./catalog-import.ts')).catalogImport,
    ),
    'catalog export': entry(
      'write a catalog for another tool',
      async () => (await import('./catalog-export.ts')).catalogExport,
    ),
    'catalog discover': entry(
      'the accounts of AWS Organizations, or how a catalog differs',
      async () => (await import('./catalog-discover.ts')).catalogDiscover,
    ),
    terraform: entry(
      'provider and backend for Terraform',
      async () => (await import('./terraform.ts')).terraform,
    ),
    pin: entry('give a target a short name', async () => (await import('./pin.ts')).pin),
    unpin: entry('take a short name away', async () => (await import('./pin.ts')).unpin),
    activity: entry('the record of what was done', async () => (await import('./activity.ts')).activity),
    'end-everything': entry(
      'end all sessions, profiles and sign-ins',
      async () => (await import('./end-everything.ts')).endEverything,
    ),
    lock: entry('lock the vault', async () => (await import('./lock.ts')).lock),
    unlock: entry('unlock the vault', async () => (await import('./lock.ts')).unlock),
    doctor: entry(
      'check keychain, files, clock, network and tools',
      async () => (await import('./doctor.ts')).doctor,
    ),
  }),
)

export const commandNames: ReadonlySet<string> = new Set(commandTable.keys())

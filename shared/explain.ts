// The words for every failure: title, detail and the way out. The only place with error sentences.
import { explainCauses } from './explain-cause.ts'
import { explainRefused } from './explain-refused.ts'
import { signInWords } from './explain-sign-in.ts'
import {
  explainInvalid,
  explainUnreachable,
  explainUntrusted,
  problemsInWords,
  sentence,
} from './explain-source.ts'
import { explainTerminal } from './explain-terminal.ts'
import { explainUnknown } from './explain-unknown.ts'
import type { Failure, FailureKind, FailureOf } from './failure.ts'
import { type Explanation, openSignIn, retry, run, todo } from './remedy.ts'
import { mostHops } from './route.ts'

const list = (items: readonly string[]): string => items.join(', ')

type Words = { readonly [K in FailureKind]: (failure: FailureOf<K>) => Explanation }

const words: Words = {
  usage: f => ({
    title: 'This is not how the command is used',
    detail: f.message,
    remedy: run('See the help', `switchyard ${f.command ? `${f.command} ` : ''}--help`),
  }),
  'bad-input': f => ({
    title: 'An input is not valid',
    detail: f.path ? `${f.path}: ${f.message}` : f.message,
    remedy: null,
  }),
  'unknown-name': explainUnknown,
  'ambiguous-name': f => ({
    title: `More than one ${f.what} fits “${f.name}”`,
    detail: `It may be: ${list(f.candidates)}.`,
    remedy: todo(f.what === 'demo' ? 'Name its folder with --home' : 'Name one of them in full'),
  }),
  'no-way': f => ({
    title: `No way leads to ${f.target}`,
    detail: f.far
      ? `Its sign-in is more than ${mostHops} hops away, and no longer way is taken.`
      : 'Its “from” leads to no sign-in that can begin a way to it.',
    remedy: run('Look at its catalog', 'switchyard catalog ls'),
  }),
  'name-taken': f =>
    f.what === 'command'
      ? {
          title: 'A Switchyard runs for this home already',
          detail: `It is the agent, and listens on ${f.name}.`,
          remedy: todo('Use that one, or end it first'),
        }
      : {
          title: `The ${f.what} ${f.name} exists already`,
          detail: 'Nothing was changed.',
          remedy: todo(f.what === 'catalog' ? 'Choose another name with --name' : 'Choose another name'),
        },
  'demo-not-running': f => ({
    title: 'No demo is running',
    detail: f.home
      ? `No demo runs for ${f.home}.`
      : `The demo AWS lives only while its window or its terminal does.${f.looked ? ` None is named in ${f.looked}; one that was started under another XDG_RUNTIME_DIR is found with --home and the folder it named.` : ''}`,
    remedy: run('Start the demo', 'switchyard demo'),
  }),
  ...signInWords,
  'command-failed': f => ({
    title: `${f.signIn} gave no credentials`,
    detail: `${f.said}${f.code === null ? '' : ` (exit ${f.code})`}`,
    remedy: todo('Try the command or the profile by itself and see what it says'),
  }),
  'answer-refused': f => ({ title: 'The answer does not fit', detail: f.message, remedy: retry }),
  cancelled: f => ({ title: 'Cancelled', detail: f.what, remedy: null }),
  interrupted: () => ({ title: 'Interrupted', detail: 'Nothing was left half done.', remedy: null }),
  'hop-refused': f => ({
    title: `AWS refused hop ${f.hop} of ${f.hops} to ${f.target}`,
    detail: `${f.awsCode}: ${f.awsMessage}${explainCauses(f.causes)}${f.requestId ? ` Request id ${f.requestId}.` : ''}`,
    remedy: run('Try each hop', `switchyard route ${f.target} --probe`),
  }),
  'key-refused': f => ({
    title: `AWS refused the key of ${f.signIn}`,
    detail: `${f.awsCode}: ${f.awsMessage}${explainCauses(f.causes)}`,
    remedy: openSignIn(f.signIn, 'Add a working key', `switchyard keys add ${f.signIn}`),
  }),
  'aws-refused': explainRefused,
  'console-refused': f => ({
    title: `The console sign-in for ${f.target} was refused`,
    detail: f.said,
    remedy: retry,
  }),
  throttled: f => ({
    title: 'AWS asks for slower calls',
    detail: `${f.operation} was throttled${f.retryAfterSeconds ? `; it may be tried again in ${f.retryAfterSeconds} s` : ''}.`,
    remedy: retry,
  }),
  unreachable: explainUnreachable,
  'catalog-invalid': explainInvalid,
  'catalog-untrusted': explainUntrusted,
  'approval-needed': f => ({
    title: `An update of ${f.catalog} waits for approval`,
    detail: `${f.changes} ${f.changes === 1 ? 'change steers' : 'changes steer'} where credentials go or what guards them.`,
    remedy: {
      action: 'approve',
      catalog: f.catalog,
      label: 'See the difference',
      command: `switchyard catalog diff ${f.catalog}`,
    },
  }),
  'file-invalid': f =>
    f.as === undefined
      ? {
          title: `${f.path} has a fault that other tools refuse`,
          detail: `${sentence(problemsInWords(f.problems))} Nothing was written.`,
          remedy: todo('Mend the line, then try again'),
        }
      : {
          title: `${f.path} cannot be read as ${f.as}`,
          detail: problemsInWords(f.problems),
          remedy: todo('Name the kind that fits the file', 'switchyard catalog import --help'),
        },
  'file-unreadable': f => ({
    title: `${f.path} cannot be read`,
    detail: f.said,
    remedy: todo('Check the file and its permissions'),
  }),
  'file-unwritable': f => ({
    title: `${f.path} cannot be written`,
    detail: `${sentence(f.said)} It stays as it was.`,
    remedy: todo(
      f.code === 'ENOSPC'
        ? 'Free some disk space, then try again'
        : 'Check that the file and its folder may be written',
    ),
  }),
  'file-changed': f => ({
    title: `${f.path} was changed by another program`,
    detail: 'It changed between reading and writing, so nothing was written.',
    remedy: retry,
  }),
  'file-busy': f => ({
    title: `${f.path} is in use`,
    detail: 'Another program holds its lock.',
    remedy: retry,
  }),
  'foreign-profile': f => ({
    title: `The profile ${f.profile} exists and is not ours`,
    detail: `It stands in ${f.path}. Nothing was written.`,
    remedy: todo('Choose another name with --profile, or replace it with --replace'),
  }),
  'nothing-to-undo': f =>
    f.kept
      ? {
          title: 'Nothing was undone',
          detail: `Only ${f.kept === 1 ? 'one earlier state of the AWS files is' : `${f.kept} earlier states of the AWS files are`} kept.`,
          remedy: run('Bring the earliest back', `switchyard profiles undo ${f.kept}`),
        }
      : {
          title: 'Nothing to undo',
          detail: 'No earlier state of the AWS files is kept.',
          remedy: null,
        },
  'vault-locked': () => ({
    title: 'The vault is locked',
    detail: 'Nothing new can start. Profiles that were written stay until they end.',
    remedy: { action: 'unlock', label: 'Unlock', command: 'switchyard unlock' },
  }),
  'vault-damaged': f => ({
    title: 'The vault cannot be opened',
    detail: `${f.said} The file was kept: ${f.path}`,
    remedy: run('See what is known', 'switchyard doctor'),
  }),
  'passphrase-wrong': () => ({
    title: 'The passphrase is wrong',
    detail: 'The vault stays closed.',
    remedy: retry,
  }),
  'keychain-unavailable': f => ({
    title: 'No keychain is available',
    detail: `${f.said} On a machine without one, set SWITCHYARD_KEYCHAIN=passphrase (with SWITCHYARD_PASSPHRASE_FILE where nobody can type).`,
    remedy: run('See what is missing', 'switchyard doctor'),
  }),
  'keychain-dismissed': () => ({
    title: 'The keychain stays locked',
    detail: 'Its question was dismissed, so the vault’s key could not be read.',
    remedy: retry,
  }),
  'some-failed': f => ({
    title: `${f.failed} of ${f.total} failed`,
    detail: 'Each is named above.',
    remedy: null,
  }),
  'command-missing': f => ({
    title: f.said === undefined ? `${f.command} was not found` : `${f.command} cannot be run`,
    detail: f.said === undefined ? 'It is not a program on this machine’s PATH.' : sentence(f.said),
    remedy: todo(f.said === undefined ? 'Check the name' : 'Check that it is a program, and may be run'),
  }),
  'no-terminal': explainTerminal,
  bug: f => ({
    title: 'Switchyard made a mistake',
    detail: `The log has it under ${f.reference}.`,
    remedy: run('Look for the log', 'switchyard doctor'),
  }),
}

/** Title, detail and remedy of any failure. */
export const explain = (failure: Failure): Explanation =>
  (words[failure.kind] as (failure: Failure) => Explanation)(failure)

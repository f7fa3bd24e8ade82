// The programs that print MFA codes, one for each IAM user: shown as the words they are started with, tried before kept.
import { useId, useState } from 'react'
import type { Settings } from '../../../shared/settings.ts'
import type { SignInView } from '../../../shared/snapshot.ts'
import { joinCommand, splitCommand } from '../../../shared/split-command.ts'
import { useCall, useSnapshot } from '../../desk/hooks.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field } from '../../parts/field.tsx'
import { Asking, AskNote } from '../../prompts/asking.tsx'
import styles from './mfa-commands.module.css'
import { Row } from './row.tsx'
import { useAnew } from './use-anew.ts'

const examples = (user: string) => [
  { text: 'YubiKey', command: `ykman oath accounts code -s "AWS:${user}"` },
  { text: '1Password', command: `op item get AWS --otp` },
]

type CommandDialogProps = { signIn: SignInView; commands: Settings['mfaCommands']; onClose: () => void }

const CommandDialog = ({ signIn, commands, onClose }: CommandDialogProps) => {
  const titleId = useId()
  const present = commands[signIn.id]
  const [typed, setTyped] = useState((present && joinCommand(present)) ?? '')
  const [said, setSaid] = useState<string | null>(null)
  const change = useCall('changeSettings')
  const attempt = useCall('tryMfaCommand')
  const words = splitCommand(typed)
  const keep = (next: readonly string[] | null): void => {
    const { [signIn.id]: _, ...others } = commands
    void change
      .run({ mfaCommands: next === null ? others : { ...others, [signIn.id]: [...next] } })
      .then(kept => kept.ok && onClose())
  }
  return (
    <Dialog titleId={titleId} wide onCancel={onClose}>
      <Asking
        titleId={titleId}
        busy={change.busy}
        failure={change.failure ?? attempt.failure}
        more={0}
        title={`MFA command of ${signIn.signIn}`}
        icon="phone"
        about="It is run when a code is needed, and prints it. Its code is used as a typed one."
        verb="Keep"
        ready={words.length > 0}
        acts={
          <>
            {present ? <Button onClick={() => keep(null)}>Remove</Button> : null}
            <Button
              disabled={words.length === 0 || attempt.busy}
              onClick={() => {
                setSaid(null)
                void attempt
                  .run({ command: [...words] })
                  .then(tried => tried.ok && setSaid(tried.value.sentence))
              }}
            >
              Try it
            </Button>
          </>
        }
        onCancel={onClose}
        onSubmit={() => keep(words)}
      >
        <Field
          mono
          data-first
          label="Program and arguments"
          placeholder={examples(signIn.user ?? 'ana')[0]?.command}
          value={typed}
          note="No shell sees it: blanks part words, quotes hold them together."
          onChange={event => {
            setTyped(event.target.value)
            setSaid(null)
          }}
        />
        {words.length > 0 ? (
          <ol className={styles.words} aria-label="Words the program is started with">
            {words.map((word, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a word is known by its place alone
              <li key={at} className="mono">
                {word}
              </li>
            ))}
          </ol>
        ) : (
          <p className={styles.examples}>
            {examples(signIn.user ?? 'ana').map(example => (
              <Button key={example.text} small onClick={() => setTyped(example.command)}>
                {example.text}
              </Button>
            ))}
          </p>
        )}
        <div role="status">
          {attempt.busy ? <AskNote>Running. A key may want to be touched.</AskNote> : null}
          {said ? <AskNote>{said}</AskNote> : null}
        </div>
      </Asking>
    </Dialog>
  )
}

export const MfaCommands = ({ name, note }: { name: string; note: string }) => {
  const signIns = useSnapshot(snapshot => snapshot.signIns)
  const commands = useAnew('mfaCommands')
  const [open, setOpen] = useState<string | null>(null)
  const users = signIns.filter(signIn => signIn.kind === 'iam-user')
  const opened = users.find(signIn => signIn.id === open)
  return (
    <>
      <Row name={name} note={users.length === 0 ? `${note} No sign-in of an IAM user yet.` : note} />
      {users.map(signIn => {
        const command = commands?.[signIn.id]
        return (
          <Row
            key={signIn.id}
            name={signIn.signIn}
            note={
              command ? (
                <code className="mono">{joinCommand(command) ?? command.join(' ')}</code>
              ) : (
                commands && 'None. A person types the code.'
              )
            }
          >
            <Button
              aria-label={`MFA command of ${signIn.signIn}`}
              disabled={commands === null}
              onClick={() => setOpen(signIn.id)}
            >
              {command ? 'Change…' : 'Set…'}
            </Button>
          </Row>
        )
      })}
      {opened && commands ? (
        <CommandDialog signIn={opened} commands={commands} onClose={() => setOpen(null)} />
      ) : null}
    </>
  )
}

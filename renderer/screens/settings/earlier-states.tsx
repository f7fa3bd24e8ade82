// Brings the AWS files back to an earlier state: how far back, what that would do by name, then does it.
import { useEffect, useId, useState } from 'react'
import type { EarlierState, SettingsFacts, UndoEffect } from '../../../shared/settings-facts.ts'
import { useCall, useDesk, useTime } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { listInWords } from '../../parts/list-in-words.ts'
import { ask, useAsked, useForgotten } from '../../place/asked.ts'
import { Asking, AskNote } from '../../prompts/asking.tsx'
import { clockTime } from '../../time/countdown.ts'
import styles from './earlier-states.module.css'
import { Row } from './row.tsx'
import { effectInWords, stateInWords } from './states-in-words.ts'

const When = ({ at }: { at: string }) => <span className="num">{useTime(now => clockTime(at, now))}</span>

type UndoProps = { states: readonly EarlierState[]; onClose: () => void; onDone: (said: string) => void }

const UndoDialog = ({ states, onClose, onDone }: UndoProps) => {
  const titleId = useId()
  const [steps, setSteps] = useState(1)
  const [effect, setEffect] = useState<UndoEffect | null>(null)
  const call = useDesk()
  const undo = useCall('undoProfiles')
  const preview = useCall('previewUndo')
  const { run } = preview
  // biome-ignore lint/correctness/useExhaustiveDependencies: other states mean another effect of the same steps
  useEffect(() => {
    setEffect(null)
    void run({ steps }).then(seen => {
      if (seen.ok) setEffect(seen.value)
    })
  }, [run, steps, states, call])
  const submit = (): void =>
    void undo.run({ steps }).then(done => {
      if (!done.ok) return
      onDone(['The AWS files are back.', ...done.value.notices].join(' '))
      onClose()
    })
  return (
    <Dialog titleId={titleId} wide onCancel={onClose}>
      <Asking
        titleId={titleId}
        busy={undo.busy}
        failure={undo.failure ?? preview.failure}
        more={0}
        title="Undo changes of the AWS files"
        icon="undo"
        about="Only Switchyard’s own blocks change. What others wrote since stays."
        verb={steps === 1 ? 'Undo 1 change' : `Undo ${steps} changes`}
        ready={effect !== null}
        onCancel={onClose}
        onSubmit={submit}
      >
        <fieldset className={styles.states} aria-label="How far back">
          {states.map((state, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two changes may share a moment; their place is what they are
            <label key={`${state.at} ${at}`} className={styles.state} data-taken={at < steps || undefined}>
              <input
                type="radio"
                name="steps"
                data-first={at === 0 || undefined}
                checked={steps === at + 1}
                onChange={() => setSteps(at + 1)}
              />
              <span className={styles.what}>{stateInWords(state)}</span>
              <When at={state.at} />
            </label>
          ))}
        </fieldset>
        <div role="status">
          {effect ? (
            effectInWords(effect).map(line => <AskNote key={line}>{line}</AskNote>)
          ) : (
            <AskNote>Looking…</AskNote>
          )}
        </div>
      </Asking>
    </Dialog>
  )
}

export const EarlierStates = ({ facts, name }: { facts: SettingsFacts | null; name: string }) => {
  // The palette asks for it as well.
  const open = useAsked('undo-profiles') !== null
  useForgotten('undo-profiles')
  const [said, setSaid] = useState<string | null>(null)
  const redo = useCall('redoProfiles')
  const remedy = useRemedy()
  const states = facts?.profiles.states ?? []
  const made = states.filter(state => !state.undone)
  const undone = states.length - made.length
  const last = made[0]
  const words = useTime(now =>
    last
      ? `${made.length} kept. The last change was ${clockTime(last.at, now)}: ${listInWords(last.profiles)}.`
      : 'Nothing of ours was changed in the AWS files yet.',
  )
  return (
    <Row
      name={name}
      note={said ?? (facts ? words : 'Looking…')}
      below={redo.failure ? <FailureNotice failure={redo.failure} onRemedy={remedy} /> : null}
    >
      {undone > 0 ? (
        <Button
          disabled={redo.busy}
          onClick={() =>
            void redo.run({}).then(done => {
              if (done.ok) setSaid(['The change is made again.', ...done.value.notices].join(' '))
            })
          }
        >
          Redo
        </Button>
      ) : null}
      <Button icon="undo" disabled={made.length === 0} onClick={() => ask({ what: 'undo-profiles' })}>
        Undo last change…
      </Button>
      {open && made.length > 0 ? (
        <UndoDialog states={made} onClose={() => ask(null)} onDone={setSaid} />
      ) : null}
    </Row>
  )
}

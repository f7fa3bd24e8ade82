// What an import would add and what it would lose, file by file, before anything is written.
import { type ReactNode, useState } from 'react'
import type { ImportPreview as Preview } from '../../../shared/found-source.ts'
import { accountIdPattern, catalogNamePattern } from '../../../shared/names.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { Field } from '../../parts/field.tsx'
import { Segment } from '../../parts/segment.tsx'
import styles from './import-preview.module.css'
import { choiceOf, comingOf, type ImportChoice, importable, lossesOf } from './import-words.ts'
import welcome from './welcome.module.css'

const places = [
  { value: 'catalog', text: 'Catalog of its own' },
  { value: 'personal', text: 'Personal layer' },
] as const

/** Few are read at once; many are opened by who wants them. */
const shownOpen = 4

type CardProps = { preview: Preview; choice: ImportChoice; onChoose: (choice: ImportChoice) => void }

const Card = ({ preview, choice, onChoose }: CardProps) => {
  const remedy = useRemedy()
  const reading = preview.readings?.[choice.into] ?? null
  const coming = reading ? comingOf(reading) : null
  const more = reading ? reading.roles - reading.targets.length : 0
  return (
    <li className={styles.card}>
      <header>
        <h2>{preview.name}</h2>
        {preview.name === preview.path ? null : (
          <span className={styles.path} title={preview.path}>
            {preview.path}
          </span>
        )}
      </header>
      {preview.failure ? <FailureNotice failure={preview.failure} onRemedy={remedy} /> : null}
      {reading ? (
        <>
          <div className={styles.into}>
            <Segment
              label={`Where ${preview.name} goes`}
              value={choice.into}
              options={places}
              onChoose={into => onChoose({ ...choice, into })}
            />
            <strong className={styles.coming}>{coming ?? 'Nothing of it can be carried over.'}</strong>
          </div>
          {choice.into === 'catalog' && coming !== null ? (
            <Field
              mono
              label="Name of the catalog"
              value={choice.name}
              maxLength={40}
              note={
                catalogNamePattern.test(choice.name) && choice.name !== 'personal'
                  ? undefined
                  : 'Lower-case letters, digits and “-”, beginning with a letter.'
              }
              onChange={event => onChoose({ ...choice, name: event.target.value })}
            />
          ) : null}
          {coming === null ? null : (
            <dl className={styles.facts}>
              <dt>Sign-ins</dt>
              <dd>
                {reading.signIns.map(words => (
                  <p key={words}>{words}</p>
                ))}
              </dd>
              {reading.targets.length > 0 ? (
                <>
                  <dt>Targets</dt>
                  <dd>
                    {reading.targets.join(', ')}
                    {more > 0 ? ` and ${more.toLocaleString('en')} more` : ''}
                  </dd>
                </>
              ) : null}
            </dl>
          )}
          {reading.losses.length > 0 ? (
            <details className={styles.losses} open={reading.losses.length <= shownOpen}>
              <summary>{lossesOf(reading.losses.length)}</summary>
              <ul>
                {reading.losses.map(loss => (
                  <li key={loss}>{loss}</li>
                ))}
              </ul>
            </details>
          ) : null}
        </>
      ) : null}
    </li>
  )
}

type ImportPreviewProps = {
  previews: readonly Preview[]
  account: string
  busy: boolean
  failure: ReactNode
  onAccount: (account: string) => void
  onAdd: (choices: readonly (ImportChoice & { readonly id: string })[]) => void
  onBack: () => void
}

export const ImportPreview = (props: ImportPreviewProps) => {
  const { previews, busy, account } = props
  const [choices, setChoices] = useState<ReadonlyMap<string, ImportChoice>>(new Map())
  const [typed, setTyped] = useState(account)
  const coming = importable(previews, choices)
  const named = coming.every(
    ({ into, name }) => into === 'personal' || (catalogNamePattern.test(name) && name !== 'personal'),
  )
  return (
    <div className={welcome.step}>
      <h1 tabIndex={-1}>What would be added</h1>
      <p className={welcome.lead}>
        The files stay as they are. Keys stay where they are; put them into the vault afterwards.
      </p>
      {previews.some(({ asksAccount }) => asksAccount) ? (
        <form
          className={styles.account}
          onSubmit={event => {
            event.preventDefault()
            if (typed === '' || accountIdPattern.test(typed)) props.onAccount(typed)
          }}
        >
          <Field
            label="Account id of the IAM users"
            placeholder="12 digits"
            inputMode="numeric"
            maxLength={12}
            value={typed}
            note="A file names users with keys, and not the account they live in."
            beside={
              <Button
                submit
                disabled={busy || typed === account || !(typed === '' || accountIdPattern.test(typed))}
              >
                Read again
              </Button>
            }
            onChange={event => setTyped(event.target.value.trim())}
          />
        </form>
      ) : null}
      <ul className={styles.cards}>
        {previews.map(preview => (
          <Card
            key={preview.id}
            preview={preview}
            choice={choiceOf(preview, choices)}
            onChoose={choice => setChoices(new Map(choices).set(preview.id, choice))}
          />
        ))}
      </ul>
      {props.failure}
      <div className={welcome.acts}>
        <Button disabled={busy} onClick={props.onBack}>
          Back
        </Button>
        <Button primary disabled={busy || coming.length === 0 || !named} onClick={() => props.onAdd(coming)}>
          {coming.length === 1 ? 'Add 1 import' : `Add ${coming.length} imports`}
        </Button>
      </div>
    </div>
  )
}

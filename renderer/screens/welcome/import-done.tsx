// What an import added, what of it failed, and the step back.
import type { ImportDone as Done } from '../../../shared/found-source.ts'
import { useCall } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { Icon } from '../../parts/icon.tsx'
import { goTo } from '../../place/place.ts'
import styles from './import-preview.module.css'
import { nothingDone } from './import-words.ts'
import welcome from './welcome.module.css'

export const ImportDone = ({ done, onUndone }: { done: Done; onUndone: () => void }) => {
  const undo = useCall('undoImport')
  const remedy = useRemedy()
  const { catalogs, personal, summary, failures } = done
  const nothing = nothingDone(done)
  return (
    <div className={welcome.step}>
      <h1 tabIndex={-1}>{nothing ? 'Nothing was added' : 'Added'}</h1>
      <ul className={styles.summary}>
        {summary.map(sentence => (
          <li key={sentence}>
            <Icon name="check" accent />
            <span>{sentence}</span>
          </li>
        ))}
      </ul>
      {failures.map(({ name, failure }) => (
        <section key={name} aria-label={name}>
          <h2>{name}</h2>
          <FailureNotice failure={failure} onRemedy={remedy} />
        </section>
      ))}
      {undo.failure ? <FailureNotice failure={undo.failure} onRemedy={remedy} /> : null}
      <div className={welcome.acts}>
        {nothing ? (
          <Button onClick={onUndone}>Back</Button>
        ) : (
          <Button
            icon="undo"
            disabled={undo.busy}
            onClick={() =>
              void undo.run({ catalogs: [...catalogs], personal }).then(result => {
                if (result.ok) onUndone()
              })
            }
          >
            Undo
          </Button>
        )}
        <Button primary disabled={nothing} onClick={() => goTo('targets')}>
          Go to Targets
        </Button>
      </div>
    </div>
  )
}

// The personal layer as a file: where it lies, a way into an editor, and what is wrong with it by line and column.
import { useState } from 'react'
import type { PersonalView } from '../../../shared/personal.ts'
import { useCall } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { Icon } from '../../parts/icon.tsx'
import { writeClipboard } from '../../place/write-clipboard.ts'
import styles from './personal-pane.module.css'

export const PersonalFile = ({ view }: { view: PersonalView }) => {
  const open = useCall('openPersonalFile')
  const remedy = useRemedy()
  const [said, setSaid] = useState<string | null>(null)
  const { path, problems } = view
  return (
    <div className={styles.file}>
      <p className={styles.path}>
        <Icon name="file" />
        <span className="mono cut" title={path}>
          {path}
        </span>
        <Button
          small
          icon="copy"
          onClick={() => void writeClipboard(path).then(done => setSaid(done ? 'Path copied.' : null))}
        >
          Copy path
        </Button>
        <Button
          small
          disabled={open.busy}
          onClick={() =>
            void open.run({}).then(result => {
              if (result.ok)
                setSaid(
                  result.value.opened
                    ? 'Opened in your editor. It is followed while you save.'
                    : 'There is no display on its machine: open it there with an editor. It is followed while you save.',
                )
            })
          }
        >
          Edit as a file
        </Button>
      </p>
      {said ? (
        <p className={styles.said} role="status">
          {said}
        </p>
      ) : null}
      {open.failure ? <FailureNotice failure={open.failure} onRemedy={remedy} /> : null}
      {problems.length > 0 ? (
        <div className={styles.problems} role="alert">
          <p className={styles.broken}>
            <Icon name="alert" /> The file is not valid. Its last good copy is in use, and nothing can be
            changed here.
          </p>
          <ol>
            {problems.map(({ line, column, path: where, message }) => (
              <li key={`${line} ${column} ${message}`}>
                <span className="num">
                  Line {line}, column {column}
                </span>{' '}
                {/* Many sentences begin with what they are about. */}
                {message.startsWith(`"${where}"`) ? null : <span className="mono">{where} </span>}
                {message}
              </li>
            ))}
          </ol>
        </div>
      ) : null}
    </div>
  )
}

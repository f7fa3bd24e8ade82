// What other tools left on this machine, to be chosen; nothing of it is read further before that.
import { useState } from 'react'
import type { FoundSource } from '../../../shared/found-source.ts'
import { Button } from '../../parts/button.tsx'
import styles from './found-list.module.css'

type FoundListProps = {
  found: readonly FoundSource[]
  busy: boolean
  onPreview: (ids: readonly string[]) => void
}

const previewOf = (number: number): string =>
  number === 1 ? 'Preview 1 import' : `Preview ${number} imports`

export const FoundList = ({ found, busy, onPreview }: FoundListProps) => {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(found.filter(({ suggested }) => suggested).map(({ id }) => id)),
  )
  const toggle = (id: string, on: boolean): void => {
    const next = new Set(chosen)
    if (on) next.add(id)
    else next.delete(id)
    setChosen(next)
  }
  return (
    <section className={styles.import} aria-labelledby="found-title">
      <header>
        <h2 id="found-title">Found on this machine</h2>
        <p>Nothing is read further until you import.</p>
      </header>
      {found.length === 0 ? (
        <p className={styles.none}>No files of the AWS tools, Leapp, Granted, aws-vault or aws-sso-cli.</p>
      ) : (
        <>
          <ul>
            {found.map(({ id, name, path, holds }) => (
              <li key={id}>
                <label className={styles.found} title={path}>
                  <input
                    type="checkbox"
                    checked={chosen.has(id)}
                    onChange={event => toggle(id, event.target.checked)}
                  />
                  <span className={styles.name}>{name}</span>
                  <span className={styles.holds}>{holds}</span>
                </label>
              </li>
            ))}
          </ul>
          <footer>
            <span>{chosen.size === 0 ? 'Choose what to import.' : 'Shows what it would add first.'}</span>
            <Button
              primary
              disabled={chosen.size === 0 || busy}
              onClick={() => onPreview(found.filter(({ id }) => chosen.has(id)).map(({ id }) => id))}
            >
              {previewOf(chosen.size)}
            </Button>
          </footer>
        </>
      )}
    </section>
  )
}

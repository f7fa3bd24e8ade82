// What a team wrote about an account: facts, checklist and links, and the way to try the route without keeping a session.
import type { TargetExtras } from '../../../shared/target-row.ts'
import { OutLink, TextButton } from '../../parts/button.tsx'
import { Facts } from '../../parts/pane.tsx'
import styles from './target-facts.module.css'

type TargetFactsProps = { extras: TargetExtras; checking: boolean; onCheck: () => void }

const titled = (key: string): string => `${key.charAt(0).toUpperCase()}${key.slice(1)}`

/** "11 of 12, budgets open". */
export const checklistInWords = (checklist: TargetExtras['checklist']): string => {
  const open = checklist.filter(item => !item.done)
  const done = `${checklist.length - open.length} of ${checklist.length}`
  const first = open[0]
  if (!first) return `${done} done`
  return open.length === 1 ? `${done}, ${first.title} open` : `${done}, ${open.length} open`
}

export const TargetFactsList = ({ extras, checking, onCheck }: TargetFactsProps) => {
  const rows = [
    ...Object.entries({ ...extras.tags, ...extras.facts }).map(([term, value]) => ({
      term: titled(term),
      value,
    })),
    ...(extras.checklist.length > 0
      ? [
          {
            term: 'Checklist',
            value: (
              <details className={styles.checklist}>
                <summary>{checklistInWords(extras.checklist)}</summary>
                <ul>
                  {extras.checklist.map(item => (
                    <li key={item.title}>
                      <span aria-hidden="true">{item.done ? '✓' : '○'}</span> {item.title}
                      <span className="sr">{item.done ? ', done' : ', open'}</span>
                    </li>
                  ))}
                </ul>
              </details>
            ),
          },
        ]
      : []),
  ]
  return (
    <>
      {rows.length > 0 ? <Facts rows={rows} /> : null}
      <p className={styles.links}>
        {extras.links.map(link => (
          <OutLink key={`${link.title} ${link.url}`} href={link.url}>
            {link.title}
          </OutLink>
        ))}
        <TextButton disabled={checking} onClick={onCheck}>
          {checking ? 'Trying each hop…' : 'Check this route'}
        </TextButton>
      </p>
    </>
  )
}

// What a team wrote about an account: facts, checklist and links, and the way to try the route without keeping a session.
import type { TargetExtras, TargetRow } from '../../../shared/target-row.ts'
import { ticketIn } from '../../../shared/ticket.ts'
import { useTime } from '../../desk/hooks.ts'
import { useRecents } from '../../desk/use-recents.ts'
import { OutLink, TextButton } from '../../parts/button.tsx'
import { Facts } from '../../parts/pane.tsx'
import { since } from '../../time/since.ts'
import styles from './target-facts.module.css'

type TargetFactsProps = { row: TargetRow; extras: TargetExtras; checking: boolean; onCheck: () => void }

const titled = (key: string): string => `${key.charAt(0).toUpperCase()}${key.slice(1)}`

/** "11 of 12, budgets open". */
export const checklistInWords = (checklist: TargetExtras['checklist']): string => {
  const open = checklist.filter(item => !item.done)
  const done = `${checklist.length - open.length} of ${checklist.length}`
  const first = open[0]
  if (!first) return `${done} done`
  return open.length === 1 ? `${done}, ${first.title} open` : `${done}, ${open.length} open`
}

/** "yesterday, OPS-2398": when it was last used, and the ticket or the reason it was opened for. */
const useLastUsed = (target: string): { readonly words: string; readonly reason: string | null } | null => {
  const last = useRecents().find(recent => recent.target === target)
  const words = useTime(now => (last ? since(last.lastUsed, now) : null))
  if (!last || words === null) return null
  const why = last.reason === null ? null : (ticketIn(last.reason) ?? last.reason)
  return { words: why === null ? words : `${words}, ${why}`, reason: last.reason }
}

export const TargetFactsList = ({ row, extras, checking, onCheck }: TargetFactsProps) => {
  const last = useLastUsed(row.target)
  const rows = [
    ...Object.entries({ ...extras.tags, ...extras.facts }).map(([term, value]) => ({
      term: titled(term),
      value,
    })),
    ...(last
      ? [{ term: 'Last used', value: <span title={last.reason ?? undefined}>{last.words}</span> }]
      : []),
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

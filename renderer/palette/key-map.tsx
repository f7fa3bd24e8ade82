// The map of the keyboard: what each key does, by where one is.
import { Button } from '../parts/button.tsx'
import { Dialog, DialogActs } from '../parts/dialog.tsx'
import { Keys } from '../parts/keys.tsx'
import styles from './key-map.module.css'

const titleId = 'key-map-title'

const parts: readonly {
  readonly title: string
  readonly rows: readonly { readonly keys: readonly string[]; readonly does: string }[]
}[] = [
  {
    title: 'Everywhere',
    rows: [
      { keys: ['command', 'K'], does: 'Go to or do anything' },
      { keys: ['?'], does: 'This map' },
      { keys: ['escape'], does: 'Back: closes, clears, cancels' },
    ],
  },
  {
    title: 'Targets',
    rows: [
      { keys: ['A…Z'], does: 'Search, wherever the focus is' },
      { keys: ['↑', '↓'], does: 'Choose' },
      { keys: ['enter'], does: 'Assume or renew, or as the settings say' },
      { keys: ['command', 'enter'], does: 'Open the console' },
      { keys: ['alt', 'enter'], does: 'Open a terminal' },
      { keys: ['command', 'C'], does: 'What to copy of it' },
      { keys: ['→'], does: 'Details' },
      { keys: ['PgUp', 'PgDn'], does: 'Twelve rows on' },
    ],
  },
  {
    title: 'In the list itself, by Tab',
    rows: [
      { keys: ['P'], does: 'Pin, or unpin' },
      { keys: ['Home', 'End'], does: 'First and last' },
    ],
  },
  {
    title: 'Typed into the search',
    rows: [
      { keys: ['tag:client=acme'], does: 'Only accounts with the tag' },
      { keys: ['env:prod'], does: 'Only that environment' },
      { keys: ['group:', 'catalog:', 'sign-in:', 'unit:'], does: 'The same for these' },
    ],
  },
  {
    title: 'In the palette',
    rows: [
      { keys: ['enter'], does: 'The same as in the list, and so with the others' },
      { keys: ['tab'], does: 'From targets to actions to commands' },
      { keys: ['→'], does: 'Details of the target' },
    ],
  },
  {
    title: 'On the map, by Tab',
    rows: [
      { keys: ['↑', '↓', 'Home', 'End'], does: 'From account to account' },
      { keys: ['←', '→'], does: 'Move it sideways' },
      { keys: ['Shift', '↑', '↓'], does: 'Move it up and down' },
      { keys: ['+', '-', '0'], does: 'Nearer, farther, all of it' },
      { keys: ['enter'], does: 'Details of the account’s first role' },
    ],
  },
]

export const KeyMap = ({ onClose }: { onClose: () => void }) => (
  <Dialog titleId={titleId} broad light onCancel={onClose}>
    <div className={styles.map}>
      <h2 id={titleId}>Keyboard</h2>
      <div className={styles.parts}>
        {parts.map(part => (
          <section key={part.title}>
            <h3>{part.title}</h3>
            <dl>
              {part.rows.map(row => (
                <div key={row.does}>
                  <dt>
                    <Keys keys={row.keys} />
                  </dt>
                  <dd>{row.does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <DialogActs>
        <Button data-first onClick={onClose}>
          Close <Keys keys={['escape']} />
        </Button>
      </DialogActs>
    </div>
  </Dialog>
)

// What is done with a target now and then: try its route, find it on the map, make it one's own.
import { useRef } from 'react'
import type { TargetRow } from '../../../shared/target-row.ts'
import { Button } from '../../parts/button.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Menu } from '../../parts/menu.tsx'
import { goTo } from '../../place/place.ts'

type MoreMenuProps = {
  row: TargetRow
  checking: boolean
  onCheck: () => void
  /** Opens what is the person's own; yields its first field. */
  onOwn: () => HTMLElement | null
  onHide: (hidden: boolean) => void
  onCopyName: () => void
}

export const MoreMenu = ({ row, checking, onCheck, onOwn, onHide, onCopyName }: MoreMenuProps) => {
  const landing = useRef<HTMLElement>(null)
  return (
    <div>
      <Menu
        align="end"
        back={() => {
          const field = landing.current ?? true
          landing.current = null
          return field
        }}
        title={`${row.account.name} / ${row.role}`}
        trigger={
          <Button aria-label="More">
            <Icon name="more" />
          </Button>
        }
        items={[
          {
            key: 'check',
            icon: 'shield',
            text: 'Check this route',
            note: 'each hop, without keeping a session',
            onChoose: () => {
              if (!checking) onCheck()
            },
          },
          {
            key: 'map',
            icon: 'map',
            text: 'Show on the map',
            onChoose: () => goTo('map', `${row.catalog}:${row.account.key}`),
          },
          { key: 'name', icon: 'copy', text: 'Copy its name', onChoose: onCopyName },
          {
            key: 'own',
            icon: 'user',
            text: 'Pin, color, length…',
            onChoose: () => {
              landing.current = onOwn()
            },
          },
          row.hidden
            ? { key: 'show', icon: 'list', text: 'Show in lists', onChoose: () => onHide(false) }
            : { key: 'hide', icon: 'minus', text: 'Hide from lists', onChoose: () => onHide(true) },
        ]}
      />
    </div>
  )
}

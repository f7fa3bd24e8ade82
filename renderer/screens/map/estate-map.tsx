// The estate as a picture: units, accounts and the routes between them, to be moved, zoomed, searched and clicked.
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { lookOf } from '../../../shared/environment-look.ts'
import type { TargetRow } from '../../../shared/target-row.ts'
import { countdown } from '../../../shared/time-left.ts'
import { useSnapshot, useTargetRows, useTime } from '../../desk/hooks.ts'
import { Button, IconButton } from '../../parts/button.tsx'
import { Empty } from '../../parts/empty.tsx'
import { Mark } from '../../parts/mark.tsx'
import { Screen } from '../../parts/screen.tsx'
import { SearchField } from '../../parts/search-field.tsx'
import { Select } from '../../parts/select.tsx'
import { catalogTabs, Tabs } from '../../parts/tabs.tsx'
import { choose, goTo, usePlace } from '../../place/place.ts'
import styles from './estate-map.module.css'
import { MapCard } from './map-card.tsx'
import { layOutMap, type MapAccount } from './map-layout.ts'
import { MapPicture } from './map-picture.tsx'
import { useView } from './use-view.ts'

const none: readonly TargetRow[] = []
const idOf = (key: string): string => `map-${key}`
/** Below this size nobody reads the words, and drawing thousands of them is what makes a map slow. */
const readable = 0.42

export const EstateMap = () => {
  const rows = useTargetRows() ?? none
  const catalogs = useSnapshot(snapshot => snapshot.catalogs)
  const environments = useSnapshot(snapshot => snapshot.environments)
  const { chosen } = usePlace()
  const [words, setWords] = useState('')
  const largest = useMemo(() => catalogs.toSorted((a, b) => b.targets - a.targets)[0]?.name ?? '', [catalogs])
  const [wanted, setWanted] = useState<string | null>(null)
  const catalog = wanted ?? chosen?.split(':')[0] ?? largest
  const own = useMemo(
    () => rows.filter(row => row.catalog === catalog && row.granted !== false),
    [rows, catalog],
  )
  const layout = useMemo(() => layOutMap(own), [own])
  const box = useRef<HTMLDivElement>(null)
  const { view, fit, zoom, move, show } = useView(box, layout.width, layout.height)

  const key = chosen?.startsWith(`${catalog}:`) ? chosen.slice(catalog.length + 1) : null
  const selected = layout.accounts.find(account => account.key === key) ?? null
  const colors = useMemo(
    () => new Map(environments.filter(each => each.catalog === catalog).map(each => [each.key, each.color])),
    [environments, catalog],
  )
  const look = useCallback(
    (account: MapAccount) =>
      account.rows[0]?.color ??
      lookOf(
        account.environment,
        account.environment === null ? null : (colors.get(account.environment) ?? null),
      ),
    [colors],
  )
  // Words of time change once a minute; a string is what `useTime` may compare.
  const times = useTime(now =>
    own
      .flatMap(row => (row.session ? [`${row.account.key}\t${countdown(row.session.expiresAt, now)}`] : []))
      .join('\n'),
  )
  const live = useMemo(
    () =>
      new Map(
        times
          .split('\n')
          .filter(Boolean)
          .map(line => line.split('\t') as [string, string]),
      ),
    [times],
  )
  const pick = useCallback((next: string) => choose('map', `${catalog}:${next}`), [catalog])
  useEffect(() => {
    if (selected) show(selected.x, selected.y)
  }, [selected, show])

  const find = (typed: string): void => {
    setWords(typed)
    const terms = typed.toLowerCase().split(/\s+/).filter(Boolean)
    const found = layout.accounts.find(({ key: own, name, id, environment }) =>
      terms.every(term => `${own} ${name} ${id} ${environment ?? ''}`.toLowerCase().includes(term)),
    )
    if (terms.length > 0 && found) pick(found.key)
  }
  const step = (by: number): void => {
    const at = selected ? layout.accounts.indexOf(selected) : -1
    const next = layout.accounts[Math.max(0, Math.min(layout.accounts.length - 1, at + by))]
    if (next) pick(next.key)
  }
  const onKey = (event: KeyboardEvent): void => {
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => (event.shiftKey ? move(0, -80) : step(1)),
      ArrowUp: () => (event.shiftKey ? move(0, 80) : step(-1)),
      ArrowLeft: () => move(80, 0),
      ArrowRight: () => move(-80, 0),
      '+': () => zoom(1.25),
      '-': () => zoom(0.8),
      '0': fit,
      Enter: () => selected?.rows[0] && goTo('targets', selected.rows[0].target),
    }
    const act = keys[event.key]
    if (!act || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    act()
  }
  const held = useRef<{ x: number; y: number } | null>(null)
  const looks = [...new Set(own.map(row => row.account.environment))].filter(name => name !== null)

  return (
    <Screen
      title="Catalogs"
      bare
      beside={<Tabs tabs={catalogTabs} current="map" />}
      acts={
        <>
          <SearchField label="Find an account" placeholder="Find an account" value={words} onValue={find} />
          <fieldset className={styles.zoom} aria-label="Zoom">
            <IconButton icon="minus" label="Zoom out" onClick={() => zoom(0.8)} />
            <span className="num">{Math.round(view.scale * 100)} %</span>
            <IconButton icon="plus" label="Zoom in" onClick={() => zoom(1.25)} />
            <IconButton icon="fit" label="Show everything" onClick={fit} />
          </fieldset>
          {catalogs.length > 1 ? (
            <Select
              label="Catalog"
              value={catalog}
              options={catalogs.map(({ name }) => ({ value: name, text: name }))}
              onChoose={setWanted}
            />
          ) : null}
        </>
      }
    >
      <div className={styles.frame}>
        <div
          ref={box}
          className={styles.map}
          role="listbox"
          tabIndex={0}
          aria-label={`Accounts of ${catalog} on a map`}
          aria-activedescendant={selected ? idOf(selected.key) : undefined}
          onKeyDown={onKey}
          onPointerDown={event => {
            held.current = { x: event.clientX, y: event.clientY }
          }}
          onPointerMove={event => {
            const from = held.current
            if (!from || event.buttons !== 1) return
            move(event.clientX - from.x, event.clientY - from.y)
            held.current = { x: event.clientX, y: event.clientY }
          }}
          onPointerUp={() => {
            held.current = null
          }}
        >
          <svg className={styles.estate} role="presentation">
            <g transform={`translate(${view.x} ${view.y}) scale(${view.scale})`}>
              <MapPicture
                layout={layout}
                chosen={selected?.key ?? null}
                live={live}
                lookOf={look}
                small={view.scale < readable}
                idOf={idOf}
                onChoose={pick}
              />
            </g>
          </svg>
        </div>
        {layout.accounts.length === 0 ? (
          <div className={styles.none}>
            <Empty icon="map" title="Nothing to draw yet">
              <p>The map shows the accounts of a catalog, and of a portal once you are signed in.</p>
              <Button onClick={() => goTo('sign-ins')}>Go to Sign-ins</Button>
            </Empty>
          </div>
        ) : null}
        <div className={styles.over}>
          {selected ? <MapCard account={selected} look={look(selected)} /> : null}
          <p className={styles.legend} aria-hidden="true">
            {looks.map(name => (
              <span key={name}>
                <Mark look={lookOf(name, colors.get(name) ?? null)} />
                {name}
              </span>
            ))}
          </p>
        </div>
      </div>
    </Screen>
  )
}

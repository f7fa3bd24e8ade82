// The estate as a picture: units, accounts and the routes between them, to be moved, zoomed, searched and clicked.
import {
  type KeyboardEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { TargetRow } from '../../../shared/target-row.ts'
import { useDeskState, useDeskStore, useSnapshot, useTargetRows } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { useCatalogTabs } from '../../desk/use-catalog-tabs.ts'
import { Button, IconButton } from '../../parts/button.tsx'
import { Empty } from '../../parts/empty.tsx'
import { Screen } from '../../parts/screen.tsx'
import { SearchField } from '../../parts/search-field.tsx'
import { Select } from '../../parts/select.tsx'
import { Tabs } from '../../parts/tabs.tsx'
import { Unread } from '../../parts/unread.tsx'
import { WaitingRows } from '../../parts/waiting-rows.tsx'
import { choose, goTo, usePlace } from '../../place/place.ts'
import styles from './estate-map.module.css'
import { accountAt, findAccount } from './find-account.ts'
import { MapCard } from './map-card.tsx'
import { layOutMap } from './map-layout.ts'
import { MapLegend } from './map-legend.tsx'
import { MapPicture } from './map-picture.tsx'
import { useLive, useLooks, useStopWords } from './map-words.ts'
import { useView } from './use-view.ts'

const none: readonly TargetRow[] = []
const idOf = (key: string): string => `map-${key}`
/** Pointers tremble: less than this is a click. */
const still = 4

export const EstateMap = () => {
  const rows = useTargetRows()
  const unread = useDeskState(state => state.listFailure)
  const store = useDeskStore()
  const remedy = useRemedy()
  const catalogs = useSnapshot(snapshot => snapshot.catalogs)
  const signIns = useSnapshot(snapshot => snapshot.signIns)
  const { chosen } = usePlace()
  const [words, setWords] = useState('')
  const largest = useMemo(() => catalogs.toSorted((a, b) => b.targets - a.targets)[0]?.name ?? '', [catalogs])
  const [wanted, setWanted] = useState<string | null>(null)
  const catalog = wanted ?? chosen?.split(':')[0] ?? largest
  const own = useMemo(
    () => (rows ?? none).filter(row => row.catalog === catalog && row.granted !== false),
    [rows, catalog],
  )
  // Sign-ins come anew with every snapshot; where their users live does not change with it.
  const homeKeys = JSON.stringify(signIns.flatMap(({ signIn, home }) => (home ? [{ signIn, ...home }] : [])))
  const layout = useMemo(() => layOutMap(own, JSON.parse(homeKeys)), [own, homeKeys])
  const box = useRef<HTMLDivElement>(null)
  const sheet = useRef<HTMLDivElement>(null)
  const drawing = useRef<SVGGElement>(null)
  const size = useRef<HTMLSpanElement>(null)
  const { seen, fit, zoom, move, show, placeOf } = useView(
    { box, sheet, drawing, size },
    layout.width,
    layout.height,
  )

  const key = chosen?.startsWith(`${catalog}:`) ? chosen.slice(catalog.length + 1) : null
  const selected = layout.accounts.find(account => account.key === key) ?? null
  const look = useLooks(catalog)
  const live = useLive(own)
  const stopWords = useStopWords()
  const pick = useCallback((next: string | null) => choose('map', next && `${catalog}:${next}`), [catalog])
  useEffect(() => {
    if (selected) show(selected.x, selected.y)
  }, [selected, show])

  const find = (typed: string): void => {
    setWords(typed)
    const found = findAccount(layout.accounts, typed)
    if (found) pick(found.key)
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
      Home: () => step(-layout.accounts.length),
      End: () => step(layout.accounts.length),
      '+': () => zoom(1.25),
      '-': () => zoom(0.8),
      '0': fit,
      Enter: () => selected?.rows[0] && goTo('targets', selected.rows[0].target),
      Escape: () => pick(null),
    }
    const act = keys[event.key]
    if (!act || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    act()
  }
  const held = useRef<{ x: number; y: number; moved: boolean } | null>(null)
  const onPointerMove = (event: PointerEvent): void => {
    const from = held.current
    if (!from || event.buttons !== 1) return
    if (!from.moved && Math.hypot(event.clientX - from.x, event.clientY - from.y) < still) return
    // From now on it is a drag, also outside of the map.
    if (!from.moved) event.currentTarget.setPointerCapture(event.pointerId)
    move(event.clientX - from.x, event.clientY - from.y)
    held.current = { x: event.clientX, y: event.clientY, moved: true }
  }
  const onPointerUp = (event: PointerEvent): void => {
    const from = held.current
    held.current = null
    if (!from || from.moved) return
    const { x, y } = placeOf(event.clientX, event.clientY)
    pick(accountAt(layout, x, y)?.key ?? null)
  }

  return (
    <Screen
      title="Catalogs"
      bare
      beside={<Tabs tabs={useCatalogTabs()} current="map" />}
      acts={
        <>
          <SearchField label="Find an account" placeholder="Find an account" value={words} onValue={find} />
          <fieldset className={styles.zoom} aria-label="Zoom">
            <IconButton icon="minus" label="Zoom out" onClick={() => zoom(0.8)} />
            <span className="num" ref={size} />
            <IconButton icon="plus" label="Zoom in" onClick={() => zoom(1.25)} />
            <IconButton icon="fit" label="Show everything" onClick={fit} />
          </fieldset>
          {catalogs.length > 1 ? (
            <Select
              label="Catalog"
              value={catalog}
              options={catalogs.map(({ name }) => ({ value: name, text: name }))}
              onChoose={name => {
                setWanted(name)
                choose('map', null)
              }}
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
          inert={layout.accounts.length === 0}
          aria-label={`Accounts of ${catalog} on a map`}
          aria-activedescendant={selected ? idOf(selected.key) : undefined}
          onKeyDown={onKey}
          onPointerDown={event => {
            if (event.button === 0) held.current = { x: event.clientX, y: event.clientY, moved: false }
          }}
          onPointerMove={onPointerMove}
          onPointerUp={onPointerUp}
        >
          <div ref={sheet} className={styles.sheet} role="presentation">
            <svg className={styles.estate} role="presentation">
              <g ref={drawing}>
                <MapPicture
                  layout={layout}
                  chosen={selected?.key ?? null}
                  live={live}
                  words={stopWords}
                  lookOf={look}
                  seen={seen}
                  idOf={idOf}
                />
              </g>
            </svg>
          </div>
        </div>
        {rows === null ? (
          <div className={styles.none}>
            {unread ? (
              <Unread failure={unread} onRemedy={remedy} onRetry={store.askAgain} />
            ) : (
              <WaitingRows label="Reading the accounts" />
            )}
          </div>
        ) : layout.accounts.length === 0 ? (
          <div className={styles.none}>
            <Empty icon="map" title="Nothing to draw yet">
              <p>The map shows the accounts of a catalog, and of a portal once you are signed in.</p>
              <Button onClick={() => goTo('sign-ins')}>Go to Sign-ins</Button>
            </Empty>
          </div>
        ) : null}
        <div className={styles.over}>
          {/* Always there, because a region that comes together with its words is not read out. */}
          <div role="status">
            {words.trim() !== '' && !findAccount(layout.accounts, words) ? (
              <p className={styles.missing}>
                No account of {catalog} matches “{words.trim()}”.
              </p>
            ) : null}
          </div>
          {selected ? <MapCard account={selected} look={look(selected)} /> : null}
          <MapLegend rows={own} catalog={catalog} />
        </div>
      </div>
    </Screen>
  )
}

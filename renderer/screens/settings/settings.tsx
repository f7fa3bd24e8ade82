// The screen of settings, drawn from the table: sections at the side, a search over all rows, each choice kept at once.
import { type ComponentType, useEffect, useRef, useState } from 'react'
import { rowMatches, type SettingRow, settingSections } from '../../../shared/setting-row.ts'
import type { SettingsFacts } from '../../../shared/settings-facts.ts'
import { type OwnSettingId, settingRows } from '../../../shared/settings-table.ts'
import { useSnapshot } from '../../desk/hooks.ts'
import { Button } from '../../parts/button.tsx'
import { Empty } from '../../parts/empty.tsx'
import { Screen } from '../../parts/screen.tsx'
import { SearchField } from '../../parts/search-field.tsx'
import { choose, usePlace } from '../../place/place.ts'
import { EarlierStates } from './earlier-states.tsx'
import { MfaCommands } from './mfa-commands.tsx'
import { AgentFacts, Environments, NetworkFacts, StaleProfiles, VaultRow } from './own-rows.tsx'
import { SettingControl } from './setting-control.tsx'
import styles from './settings.module.css'
import { SettingsFileNotice } from './settings-file-notice.tsx'
import { moreOf, optionsHere } from './this-machine.ts'
import { useAnew } from './use-anew.ts'
import { useSectionInView } from './use-section-in-view.ts'

type OwnRow = ComponentType<{ name: string; note: string; facts: SettingsFacts | null }>

/** The rows that are no single field; the compiler wants one for each that the table names. */
const ownRows: { readonly [K in OwnSettingId]: OwnRow } = {
  'earlier-states': EarlierStates,
  clean: StaleProfiles,
  environments: Environments,
  mfaCommands: MfaCommands,
  vault: VaultRow,
  network: NetworkFacts,
  agent: AgentFacts,
}

const rows: readonly SettingRow[] = settingRows
const sectionId = (id: string): string => `settings-${id}`

export const Settings = () => {
  const { chosen } = usePlace()
  const host = useSnapshot(snapshot => snapshot.host)
  const version = useSnapshot(snapshot => snapshot.version)
  const [query, setQuery] = useState('')
  const facts = useAnew('settingsFacts')
  const page = useRef<HTMLElement>(null)
  const asked = query.trim()
  const found = asked === '' ? rows : rows.filter(row => rowMatches(row, asked))
  const sections = settingSections.filter(section => found.some(row => row.section === section.id))
  const { inView, goTo } = useSectionInView(
    page,
    sections.map(section => sectionId(section.id)),
  )
  // An address that names a section leads to it.
  const wanted = useRef(chosen)
  useEffect(() => {
    if (wanted.current && facts) {
      goTo(sectionId(wanted.current))
      // What led here is gone, and the keyboard with it.
      if (document.activeElement === document.body) page.current?.focus({ preventScroll: true })
    }
    if (facts) wanted.current = null
  }, [facts, goTo])

  const missing = (row: SettingRow): boolean => row.needs === 'desktop' && host !== 'desktop'

  return (
    <Screen
      title="Settings"
      note={`Switchyard ${version}`}
      bare
      acts={
        <SearchField label="Search settings" placeholder="Search settings" value={query} onValue={setQuery} />
      }
    >
      <div className={styles.split}>
        <nav className={styles.nav} aria-label="Sections">
          {sections.map(section => (
            <button
              key={section.id}
              type="button"
              aria-current={sectionId(section.id) === inView ? 'true' : undefined}
              onClick={() => {
                choose('settings', section.id)
                goTo(sectionId(section.id))
              }}
            >
              {section.name}
            </button>
          ))}
        </nav>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a place that scrolls must be reachable by keyboard */}
        <section className={styles.page} ref={page} tabIndex={0} aria-label="All settings">
          <div className={styles.column}>
            <div className={styles.notice}>
              <SettingsFileNotice facts={facts} />
            </div>
            {sections.map(section => (
              <section
                key={section.id}
                id={sectionId(section.id)}
                aria-labelledby={`${sectionId(section.id)}-name`}
              >
                <h2 id={`${sectionId(section.id)}-name`} className={styles.head}>
                  {section.name}
                </h2>
                <div className={styles.group}>
                  {found
                    .filter(row => row.section === section.id)
                    .map(row => {
                      if (row.control.kind !== 'own')
                        return (
                          <SettingControl
                            key={row.id}
                            row={row}
                            options={optionsHere(row, host, facts)}
                            more={moreOf(row, facts)}
                            missing={missing(row)}
                          />
                        )
                      const Own = ownRows[row.id as OwnSettingId]
                      return <Own key={row.id} name={row.name} note={row.note} facts={facts} />
                    })}
                </div>
              </section>
            ))}
            {sections.length === 0 ? (
              <Empty icon="search" title={`No settings match “${asked}”`}>
                <Button onClick={() => setQuery('')}>Clear search</Button>
              </Empty>
            ) : null}
          </div>
        </section>
      </div>
    </Screen>
  )
}

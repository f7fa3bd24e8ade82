// The personal layer as a source: all that is one's own and nobody else's, changed here or in its file.
import { useState } from 'react'
import type { CatalogRow } from '../../../shared/catalog.ts'
import type { PersonalChange } from '../../../shared/personal-change.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { WaitingRows } from '../../parts/waiting-rows.tsx'
import { AboutSignInForm, AboutTargetForm } from './about-forms.tsx'
import { counted } from './catalog-words.ts'
import { OwnAccountForm } from './own-account-form.tsx'
import { OwnRoleForm } from './own-role-form.tsx'
import { PersonalFile } from './personal-file.tsx'
import { type OpenForm, PersonalLists } from './personal-lists.tsx'
import styles from './personal-pane.module.css'
import { usePersonal } from './use-personal.ts'

export const PersonalPane = ({ catalog }: { catalog: CatalogRow }) => {
  const { view, failure, change, undo } = usePersonal()
  const [open, setOpen] = useState<OpenForm | null>(null)
  const [removed, setRemoved] = useState<string | null>(null)
  const remedy = useRemedy()
  const send = { change, onDone: () => setOpen(null) }
  const remove = (name: string, wish: PersonalChange): void => {
    void change(wish).then(result => setRemoved(result.ok ? name : null))
  }
  const broken = (view?.problems.length ?? 0) > 0
  return (
    <section className={styles.pane} aria-label="personal">
      <h2>Personal layer</h2>
      <p className={styles.meta}>
        What is yours alone. It is kept by catalog and target, so it stays through every sync.
        {catalog.targets > 0 ? ` ${counted(catalog.targets, 'target')} of your own.` : ''}
      </p>
      {view ? <PersonalFile view={view} /> : null}
      {/* Always there, because a region that comes together with its words is not read out. */}
      <div role="status">
        {removed !== null && view?.undo ? (
          <p className={styles.removed}>
            {removed} is removed.{' '}
            <Button
              small
              icon="undo"
              onClick={() => {
                setRemoved(null)
                undo()
              }}
            >
              Undo
            </Button>
          </p>
        ) : null}
      </div>
      {failure && open === null ? <FailureNotice failure={failure} onRemedy={remedy} /> : null}
      {view === null ? (
        failure ? null : (
          <WaitingRows label="Reading the personal layer" />
        )
      ) : (
        <PersonalLists view={view} broken={broken} onOpen={setOpen} onRemove={remove} />
      )}
      {open?.what === 'account' ? <OwnAccountForm {...send} account={open.of} /> : null}
      {open?.what === 'role' ? <OwnRoleForm {...send} role={open.of} /> : null}
      {open?.what === 'sign-in' ? <AboutSignInForm {...send} about={open.of} /> : null}
      {open?.what === 'target' ? <AboutTargetForm {...send} about={open.of} /> : null}
    </section>
  )
}

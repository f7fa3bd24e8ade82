// The accounts of AWS Organizations against the catalog: new and gone ones, and what is called or placed differently.
import { useMemo, useState } from 'react'
import type { DriftKind } from '../../../shared/catalog-exchange.ts'
import type { TargetRow } from '../../../shared/target-row.ts'
import { comparedOf } from '../../desk/drift-lists.ts'
import { useKnownDrift } from '../../desk/known-drift.ts'
import { useOrganizationCheck } from '../../desk/organization-check.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { LongWork } from '../../parts/long-work.tsx'
import { Select } from '../../parts/select.tsx'
import { saveFile } from '../../place/save-file.ts'
import styles from './drift.module.css'
import { Part } from './part.tsx'

/** Who may read Organizations no catalog says: names that speak of it come first, then management accounts. */
const likely = ({ role, account, breakGlass }: TargetRow): number =>
  (breakGlass ? 8 : 0) +
  (/org|discover/i.test(role) ? 0 : 2) +
  (/manage|master|root/i.test(`${account.key} ${account.environment ?? ''}`) ? 0 : 1)

const kinds: { readonly [K in DriftKind]: string } = {
  new: 'new',
  gone: 'gone',
  unit: 'unit',
  name: 'name',
  state: 'state',
  tags: 'tags',
}

type OrganizationPartProps = {
  rows: readonly TargetRow[]
  catalog: string
  /** Its copy in force. */
  copy: string | null
}

export const OrganizationPart = ({ rows, catalog, copy }: OrganizationPartProps) => {
  const readers = useMemo(
    () =>
      rows
        .filter(row => row.signIn !== null && row.granted !== false)
        .toSorted((a, b) => likely(a) - likely(b))
        .slice(0, 200),
    [rows],
  )
  const [wanted, setWanted] = useState<string | null>(null)
  const comparison = useOrganizationCheck()
  const remedy = useRemedy()
  const { progress, failure } = comparison
  const found = comparedOf({ name: catalog, approvedRef: copy }, useKnownDrift())
  const reader = readers.find(row => row.target === wanted) ?? readers[0]
  const start = (): void => {
    if (reader) void comparison.start(reader.target, catalog, copy)
  }
  return (
    <Part
      title="Accounts of AWS Organizations"
      count={found ? found.differences.length : null}
      act={
        <LongWork
          words={
            progress && `${progress.sentence}${progress.catalog === catalog ? '' : ` of ${progress.catalog}`}`
          }
          verb="Compare"
          onStart={reader ? start : null}
          onCancel={comparison.cancel}
          beside={
            reader ? (
              <Select
                label="Read as"
                value={reader.target}
                options={readers.map(row => ({
                  value: row.target,
                  text: `as ${row.account.key}/${row.role}`,
                }))}
                onChoose={setWanted}
              />
            ) : null
          }
        />
      }
    >
      {failure?.catalog === catalog ? (
        <FailureNotice failure={failure.failure} onRemedy={remedy} onRetry={start} />
      ) : null}
      {found === null ? (
        <p className={styles.none}>
          {reader
            ? 'AWS answers in the management account and to delegated administrators only. Nothing is changed by reading.'
            : 'No target of this catalog can be taken to read them.'}
        </p>
      ) : (
        <>
          <p className={styles.said}>
            {found.accounts.length.toLocaleString('en')} accounts in {found.organization.id}
            {found.differences.length === 0 ? `, all as ${catalog} says.` : '.'}
          </p>
          <ul>
            {found.differences.map(({ kind, account, sentence }) => (
              <li key={`${kind} ${account.id} ${sentence}`} className={styles.plain}>
                <div className={styles.body}>
                  <p>{sentence}</p>
                  <p className={styles.note}>
                    {kinds[kind]} · <span className="num">{account.id}</span>
                  </p>
                </div>
              </li>
            ))}
          </ul>
          {found.yaml === '' ? null : (
            <p className={styles.said}>
              <Button
                icon="import"
                onClick={() => saveFile(`${catalog}-new-accounts.yaml`, 'text/yaml', found.yaml)}
              >
                Save the new accounts as YAML
              </Button>
            </p>
          )}
        </>
      )}
    </Part>
  )
}

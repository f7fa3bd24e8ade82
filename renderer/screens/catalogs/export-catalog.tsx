// Carries a catalog out as a file for another tool, and names what that tool cannot hold.
import { useState } from 'react'
import type { ExportedCatalog } from '../../../shared/catalog-exchange.ts'
import { useCall } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { Menu } from '../../parts/menu.tsx'
import { Notice } from '../../parts/notice.tsx'
import { saveFile } from '../../place/save-file.ts'
import styles from './catalog-pane.module.css'
import { counted } from './catalog-words.ts'

const forms = [
  { as: 'yaml', text: 'Catalog (YAML)', file: 'yaml' },
  { as: 'aws-config', text: 'AWS config', file: 'config' },
  { as: 'aesr', text: 'AWS Extend Switch Roles', file: 'aesr.ini' },
  { as: 'atmos', text: 'atmos auth', file: 'atmos.yaml' },
] as const

export const useExport = (name: string) => {
  const [written, setWritten] = useState<{ text: string; losses: ExportedCatalog['losses'] } | null>(null)
  const run = useCall('exportCatalog')
  const remedy = useRemedy()
  const button = (
    <Menu
      align="end"
      title="Save as"
      trigger={
        <Button icon="import" disabled={run.busy}>
          Export
        </Button>
      }
      items={forms.map(({ as, text, file }) => ({
        key: as,
        text,
        onChoose: () =>
          void run.run({ name, as }).then(result => {
            if (!result.ok) return
            saveFile(`${name}.${file}`, 'text/plain', result.value.text)
            setWritten({ text, losses: result.value.losses })
          }),
      }))}
    />
  )
  const after = (
    <>
      {run.failure ? <FailureNotice failure={run.failure} onRemedy={remedy} /> : null}
      {/* Always there, because a region that comes together with its words is not read out. */}
      <div className={written ? styles.problem : undefined} role="status">
        {written ? (
          <Notice icon="file">
            Saved as {written.text}.{' '}
            {written.losses.length > 0
              ? `${counted(written.losses.length, 'thing')} that it cannot hold ${written.losses.length === 1 ? 'is' : 'are'} named at its top.`
              : 'Nothing is left out.'}
          </Notice>
        ) : null}
      </div>
    </>
  )
  return { button, after }
}

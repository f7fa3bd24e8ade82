// Says when the settings file does not fit, and offers the way out that loses nothing.
import type { SettingsFacts } from '../../../shared/settings-facts.ts'
import { useCall } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { Notice } from '../../parts/notice.tsx'

export const SettingsFileNotice = ({ facts }: { facts: SettingsFacts | null }) => {
  const aside = useCall('setSettingsAside')
  const remedy = useRemedy()
  if (aside.failure) return <FailureNotice failure={aside.failure} onRemedy={remedy} />
  if (facts?.file.problem)
    return (
      <Notice
        act={
          <Button disabled={aside.busy} onClick={() => void aside.run({})}>
            Set it aside
          </Button>
        }
      >
        {/* Why is said above, as on every screen. */}
        Mend {facts.file.path}, or set it aside and go on with these settings.
      </Notice>
    )
  if (facts && facts.file.unknown.length > 0)
    return (
      <Notice icon="info">
        The file has settings that this version does not know: {facts.file.unknown.join(', ')}. They stay in
        it.
      </Notice>
    )
  return null
}

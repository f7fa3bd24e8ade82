// Says it in time when a session is about to end and nothing will renew it.
import { splitTargetId } from '../../../shared/names.ts'
import type { SessionView } from '../../../shared/session.ts'
import { countdown } from '../../../shared/time-left.ts'
import { useTime } from '../../desk/hooks.ts'
import { Button } from '../../parts/button.tsx'
import { Notice } from '../../parts/notice.tsx'
import { goTo } from '../../place/place.ts'
import { endsSoon } from '../../time/countdown.ts'

export const EndingSoon = ({ session }: { session: SessionView }) => {
  const left = useTime(now =>
    !session.renews && endsSoon(session.expiresAt, now) ? countdown(session.expiresAt, now) : null,
  )
  if (left === null) return null
  const parts = splitTargetId(session.target)
  return (
    <Notice act={<Button onClick={() => goTo('targets', session.target)}>Show target</Button>}>
      <strong>
        {parts ? `${parts.account} / ${parts.role}` : session.target} ends in{' '}
        <span className="num">{left}</span> and does not renew by itself.
      </strong>{' '}
      {session.until === null
        ? 'Assume it again when you go on.'
        : 'Its environment bounds each opening; assuming it again asks anew.'}
    </Notice>
  )
}

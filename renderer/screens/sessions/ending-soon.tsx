// Says it in time when a session is about to end and nothing will renew it, why, and what helps.
import { splitTargetId } from '../../../shared/names.ts'
import type { SessionView } from '../../../shared/session.ts'
import type { SignInView } from '../../../shared/snapshot.ts'
import type { TargetRow } from '../../../shared/target-row.ts'
import { countdown } from '../../../shared/time-left.ts'
import { useCall, useTime } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { Notice } from '../../parts/notice.tsx'
import { goTo } from '../../place/place.ts'
import { endsSoon } from '../../time/countdown.ts'
import { whyNoRenewal } from './renewal.ts'

type EndingSoonProps = { session: SessionView; row: TargetRow | null; signIn: SignInView | null }

export const EndingSoon = ({ session, row, signIn }: EndingSoonProps) => {
  const renew = useCall('renewSession')
  const enter = useCall('signIn')
  const remedy = useRemedy()
  const left = useTime(now =>
    !session.renews && endsSoon(session.expiresAt, now) ? countdown(session.expiresAt, now) : null,
  )
  const why = whyNoRenewal({ session, breakGlass: row?.breakGlass ?? false, signIn })
  if (left === null || why === null) return null
  const parts = splitTargetId(session.target)
  const failure = renew.failure ?? enter.failure
  const act =
    why.remedy === 'sign-in' && signIn ? (
      <Button
        disabled={enter.busy}
        onClick={() => {
          goTo('sign-ins', signIn.id)
          void enter.run({ signIn: signIn.id })
        }}
      >
        Sign in again
      </Button>
    ) : (
      <Button disabled={renew.busy} onClick={() => void renew.run({ target: session.target })}>
        Assume again
      </Button>
    )
  return (
    <>
      <Notice act={act}>
        <strong>
          {parts ? `${parts.account} / ${parts.role}` : session.target} ends in{' '}
          <span className="num">{left}</span> and cannot renew.
        </strong>{' '}
        {why.sentence}
      </Notice>
      {failure && failure.kind !== 'cancelled' ? <FailureNotice failure={failure} onRemedy={remedy} /> : null}
    </>
  )
}

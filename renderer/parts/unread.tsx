// What stands where a list would that could not be read: why, and the way out.
import type { Failure } from '../../shared/failure.ts'
import type { Remedy } from '../../shared/remedy.ts'
import { FailureNotice } from './failure-notice.tsx'
import styles from './unread.module.css'

type UnreadProps = { failure: Failure; onRemedy: (remedy: Remedy) => void; onRetry: () => void }

export const Unread = (props: UnreadProps) => (
  <div className={styles.unread}>
    <FailureNotice {...props} />
  </div>
)

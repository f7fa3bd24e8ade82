// A policy to attach in AWS: its text to read and scroll, and one press that copies it.
import { useState } from 'react'
import { writeClipboard } from '../place/write-clipboard.ts'
import { Button } from './button.tsx'
import styles from './policy-text.module.css'

export const PolicyText = ({ policy }: { policy: string }) => {
  const [copied, setCopied] = useState(false)
  return (
    <div className={styles.policy}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section tabIndex={0} aria-label="Policy">
        <pre className="mono">{policy}</pre>
      </section>
      <Button small icon="copy" onClick={() => void writeClipboard(policy).then(setCopied)}>
        {copied ? 'Copied' : 'Copy policy'}
      </Button>
    </div>
  )
}

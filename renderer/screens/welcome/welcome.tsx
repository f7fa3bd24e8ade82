// The first screen, before any catalog: where the accounts are described, or the demo.
import { useState } from 'react'
import { useSnapshot } from '../../desk/hooks.ts'
import { Button } from '../../parts/button.tsx'
import { Icon, type IconName } from '../../parts/icon.tsx'
import { Logo } from '../../parts/logo.tsx'
import { goTo } from '../../place/place.ts'
import { writeClipboard } from '../../place/write-clipboard.ts'
import styles from './welcome.module.css'

const demoCommand = 'switchyard demo'

const Door = ({
  icon,
  name,
  note,
  onOpen,
}: {
  icon: IconName
  name: string
  note: string
  onOpen: () => void
}) => (
  <li>
    <button type="button" className={styles.door} onClick={onOpen}>
      <span className={styles.icon}>
        <Icon name={icon} />
      </span>
      <span className={styles.name}>{name}</span>
      <span className={styles.note}>{note}</span>
      <Icon name="right" />
    </button>
  </li>
)

export const Welcome = () => {
  const [demo, setDemo] = useState(false)
  const [copied, setCopied] = useState(false)
  const catalogs = useSnapshot(snapshot => snapshot.catalogs.length)
  return (
    <main className={styles.welcome}>
      <div className={styles.inside}>
        <Logo large />
        <h1>Where are your accounts described?</h1>
        <p className={styles.lead}>
          Switchyard needs one catalog, which names accounts, roles and how to sign in. You can add more at
          any time.
        </p>
        <ul className={styles.doors}>
          <Door
            icon="file"
            name="Add a catalog"
            note="A file on this machine; your team keeps it in git"
            onOpen={() => goTo('catalogs')}
          />
          {catalogs > 0 ? (
            <Door
              icon="globe"
              name="Sign in"
              note="A portal lists your accounts and roles"
              onOpen={() => goTo('sign-ins')}
            />
          ) : null}
          <Door
            icon="play"
            name="Try the demo"
            note="Five organizations in a pretend AWS. Your files stay untouched"
            onOpen={() => setDemo(true)}
          />
        </ul>
        {demo ? (
          <div className={styles.demo} role="status">
            <p>Run this in a terminal. It opens a window of its own.</p>
            <p className={styles.command}>
              <code className="mono">{demoCommand}</code>
              <Button small icon="copy" onClick={() => void writeClipboard(demoCommand).then(setCopied)}>
                {copied ? 'Copied' : 'Copy'}
              </Button>
            </p>
          </div>
        ) : null}
      </div>
    </main>
  )
}

// The first screen, before any catalog: where the accounts are described, what other tools left here, or the demo.
import { useEffect, useRef, useState } from 'react'
import type {
  ImportDone as Done,
  FoundSource,
  ImportPreview as Preview,
} from '../../../shared/found-source.ts'
import { useCall } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { Icon, type IconName } from '../../parts/icon.tsx'
import { Logo } from '../../parts/logo.tsx'
import { goTo } from '../../place/place.ts'
import { writeClipboard } from '../../place/write-clipboard.ts'
import { FoundList } from './found-list.tsx'
import { ImportDone } from './import-done.tsx'
import { ImportPreview } from './import-preview.tsx'
import type { ImportChoice } from './import-words.ts'
import { PortalDoor } from './portal-door.tsx'
import styles from './welcome.module.css'

const demoCommand = 'switchyard demo'

type DoorProps = { icon: IconName; name: string; note: string; onOpen: () => void }

const Door = ({ icon, name, note, onOpen }: DoorProps) => (
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

const Demo = () => {
  const [copied, setCopied] = useState(false)
  return (
    <div className={styles.demo}>
      <p>Run this in a terminal. It opens a window of its own.</p>
      <p className={styles.command}>
        <code className="mono">{demoCommand}</code>
        <Button small icon="copy" onClick={() => void writeClipboard(demoCommand).then(setCopied)}>
          {copied ? 'Copied' : 'Copy'}
        </Button>
      </p>
    </div>
  )
}

const Doors = ({ onPortal, onDemo }: { onPortal: () => void; onDemo: () => void }) => (
  <ul className={styles.doors}>
    <Door
      icon="git"
      name="Add a team catalog"
      note="A git or https address, a file or a folder"
      onOpen={() => goTo('catalogs')}
    />
    <Door
      icon="globe"
      name="Sign in to a portal"
      note="IAM Identity Center lists your accounts and roles"
      onOpen={onPortal}
    />
    <Door
      icon="play"
      name="Try the demo"
      note="Five organizations in a pretend AWS. Your files stay untouched"
      onOpen={onDemo}
    />
  </ul>
)

type Step =
  | { readonly at: 'doors'; readonly demo: boolean; readonly undone: boolean }
  | { readonly at: 'portal' }
  | { readonly at: 'preview'; readonly ids: readonly string[]; readonly previews: readonly Preview[] }
  | { readonly at: 'done'; readonly done: Done }

const doors: Step = { at: 'doors', demo: false, undone: false }

export const Welcome = () => {
  const [step, setStep] = useState<Step>(doors)
  const [found, setFound] = useState<readonly FoundSource[] | null>(null)
  const [account, setAccount] = useState('')
  const find = useCall('foundSources')
  const preview = useCall('previewImports')
  const add = useCall('importFound')
  const remedy = useRemedy()
  const { run: look } = find
  useEffect(() => {
    void look({}).then(result => {
      if (result.ok) setFound(result.value)
    })
  }, [look])

  // What was pressed is gone with its step: whoever goes by keys or by ear goes on at the head of the next one.
  const inside = useRef<HTMLDivElement>(null)
  const shown = useRef(step.at)
  useEffect(() => {
    if (shown.current === step.at) return
    shown.current = step.at
    inside.current?.querySelector('h1')?.focus()
  }, [step.at])

  /** From here on a catalog may come to be, and this screen still has something to say: it is named in the address. */
  const stay = (next: Step): void => {
    goTo('welcome')
    setStep(next)
  }
  const wish = (typed: string) => (typed === '' ? {} : { account: typed })
  const show = async (ids: readonly string[], typed: string): Promise<void> => {
    const result = await preview.run({ ids: [...ids], ...wish(typed) })
    if (!result.ok) return
    setAccount(typed)
    stay({ at: 'preview', ids, previews: result.value })
  }
  const importAll = async (choices: readonly (ImportChoice & { readonly id: string })[]): Promise<void> => {
    const result = await add.run({ choices: [...choices], ...wish(account) })
    if (result.ok) setStep({ at: 'done', done: result.value })
  }

  const looking = find.failure ?? preview.failure
  const importing = add.failure ?? preview.failure
  return (
    <main className={styles.welcome}>
      <div ref={inside} className={styles.inside}>
        {/* Always there, because a region that comes together with its words is not read out. */}
        <div role="status">
          {step.at === 'doors' && step.undone ? (
            <p className={styles.undone}>The import was taken back.</p>
          ) : null}
        </div>
        {step.at === 'portal' ? (
          <PortalDoor onBack={() => setStep(doors)} />
        ) : step.at === 'preview' ? (
          <ImportPreview
            previews={step.previews}
            account={account}
            busy={preview.busy || add.busy}
            failure={importing ? <FailureNotice failure={importing} onRemedy={remedy} /> : null}
            onAccount={typed => void show(step.ids, typed)}
            onAdd={choices => void importAll(choices)}
            onBack={() => setStep(doors)}
          />
        ) : step.at === 'done' ? (
          <ImportDone done={step.done} onUndone={() => setStep({ ...doors, undone: true })} />
        ) : (
          <>
            <Logo large />
            <h1 tabIndex={-1}>Where are your accounts described?</h1>
            <p className={styles.lead}>
              Switchyard needs one catalog, or one sign-in that can list accounts. You can add more at any
              time.
            </p>
            <Doors onPortal={() => stay({ at: 'portal' })} onDemo={() => setStep({ ...step, demo: true })} />
            <div role="status">{step.demo ? <Demo /> : null}</div>
            {looking ? <FailureNotice failure={looking} onRemedy={remedy} /> : null}
            {found ? (
              <FoundList found={found} busy={preview.busy} onPreview={ids => void show(ids, account)} />
            ) : null}
          </>
        )}
      </div>
    </main>
  )
}

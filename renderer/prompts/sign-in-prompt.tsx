// Waits for a portal's page: shows the device code large, opens the page again, and says how long it is good for.
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import type { Question } from '../../shared/prompt.ts'
import { useCall, useDeskStore, useSnapshot, useTime } from '../desk/hooks.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { WaitRing } from '../parts/mark.tsx'
import { openPage } from '../place/open-page.ts'
import { writeClipboard } from '../place/write-clipboard.ts'
import { countdownSeconds, percentLeft } from '../time/countdown.ts'
import { type AskedProps, Asking, AskNote, AskWait } from './asking.tsx'
import styles from './sign-in-prompt.module.css'

/** What makes the code is loaded when there is one to make: no window waits for it to open. */
const ScanCode = lazy(async () => ({ default: (await import('./scan-code.tsx')).ScanCode }))

const hostOf = (url: string): string => {
  try {
    return new URL(url).host
  } catch {
    return url
  }
}

const DeviceCode = ({ code, url }: { code: string; url: string }) => {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    void writeClipboard(code).then(setCopied)
  }, [code])
  return (
    <div className={styles.device}>
      <div>
        <p className={styles.label}>Your code</p>
        <p className={styles.digits}>
          <span className="sr">{[...code.replace('-', ',')].join(' ')}</span>
          <span aria-hidden="true">{code}</span>
        </p>
        <p className={styles.copied} role="status">
          {copied ? (
            <>
              <Icon name="check" accent /> Copied
            </>
          ) : (
            <Button small icon="copy" onClick={() => void writeClipboard(code).then(setCopied)}>
              Copy code
            </Button>
          )}
        </p>
        <ol className={styles.steps}>
          <li>Open the page on any device.</li>
          <li>See that it shows this same code.</li>
          <li>Allow Switchyard.</li>
        </ol>
      </div>
      <Suspense fallback={<div className={styles.scan} />}>
        <ScanCode text={url} />
      </Suspense>
    </div>
  )
}

type SignInPromptProps = AskedProps & { id: string; question: Extract<Question, { kind: 'sign-in' }> }

export const SignInPrompt = ({ id, question, ...asked }: SignInPromptProps) => {
  const signIn = useSnapshot(snapshot => snapshot.signIns.find(each => each.id === question.signIn) ?? null)
  const store = useDeskStore()
  const open = useCall('openSignInPage')
  const [linkCopied, setLinkCopied] = useState(false)
  const [since] = useState(() => new Date(store.now()).toISOString())
  const words = useTime(now => countdownSeconds(question.expiresAt, now))
  const left = useTime(now => percentLeft(since, question.expiresAt, now))
  const device = question.flow === 'device-code'
  const { run } = open
  const openNow = useCallback(
    () =>
      void run({ id }).then(result => {
        if (result.ok && result.value.open !== null) openPage(result.value.open)
      }),
    [run, id],
  )
  // In the window where somebody just pressed "Sign in" the page opens at once; others only wait.
  const opened = useRef(false)
  useEffect(() => {
    if (device || opened.current || !navigator.userActivation.isActive) return
    opened.current = true
    openNow()
  }, [device, openNow])
  return (
    <Asking
      {...asked}
      failure={asked.failure ?? open.failure}
      title={`Sign in to ${signIn?.signIn ?? question.signIn}`}
      icon="globe"
      about={
        <>
          Identity Center portal <span className="mono">{hostOf(question.url)}</span>
        </>
      }
      verb={null}
      ready={false}
      onSubmit={() => undefined}
      acts={
        <>
          <Button icon="copy" onClick={() => void writeClipboard(question.url).then(setLinkCopied)}>
            {linkCopied ? 'Link copied' : 'Copy link'}
          </Button>
          <Button primary data-first icon="external" disabled={open.busy} onClick={openNow}>
            Open page
          </Button>
        </>
      }
    >
      {device && question.userCode ? <DeviceCode code={question.userCode} url={question.url} /> : null}
      {device ? null : (
        <AskNote>
          The portal’s page asks you to sign in and to allow Switchyard, then sends you back. This window goes
          on by itself.
        </AskNote>
      )}
      <AskWait ring={<WaitRing left={left} />}>
        Waiting for the page. {device ? 'The code' : 'It'} ends in <span className="num">{words}</span>.
      </AskWait>
    </Asking>
  )
}

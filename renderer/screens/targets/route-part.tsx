// The way to the target: drawn, in one sentence, and after a refusal why, told apart and ready to be sent to its owner.
import type { ReactNode } from 'react'
import type { Look } from '../../../shared/environment-look.ts'
import { Button } from '../../parts/button.tsx'
import { Icon } from '../../parts/icon.tsx'
import { PaneHead, Sentence } from '../../parts/pane.tsx'
import styles from './details.module.css'
import { Causes, RoutePicture } from './route-picture.tsx'
import type { Station } from './stations.ts'

type RoutePartProps = {
  stations: readonly Station[]
  sentence: string
  look: Look
  breakGlass: boolean
  /** What to send to the account's owner. */
  letter: string | null
  /** What helps against the refusal, where no notice offers it. */
  act: ReactNode
  /** A notice above says why, so that it is not said again. */
  told: boolean
  /** Every hop was tried and let in. */
  works: boolean
  onCopyLetter: (letter: string) => void
}

/** A number stays with what it counts: "12 h" does not part at the end of a line. */
const unbroken = (sentence: string): readonly ReactNode[] =>
  sentence.split(/(\d+ (?:h|min|s)\b)/).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence, none moves
      <span key={index} className={styles.whole}>
        {part}
      </span>
    ),
  )

export const RoutePart = (props: RoutePartProps) => {
  const { stations, sentence, look, breakGlass, letter, act, told, works, onCopyLetter } = props
  const causes = stations.flatMap(station => station.causes)
  return (
    <>
      <PaneHead>Route</PaneHead>
      <RoutePicture stations={stations} look={look} breakGlass={breakGlass} />
      {works ? (
        <p className={styles.works} role="status">
          <Icon name="check" small accent /> Every hop lets you in. No session was kept.
        </p>
      ) : null}
      {causes.length > 0 ? <Causes causes={causes} told={told} /> : null}
      {act ? <div className={styles.send}>{act}</div> : null}
      {letter === null ? null : (
        <details className={styles.letter}>
          <summary>What to send its owner</summary>
          <pre>{letter}</pre>
        </details>
      )}
      {letter === null ? null : (
        <p className={styles.send}>
          <Button small icon="copy" onClick={() => onCopyLetter(letter)}>
            Copy what to send its owner
          </Button>
        </p>
      )}
      <Sentence>{unbroken(sentence)}</Sentence>
    </>
  )
}

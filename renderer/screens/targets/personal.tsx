// What of a target is the person's own: its pin, its color, how long a session is wished, whether lists show it.
import { type Ref, useId, useState } from 'react'
import { type EnvironmentColor, environmentColors } from '../../../shared/catalog.ts'
import type { TargetExtras, TargetRow } from '../../../shared/target-row.ts'
import type { Deliveries } from '../../desk/use-deliveries.ts'
import { Segment } from '../../parts/segment.tsx'
import { Select } from '../../parts/select.tsx'
import { lengthInWords } from '../../time/countdown.ts'
import styles from './personal.module.css'

type PersonalProps = {
  row: TargetRow
  extras: TargetExtras
  deliveries: Deliveries
  onHide: (hidden: boolean) => void
  ref: Ref<HTMLDetailsElement>
}

/** AWS: a role's session lasts 15 minutes to 12 hours (STS API reference, AssumeRole). */
const lengths = [900, 1_800, 3_600, 7_200, 14_400, 28_800, 43_200]
const pinPattern = /^[A-Za-z0-9][\w.-]{0,39}$/

const lists = [
  { value: 'shown', text: 'Shown' },
  { value: 'hidden', text: 'Hidden' },
] as const

/** What is set, in a few words beside the head: `@prod, blue, 4 h, hidden`. */
export const ownInWords = ({
  pin,
  color,
  duration,
  externalId,
  hidden,
  profile,
}: TargetExtras['personal']): string =>
  [
    pin && `@${pin}`,
    profile,
    color,
    duration && lengthInWords(duration),
    externalId && 'external id',
    hidden && 'hidden',
  ]
    .filter(Boolean)
    .join(', ')

const PinField = ({ pin, onPin }: { pin: string | null; onPin: (name: string) => void }) => {
  const [typed, setTyped] = useState(pin ?? '')
  const good = typed === '' || pinPattern.test(typed)
  const keep = (): void => {
    if (good && typed !== (pin ?? '')) onPin(typed)
  }
  const why = useId()
  return (
    <>
      <span className={styles.pin}>
        <span aria-hidden="true">@</span>
        <input
          aria-label="Pin"
          aria-invalid={!good}
          aria-describedby={good ? undefined : why}
          autoComplete="off"
          spellCheck={false}
          placeholder="not pinned"
          maxLength={40}
          value={typed}
          onChange={event => setTyped(event.target.value)}
          onBlur={keep}
          onKeyDown={event => {
            if (event.key === 'Enter') keep()
          }}
        />
      </span>
      {good ? null : (
        <p id={why} className={styles.wrong}>
          Letters, digits, “.”, “_” and “-”, beginning with a letter or digit.
        </p>
      )}
    </>
  )
}

export const Personal = ({ row, extras, deliveries, onHide, ref }: PersonalProps) => {
  const { personal } = extras
  const { target } = row
  const offered = lengths.includes(extras.duration)
    ? lengths
    : [...lengths, extras.duration].sort((a, b) => a - b)
  const words = ownInWords(personal)
  return (
    <details ref={ref} className={styles.own}>
      <summary>
        Only for you
        <span className={styles.set}>{words || 'nothing set'}</span>
      </summary>
      <dl>
        <div>
          <dt>Pin</dt>
          <dd>
            <PinField
              key={personal.pin}
              pin={personal.pin}
              onPin={name =>
                name === '' ? deliveries.pin(target, false) : deliveries.pin(target, true, name)
              }
            />
          </dd>
        </div>
        <div>
          <dt>Color</dt>
          <dd>
            <Select
              label="Color"
              value={personal.color ?? ''}
              options={[
                { value: '', text: 'The team’s' },
                ...environmentColors.map(color => ({ value: color, text: color })),
              ]}
              onChoose={color =>
                deliveries.change(target, { color: color === '' ? null : (color as EnvironmentColor) })
              }
            />
          </dd>
        </div>
        <div>
          <dt>Session length</dt>
          <dd>
            <Select
              label="Session length"
              value={personal.duration === null ? '' : String(personal.duration)}
              options={[
                {
                  value: '',
                  text:
                    personal.duration === null
                      ? `The team’s, ${lengthInWords(extras.duration)}`
                      : 'The team’s',
                },
                ...offered.map(seconds => ({ value: String(seconds), text: lengthInWords(seconds) })),
              ]}
              onChoose={seconds =>
                deliveries.change(target, { duration: seconds === '' ? null : Number(seconds) })
              }
            />
          </dd>
        </div>
        <div>
          <dt>In lists</dt>
          <dd>
            <Segment
              label="In lists"
              value={personal.hidden ? 'hidden' : 'shown'}
              options={lists}
              onChoose={chosen => onHide(chosen === 'hidden')}
            />
          </dd>
        </div>
      </dl>
    </details>
  )
}

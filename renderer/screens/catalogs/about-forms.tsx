// The forms of what is one's own about a catalog: who one is at a sign-in, and what one wishes of a target.
import { useState } from 'react'
import { formatDuration, parseDuration } from '../../../shared/duration.ts'
import type { AboutSignIn, AboutTarget } from '../../../shared/personal.ts'
import { Check, ColorChoice } from '../../parts/choices.tsx'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { orNull, TextFields, type TextSpec, useValues, wordsIn } from '../../parts/text-fields.tsx'
import type { ChangePersonal } from './use-personal.ts'

type Send = { change: ChangePersonal; onDone: () => void }

type PersonField = 'userName' | 'mfaSerial' | 'groups'
const personSpecs: readonly TextSpec<PersonField>[] = [
  { field: 'userName', label: 'User name', empty: 'as IAM says', most: 64 },
  { field: 'mfaSerial', label: 'MFA serial number', empty: 'as IAM says', most: 256 },
  { field: 'groups', label: 'Groups', empty: 'as IAM says', most: 2_000 },
]

export const AboutSignInForm = ({ about, change, onDone }: Send & { about: AboutSignIn }) => {
  const { values, trimmed, set } = useValues<PersonField>({
    userName: about.userName ?? '',
    mfaSerial: about.mfaSerial ?? '',
    groups: about.groups?.join(' ') ?? '',
  })
  return (
    <FormDialog
      title={`You at ${about.signIn}`}
      note="IAM says these by itself after a key is added, where it may. What stands here comes first."
      fields={personSpecs}
      ready
      send={() =>
        change({
          kind: 'sign-in-facts',
          signIn: about.signIn,
          userName: orNull(trimmed.userName),
          mfaSerial: orNull(trimmed.mfaSerial),
          groups: trimmed.groups === '' ? null : [...wordsIn(trimmed.groups)],
        })
      }
      onDone={onDone}
    >
      <TextFields first specs={personSpecs} values={values} onValue={set} />
    </FormDialog>
  )
}

type WishField = 'pin' | 'profile' | 'duration' | 'externalId'
const wishSpecs: readonly TextSpec<WishField>[] = [
  { field: 'pin', label: 'Pin', empty: 'not pinned', most: 40 },
  { field: 'profile', label: 'Profile name', empty: 'as the catalog says', most: 64 },
  { field: 'duration', label: 'Session length', empty: 'as the catalog says', most: 12 },
  { field: 'externalId', label: 'External id', empty: 'as the catalog says', most: 1_224 },
]

export const AboutTargetForm = ({ about, change, onDone }: Send & { about: AboutTarget }) => {
  const { values, trimmed, set } = useValues<WishField>({
    pin: about.pin ?? '',
    profile: about.profile ?? '',
    duration: about.duration === null ? '' : formatDuration(about.duration),
    externalId: about.externalId ?? '',
  })
  const [color, setColor] = useState<AboutTarget['color']>(about.color)
  const [hidden, setHidden] = useState(about.hidden)
  const seconds = trimmed.duration === '' ? null : parseDuration(trimmed.duration)
  const fits = trimmed.duration === '' || (seconds !== null && seconds >= 900 && seconds <= 43_200)
  return (
    <FormDialog
      title={about.target}
      fields={wishSpecs}
      ready={fits}
      send={() =>
        change({
          kind: 'target',
          target: about.target,
          pin: orNull(trimmed.pin),
          profile: orNull(trimmed.profile),
          color,
          duration: seconds,
          externalId: orNull(trimmed.externalId),
          hidden,
        })
      }
      onDone={onDone}
    >
      <TextFields
        first
        specs={wishSpecs}
        values={values}
        onValue={set}
        notes={fits ? {} : { duration: 'From 15m to 12h, such as 4h or 90m.' }}
      />
      <ColorChoice
        value={color ?? ''}
        onChoose={chosen => setColor(chosen === '' ? null : (chosen as AboutTarget['color']))}
      />
      <Check text="Hidden from the list" checked={hidden} onCheck={setHidden} />
    </FormDialog>
  )
}

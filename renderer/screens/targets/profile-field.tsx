// The profile a session is written to: its name, and whether it holds keys or calls for them.
import type { Ref } from 'react'
import { profileNamePattern } from '../../../shared/names.ts'
import type { ProfileMode } from '../../../shared/session.ts'
import { Field } from '../../parts/field.tsx'
import { Segment } from '../../parts/segment.tsx'

type ProfileFieldProps = {
  profile: string
  mode: ProfileMode
  /** The command that uses it, once it is written. */
  written: boolean
  ref: Ref<HTMLInputElement>
  onProfile: (profile: string) => void
  onMode: (mode: ProfileMode) => void
  onEnter: () => void
}

export const isProfileName = (profile: string): boolean => profileNamePattern.test(profile)

const modes = [
  { value: 'keys', text: 'Keys', name: 'Keys: short-lived keys stand in the profile' },
  { value: 'process', text: 'Process', name: 'Process: the profile asks Switchyard for keys' },
] as const

export const ProfileField = (props: ProfileFieldProps) => {
  const { profile, mode, written, ref, onProfile, onMode, onEnter } = props
  return (
    <Field
      ref={ref}
      label="Profile"
      mono
      value={profile}
      maxLength={64}
      aria-invalid={!isProfileName(profile)}
      note={
        !isProfileName(profile)
          ? 'A profile is named with letters, digits and _ . @ + % : / -'
          : written
            ? `Written. Use it with --profile ${profile}`
            : undefined
      }
      onChange={event => onProfile(event.target.value)}
      onKeyDown={event => {
        if (event.key === 'Enter') onEnter()
      }}
      beside={<Segment label="Profile mode" value={mode} options={modes} onChoose={onMode} />}
    />
  )
}

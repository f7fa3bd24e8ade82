// The profile a session is written to: its name, and whether it holds keys or calls for them.
import type { Ref } from 'react'
import { profileNamePattern } from '../../../shared/names.ts'
import type { ProfileMode } from '../../../shared/session.ts'
import { TextButton } from '../../parts/button.tsx'
import { Field } from '../../parts/field.tsx'
import { Segment } from '../../parts/segment.tsx'

type ProfileFieldProps = {
  profile: string
  mode: ProfileMode
  /** The command that uses it, once it is written. */
  written: boolean
  /** The person's own name for it, null = the team's is in use. */
  own: string | null
  ref: Ref<HTMLInputElement>
  onProfile: (profile: string) => void
  onMode: (mode: ProfileMode) => void
  onEnter: () => void
  /** Keeps a name for next time; null goes back to the team's. */
  onKeep: (profile: string | null) => void
}

export const isProfileName = (profile: string): boolean => profileNamePattern.test(profile)

const modes = [
  { value: 'keys', text: 'Keys', name: 'Keys: short-lived keys stand in the profile' },
  { value: 'process', text: 'Process', name: 'Process: the profile asks Switchyard for keys' },
] as const

export const ProfileField = (props: ProfileFieldProps) => {
  const { profile, mode, written, own, ref, onProfile, onMode, onEnter, onKeep } = props
  return (
    <Field
      ref={ref}
      label="Profile"
      mono
      value={profile}
      maxLength={64}
      aria-invalid={!isProfileName(profile)}
      note={
        !isProfileName(profile) ? (
          'A profile is named with letters, digits and _ . @ + % : / -'
        ) : (
          <>
            {written ? `Use it with --profile ${profile} ` : null}
            {own === null ? null : (
              <>
                {written ? null : 'Your name for it. '}
                <TextButton onClick={() => onKeep(null)}>Use the team’s</TextButton>
              </>
            )}
          </>
        )
      }
      onBlur={() => {
        if (isProfileName(profile)) onKeep(profile)
      }}
      onChange={event => onProfile(event.target.value)}
      onKeyDown={event => {
        if (event.key === 'Enter') onEnter()
      }}
      beside={<Segment label="Profile mode" value={mode} options={modes} onChoose={onMode} />}
    />
  )
}

// The fields of a portal: its address, its region where the address does not say it, and what it is called here.
import { useState } from 'react'
import { keyPattern, regionPattern } from '../../shared/names.ts'
import { Field } from './field.tsx'
import { readPortalAddress } from './portal-address.ts'

export type PortalWish = { readonly startUrl: string; readonly region: string; readonly key: string }

type Typed = { address: string; region: string; key: string }

export type PortalForm = Typed & {
  set(change: Partial<Typed>): void
  /** null until it can be sent. */
  readonly wish: PortalWish | null
}

export const usePortalForm = (): PortalForm => {
  const [typed, setTyped] = useState<Typed>({ address: '', region: '', key: '' })
  const read = readPortalAddress(typed.address)
  const region = typed.region.trim() || (read?.region ?? '')
  const key = typed.key.trim() || (read?.key ?? '')
  return {
    ...typed,
    set: change => setTyped(before => ({ ...before, ...change })),
    wish:
      read && regionPattern.test(region) && keyPattern.test(key)
        ? { startUrl: read.startUrl, region, key }
        : null,
  }
}

export const PortalFields = ({ form, named }: { form: PortalForm; named: boolean }) => {
  const read = readPortalAddress(form.address)
  const wrong = form.address.trim().includes('.') && read === null
  return (
    <>
      <Field
        mono
        data-first
        label="Start URL"
        placeholder="https://example.awsapps.com/start"
        value={form.address}
        maxLength={400}
        note={wrong ? 'A portal’s address begins with https://.' : undefined}
        onChange={event => form.set({ address: event.target.value })}
      />
      <Field
        mono
        label="Region of Identity Center"
        placeholder={read?.region ?? 'eu-west-1'}
        value={form.region}
        maxLength={40}
        note={read?.region && form.region === '' ? `The address says ${read.region}.` : undefined}
        onChange={event => form.set({ region: event.target.value })}
      />
      {named ? (
        <Field
          mono
          label="Name"
          placeholder={read?.key ?? 'portal'}
          value={form.key}
          maxLength={63}
          onChange={event => form.set({ key: event.target.value })}
        />
      ) : null}
    </>
  )
}

// Calls main from inside a window of real Electron, over the real bridge, and answers what it asks.
import { expect, type Page } from '@playwright/test'
import type { Result } from '../../shared/result.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { Desktop } from './runtime.ts'

export const call = async <T>(window: Page, name: string, input: unknown = {}): Promise<T> => {
  const result = (await window.evaluate(
    `window.switchyard.call(${JSON.stringify(name)}, ${JSON.stringify(input)})`,
  )) as Result<T>
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
export const answerCode = async ({ window, control }: Desktop): Promise<void> => {
  await expect(async () => {
    expect((await call<Snapshot>(window, 'snapshot')).prompts[0]?.kind).toBe('mfa')
  }).toPass()
  const { prompts } = await call<Snapshot>(window, 'snapshot')
  const phone = await control.phone('ana')
  if (!phone.ok) throw new Error('There is no phone.')
  await call(window, 'answerPrompt', { id: prompts[0]?.id, answer: { kind: 'mfa', code: phone.value.code } })
}

// A window without a browser: enters the browser host by its one-time key, speaks the desk contract, keeps every frame.
import { WebSocket } from 'ws'
import { deskCalls } from '../../shared/call-names.ts'
import { type Client, createClient } from '../../shared/client.ts'
import type { DeskContract } from '../../shared/desk-contract.ts'
import type { Prompt } from '../../shared/prompt.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { Pipe } from '../../shared/wire.ts'

export type Frame = { readonly direction: 'to window' | 'from window'; readonly text: string }

export type Window = Client<DeskContract> & {
  readonly origin: string
  readonly cookie: string
  /** Every frame in its order, both ways. */
  readonly frames: readonly Frame[]
  /** Every question that was shown, once. */
  readonly prompts: readonly Prompt[]
  /** Told of each question once, as it comes up. */
  onPrompt(take: (prompt: Prompt) => void): void
  /** Resolves with the first snapshot, of those to come, that fits. */
  snapshot(fits: (snapshot: Snapshot) => boolean): Promise<Snapshot>
}

/** @param url the address of the ready line. */
export const openWindow = async (url: string): Promise<Window> => {
  const { origin, host } = new URL(url)
  const entered = await fetch(url, { redirect: 'manual' })
  await entered.arrayBuffer()
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const socket = new WebSocket(`ws://${host}/desk`, { origin, headers: { cookie } })
  const frames: Frame[] = []
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  const pipe: Pipe = {
    send(frame) {
      const text = JSON.stringify(frame)
      frames.push({ direction: 'from window', text })
      socket.send(text)
    },
    onFrame: take =>
      void socket.on('message', data => {
        take(JSON.parse(String(data)))
      }),
    onClose: take => void socket.once('close', take),
    close: () => socket.terminate(),
  }
  socket.on('message', data => void frames.push({ direction: 'to window', text: String(data) }))
  const client = createClient<DeskContract>(pipe, deskCalls)
  const prompts: Prompt[] = []
  const takers: ((prompt: Prompt) => void)[] = []
  client.on('snapshot', snapshot => {
    for (const prompt of snapshot.prompts) {
      if (prompts.some(known => known.id === prompt.id)) continue
      prompts.push(prompt)
      for (const take of takers) take(prompt)
    }
  })
  return {
    ...client,
    origin,
    cookie,
    frames,
    prompts,
    onPrompt: take => void takers.push(take),
    snapshot: fits =>
      new Promise(resolve => {
        const stop = client.on('snapshot', snapshot => {
          if (!fits(snapshot)) return
          stop()
          resolve(snapshot)
        })
      }),
  }
}

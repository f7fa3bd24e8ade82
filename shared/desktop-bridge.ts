// What the preload puts on the page's `window`, and the one channel it uses: a page cannot reach anything else of Electron.

/** Every frame of the desk contract travels on it, in both directions. */
export const deskChannel = 'switchyard:desk'

export type DesktopBridge = {
  /** Fails as `bad-input` for a name that is no call of the desk contract. */
  call(name: string, input: unknown): Promise<unknown>
  /** Returns an unsubscribe. A name that is no event is never told anything. */
  on(event: string, take: (value: unknown) => void): () => void
}

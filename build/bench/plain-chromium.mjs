// A Chromium as a person has one: nobody listens to its pages. Playwright does; V8 then looks up where each Error was
// made, and reads every script a second time for that. It made a start half as long again.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { browserFlags } from './window-host.mjs'

/**
 * One page that is opened, asked once and closed.
 * @typedef {{ goTo: (url: string) => Promise<void>, ask: (expression: string) => Promise<unknown>, close: () => Promise<void> }} PlainPage
 */

/** Speaks Chromium's own protocol. @param {WebSocket} socket */
const speak = socket => {
  /** @type {Map<number, PromiseWithResolvers<any>>} */
  const waiting = new Map()
  let last = 0
  socket.onmessage = ({ data }) => {
    const { id, result, error } = JSON.parse(String(data))
    const asked = waiting.get(id)
    waiting.delete(id)
    if (error) asked?.reject(new Error(error.message))
    else asked?.resolve(result)
  }
  /** @param {string} method @param {object} params @param {string} [sessionId] @returns {Promise<any>} */
  return (method, params = {}, sessionId = undefined) => {
    last += 1
    const answer = Promise.withResolvers()
    waiting.set(last, answer)
    socket.send(JSON.stringify({ id: last, method, params, sessionId }))
    return answer.promise
  }
}

/** @param {string} executable */
export const startPlainChromium = async executable => {
  const profile = mkdtempSync(join(tmpdir(), 'switchyard-bench-'))
  const child = spawn(
    executable,
    [
      '--headless=new',
      '--no-sandbox',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      '--password-store=basic',
      '--disable-extensions',
      '--window-size=1280,887',
      ...browserFlags,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let address = ''
  for await (const line of createInterface({ input: child.stderr })) {
    address = /^DevTools listening on (\S+)$/.exec(line)?.[1] ?? ''
    if (address !== '') break
  }
  child.stderr.resume()
  const socket = new WebSocket(address)
  await new Promise((resolve, reject) => {
    socket.onopen = resolve
    socket.onerror = reject
  })
  const send = speak(socket)
  return {
    /** @param {string} script runs in each document before its own @returns {Promise<PlainPage>} */
    async openPage(script) {
      const { targetId } = await send('Target.createTarget', { url: 'about:blank' })
      const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true })
      await send('Page.enable', {}, sessionId)
      await send('Page.addScriptToEvaluateOnNewDocument', { source: script }, sessionId)
      return {
        async goTo(url) {
          await send('Page.navigate', { url }, sessionId)
        },
        async ask(expression) {
          const asked = { expression, awaitPromise: true, returnByValue: true }
          const { result } = await send('Runtime.evaluate', asked, sessionId)
          return result.value
        },
        async close() {
          await send('Target.closeTarget', { targetId })
        },
      }
    },
    async close() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

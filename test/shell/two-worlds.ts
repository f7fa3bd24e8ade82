// Electron's two worlds of a page, in a plain Chromium: the preload runs in an isolated one, values cross as copies.

/** The isolated world's name, by which Chromium's protocol knows it. */
export const preloadWorld = 'preload'
/** Frames to main and calls of window.open leave the page through these. */
export const bindings = { toMain: '__toMain', open: '__windowOpen' } as const

/** Both worlds share the window's events and nothing else; all that crosses is text. Functions and promises go by number. */
const crossing = `
const crossing = (mine, theirs) => {
  const kept = new Map(), waiting = new Map()
  let next = 0, answer
  const emit = said => window.dispatchEvent(new CustomEvent(theirs, { detail: JSON.stringify(said) }))
  const keep = value => (kept.set(++next, value), next)
  const pack = value => {
    if (typeof value === 'function') return { f: keep(value) }
    if (typeof value === 'symbol') throw new TypeError('a symbol cannot cross the context bridge')
    if (typeof value !== 'object' || value === null) return { v: value }
    if (typeof value.then === 'function') {
      const id = ++next
      value.then(it => emit({ to: 'settle', id, good: true, value: pack(it) }), it => emit({ to: 'settle', id, value: pack(String(it)) }))
      return { p: id }
    }
    if (Array.isArray(value)) return { a: value.map(pack) }
    return { o: Object.entries(value).map(([key, inner]) => [key, pack(inner)]) }
  }
  const unpack = it => {
    if ('f' in it) return (...args) => {
      emit({ to: 'call', id: it.f, args: args.map(pack) })
      if ('error' in answer) throw new Error(answer.error)
      return unpack(answer.value)
    }
    if ('p' in it) return new Promise((resolve, reject) => waiting.set(it.p, { resolve, reject }))
    if ('a' in it) return it.a.map(unpack)
    if ('o' in it) return Object.freeze(Object.fromEntries(it.o.map(([key, inner]) => [key, unpack(inner)])))
    return it.v
  }
  const takers = {
    call({ id, args }) {
      let said
      try { said = { to: 'answer', value: pack(kept.get(id)(...args.map(unpack))) } }
      catch (error) { said = { to: 'answer', error: String(error) } }
      emit(said)
    },
    answer(it) { answer = it },
    settle({ id, good, value }) { waiting.get(id)?.[good ? 'resolve' : 'reject'](unpack(value)); waiting.delete(id) },
    expose({ name, value }) { Object.defineProperty(window, name, { value: unpack(value), enumerable: true }) },
  }
  window.addEventListener(mine, event => { const said = JSON.parse(event.detail); takers[said.to](said) })
  return { emit, pack }
}
`

/** For the page's own world: what the bridge exposes appears here; window.open is Electron's, which asks main. */
export const pageWorldScript = `(() => {
  ${crossing}
  const { emit } = crossing('from-preload', 'from-page')
  const open = globalThis.${bindings.open}
  window.open = url => { open(new URL(url, location.href).href); return null }
  window.addEventListener('click', event => {
    const link = event.target instanceof Element ? event.target.closest('a[target=_blank]') : null
    if (!link) return
    event.preventDefault()
    open(link.href)
  })
})()`

/** For the isolated world: the preload where nothing but \`electron\` can be required, in the top frame alone. */
export const preloadScript = (preload: string): string => `(() => {
  if (window.top !== window) return
  ${crossing}
  const { emit, pack } = crossing('from-page', 'from-preload')
  const toMain = globalThis.${bindings.toMain}
  const takers = new Map()
  globalThis.__fromMain = (channel, value) => { for (const take of takers.get(channel) ?? []) take({}, value) }
  const electron = {
    contextBridge: { exposeInMainWorld: (name, value) => emit({ to: 'expose', name, value: pack(value) }) },
    ipcRenderer: {
      send: (channel, value) => toMain(JSON.stringify({ channel, value: structuredClone(value) })),
      on: (channel, take) => takers.set(channel, [...(takers.get(channel) ?? []), take]),
    },
  }
  const require = name => {
    if (name !== 'electron') throw new Error('A sandboxed preload cannot require ' + name)
    return electron
  }
  const module = { exports: {} }
  ;((require, module, exports) => { ${preload}
  })(require, module, module.exports)
})()`

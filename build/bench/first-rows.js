// Runs inside the window before its own code: takes the time at which the first rows were painted.
;(() => {
  const watch = new MutationObserver(() => {
    if (document.querySelector('[role="option"]') === null) return
    watch.disconnect()
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      // A message posted in a frame's callback arrives after that frame's layout and paint.
      port1.onmessage = () => {
        window.firstRows = performance.timeOrigin + performance.now()
      }
      port2.postMessage(null)
    })
  })
  watch.observe(document, { subtree: true, childList: true })
})()

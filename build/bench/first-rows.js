// Runs inside the window before its own code: promises the time at which the first rows were painted.
window.firstRows = new Promise(resolve => {
  const watch = new MutationObserver(() => {
    if (document.querySelector('[role="option"]') === null) return
    watch.disconnect()
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      // A message posted in a frame's callback arrives after that frame's layout and paint.
      port1.onmessage = () => resolve(performance.timeOrigin + performance.now())
      port2.postMessage(null)
    })
  })
  watch.observe(document, { subtree: true, childList: true })
})

// Runs inside the window: takes the time of each letter, from the event's own time until its frame was painted.
;(() => {
  const times = []
  window.letterTimes = times
  document.addEventListener(
    'keydown',
    event => {
      if (event.key.length !== 1) return
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        // A message posted in a frame's callback arrives after that frame's layout and paint.
        port1.onmessage = () => times.push(performance.now() - event.timeStamp)
        port2.postMessage(null)
      })
    },
    { capture: true },
  )
})()

// Runs inside the window: takes the time of each letter, from the event's own time until its frame was painted.
;(() => {
  const times = []
  window.letterTimes = times
  // Made ahead: within the frame, making it would be measured too.
  const { port1, port2 } = new MessageChannel()
  let pressed = 0
  port1.onmessage = () => times.push(performance.now() - pressed)
  document.addEventListener(
    'keydown',
    event => {
      if (event.key.length !== 1) return
      requestAnimationFrame(() => {
        pressed = event.timeStamp
        // A message posted in a frame's callback arrives after that frame's layout and paint.
        port2.postMessage(null)
      })
    },
    { capture: true },
  )
})()

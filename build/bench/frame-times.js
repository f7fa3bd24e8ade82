// Runs inside the window: takes the times of frames around each move of the map; frames in which nothing moved do not count.
;(() => {
  let last = 0
  let place = ''
  let moved = false
  let times = []
  let running = false
  const frame = now => {
    if (!running) return
    const drawing = document.querySelector('[role=listbox] svg g[transform]')
    const sheet = drawing?.closest('div')
    const next = `${sheet?.style.transform} ${drawing?.getAttribute('transform')}`
    const moves = next !== place
    // What a move costs is seen in the frame that makes it or in the one after: both are taken.
    if (last > 0 && (moves || moved)) times.push(now - last)
    moved = moves
    place = next
    last = now
    requestAnimationFrame(frame)
  }
  window.frameTimes = {
    start() {
      times = []
      last = 0
      running = true
      requestAnimationFrame(frame)
    },
    stop() {
      running = false
      return times
    },
  }
})()

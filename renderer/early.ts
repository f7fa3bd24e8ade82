// The first code of the page: small, so that main works on its answer while the rest of the window is read.
import './desk/first-desk.ts'

// The key that opened the window has been used up; where the window is does not name it any longer.
if (location.search !== '') history.replaceState(null, '', location.pathname + location.hash)

// The first code of the page: small, so that main works on its answer while the rest of the window is read.
import './desk/first-desk.ts'

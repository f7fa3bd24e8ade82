// Knocks at main while the window's own code is still on its way: connected and asked before there is anything to draw.
import { connect, type Desk } from './connect.ts'

const ask = (desk: Desk) => ({ desk, targets: desk.call.targets({}), snapshot: desk.call.snapshot({}) })
export type Asked = ReturnType<typeof ask>

const open = async (): Promise<Asked | null> => {
  const desk = await connect()
  return desk && ask(desk)
}

let first: Promise<Asked | null> | null = open()

/** Opens a connection to main and asks it for everything at once; the first was opened when the page came. */
export const openDesk = (): Promise<Asked | null> => {
  const opened = first ?? open()
  first = null
  return opened
}

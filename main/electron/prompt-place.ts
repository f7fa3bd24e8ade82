// How large the small window of a question is, and where it stands: beside the tray, on the tray's own screen. Pure.
import type { Rectangle } from 'electron'
import type { Prompt } from '../../shared/prompt.ts'

export type Screen = { readonly bounds: Rectangle; readonly workArea: Rectangle }

/** Between the window and the tray, and between it and the edges of the screen. */
const gap = 8

/** The parts of a question, in px, as its page draws them at this width. */
const width = 440
const part = { band: 44, code: 212, wait: 32, problem: 64, callers: 48, guard: 208, field: 72 }

/** What a question needs, so that nothing of it is cut; one that has more to say scrolls. */
export const promptSize = (prompt: Prompt): { readonly width: number; readonly height: number } => {
  switch (prompt.kind) {
    case 'mfa': {
      const waits = prompt.nextCodeInSeconds === null ? 0 : part.wait
      const again = prompt.problem === null ? 0 : part.problem
      const { windows, commands, programs } = prompt.callers
      const callers = windows + commands + programs > 1 ? part.callers : 0
      const band = prompt.target === null ? 0 : part.band
      return { width, height: part.code + band + waits + again + callers }
    }
    case 'guard': {
      const fields = (prompt.confirm === null ? 0 : 1) + (prompt.reason || prompt.breakGlass ? 1 : 0)
      return { width, height: part.band + part.guard + fields * part.field }
    }
    case 'passphrase':
      return {
        width,
        height: (prompt.purpose === 'create' ? 360 : 220) + (prompt.problem ? part.problem : 0),
      }
    case 'sign-in':
      // With a code comes its picture to be scanned.
      return { width: 520, height: prompt.userCode === null ? 280 : 560 }
  }
}

const within = (value: number, from: number, to: number): number => Math.max(from, Math.min(value, to))

/**
 * Under or over the tray's icon, wherever the bar is; in the corner of the first screen where the system does not say
 * where the icon is (Linux tells of an empty place).
 * @param tray the icon's place, in the coordinates of all screens
 * @param screens the first is the main one
 */
export const besideTray = (
  tray: Rectangle | null,
  screens: readonly Screen[],
  size: { readonly width: number; readonly height: number },
): Rectangle | null => {
  const known = tray !== null && tray.width > 0 && tray.height > 0 ? tray : null
  const holds = ({ bounds }: Screen): boolean =>
    known !== null &&
    known.x >= bounds.x &&
    known.x < bounds.x + bounds.width &&
    known.y >= bounds.y &&
    known.y < bounds.y + bounds.height
  const screen = screens.find(holds) ?? screens[0]
  if (!screen) return null
  const { bounds, workArea: area } = screen
  const width = Math.min(size.width, area.width - 2 * gap)
  const height = Math.min(size.height, area.height - 2 * gap)
  const right = area.x + area.width - width - gap
  const bottom = area.y + area.height - height - gap
  if (known === null || !holds(screen)) {
    // A bar at the top leaves room below it only there; else the tray is at the bottom, if anywhere.
    const top = area.y > bounds.y
    return { x: right, y: top ? area.y + gap : bottom, width, height }
  }
  const above = known.y + known.height / 2 < bounds.y + bounds.height / 2
  return {
    x: within(Math.round(known.x + known.width / 2 - width / 2), area.x + gap, right),
    y: within(above ? known.y + known.height + gap : known.y - height - gap, area.y + gap, bottom),
    width,
    height,
  }
}

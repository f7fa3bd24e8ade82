// Walks through the page by Tab: every control is reached, each shows that it has the focus, none is hidden then.
import type { CDPSession, Page } from '@playwright/test'
import { devtoolsOf } from './devtools.ts'

declare global {
  interface Window {
    walk?: {
      readonly expected: Set<Element>
      readonly reached: Set<Element>
      readonly findings: Set<string>
      end(): void
    }
  }
}

/** Runs inside the page: notes what every control looks like without the focus, and then each that gets it. */
const begin = (): number => {
  window.walk?.end()
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  const front = [...document.querySelectorAll<HTMLElement>('dialog[open]')].at(-1) ?? document.body
  const focusable = 'a[href], button, input, select, textarea, summary, [tabindex]'
  const controls = [...front.querySelectorAll<HTMLElement>(focusable)].filter(
    element =>
      element.tabIndex >= 0 &&
      !element.matches(':disabled') &&
      element.checkVisibility({ visibilityProperty: true }) &&
      element.closest('[inert]') === null &&
      // Of a group of radio buttons Tab reaches the one that is chosen.
      !(element instanceof HTMLInputElement && element.type === 'radio' && !element.checked),
  )
  const called = (element: Element): string =>
    `${element.localName} “${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 60)}”`
  /** The ring may be drawn by the field around an input, or by boxes beside it. */
  const look = (element: Element): string => {
    const parts: Element[] = [element, ...(element.parentElement?.children ?? [])]
    for (let around = element.parentElement, up = 0; around && up < 3; around = around.parentElement, up += 1)
      parts.push(around)
    return parts
      .flatMap(part => [getComputedStyle(part), getComputedStyle(part, '::after')])
      .map(style => {
        const outline = style.outlineStyle === 'none' ? 'none' : `${style.outlineWidth} ${style.outlineColor}`
        return `${outline} ${style.boxShadow} ${style.borderColor}`
      })
      .join('|')
  }
  const before = new Map(controls.map(element => [element, look(element)]))
  const expected = new Set<Element>(controls)
  const reached = new Set<Element>()
  const findings = new Set<string>()
  const take = (event: FocusEvent): void => {
    const element = event.target
    if (!(element instanceof HTMLElement) || reached.has(element)) return
    reached.add(element)
    // Before the next key, and after what the page itself does about the focus.
    queueMicrotask(() => {
      if (document.activeElement !== element) {
        findings.add(`${called(element)} gives the focus away at once`)
        return
      }
      if (before.get(element) === look(element))
        findings.add(`${called(element)} does not show that it has the focus`)
      const box = element.getBoundingClientRect()
      const [x, y] = [
        (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2,
        (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2,
      ]
      const hit = document.elementFromPoint(x, y)
      const label = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : []
      if (hit && !element.contains(hit) && !label.some(each => each.contains(hit)))
        findings.add(`${called(element)} has the focus and is covered by ${called(hit)}`)
      if (!hit) findings.add(`${called(element)} has the focus out of sight`)
    })
  }
  document.addEventListener('focusin', take)
  window.walk = { expected, reached, findings, end: () => document.removeEventListener('focusin', take) }
  return expected.size
}

const missing = (): number => {
  const walk = window.walk
  return walk ? [...walk.expected].filter(each => each.isConnected && !walk.reached.has(each)).length : 0
}

const finish = (): string[] => {
  const walk = window.walk
  if (!walk) return []
  walk.end()
  const left = [...walk.expected].filter(each => each.isConnected && !walk.reached.has(each))
  return [
    ...walk.findings,
    ...left.map(
      each =>
        `${each.localName} “${(each.getAttribute('aria-label') ?? each.textContent ?? '').trim().slice(0, 60)}” is not reached by Tab`,
    ),
  ]
}

const tab = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 } as const
/** Down and up at once, where a person's finger would come back first: a walk is hundreds of these. */
const pressTab = (tools: CDPSession): Promise<unknown> =>
  Promise.all([
    tools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...tab }),
    tools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...tab }),
  ])

/** One sentence per control that Tab does not reach, or whose focus is not seen. */
export const focusFindings = async (page: Page): Promise<readonly string[]> => {
  // A menu is walked by arrow keys; Tab leaves it.
  if ((await page.locator('[role="menu"]').count()) > 0) return []
  const tools = await devtoolsOf(page)
  const controls = await page.evaluate(begin)
  for (let step = 0; step < controls; step += 1) await pressTab(tools)
  // The walk may have begun in the middle, and scrolling parts of the page take the focus as well.
  for (let more = 0; more < controls + 12 && (await page.evaluate(missing)) > 0; more += 1)
    await pressTab(tools)
  return page.evaluate(finish)
}

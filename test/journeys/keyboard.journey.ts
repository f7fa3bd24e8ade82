// Without a mouse: a role with one code, everything else from the palette, and nothing that only a pointer can reach.
import { readFileSync } from 'node:fs'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { axeFindings } from './examine/axe.ts'
import { type App, startDemo } from './support/app.ts'
import { look, watchConsole } from './support/look.ts'

test.describe.configure({ mode: 'serial' })

let app: App
let context: BrowserContext
let page: Page
let complaints: readonly string[]

test.beforeAll(async ({ browser }) => {
  app = await startDemo('ops-hub')
  await app.run(['keys', 'add', 'ops'], await app.run(['demo', 'key', 'ana']))
  context = await browser.newContext()
  page = await context.newPage()
  complaints = watchConsole(page)
  await page.goto(app.url)
})
test.afterAll(async () => {
  await context?.close()
  await app?.stop()
})
test.afterEach(() => {
  expect(complaints).toEqual([])
})

const search = () => page.getByRole('combobox', { name: 'Search targets' })
const details = () => page.getByRole('complementary')
/** Presses named keys and types the rest. */
const keys = async (...all: readonly string[]): Promise<void> => {
  for (const key of all)
    await (/^(Control\+|Shift\+)?([a-z]|Enter|Tab|Escape|Arrow\w+)$/.test(key)
      ? page.keyboard.press(key)
      : page.keyboard.type(key))
}

test('takes a role with one code', async () => {
  await expect(search()).toBeFocused()
  await keys('acme prod', 'Enter')
  await expect(page.getByRole('textbox', { name: 'Six-digit code' })).toBeFocused()
  await keys((await app.run(['demo', 'phone', 'ana'])).trim(), 'Enter')
  await expect(details().getByText(/^Profile .* is written\.$/)).toBeVisible()
  await expect(search()).toBeFocused()
})

test('goes into the details and back', async () => {
  await keys('ArrowRight')
  await expect(details().getByRole('button', { name: /pin/i })).toBeFocused()
  // A menu that is closed gives the focus back; only then the details are left.
  const copy = details().getByRole('button', { name: 'Copy', exact: true })
  await copy.focus()
  await keys('Enter')
  await expect(page.getByRole('menuitem').first()).toBeFocused()
  await keys('Escape')
  await expect(copy).toBeFocused()
  await keys('Escape')
  await expect(search()).toBeFocused()
})

test('reaches every control of the screen by Tab, each in sight', async () => {
  const reached = new Set<string>()
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab')
    const focused = page.locator(':focus')
    if ((await focused.count()) === 0) continue
    await expect(focused).toBeInViewport()
    reached.add((await focused.getAttribute('aria-label')) ?? (await focused.innerText()))
  }
  for (const name of ['Settings', 'Targets', 'Stop', 'Copy', 'Process'])
    expect(
      [...reached].some(each => each.includes(name)),
      name,
    ).toBe(true)
})

test('goes anywhere and does anything from the palette, without the mouse', async () => {
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Go to or do' })
  const field = palette.getByRole('combobox', { name: 'Target or command' })
  await expect(field).toBeFocused()
  await look(page, 'palette')
  await page.keyboard.type('acme prod')
  const chosen = palette.getByRole('option', { selected: true })
  await expect(chosen).toContainText('acme-production')
  await expect(palette.getByRole('group', { name: /^With acme/i })).toBeVisible()
  await look(page, 'palette-typed')
  await page.keyboard.press('Tab')
  await expect(chosen).toContainText('Open console')
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('ArrowRight')
  await expect(palette).toBeHidden()
  await expect(details().getByRole('heading', { level: 2 })).toHaveText(/acme/i)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('go activ')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('zzqq')
  await expect(palette).toContainText('Nothing is called “zzqq”')
  await page.keyboard.press('Escape')
  await expect(palette).toBeHidden()
})

test('tries a route and takes the last profile change back from the palette', async () => {
  const palette = page.getByRole('dialog', { name: 'Go to or do' })
  const chosen = palette.getByRole('option', { selected: true })
  await keys('Control+k', 'go targets', 'Enter')
  // What the list is narrowed to is no reason not to show what was chosen.
  await keys('zzqq', 'Control+k', 'globex prod', 'Tab')
  for (let step = 0; step < 8 && !(await chosen.innerText()).includes('Check this route'); step += 1)
    await page.keyboard.press('ArrowDown')
  await keys('Enter')
  await expect(details().getByRole('heading', { level: 2 })).toHaveText(/globex/i)
  await expect(details().getByText('Every hop lets you in. No session was kept.')).toBeVisible()
  expect(JSON.parse(await app.run(['sessions', '--json']))).toHaveLength(1)

  await keys('Control+k', 'undo last')
  await expect(chosen).toContainText('acme-production')
  await look(page, 'palette-undo')
  await keys('Enter')
  const asks = page.getByRole('dialog', { name: 'Undo changes of the AWS files' })
  await expect(asks).toContainText('Goes: acme-production.')
  const written = () => readFileSync(app.files.credentials ?? '', 'utf8').includes('[acme-production]')
  expect(written()).toBe(true)
  await keys('Escape')
  await expect(asks).toBeHidden()
  expect(written()).toBe(true)
  await keys('Control+k', 'undo last', 'Enter')
  await expect(asks).toContainText('Goes: acme-production.')
  await keys('Enter')
  await expect(page.getByText('The AWS files are back.')).toBeVisible()
  expect(written()).toBe(false)
})

test('does with Enter in the palette what Enter does in the list', async () => {
  const palette = page.getByRole('dialog', { name: 'Go to or do' })
  await page.getByRole('combobox', { name: 'Enter does' }).selectOption('Console')
  await keys('Control+k', 'acme prod')
  const chosen = palette.getByRole('option', { selected: true })
  await expect(chosen).toContainText('Console')
  await expect(palette.locator('footer')).toContainText(/console.*move/)
  await expect(palette.locator('footer')).not.toContainText('assume')
  await expect(palette.getByRole('option', { name: 'Renew' })).toBeVisible()
  await expect(palette.getByRole('option', { name: 'Open console' })).toHaveCount(0)
  const opened = context.waitForEvent('page')
  await keys('Enter')
  await (await opened).close()
  await expect(details().getByText('The console is open in a tab of its own.')).toBeVisible()
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('combobox', { name: 'Enter does' }).selectOption('Assume')
  await keys('Control+k', 'acme prod')
  await expect(chosen).toContainText('Renew')
  await keys('Escape')
})

test('shows the keyboard when asked with a question mark', async () => {
  await keys('Control+k', 'go targets', 'Enter')
  await expect(search()).toBeFocused()
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard' })
  await expect(sheet).toContainText('Go to or do anything')
  await look(page, 'keyboard')
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await expect(search()).toHaveValue('')
})

test('has sign-ins, lock, end and agent in a narrow window too, by keys and by mouse', async () => {
  const you = page.getByRole('navigation', { name: 'Switchyard' }).getByRole('button', { name: /^You/ })
  const item = (name: string | RegExp) => page.getByRole('menuitem', { name })
  await expect(you).toHaveCount(0)
  for (const [width, colorScheme] of [
    [1024, 'dark'],
    [480, 'light'],
    [480, 'dark'],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 800 })
    await expect(you).toHaveAccessibleName(/1 signed in/)
    await you.focus()
    await keys('Enter')
    await expect(item(/^ops\b.*11 h/)).toBeFocused()
    for (const name of ['Lock', 'End everything…', /^Agent answers/])
      await expect(item(name)).toBeInViewport()
    await page.screenshot({ path: `test-results/journeys/you-${colorScheme}-${width}.png` })
    expect(await axeFindings(page)).toEqual([])
    await keys('Escape')
    await expect(you).toBeFocused()
  }
  await you.click()
  await item('End everything…').click()
  const ending = page.getByRole('dialog', { name: /^End everything/ })
  await expect(ending).toBeVisible()
  await keys('Escape')
  await expect(ending).toBeHidden()
  await expect(you).toBeFocused()
  await keys('Enter', 'ArrowDown', 'Enter')
  await expect(page.getByText('The vault is locked, so nothing new can start.')).toBeVisible()
  await expect(you).toHaveAccessibleName(/locked/)
  await you.click()
  await item('Unlock').click()
  await expect(page.getByText('The vault is locked, so nothing new can start.')).toBeHidden()
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.setViewportSize({ width: 1280, height: 800 })
})

test('draws the estate, and finds an account on it', async () => {
  await keys('Control+k', 'go catalogs', 'Enter')
  await page.getByRole('link', { name: 'Map', exact: true }).click()
  const map = page.getByRole('listbox', { name: /on a map/ })
  await expect(map.getByRole('option', { name: /^Acme/ })).toBeVisible()
  await page.getByRole('searchbox', { name: 'Find an account' }).fill('globex')
  const card = page.getByRole('region', { name: 'Globex' })
  await expect(card).toContainText('globex-production, from ops in one hop')
  await look(page, 'map')
  await map.focus()
  await keys('ArrowDown')
  await expect(card).toBeHidden()
  await expect(map.getByRole('option', { selected: true })).toHaveCount(1)
  await map.getByRole('option', { name: /^Acme/ }).click()
  await page.getByRole('region', { name: 'Acme' }).getByRole('button', { name: 'Details' }).click()
  await expect(details().getByRole('heading', { level: 2 })).toHaveText('Acme')
})

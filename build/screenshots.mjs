// `npm run screenshots`: the pictures in docs/images, taken of the real window in the demo; small enough for a page.
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { build } from './build.mjs'
import { isFresh, out, root } from './fresh.mjs'
import { fewerColors } from './png.mjs'
import { prepare } from './prerequisites.mjs'

if (!isFresh()) await build()
const { found } = prepare()
const images = join(root, 'docs', 'images')
mkdirSync(images, { recursive: true })
/** In bytes: README and docs are read over slow lines too. */
const most = 150_000
const folder = mkdtempSync(join(tmpdir(), 'switchyard-pictures-'))
const cli = join(out, 'cli.cjs')
const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS_|SWITCHYARD_)/.test(name))
/** @type {NodeJS.ProcessEnv} */
const env = {
  ...Object.fromEntries(inherited),
  XDG_RUNTIME_DIR: folder,
  HOME: folder,
  SWITCHYARD_BROWSER: 'none',
}

/** A command in the demo. @param {string} words @param {string} [input] */
const run = (words, input = '') =>
  execFileSync(process.execPath, [cli, ...words.split(' ')], { env, input, encoding: 'utf8', stdio: 'pipe' })

const demo = spawn(process.execPath, [cli, 'demo', '--no-open'], {
  env,
  stdio: ['ignore', 'pipe', 'inherit'],
})
try {
  const url = await new Promise((resolve, reject) => {
    demo.once('exit', code => reject(new Error(`The demo ended with ${code}.`)))
    demo.stdout.on('data', chunk => {
      const found = /Switchyard is ready: (\S+)/.exec(String(chunk))?.[1]
      if (found) resolve(found)
    })
  })
  Object.assign(env, JSON.parse(run('demo env --json')))
  const browser = await chromium.launch({
    ...(found.chromium ? { executablePath: found.chromium } : {}),
    args: ['--disable-gpu', '--hide-scrollbars', '--disable-lcd-text'],
  })
  try {
    await pictures(
      await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' }),
      url,
    )
  } finally {
    await browser.close()
  }
} finally {
  demo.kill('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
}

/** @param {import('@playwright/test').Page} page @param {string} url */
async function pictures(page, url) {
  /** @param {string} name @param {'light' | 'dark'} colorScheme */
  const take = async (name, colorScheme = 'light') => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const picture = fewerColors(await page.screenshot({ animations: 'disabled' }))
    if (picture.length > most)
      throw new Error(`${name}.png has ${picture.length} bytes; a page takes ${most}.`)
    writeFileSync(join(images, `${name}.png`), picture)
    process.stdout.write(`${name}.png ${Math.ceil(picture.length / 1024)} KB\n`)
  }
  /** @param {string} query */
  const choose = async query => {
    await page.getByRole('link', { name: 'Targets' }).click()
    await page.getByRole('combobox', { name: 'Search targets' }).fill(query)
  }
  run('keys add ops', run('demo key ana'))
  await page.goto(url)

  await choose('acme production')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  await take('mfa-dark', 'dark')
  await page.keyboard.press('Escape')

  run(`assume acme --mfa-code ${run('demo phone ana').trim()}`)
  run('demo clock +9m')
  run('assume staging/staging-environment --mode process')
  run('demo clock +12m')
  run('assume globex')
  run('pin hooli/hooli-production hooli')
  run('pin initech/initech-production initech')
  await choose('acme production')
  await page.getByText(/left, shared by all behind it/).waitFor()
  await choose('')
  await page
    .getByRole('option', { name: /acme-production/ })
    .first()
    .click()
  await page
    .getByRole('complementary')
    .getByText(/min|1 h/)
    .first()
    .waitFor()
  await take('targets-light')
  await take('targets-dark', 'dark')

  await page.setViewportSize({ width: 480, height: 800 })
  await take('narrow-light')
  await page.setViewportSize({ width: 1280, height: 800 })

  await page.getByRole('link', { name: 'Sessions' }).click()
  await page.getByRole('listitem').filter({ hasText: 'acme-production' }).waitFor()
  await take('sessions-light')
  await page.getByRole('link', { name: 'Sign-ins' }).click()
  await page.getByText('mfa/ana').waitFor()
  await take('sign-ins-light')
}

// The look of the demo's pages: plain HTML that is accessible and needs no script or inline style.
import type { Reply } from '../wire.ts'

export type Html = { readonly html: string }

const escapeText = (value: string): string =>
  value.replace(
    /[&<>"']/g,
    mark => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[mark] ?? mark,
  )

const put = (value: string | number | Html | readonly Html[]): string => {
  if (typeof value === 'string' || typeof value === 'number') return escapeText(String(value))
  return 'html' in value ? value.html : value.map(each => each.html).join('')
}

/** HTML with every value escaped unless it is HTML already. */
export const html = (
  pieces: TemplateStringsArray,
  ...values: readonly (string | number | Html | readonly Html[])[]
): Html => ({
  html: pieces
    .map((piece, index) => piece + (index < values.length ? put(values[index] ?? '') : ''))
    .join(''),
})

// Approving a sign-in redirects the form to the program's own loopback address, so form-action allows those.
const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' http://127.0.0.1:* http://localhost:*"

export const page = (title: string, body: Html, status = 200, headers: Reply['headers'] = {}): Reply => ({
  status,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    ...headers,
  },
  body: `<!doctype html>${html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} – demo AWS</title><link rel="stylesheet" href="/demo.css"></head><body><header><p>Demo AWS</p></header><main><h1>${title}</h1>${body}</main><footer><p>A stateful AWS identity world on this machine. Nothing here reaches Amazon.</p></footer></body></html>`.html}`,
})

export const message = (title: string, words: string, status = 200): Reply =>
  page(title, html`<p role="status">${words}</p>`, status)

export const redirect = (to: string, headers: Reply['headers'] = {}): Reply => ({
  status: 302,
  headers: { location: to, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', ...headers },
})

export const styleSheet: Reply = {
  status: 200,
  headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'max-age=300' },
  body: `:root { color-scheme: light dark; --ink: light-dark(#12181d, #e9eef1); --soft: light-dark(#5c6871, #b3bec6); --ground: light-dark(#f4f6f8, #0d1114); --card: light-dark(#ffffff, #161c20); --line: light-dark(#d3dade, #2a333a); --accent: light-dark(#0b7285, #56c5d8); --on-accent: light-dark(#ffffff, #04242b); }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
header { padding: 12px 24px; background: #232f3e; color: #ffffff; font-weight: 600; letter-spacing: .02em; }
header p, footer p { margin: 0; }
main { width: min(560px, calc(100% - 32px)); margin: 40px auto; padding: 24px 28px; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
footer { margin-top: auto; padding: 16px 24px; color: var(--soft); font-size: 14px; }
h1 { margin: 0 0 12px; font-size: 24px; line-height: 1.25; }
fieldset { border: 0; margin: 16px 0; padding: 0; display: grid; gap: 4px; }
legend { font-weight: 600; padding: 0; margin-bottom: 4px; }
label { display: flex; gap: 10px; align-items: baseline; padding: 6px 8px; border-radius: 6px; }
label:hover { background: var(--ground); }
input[type=text] { font: inherit; width: 100%; padding: 8px 10px; border: 1px solid var(--soft); border-radius: 6px; background: var(--card); color: var(--ink); }
button { font: inherit; font-weight: 600; padding: 8px 18px; border-radius: 6px; border: 1px solid var(--accent); background: var(--accent); color: var(--on-accent); cursor: pointer; }
button.quiet { background: transparent; color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
a { color: var(--accent); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 6px 20px; margin: 0; }
dt { color: var(--soft); } dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
code, .code { font-family: ui-monospace, monospace; }
.code { font-size: 48px; letter-spacing: .12em; margin: 8px 0; }
.choices { display: flex; gap: 12px; }
`,
}

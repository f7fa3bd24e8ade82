// Builds the window into out/renderer: relative addresses, so that any host and any path can serve it.
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** A page's scripts become one; this one must stay by itself, because it is to run before the others are read. */
const earlyScript = (): Plugin => ({
  name: 'early-script',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { bundle, path }) {
      const early = Object.values(bundle ?? {}).find(
        chunk => chunk.type === 'chunk' && chunk.name === 'early',
      )
      if (!early || path !== '/index.html') return []
      return [
        { tag: 'script', attrs: { type: 'module', src: `./${early.fileName}` }, injectTo: 'head-prepend' },
      ]
    },
  },
})

export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react(), earlyScript()],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    target: 'chrome140',
    // The page's policy allows no inline content and few data: addresses, so every asset stays a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The window; of the desktop also the small window of a question, and the strip above a console page.
    rolldownOptions: {
      input: ['renderer/early.ts', 'renderer/index.html', 'renderer/prompt.html', 'renderer/strip.html'],
    },
  },
  css: { modules: { generateScopedName: '[name]_[local]_[hash:base64:4]' } },
})

// Builds the window into out/renderer: relative addresses, so that any host and any path can serve it.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    target: 'chrome140',
    // The page's policy allows no inline content and few data: addresses, so every asset stays a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The window; of the desktop also the small window of a question, and the strip above a console page.
    rolldownOptions: { input: ['renderer/index.html', 'renderer/prompt.html', 'renderer/strip.html'] },
  },
  css: { modules: { generateScopedName: '[name]_[local]_[hash:base64:4]' } },
})

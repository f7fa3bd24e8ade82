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
    // The window, and the strip above the desktop's console pages.
    rolldownOptions: { input: ['renderer/index.html', 'renderer/strip.html'] },
  },
  css: { modules: { generateScopedName: '[name]_[local]_[hash:base64:4]' } },
})

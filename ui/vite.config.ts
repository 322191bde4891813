import { fileURLToPath } from 'node:url';

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

import { classic } from './classic.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What the window allows itself; the same policy holds in `vite preview`, so that a breach shows in a browser too. */
const policy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'";

export default defineConfig(({ mode }) => {
  // The in-memory backend serves the browser, the screenshots and the tests; the product never contains it.
  const inMemory = mode === 'memory' || mode === 'test';
  return {
    plugins: [svelte(), classic],
    resolve: {
      alias: {
        $messages: here('../crates/core/src/messages.json'),
        $flags: here('../crates/core/src/compare/flags.json'),
        $backend: here(inMemory ? 'src/ipc/memory.ts' : 'src/ipc/tauri.ts'),
        $ipc: here('src/ipc'),
        $i18n: here('src/i18n'),
        $kit: here('src/kit'),
        $parts: here('src/parts'),
        $views: here('src/views'),
        $app: here('src/app'),
      },
      // Svelte has a server build too; the tests need the one that mounts.
      ...(mode === 'test' ? { conditions: ['browser'] } : {}),
    },
    clearScreen: false,
    server: { port: 1420, strictPort: true, fs: { allow: ['..'] } },
    preview: { port: 1421, strictPort: true, headers: { 'Content-Security-Policy': policy } },
    build: {
      outDir: inMemory ? 'dist-memory' : 'dist',
      // The oldest web views we run in: WebKitGTK 2.46, WKWebView of Safari 17.5, WebView2.
      target: ['safari17.5', 'chrome123'],
      // A small font or icon inlined as a data: address would fall foul of the content security policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
    // Plain logic is tested without a document; a test that needs one says so in its first line.
    test: { environment: 'node', include: ['src/**/*.test.ts'], testTimeout: 20_000 },
  };
});

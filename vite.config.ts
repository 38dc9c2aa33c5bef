import react from '@vitejs/plugin-react';
import postcssPresetMantine from 'postcss-preset-mantine';
import { defineConfig } from 'vite';

// `npm run dev`: pages with hot reload here, everything else from a running server (DEV_API_URL).
const server = process.env.DEV_API_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  root: 'src/web',
  plugins: [react()],
  css: { postcss: { plugins: [postcssPresetMantine()] } },
  // The content security policy allows no `data:` fonts, so nothing is inlined.
  build: { outDir: '../../dist/web', emptyOutDir: true, assetsInlineLimit: 0, reportCompressedSize: false },
  // `/api/`, because `/api-client.ts` is a file of ours.
  server: { proxy: { '/api/': server, '/healthz': server, '/readyz': server } },
});

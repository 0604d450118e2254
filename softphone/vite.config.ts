import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compiled } from './compiled.ts';
import { compressed } from './compress.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  root: here,
  plugins: [compiled(), react(), compressed()],
  build: {
    outDir: fileURLToPath(new URL('../.runtime/build/softphone', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // Browsers that know `light-dark()` themselves; they are the ones with `AudioContext.setSinkId` nearby.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // The server's Content-Security-Policy allows no `data:` scripts or styles; images may stay inline.
    assetsInlineLimit: 0,
    // What several pages share is one file: compressed, many small ones are larger.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shared', minShareCount: 2 }] } } },
    chunkSizeWarningLimit: 900,
  },
});

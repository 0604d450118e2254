import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { fileName, sharedFiles } from './chunks.ts';
import { compiled } from './compiled.ts';
import { compressed } from './compress.ts';
import { manual } from './manual/plugin.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  root: here,
  plugins: [compiled(), react(), manual(), compressed()],
  build: {
    outDir: fileURLToPath(new URL('../.runtime/build/softphone', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // Browsers that know `light-dark()` themselves; they are the ones with `AudioContext.setSinkId` nearby.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // The server's Content-Security-Policy allows no `data:` scripts or styles; images may stay inline.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: { groups: sharedFiles(here) },
        chunkFileNames: ({ name, moduleIds }) => `assets/${fileName(name, moduleIds)}-[hash].js`,
      },
    },
    chunkSizeWarningLimit: 900,
  },
});

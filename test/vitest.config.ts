import { defineConfig } from 'vitest/config';

/** Folders whose tests start real parts or a browser: one file after another, so that two cores suffice. */
const REAL = ['stories', 'worlds', 'browser', 'contracts'];

const real = REAL.map(folder => `test/${folder}/**/*.test.ts`);
const rest = 'test/**/*.test.ts';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  // As root the tests run as a user who cannot write below node_modules.
  cacheDir: '.runtime/vite',
  test: {
    projects: [
      { extends: true, test: { name: 'rules', include: [rest], exclude: real } },
      {
        extends: true,
        test: {
          name: 'real',
          include: real,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
    environment: 'node',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    restoreMocks: true,
  },
});

import { defineConfig } from 'vitest/config';

/** Folders whose tests start real parts or a browser. */
const REAL = ['stories', 'worlds', 'browser', 'contracts'].map(folder => `test/${folder}/**/*.test.ts`);
/** Those of them that mostly wait: for what is spoken, for a program's silence, for a minute to pass. Some at a time. */
const PATIENT = [
  'test/stories/**/*.test.ts',
  'test/worlds/hanging.test.ts',
  'test/worlds/stores-away.test.ts',
];

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  // As root the tests run as a user who cannot write below node_modules.
  cacheDir: '.runtime/vite',
  test: {
    projects: [
      { extends: true, test: { name: 'rules', include: ['test/**/*.test.ts'], exclude: REAL } },
      {
        extends: true,
        test: {
          name: 'real',
          include: REAL,
          exclude: PATIENT,
          // One file after another, so that two cores suffice.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'patient',
          include: PATIENT,
          // Three files side by side: the two minutes of `stores-away` cost the whole run little.
          maxWorkers: 3,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
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

import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Folders whose tests start real parts or a browser. */
const REAL = ['stories', 'worlds', 'browser', 'contracts'].map(folder => `test/${folder}/**/*.test.ts`);
/** Of the patient ones those that take longest, a minute and a half or more each. */
const LONGEST = [
  'test/worlds/hanging.test.ts',
  'test/contracts/far-ends.test.ts',
  'test/stories/first-words.test.ts',
  'test/worlds/stores-away.test.ts',
];
/** Those of the real ones that mostly wait: for what is spoken, for a program's silence, for a minute to pass. Some at a time. */
const PATIENT = [...LONGEST, 'test/stories/**/*.test.ts'];

/** They take pictures and prove nothing: only where they are asked for (`npm run manual:pictures`). */
const PICTURES =
  process.env.CAUCE_MANUAL_PICTURES === undefined ? ['test/browser/manual-pictures.test.ts'] : [];

/** A fresh checkout remembers no durations, and vitest would start the largest file first, which is not the longest. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isShort = ({ moduleId }: TestSpecification) => !LONGEST.some(file => moduleId.endsWith(file));
    return (await super.sort(files)).sort((a, b) => Number(isShort(a)) - Number(isShort(b)));
  }
}

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
          exclude: [...PATIENT, ...PICTURES],
          globalSetup: 'test/kit/cluster-template.ts',
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
          globalSetup: 'test/kit/cluster-template.ts',
          // Four files side by side: the three longest, and the others one after another beside them.
          maxWorkers: 4,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
    environment: 'node',
    // Only the root's counts; the projects keep their turns all the same.
    sequence: { sequencer: LongestFirst },
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // A second, the default, is not enough on a busy machine.
    expect: { poll: { timeout: 10_000 } },
    restoreMocks: true,
  },
});

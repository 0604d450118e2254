import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** The entries of the security checklist that are held; the others are not claimed. */
const HELD = [
  ...[1, 2, 3, 8, 10, 12, 16, 21, 23, 27],
  ...[4, 5, 6, 7, 9, 11, 13, 14, 20, 22, 24, 25, 28, 29, 30, 32, 33, 34, 40, 45, 48],
];

const rows = [
  ...readFileSync(join(import.meta.dirname, 'README.md'), 'utf8').matchAll(
    /^\| SEC-(\d+) \| ([^|]+) \| ([^|]+) \|$/gm,
  ),
].map(([, id, files = '', holds = '']) => ({ id: Number(id), files: files.split(', '), holds }));

test('the README names each entry that is held, once, in order', () => {
  expect(rows.map(({ id }) => id)).toEqual(HELD.toSorted((a, b) => a - b));
});

test('each with tests that exist, and what holds in a line', () => {
  const missing = rows.flatMap(({ id, files }) =>
    files
      .filter(
        file => !/\.test\.ts$|-contract\.ts$/.test(file) || !existsSync(join(import.meta.dirname, file)),
      )
      .map(file => `SEC-${id} ${file}`),
  );
  expect(missing).toEqual([]);
  for (const { id, holds } of rows) expect(holds.length, `SEC-${id}`).toBeLessThanOrEqual(110);
});

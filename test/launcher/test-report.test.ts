import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { remedyOf } from '../../src/launcher/test-remedies.ts';
import { readTestReport } from '../../src/launcher/test-report.ts';
import { sourceFiles } from '../kit/source-imports.ts';

const checkout = join(import.meta.dirname, '../..');
const GUARDED = /\.skipIf\(!(\w+)(?:\(\))?\)\(\s*'([^']+)'/g;

/** What the remedy of each guard must name. */
const MUST_NAME: Readonly<Record<string, string>> = {
  hasChromium: 'install --no-install-recommends chromium',
  hasCoturn: 'install --no-install-recommends coturn',
  hasSipp: 'install --no-install-recommends sip-tester',
  hasRawSocket: 'libcap2-bin',
  hasSmallDisk: 'user.max_user_namespaces',
};

/** The report that vitest would write, read. */
function reportOf(testResults: readonly object[]) {
  const folder = mkdtempSync(join(tmpdir(), 'cauce-report-'));
  const path = join(folder, 'report.json');
  writeFileSync(path, JSON.stringify({ testResults }));
  const report = readTestReport(path);
  rmSync(folder, { recursive: true });
  return report;
}

const fileOf = (name: string, status: string, outcomes: Readonly<Record<string, string>>) => ({
  name: `/somewhere/test/${name}`,
  status,
  assertionResults: Object.entries(outcomes).map(([fullName, outcome]) => ({ fullName, status: outcome })),
});

describe('a test that is left out', () => {
  const guarded = sourceFiles(checkout, 'test').flatMap(file =>
    [...readFileSync(join(checkout, file), 'utf8').matchAll(GUARDED)].map(([, guard = '', name = '']) => ({
      file,
      guard,
      name,
    })),
  );

  test('is found wherever a test asks for what a machine may not have', () => {
    expect([...new Set(guarded.map(({ guard }) => guard))].sort()).toEqual(Object.keys(MUST_NAME).sort());
  });

  test.each(guarded)('$file tells how $guard becomes true', ({ file, guard, name }) => {
    expect(remedyOf(join(checkout, file), name)).toContain(MUST_NAME[guard]);
  });

  test('is told with its remedy beside those that passed and failed', () => {
    const report = reportOf([
      fileOf('browser/looks.test.ts', 'passed', { 'the pages': 'skipped' }),
      fileOf('kit/log.test.ts', 'failed', { one: 'passed', another: 'failed' }),
      fileOf('kit/ids.test.ts', 'passed', { other: 'pending' }),
    ]);
    expect(report).toMatchObject({ passed: 1, failed: 1 });
    expect(report.notRun).toEqual([
      { what: 'the pages', remedy: expect.stringContaining('chromium') },
      { what: 'other', remedy: expect.stringContaining('npm run doctor') },
    ]);
  });

  test('because its set-up failed is no matter of a missing package, and the file is a failure', () => {
    const report = reportOf([fileOf('browser/looks.test.ts', 'failed', { 'the pages': 'skipped' })]);
    expect(report).toMatchObject({ passed: 0, failed: 1 });
    expect(report.notRun).toEqual([{ what: 'the pages', remedy: expect.stringContaining('set-up failed') }]);
  });
});

test('a report that was never written is a failure', () => {
  expect(readTestReport('/nowhere/report.json')).toEqual({ passed: 0, failed: 1, notRun: [] });
});

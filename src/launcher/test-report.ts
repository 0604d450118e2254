import { existsSync, readFileSync } from 'node:fs';
import { remedyOf, SET_UP_FAILED } from './test-remedies.ts';

export type NotRun = { readonly what: string; readonly remedy: string };
export type TestReport = {
  readonly passed: number;
  readonly failed: number;
  readonly notRun: readonly NotRun[];
};

type Outcome = { readonly status: string; readonly fullName: string };
type TestFile = {
  readonly name: string;
  readonly status: string;
  readonly assertionResults: readonly Outcome[];
};

/** Counts what vitest's JSON report says; a file that could not be loaded is one failure. */
export function readTestReport(path: string): TestReport {
  if (!existsSync(path)) return { passed: 0, failed: 1, notRun: [] };
  const files: readonly TestFile[] = JSON.parse(readFileSync(path, 'utf8')).testResults;
  const outcomes = files.flatMap(file => file.assertionResults);
  return {
    passed: outcomes.filter(outcome => outcome.status === 'passed').length,
    failed: outcomes.filter(isFailed).length + files.filter(isBroken).length,
    notRun: files.flatMap(notRunOf),
  };
}

function notRunOf(file: TestFile): NotRun[] {
  return file.assertionResults
    .filter(outcome => outcome.status !== 'passed' && outcome.status !== 'failed')
    .map(({ fullName }) => ({
      what: fullName,
      remedy: isBroken(file) ? SET_UP_FAILED : remedyOf(file.name, fullName),
    }));
}

/** It failed, but none of its tests did. */
function isBroken(file: TestFile): boolean {
  return file.status === 'failed' && !file.assertionResults.some(isFailed);
}

function isFailed(outcome: Outcome): boolean {
  return outcome.status === 'failed';
}

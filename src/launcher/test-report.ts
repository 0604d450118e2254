import { existsSync, readFileSync } from 'node:fs';

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

const REMEDY =
  'npm run doctor dice qué falta; algo pide root / npm run doctor tells what is missing; some need root';

/** Counts what vitest's JSON report says; a file that could not be loaded is one failure. */
export function readTestReport(path: string): TestReport {
  if (!existsSync(path)) return { passed: 0, failed: 1, notRun: [] };
  const files: readonly TestFile[] = JSON.parse(readFileSync(path, 'utf8')).testResults;
  const outcomes = files.flatMap(file => file.assertionResults);
  const broken = files.filter(file => file.status === 'failed' && !file.assertionResults.some(isFailed));
  const skipped = outcomes.filter(outcome => outcome.status !== 'passed' && outcome.status !== 'failed');
  return {
    passed: outcomes.filter(outcome => outcome.status === 'passed').length,
    failed: outcomes.filter(isFailed).length + broken.length,
    notRun: skipped.map(outcome => ({ what: outcome.fullName, remedy: REMEDY })),
  };
}

function isFailed(outcome: Outcome): boolean {
  return outcome.status === 'failed';
}

import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings } from '../config.ts';
import { makeFolder } from './folders.ts';
import { toScreen } from './progress.ts';
import { provisionAsterisk } from './provision-asterisk.ts';
import { provisionPostgres } from './provision-postgres.ts';
import { provisionRedis } from './provision-redis.ts';
import { provisionTestTool, TEST_TOOLS } from './provision-test-tools.ts';
import { measureSpentTime } from './spent-time.ts';
import { type NotRun, readTestReport } from './test-report.ts';

/**
 * `npm test`: provisions all that the tests use, runs them, and ends with what could not run and how to mend it, and with
 * the processor time that the tests have used with all that they started. Under CI something that did not run is a failure.
 */
export async function runTests(args: readonly string[]): Promise<number> {
  const { appDir } = readSettings({ CAUCE_APP_DIR: process.env.CAUCE_APP_DIR });
  const folder = makeFolder(join(appDir, '.runtime', 'test'));
  const report = join(folder, 'report.json');
  rmSync(report, { force: true });
  const missing: NotRun[] = [];
  const tools = await provisionAll(appDir, missing);
  const spentTime = measureSpentTime();
  const code = await runVitest(appDir, report, tools, args);
  const seconds = Math.round(spentTime());
  const result = readTestReport(report);
  const notRun = [...missing, ...result.notRun];
  if (notRun.length > 0) {
    toScreen('\nNOT RUN:', '');
    for (const entry of notRun) toScreen(`  ${entry.what} — ${entry.remedy}`, '');
  }
  const isIncomplete = process.env.CI === 'true' && notRun.length > 0;
  const failed =
    result.failed + (isIncomplete ? notRun.length : 0) + (code !== 0 && result.failed === 0 ? 1 : 0);
  toScreen(`\nProcessor time of the tests and all that they started: ${seconds} s`, '');
  toScreen(`\n${result.passed} passed, ${failed} failed`, '');
  return failed === 0 ? 0 : 1;
}

async function provisionAll(appDir: string, missing: NotRun[]): Promise<Record<string, string>> {
  const note = (what: string) => (cause: unknown) => {
    missing.push({ what, remedy: cause instanceof Error ? cause.message : String(cause) });
  };
  const tools: Record<string, string> = {};
  await Promise.all([
    provisionAsterisk(join(appDir, 'asterisk-config'), toScreen).catch(note('Asterisk')),
    provisionRedis(toScreen).catch(note('Redis')),
    provisionPostgres(appDir, toScreen).catch(note('PostgreSQL')),
    ...TEST_TOOLS.map(tool =>
      provisionTestTool(tool, toScreen)
        .then(path => {
          tools[tool.variable] = path;
        })
        .catch(cause => {
          note(tool.name)(`apt-get install --no-install-recommends ${tool.package} (${cause.message})`);
        }),
    ),
  ]);
  return tools;
}

function runVitest(
  appDir: string,
  report: string,
  tools: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<number> {
  const vitest = join(appDir, 'node_modules', 'vitest', 'vitest.mjs');
  const options = ['run', '--config', 'test/vitest.config.ts', '--configLoader', 'runner'];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const child = spawn(process.execPath, [vitest, ...options, ...reporters, ...args], {
    cwd: appDir,
    stdio: 'inherit',
    env: { ...process.env, ...tools },
  });
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise(done => {
    child.on('error', () => done(1));
    child.on('exit', code => done(code ?? 1));
  });
}

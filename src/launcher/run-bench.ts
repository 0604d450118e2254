import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { readSettings } from '../config.ts';

/** `npm run bench`: the bench starts its own parts and prints its own table. */
export function runBench(args: readonly string[]): Promise<number> {
  const { appDir } = readSettings({ CAUCE_APP_DIR: process.env.CAUCE_APP_DIR });
  const program = join(appDir, '.runtime', 'build', 'test', 'bench', 'main.js');
  const child = spawn(process.execPath, ['--enable-source-maps', program, ...args], {
    cwd: appDir,
    stdio: 'inherit',
  });
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise(done => {
    child.on('error', () => done(1));
    child.on('exit', code => done(code ?? 1));
  });
}

import { copyFileSync, existsSync, readdirSync, renameSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';

const LARGEST_BYTES = 20 * 1024 * 1024;
const KEPT = 3;
const LOOK_EVERY_MS = 60_000;

/**
 * Keeps each log below 20 MB with three older ones beside it. The programs hold their log open, and may outlive
 * us, so a full log is copied away and emptied in place. Answers how to end it.
 */
export function keepLogsSmall(folder: string): () => void {
  rotateLogs(folder);
  const timer = setInterval(() => rotateLogs(folder), LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

export function rotateLogs(folder: string, largestBytes: number = LARGEST_BYTES): void {
  for (const name of readdirSync(folder).filter(file => file.endsWith('.log'))) {
    const path = join(folder, name);
    if (statSync(path).size <= largestBytes) continue;
    for (let age = KEPT - 1; age >= 1; age--) {
      if (existsSync(`${path}.${age}`)) renameSync(`${path}.${age}`, `${path}.${age + 1}`);
    }
    copyFileSync(path, `${path}.1`);
    truncateSync(path, 0);
  }
}

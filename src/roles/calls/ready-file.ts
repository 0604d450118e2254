import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Tells the launcher that calls are being served; the answer takes it back. */
export function writeReadyFile(dataDir: string): () => void {
  const folder = join(dataDir, 'run');
  const file = join(folder, 'calls.ready');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

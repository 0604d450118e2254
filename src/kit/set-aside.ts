import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Unreadable } from './stored-shapes.ts';

/**
 * Writes a state that could not be read into a file of its own, for anyone who can, and answers its path. The same state
 * gets the same file again. Throws when the disk does not take it.
 */
export function writeAside(folder: string, state: Unreadable): string {
  const text = `${JSON.stringify(state)}\n`;
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const path = join(folder, `${state.key.replace(/[^A-Za-z0-9_.-]/g, '_').slice(0, 100)}-${digest}.json`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.part`, text, { mode: 0o600, flush: true });
  renameSync(`${path}.part`, path);
  return path;
}

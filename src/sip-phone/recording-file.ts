import { closeSync, openSync } from 'node:fs';
import { UsageError } from './command-line.ts';

/**
 * Fails before the call when its recording could not be written. Under root the telephone runs as the service
 * user, who may not write everywhere.
 */
export function requireWritable(path: string | undefined): void {
  if (path === undefined) return;
  try {
    closeSync(openSync(path, 'a'));
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    throw new UsageError(`no se puede escribir en ${path} (${code}); elija otra carpeta, por ejemplo /tmp`);
  }
}

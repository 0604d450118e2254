import { createReadStream, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileShelf } from '../../contacts/ports.ts';
import { CauceError } from '../../kit/errors.ts';
import { newId } from '../../kit/ids.ts';

/**
 * Files of people in one folder that only this process's user may read, each until it was read. What a killed process left
 * there is removed; so the folder must be this process's alone.
 */
export function fileShelf(folder: string): FileShelf {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const left of readdirSync(folder)) rmSync(join(folder, left), { force: true, recursive: true });
  return {
    async receive(body, look) {
      const path = join(folder, newId());
      const drop = () => rm(path, { force: true });
      try {
        const file = await open(path, 'wx', 0o600);
        try {
          for await (const chunk of body) {
            look(chunk);
            await file.writeFile(chunk);
          }
        } finally {
          await file.close();
        }
      } catch (error) {
        await drop();
        throw isFull(error) ? new CauceError('disk-full', {}, { cause: error }) : error;
      }
      return { chunks: () => createReadStream(path), drop };
    },
  };
}

const isFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');

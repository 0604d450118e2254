import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RecordingFiles } from '../../recordings/ports.ts';

/** Recordings below one folder. A file is written beside its place, synced and moved: never seen half. */
export function recordingFiles(folder: string): RecordingFiles {
  return {
    async write(path, bytes) {
      const place = join(folder, path);
      const draft = `${place}.${process.pid}.part`;
      await mkdir(dirname(place), { recursive: true, mode: 0o700 });
      try {
        const file = await open(draft, 'w', 0o600);
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(draft, place);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },
  };
}

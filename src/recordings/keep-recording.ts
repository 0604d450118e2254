import { createHash } from 'node:crypto';
import type { NodeRecordings } from '../calls/ports/node-recordings.ts';
import { lengthOf, readWav, wavFile } from '../kit/wav.ts';
import { compress } from './mu-law.ts';
import { peaksOf } from './peaks.ts';
import type { RecordingFiles, RecordingStore } from './ports.ts';

export interface KeepParts {
  readonly recordings: RecordingStore;
  readonly node: NodeRecordings;
  readonly files: RecordingFiles;
}

/**
 * Fetches a recording from the telephone node, keeps it and only then erases it there. May be repeated: what is
 * kept stays kept. A file that holds no sound fails the recording at once; trying again would find the same.
 * Rejects with `unknown-resource` while the node does not have it, and with whatever the node or the disk says.
 */
export async function keepRecording({ recordings, node, files }: KeepParts, id: string): Promise<void> {
  const source = await recordings.source(id);
  if (source === null) return;
  if (source.state === 'pending' || source.state === 'failed') {
    const wav = readWav(await node.fetch(source.name));
    if (wav.ok) {
      const sound = compress(wav.value);
      const file = wavFile(sound);
      const path = pathOf(id, source.startedAt);
      await files.write(path, file);
      await recordings.keep(id, {
        path,
        bytes: file.length,
        sha256: createHash('sha256').update(file).digest('hex'),
        durationMs: Math.round(lengthOf(sound)),
        peaks: peaksOf(wav.value),
      });
    } else {
      await recordings.fail(id, wav.fault);
      // What cannot be read is left where it is, for a person to look at; silence is worth nothing.
      if (wav.fault !== 'empty') return;
    }
  }
  await node.erase(source.name);
}

/** Where a recording lies below the recordings folder: by day (UTC) of its beginning. */
export function pathOf(id: string, startedAt: number): string {
  const [year, month, day] = new Date(startedAt).toISOString().slice(0, 10).split('-');
  return `${year}/${month}/${day}/${id}.wav`;
}

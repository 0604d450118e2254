import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSpool } from '../../src/adapters/asterisk/spool.ts';
import { recordingFiles } from '../../src/adapters/files/recording-files.ts';
import { memoryRecords } from '../../src/adapters/memory/records.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { lengthOf, readWav } from '../../src/kit/wav.ts';
import { keepRecording } from '../../src/recordings/keep-recording.ts';
import { recordingId } from '../../src/recordings/recording-story.ts';
import { type RunningAsterisk, startAsterisk } from '../kit/own-parts.ts';
import { recordedWav, tone } from '../kit/recorded-wav.ts';
import { entries, wholeCall } from './calls-contract.ts';
import { memoryWorld } from './records-world.ts';

let dir: string;
let asterisk: RunningAsterisk;
let spool: ReturnType<typeof openSpool>;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'cauce-spool-'));
  chmodSync(dir, 0o755);
  asterisk = await startAsterisk({ dir: join(dir, 'part') });
  spool = openSpool(asterisk.ariUrl, systemClock());
});
afterAll(async () => {
  spool.close();
  await asterisk.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** Puts a file where Asterisk keeps recordings, as its user. */
function leave(name: string, bytes: Buffer): string {
  const { uid, gid } = statSync(asterisk.spool);
  const place = join(asterisk.spool, 'recording', `${name}.wav`);
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, bytes);
  for (const path of [place, dirname(place), dirname(dirname(place))]) chownSync(path, uid, gid);
  return place;
}

describe('a recording on a real node', () => {
  test('is fetched over HTTP, repaired, kept and erased there, without an event socket', async () => {
    const world = memoryWorld(memoryRecords());
    const name = 'calls/cauce1-1763822.12-1';
    await world.calls.save(entries('c1', wholeCall('OA-2026-000001', name)));
    const place = leave(name, recordedWav(tone(2_000), { riff: 0, data: 0 }));
    expect(await spool.recordings.list('calls/')).toEqual([name]);

    const kept = join(dir, 'kept');
    const parts = { recordings: world.recordings, node: spool.recordings, files: recordingFiles(kept) };
    await keepRecording(parts, recordingId(name));
    await keepRecording(parts, recordingId(name));

    expect(existsSync(place)).toBe(false);
    const card = await world.recordings.get(recordingId(name));
    expect(card).toMatchObject({ state: 'kept', durationMs: 2_000 });
    const file = await world.recordings.file(recordingId(name));
    const read = readWav(readFileSync(join(kept, file?.path ?? '')));
    expect(read.ok && lengthOf(read.value)).toBe(2_000);
  });

  test('that is not there is unknown, and a node that is away is waited for', async () => {
    await expect(spool.recordings.fetch('calls/none/1')).rejects.toMatchObject({ code: 'unknown-resource' });
    const nowhere = openSpool('http://a:b@127.0.0.1:9', systemClock());
    await expect(nowhere.recordings.fetch('calls/none/1')).rejects.toMatchObject({
      code: 'asterisk-fault',
      answered: 'lost',
    });
    nowhere.close();
  });
});

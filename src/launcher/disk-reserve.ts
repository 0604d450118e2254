import { closeSync, existsSync, fsyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Progress } from './progress.ts';

const RESERVE_BYTES = 64 * 1024 * 1024;
const LOW_BYTES = 40 * 1024 * 1024;
/** Enough that taking the reserve again does not fill the disk at once. */
const PLENTY_BYTES = 1024 * 1024 * 1024;
const LOOK_EVERY_MS = 2_000;
const BLOCK = Buffer.alloc(1024 * 1024);

export type DiskAdvice = 'free-the-reserve' | 'take-a-reserve' | 'leave-it';

/** What to do with the reserve when so many bytes are free. */
export function diskAdvice(freeBytes: number, hasReserve: boolean): DiskAdvice {
  if (hasReserve && freeBytes < LOW_BYTES) return 'free-the-reserve';
  if (!hasReserve && freeBytes > PLENTY_BYTES) return 'take-a-reserve';
  return 'leave-it';
}

/**
 * Holds 64 MB of the disk and gives them back when it is full, so that Redis and PostgreSQL can still write what
 * calls bring while somebody makes room. Answers how to end it.
 */
export function keepDiskReserve(dataDir: string, report: Progress): () => void {
  const path = join(dataDir, 'reserve');
  let failed = false;
  const look = () => {
    try {
      hold();
    } catch (error) {
      if (!failed)
        report(`No puedo apartar espacio en ${dataDir}: ${error}`, 'No space can be set aside there.');
      failed = true;
    }
  };
  const hold = () => {
    const disk = statfsSync(dataDir);
    const free = disk.bavail * disk.bsize;
    const advice = diskAdvice(free, existsSync(path));
    if (advice === 'take-a-reserve') fill(path);
    if (advice === 'free-the-reserve') {
      rmSync(path, { force: true });
      report(
        `¡Disco casi lleno! Solté la reserva de ${RESERVE_BYTES >> 20} MB; libere espacio en ${dataDir}.`,
        `The disk is almost full! The reserve of ${RESERVE_BYTES >> 20} MB is freed; make room in ${dataDir}.`,
      );
    }
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Real blocks: a sparse file would hold nothing. */
function fill(path: string): void {
  const file = openSync(path, 'w', 0o600);
  try {
    for (let written = 0; written < RESERVE_BYTES; written += BLOCK.length) writeSync(file, BLOCK);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

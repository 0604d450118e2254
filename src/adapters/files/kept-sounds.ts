import { createHash, hash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { CauceError } from '../../kit/errors.ts';
import type { KeptSounds } from '../../recordings/ports.ts';

/** What is read, and checked, in one go. */
const BLOCK_BYTES = 64 * 1024;
const DIGEST_BYTES = 32;
/** Digests that are remembered: 4 MiB vouch for 8 GiB of sound, three weeks of it. */
const REMEMBERED_BYTES = 4 * 1024 * 1024;

/** A file that was found whole. */
interface Seal {
  /** SHA-256 of each block of the content that the row's hash vouches for, one after the other. */
  readonly digests: Buffer;
  /** The file that was read; one that differs in it is read anew. */
  readonly identity: string;
}

/**
 * Recordings below one folder, none of whose bytes is handed out unchecked.
 *
 *   open ── stat ── the file of last time? ── no ──▶ read whole: SHA-256 = that of the row? ── no ──▶ recording-damaged
 *                        │ yes                            │ yes: a digest of each block is remembered
 *                        ▼                                ▼
 *   read ── block by block, each against its digest ── another ──▶ the file is not of last time any more, recording-damaged
 *
 * So the whole file is hashed once a process and file, and a byte that changes later, even below the file system and
 * without a new time, is found in the block that holds it. `rememberedBytes` is for tests.
 */
export function keptSounds(folder: string, rememberedBytes = REMEMBERED_BYTES): KeptSounds {
  const root = resolve(folder);
  const seals = new Seals(rememberedBytes);
  /** Players ask for several parts at once; the file is read for one of them. */
  const underWay = new Map<string, Promise<Seal>>();

  return {
    async open(path, sha256) {
      const name = resolve(root, path);
      if (!name.startsWith(root + sep)) return null;
      const found = await stat(name, { bigint: true }).catch(() => null);
      const key = `${sha256} ${path}`;
      if (!found?.isFile()) {
        // When it is back it is read anew.
        seals.forget(key);
        return null;
      }
      const known = seals.of(key);
      const identity = identityOf(found);
      const readWhole = known?.identity !== identity;
      const { digests } = readWhole ? await sealed(key, name, sha256, identity) : known;
      return {
        size: Number(found.size),
        modifiedAt: Number(found.mtimeMs),
        readWhole,
        read: (from, to) => checked(name, digests, from, to, () => seals.forget(key)),
      };
    },
  };

  function sealed(key: string, name: string, sha256: string, identity: string): Promise<Seal> {
    const asked = `${key} ${identity}`;
    const running = underWay.get(asked);
    if (running) return running;
    const work = seal(name, sha256, identity)
      .then(made => {
        seals.keep(key, made);
        return made;
      })
      .catch((error: unknown) => {
        seals.forget(key);
        throw error;
      })
      .finally(() => underWay.delete(asked));
    underWay.set(asked, work);
    return work;
  }
}

/** Reads the whole file. Rejects with `recording-damaged` when it is not the one of this hash. */
async function seal(name: string, sha256: string, identity: string): Promise<Seal> {
  const whole = createHash('sha256');
  const digests: Buffer[] = [];
  const file = await open(name, 'r');
  try {
    for (let at = 0; ; at += BLOCK_BYTES) {
      const block = await readBlock(file, at);
      if (block.length === 0) break;
      whole.update(block);
      digests.push(digestOf(block));
    }
  } finally {
    await file.close();
  }
  if (whole.digest('hex') !== sha256) throw new CauceError('recording-damaged');
  return { digests: Buffer.concat(digests), identity };
}

/** The bytes of the file from one place to another, block by block; `damaged` is told of one that has changed. */
async function* checked(
  name: string,
  digests: Buffer,
  from: number,
  to: number,
  damaged: () => void,
): AsyncGenerator<Buffer> {
  const file = await open(name, 'r');
  try {
    for (let at = from - (from % BLOCK_BYTES); at <= to; at += BLOCK_BYTES) {
      const block = await readBlock(file, at);
      const place = (at / BLOCK_BYTES) * DIGEST_BYTES;
      if (!digestOf(block).equals(digests.subarray(place, place + DIGEST_BYTES))) {
        damaged();
        throw new CauceError('recording-damaged');
      }
      yield block.subarray(Math.max(from - at, 0), Math.min(to - at + 1, block.length));
    }
  } finally {
    await file.close();
  }
}

/** The block that begins there; shorter at the end of the file, empty behind it. */
async function readBlock(file: FileHandle, at: number): Promise<Buffer> {
  const block = Buffer.allocUnsafe(BLOCK_BYTES);
  let filled = 0;
  while (filled < BLOCK_BYTES) {
    const { bytesRead } = await file.read(block, filled, BLOCK_BYTES - filled, at + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return block.subarray(0, filled);
}

function digestOf(block: Buffer): Buffer {
  return hash('sha256', block, 'buffer');
}

/** Changes whenever the content is written through the file system, whatever time is put on the file afterwards. */
function identityOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
}

/** The seals that were used last, up to a number of bytes. */
class Seals {
  private readonly kept = new Map<string, Seal>();
  private readonly limit: number;
  private bytes = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  of(key: string): Seal | null {
    const found = this.kept.get(key);
    if (found === undefined) return null;
    this.kept.delete(key);
    this.kept.set(key, found);
    return found;
  }

  keep(key: string, made: Seal): void {
    this.forget(key);
    this.kept.set(key, made);
    this.bytes += costOf(key, made);
    for (const oldest of this.kept.keys()) {
      if (this.bytes <= this.limit) break;
      this.forget(oldest);
    }
  }

  forget(key: string): void {
    const found = this.kept.get(key);
    if (found === undefined) return;
    this.kept.delete(key);
    this.bytes -= costOf(key, found);
  }
}

/** A short recording is not free: its key and its place in the map count too. */
function costOf(key: string, { digests, identity }: Seal): number {
  return digests.length + 2 * (key.length + identity.length) + 200;
}

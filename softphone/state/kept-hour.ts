import type { BoxEntry } from '../../src/tickets/diagnosis.ts';
import { BOX_BYTES, BOX_MS } from './black-box.ts';

/** So often what is new is written, ms: what a page that crashes takes along. */
export const WRITE_EVERY_MS = 5_000;

type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
interface Piece {
  readonly name: string;
  /** Of its last entry. */
  readonly at: number;
  readonly size: number;
}

/**
 * The last hour of a page in the storage of its tab, piece by piece, each with what came since the one before: to write it costs as
 * much as what is new. The first entry names those that are there.
 */
export class KeptHour {
  private pieces: readonly Piece[] = [];
  private next = 0;
  private readonly kept: Kept;
  private readonly name: string;

  constructor(kept: Kept, name: string) {
    this.kept = kept;
    this.name = name;
  }

  /** What the page before this one has left, oldest first; what is not readable is left out. It stays until it is over. */
  left(): readonly BoxEntry[] {
    this.pieces = read<Piece[]>(this.kept, this.name) ?? [];
    this.next = 1 + Math.max(-1, ...this.pieces.map(({ name }) => Number(name.split('.').at(-1))));
    return this.pieces.flatMap(({ name }) => read<BoxEntry[]>(this.kept, name) ?? []);
  }

  /** These are new. Where the storage is full, or forbidden, they are in no later page. */
  write(entries: readonly BoxEntry[]): void {
    const last = entries.at(-1);
    if (!last) return;
    const text = JSON.stringify(entries);
    const piece = { name: `${this.name}.${this.next}`, at: last.at, size: text.length };
    this.next += 1;
    this.letGo(last.at - BOX_MS, BOX_BYTES - piece.size);
    try {
      this.kept.setItem(piece.name, text);
      this.pieces = [...this.pieces, piece];
      this.kept.setItem(this.name, JSON.stringify(this.pieces));
    } catch {
      this.kept.removeItem(piece.name);
    }
  }

  wipe(): void {
    for (const { name } of this.pieces) this.kept.removeItem(name);
    this.kept.removeItem(this.name);
    this.pieces = [];
  }

  private letGo(before: number, room: number): void {
    let size = this.pieces.reduce((sum, piece) => sum + piece.size, 0);
    while (this.pieces[0] && (this.pieces[0].at < before || size > room)) {
      const [{ name, size: freed }] = this.pieces as [Piece];
      this.kept.removeItem(name);
      size -= freed;
      this.pieces = this.pieces.slice(1);
    }
  }
}

function read<Of>(kept: Kept, name: string): Of | null {
  try {
    const found: unknown = JSON.parse(kept.getItem(name) ?? 'null');
    return Array.isArray(found) ? (found as Of) : null;
  } catch {
    return null;
  }
}

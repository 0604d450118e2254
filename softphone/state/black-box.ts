import type { BoxEntry } from '../../src/tickets/diagnosis.ts';

/** For so long things are kept, ms, ... */
export const BOX_MS = 60 * 60_000;
/** ... and no more than this, bytes of JSON: what can be attached to a ticket, with room for what stands around it. */
export const BOX_BYTES = 800_000;
/** A text is no longer than this; a message with more is cut. */
export const TEXT_MAX = 6_000;

interface Kept {
  readonly entry: BoxEntry;
  readonly bytes: number;
}

/** The last hour of a page, oldest first. */
export class BlackBox {
  private kept: Kept[] = [];
  private bytes = 0;
  /** How many at the beginning are over already; they are let go together. */
  private over = 0;

  constructor(before: readonly BoxEntry[] = []) {
    for (const entry of before) this.add(entry);
  }

  /** Answers as it is kept. */
  add(entry: BoxEntry): BoxEntry {
    const { text } = entry;
    const fitting = text.length > TEXT_MAX ? { ...entry, text: `${text.slice(0, TEXT_MAX - 1)}…` } : entry;
    const bytes = bytesOf(fitting);
    this.kept.push({ entry: fitting, bytes });
    this.bytes += bytes;
    this.letGo(entry.at);
    return fitting;
  }

  all(now: number): readonly BoxEntry[] {
    this.letGo(now);
    return this.kept.slice(this.over).map(({ entry }) => entry);
  }

  private letGo(now: number): void {
    for (let oldest = this.kept[this.over]; oldest; oldest = this.kept[this.over]) {
      if (oldest.entry.at >= now - BOX_MS && this.bytes <= BOX_BYTES) break;
      this.bytes -= oldest.bytes;
      this.over += 1;
    }
    if (this.over < LET_GO_TOGETHER && this.over < this.kept.length) return;
    this.kept = this.kept.slice(this.over);
    this.over = 0;
  }
}

const LET_GO_TOGETHER = 500;

/** As it is sent, with the comma after it: UTF-8 has three bytes for signs such as those of a masked number. */
function bytesOf(entry: BoxEntry): number {
  const json = JSON.stringify(entry);
  return json.length + 2 * (json.match(/[^\0-\x7f]/g)?.length ?? 0) + 1;
}

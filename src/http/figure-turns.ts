import type { Readable } from 'node:stream';
import { CauceError } from '../kit/errors.ts';

/** Questions of one person that may wait for the one under way: who looks through a page quickly asks several. */
const WAITING_MOST = 4;

/** Figures are counted for one person once at a time, so that nobody's look at a year takes the database from the others. */
export class FigureTurns {
  private readonly asking = new Map<string, { last: Promise<unknown>; count: number }>();
  private readonly exporting = new Set<string>();

  /** After what the person asked before. */
  async ask<T>(person: string, work: () => Promise<T>): Promise<T> {
    const before = this.asking.get(person) ?? { last: Promise.resolve(), count: 0 };
    if (before.count > WAITING_MOST) throw new CauceError('figures-under-way');
    const last = before.last.then(work, work);
    this.asking.set(person, { last: last.catch(() => undefined), count: before.count + 1 });
    try {
      return await last;
    } finally {
      const now = this.asking.get(person);
      if (now !== undefined && now.count <= 1) this.asking.delete(person);
      else if (now !== undefined) this.asking.set(person, { ...now, count: now.count - 1 });
    }
  }

  /** One file a person at a time: it is over when it was read to its end, or nobody reads it any more. */
  async export(person: string, begin: () => Promise<Readable>): Promise<Readable> {
    if (this.exporting.has(person)) throw new CauceError('figures-under-way');
    this.exporting.add(person);
    const over = () => {
      this.exporting.delete(person);
    };
    try {
      const file = await begin();
      file.once('end', over).once('close', over);
      return file;
    } catch (error) {
      over();
      throw error;
    }
  }
}

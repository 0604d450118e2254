import type { CheckPicture } from './workplace-check.ts';

/**
 * The last check of this computer by this person, which outlives the page: it is kept where the choice of devices is, for it is
 * about them. What is not readable any more counts as none.
 */
export function checkedBy(person: string, kept: Pick<Storage, 'getItem' | 'setItem'>) {
  const name = `cauce.checked.${person}`;
  return {
    last(): CheckPicture | null {
      try {
        const read = JSON.parse(kept.getItem(name) ?? 'null') as CheckPicture | null;
        return typeof read?.at === 'number' && typeof read.outcomes === 'object' ? read : null;
      } catch {
        return null;
      }
    },
    keep(picture: CheckPicture): void {
      try {
        kept.setItem(name, JSON.stringify(picture));
      } catch {
        // A full or forbidden storage: it was shown, and is forgotten with the page.
      }
    },
  };
}

const dayOf = (at: number): string => new Date(at).toDateString();

/** By this computer's own day. */
export const isCheckedToday = (last: Pick<CheckPicture, 'at'> | null, now: number): boolean =>
  last !== null && dayOf(last.at) === dayOf(now);

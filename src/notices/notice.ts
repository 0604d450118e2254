import type { Belongs } from '../rights/directs.ts';

/** How pressing a notice is. */
export const IMPORTANCES = ['info', 'warning'] as const;
export type Importance = (typeof IMPORTANCES)[number];

/** A notice stands this long at most, ms: what holds longer is no news. */
export const NOTICE_LONGEST_MS = 7 * 24 * 3_600_000;
/** So many stand at once: more would be read by nobody. */
export const NOTICES_MOST = 20;

/** What a supervisor tells the agents: "avería en Maracay". */
export interface Notice {
  readonly id: string;
  readonly text: string;
  readonly importance: Importance;
  /** Who wrote it, by the name that they had then. */
  readonly by: string;
  /** It is for who serves one of these queues or works in one of these areas; with none of either, for every agent. */
  readonly queues: readonly string[];
  readonly areas: readonly string[];
  /** Epoch ms. */
  readonly writtenAt: number;
  /** When it ends by itself, epoch ms. */
  readonly until: number;
  /** It was withdrawn before, epoch ms. */
  readonly withdrawnAt: number | null;
}

/** That somebody has read a notice and put it aside. */
export interface NoticeRead {
  readonly person: string;
  readonly at: number;
}

/** A notice with who has read it, in the order in which they did. */
export interface ReadNotice extends Notice {
  readonly reads: readonly NoticeRead[];
}

/** A notice as it is shown to one of those whom it is for. */
export interface NoticeCard
  extends Pick<Notice, 'id' | 'text' | 'importance' | 'by' | 'writtenAt' | 'until'> {
  /** They have put it aside. */
  readonly read: boolean;
}

export const stands = ({ until, withdrawnAt }: Notice, now: number): boolean =>
  withdrawnAt === null && now < until;

export function concerns({ queues, areas }: Pick<Notice, 'queues' | 'areas'>, person: Belongs): boolean {
  if (queues.length === 0 && areas.length === 0) return true;
  return (
    queues.some(queue => person.queues.includes(queue)) || areas.some(area => person.areas.includes(area))
  );
}

/** Those that are for this agent, the pressing ones first, then the newest. */
export function noticesFor(
  standing: readonly ReadNotice[],
  person: Belongs & { readonly id: string },
): NoticeCard[] {
  return standing
    .filter(notice => concerns(notice, person))
    .toSorted((one, other) => pressing(other) - pressing(one) || other.writtenAt - one.writtenAt)
    .map(({ id, text, importance, by, writtenAt, until, reads }) => ({
      ...{ id, text, importance, by, writtenAt, until },
      read: reads.some(read => read.person === person.id),
    }));
}

const pressing = ({ importance }: Pick<Notice, 'importance'>): number => IMPORTANCES.indexOf(importance);

import type { LiveMessage } from '../../src/live/messages.ts';
import {
  type Grade,
  isWorse,
  TROUBLES,
  type Trouble,
  troublesOf,
  worst,
} from '../../src/queues/thresholds.ts';
import type { Alarm, QueuePicture } from '../../src/supervision/events.ts';
import { changed, EMPTY_PICTURE } from '../../src/supervision/picture-fold.ts';

/** What the wallboard knows. Of the centre's picture it keeps the queues and what is wrong: it shows nobody by name. */
export interface Wall {
  /** Null before the first snapshot. */
  readonly queues: readonly QueuePicture[] | null;
  readonly alarms: readonly Alarm[];
  /** Since when what is shown is old, by this browser's clock, and why; null: it is as things are now. */
  readonly stale: { readonly since: number; readonly why: 'link' | 'calls' } | null;
  /** Server clock minus browser clock, ms. */
  readonly skewMs: number;
  /** The log-in is over. */
  readonly over: boolean;
}

export type WallInput =
  | { readonly kind: 'live-message'; readonly message: LiveMessage; readonly browserNow: number }
  | { readonly kind: 'link'; readonly up: boolean; readonly browserNow: number }
  | { readonly kind: 'nobody' };

/** Nothing was heard yet: the page has been waiting since it was opened. */
export const newWall = (browserNow: number): Wall => ({
  queues: null,
  alarms: [],
  stale: { since: browserNow, why: 'link' },
  skewMs: 0,
  over: false,
});

export function reactWall(wall: Wall, input: WallInput): Wall {
  switch (input.kind) {
    case 'live-message':
      return onMessage(wall, input.message, input.browserNow);
    case 'link':
      // Up is not yet up to date: that is said by the snapshot, or by what was missed.
      return input.up ? wall : { ...wall, stale: wall.stale ?? { since: input.browserNow, why: 'link' } };
    case 'nobody':
      return { ...wall, over: true };
    default:
      return input satisfies never;
  }
}

function onMessage(wall: Wall, message: LiveMessage, browserNow: number): Wall {
  switch (message.kind) {
    case 'snapshot': {
      const { queues, alarms } = message.picture;
      const stale = message.callsAway ? { since: browserNow, why: 'calls' as const } : null;
      return { ...wall, queues, alarms, stale, skewMs: message.now - browserNow };
    }
    case 'change': {
      const { put, gone } = message;
      const fresh = wall.stale?.why === 'link' ? { ...wall, stale: null } : wall;
      if (!(put.queues || put.alarms || gone.queues || gone.alarms)) return fresh;
      const before = { ...EMPTY_PICTURE, queues: wall.queues ?? [], alarms: wall.alarms };
      const { queues, alarms } = changed(before, put, gone);
      return { ...fresh, queues, alarms };
    }
    case 'calls-away':
      return { ...wall, stale: message.away ? { since: browserNow, why: 'calls' } : null };
    case 'alive':
      // The server has said all that is new: what is shown is as things are.
      return wall.stale?.why === 'link' && wall.queues !== null ? { ...wall, stale: null } : wall;
    case 'logged-out':
      return { ...wall, over: true };
    case 'ticket':
    case 'recording':
    case 'call':
    case 'session-ending':
      return wall;
    default:
      return wall;
  }
}

/** Told apart without colours, too. */
export const GRADE_SIGNS: Readonly<Record<Grade, string>> = { warning: '▲', alarm: '⬣' };

/** What is wrong with a queue, worst first by grade, as its tile shows it. */
export interface QueueGrade {
  readonly troubles: Readonly<Partial<Record<Trouble, Grade>>>;
  readonly grade: Grade | null;
}

export function gradeOf(queue: QueuePicture, now: number): QueueGrade {
  const troubles = troublesOf(queue, now);
  return { troubles, grade: worst(Object.values(troubles)) };
}

/** All that is wrong now, by queue and what it is; alarms of the centre by their id. */
export type Grades = ReadonlyMap<string, Grade>;

export function gradesOf({ queues, alarms }: Pick<Wall, 'queues' | 'alarms'>, now: number): Grades {
  const found = new Map<string, Grade>();
  for (const queue of queues ?? []) {
    const troubles = troublesOf(queue, now);
    for (const trouble of TROUBLES) {
      const grade = troubles[trouble];
      if (grade) found.set(`${queue.name} ${trouble}`, grade);
    }
  }
  for (const { id, severity } of alarms) found.set(id, severity === 'critical' ? 'alarm' : 'warning');
  return found;
}

/** Whether something got worse from one moment to another. */
export function gotWorse(before: Grades, after: Grades): boolean {
  return [...after].some(([what, grade]) => isWorse(before.get(what) ?? null, grade));
}

/** The queues together. */
export interface Totals {
  readonly waiting: number;
  readonly oldestSince: number | null;
  readonly answered: number;
  readonly abandoned: number;
}

export function totalsOf(queues: readonly QueuePicture[]): Totals {
  const sum = (of: (queue: QueuePicture) => number) => queues.reduce((total, queue) => total + of(queue), 0);
  const oldest = queues.flatMap(({ oldestSince }) => (oldestSince === null ? [] : [oldestSince]));
  return {
    waiting: sum(queue => queue.waiting),
    oldestSince: oldest.length > 0 ? Math.min(...oldest) : null,
    answered: sum(queue => queue.today.answered),
    abandoned: sum(queue => queue.today.abandoned),
  };
}

/** In how many columns so many tiles are largest on a wide screen. */
export function columnsFor(tiles: number): number {
  if (tiles <= 2) return Math.max(tiles, 1);
  if (tiles <= 4) return 2;
  return tiles <= 9 ? 3 : Math.max(4, Math.ceil(Math.sqrt(tiles * 1.3)));
}

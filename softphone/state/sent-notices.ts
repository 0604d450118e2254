import type { NewNotice, SentNotice } from '../../src/http/shapes/notices.ts';
import { characters } from '../../src/kit/characters.ts';
import type { Importance } from '../../src/notices/notice.ts';
import { TEXTS } from '../../src/tickets/texts.ts';
import { instantAt } from './zone-time.ts';

/** How long a notice is to stand; `day`: until the day is over in the centre, `other`: until the moment that is written. */
export const UNTIL = ['hour', 'four', 'day', 'other'] as const;
export type Until = (typeof UNTIL)[number];
const HOURS = { hour: 1, four: 4 } as const;

export interface NoticeForm {
  readonly text: string;
  readonly importance: Importance;
  readonly queues: readonly string[];
  readonly areas: readonly string[];
  readonly until: Until;
  /** As a date-and-time field gives it, in the centre's time zone. */
  readonly moment: string;
}

export const EMPTY_NOTICE: NoticeForm = {
  text: '',
  importance: 'info',
  queues: [],
  areas: [],
  until: 'day',
  moment: '',
};

export function toNotice(
  { text, importance, queues, areas, until, moment }: NoticeForm,
  now: number,
  timeZone: string,
): NewNotice | 'text' | 'moment' | 'passed' {
  if (text.trim() === '' || characters(text.trim()) > TEXTS.notice.most) return 'text';
  const notice = { text: text.trim(), importance, queues: [...queues], areas: [...areas] };
  if (until === 'day') return notice;
  if (until !== 'other') return { ...notice, until: now + HOURS[until] * 3_600_000 };
  const at = instantAt(moment, timeZone);
  if (at === undefined) return 'moment';
  return at <= now ? 'passed' : { ...notice, until: at };
}

export type SentState = 'stands' | 'over' | 'withdrawn';
export function sentState({ withdrawnAt, until }: SentNotice, now: number): SentState {
  if (withdrawnAt !== null) return 'withdrawn';
  return now < until ? 'stands' : 'over';
}

export const readCount = ({ readers }: SentNotice): number =>
  readers.filter(({ readAt }) => readAt !== null).length;

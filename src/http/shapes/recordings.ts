import { z } from 'zod';
import { DIRECTIONS } from '../../calls/events.ts';
import { type ListenCard, RECORDING_KINDS } from '../../recordings/events.ts';
import { TEXTS } from '../../tickets/texts.ts';
import { text } from '../text-shape.ts';

/*
 * | GET /recordings/listens ?recording&person&before&limit | read-listens | → {items: ListenCard[], next}
 * | POST /recordings/{id}/download   {reason} | download-recordings, in sight | → the file
 * | POST /recordings/{id}/heard      {untilMs} | in sight | → ok
 */

/** A day in ms: no recording is longer. */
const LONGEST_MS = 86_400_000;
const instant = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const span = z.coerce.number().int().min(0).max(LONGEST_MS);

/** `started.id` of the last recording that was read. */
const PLACE = /^(\d{1,15})\.([\w-]{1,80})$/;
const LINE = /^(\d{1,15})\.(\d{1,15})$/;

export const RecordingQuery = z.strictObject({
  ticket: z.string().max(40).optional(),
  call: z.string().max(80).optional(),
  agent: z.string().max(64).optional(),
  kind: z.enum(RECORDING_KINDS).optional(),
  queue: z.string().max(64).optional(),
  direction: z.enum(DIRECTIONS).optional(),
  disposition: z.string().max(64).optional().describe('the code with which its agent wrapped up their part'),
  from: instant.optional().describe('began then or later, epoch ms'),
  to: instant.optional().describe('began before, epoch ms'),
  minMs: span.optional().describe('lasts so long or longer'),
  maxMs: span.optional().describe('lasts so long or shorter'),
  paused: z
    .enum(['true', 'false'])
    .transform(word => word === 'true')
    .optional()
    .describe('with stretches that were not recorded'),
  text: text(TEXTS.search).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  after: z
    .string()
    .regex(PLACE)
    .transform(place => ({ at: Number(PLACE.exec(place)?.[1]), id: PLACE.exec(place)?.[2] ?? '' }))
    .optional()
    .describe('only what comes after this one: `startedAt.id` of the last that was read'),
});

export const ListenQuery = z.strictObject({
  recording: z.string().min(1).max(80).optional(),
  person: z.string().min(1).max(64).optional(),
  before: z
    .string()
    .regex(LINE)
    .transform(line => ({ at: Number(LINE.exec(line)?.[1]), id: Number(LINE.exec(line)?.[2]) }))
    .optional()
    .describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Why a recording is taken along: a sentence, not a book. */
export const DOWNLOAD_REASON = { least: 3, most: 200 } as const;
export const DownloadWish = z.strictObject({ reason: text(DOWNLOAD_REASON) });
export const HeardUntil = z.strictObject({ untilMs: z.number().min(0).max(LONGEST_MS) });

export interface ListenPage {
  readonly items: readonly ListenCard[];
  readonly next: string | null;
}

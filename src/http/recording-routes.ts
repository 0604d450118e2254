import { Readable } from 'node:stream';
import { z } from 'zod';
import { CauceError } from '../kit/errors.ts';
import { newId } from '../kit/ids.ts';
import { damageAlarm, damageAlarmId } from '../recordings/damage-alarm.ts';
import type { RecordingCard } from '../recordings/events.ts';
import type { KeptSound, Listener } from '../recordings/ports.ts';
import { mayListen } from '../rights/sight.ts';
import type { Visitor } from './access.ts';
import { Done, listOf } from './answers/common.ts';
import { RecordingAnswer } from './answers/recordings.ts';
import { type Api, visitorOf } from './api.ts';
import { type FileAnswer, type FileRequest, fileAnswer, type Piece } from './file-answer.ts';
import type { WebParts } from './parts.ts';
import { failing } from './problems.ts';
import type { TypedSearch } from './search-text.ts';
import type { List } from './shapes/list.ts';
import { DownloadWish, HeardUntil, RecordingQuery } from './shapes/recordings.ts';
import { sightOfVisitor } from './visitor-sight.ts';

const params = z.strictObject({ id: z.string().min(1).max(80) });

/**
 * What was recorded, and its sound. Who may hear it says `rights/sight.ts`; who listened to what is noted. A sound that is
 * not what was kept is refused, noted too, and an alarm.
 */
export function recordingRoutes(app: Api, parts: WebParts, search: TypedSearch): void {
  const { recordings, listenLog, sounds, alarms, tickets, centre, clock, config, log } = parts;
  const schema = { tags: ['recordings'] };

  app.get(
    '/recordings',
    {
      schema: {
        ...schema,
        summary:
          'Recordings, newest first; agents see their own, level 2 also those of tickets of its queues that came up to it',
        querystring: RecordingQuery,
        response: {
          200: listOf(RecordingAnswer),
          ...failing('search-too-short', 'too-many-tries', 'overloaded'),
        },
      },
    },
    async (request): Promise<List<RecordingCard>> => {
      const { limit, offset, text, ...asked } = request.query;
      const given = Object.fromEntries(
        Object.entries(asked).filter(([, value]) => value !== undefined && value !== ''),
      );
      const sight = sightOfVisitor(visitorOf(request), centre);
      return search.list(visitorOf(request), text, sought =>
        recordings.list({ ...given, sight, sought, limit, offset }),
      );
    },
  );

  app.get(
    '/recordings/:id/audio',
    {
      exposeHeadRoute: false,
      schema: {
        ...schema,
        summary: 'The sound, whole or in parts (Range), with conditions (If-None-Match, If-Range …)',
        params,
        response: {
          200: z.string().describe('audio'),
          206: z.string().describe('a part of the audio; several parts as multipart/byteranges'),
          304: z.undefined().describe('the copy you have is still good'),
          412: z.undefined().describe('a condition (If-Match, If-Unmodified-Since) is not met'),
          416: z.undefined().describe('no part lies inside of the file'),
          ...failing('not-in-sight', 'unknown-resource', 'recording-erased', 'recording-damaged'),
        },
      },
    },
    async (request, reply) => {
      const visitor = visitorOf(request);
      const listener = { person: visitor.person.id, address: request.ip };
      const { card, sound, answer } = await audio(request, visitor, listener);
      // Noted before a sound leaves. Anyone who is told that their copy is still good plays that copy.
      if (answer.status < 400) {
        const noted = await recordings.noteListening(card.id, listener, clock.now());
        if (noted) log.info({ recording: card.id, person: listener.person }, 'recording heard');
      }
      return reply
        .code(answer.status)
        .headers(answer.headers)
        .send(contentOf(answer.body, sound, error => damaged(error, card, listener)));
    },
  );

  // Fastify's own HEAD would read the whole file and throw it away, and be a listening.
  app.head('/recordings/:id/audio', { schema: { hide: true, params } }, async (request, reply) => {
    const { answer } = await audio(request, visitorOf(request), null);
    return reply.code(answer.status).headers(answer.headers).send();
  });

  app.post(
    '/recordings/:id/download',
    {
      schema: {
        ...schema,
        summary: 'The file as it is kept, to take along; the reason is kept with who took it',
        params,
        body: DownloadWish,
        response: {
          200: z.string().describe('audio'),
          ...failing('not-in-sight', 'unknown-resource', 'recording-erased', 'recording-damaged'),
        },
      },
    },
    async (request, reply) => {
      const visitor = visitorOf(request);
      const taker = { person: visitor.person.id, address: request.ip };
      const whole = { params: request.params, method: 'GET', headers: {} };
      const { card, sound, answer } = await audio(whole, visitor, taker);
      await listenLog.downloaded(card.id, taker, request.body.reason, clock.now());
      log.info({ recording: card.id, person: taker.person }, 'recording downloaded');
      return reply
        .headers(answer.headers)
        .header('content-disposition', `attachment; filename="${fileName(card, config.timezone)}"`)
        .header('cache-control', 'no-store')
        .send(contentOf(answer.body, sound, error => damaged(error, card, taker)));
    },
  );

  app.post(
    '/recordings/:id/heard',
    {
      schema: {
        ...schema,
        summary: 'How far one has listened, as the page knows it; kept beside the listening',
        params,
        body: HeardUntil,
        response: { 200: Done, ...failing('not-in-sight', 'unknown-resource', 'recording-erased') },
      },
    },
    async request => {
      const visitor = visitorOf(request);
      const card = await readable(request.params.id, visitor);
      await listenLog.reached(
        card.id,
        visitor.person.id,
        Math.min(request.body.untilMs, Math.max(card.durationMs, 0)),
      );
      return { ok: true as const };
    },
  );

  /** What a request for the sound of a recording is answered. `listener` is null when nobody is to hear it. */
  async function audio(
    { params: { id }, method, headers }: FileRequest & { params: z.infer<typeof params> },
    visitor: Visitor,
    listener: Listener | null,
  ): Promise<{ card: RecordingCard; sound: KeptSound; answer: FileAnswer }> {
    const card = await readable(id, visitor);
    const file = await recordings.file(card.id);
    if (file === null) throw new CauceError('unknown-resource');
    const sound = await sounds
      .open(file.path, file.sha256)
      .catch((error: unknown) => damaged(error, card, listener));
    if (sound === null) {
      // Somebody took it away, unless it was erased just now.
      await readable(id, visitor);
      return damaged(new CauceError('recording-damaged'), card, listener);
    }
    const now = clock.now();
    // Anyone who put a damaged file right sees it in the alarm that goes.
    if (sound.readWhole) await alarms.clear(damageAlarmId(card.id), now);
    // A date ahead of ours would be none (RFC 9110 §8.8.2.1).
    const modifiedAt = Math.floor(Math.min(sound.modifiedAt, now) / 1000) * 1000;
    const served = { etag: `"${file.sha256}"`, modifiedAt, mediaType: file.mediaType, size: sound.size };
    return { card, sound, answer: fileAnswer({ method, headers }, served, now, newId()) };
  }

  /** Tells of a sound that is not the kept one, and passes the fault on. `listener` is null when nobody was to hear it. */
  async function damaged(error: unknown, card: RecordingCard, listener: Listener | null): Promise<never> {
    if (!(error instanceof CauceError && error.code === 'recording-damaged')) throw error;
    const now = clock.now();
    log.error({ recording: card.id, person: listener?.person }, 'recording damaged');
    await alarms.raise(damageAlarm(card.id, card.ticket, now));
    if (listener !== null) await recordings.refusedDamaged(card.id, listener, now);
    throw error;
  }

  /** The recording if this visitor may hear it now. */
  async function readable(id: string, visitor: Visitor): Promise<RecordingCard> {
    const card = await recordings.get(id);
    if (card === null) throw new CauceError('unknown-resource');
    const ticket = card.ticket === '' ? null : await tickets.subject(card.ticket);
    if (!mayListen(sightOfVisitor(visitor, centre), { ...card, ticket }))
      throw new CauceError('not-in-sight');
    if (card.state === 'erased') throw new CauceError('recording-erased');
    if (card.state !== 'kept') throw new CauceError('unknown-resource');
    return card;
  }
}

/** `OA-2026-000123-20261130-152000.wav`, by the centre's clock: no name and no number of a customer. */
function fileName({ ticket, kind, startedAt }: RecordingCard, timeZone: string): string {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const at = clock.format(startedAt).replace(/[-:]/g, '').replace(' ', '-');
  return `${ticket.replace(/[^\w-]/g, '') || kind}-${at}.wav`;
}

/**
 * What is sent: nothing (not even the type that an empty text has), or the parts of the sound one after the other, with
 * the words of a multipart body between them. `damaged` is told of a byte that is not what was kept, and passes it on:
 * the answer is cut before that byte.
 */
function contentOf(
  body: readonly Piece[],
  sound: KeptSound,
  damaged: (error: unknown) => Promise<never>,
): Readable | undefined {
  if (body.length === 0) return undefined;
  return Readable.from(
    (async function* () {
      try {
        for (const piece of body) {
          if (typeof piece === 'string') yield Buffer.from(piece, 'latin1');
          else yield* sound.read(piece.from, piece.to);
        }
      } catch (error) {
        await damaged(error);
      }
    })(),
    { objectMode: false },
  );
}

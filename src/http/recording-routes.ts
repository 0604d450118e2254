import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { z } from 'zod';
import { CauceError } from '../kit/errors.ts';
import type { Visitor } from './access.ts';
import { listOf, RecordingAnswer } from './answers.ts';
import { type Api, visitorOf } from './api.ts';
import { byteRange } from './byte-range.ts';
import type { WebParts } from './parts.ts';
import { failing } from './problems.ts';
import { hearsTicket } from './recording-access.ts';
import type { List, RecordingCard } from './shapes.ts';

const RecordingQuery = z.strictObject({
  ticket: z.string().max(40).optional(),
  call: z.string().max(80).optional(),
  agent: z.string().max(64).optional(),
  text: z.string().trim().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});
const params = z.strictObject({ id: z.string().min(1).max(80) });

/**
 * What was recorded, and its sound. Agents hear what they spoke on, level 2 those of tickets that came up to it; who
 * listened to what is noted.
 */
export function recordingRoutes(app: Api, { recordings, tickets, config, clock, log }: WebParts): void {
  const schema = { tags: ['recordings'] };

  app.get(
    '/recordings',
    {
      schema: {
        ...schema,
        summary:
          'Recordings, newest first; agents see their own, level 2 also those of a ticket that came up to it',
        querystring: RecordingQuery,
        response: { 200: listOf(RecordingAnswer), ...failing() },
      },
    },
    async (request): Promise<List<RecordingCard>> => {
      const { person } = visitorOf(request);
      const { limit, offset, ...asked } = request.query;
      const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value));
      const all = await hearsTicket(person, asked.ticket ?? '', tickets);
      return recordings.list({ ...given, ...(all ? {} : { agent: person.id }), limit, offset });
    },
  );

  app.get(
    '/recordings/:id/audio',
    {
      schema: {
        ...schema,
        summary: 'The sound, whole or in part (Range)',
        params,
        response: {
          200: z.string().describe('audio'),
          206: z.string().describe('part of the audio'),
          416: z.undefined().describe('the part lies outside of the file'),
          ...failing('unknown-resource', 'recording-erased'),
        },
      },
    },
    async (request, reply) => {
      const visitor = visitorOf(request);
      const card = await readable(request.params.id, visitor);
      const file = await recordings.file(card.id);
      const path = file === null ? null : await existing(file.path);
      if (file === null || path === null) throw new CauceError('unknown-resource');
      const range = byteRange(request.headers.range, path.size);
      void reply
        .header('accept-ranges', 'bytes')
        .header('cache-control', 'private, max-age=3600')
        .header('content-disposition', 'inline')
        .header('etag', `"${card.sha256}"`);
      if (range.kind === 'outside') {
        return reply.code(416).header('content-range', `bytes */${path.size}`).send();
      }
      const { from, to } = range.kind === 'part' ? range : { from: 0, to: path.size - 1 };
      // Noted before a sound leaves; players ask for many later parts of what they began at the front.
      if (from === 0 && request.method === 'GET') {
        await recordings.heard(card.id, visitor.person.id, clock.now());
        log.info({ recording: card.id, person: visitor.person.id }, 'recording heard');
      }
      if (range.kind === 'part') {
        void reply.code(206).header('content-range', `bytes ${from}-${to}/${path.size}`);
      }
      void reply.type(file.mediaType).header('content-length', to - from + 1);
      return reply.send(path.size === 0 ? '' : createReadStream(path.name, { start: from, end: to }));
    },
  );

  /** The recording if this visitor may hear it now. */
  async function readable(id: string, { person }: Visitor): Promise<RecordingCard> {
    const card = await recordings.get(id);
    if (card === null) throw new CauceError('unknown-resource');
    if (card.agent !== person.id && !(await hearsTicket(person, card.ticket, tickets)))
      throw new CauceError('not-allowed');
    if (card.state === 'erased') throw new CauceError('recording-erased');
    if (card.state !== 'kept') throw new CauceError('unknown-resource');
    return card;
  }

  /** The file below the recordings folder; a path that leads out of it counts as missing. */
  async function existing(path: string): Promise<{ name: string; size: number } | null> {
    const folder = resolve(config.recordingsDir);
    const name = resolve(folder, path);
    if (!name.startsWith(folder + sep)) return null;
    const found = await stat(name).catch(() => null);
    return found?.isFile() ? { name, size: found.size } : null;
  }
}

import { z } from 'zod';
import type { Person } from '../agents/ports.ts';
import { dayEnd } from '../kit/calendar-dates.ts';
import { CauceError } from '../kit/errors.ts';
import { newId } from '../kit/ids.ts';
import {
  concerns,
  NOTICE_LONGEST_MS,
  NOTICES_MOST,
  type Notice,
  type ReadNotice,
} from '../notices/notice.ts';
import { can } from '../rights/capabilities.ts';
import { Done, listOf } from './answers/common.ts';
import { SentNoticeAnswer } from './answers/notices.ts';
import { type Api, visitorOf, whoOf } from './api.ts';
import type { WebParts } from './parts.ts';
import { failing } from './problems.ts';
import type { List } from './shapes/list.ts';
import { NewNotice, NoticeQuery, type SentNotice } from './shapes/notices.ts';

const params = z.strictObject({ id: z.string().min(1).max(64) });

/** What supervisors tell the agents, and who has read it. The agents hear of it by the live socket. */
export function noticeRoutes(app: Api, { notices, people, settings, audit, clock, config }: WebParts): void {
  const schema = { tags: ['notices'] };
  const endOfDay = dayEnd(config.timezone);

  app.get(
    '/notices',
    {
      schema: {
        ...schema,
        summary: 'What was told to the agents, the newest first, and who of them has read it',
        querystring: NoticeQuery,
        response: { 200: listOf(SentNoticeAnswer), ...failing() },
      },
    },
    async (request): Promise<List<SentNotice>> => {
      const [found, everybody] = await Promise.all([notices.list(request.query.limit), people.list()]);
      return { items: found.map(notice => sent(notice, everybody)), total: found.length };
    },
  );

  app.post(
    '/notices',
    {
      schema: {
        ...schema,
        summary: 'Tell the agents something, until a moment; their pages show it at once',
        body: NewNotice,
        response: {
          201: SentNoticeAnswer,
          ...failing('unknown-resource', 'moment-passed', 'too-far-ahead', 'notices-full'),
        },
      },
    },
    async (request, reply): Promise<SentNotice> => {
      const { text, importance, queues, areas } = request.body;
      const now = clock.now();
      const until = Math.round(request.body.until ?? endOfDay(now));
      if (until <= now) throw new CauceError('moment-passed');
      if (until > now + NOTICE_LONGEST_MS) throw new CauceError('too-far-ahead');
      const centre = await settings.load();
      const isKnown = (names: readonly string[], of: readonly { readonly name: string }[]) =>
        names.every(name => of.some(each => each.name === name));
      if (!isKnown(queues, centre.queues) || !isKnown(areas, centre.areas))
        throw new CauceError('unknown-resource');
      if ((await notices.standing(now)).length >= NOTICES_MOST) throw new CauceError('notices-full');
      const notice: Notice = {
        ...{ id: newId(now), text, importance, queues, areas, until },
        by: visitorOf(request).person.displayName,
        writtenAt: now,
        withdrawnAt: null,
      };
      const data = { text, importance, queues, areas, until };
      const deed = { kind: 'notice-sent', subject: notice.id, data } as const;
      await audit.carryOut(whoOf(request), [deed], () => notices.add(notice));
      void reply.code(201);
      return sent({ ...notice, reads: [] }, await people.list());
    },
  );

  app.delete(
    '/notices/:id',
    {
      schema: {
        ...schema,
        summary: 'Withdraw a notice that stands; it goes from the pages at once, and stays in the list',
        params,
        response: { 200: Done, ...failing('unknown-resource') },
      },
    },
    async request => {
      const { id } = request.params;
      const deed = { kind: 'notice-withdrawn', subject: id, data: {} } as const;
      await audit.carryOut(whoOf(request), [deed], async () => {
        if (!(await notices.withdraw(id, clock.now()))) throw new CauceError('unknown-resource');
      });
      return { ok: true } as const;
    },
  );

  app.post(
    '/notices/:id/read',
    {
      schema: {
        ...schema,
        summary: 'I have read it: it is put aside on my pages',
        params,
        response: { 200: Done, ...failing('unknown-resource') },
      },
    },
    async request => {
      const { person } = visitorOf(request);
      const notice = (await notices.standing(clock.now())).find(({ id }) => id === request.params.id);
      if (!notice) throw new CauceError('unknown-resource');
      await notices.read(notice.id, person.id, clock.now());
      return { ok: true } as const;
    },
  );
}

function sent({ reads, ...notice }: ReadNotice, everybody: readonly Person[]): SentNotice {
  const readAt = new Map(reads.map(({ person, at }) => [person, at]));
  const readers = everybody
    .filter(
      person =>
        readAt.has(person.id) || (person.active && can(person, 'read-notices') && concerns(notice, person)),
    )
    .map(({ id, displayName }) => ({ id, name: displayName, readAt: readAt.get(id) ?? null }))
    .sort(
      (one, other) =>
        (one.readAt ?? Number.POSITIVE_INFINITY) - (other.readAt ?? Number.POSITIVE_INFINITY) ||
        one.name.localeCompare(other.name, 'es'),
    );
  return { ...notice, readers };
}

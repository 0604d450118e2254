import { z } from 'zod';
import { partsOf, supervisionsOf } from '../calls/call-parts.ts';
import { dayStart } from '../kit/calendar-dates.ts';
import { CauceError } from '../kit/errors.ts';
import { recordingId } from '../recordings/recording-story.ts';
import { callsOf, mayListen, type Sight, seesCall } from '../rights/sight.ts';
import { isToldTo } from '../tickets/timeline.ts';
import type { Visitor } from './access.ts';
import { CallAnswer, CallDetailAnswer, OutcomesAnswer } from './answers/calls.ts';
import { listOf } from './answers/common.ts';
import { type Api, visitorOf } from './api.ts';
import { cardOfLive, liveCalls, withLive } from './call-cards.ts';
import type { CallsMade } from './calls-made.ts';
import { namesOfCalls } from './names-of-calls.ts';
import type { WebParts } from './parts.ts';
import { failing } from './problems.ts';
import type { CallCard, CallDetail, OutcomesToday } from './shapes/calls.ts';
import type { List } from './shapes/list.ts';
import { sightOfVisitor } from './visitor-sight.ts';

const CallQuery = z.strictObject({
  live: z.enum(['0', '1', 'true', 'false']).optional(),
  ticket: z.string().min(1).max(40).optional().describe('those on this ticket'),
  whose: z
    .enum(['mine', 'made', 'missed'])
    .optional()
    .describe(
      'of mine: those I had a part in, those I made, or those that rang at me, or were for me alone, and that I did not take',
    ),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});
const params = z.strictObject({ id: z.string().min(1).max(80) });

/** Calls past and present, as their readers may see them. */
export function callReadingRoutes(app: Api, parts: WebParts, made: CallsMade): void {
  const { centre, calls, recordings, config, clock } = parts;
  const schema = { tags: ['calls'] };

  app.get(
    '/calls',
    {
      schema: {
        ...schema,
        summary: 'Calls, newest first; agents see their own',
        querystring: CallQuery,
        response: { 200: listOf(CallAnswer), ...failing('calls-away', 'overloaded') },
      },
    },
    async (request): Promise<List<CallCard>> => {
      const { live, ticket, whose, limit, offset } = request.query;
      const visitor = visitorOf(request);
      const self = visitor.person.id;
      const agent = whose === undefined ? (callsOf(sightOfVisitor(visitor, centre)) ?? undefined) : self;
      const living = liveCalls(centre.picture()?.picture.calls ?? [], agent).filter(
        call =>
          (ticket === undefined || call.ticket === ticket) &&
          whose !== 'missed' &&
          (whose !== 'made' || call.madeBy === self),
      );
      if (live === '1' || live === 'true') {
        if (centre.picture() === null) throw new CauceError('calls-away');
        return { items: living.slice(offset, offset + limit), total: living.length };
      }
      const own =
        whose === 'missed'
          ? { missedBy: self }
          : whose === 'made'
            ? { madeBy: self }
            : agent === undefined
              ? {}
              : { agent };
      const page = await calls.list({ limit, offset, ...own, ...(ticket === undefined ? {} : { ticket }) });
      const list = withLive(page, living, offset);
      if (whose === undefined) return list;
      const sight = sightOfVisitor(visitor, centre);
      const ids = list.items.map(({ id }) => id);
      const [spoken, names] = await Promise.all([
        recordings.spokenIn(ids, self, sight),
        namesOfCalls(parts, visitor.person, list.items),
      ]);
      const items = list.items.map(call => ({
        ...call,
        knownAs: names.get(call.id),
        recorded: spoken.has(call.id),
      }));
      return { ...list, items };
    },
  );

  const today = dayStart(config.timezone);
  app.get(
    '/calls/outcomes',
    {
      schema: {
        ...schema,
        summary: 'What the calls of today came to; agents see their own',
        response: { 200: OutcomesAnswer, ...failing('overloaded') },
      },
    },
    async (request): Promise<OutcomesToday> => {
      const agent = callsOf(sightOfVisitor(visitorOf(request), centre)) ?? undefined;
      const since = today(clock.now());
      return { since, counts: await calls.outcomes(since, agent) };
    },
  );

  app.get(
    '/calls/:id',
    {
      schema: {
        ...schema,
        summary:
          'One call, with the part of each of its agents, and the supervisors who were in it, as far as you may know of them',
        params,
        response: { 200: CallDetailAnswer, ...failing('not-in-sight', 'unknown-resource') },
      },
    },
    async (request): Promise<CallDetail> => {
      const visitor = visitorOf(request);
      const sight = sightOfVisitor(visitor, centre);
      const { id } = request.params;
      const living = centre.picture()?.picture.calls.find(call => call.id === id);
      const isSeen = ({ agents }: CallCard) => seesCall(sight, { id, agents, waitsIn: null }) !== null;
      const now = living && cardOfLive(living);
      // Who had a part in it that is over and done is known to the records alone.
      const card = now && isSeen(now) ? now : await made.known(id);
      if (card === null) throw new CauceError(now ? 'not-in-sight' : 'unknown-resource');
      if (!isSeen(card)) throw new CauceError('not-in-sight');
      return { ...(now ?? card), ...(await sharesIn(id, visitor, sight)) };
    },
  );

  /** From its facts; while the records are away nobody knows them. */
  async function sharesIn(
    id: string,
    { person }: Visitor,
    sight: Sight,
  ): Promise<Pick<CallDetail, 'parts' | 'supervisions'>> {
    try {
      const facts = await calls.facts(id);
      const told = facts.filter(fact => isToldTo(person, fact));
      const parts = partsOf(told).map(part => ({
        ...part,
        recordings: mayListen(sight, { kind: 'call', agent: part.agent, ticket: null })
          ? part.recordings.map(recordingId)
          : [],
      }));
      return { parts, supervisions: supervisionsOf(told) };
    } catch (error) {
      if (error instanceof CauceError && error.code === 'store-away')
        return { parts: null, supervisions: null };
      throw error;
    }
  }
}

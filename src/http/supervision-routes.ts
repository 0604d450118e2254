import { z } from 'zod';
import { sessionAccount } from '../agents/sip-account.ts';
import { CauceError } from '../kit/errors.ts';
import { type Belongs, mayGoInto } from '../rights/directs.ts';
import type { CallPicture } from '../supervision/events.ts';
import { Done } from './answers/common.ts';
import { type Api, visitorOf, whoOf } from './api.ts';
import { byOf, order, pictureOf } from './centre-orders.ts';
import type { WebParts } from './parts.ts';
import { failing } from './problems.ts';
import { Supervise } from './shapes/calls.ts';

const params = z.strictObject({ id: z.string().min(1).max(80) });

/**
 * Supervisors in the talks of agents, and at the end of one that no agent is in any more. Nobody is in one, or ends one, who is
 * not in the audit log first.
 */
export function supervisionRoutes(app: Api, { centre, config, audit, people, settings }: WebParts): void {
  const schema = { tags: ['calls'], params };

  app.post(
    '/calls/:id/supervision',
    {
      schema: {
        ...schema,
        summary:
          "Go into an agent's talk by your own telephone, which is called, or be there in another way: `listen` and nobody hears you, `whisper` and the agent alone does, `barge` and both do; `take-over` and the call is yours, its agent wraps up",
        body: Supervise,
        response: {
          200: Done,
          ...failing(
            'own-call-first',
            'wrap-up-first',
            'supervises-other',
            'calls-away',
            'call-gone',
            'not-your-area',
            'own-call',
            'phone-not-ready',
            'store-away',
            'take-over-nobody',
            'take-over-not-now',
            'talk-over',
            'internal-call',
          ),
        },
      },
    },
    async (request): Promise<{ ok: true }> => {
      const visitor = visitorOf(request);
      const { id: call } = request.params;
      const { mode } = request.body;
      const found = pictureOf(centre).calls.find(({ id }) => id === call);
      if (found === undefined) throw new CauceError('call-gone');
      if (found.phase === 'ending') throw new CauceError('call-gone');
      if (found.agent === null || found.phase !== 'talking') throw new CauceError('talk-over');
      if (!mayGoInto(visitor.person, await placeOf(found, found.agent)))
        throw new CauceError('not-your-area');
      const data = { mode, call, ticket: found.ticket };
      const line = sessionAccount(config.serverKey, visitor.session).user;
      await audit.carryOut(whoOf(request), [{ kind: 'call-supervised', subject: found.agent, data }], rows =>
        order(centre, visitor, request.headers, {
          do: 'supervise',
          agent: visitor.person.id,
          call,
          mode,
          rows,
          line,
        }),
      );
      return { ok: true };
    },
  );

  app.post(
    '/calls/:id/supervision/rejoin',
    {
      schema: {
        ...schema,
        summary:
          'Take your place in a talk back at a page that was loaded anew: your telephone is called again, and you are there as you were',
        response: {
          200: Done,
          ...failing('calls-away', 'call-elsewhere', 'call-gone', 'on-desk-phone', 'phone-not-ready'),
        },
      },
    },
    async (request): Promise<{ ok: true }> => {
      const visitor = visitorOf(request);
      // A desk telephone keeps its call whatever happens to the page.
      if (visitor.person.phoneKind === 'sip') throw new CauceError('on-desk-phone');
      const { user: line } = sessionAccount(config.serverKey, visitor.session);
      const { id: call } = request.params;
      const agent = visitor.person.id;
      await order(centre, visitor, request.headers, { do: 'rejoin-supervision', agent, call, line });
      return { ok: true };
    },
  );

  app.delete(
    '/calls/:id/supervision',
    {
      schema: {
        ...schema,
        summary: 'Leave a talk that you supervise; the two talk on',
        response: { 200: Done, ...failing('calls-away', 'call-gone') },
      },
    },
    async (request): Promise<{ ok: true }> => {
      const visitor = visitorOf(request);
      const command = { do: 'end-supervision', agent: visitor.person.id, call: request.params.id } as const;
      await order(centre, visitor, request.headers, command);
      return { ok: true };
    },
  );

  app.post(
    '/calls/:id/end',
    {
      schema: {
        ...schema,
        summary:
          'End the call of a customer who was given to a number outside and talks there with nobody of ours, for all who are in it',
        response: {
          200: Done,
          ...failing('calls-away', 'call-gone', 'not-your-area', 'talk-over', 'store-away'),
        },
      },
    },
    async (request): Promise<{ ok: true }> => {
      const visitor = visitorOf(request);
      const { id: call } = request.params;
      const found = pictureOf(centre).calls.find(({ id }) => id === call);
      if (found === undefined) throw new CauceError('call-gone');
      const by = found.outside?.[0]?.by;
      if (found.phase === 'ending') throw new CauceError('call-gone');
      if (found.phase !== 'handed-out' || by === undefined) throw new CauceError('talk-over');
      if (!mayGoInto(visitor.person, await placeOf(found, by))) throw new CauceError('not-your-area');
      const deed = { kind: 'call-ended', subject: call, data: { ticket: found.ticket } } as const;
      await audit.carryOut(whoOf(request), [deed], () =>
        order(centre, visitor, request.headers, { do: 'end-handed-out', by: byOf(visitor), call }),
      );
      return { ok: true };
    },
  );

  /** The queues and areas of a talk: those of its agent, and that through which it came. */
  async function placeOf({ queue }: CallPicture, agent: string): Promise<Belongs> {
    const own = pictureOf(centre).agents.find(({ id }) => id === agent);
    const [person, through] = await Promise.all([
      people.get(agent),
      queue === null ? null : settings.queue(queue),
    ]);
    return {
      queues: [...(own?.queues ?? []), ...(through ? [through.name] : [])],
      areas: [...(person?.areas ?? []), ...(through ? [through.area] : [])],
    };
  }
}

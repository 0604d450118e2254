import type { AgentPicture } from '../supervision/events.ts';
import { pictureFor } from '../supervision/reader-view.ts';
import { AgentAnswer } from './answers/agents.ts';
import { Done, listOf } from './answers/common.ts';
import { type Api, visitorOf } from './api.ts';
import { order, pictureOf } from './centre-orders.ts';
import type { WebParts } from './parts.ts';
import { failing } from './problems.ts';
import { SetAutoAnswer, SetAutoJoin, SetCallWaiting, SetWill } from './shapes/agents.ts';
import type { List } from './shapes/list.ts';
import { sightOfVisitor } from './visitor-sight.ts';

/** Who is here, and what I want to be: ready, on a break, off. */
export function agentRoutes(app: Api, { centre, people }: WebParts): void {
  const schema = { tags: ['agents'] };

  app.get(
    '/agents',
    {
      schema: {
        ...schema,
        summary: 'Who is here; others without their figures unless one supervises',
        response: { 200: listOf(AgentAnswer), ...failing('calls-away') },
      },
    },
    async (request): Promise<List<AgentPicture>> => {
      const { agents } = pictureFor(sightOfVisitor(visitorOf(request), centre), pictureOf(centre));
      return { items: agents, total: agents.length };
    },
  );

  app.post(
    '/agents/me/will',
    {
      schema: {
        ...schema,
        summary: 'Ready, on a break, or off',
        body: SetWill,
        response: {
          200: Done,
          ...failing('break-held', 'calls-away', 'phone-not-ready'),
        },
      },
    },
    async (request): Promise<{ ok: true }> => {
      const visitor = visitorOf(request);
      const { will } = request.body;
      await order(centre, visitor, request.headers, { do: 'set-will', agent: visitor.person.id, will });
      return { ok: true };
    },
  );

  app.put(
    '/agents/me/auto-join',
    {
      schema: {
        ...schema,
        summary:
          'Whether a second call of mine joins the first to a conference when it is answered; kept until I change it',
        body: SetAutoJoin,
        response: { 200: Done, ...failing('calls-away', 'not-allowed') },
      },
    },
    async (request): Promise<{ ok: true }> => {
      const visitor = visitorOf(request);
      const { on } = request.body;
      await order(centre, visitor, request.headers, { do: 'set-auto-join', agent: visitor.person.id, on });
      return { ok: true };
    },
  );

  app.put(
    '/agents/me/call-waiting',
    {
      schema: {
        ...schema,
        summary:
          'Whether a call for me alone waits on my second line while I talk; else it goes to my voicemail at once. Kept until I change it',
        body: SetCallWaiting,
        response: { 200: Done, ...failing('calls-away', 'not-allowed') },
      },
    },
    async (request): Promise<{ ok: true }> => {
      const visitor = visitorOf(request);
      const { on } = request.body;
      const agent = visitor.person.id;
      await order(centre, visitor, request.headers, { do: 'set-call-waiting', agent, on });
      return { ok: true };
    },
  );

  app.put(
    '/agents/me/auto-answer',
    {
      schema: {
        ...schema,
        summary:
          'Whether my telephone answers by itself, after a tone, what my queues allow; kept until I change it',
        body: SetAutoAnswer,
        response: { 200: Done, ...failing() },
      },
    },
    async (request): Promise<{ ok: true }> => {
      await people.change(visitorOf(request).person.id, { autoAnswer: request.body.on });
      return { ok: true };
    },
  );
}

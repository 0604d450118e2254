import { z } from 'zod';
import type { Values } from '../audit/events.ts';
import type { Command } from '../calls/commands.ts';
import { CauceError } from '../kit/errors.ts';
import { type Belongs, directs } from '../rights/directs.ts';
import { Done } from './answers/common.ts';
import { type Api, visitorOf, whoOf } from './api.ts';
import { byOf, order, pictureOf } from './centre-orders.ts';
import type { WebParts } from './parts.ts';
import { failing } from './problems.ts';
import type { SessionDesk } from './session-desk.ts';
import { DirectLogOut, DirectQueues, DirectWill, OrderRead } from './shapes/orders.ts';

type Request = Parameters<typeof whoOf>[0] & {
  readonly params: { readonly id: string };
  readonly headers: Parameters<typeof order>[2];
};

/** What supervisors order over the agents of their areas; each order is written down before it is given. */
export function orderRoutes(app: Api, parts: WebParts, sessions: SessionDesk): void {
  const { centre, people, settings, audit, log } = parts;
  const schema = { tags: ['supervision'] };
  const params = z.strictObject({ id: z.string().min(1).max(64) });
  const refusals = ['calls-away', 'unknown-resource', 'not-your-area', 'agent-changed'] as const;

  app.post(
    '/agents/:id/will',
    {
      schema: {
        ...schema,
        summary: 'End an agent’s break, or put them on one; a call that they are on goes on',
        params,
        body: DirectWill,
        response: { 200: Done, ...failing(...refusals, 'no-break', 'their-phone-not-ready') },
      },
    },
    async (request): Promise<{ ok: true }> => {
      const { note, since, ...will } = request.body;
      await mayDirect(request);
      const deed = { what: will.kind, ...('code' in will ? { code: will.code } : {}), note };
      return give(request, deed, { do: 'direct-will', will, note, since });
    },
  );

  app.post(
    '/agents/:id/log-out',
    {
      schema: {
        ...schema,
        summary: 'Log an agent out; who is on a call finishes it and its wrap-up first, and nothing else',
        params,
        body: DirectLogOut,
        response: { 200: Done, ...failing(...refusals) },
      },
    },
    async (request): Promise<{ ok: true }> => {
      const { note, since } = request.body;
      await mayDirect(request);
      const command = { do: 'direct-will', will: { kind: 'off' }, note, since } as const;
      return give(request, { what: 'log-out', note }, command, async () => {
        await sessions.endAllOf(request.params.id);
        await order(centre, visitorOf(request), {}, { do: 'refresh-sessions' });
      });
    },
  );

  app.put(
    '/agents/:id/queues',
    {
      schema: {
        ...schema,
        summary: 'Have an agent serve these queues until the day is over, from their next call on',
        params,
        body: DirectQueues,
        response: { 200: Done, ...failing(...refusals) },
      },
    },
    async (request): Promise<{ ok: true }> => {
      const { queues, note, since } = request.body;
      const before = await mayDirect(request);
      const touched = [
        ...queues.filter(queue => !before.queues.includes(queue)),
        ...before.queues.filter(queue => !queues.includes(queue)),
      ];
      for (const queue of touched) await mayDirectQueue(request, queue);
      return give(request, { what: 'queues', queues, note }, { do: 'direct-queues', queues, note, since });
    },
  );

  app.post(
    '/agents/me/order-read',
    {
      schema: {
        ...schema,
        summary: 'I have read the order that a supervisor gave me at that moment',
        body: OrderRead,
        response: { 200: Done, ...failing('calls-away') },
      },
    },
    async (request): Promise<{ ok: true }> => {
      const visitor = visitorOf(request);
      const { at } = request.body;
      await order(centre, visitor, request.headers, { do: 'read-order', agent: visitor.person.id, at });
      return { ok: true };
    },
  );

  /** Who it is about, where they belong; fails with `unknown-resource` or `not-your-area`. */
  async function mayDirect(request: Request): Promise<Belongs> {
    const { id } = request.params;
    const agent = pictureOf(centre).agents.find(each => each.id === id);
    const person = await people.get(id);
    if (!agent || !person) throw new CauceError('unknown-resource');
    const subject = { queues: agent.queues, areas: person.areas };
    if (!directs(visitorOf(request).person, subject)) throw new CauceError('not-your-area');
    return subject;
  }

  async function mayDirectQueue(request: Request, name: string): Promise<void> {
    const queue = (await settings.load()).queues.find(each => each.name === name);
    if (!queue) throw new CauceError('unknown-resource');
    if (!directs(visitorOf(request).person, { queues: [name], areas: [queue.area] }))
      throw new CauceError('not-your-area');
  }

  type Wish = WithoutWho<Extract<Command, { do: 'direct-will' | 'direct-queues' }>>;
  async function give(
    request: Request,
    data: Values & { readonly what: string },
    wish: Wish,
    then: () => Promise<void> = async () => undefined,
  ): Promise<{ ok: true }> {
    const visitor = visitorOf(request);
    const agent = request.params.id;
    const deed = { kind: 'agent-directed', subject: agent, data } as const;
    await audit.carryOut(whoOf(request), [deed], async () => {
      await order(centre, visitor, request.headers, { ...wish, by: byOf(visitor), agent });
      await then();
    });
    log.info({ agent, by: visitor.person.id, order: data.what }, 'agent directed');
    return { ok: true };
  }
}

type WithoutWho<Kind> = Kind extends unknown ? Omit<Kind, 'agent' | 'by'> : never;

import { z } from 'zod';
import type { Values } from '../audit/events.ts';
import type { CommandOf } from '../calls/commands.ts';
import { CauceError } from '../kit/errors.ts';
import { type Belongs, directs } from '../rights/directs.ts';
import type { CallPicture } from '../supervision/events.ts';
import { Done } from './answers/common.ts';
import { type Api, visitorOf, whoOf } from './api.ts';
import { byOf, order, pictureOf } from './centre-orders.ts';
import type { WebParts } from './parts.ts';
import { failing } from './problems.ts';
import type { SessionDesk } from './session-desk.ts';
import { DirectLogOut, DirectQueues, DirectWill, GiveCaller, MoveQueue, OrderRead } from './shapes/orders.ts';

type Request = Parameters<typeof whoOf>[0] & {
  readonly params: { readonly id: string };
  readonly headers: Parameters<typeof order>[2];
};

/** What supervisors order over the agents and the waiting callers of their areas; each order is written down before it is given. */
export function orderRoutes(app: Api, parts: WebParts, sessions: SessionDesk): void {
  const { centre, people, settings, audit, log } = parts;
  const schema = { tags: ['supervision'] };
  const params = z.strictObject({ id: z.string().min(1).max(64) });
  const callParams = z.strictObject({ id: z.string().min(1).max(80) });
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
      const { note, since, kind } = request.body;
      await mayDirect(request);
      if (request.body.kind === 'ready')
        return give(
          request,
          { what: kind, note },
          { do: 'direct-will', will: { kind: 'ready' }, note, since },
        );
      const { code, minutes } = request.body;
      const deed = { what: kind, code, note, ...(minutes === undefined ? {} : { minutes }) };
      const will = { kind: 'break', code } as const;
      return give(request, deed, { do: 'direct-will', will, note, since, minutes });
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

  const ofCall = ['calls-away', 'call-gone', 'not-waiting', 'not-your-area'] as const;
  app.post(
    '/calls/:id/give',
    {
      schema: {
        ...schema,
        summary:
          'Have a caller who waits rung at an agent who is free, whatever their queues, or at your own free telephone, whatever your state; not taken, the caller is first in line',
        params: callParams,
        body: GiveCaller,
        response: { 200: Done, ...failing(...ofCall, 'unknown-resource', 'agent-not-free') },
      },
    },
    async (request): Promise<{ ok: true }> => {
      const { agent } = request.body;
      const { ticket } = await waitsIn(request);
      if (agent !== visitorOf(request).person.id) await mayDirect(request, agent);
      const username = pictureOf(centre).agents.find(({ id }) => id === agent)?.username;
      return place(request, { what: 'give', ticket, agent, username }, { do: 'give-caller', agent });
    },
  );

  app.post(
    '/calls/:id/first',
    {
      schema: {
        ...schema,
        summary: 'Put a caller who waits before everybody else of the queue',
        params: callParams,
        response: { 200: Done, ...failing(...ofCall) },
      },
    },
    async (request): Promise<{ ok: true }> => {
      const { ticket } = await waitsIn(request);
      return place(request, { what: 'first', ticket }, { do: 'put-first' });
    },
  );

  app.put(
    '/calls/:id/queue',
    {
      schema: {
        ...schema,
        summary: 'Have a caller who waits wait in another queue, with the wait that they have behind them',
        params: callParams,
        body: MoveQueue,
        response: { 200: Done, ...failing(...ofCall, 'unknown-resource', 'moved-already', 'queue-closed') },
      },
    },
    async (request): Promise<{ ok: true }> => {
      const { queue, from } = request.body;
      const { ticket } = await waitsIn(request);
      await mayDirectQueue(request, queue);
      return place(request, { what: 'queue', ticket, from, queue }, { do: 'move-queue', from, queue });
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
  async function mayDirect(request: Request, id = request.params.id): Promise<Belongs> {
    const agent = pictureOf(centre).agents.find(each => each.id === id);
    const person = await people.get(id);
    if (!agent || !person) throw new CauceError('unknown-resource');
    const subject = { queues: agent.queues, areas: person.areas };
    if (!directs(visitorOf(request).person, subject)) throw new CauceError('not-your-area');
    return subject;
  }

  async function mayDirectQueue(request: Request, name: string): Promise<void> {
    const queue = await settings.queue(name);
    if (!queue) throw new CauceError('unknown-resource');
    if (!directs(visitorOf(request).person, { queues: [name], areas: [queue.area] }))
      throw new CauceError('not-your-area');
  }

  /** Fails where the call does not wait, or waits in a queue that is not theirs to direct. */
  async function waitsIn(request: Request): Promise<CallPicture> {
    const call = pictureOf(centre).calls.find(({ id }) => id === request.params.id);
    if (!call) throw new CauceError('call-gone');
    if (call.phase !== 'waiting' || call.queue === null) throw new CauceError('not-waiting');
    await mayDirectQueue(request, call.queue);
    return call;
  }

  type Placing = CommandOf<'give-caller' | 'put-first' | 'move-queue'>;
  async function place(
    request: Request,
    data: Values & { readonly what: string },
    wish: WithoutCall<Placing>,
  ): Promise<{ ok: true }> {
    const visitor = visitorOf(request);
    const call = request.params.id;
    const deed = { kind: 'caller-directed', subject: call, data } as const;
    await audit.carryOut(whoOf(request), [deed], () =>
      order(centre, visitor, request.headers, { ...wish, by: byOf(visitor), call }),
    );
    log.info({ call, by: visitor.person.id, order: data.what }, 'caller directed');
    return { ok: true };
  }

  type Wish = WithoutWho<CommandOf<'direct-will' | 'direct-queues'>>;
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
type WithoutCall<Kind> = Kind extends unknown ? Omit<Kind, 'call' | 'by'> : never;

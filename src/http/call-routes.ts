import { z } from 'zod';
import { sessionAccount } from '../agents/sip-account.ts';
import type { Command } from '../calls/commands.ts';
import { EFFECTS, type OnTicket } from '../calls/dispositions.ts';
import { CauceError, type ErrorCode } from '../kit/errors.ts';
import { OUTGOING_REFUSALS } from '../outgoing/refusal.ts';
import { seesTicket } from '../rights/sight.ts';
import { hidesNumbersFrom, mayRevealNow } from '../supervision/hidden-numbers.ts';
import { colleagueOf } from '../supervision/parts.ts';
import type { Actor } from '../tickets/ticket-steps.ts';
import type { Visitor } from './access.ts';
import { CallStarted, RevealedNumber } from './answers/calls.ts';
import { Done } from './answers/common.ts';
import { type Api, readerOf, visitorOf, whoOf } from './api.ts';
import { callReadingRoutes } from './call-reading-routes.ts';
import { CallsMade } from './calls-made.ts';
import { byOf, order, ownCall, pictureOf } from './centre-orders.ts';
import type { WebParts } from './parts.ts';
import { failing } from './problems.ts';
import {
  AskHelp,
  CallOut,
  Consult,
  Dispose,
  Drop,
  IdentifyCaller,
  Mute,
  OrderRecording,
  Rejoin,
  ReportVoice,
  type Revealed,
  RevealNumber,
  Transfer,
} from './shapes/calls.ts';
import { sightOfVisitor } from './visitor-sight.ts';

const params = z.strictObject({ id: z.string().min(1).max(80) });

/** Why a disposition is refused that the ticket may allow. */
const ASKS_TICKET: ReadonlySet<ErrorCode> = new Set([
  'summary-missing',
  'solution-missing',
  'ticket-does-not-allow',
]);

/** Why an agent who has a part in a call can do nothing to its talk. */
const NOT_THEIR_TALK = ['already-given-on', 'not-leading', 'not-in-talk'] as const;

/** An order about a call that lives: what is asked, what has to be said of it, and why it may be refused. */
function ordering<Body extends z.ZodType>(body: Body, summary: string, ...refusals: readonly ErrorCode[]) {
  const response = { 200: Done, ...failing('calls-away', 'call-gone', 'not-your-call', ...refusals) };
  return { schema: { tags: ['calls'], summary, params, body, response } };
}

/** Calls past and present, and what their agent may do with a live one. */
export function callRoutes(app: Api, parts: WebParts): void {
  const { centre, calls, tickets, config, audit } = parts;
  const schema = { tags: ['calls'] };
  const made = new CallsMade(centre, calls);
  app.addHook('onClose', async () => made.stop());
  callReadingRoutes(app, parts, made);

  app.post(
    '/calls',
    {
      schema: {
        ...schema,
        summary:
          'Ring my telephone, then a number, or a colleague; `second`: from the talk that I am in, whose caller waits, and a colleague is consulted there. A call to a number hangs on the newest open ticket of that line, else it opens one; whether one to a colleague has a ticket is a policy',
        body: CallOut,
        response: {
          200: CallStarted,
          ...failing(
            'calls-away',
            'stopping',
            'unknown-resource',
            'not-in-sight',
            'not-your-queue',
            'phone-not-ready',
            'agent-busy',
            'supervises-other',
            'lines-taken',
            'own-number',
            'colleague-not-free',
            'in-call-already',
            'call-full',
            'consulting-already',
            'line-changed',
            'not-leading',
            'on-other-line',
            ...OUTGOING_REFUSALS,
          ),
        },
      },
    },
    async (request): Promise<{ call: string }> => {
      const visitor = visitorOf(request);
      const agent = visitor.person.id;
      const { body } = request;
      const ticket = 'ticket' in body ? await inSight(body.ticket, visitor) : undefined;
      if ('colleague' in body) {
        const wish = { do: 'call-colleague', agent, colleague: body.colleague, ticket } as const;
        return { call: (await order(centre, visitor, request.headers, wish)).call ?? '' };
      }
      const wish =
        'again' in body
          ? { ...(await madeBefore(body.again, agent)), withheld: body.withheld, second: body.second }
          : { ...body, ticket };
      const started = await order(centre, visitor, request.headers, { do: 'call-out', agent, ...wish });
      return { call: started.call ?? '' };
    },
  );

  /** The ticket that is open in their page; while the records are away a colleague is called without it. */
  async function inSight(number: string | undefined, visitor: Visitor): Promise<string | undefined> {
    if (number === undefined) return undefined;
    try {
      const subject = await tickets.subject(number);
      if (subject === null) throw new CauceError('unknown-resource', { ticket: number });
      if (!seesTicket(sightOfVisitor(visitor, centre), subject))
        throw new CauceError('not-in-sight', { ticket: number });
      return number;
    } catch (error) {
      if (error instanceof CauceError && error.code === 'store-away') return undefined;
      throw error;
    }
  }

  /** Its number, and the queue it was made for as long as that is theirs. */
  async function madeBefore(
    id: string,
    agent: string,
  ): Promise<{ readonly number: string; readonly queue?: string }> {
    const call = await made.known(id);
    if (call === null) throw new CauceError('unknown-resource');
    if (call.direction !== 'out' || call.madeBy !== agent) throw new CauceError('not-in-sight');
    const { dialled: number, queue } = call;
    const own = pictureOf(centre).agents.find(each => each.id === agent)?.queues ?? [];
    return queue !== null && own.includes(queue) ? { number, queue } : { number };
  }

  const orders = [
    ['hold', 'Put the caller on hold, with music'],
    ['resume', 'Take the caller back from hold'],
    ['hang-up', 'End the call; where colleagues talk as well, you leave it and they talk on'],
    ['complete', 'Give the caller to whom you have asked, and wrap up'],
    ['swap', 'Go from whom you have asked to the caller, or back; the other one hears music'],
    ['conference', 'Talk with the caller and whom you have asked together'],
    [
      'take-line',
      'Go to this one of your two calls, which may wait beside your talk, or take its caller back from hold; the other one hears music',
    ],
    [
      'join',
      'Make one conference of your two calls, of which this is one: whom you called second is in the first call from then on, and their call ends with its own disposition owed; a colleague is in the call of the customer, whichever of the two came first, and nothing is owed for the call with them',
    ],
  ] as const;
  const consults = ['nobody-asked', 'not-answered-yet', 'internal-call'] as const;
  const refused = {
    hold: ['customer-left', 'nobody-to-hold'],
    resume: [],
    'hang-up': [],
    complete: ['nobody-asked'],
    swap: consults,
    conference: [...consults, 'outgoing-no-conference'],
    'take-line': ['consulting-already', 'leave-call-first', 'line-changed', 'phone-not-ready'],
    join: ['lines-not-up', 'call-full', 'consulting-already', 'colleague-owes', 'outgoing-no-conference'],
  } as const satisfies Record<(typeof orders)[number][0], readonly ErrorCode[]>;
  for (const [verb, summary] of orders) {
    app.post(
      `/calls/:id/${verb}`,
      {
        schema: {
          ...schema,
          summary,
          params,
          response: {
            200: Done,
            ...failing(
              'calls-away',
              'call-gone',
              'not-your-call',
              'call-elsewhere',
              'on-other-line',
              ...NOT_THEIR_TALK,
              ...refused[verb],
            ),
          },
        },
      },
      async (request): Promise<{ ok: true }> => act(request, { do: verb, line: lineOf(request) }),
    );
  }

  app.post(
    '/calls/:id/disposition',
    ordering(
      Dispose,
      'Say how the call ended; this ends wrap-up. What it does to the ticket needs the texts of the ticket: `summary` to escalate, `summary` and `solution` to solve, sent with it where the ticket has none; and a ticket that it can be done to as it stands',
      'disposition-missing',
      'disposition-unfit',
      'summary-missing',
      'solution-missing',
      'nothing-owed',
      'ticket-does-not-allow',
    ),
    async (request): Promise<{ ok: true }> => {
      const wish = { do: 'dispose', ...request.body } as const;
      try {
        return await act(request, wish);
      } catch (error) {
        if (!(error instanceof CauceError) || !ASKS_TICKET.has(error.code)) throw error;
        const visitor = visitorOf(request);
        const onTicket = await ticketOf(request.params.id, readerOf(visitor), visitor.person.id);
        return act(request, { ...wish, onTicket }, '.with-ticket');
      }
    },
  );

  /**
   * The calls process knows no tickets: it is told of the ticket when it misses something. While the database is away
   * nobody knows; then the ticket itself decides later, and does nothing that its texts and state do not allow.
   */
  async function ticketOf(call: string, reader: Actor, person: string): Promise<OnTicket> {
    try {
      const living = centre.picture()?.picture.calls.find(({ id }) => id === call);
      const number = living?.ticket ?? (await made.known(call))?.ticket ?? '';
      const owed = living?.wrapUps?.find(({ agent }) => agent === person);
      return await tickets.onTicket(number, reader, owed?.spoke ?? true);
    } catch (error) {
      if (error instanceof CauceError && error.code === 'store-away')
        return { summary: true, solution: true, effects: EFFECTS };
      throw error;
    }
  }
  app.put(
    '/calls/:id/customer',
    ordering(
      IdentifyCaller,
      'Say who the caller is (null: none of the customers); its ticket follows',
      ...NOT_THEIR_TALK,
      'internal-call',
      'unknown-resource',
    ),
    async (request): Promise<{ ok: true }> => act(request, { do: 'identify-caller', ...request.body }),
  );

  app.post(
    '/calls/:id/transfer',
    ordering(
      Transfer,
      'Give the caller to a queue, at the place that their wait so far has earned, to an agent who is free, to a menu, or to a number outside that you may call; you wrap up. Whom the agent or the number does not take comes back to you, or goes to the head of their queue. `note` is read by the next agent',
      'call-elsewhere',
      'colleague-not-free',
      'queue-closed',
      'consulting-already',
      'in-conference',
      'internal-call',
      'on-other-line',
      'phone-not-ready',
      ...NOT_THEIR_TALK,
      'unknown-resource',
      'own-number',
      ...OUTGOING_REFUSALS,
    ),
    async (request): Promise<{ ok: true }> => {
      const { note, ...to } = request.body;
      return act(request, { do: 'transfer', line: lineOf(request), to, note });
    },
  );

  app.post(
    '/calls/:id/number',
    {
      schema: {
        ...schema,
        summary:
          'See the number of a call that you talk in, or wrap up, where you see the last digits alone and your queues permit it; that you did, and why, is on record',
        params,
        body: RevealNumber,
        response: {
          200: RevealedNumber,
          ...failing(
            'calls-away',
            'call-gone',
            'not-your-call',
            'already-given-on',
            'no-number',
            'number-stays-hidden',
            'not-in-talk',
          ),
        },
      },
    },
    async (request): Promise<Revealed> => {
      const { person } = visitorOf(request);
      const { id: call } = request.params;
      ownCall(centre, person.id, call);
      const picture = pictureOf(centre);
      const found = picture.calls.find(({ id }) => id === call);
      if (found === undefined) throw new CauceError('call-gone');
      // Before it is answered nothing is to be done with it but to answer.
      const isRung = found.phase === 'offered' || colleagueOf(person.id, found)?.state === 'ringing';
      if (isRung) throw new CauceError('not-in-talk');
      if (hidesNumbersFrom(person, picture) && !mayRevealNow(person, picture))
        throw new CauceError('number-stays-hidden');
      const { callerNumber: revealed } = found;
      if (revealed === '') throw new CauceError('no-number');
      const data = { call, ticket: found.ticket, reason: request.body.reason };
      const deed = { kind: 'number-revealed', subject: null, data } as const;
      return audit.carryOut(whoOf(request), [deed], async () => ({ revealed }));
    },
  );

  app.post(
    '/calls/:id/voice',
    {
      schema: {
        ...schema,
        summary:
          'Tell how the voice of your talk was. What comes too late, or of a call on hold or of somebody else, is left out',
        params,
        body: ReportVoice,
        response: { 200: Done, ...failing('calls-away') },
      },
    },
    async (request): Promise<{ ok: true }> => {
      const visitor = visitorOf(request);
      const told = { call: request.params.id, agent: visitor.person.id, ...request.body };
      await order(centre, visitor, request.headers, { do: 'report-voice', ...told });
      return { ok: true };
    },
  );

  app.post(
    '/calls/:id/help',
    ordering(
      AskHelp,
      'Ask the supervisors for help in your talk, or take that back; it is on their boards at once',
      'internal-call',
      ...NOT_THEIR_TALK,
    ),
    async (request): Promise<{ ok: true }> => act(request, { do: 'ask-help', on: request.body.on }),
  );

  app.post(
    '/calls/:id/help/seen',
    {
      schema: {
        ...schema,
        summary: 'Tell the agent that their request for help was seen; it is asked for no longer',
        params,
        response: { 200: Done, ...failing('calls-away', 'call-gone', 'help-over') },
      },
    },
    async (request): Promise<{ ok: true }> => {
      const visitor = visitorOf(request);
      const by = byOf(visitor);
      await order(centre, visitor, request.headers, { do: 'see-help', by, call: request.params.id });
      return { ok: true };
    },
  );

  app.post(
    '/calls/:id/recording',
    ordering(
      OrderRecording,
      'Start, stop, pause or go on with the recording, as the policy of the queue has it. A pause ends by itself; asked for again in the pause, it lasts longer, up to three times its limit',
      'call-elsewhere',
      'recording-never',
      'recording-always',
      'recording-pause-longest',
      'recording-disk-full',
      'not-recorded',
      'customer-left',
      'internal-call',
      ...NOT_THEIR_TALK,
    ),
    async (request): Promise<{ ok: true }> =>
      act(request, { do: 'record', line: lineOf(request), ...request.body }),
  );

  app.post(
    '/calls/:id/consult',
    ordering(
      Consult,
      'Ask a colleague, one of a queue who is free, or somebody at a number outside that you may call, while the caller hears music. They are rung; `resume` takes the caller back, `complete` gives them on, `conference` joins all',
      'call-elsewhere',
      'call-full',
      'colleague-not-free',
      'consulting-already',
      'queue-closed',
      'queue-nobody-free',
      'in-call-already',
      'internal-call',
      'on-other-line',
      'phone-not-ready',
      ...NOT_THEIR_TALK,
      'unknown-resource',
      'own-number',
      ...OUTGOING_REFUSALS,
    ),
    async (request): Promise<{ ok: true }> => {
      const { body } = request;
      const line = lineOf(request);
      if ('number' in body) return act(request, { do: 'consult-outside', line, ...body });
      return act(
        request,
        'queue' in body ? { do: 'consult-queue', line, ...body } : { do: 'consult', line, ...body },
      );
    },
  );

  app.post(
    '/calls/:id/drop',
    ordering(
      Drop,
      'Let a colleague, somebody outside, or the customer of a conference leave the call; the others talk on',
      'call-elsewhere',
      'left-already',
      'no-conference',
      ...NOT_THEIR_TALK,
    ),
    async (request): Promise<{ ok: true }> =>
      act(request, { do: 'drop', line: lineOf(request), ...request.body }),
  );

  app.post(
    '/calls/:id/mute',
    ordering(
      Mute,
      'In a conference: nobody hears a colleague, or the customer, who hears everybody on; or they are heard again. It ends with the conference',
      'call-elsewhere',
      'no-conference',
      'left-already',
      ...NOT_THEIR_TALK,
    ),
    async (request): Promise<{ ok: true }> =>
      act(request, { do: 'mute', line: lineOf(request), ...request.body }),
  );

  app.post(
    '/calls/:id/rejoin',
    ordering(
      Rejoin.nullish(),
      'Take the call back at a page that was loaded anew; asked again, it is the same wish. One that rings is offered anew. `takeOver` moves it here from a telephone that has the voice now',
      'call-elsewhere',
      'on-desk-phone',
      ...NOT_THEIR_TALK,
    ),
    async (request): Promise<{ ok: true }> => {
      // A desk telephone keeps its call whatever happens to the page.
      if (visitorOf(request).person.phoneKind === 'sip') throw new CauceError('on-desk-phone');
      const takeOver = request.body?.takeOver === true ? ({ takeOver: true } as const) : {};
      return act(request, { do: 'rejoin', line: lineOf(request), ...takeOver });
    },
  );

  /** The telephone of the page that asks. */
  function lineOf(request: Parameters<typeof visitorOf>[0]): string {
    return sessionAccount(config.serverKey, visitorOf(request).session).user;
  }

  type Wish = WithoutWho<Extract<Command, { agent: string; call: string }>>;
  /** Checks that the call is this agent's own, then asks the calls process. */
  async function act(
    request: Parameters<typeof visitorOf>[0] & {
      params: { id: string };
      headers: Parameters<typeof order>[2];
    },
    wish: Wish,
    turn?: string,
  ): Promise<{ ok: true }> {
    const visitor = visitorOf(request);
    const agent = visitor.person.id;
    const call = request.params.id;
    // Pressed twice, it is done already, as the calls process knows.
    ownCall(centre, agent, call, wish.do === 'complete');
    await order(centre, visitor, request.headers, { ...wish, agent, call }, turn);
    return { ok: true };
  }
}

type WithoutWho<Kind> = Kind extends unknown ? Omit<Kind, 'agent' | 'call'> : never;

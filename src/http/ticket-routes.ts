import { z } from 'zod';
import { CauceError } from '../kit/errors.ts';
import { OUTGOING_REFUSALS } from '../outgoing/refusal.ts';
import type { TicketCard, TicketPage } from '../tickets/events.ts';
import type { Visitor } from './access.ts';
import { CallStarted } from './answers/calls.ts';
import { listOf } from './answers/common.ts';
import { TicketAnswer, TicketPageAnswer } from './answers/tickets.ts';
import { type Api, readerOf, visitorOf } from './api.ts';
import { order } from './centre-orders.ts';
import { numberOfTicket } from './number-of-ticket.ts';
import type { WebParts } from './parts.ts';
import { failing } from './problems.ts';
import type { TypedSearch } from './search-text.ts';
import { CallBack } from './shapes/calls.ts';
import type { List } from './shapes/list.ts';
import { StepRequest, TicketQuery } from './shapes/tickets.ts';
import { sightOfVisitor } from './visitor-sight.ts';

const params = z.strictObject({ number: z.string().min(1).max(40) });

/** The work orders: lists, one with its timeline, steps, and calling the customer back. */
export function ticketRoutes(app: Api, { tickets, centre, customers }: WebParts, search: TypedSearch): void {
  const schema = { tags: ['tickets'] };
  const sightOf = (request: Parameters<typeof visitorOf>[0]) => sightOfVisitor(visitorOf(request), centre);

  app.get(
    '/tickets',
    {
      schema: {
        ...schema,
        summary:
          'Work orders; agents and level 2 find those of their queues, their own, those of calls they had and of the customer on their line',
        querystring: TicketQuery.strict(),
        response: {
          200: listOf(TicketAnswer),
          ...failing('search-too-short', 'too-many-tries', 'overloaded'),
        },
      },
    },
    async (request): Promise<List<TicketCard>> => {
      const { assignee, text, ...filter } = request.query;
      const named = { me: visitorOf(request).person.id, nobody: null };
      const who = assignee === 'me' || assignee === 'nobody' ? named[assignee] : assignee;
      return search.list(visitorOf(request), text, sought =>
        tickets.list({ ...filter, assignee: who, sought, sight: sightOf(request) }),
      );
    },
  );

  app.get(
    '/tickets/:number',
    {
      schema: {
        ...schema,
        summary: 'One work order with its timeline and what I may do with it',
        params,
        response: { 200: TicketPageAnswer, ...failing('not-in-sight', 'unknown-resource') },
      },
    },
    async (request): Promise<TicketPage> => {
      const visitor = visitorOf(request);
      const page = await tickets.page(request.params.number, readerOf(visitor), sightOf(request));
      if (page === null) throw new CauceError('unknown-resource');
      return cutFor(visitor, page);
    },
  );

  app.post(
    '/tickets/:number/actions',
    {
      schema: {
        ...schema,
        summary:
          'Take a step; `version` is that of the page one looked at. It is refused (`changed-meanwhile`) when what it rests on changed since',
        params,
        body: StepRequest,
        response: {
          200: TicketPageAnswer,
          ...failing(
            'not-in-sight',
            'unknown-resource',
            'changed-meanwhile',
            'step-not-possible',
            'summary-missing',
            'solution-missing',
            'no-talk',
          ),
        },
      },
    },
    async (request): Promise<TicketPage> => {
      const visitor = visitorOf(request);
      if (visitor.only !== null && !mayLastCall(request.body.action)) throw new CauceError('session-ending');
      const page = await tickets.step(
        request.params.number,
        request.body,
        readerOf(visitor),
        sightOf(request),
      );
      return cutFor(visitor, page);
    },
  );

  app.post(
    '/tickets/:number/call-back',
    {
      schema: {
        ...schema,
        summary:
          "Ring my telephone, then the customer's; `second`: from the talk that I am in, whose caller waits",
        params,
        body: CallBack.nullish(),
        response: {
          200: CallStarted,
          ...failing(
            'not-in-sight',
            'unknown-resource',
            'calls-away',
            'stopping',
            'phone-not-ready',
            'agent-busy',
            'supervises-other',
            'lines-taken',
            'consulting-already',
            'line-changed',
            'not-leading',
            'on-other-line',
            'no-number',
            ...OUTGOING_REFUSALS,
          ),
        },
      },
    },
    async (request): Promise<{ call: string }> => {
      const visitor = visitorOf(request);
      const page = await tickets.page(request.params.number, readerOf(visitor), sightOf(request));
      if (page === null) throw new CauceError('unknown-resource');
      const number = request.body?.number ?? (await numberOfTicket(customers, page));
      if (number === '') throw new CauceError('no-number');
      const started = await order(centre, visitor, request.headers, {
        do: 'call-back',
        agent: visitor.person.id,
        ticket: page.number,
        number,
        customer: page.customerId ?? undefined,
        withheld: request.body?.withheld,
        second: request.body?.second,
      });
      return { call: started.call ?? '' };
    },
  );
}

/** What a session that has ended may still do with its last call's ticket: the summary, or what was refused as a note. */
function mayLastCall(action: StepRequest['action']): boolean {
  return action === 'describe' || action === 'note';
}

/** A page as this session may use it: one that has ended takes no step but these, and still classifies its call. */
function cutFor({ only }: Pick<Visitor, 'only'>, page: TicketPage): TicketPage {
  if (only === null) return page;
  return { ...page, actions: page.actions.filter(mayLastCall) };
}

import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Person } from '../agents/ports.ts';
import { dialledNumber } from '../contacts/read-contact.ts';
import { keyed } from '../customers/keyed.ts';
import { businessCalendarShape, isOpen } from '../kit/business-calendar.ts';
import { CauceError } from '../kit/errors.ts';
import { newId } from '../kit/ids.ts';
import { refusalAtAnyTime } from '../outgoing/check-outgoing.ts';
import { classify } from '../outgoing/number-class.ts';
import { OUTGOING_REFUSALS } from '../outgoing/refusal.ts';
import { can } from '../rights/capabilities.ts';
import { directs } from '../rights/directs.ts';
import { seesTicket } from '../rights/sight.ts';
import {
  OVERDUE_MS,
  reminderOf,
  SCHEDULED_LONGEST_MS,
  SCHEDULED_MOST,
  type ScheduledCall,
  toldToTicket,
} from '../scheduled-calls/scheduled-call.ts';
import { CallStarted } from './answers/calls.ts';
import { Done, listOf } from './answers/common.ts';
import { ScheduledAnswer } from './answers/scheduled-calls.ts';
import { type Api, readerOf, visitorOf, whoOf } from './api.ts';
import { order } from './centre-orders.ts';
import { numberOfCustomer, numberOfTicket } from './number-of-ticket.ts';
import type { WebParts } from './parts.ts';
import { failing } from './problems.ts';
import type { List } from './shapes/list.ts';
import {
  ChangeScheduled,
  CloseScheduled,
  GiveScheduled,
  ScheduleCall,
  type ScheduledCard,
  ScheduledQuery,
} from './shapes/scheduled-calls.ts';
import { sightOfVisitor } from './visitor-sight.ts';

type Asked = Pick<FastifyRequest, 'visitor' | 'ip'>;

/** Closed ones and overdue ones that a list shows. */
const SHOWN = 100;
/** And of one ticket. */
const SHOWN_OF_TICKET = 10;

const params = z.strictObject({ id: z.string().min(1).max(64) });

/** The calls that agents have promised to make: their own, and for supervisors those that nobody has made. */
export function scheduledCallRoutes(app: Api, parts: WebParts): void {
  const { scheduledCalls, tickets, customers, people, settings, centre, audit, clock, config } = parts;
  const schema = { tags: ['scheduled calls'] };
  const changing = ['unknown-resource', 'scheduled-closed', 'changed-meanwhile'] as const;

  app.get(
    '/scheduled-calls',
    {
      schema: {
        ...schema,
        summary: 'The calls that I have promised: open ones, the first due first, or the last closed ones',
        querystring: ScheduledQuery,
        response: { 200: listOf(ScheduledAnswer), ...failing() },
      },
    },
    async (request): Promise<List<ScheduledCard>> => {
      const { person } = visitorOf(request);
      const isOpenOnes = request.query.state === 'open';
      const found = isOpenOnes
        ? await scheduledCalls.open(person.id)
        : await scheduledCalls.closed(person.id, SHOWN);
      const items = await cardsOf(found, [person]);
      return { items, total: items.length };
    },
  );

  app.get(
    '/tickets/:number/scheduled-calls',
    {
      schema: {
        ...schema,
        summary: 'The calls that were promised on a ticket, whoever is to make them: open ones first',
        params: z.strictObject({ number: z.string().min(1).max(40) }),
        response: { 200: listOf(ScheduledAnswer), ...failing('not-in-sight', 'unknown-resource') },
      },
    },
    async (request): Promise<List<ScheduledCard>> => {
      const { number } = request.params;
      const subject = await tickets.subject(number);
      if (subject === null) throw new CauceError('unknown-resource');
      if (!seesTicket(sightOfVisitor(visitorOf(request), centre), subject))
        throw new CauceError('not-in-sight', { ticket: number });
      const found = await scheduledCalls.ofTicket(number, SHOWN_OF_TICKET);
      const items = await cardsOf(found, found.length === 0 ? [] : await people.list());
      return { items, total: items.length };
    },
  );

  app.post(
    '/scheduled-calls',
    {
      schema: {
        ...schema,
        summary:
          'Promise a call: to the customer of a ticket, to a customer, or to a number. I am reminded when its moment has come',
        body: ScheduleCall,
        response: {
          201: ScheduledAnswer,
          ...failing(
            'unknown-resource',
            'not-in-sight',
            'no-number',
            'number-not-valid',
            'moment-passed',
            'too-far-ahead',
            'scheduled-full',
            ...OUTGOING_REFUSALS,
          ),
        },
      },
    },
    async (request, reply): Promise<ScheduledCard> => {
      const { person } = visitorOf(request);
      const { line, dueAt, note } = request.body;
      const whom = await whomOf(request, request.body);
      const now = clock.now();
      const scheduled: ScheduledCall = {
        ...{ id: newId(now), person: person.id, madeBy: person.id, madeAt: now },
        ...{ ticket: whom.ticket, customer: whom.customer, customerName: whom.name },
        line: line === undefined ? whom.line : await callable(line, person, whom),
        ...{ note, dueAt: ahead(dueAt), remindedAt: null, closed: null, tries: 0, version: 1 },
      };
      if (scheduled.line === '') throw new CauceError('no-number');
      if ((await scheduledCalls.open(person.id)).length >= SCHEDULED_MOST)
        throw new CauceError('scheduled-full');
      await scheduledCalls.add(scheduled, [
        reminderOf(scheduled),
        ...toldToTicket(scheduled, person.id, now),
      ]);
      void reply.code(201);
      return cardOf(scheduled, person);
    },
  );

  app.patch(
    '/scheduled-calls/:id',
    {
      schema: {
        ...schema,
        summary: 'Put it off, or have it made to another number; what is not given stays',
        params,
        body: ChangeScheduled,
        response: {
          200: ScheduledAnswer,
          ...failing(...changing, 'number-not-valid', 'moment-passed', 'too-far-ahead', ...OUTGOING_REFUSALS),
        },
      },
    },
    async (request): Promise<ScheduledCard> => {
      const { version, line, dueAt, note } = request.body;
      const before = await ownOpen(request, request.params.id);
      const moved = dueAt === undefined ? {} : { dueAt: ahead(dueAt), remindedAt: null };
      const scheduled: ScheduledCall = {
        ...before,
        ...(line === undefined ? {} : { line: await callable(line, visitorOf(request).person, before) }),
        ...(note === undefined ? {} : { note }),
        ...moved,
        version: version + 1,
      };
      await save(scheduled, dueAt === undefined ? [] : [reminderOf(scheduled)]);
      return cardOf(scheduled, visitorOf(request).person);
    },
  );

  app.post(
    '/scheduled-calls/:id/call',
    {
      schema: {
        ...schema,
        summary:
          'Ring my telephone, then the customer; answered, the promise is kept, and otherwise it stays open with one more try',
        params,
        response: {
          200: CallStarted,
          ...failing(
            'unknown-resource',
            'scheduled-closed',
            'not-in-sight',
            'calls-away',
            'stopping',
            'phone-not-ready',
            'agent-busy',
            'supervises-other',
            'lines-taken',
            'no-number',
            ...OUTGOING_REFUSALS,
          ),
        },
      },
    },
    async (request): Promise<{ call: string }> => {
      const visitor = visitorOf(request);
      const { id, ticket, line: number, customer } = await ownOpen(request, request.params.id);
      const agent = visitor.person.id;
      // Who has left its area meanwhile, or was given it, may not read the ticket.
      const subject = ticket === null ? null : await tickets.subject(ticket);
      if (ticket !== null && (!subject || !seesTicket(sightOfVisitor(visitor, centre), subject)))
        throw new CauceError('not-in-sight', { ticket });
      const asked = { agent, number, scheduled: id };
      const wish =
        ticket === null
          ? ({ do: 'call-out', ...asked } as const)
          : ({ do: 'call-back', ...asked, ticket, customer: customer ?? undefined } as const);
      const { call = '' } = await order(centre, visitor, request.headers, wish);
      return { call };
    },
  );

  app.post(
    '/scheduled-calls/:id/close',
    {
      schema: {
        ...schema,
        summary: 'It is done, or is not to be made, and why',
        params,
        body: CloseScheduled,
        response: { 200: Done, ...failing(...changing) },
      },
    },
    async request => {
      const { how, why, version } = request.body;
      const { person } = visitorOf(request);
      const before = await ownOpen(request, request.params.id);
      const now = clock.now();
      const closed = { ...before, closed: { how, at: now, why }, version: version + 1 };
      await save(closed, toldToTicket(closed, person.id, now));
      return { ok: true } as const;
    },
  );

  app.get(
    '/scheduled-calls/overdue',
    {
      schema: {
        ...schema,
        summary:
          'Promised calls of my agents that nobody has made two hours after their moment, the oldest first',
        response: { 200: listOf(ScheduledAnswer), ...failing() },
      },
    },
    async (request): Promise<List<ScheduledCard>> => {
      const { person } = visitorOf(request);
      const everybody = await people.list();
      // Those of people who have left are nobody's, and every supervisor's.
      const among = everybody.filter(agent => !agent.active || directs(person, agent)).map(({ id }) => id);
      const mine = await scheduledCalls.dueBefore(clock.now() - OVERDUE_MS, among, SHOWN);
      const items = await cardsOf(mine, everybody);
      return { items, total: items.length };
    },
  );

  app.post(
    '/scheduled-calls/:id/give',
    {
      schema: {
        ...schema,
        summary: 'Have another of my agents make a promised call; they are reminded at once',
        params,
        body: GiveScheduled,
        response: { 200: Done, ...failing(...changing, 'not-your-area') },
      },
    },
    async request => {
      const { person: chosen, version } = request.body;
      const visitor = visitorOf(request);
      const before = await scheduledCalls.get(request.params.id);
      const [from, to] = await Promise.all([before && people.get(before.person), people.get(chosen)]);
      if (!before || !from || !to?.active || !to.telephone) throw new CauceError('unknown-resource');
      if ((from.active && !directs(visitor.person, from)) || !directs(visitor.person, to))
        throw new CauceError('not-your-area');
      if (before.closed !== null) throw new CauceError('scheduled-closed');
      const now = clock.now();
      // What is due already is so for them at once; a moment that was agreed and is to come stays.
      const due = before.dueAt <= now ? { dueAt: now, remindedAt: now } : {};
      const scheduled = { ...before, ...due, person: to.id, version: version + 1 };
      const data = { scheduled: before.id, from: from.id, ticket: before.ticket ?? undefined };
      const deed = { kind: 'scheduled-call-given', subject: to.id, data } as const;
      await audit.carryOut(whoOf(request), [deed], () => save(scheduled, []));
      return { ok: true } as const;
    },
  );

  /** Of somebody else's promise nothing is told here; on its ticket it is read by those who see that. */
  async function ownOpen(request: Asked, id: string): Promise<ScheduledCall> {
    const scheduled = await scheduledCalls.get(id);
    if (scheduled === null || scheduled.person !== visitorOf(request).person.id)
      throw new CauceError('unknown-resource');
    if (scheduled.closed !== null) throw new CauceError('scheduled-closed');
    return scheduled;
  }

  async function save(...args: Parameters<typeof scheduledCalls.change>): Promise<void> {
    if (!(await scheduledCalls.change(...args))) throw new CauceError('changed-meanwhile');
  }

  /** Who is to be called, as the ticket or the customers know them. */
  async function whomOf(
    request: Asked,
    asked: {
      readonly ticket?: string | undefined;
      readonly customer?: string | undefined;
      readonly line?: string | undefined;
    },
  ): Promise<Pick<ScheduledCall, 'ticket' | 'customer' | 'line'> & { readonly name: string }> {
    const visitor = visitorOf(request);
    if (asked.ticket !== undefined) {
      const page = await tickets.page(asked.ticket, readerOf(visitor), sightOfVisitor(visitor, centre));
      if (page === null) throw new CauceError('unknown-resource');
      const line = await numberOfTicket(customers, page);
      return { ticket: page.number, customer: page.customerId, line, name: page.customerName ?? '' };
    }
    const mayKnow = can(visitor.person, 'serve-customers');
    if (asked.customer === undefined) {
      const line = mayKnow && asked.line !== undefined ? dialledNumber(asked.line, config.country) : null;
      const [one, another] = line === null ? [] : await customers.findByLine(line);
      // A line of several people names none of them.
      const name = one !== undefined && another === undefined ? one.name : '';
      return { ticket: null, customer: null, line: '', name };
    }
    if (!mayKnow) throw new CauceError('not-allowed');
    const customer = await customers.get(asked.customer);
    if (customer === null) throw new CauceError('unknown-resource');
    const line = await numberOfCustomer(customers, asked.customer);
    return { ticket: null, customer: asked.customer, line, name: customer.name };
  }

  /** A number as it is dialled; refused now when the policy would not let them call it at any moment. */
  async function callable(
    written: string,
    { id, role, level }: Person,
    { ticket, line: own }: { readonly ticket: string | null; readonly line: string },
  ): Promise<string> {
    // Of a number whose digits are hidden from them the last ones would be a short number.
    const line = written.includes('•') ? null : dialledNumber(written, config.country);
    if (line === null) throw new CauceError('number-not-valid');
    const { outgoing } = (await settings.load()).policies;
    if (outgoing === undefined) return line;
    const known = await customers.findByLine(line);
    const code = refusalAtAnyTime(
      {
        entry: ticket === null ? 'dial' : 'call-back',
        by: { person: id, role, level },
        number: classify(keyed(written), config.country),
        owner: known.length > 0 ? 'customer' : ticket !== null && line === own ? 'ticket' : null,
        area: null,
      },
      outgoing.allow,
      config.country,
    );
    if (code !== null) throw new CauceError(code);
    return line;
  }

  function ahead(dueAt: number): number {
    const now = clock.now();
    if (dueAt <= now) throw new CauceError('moment-passed');
    if (dueAt > now + SCHEDULED_LONGEST_MS) throw new CauceError('too-far-ahead');
    return Math.round(dueAt);
  }

  async function cardOf(scheduled: ScheduledCall, person: Person): Promise<ScheduledCard> {
    const [card] = await cardsOf([scheduled], [person]);
    if (card === undefined) throw new CauceError('internal');
    return card;
  }

  async function cardsOf(
    found: readonly ScheduledCall[],
    among: readonly Person[],
  ): Promise<ScheduledCard[]> {
    if (found.length === 0) return [];
    const isOutside = await outsideHours();
    return found.map(each => ({
      ...each,
      personName: among.find(({ id }) => id === each.person)?.displayName ?? '',
      outsideHours: isOutside(each.dueAt),
    }));
  }

  /** By the hours in which calls go out; where none are set, or none that can be read, nothing is outside. */
  async function outsideHours(): Promise<(at: number) => boolean> {
    const { policies, calendars } = await settings.load();
    const hours = policies.outgoing?.offHours;
    if (hours === undefined || hours.lock === 'none') return () => false;
    const spec = calendars.find(({ name }) => name === hours.calendar)?.spec;
    const calendar = businessCalendarShape.safeParse(spec);
    return at => calendar.success && !isOpen(calendar.data, at);
  }
}

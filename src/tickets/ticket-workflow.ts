import { EFFECTS } from '../calls/dispositions.ts';
import type { Clock } from '../kit/clock.ts';
import { CauceError } from '../kit/errors.ts';
import { newId } from '../kit/ids.ts';
import { type Sight, seesTicket } from '../rights/sight.ts';
import { agreesSince } from './agreement.ts';
import { also, finish, happened, unchanged } from './change.ts';
import { DIAGNOSES_OF_TICKET, type DiagnosisCard } from './diagnosis.ts';
import { effectsOn } from './disposition.ts';
import type { Agreement, TicketPage } from './events.ts';
import { actionsOf } from './may.ts';
import type { TicketContext } from './ports/context.ts';
import type { TicketDesk } from './ports/desk.ts';
import type { TicketStore } from './ports/store.ts';
import { applyStep, isSaid, replaced, textsOf } from './ticket.ts';
import type { Ticket } from './ticket-data.ts';
import type { Actor, RequestedStep, TicketStep } from './ticket-steps.ts';
import { type CentreOf, customersNamed, isToldTo, namesOf, timeline } from './timeline.ts';

/** A step that somebody, mostly the worker, overtook while it was saved is decided anew this often. */
const TRIES = 5;

/**
 * What people do with tickets: load, decide, save, show. `place` is the centre's: telephone numbers and moments are
 * written as its people write them.
 */
export function ticketDesk(
  store: TicketStore,
  context: TicketContext,
  clock: Clock,
  place: CentreOf,
): TicketDesk {
  /** A ticket that does not exist is for the caller to tell of. */
  const inSight = async (number: string, sight: Sight) => {
    const subject = await store.subject(number);
    if (subject !== null && !seesTicket(sight, subject))
      throw new CauceError('not-in-sight', { ticket: number });
  };
  const page = (ticket: Ticket, actor: Actor) => pageOf(ticket, actor, store, context, place);
  return {
    list: filter => store.list(filter),
    async page(number, actor, sight) {
      const ticket = await store.get(number);
      if (ticket === null) return null;
      await inSight(number, sight);
      return page(ticket, actor);
    },
    async step(number, asked, actor, sight) {
      await inSight(number, sight);
      const [policy, step] = await Promise.all([context.policy(), resolved(asked, context)]);
      for (let tries = TRIES; tries > 0; tries -= 1) {
        const ticket = await load(number, store);
        if (isSaid(ticket, step)) return page(ticket, actor);
        const talk = asksAgreement(step) ? await talkWith(ticket, store, context) : null;
        const decided = applyStep(ticket, step, actor, policy, clock.now(), talk);
        if (!decided.ok) throw refusal(decided.fault, ticket, step, policy.contactTries);
        const { next, facts, jobs } = decided.value;
        if (await store.save(next, ticket.version, facts, jobs))
          return page(await load(number, store), actor);
      }
      throw new CauceError('changed-meanwhile', { ticket: number });
    },
    async attach(number, content, { id: by }, sight) {
      await inSight(number, sight);
      const id = newId();
      for (let tries = TRIES; tries > 0; tries -= 1) {
        const ticket = await load(number, store);
        if ((await store.diagnoses(number)) >= DIAGNOSES_OF_TICKET)
          throw new CauceError('diagnoses-full', { ticket: number });
        const until = clock.now();
        // By our own clock: a browser's may be wrong by hours.
        const since = until - Math.max(0, content.at - content.since);
        const card: DiagnosisCard = { id, ticket: number, by, at: until, since };
        const fact = happened(until, { kind: 'diagnosis-attached', by, diagnosis: id, since, until });
        const change = finish(ticket, also(unchanged(ticket), {}, [fact]), until);
        if (change === null) break;
        const { next, facts, jobs } = change;
        if (await store.save(next, ticket.version, facts, jobs, undefined, [], { card, content }))
          return card;
      }
      throw new CauceError('changed-meanwhile', { ticket: number });
    },
    async diagnosis(number, id, sight) {
      await inSight(number, sight);
      return store.diagnosis(number, id);
    },
    async onTicket(number, actor, spoke) {
      const [ticket, policy] = await Promise.all([store.get(number), context.policy()]);
      if (ticket === null) return { summary: false, solution: false, effects: EFFECTS };
      return { ...textsOf(ticket), effects: effectsOn(ticket, actor, policy, spoke) };
    },
    customerThen: number => store.customerThen(number),
    subject: number => store.subject(number),
  };
}

const asksAgreement = (step: TicketStep): boolean =>
  step.action === 'close' && step.how === 'call' && step.agreed;

/** The call in which the customer can have agreed; asked only of tickets that wait for it. */
async function talkWith(
  ticket: Ticket,
  store: TicketStore,
  context: TicketContext,
): Promise<Agreement | null> {
  if (ticket.state !== 'contact-customer') return null;
  return context.talk(ticket, agreesSince(ticket, await store.facts(ticket.number)));
}

/** The step with what the rules must know of the customer. */
async function resolved(asked: RequestedStep, context: TicketContext): Promise<TicketStep> {
  if (asked.action !== 'identify') return asked;
  if (asked.customer === null) return { ...asked, customer: null };
  const name = (await context.customerNames([asked.customer])).get(asked.customer);
  if (name === undefined) throw new CauceError('unknown-resource', { customer: asked.customer });
  return { ...asked, customer: { id: asked.customer, name } };
}

async function load(number: string, store: TicketStore): Promise<Ticket> {
  const ticket = await store.get(number);
  if (ticket === null) throw new CauceError('unknown-resource', { ticket: number });
  return ticket;
}

function refusal(
  code: ConstructorParameters<typeof CauceError>[0],
  ticket: Ticket,
  step: TicketStep,
  triesNeeded: number,
): CauceError {
  const tries =
    step.action === 'close' && step.how === 'unreachable'
      ? { contactTries: ticket.contactTries, contactTriesNeeded: triesNeeded }
      : {};
  return new CauceError(code, {
    ticket: ticket.number,
    action: step.action,
    state: ticket.state,
    version: ticket.version,
    ...tries,
    ...(code === 'changed-meanwhile' ? { present: replaced(ticket, step) } : {}),
  });
}

async function pageOf(
  ticket: Ticket,
  actor: Actor,
  store: TicketStore,
  context: TicketContext,
  place: CentreOf,
): Promise<TicketPage> {
  const [facts, calls, people, dispositions, areas, queues, policy] = await Promise.all([
    store.facts(ticket.number),
    store.calls(ticket.number),
    context.people(),
    context.dispositions(),
    context.areas(),
    context.queues(),
    context.policy(),
  ]);
  const [allOfCalls, talk] = await Promise.all([context.callFacts(calls), talkWith(ticket, store, context)]);
  const callFacts = allOfCalls.filter(({ fact }) => isToldTo(actor, fact));
  const named = customersNamed(facts, callFacts);
  const customers = named.length === 0 ? new Map<string, string>() : await context.customerNames(named);
  const names = namesOf(people, dispositions, { areas, queues }, customers, place);
  const { openedBy: _call, homeArea: _home, levelEntry: _entry, ...rest } = ticket;
  const { solvedLevel: _solved, contactTries, decidedVersion: _decided, customerAt: _at, ...told } = rest;
  const { workedIn: _areas, highestLevel: _highest, ...shown } = told;
  return {
    ...shown,
    calls,
    contactTriesLeft: Math.max(0, policy.contactTries - contactTries),
    talk: talk === null ? null : { ...talk, agentName: names.person(talk.agent) },
    actions: actionsOf(ticket, actor, policy),
    effects: effectsOn(ticket, actor, policy, false),
    timeline: timeline(facts, callFacts, names),
  };
}

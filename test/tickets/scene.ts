import type { CallStory } from '../../src/calls/call-story.ts';
import { foldCall } from '../../src/calls/call-story.ts';
import type { CallFact, EndedBy } from '../../src/calls/events.ts';
import type { EndReason } from '../../src/calls/rules/end-reason.ts';
import type { Change } from '../../src/tickets/change.ts';
import type { Agreement } from '../../src/tickets/events.ts';
import { followCall } from '../../src/tickets/follow-call.ts';
import { applyStep } from '../../src/tickets/ticket.ts';
import type { Ticket } from '../../src/tickets/ticket-data.ts';
import type { TicketPolicy } from '../../src/tickets/ticket-policy.ts';
import type { Actor, TicketStep } from '../../src/tickets/ticket-steps.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const NOON = Date.parse('2026-11-22T12:00:00Z');

export const ana: Actor = { id: 'ana', role: 'agent', level: 1 };
export const berta: Actor = { id: 'berta', role: 'agent', level: 1 };
export const nilo: Actor = { id: 'nilo', role: 'agent', level: 2 };
export const sara: Actor = { id: 'sara', role: 'supervisor', level: 2 };

export const POLICY: TicketPolicy = {
  levelLimits: [
    { topic: null, level: 1, limitMs: 30 * MINUTE },
    { topic: 'facturacion', level: 1, limitMs: 10 * MINUTE },
  ],
  routes: [
    { topic: null, level: 1, area: 'averias' },
    { topic: null, level: 2, area: 'nivel-2' },
    { topic: 'facturacion', level: 2, area: 'cobranzas' },
  ],
  queueAreas: { averias: 'averias', comercial: 'comercial' },
  attentionLimitMs: 24 * HOUR,
  contactTries: 3,
};

export const arrived = (at = NOON): CallFact => ({
  kind: 'call-arrived',
  at,
  direction: 'in',
  ticket: 'OA-2026-000001',
  opensTicket: true,
  callerNumber: '+584145550101',
  callerName: '',
  dialled: '*626',
  from: 'trunk',
  agent: null,
});
export const callBack = (at: number, by = 'ana'): CallFact => ({
  ...(arrived(at) as Extract<CallFact, { kind: 'call-arrived' }>),
  direction: 'out',
  opensTicket: false,
  dialled: '+584145550101',
  agent: by,
});
export const queued = (at: number, topic = 'averia', queue = 'averias'): CallFact => ({
  kind: 'queued',
  at,
  queue,
  topic,
  priority: 1,
});
export const answered = (at: number, agent = 'ana'): CallFact => ({
  kind: 'answered',
  at,
  agent,
  waitedMs: 8_000,
});
export const ended = (
  at: number,
  by: EndedBy = 'caller',
  phase = 'talking',
  why: EndReason = 'hung-up',
): CallFact => ({
  kind: 'call-ended',
  at,
  by,
  why,
  phase,
  cause: 16,
});
export const disposed = (
  at: number,
  disposition: string,
  note = '',
  agent = 'ana',
): Extract<CallFact, { kind: 'wrap-up-ended' }> => ({
  kind: 'wrap-up-ended',
  at,
  agent,
  disposition,
  note,
});

/** The menu told the caller what they asked for, and the call ended. */
export const informed = (at: number, by: 'caller' | 'flow' = 'caller'): CallFact => ({
  ...(ended(at, by, 'welcome') as Extract<CallFact, { kind: 'call-ended' }>),
  informed: true,
});
export const turnedAway = (at: number): CallFact => ({
  kind: 'turned-away',
  at,
  queue: 'comercial',
  topic: 'facturacion',
  priority: 2,
});

/** The call these facts tell. */
export function call(facts: readonly CallFact[], id = 'c1'): CallStory {
  const story = facts.reduce<CallStory | null>((before, fact) => foldCall(before, id, fact), null);
  if (story === null) throw new Error('these facts begin no call');
  return story;
}

export const NEW = {
  policy: POLICY,
  customerName: null,
  joined: false,
  tried: false,
  takenBy: null,
  answeredAt: null,
};
const KNOWN = { ...NEW, joined: true };

/** What a call makes of no ticket. */
export function opened(facts: readonly CallFact[]): Change {
  const change = followCall(null, call(facts), NEW, NOON);
  if (change === null) throw new Error('no ticket was opened');
  return change;
}

/** What its own call makes of a ticket. */
export const followed = (ticket: Ticket, facts: readonly CallFact[]): Change | null =>
  followCall(ticket, call(facts), KNOWN, NOON + HOUR);

/** What another call makes of a ticket. */
export const joined = (ticket: Ticket, facts: readonly CallFact[], tried = false): Change | null =>
  followCall(ticket, call(facts, 'c2'), { ...NEW, joined: tried, tried }, NOON + HOUR);

/** A call in which the customer agreed. */
export const TALK: Agreement = { call: 'c2', at: NOON + 50 * MINUTE, agent: 'ana' };

/** A step without the version somebody saw. */
export type Fields = TicketStep extends infer Any
  ? Any extends TicketStep
    ? Omit<Any, 'version'>
    : never
  : never;

/** The step as somebody takes it who sees the newest version. */
export function step(
  ticket: Ticket,
  fields: Fields,
  reader: Actor,
  now = NOON + HOUR,
  talk: Agreement | null = TALK,
) {
  return applyStep(ticket, { ...fields, version: ticket.version } as TicketStep, reader, POLICY, now, talk);
}

/** The ticket after steps that must succeed. */
export function worked(ticket: Ticket, steps: readonly [Fields, Actor][]): Ticket {
  return steps.reduce((before, [fields, reader]) => {
    const decided = step(before, fields, reader);
    if (!decided.ok) throw new Error(`${fields.action}: ${decided.fault}`);
    return decided.value.next;
  }, ticket);
}

export const kinds = (change: Change | null): string[] => change?.facts.map(one => one.fact.kind) ?? [];

/** A ticket at level 1 with Ana on it, since noon and ten seconds. */
export const atLevel1 = (): Ticket => opened([arrived(), queued(NOON + 2_000), answered(NOON + 10_000)]).next;

/** The same after Ana wrote a summary. */
export const described = (): Ticket =>
  worked(atLevel1(), [[{ action: 'describe', summary: 'Sin tono desde ayer.' }, ana]]);

/** The same after she escalated. */
export const atLevel2 = (): Ticket =>
  worked(described(), [[{ action: 'escalate', reason: 'Requiere prueba de red' }, ana]]);

/** The same after level 2 recorded the solution. */
export const awaitingContact = (): Ticket =>
  worked(atLevel2(), [[{ action: 'record-solution', solution: 'Se cambió el puerto.' }, nilo]]);

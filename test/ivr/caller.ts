import { readFileSync } from 'node:fs';
import { DEMO_CUSTOMERS } from '../../src/customers/demo.ts';
import type {
  Ask,
  CallFacts,
  FlowInput,
  Learned,
  Place,
  Prompt,
  SpokenTicket,
  TurnedAway,
} from '../../src/ivr/conversation.ts';
import type { Flow } from '../../src/ivr/flow.ts';
import { parseFlow } from '../../src/ivr/parse-flow.ts';
import { walk } from '../../src/ivr/walk.ts';

export const FLOWS = new URL('../../ivr-flows/', import.meta.url);

export function flowNamed(name: string): Flow {
  return flowFrom(readFileSync(new URL(`${name}.yaml`, FLOWS), 'utf8'), `${name}.yaml`);
}

export function flowFrom(text: string, file = 'test.yaml'): Flow {
  const parsed = parseFlow(text, file, () => true);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault, null, 2));
  return parsed.value;
}

export function demoCustomer(id: string) {
  const customer = DEMO_CUSTOMERS.find(each => each.id === id);
  if (customer === undefined) throw new Error(`no demo customer ${id}`);
  return customer;
}

export const factsOf = (known: Partial<CallFacts> = {}): CallFacts => ({
  callerNumber: '+584145550101',
  dialled: '*626',
  ticketNumber: 'OA-2026-000123',
  customer: null,
  customerBy: null,
  announceRecording: true,
  debtStops: false,
  queueOpen: () => true,
  ...known,
});

export const ticket: SpokenTicket = {
  number: 'OA-2026-000045',
  lines: ['+584145550103', '+582125550113'],
  state: 'level-2',
};

/** Prompts as one readable line: `bienvenida` `[2026000123]` `#3` `#3m` `1250.5 VES`. */
export function line(prompts: readonly Prompt[]): string {
  return prompts
    .map(prompt => {
      if (prompt.kind === 'file') return prompt.name;
      if (prompt.kind === 'digits') return `[${prompt.value}]`;
      return prompt.kind === 'number'
        ? `#${prompt.value}${prompt.before ?? ''}`
        : `${prompt.amount} ${prompt.currency}`;
    })
    .join(' ');
}

/**
 * Somebody on the telephone: hears announcements to their end by themselves and stops at every question.
 * After each step the place goes through JSON, as it does when the server stores it.
 */
export function callerIn(flow: Flow, known: Partial<CallFacts> = {}) {
  const about = factsOf(known);
  let place: Place | null = null;
  let ask: Ask = { kind: 'hang-up', cause: 'finished' };
  const heard: string[] = [];
  const learned: Learned[] = [];
  const turnedAway: TurnedAway[] = [];

  const step = (what: FlowInput) => {
    const next = walk(flow, place, what, about);
    place = JSON.parse(JSON.stringify(next.place)) as Place;
    ask = next.ask;
    learned.push(...next.learned);
    turnedAway.push(...next.turnedAway);
    if (ask.kind === 'say' || ask.kind === 'gather') heard.push(line(ask.prompts));
  };
  const listen = (what: FlowInput) => {
    step(what);
    while (ask.kind === 'say') step({ kind: 'said' });
    return caller;
  };
  const caller = {
    heard,
    learned,
    turnedAway,
    get ask() {
      return ask;
    },
    /** What they hear once they have their place in a queue. */
    get first() {
      return ask.kind === 'queue' ? line(ask.first.flatMap(each => each.prompts)) : null;
    },
    get place(): Place {
      if (place === null) throw new Error('nobody called yet');
      return place;
    },
    dials: () => listen({ kind: 'start' }),
    keys: (digits: string) => listen({ kind: 'digits', digits }),
    keepsQuiet: () => listen({ kind: 'silence' }),
    finds: (found: Extract<FlowInput, { kind: 'found' }>['found']) => listen({ kind: 'found', found }),
    findsTicket: (found: SpokenTicket | null) => caller.finds({ kind: 'ticket', ticket: found }),
    lookupFails: () => listen({ kind: 'lookup-failed' }),
    hears: (what: FlowInput) => listen(what),
  };
  return caller;
}

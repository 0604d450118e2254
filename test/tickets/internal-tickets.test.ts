import { describe, expect, test } from 'vitest';
import type { CallFact } from '../../src/calls/events.ts';
import { actionsOf } from '../../src/tickets/may.ts';
import type { Ticket } from '../../src/tickets/ticket-data.ts';
import { namesOf, timeline } from '../../src/tickets/timeline.ts';
import {
  ana,
  answered,
  arrived,
  awaitingContact,
  call,
  ended,
  followed,
  joined,
  kinds,
  MINUTE,
  NOON,
  opened,
  POLICY,
  sara,
  worked,
} from './scene.ts';

/** Ana calls Luis. */

type Arrived = Extract<CallFact, { kind: 'call-arrived' }>;

const calls: Arrived = {
  ...(arrived() as Arrived),
  direction: 'internal',
  callerNumber: '101',
  callerName: 'Ana',
  dialled: '102',
  from: 'agent',
  agent: 'ana',
  to: 'luis',
  queue: 'comercial',
};
/** The same, made with a customer's ticket open. */
const about: Arrived = { ...calls, opensTicket: false };
const over = ended(NOON + 3 * MINUTE, 'agent');
const left: CallFact = {
  ...(ended(NOON + MINUTE, 'caller', 'voicemail') as Extract<CallFact, { kind: 'call-ended' }>),
  message: true,
};
const talked = [calls, answered(NOON + MINUTE, 'luis')];

const closedOf = (facts: readonly CallFact[]): Ticket => {
  const change = followed(opened([calls]).next, facts);
  if (change === null) throw new Error('nothing came of it');
  return change.next;
};

describe('a ticket that a call between two of ours opened', () => {
  test('is in the area of who called, of no number and nobody’s, and closes by itself at the end', () => {
    const { next } = opened([calls]);
    expect(next).toMatchObject({
      state: 'received',
      area: 'comercial',
      callerNumber: '',
      customerId: null,
      assignee: null,
      internal: { caller: 'ana', called: 'luis' },
    });
    expect(followed(next, talked)).toBeNull();
    const change = followed(next, [...talked, over]);
    expect(change?.next).toMatchObject({ state: 'closed', closedAs: 'internal-call', assignee: null });
    expect(change && kinds(change)).toEqual(['internal-call']);
    expect(followed(change?.next ?? next, [...talked, over])).toBeNull();
  });

  test.each<[string, readonly CallFact[]]>([
    ['nobody took', [calls, ended(NOON + MINUTE, 'caller', 'offered')]],
    ['left a message', [calls, left]],
    ['nobody saw the end of', [calls, ended(NOON + MINUTE, 'recovery', 'dialling', 'unseen')]],
  ])('closes for one that %s, too', (_, facts) => {
    expect(closedOf(facts)).toMatchObject({
      state: 'closed',
      closedAs: 'internal-call',
      abandoned: false,
      assignee: null,
    });
  });

  test('stays open where somebody took it, and is closed by its solution: there is no customer to agree', () => {
    const taken = worked(opened([calls]).next, [[{ action: 'take' }, ana]]);
    expect(followed(taken, [...talked, over])).toBeNull();
    const solved = worked(taken, [
      [{ action: 'describe', summary: 'Llaves del nodo' }, ana],
      [{ action: 'record-solution', solution: 'Están en el armario' }, ana],
    ]);
    expect(solved).toMatchObject({
      state: 'closed',
      closedAs: 'internal-call',
      solution: 'Están en el armario',
    });
  });

  test('is a customer’s like any other from when somebody says whose it is', () => {
    const ticket = worked(closedOf([...talked, over]), [
      [{ action: 'identify', customer: { id: 'k1', name: 'Ana Ejemplo' }, instead: null }, sara],
      [{ action: 'reopen', why: 'Es de ella' }, sara],
      [{ action: 'describe', summary: 'Sin tono' }, sara],
      [{ action: 'record-solution', solution: 'Puerto nuevo' }, sara],
    ]);
    expect(ticket.state).toBe('contact-customer');
  });

  test('offers its readers what others offer', () => {
    expect(actionsOf(closedOf([...talked, over]), ana, POLICY)).toEqual(['note', 'reopen', 'identify']);
  });
});

describe('a call between two of ours that was made from a customer’s ticket', () => {
  test('joins it and changes nothing else: nobody gets it, and no contact with the customer is noted', () => {
    const received = opened([arrived()]).next;
    const spoke = [about, answered(NOON + MINUTE, 'luis'), over];
    for (const ticket of [received, awaitingContact()]) {
      const change = joined(ticket, spoke);
      expect(change && kinds(change)).toEqual(['call-joined']);
      const { updatedAt: _, version: _v, ...after } = change?.next ?? ticket;
      expect(ticket).toMatchObject(after);
    }
    expect(joined(received, [about, left])?.next).toMatchObject({ state: 'received', assignee: null });
  });
});

describe('its timeline', () => {
  const names = namesOf(
    ['Ana', 'Luis'].map(name => ({ id: name.toLowerCase(), displayName: name })) as never,
    [],
    { areas: [], queues: [] },
    new Map(),
    { country: 'VE', timezone: 'America/Caracas' },
  );
  const told = (facts: readonly CallFact[]) =>
    timeline(
      [],
      facts.map(fact => ({ call: 'c1', fact })),
      names,
    ).map(({ words }) => words);

  test('tells who called whom, who answered and how long they talked; there is no customer in it', () => {
    const asks: CallFact[] = [
      { kind: 'consulted', at: NOON + MINUTE, agent: 'ana', colleague: 'eva', note: '' },
      {
        kind: 'consult-answered',
        at: NOON + MINUTE,
        agent: 'ana',
        colleague: 'eva',
        meanwhile: 'other-waits',
      },
      { kind: 'consult-ended', at: NOON + MINUTE, agent: 'ana', colleague: 'eva', why: 'taken-back' },
    ];
    const words = told([...talked, ...asks, { ...(over as object), talkedMs: 2 * MINUTE } as CallFact]);
    expect(words[0]).toEqual({
      es: 'Ana llamó a Luis: es una llamada interna.',
      en: 'Ana called Luis: it is an internal call.',
    });
    expect(words[1]?.en).toBe('Luis answered after a wait of 8 s.');
    expect(words.at(-1)).toEqual({
      es: 'Terminó la llamada interna: hablaron 2 min.',
      en: 'The internal call ended: they talked for 2 min.',
    });
    for (const { es, en } of words) expect(es + en).not.toMatch(/cliente|customer/);
  });

  test('of one that was joined to another one tells that they talk on', () => {
    const joined = {
      kind: 'went-over',
      agent: 'ana',
      colleague: 'luis',
      call: 'c9',
      ticket: 'OA-9',
    } as const;
    const end = { ...(over as object), why: 'joined', talkedMs: 2 * MINUTE } as CallFact;
    const words = told([...talked, { ...joined, at: NOON + MINUTE }, end]);
    expect(words.at(-2)?.es).toBe('Ana unió a Luis a su otra llamada (orden OA-9).');
    expect(words.at(-1)).toEqual({
      es: 'La llamada interna se unió a la otra, en la que siguen hablando; en esta hablaron 2 min.',
      en: 'The internal call was joined to the other one, in which they talk on; in this one they talked for 2 min.',
    });
  });

  test('of one that was given on tells how long each part was, and all of it', () => {
    const given = {
      kind: 'transferred',
      at: NOON + MINUTE,
      agent: 'ana',
      queue: '',
      colleague: 'luis',
      note: '',
      wrapUp: false,
      talkedMs: 80_000,
    } as const;
    const words = told([...talked, given, given, { ...(over as object), talkedMs: 30_000 } as CallFact]);
    expect(words.at(-2)).toEqual({
      es: 'Ana transfirió la llamada a Luis. Habían hablado 1 min 20 s.',
      en: 'Ana transferred the call to Luis. They had talked for 1 min 20 s.',
    });
    expect(words.at(-1)).toEqual({
      es: 'Terminó la llamada interna: hablaron 30 s desde que se pasó, y 3 min 10 s en total.',
      en: 'The internal call ended: they talked for 30 s since it was given on, and for 3 min 10 s in all.',
    });
  });

  test.each<CallFact>([
    ended(NOON, 'caller', 'offered'),
    ended(NOON, 'agent', 'dialling', 'broken-off'),
    { ...(ended(NOON, 'system', 'dialling', 'our-failure') as object), telephone: 'ignored' } as CallFact,
    ended(NOON, 'system', 'offered', 'our-failure'),
    ended(NOON, 'recovery', 'talking', 'unseen'),
    ended(NOON, 'system', 'talking', 'sent-away'),
    left,
  ])('has a sentence without a customer for an end like $phase, $why', fact => {
    const [, words] = told([calls, fact]);
    expect(words?.es).not.toMatch(/cliente/);
    expect(words?.en).not.toMatch(/customer/);
  });
});

describe('the record of such a call', () => {
  test('has both of them', () => {
    expect(call([...talked, over])).toMatchObject({
      agent: 'ana',
      directTo: 'luis',
      ticket: 'OA-2026-000001',
    });
  });
});

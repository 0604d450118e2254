import { describe, expect, test } from 'vitest';
import type { CallFact } from '../../src/calls/events.ts';
import { END_REASONS, type EndReason } from '../../src/calls/rules/end-reason.ts';
import { followCall } from '../../src/tickets/follow-call.ts';
import type { Ticket } from '../../src/tickets/ticket-data.ts';
import {
  ana,
  answered,
  arrived,
  atLevel1,
  atLevel2,
  awaitingContact,
  call,
  callBack,
  ended,
  followed,
  HOUR,
  informed,
  joined,
  kinds,
  MINUTE,
  NEW,
  NOON,
  opened,
  queued,
  sara,
  step,
  turnedAway,
} from './scene.ts';

describe('a call that rings', () => {
  test('opens its ticket as received, with the 24 hours running from the first ring (S1-04)', () => {
    const { next, facts, jobs } = opened([arrived()]);
    expect(next).toMatchObject({
      number: 'OA-2026-000001',
      state: 'received',
      level: 1,
      openedBy: 'c1',
      openedAt: NOON,
      attentionDueAt: NOON + 24 * HOUR,
      abandoned: false,
      version: 1,
    });
    expect(facts).toEqual([{ at: NOON, call: 'c1', fact: { kind: 'opened', call: 'c1' } }]);
    expect(jobs).toEqual([
      {
        job: { name: 'attention-limit', ticket: 'OA-2026-000001', dueAt: NOON + 24 * HOUR },
        runAt: NOON + 24 * HOUR,
        key: `attention-limit.OA-2026-000001.${NOON + 24 * HOUR}`,
      },
    ]);
  });

  test('gives its ticket the topic and the queue as area, once they are known', () => {
    const before = opened([arrived()]).next;
    const after = followed(before, [arrived(), queued(NOON + 1, 'facturacion', 'comercial')]);
    expect(after?.next).toMatchObject({ topic: 'facturacion', area: 'comercial', homeArea: 'comercial' });
    expect(after?.next.version).toBe(2);
  });

  test('keeps a snapshot of who the customer was', () => {
    const facts = [arrived(), { kind: 'caller-identified', at: NOON, customer: 'k1', by: 'line' } as const];
    const change = followCall(null, call(facts), { ...NEW, customerName: 'Ana Ejemplo' }, NOON);
    expect(change?.next).toMatchObject({ customerId: 'k1', customerName: 'Ana Ejemplo' });
  });
});

describe('a call that we make', () => {
  const calledOut: CallFact = {
    ...(callBack(NOON) as Extract<CallFact, { kind: 'call-arrived' }>),
    opensTicket: true,
  };

  test('opens its ticket in the area it is made for, taken by who calls, answered or not', () => {
    const { next, facts } = opened([{ ...calledOut, queue: 'comercial' }]);
    expect(next).toMatchObject({ state: 'in-progress', level: 1, area: 'comercial', assignee: 'ana' });
    expect(next.levelDueAt).toBe(NOON + 30 * MINUTE);
    expect(facts.map(({ fact }) => fact.kind)).toEqual(expect.arrayContaining(['opened', 'taken']));
  });

  test('for no queue opens it where calls without a topic are', () => {
    expect(opened([calledOut]).next).toMatchObject({ area: 'averias', assignee: 'ana' });
  });
});

describe('whose ticket it is', () => {
  const byAgent = (at: number, customer: string) =>
    ({ kind: 'caller-identified', at, customer, by: 'agent', agent: 'ana' }) as const;
  const byLine = { kind: 'caller-identified', at: NOON, customer: 'k1', by: 'line' } as const;
  const unknown = { kind: 'caller-unknown', at: NOON + 20_000, agent: 'ana', customer: 'k1' } as const;
  const named = (ticket: Ticket, facts: readonly CallFact[], customerName: string | null) =>
    followCall(ticket, call(facts), { ...NEW, joined: true, customerName }, NOON + HOUR)?.next;

  test('an agent on the call says, whatever the line said, and may say that it is nobody we know', () => {
    const before = { ...atLevel1(), customerId: 'k1', customerName: 'Ana' };
    const start = [arrived(), byLine, queued(NOON), answered(NOON + 10_000)];
    expect(named(before, [...start, byAgent(NOON + 20_000, 'k2')], 'Luis')).toMatchObject({
      customerId: 'k2',
      customerName: 'Luis',
      customerAt: NOON + 20_000,
    });
    expect(named(before, [...start, unknown], null)).toMatchObject({ customerId: null, customerName: null });
  });

  test('a person says on the ticket, and no late job of the call takes that back', () => {
    const said = step(
      atLevel1(),
      { action: 'identify', customer: { id: 'k3', name: 'Rosa' }, instead: null },
      ana,
    );
    const ticket = said.ok ? said.value.next : atLevel1();
    expect(ticket).toMatchObject({ customerId: 'k3', customerName: 'Rosa', customerAt: NOON + HOUR });
    expect(said.ok && kinds(said.value)).toEqual(['customer-set']);
    const facts = [arrived(), byLine, queued(NOON), answered(NOON + 10_000), byAgent(NOON + 20_000, 'k2')];
    expect(named(ticket, facts, 'Luis')).toBeUndefined();
    const nobody = step(ticket, { action: 'identify', customer: null, instead: 'k3' }, ana);
    expect(
      nobody.ok && named(nobody.value.next, [arrived(), byLine, queued(NOON), answered(NOON)], 'Ana'),
    ).toBe(undefined);
  });

  test('is not changed over what somebody else said meanwhile, nor by who may not work on it', () => {
    const ticket = { ...atLevel1(), customerId: 'k2' };
    const to = { action: 'identify', customer: null, instead: 'k1' } as const;
    expect(step(ticket, to, ana)).toEqual({ ok: false, fault: 'changed-meanwhile' });
    expect(step(atLevel2(), { ...to, instead: null }, ana)).toEqual({ ok: false, fault: 'not-allowed' });
  });

  test('a customer of the line does not replace the one who is there', () => {
    const ticket = { ...atLevel1(), customerId: 'k2', customerName: 'Luis' };
    expect(named(ticket, [arrived(), byLine, queued(NOON), answered(NOON + 10_000)], 'Ana')).toBeUndefined();
  });
});

describe('when an agent answers', () => {
  test('level 1 begins at that moment, with its time box (S4-15)', () => {
    const change = opened([arrived(), queued(NOON + 2_000), answered(NOON + 10_000)]);
    const dueAt = NOON + 10_000 + 30 * MINUTE;
    expect(change.next).toMatchObject({ state: 'in-progress', level: 1, assignee: 'ana', levelDueAt: dueAt });
    expect(kinds(change)).toEqual(['opened', 'taken', 'level-entered']);
    expect(change.jobs.map(one => one.key)).toEqual([
      `attention-limit.OA-2026-000001.${NOON + 24 * HOUR}`,
      'level-deadline.OA-2026-000001.1.1',
    ]);
    expect(change.jobs[1]?.runAt).toBe(dueAt);
  });

  test('a topic with a box of its own has that one', () => {
    const change = opened([arrived(), queued(NOON, 'facturacion', 'comercial'), answered(NOON)]);
    expect(change.next.levelDueAt).toBe(NOON + 10 * MINUTE);
  });

  test('being told again changes nothing', () => {
    const facts = [arrived(), queued(NOON + 2_000), answered(NOON + 10_000)];
    expect(followed(opened(facts).next, facts)).toBeNull();
    expect(followed(opened(facts).next, [...facts, ended(NOON + HOUR)])).toBeNull();
  });
});

describe("when the agent's telephone is lost and somebody else answers the same call", () => {
  const facts = [
    arrived(),
    queued(NOON + 2_000),
    answered(NOON + 10_000),
    { kind: 'agent-leg-lost', at: NOON + MINUTE, agent: 'ana' } as const,
    answered(NOON + 2 * MINUTE, 'berta'),
  ];
  const known = { ...NEW, joined: true, takenBy: 'ana', answeredAt: NOON + 2 * MINUTE };
  const followedBy = (ticket: Ticket, context = known) =>
    followCall(ticket, call(facts), context, NOON + HOUR);

  test('the ticket is theirs, since they answered, and its time box runs on', () => {
    const change = followedBy(atLevel1());
    expect(change?.next).toMatchObject({ assignee: 'berta', levelDueAt: atLevel1().levelDueAt });
    expect(change?.facts).toEqual([
      { at: NOON + 2 * MINUTE, call: 'c1', fact: { kind: 'taken', by: 'berta' } },
    ]);
    expect(followedBy(change?.next ?? atLevel1(), { ...known, takenBy: 'berta' })).toBeNull();
  });

  test('a ticket that a third person took meanwhile, or that went on to level 2, stays where it is', () => {
    const taken = step(atLevel1(), { action: 'take' }, sara);
    expect(taken.ok && followedBy(taken.value.next)).toBeNull();
    expect(followedBy(atLevel2())).toBeNull();
  });
});

const LEFT_QUEUE = [arrived(), queued(NOON + 1_000), ended(NOON + 9_000, 'caller', 'waiting')];

describe('when the caller leaves before an agent came', () => {
  test('the ticket stays received and is marked abandoned: somebody must call back', () => {
    const facts = [arrived(), queued(NOON + 1_000), ended(NOON + 9_000, 'caller', 'waiting')];
    const change = followed(opened(facts.slice(0, 1)).next, facts);
    expect(change?.next).toMatchObject({ state: 'received', abandoned: true, assignee: null });
    expect(followed(opened(facts).next, facts)).toBeNull();
  });

  const forBerta = { ...arrived(), dialled: '102', to: 'berta', queue: 'comercial' } as CallFact;
  const missed: CallFact = { kind: 'direct-missed', at: NOON + 1_000, agent: 'berta', why: 'dnd' };

  test('a caller of one agent alone is work of that agent’s area where they left no message', () => {
    const facts = [forBerta, missed, ended(NOON + 9_000, 'caller', 'voicemail')];
    expect(call(facts)).toMatchObject({ outcome: 'abandoned', directTo: 'berta' });
    expect(opened(facts).next).toMatchObject({
      state: 'received',
      abandoned: true,
      assignee: null,
      area: 'comercial',
    });
  });

  test('a message for one agent makes the ticket theirs, and level 1 begins', () => {
    const left: CallFact = { kind: 'message-left', at: NOON + 8_000, agent: 'berta', recording: 'calls/c-1' };
    const over = { ...ended(NOON + 9_000, 'caller', 'voicemail'), message: true } as CallFact;
    const facts = [forBerta, missed, left, over];
    expect(call(facts)?.outcome).toBe('left-message');
    const change = opened(facts);
    expect(change.next).toMatchObject({
      state: 'in-progress',
      level: 1,
      abandoned: false,
      assignee: 'berta',
      area: 'comercial',
      levelDueAt: NOON + 9_000 + 30 * MINUTE,
    });
    expect(kinds(change)).toContain('message-for');
    expect(followed(change.next, facts)).toBeNull();
    // Somebody has taken it meanwhile.
    const before = opened([forBerta]).next;
    const theirs = { ...before, state: 'in-progress' as const, levelEntry: 1, assignee: 'ana' };
    expect(followed(theirs, facts)?.next.assignee ?? 'ana').toBe('ana');
  });

  test('a message on a ticket that somebody works on leaves it with them; on one that waits it makes it the agent’s', () => {
    const left: CallFact = { kind: 'message-left', at: NOON + 8_000, agent: 'berta', recording: 'calls/c-1' };
    const over = { ...ended(NOON + 9_000, 'caller', 'voicemail'), message: true } as CallFact;
    const facts = [{ ...forBerta, opensTicket: false } as CallFact, missed, left, over];
    expect(call(facts)?.outcome).toBe('left-message');
    expect(joined(atLevel1(), facts)?.next.assignee).toBe('ana');
    expect(joined(opened([arrived()]).next, facts)?.next).toMatchObject({
      assignee: 'berta',
      state: 'in-progress',
    });
  });

  test('a caller whose queue was closed is work for that queue when it opens', () => {
    const change = opened([arrived(), turnedAway(NOON + 5_000), ended(NOON + 9_000, 'flow', 'welcome')]);
    expect(change.next).toMatchObject({
      state: 'received',
      abandoned: true,
      topic: 'facturacion',
      area: 'comercial',
      homeArea: 'comercial',
    });
  });

  test('a closed queue counts for nothing when the caller went to another one', () => {
    const facts = [arrived(), turnedAway(NOON + 5_000)];
    const before = opened(facts).next;
    expect(before).toMatchObject({ topic: '', area: 'averias' });
    const after = followed(before, [...facts, queued(NOON + 9_000)]);
    expect(after?.next).toMatchObject({ topic: 'averia', area: 'averias' });
  });

  test('a customer who was given back to the line and left it there has abandoned the call, and nobody has their ticket', () => {
    const lost = { kind: 'agent-leg-lost', at: NOON + 15_000, agent: 'ana', talkedMs: 5_000 } as const;
    const left = [
      arrived(),
      queued(NOON + 2_000),
      answered(NOON + 10_000),
      lost,
      queued(NOON + 15_000),
      ended(NOON + 600_000, 'caller', 'offered'),
    ];
    expect(call(left)).toMatchObject({ outcome: 'abandoned', talkedMs: 5_000 });
    const before = opened(left.slice(0, 3)).next;
    expect(before.assignee).toBe('ana');
    for (const ticket of [opened(left).next, followed(before, left)?.next])
      expect(ticket).toMatchObject({ state: 'in-progress', abandoned: true, assignee: null });
    const taken = { ...before, assignee: 'berta' };
    expect(followed(taken, left)?.next).toMatchObject({ abandoned: true, assignee: 'berta' });
  });

  test('a customer whom another agent served after the line was answered, and the wait between is no talk', () => {
    const lost = { kind: 'agent-leg-lost', at: NOON + 15_000, agent: 'ana', talkedMs: 5_000 } as const;
    const served = [
      arrived(),
      queued(NOON + 2_000),
      answered(NOON + 10_000),
      lost,
      queued(NOON + 15_000),
      answered(NOON + 300_000, 'berta'),
      { ...ended(NOON + 307_000), talkedMs: 7_000 } as CallFact,
    ];
    expect(call(served)).toMatchObject({ outcome: 'answered', talkedMs: 12_000 });
  });

  test('an agent who takes the abandoned ticket begins level 1 then', () => {
    const left = opened(LEFT_QUEUE).next;
    const taken = step(left, { action: 'take' }, ana, NOON + HOUR);
    expect(taken.ok && taken.value.next).toMatchObject({
      state: 'in-progress',
      assignee: 'ana',
      levelDueAt: NOON + HOUR + 30 * MINUTE,
    });
  });

  test('an answered call-back begins level 1 by itself', () => {
    const left = opened(LEFT_QUEUE).next;
    const change = joined(left, [callBack(NOON + HOUR), answered(NOON + HOUR + 5_000)]);
    expect(kinds(change)).toEqual(['call-joined', 'taken', 'level-entered']);
    expect(change?.next).toMatchObject({ state: 'in-progress', assignee: 'ana' });
  });
});

describe('when the call ends in the menu', () => {
  const left = (...end: Parameters<typeof ended>) => opened([arrived(), ended(...end)]).next;

  test('the ticket is closed as its own outcome: nobody has to call back, and it is no abandoned one', () => {
    const outcomes = {
      caller: 'left-in-menu',
      network: 'left-in-menu',
      flow: 'ended-by-menu',
    } as const;
    for (const by of ['caller', 'network', 'flow'] as const) {
      const kind = outcomes[by];
      const facts = [arrived(), ended(NOON + 1, by, 'welcome')];
      const change = opened(facts);
      expect(call(facts).outcome).toBe(kind);
      expect(change.next).toMatchObject({ state: 'closed', closedAs: kind, abandoned: false });
      expect(change.facts.at(-1)).toEqual({ at: NOON + 1, call: 'c1', fact: { kind } });
    }
  });

  test('a line that dropped there is no different from one that was hung up', () => {
    expect(left(NOON + 1, 'network', 'welcome', 'line-dropped').closedAs).toBe('left-in-menu');
  });

  test('by a failure of ours, or unseen, it stays open: that customer is called back', () => {
    expect(left(NOON + 1, 'system', 'welcome', 'our-failure')).toMatchObject({
      state: 'received',
      closedAs: null,
    });
    expect(left(NOON + 1, 'recovery', 'welcome', 'unseen')).toMatchObject({
      state: 'received',
      closedAs: null,
    });
  });

  test('a person may open it again', () => {
    const again = step(
      left(NOON + 1, 'caller', 'welcome'),
      { action: 'reopen', why: 'Llamó por otra vía' },
      ana,
    );
    expect(again.ok && again.value.next).toMatchObject({ state: 'in-progress', closedAs: null });
  });
});

describe('when the menu told the caller what they asked for', () => {
  const facts = [arrived(), informed(NOON + 9_000)];

  test('the ticket closes by itself: it is no work for anybody', () => {
    const change = followed(opened(facts.slice(0, 1)).next, facts);
    expect(change?.next).toMatchObject({
      state: 'closed',
      closedAs: 'informed-by-menu',
      abandoned: false,
      assignee: null,
    });
    expect(change?.facts).toEqual([{ at: NOON + 9_000, call: 'c1', fact: { kind: 'informed-by-menu' } }]);
    expect(followed(change?.next ?? atLevel1(), facts)).toBeNull();
    expect(opened([arrived(), informed(NOON + 9_000, 'flow')]).next.state).toBe('closed');
  });

  test('a person may open it again, and it stays open then', () => {
    const again = step(opened(facts).next, { action: 'reopen', why: 'Volvió a llamar' }, ana);
    if (!again.ok) throw new Error(again.fault);
    expect(again.value.next.state).toBe('in-progress');
    expect(followed(again.value.next, facts)).toBeNull();
  });

  test('a ticket that somebody has taken meanwhile stays theirs', () => {
    const taken = step(opened(facts.slice(0, 1)).next, { action: 'take' }, ana);
    if (!taken.ok) throw new Error(taken.fault);
    expect(followed(taken.value.next, facts)).toBeNull();
  });

  test('who was queued after it and left is called back all the same', () => {
    const left = [arrived(), queued(NOON + 2_000), informed(NOON + 9_000)];
    expect(opened(left).next).toMatchObject({ state: 'received', abandoned: true });
  });
});

describe('a call-back', () => {
  test('joins the ticket it was made from and opens none', () => {
    const change = joined(atLevel1(), [callBack(NOON + HOUR)]);
    expect(change?.facts).toEqual([
      { at: NOON + HOUR, call: 'c2', fact: { kind: 'call-joined', call: 'c2' } },
    ]);
    expect(followCall(null, call([callBack(NOON)]), NEW, NOON)).toBeNull();
  });

  test('that nobody answers is a try in vain while the ticket waits for contact', () => {
    const facts = [callBack(NOON + HOUR), ended(NOON + HOUR + 30_000, 'network', 'dialling', 'no-answer')];
    const change = joined(awaitingContact(), facts);
    expect(kinds(change)).toEqual(['call-joined', 'contact-tried']);
    expect(change?.next.contactTries).toBe(1);
    expect(joined(change?.next ?? atLevel1(), facts, true)).toBeNull();
  });

  test('that the network called busy or off is one, too; what failed or was broken off is told and is none', () => {
    const tried = (why: EndReason) => {
      const facts = [callBack(NOON + HOUR), ended(NOON + HOUR + 1, 'network', 'dialling', why)];
      const change = joined(awaitingContact(), facts);
      const told = change?.facts.at(-1)?.fact;
      expect(told).toMatchObject({ kind: 'contact-tried', reached: false, why });
      return change?.next.contactTries;
    };
    expect(END_REASONS.filter(why => tried(why) === 1)).toEqual(['busy', 'no-answer', 'switched-off']);
  });

  test('that reaches the customer is noted and counts as no try in vain', () => {
    const facts = [callBack(NOON + HOUR), answered(NOON + HOUR + 1), ended(NOON + HOUR + 30_000)];
    const change = joined(awaitingContact(), facts);
    expect(change?.facts.at(-1)?.fact).toMatchObject({ kind: 'contact-tried', reached: true });
    expect(change?.next.contactTries).toBe(0);
  });
});

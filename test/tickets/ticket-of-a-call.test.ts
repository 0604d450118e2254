import { describe, expect, test } from 'vitest';
import { followCall } from '../../src/tickets/follow-call.ts';
import type { Ticket } from '../../src/tickets/ports.ts';
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
  joined,
  kinds,
  MINUTE,
  NEW,
  NOON,
  opened,
  queued,
  sara,
  step,
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
        job: { name: 'attention-limit', ticket: 'OA-2026-000001' },
        runAt: NOON + 24 * HOUR,
        key: 'attention-limit.OA-2026-000001',
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

describe('when an agent answers', () => {
  test('level 1 begins at that moment, with its time box (S4-15)', () => {
    const change = opened([arrived(), queued(NOON + 2_000), answered(NOON + 10_000)]);
    const dueAt = NOON + 10_000 + 30 * MINUTE;
    expect(change.next).toMatchObject({ state: 'in-progress', level: 1, assignee: 'ana', levelDueAt: dueAt });
    expect(kinds(change)).toEqual(['opened', 'taken', 'level-entered']);
    expect(change.jobs.map(one => one.key)).toEqual([
      'attention-limit.OA-2026-000001',
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

  test('the ticket is his, since he answered, and its time box runs on', () => {
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

describe('when the caller leaves before an agent came', () => {
  test('the ticket stays received and is marked abandoned: somebody must call back', () => {
    const facts = [arrived(), queued(NOON + 1_000), ended(NOON + 9_000, 'caller', 'waiting')];
    const change = followed(opened(facts.slice(0, 1)).next, facts);
    expect(change?.next).toMatchObject({ state: 'received', abandoned: true, assignee: null });
    expect(followed(opened(facts).next, facts)).toBeNull();
  });

  test('a caller whom the menu served did not abandon anything', () => {
    const change = opened([arrived(), ended(NOON + 9_000, 'flow', 'welcome')]);
    expect(change.next).toMatchObject({ state: 'received', abandoned: false });
  });

  test('an agent who takes the abandoned ticket begins level 1 then', () => {
    const left = opened([arrived(), ended(NOON + 9_000, 'caller', 'welcome')]).next;
    const taken = step(left, { action: 'take' }, ana, NOON + HOUR);
    expect(taken.ok && taken.value.next).toMatchObject({
      state: 'in-progress',
      assignee: 'ana',
      levelDueAt: NOON + HOUR + 30 * MINUTE,
    });
  });

  test('an answered call-back begins level 1 by itself', () => {
    const left = opened([arrived(), ended(NOON + 9_000, 'caller', 'welcome')]).next;
    const change = joined(left, [callBack(NOON + HOUR), answered(NOON + HOUR + 5_000)]);
    expect(kinds(change)).toEqual(['call-joined', 'taken', 'level-entered']);
    expect(change?.next).toMatchObject({ state: 'in-progress', assignee: 'ana' });
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
    const change = joined(awaitingContact(), [callBack(NOON + HOUR), ended(NOON + HOUR + 30_000)]);
    expect(kinds(change)).toEqual(['call-joined', 'contact-tried']);
    expect(change?.next.contactTries).toBe(1);
    const again = joined(
      change?.next ?? atLevel1(),
      [callBack(NOON + HOUR), ended(NOON + HOUR + 30_000)],
      true,
    );
    expect(again).toBeNull();
  });

  test('that reaches the customer is noted and counts as no try in vain', () => {
    const facts = [callBack(NOON + HOUR), answered(NOON + HOUR + 1), ended(NOON + HOUR + 30_000)];
    const change = joined(awaitingContact(), facts);
    expect(change?.facts.at(-1)?.fact).toMatchObject({ kind: 'contact-tried', reached: true });
    expect(change?.next.contactTries).toBe(0);
  });
});

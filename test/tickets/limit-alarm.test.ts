import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { memoryAlarms } from '../../src/adapters/memory/alarms.ts';
import { memoryRecords } from '../../src/adapters/memory/records.ts';
import { memoryTickets } from '../../src/adapters/memory/tickets.ts';
import { attentionLimit } from '../../src/tickets/clocks.ts';
import { type AlarmBell, overdueWords, withLimitAlarm } from '../../src/tickets/limit-alarm.ts';
import type { Ticket } from '../../src/tickets/ticket-data.ts';
import { fakeClock } from '../kit/fake-clock.ts';
import { ana, atLevel1, awaitingContact, HOUR, NOON, POLICY, step } from './scene.ts';

const DAY = 24 * HOUR;

describe('the alarm of overdue tickets', () => {
  const scene = async (ticket: Ticket, bell?: AlarmBell) => {
    const records = memoryRecords();
    const alarms = memoryAlarms(records);
    const clock = fakeClock(NOON);
    const store = withLimitAlarm(
      memoryTickets(records),
      bell ?? alarms,
      clock,
      pino({ level: 'silent' }) as never,
    );
    await store.save(ticket, null, [], []);
    return {
      clock,
      store,
      words: async () => (await alarms.list()).map(alarm => alarm.words.en),
      pass: async () => {
        clock.advance(DAY);
        const change = attentionLimit(ticket, NOON + DAY, clock.now());
        if (change === null) throw new Error('the limit did not pass');
        return store.save(change.next, ticket.version, change.facts, change.jobs);
      },
    };
  };

  test('stands from the moment that a limit passes until the ticket is closed', async () => {
    const { store, words, pass, clock } = await scene(awaitingContact());
    expect(await words()).toEqual([]);
    await pass();
    expect(await words()).toEqual(['1 open ticket is past its attention limit: OA-2026-000001.']);
    const late = await store.get('OA-2026-000001');
    if (late === null) throw new Error('it is gone');
    const back = step(late, { action: 'close', agreed: false, how: 'call' }, ana, clock.now());
    const unreached = step(
      { ...late, contactTries: 3 },
      { action: 'close', agreed: false, how: 'unreachable' },
      ana,
      clock.now(),
    );
    if (!back.ok || !unreached.ok) throw new Error('it cannot be closed');
    // From contact back to the level: the limit that passed has passed.
    expect(back.value.next.attentionDueAt).toBe(NOON + DAY);
    await store.save(unreached.value.next, late.version, unreached.value.facts, []);
    expect(await words()).toEqual([]);
  });

  test('holds up no ticket when it cannot be raised', async () => {
    const away = async () => {
      throw new Error('away');
    };
    const { pass } = await scene(atLevel1(), { raise: away, clear: away });
    expect(await pass()).toBe(true);
  });

  test('names the longest overdue and counts the others', () => {
    expect(overdueWords(5, ['A', 'B', 'C'])).toEqual({
      es: '5 órdenes abiertas pasaron su plazo de atención: A, B, C y 2 más.',
      en: '5 open tickets are past their attention limit: A, B, C and 2 more.',
    });
  });
});

describe('the attention limit of a ticket that was closed and is opened again', () => {
  const closed = (): Ticket => {
    const done = step(
      { ...awaitingContact(), contactTries: 3 },
      { action: 'close', agreed: false, how: 'unreachable' },
      ana,
    );
    if (!done.ok) throw new Error(done.fault);
    return done.value.next;
  };
  const reopened = (now: number) => {
    const again = step(closed(), { action: 'reopen', why: 'Volvió la falla' }, ana, now);
    if (!again.ok) throw new Error(again.fault);
    return again.value;
  };
  const limits = (jobs: ReturnType<typeof reopened>['jobs']) =>
    jobs.filter(({ job }) => job.name === 'attention-limit');

  test('goes on, with its job, while it is still ahead', () => {
    const change = reopened(NOON + 2 * HOUR);
    expect(change.next.attentionDueAt).toBe(NOON + DAY);
    expect(limits(change.jobs)).toEqual([]);
    expect(change.facts[0]?.fact).toEqual({ kind: 'reopened', by: 'ana', why: 'Volvió la falla' });
    expect(attentionLimit(change.next, NOON + DAY, NOON + DAY)).not.toBeNull();
  });

  test('begins anew when it passed meanwhile, with a job, a fact and the level clock of its new stay', () => {
    const now = NOON + 2 * DAY;
    const change = reopened(now);
    expect(change.next).toMatchObject({ attentionDueAt: now + DAY, levelDueAt: now + HOUR / 2 });
    expect(limits(change.jobs)).toEqual([
      {
        job: { name: 'attention-limit', ticket: 'OA-2026-000001', dueAt: now + DAY },
        runAt: now + DAY,
        key: `attention-limit.OA-2026-000001.${now + DAY}`,
      },
    ]);
    expect(change.facts[0]?.fact).toMatchObject({ kind: 'reopened', attentionDueAt: now + DAY });
    expect(attentionLimit(change.next, now + DAY, now + DAY)).not.toBeNull();
  });

  test('is not noted by a late job of the limit before', () => {
    const { next } = reopened(NOON + 2 * DAY);
    expect(attentionLimit(next, NOON + DAY, NOON + 3 * DAY)).toBeNull();
    // Jobs of an older version do not say which limit they are.
    expect(attentionLimit(next, undefined, NOON + 2 * DAY + 1)).toBeNull();
    expect(attentionLimit(atLevel1(), undefined, NOON + DAY)).not.toBeNull();
  });
});

test('every move of a ticket says what becomes of both clocks', () => {
  const now = NOON + HOUR;
  const clocks = ({ levelDueAt, attentionDueAt }: Ticket) => [levelDueAt, attentionDueAt];
  const of = (ticket: Ticket, fields: Parameters<typeof step>[1], reader = ana) => {
    const done = step(ticket, fields, reader, now);
    if (!done.ok) throw new Error(`${fields.action}: ${done.fault}`);
    return clocks(done.value.next);
  };
  const level1 = now + HOUR / 2;
  const whole = NOON + DAY;
  const described = { ...atLevel1(), summary: 'Sin tono.' };
  expect(of(described, { action: 'escalate', reason: '' })).toEqual([null, whole]);
  expect(of(described, { action: 'record-solution', solution: 'Reinicio.' })).toEqual([null, whole]);
  expect(of({ ...described, solution: 'Reinicio.' }, { action: 'return-to-contact' })).toEqual([null, whole]);
  const waiting = { ...awaitingContact(), solvedLevel: 1 };
  expect(of(waiting, { action: 'close', agreed: false, how: 'call' })).toEqual([level1, whole]);
  const unreached = { ...waiting, contactTries: POLICY.contactTries };
  expect(of(unreached, { action: 'close', agreed: false, how: 'unreachable' })).toEqual([null, whole]);
  expect(of({ ...waiting, state: 'closed' }, { action: 'reopen', why: 'Volvió' })).toEqual([level1, whole]);
});

import { describe, expect, test } from 'vitest';
import type { CallFact } from '../../src/calls/events.ts';
import { countCall } from '../../src/figures/count-call.ts';
import { turnsOf } from '../../src/figures/turns.ts';
import { DayCount } from '../../src/supervision/day-count.ts';
import { randomFrom } from '../kit/random.ts';
import { generatedCall } from './generated-calls.ts';

const WITHIN = 20_000;

describe('the turns of calls through queues', () => {
  test('and the shares of agents are what the board counts, whatever happens in a call', () => {
    const random = randomFrom(11);
    const ends = new Map<string, number>();
    for (let call = 0; call < 3_000; call++) {
      const facts = generatedCall(random, call * 1_000);
      const board = new DayCount('2026-11-22', null);
      for (const fact of facts) board.count('c', fact, () => WITHIN);
      const turns = turnsOf(facts);
      for (const turn of turns) ends.set(String(turn.end), (ends.get(String(turn.end)) ?? 0) + 1);
      const told = JSON.stringify(facts, null, 1);
      for (const [queue, day] of board.queues) {
        const own = turns.filter(turn => turn.queue === queue);
        const answered = own.filter(({ end }) => end === 'answered');
        const abandoned = own.filter(({ end }) => end === 'abandoned');
        const isWithin = ({ tookMs }: { tookMs: number }) => tookMs <= WITHIN;
        expect(
          {
            offered: own.length,
            answered: answered.length,
            answeredWithin: answered.filter(isWithin).length,
            abandoned: abandoned.length,
            abandonedWithin: abandoned.filter(isWithin).length,
            waitedMs: answered.reduce((sum, { waitedMs }) => sum + waitedMs, 0),
          },
          told,
        ).toEqual(day);
      }
      expect(turns.every(({ queue }) => board.queues.has(queue))).toBe(true);
      const shares = countCall('c', facts)?.shares ?? [];
      for (const [agent, day] of board.agents) {
        const own = shares.filter(share => share.agent === agent);
        const of = (kind: string) => own.filter(share => share.kind === kind);
        const sum = (each: typeof own, field: 'talkedMs' | 'heldMs') =>
          each.reduce((all, share) => all + share[field], 0);
        expect(
          {
            answered: of('talked').length,
            missed: of('unanswered').length,
            talkMs: sum(of('talked'), 'talkedMs'),
            heldMs: sum(of('talked'), 'heldMs'),
          },
          told,
        ).toEqual({
          answered: day.answered,
          missed: Object.values(day.missed ?? {}).reduce((all, one) => all + one, 0),
          talkMs: day.talkMs,
          heldMs: day.heldMs ?? 0,
        });
      }
    }
    // Of each kind there were enough that a rule which is another one would show.
    for (const end of ['answered', 'abandoned', 'gone']) expect(ends.get(end) ?? 0, end).toBeGreaterThan(50);
  });
});

test('a call between two of ours is in no figure, and one that lives is not yet', () => {
  const begun = generatedCall(randomFrom(3), 0);
  expect(
    countCall(
      'c',
      begun.slice(0, -1).filter(({ kind }) => kind !== 'call-ended'),
    ),
  ).toBeNull();
  const ours = begun.map(fact => (fact.kind === 'call-arrived' ? { ...fact, direction: 'internal' } : fact));
  expect(countCall('c', ours as CallFact[])).toBeNull();
});

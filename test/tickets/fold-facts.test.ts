import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallEntry, CallFact } from '../../src/calls/events.ts';
import { allOf, foldFacts, type Stories, subjectsOf } from '../../src/tickets/fold-facts.ts';

const NOTHING: Stories = { calls: new Map(), recordings: new Map() };

const arrived = (ticket: string): CallFact => ({
  kind: 'call-arrived',
  at: 1,
  direction: 'in',
  ticket,
  opensTicket: true,
  callerNumber: '+584145550101',
  callerName: '',
  dialled: '*626',
  from: 'trunk',
  agent: null,
});
const road = (call: string): CallFact[] => [
  arrived(`OA-2026-${call}`),
  { kind: 'queued', at: 2, queue: 'averias', topic: 'averia', priority: 1 },
  { kind: 'answered', at: 3, agent: 'ana', waitedMs: 1 },
  { kind: 'recording-started', at: 4, recording: `calls/${call}-1`, agent: 'ana' },
  { kind: 'recording-paused', at: 5, recording: `calls/${call}-1` },
  { kind: 'recording-resumed', at: 6, recording: `calls/${call}-1` },
  { kind: 'call-ended', at: 7, by: 'caller', why: 'hung-up', phase: 'talking', cause: 16 },
  { kind: 'recording-ended', at: 8, recording: `calls/${call}-1`, ok: true },
  { kind: 'wrap-up-ended', at: 9, agent: 'ana', disposition: 'resuelto', note: '' },
];
const entriesOf = (facts: readonly (readonly [string | null, CallEntry['fact']])[]): CallEntry[] =>
  facts.map(([call, fact], index) => ({ node: 'n1', seq: index + 1, at: fact.at, call, fact }));

/** Both roads, each in its order, the second beginning after so many facts of the first, and an agent's fact in it. */
const together = (after: number): CallEntry[] => {
  const first = road('c1').map(fact => ['c1', fact] as const);
  const second = road('c2').map(fact => ['c2', fact] as const);
  const about = { kind: 'phone-changed', at: 1, agent: 'ana', phone: 'registered' } as const;
  return entriesOf([...first.slice(0, after), [null, about], ...second, ...first.slice(after)]);
};

/** Folds one batch after the other, as a store does. */
function inBatches(batches: readonly (readonly CallEntry[])[]): Stories {
  return batches.reduce<Stories>((known, batch) => {
    const { calls, recordings, complete } = foldFacts(batch, known);
    expect(complete).toBe(true);
    return {
      calls: new Map([...known.calls, ...allOf(calls).map(each => [each.id, each] as const)]),
      recordings: new Map([...known.recordings, ...allOf(recordings).map(each => [each.id, each] as const)]),
    };
  }, NOTHING);
}

describe('facts that are folded', () => {
  it('make the same calls and recordings in one batch and in many', () => {
    fc.assert(
      fc.property(fc.nat(9), fc.array(fc.nat(19), { maxLength: 4 }), (after, cuts) => {
        const entries = together(after);
        const at = [0, ...new Set(cuts), entries.length].sort((a, b) => a - b);
        const batches = at.slice(1).map((end, index) => entries.slice(at[index], end));
        const whole = inBatches([entries]);
        const cut = inBatches(batches);
        const byId = <Story>(stories: ReadonlyMap<string, Story>) =>
          Object.fromEntries([...stories].sort(([a], [b]) => (a < b ? -1 : 1)));
        expect(byId(cut.calls)).toEqual(byId(whole.calls));
        expect(byId(cut.recordings)).toEqual(byId(whole.recordings));
      }),
    );
  });

  it('tell which stories they begin, which they continue, and which jobs they ask for', () => {
    const first = foldFacts(entriesOf([['c1', arrived('OA-2026-000001')]]), NOTHING);
    expect([first.calls.begun.map(({ id }) => id), first.calls.continued]).toEqual([['c1'], []]);
    expect(first.jobs.map(({ job }) => job.name)).toEqual(['open-ticket']);
    const known = { ...NOTHING, calls: new Map(first.calls.begun.map(each => [each.id, each])) };
    const next = foldFacts(
      entriesOf([['c1', { kind: 'answered', at: 3, agent: 'ana', waitedMs: 1 }]]),
      known,
    );
    expect([next.calls.begun, next.calls.continued.map(({ agent }) => agent)]).toEqual([[], ['ana']]);
    expect(next.jobs.map(({ job }) => job.name)).toEqual(['follow-call']);
  });

  it('are not complete when they are about what is not known and they do not begin', () => {
    const tail = road('c1').slice(-3);
    const entries = entriesOf(tail.map(fact => ['c1', fact] as const));
    expect(foldFacts(entries, NOTHING)).toMatchObject({ calls: { begun: [] }, complete: false });
    const calls = inBatches([entriesOf([['c1', arrived('OA-2026-000001')]])]).calls;
    expect(foldFacts(entries, { calls, recordings: new Map() }).complete).toBe(false);
    expect(subjectsOf(entries)).toMatchObject({ calls: ['c1'], recordings: [expect.any(String)] });
  });
});

import { describe, expect, test } from 'vitest';
import type { AgentFact, CallEntry, CallFact } from '../../src/calls/events.ts';
import {
  added,
  COUNT_IDS,
  COUNTS_OF,
  FAMILIES,
  familyOf,
  type SomeCounts,
} from '../../src/figures/counts.ts';
import { FAMILIES_BY, GROUPS } from '../../src/figures/groups.ts';
import type { Asked, Behind, CallBehind, Cursor, GroupedBy } from '../../src/figures/ports.ts';
import { newId } from '../../src/kit/ids.ts';
import { generatedCall } from '../figures/generated-calls.ts';
import { randomFrom } from '../kit/random.ts';
import { answered, arrived, callBack, ended, HOUR, MINUTE, queued } from '../tickets/scene.ts';
import { entries } from './calls-contract.ts';
import { person } from './people-contract.ts';
import { FIGURES_NOW, memoryWorld, type RecordsWorld } from './records-world.ts';

/** Days that no other test has calls in. */
const DAY = Date.parse('2031-04-28T04:00:00Z');
/** So few that most numbers have several pages. */
const PAGE = 60;
const WITHIN = new Map([
  ['averias', 20_000],
  ['comercial', 8_000],
]);
const HOURS = Array.from({ length: 25 }, (_, hour) => DAY + hour * HOUR);
const asked: Asked = { from: DAY, to: DAY + 24 * HOUR, withinMs: WITHIN };
const groups: readonly GroupedBy[] = GROUPS.map(by =>
  by === 'hour' ? { by, bins: HOURS.slice(0, 24) } : by === 'day' ? { by, bins: [DAY] } : { by },
);

export function figuresContract(world: () => RecordsWorld): void {
  describe('figures', () => {
    const caughtUp = async () => {
      while (!(await world().figures.catchUp()));
    };
    const all = async (behind: Behind): Promise<CallBehind[]> => {
      const found: CallBehind[] = [];
      for (let after: Cursor | null = null; ; ) {
        const page: readonly CallBehind[] = await world().figures.behind(behind, after, PAGE);
        found.push(...page);
        if (page.length < PAGE) return found;
        after = page.at(-1) ?? null;
      }
    };

    test('are the same whatever they are counted by, and as many calls are behind a number as it says', async () => {
      const random = randomFrom(5);
      const node = `figures-${newId()}`;
      const told: CallEntry[] = [];
      for (let each = 0; each < 400; each++) {
        const call = newId();
        // A few before and after the day, and over its midnights.
        const at = DAY - HOUR + Math.floor(random() * 26 * HOUR);
        for (const fact of generatedCall(random, at))
          told.push({ node, seq: told.length + 1, at: fact.at, call, fact });
      }
      // Nobody else's: other tests leave theirs standing.
      const agents = ['ana', 'berta', 'luis', 'nilo'].map(name => `${name}-${node}`);
      for (const agent of agents)
        for (const fact of workingDay(agent, random))
          told.push({ node, seq: told.length + 1, at: fact.at, call: null, fact });
      // Others of this database may stand somewhere all the time.
      await caughtUp();
      const stood = (await world().figures.sums('time', asked, null))[0]?.counts ?? {};
      // What `calls` writes comes in pieces.
      const half = Math.floor(told.length / 2);
      await world().calls.save(told.slice(0, half));
      await caughtUp();
      await world().calls.save(told.slice(half));
      await caughtUp();
      const plain = memoryWorld();
      await plain.calls.save(told);
      for (const family of FAMILIES) {
        const total = (await world().figures.sums(family, asked, null))[0]?.counts ?? {};
        const own = family === 'time' ? less(total, stood) : total;
        expect(close(own), family).toEqual(
          close((await plain.figures.sums(family, asked, null))[0]?.counts ?? {}),
        );
        for (const count of COUNTS_OF[family])
          if (count !== 'dndMs') expect(total[count], count).toBeGreaterThan(0);
        for (const grouped of groups.filter(({ by }) => FAMILIES_BY[by].includes(family))) {
          const rows = await world().figures.sums(family, asked, grouped);
          expect(close(rows.map(row => row.counts).reduce(added, {})), grouped.by).toEqual(close(total));
          expect(rows.length).toBeGreaterThan(grouped.by === 'day' ? 0 : 1);
        }
      }
      const counts = COUNT_IDS.filter(count => familyOf(count) !== 'time' && !/Ms$|Sum$/.test(count));
      for (const count of counts) {
        const behind = { ...asked, count };
        const [row] = await world().figures.sums(familyOf(count), asked, null);
        expect(await world().figures.countBehind(behind), count).toBe(row?.counts[count]);
        const found = await all(behind);
        expect(found.length, count).toBe(row?.counts[count]);
        expect(new Set(found.map(({ call, place }) => `${call}/${place}`)).size).toBe(found.length);
        expect(found).toEqual(await plain.figures.behind(behind, null, 1_000));
      }
      // What a mean is made of is what its rows say of themselves.
      for (const [sum, count, span] of SPANS) {
        const [row] = await world().figures.sums(familyOf(sum), asked, null);
        const found = await all({ ...asked, count });
        const own = found.reduce((before, each) => before + (each[span] ?? 0), 0);
        expect(Number(own.toFixed(4)), sum).toBe(Number((row?.counts[sum] ?? 0).toFixed(4)));
      }
      for (const grouped of groups.filter(({ by }) => FAMILIES_BY[by].includes('share'))) {
        const [first] = await world().figures.sums('share', asked, grouped);
        const row = { grouped, keys: [first?.key ?? ''] };
        expect(await world().figures.countBehind({ ...asked, count: 'worked', row })).toBe(
          first?.counts.worked,
        );
      }
    });

    test('are counted beside a call that cannot be, which is named and counted when it can', async () => {
      const { calls, figures } = world();
      const at = DAY - 60 * 24 * HOUR;
      const of = { ...asked, from: at - HOUR, to: at + HOUR };
      const total = async () => (await figures.sums('call', of, null))[0]?.counts.callsIn ?? 0;
      const [good, bad, late] = [newId(), newId(), newId()];
      const told = (facts: readonly CallFact[]) => [arrived(at), ...facts, ended(at + 9)];
      // As a later version, or a fault, might have written it.
      const unreadable = { kind: 'caller-chose', at: at + 1 } as CallFact;
      const words = { es: 'Avería', en: 'Fault' };
      const readable = { kind: 'caller-chose', at: at + 2, label: words, value: words } as const;
      await calls.save(entries(bad, told([unreadable])));
      await calls.save(entries(good, told([])));
      await caughtUp();
      expect(await total()).toBe(1);
      const aside = await figures.setAside(10);
      expect(aside).toMatchObject({ total: 1, named: [{ subject: bad }] });
      expect(aside.named[0]?.why).not.toBe('');
      await calls.save(entries(late, told([])));
      await figures.countAgain();
      await caughtUp();
      expect([await total(), (await figures.setAside(10)).total]).toEqual([2, 1]);
      await calls.save(entries(bad, [...told([unreadable]), readable]).slice(-1));
      await caughtUp();
      await figures.countAgain();
      expect([await total(), (await figures.setAside(10)).total]).toEqual([3, 0]);
    });

    test('are of one queue or of one agent, where they are asked so', async () => {
      const rows = await world().figures.sums('turn', asked, { by: 'queue' });
      for (const { key, counts } of rows) {
        const [own] = await world().figures.sums('turn', { ...asked, queue: key }, null);
        expect(own?.counts).toEqual(counts);
      }
      const [ana] = await world().figures.sums('share', { ...asked, agent: 'ana' }, { by: 'agent' });
      const everybody = await world().figures.sums('share', asked, { by: 'agent' });
      expect(close(ana?.counts ?? {})).toEqual(
        close(everybody.find(({ key }) => key === 'ana')?.counts ?? {}),
      );
      expect(await world().figures.sums('call', { ...asked, agent: 'ana' }, null)).toEqual([]);
      expect(await world().figures.sums('time', { ...asked, queue: 'averias' }, null)).toEqual([]);
    });

    test('have a call once, in the hour in which it came, and what is added to it later in the same', async () => {
      const { calls, figures } = world();
      const call = newId();
      const midnight = DAY - 30 * 24 * HOUR;
      const talk = [
        arrived(midnight - MINUTE),
        queued(midnight - MINUTE),
        answered(midnight - MINUTE + 5_000, 'ana'),
        ended(midnight + 5 * MINUTE),
      ];
      const of = (from: number) => ({ ...asked, from, to: from + HOUR });
      await calls.save(entries(call, talk.slice(0, 3)));
      await caughtUp();
      expect(await figures.sums('call', of(midnight - HOUR), null)).toEqual([]);
      await calls.save(entries(call, talk).slice(3));
      await caughtUp();
      const wrapped = {
        kind: 'wrap-up-ended',
        at: midnight + 7 * MINUTE,
        agent: 'ana',
        disposition: 'x',
        note: '',
      } as const;
      expect(await figures.sums('call', of(midnight), null)).toEqual([]);
      const [before] = await figures.sums('share', of(midnight - HOUR), null);
      expect(before?.counts).toMatchObject({
        handled: 1,
        talkMs: 6 * MINUTE - 5_000,
        wrapUpMs: 0,
        disposed: 0,
      });
      await calls.save(entries(call, [...talk, wrapped]).slice(4));
      await caughtUp();
      const [after] = await figures.sums('share', of(midnight - HOUR), null);
      expect(after?.counts).toMatchObject({ handled: 1, wrapUpMs: 2 * MINUTE, disposed: 1 });
    });

    test('say of who hung up whether anybody has talked with them since, whoever called', async () => {
      const { calls, figures, people } = world();
      const agent = await people.add(person({ displayName: 'Agente Veinte' }));
      const at = DAY - 40 * 24 * HOUR;
      const number = (of: string, fact: object) =>
        ({ ...fact, callerNumber: of, ticket: `OA-${of}` }) as never;
      const gone = (of: string, when: number) => [
        number(of, arrived(when)),
        queued(when + 1_000),
        ended(when + 30_000, 'caller', 'waiting'),
      ];
      const [alone, back, other] = [newId(), newId(), newId()];
      await calls.save(entries(alone, gone('+581', at)));
      await calls.save(entries(back, gone('+582', at + 1_000)));
      await calls.save(entries(other, gone('+582', at + 2_000)));
      const made = newId();
      const talk = [
        number('+582', callBack(at + HOUR, agent.id)),
        answered(at + HOUR + 9_000, agent.id),
        ended(at + HOUR + MINUTE),
      ];
      await calls.save(entries(made, talk));
      await caughtUp();
      const behind = { ...asked, from: at, to: at + 2 * HOUR, count: 'abandoned' } as const;
      const list = await all(behind);
      expect(list.map(({ call, talkedSince, callerNumber }) => [call, callerNumber, talkedSince])).toEqual([
        [other, '+582', at + HOUR + 9_000],
        [back, '+582', at + HOUR + 9_000],
        [alone, '+581', null],
      ]);
      expect((await all({ ...behind, uncalled: true })).map(({ call }) => call)).toEqual([alone]);
      expect(await figures.countBehind({ ...behind, uncalled: true })).toBe(1);
      const [reached] = await all({ ...behind, count: 'outAnswered' });
      expect(reached).toMatchObject({
        call: made,
        agent: agent.id,
        agentName: 'Agente Veinte',
        recorded: false,
      });
    });

    test('lead to each turn with its own agent, wait and talk', async () => {
      const { calls, figures } = world();
      const call = newId();
      const at = DAY - 50 * 24 * HOUR;
      const spans = { talkedMs: 20_000, heldMs: 5_000 };
      const moved = { kind: 'transferred', at: at + 34_000, agent: 'uno', note: '', wrapUp: true } as const;
      const chosen = (when: number, agent: string, disposition: string) =>
        ({ kind: 'wrap-up-ended', at: when, agent, disposition, note: '' }) as const;
      await calls.save(
        entries(call, [
          arrived(at),
          queued(at),
          answered(at + 9_000, 'uno'),
          { ...moved, queue: 'comercial', ...spans },
          { kind: 'queued', at: at + 34_000, queue: 'comercial', topic: 't', priority: 1 },
          chosen(at + 40_000, 'uno', 'transferida'),
          { ...answered(at + 56_000, 'tres'), waitedMs: 22_000 } as CallFact,
          // A supervisor takes it over.
          { ...moved, at: at + 90_000, agent: 'tres', queue: '', taken: true, talkedMs: 34_000, heldMs: 0 },
          { ...answered(at + 90_000, 'sara'), waitedMs: 22_000 } as CallFact,
          { kind: 'call-ended', at: at + 99_000, by: 'caller', phase: 'talking', cause: 16, talkedMs: 9_000 },
          chosen(at + 100_000, 'tres', 'resuelta'),
          chosen(at + 120_000, 'sara', 'seguimiento'),
        ]),
      );
      await caughtUp();
      const behind = { ...asked, from: at, to: at + HOUR };
      const told = ({ queue, agent, turn, waitedMs, talkedMs, disposition }: CallBehind) =>
        [queue, agent, turn, waitedMs, talkedMs, disposition] as const;
      expect((await all({ ...behind, count: 'answered' })).map(told)).toEqual([
        ['comercial', 'tres', 'answered', 22_000, 34_000, 'resuelta'],
        ['averias', 'uno', 'answered', 8_000, 20_000, 'transferida'],
      ]);
      expect((await all({ ...behind, count: 'handled' })).map(told)).toEqual([
        ['comercial', 'sara', null, null, 9_000, 'seguimiento'],
        ['comercial', 'tres', null, 22_000, 34_000, 'resuelta'],
        ['averias', 'uno', null, 8_000, 20_000, 'transferida'],
      ]);
      expect(await figures.countBehind({ ...behind, count: 'callsAnswered' })).toBe(1);
    });

    test('have the time of who is at work now, up to now', async () => {
      const { calls, figures } = world();
      const agent = newId();
      const since = FIGURES_NOW - 100 * MINUTE;
      const facts: AgentFact[] = [{ kind: 'will-changed', at: since, agent, will: { kind: 'ready' } }];
      await calls.save(
        facts.map((fact, index) => ({ node: `n-${agent}`, seq: index + 1, at: fact.at, call: null, fact })),
      );
      await caughtUp();
      const span = { from: FIGURES_NOW - HOUR, to: FIGURES_NOW + HOUR, withinMs: WITHIN, agent };
      expect(await figures.sums('time', span, { by: 'agent' })).toMatchObject([
        { key: agent, counts: { readyMs: HOUR, talkingMs: 0 } },
      ]);
    });
  });
}

/** The sums of spans, and in which lists of calls they are. */
const SPANS = [
  ['waitedMs', 'answered', 'waitedMs'],
  ['talkMs', 'handled', 'talkedMs'],
  ['holdMs', 'handled', 'heldMs'],
  ['wrapUpMs', 'handled', 'wrapUpMs'],
  ['joinedMs', 'joined', 'talkedMs'],
] as const;

/** Sums of fractions depend on their order. */
const close = (counts: SomeCounts) =>
  Object.fromEntries(Object.entries(counts).map(([count, value]) => [count, Number(value.toFixed(4))]));

const less = (counts: SomeCounts, others: SomeCounts): SomeCounts =>
  Object.fromEntries(
    COUNT_IDS.filter(count => count in counts).map(count => [
      count,
      (counts[count] ?? 0) - (others[count] ?? 0),
    ]),
  );

function workingDay(agent: string, random: () => number): AgentFact[] {
  let at = DAY + Math.floor(random() * HOUR);
  const later = () => {
    at += Math.floor(random() * 40 * MINUTE);
    return at;
  };
  return [
    { kind: 'will-changed', at, agent, will: { kind: 'ready' } },
    { kind: 'work-changed', at: later(), agent, work: 'offered', call: 'c' },
    { kind: 'work-changed', at: later(), agent, work: 'talking', call: 'c' },
    { kind: 'work-changed', at: later(), agent, work: 'wrap-up', call: 'c' },
    { kind: 'work-changed', at: later(), agent, work: 'idle', call: null },
    { kind: 'phone-changed', at: later(), agent, phone: 'reconnecting' },
    { kind: 'phone-changed', at: later(), agent, phone: 'registered' },
    { kind: 'will-changed', at: later(), agent, will: { kind: 'break', code: 'lunch' } },
    { kind: 'will-changed', at: later(), agent, will: { kind: 'off' } },
  ];
}

import { describe, expect, test } from 'vitest';
import type { CallFact } from '../../src/calls/events.ts';
import { newId } from '../../src/kit/ids.ts';
import { recordingId } from '../../src/recordings/recording-story.ts';
import { type Sight, sightOf } from '../../src/rights/sight.ts';
import {
  type CustomerHistoryEntry,
  HISTORY_KINDS,
  type HistoryKind,
} from '../../src/tickets/customer-history.ts';
import type { TicketFact } from '../../src/tickets/events.ts';
import type { HistoryAsked } from '../../src/tickets/ports/customer-history.ts';
import type { Ticket } from '../../src/tickets/ticket-data.ts';
import { answered, arrived, callBack, ended, NOON } from '../tickets/scene.ts';
import { entries } from './calls-contract.ts';
import { person } from './people-contract.ts';
import type { RecordsWorld } from './records-world.ts';
import { EVERYTHING, freshTicket } from './tickets-contract.ts';

export function customerHistoryContract(world: () => RecordsWorld): void {
  describe('the past of a customer', () => {
    const read = (customer: string, asked: Partial<HistoryAsked> = {}) =>
      world().customerHistory.page({
        ...{ customer, kinds: HISTORY_KINDS, sight: EVERYTHING, before: null, limit: 50 },
        ...asked,
      });
    const told = async (customer: string, ...kinds: HistoryKind[]) => (await read(customer, { kinds })).items;

    /** A ticket with the call that opened it. */
    async function called(
      at: number,
      said: Partial<Ticket>,
      known: readonly CallFact[] = [],
      facts: readonly TicketFact[] = [],
    ) {
      const { tickets, calls } = world();
      const call = newId();
      const number = `OA-${call}`;
      const ticket = freshTicket({ number, openedBy: call, openedAt: at, summary: `a las ${at}`, ...said });
      await calls.save(
        entries(call, [{ ...arrived(at), ticket: number } as CallFact, ...known, ended(at + 9_000)]),
      );
      await tickets.save(
        ticket,
        null,
        [{ kind: 'opened', call } as const, ...facts].map(fact => ({ at: at + 10_000, call, fact })),
        [],
      );
      return { number, call };
    }

    const byLine = (customer: string): CallFact => ({
      kind: 'caller-identified',
      at: NOON,
      customer,
      by: 'line',
    });

    test('has the calls of the tickets that are theirs, closed ones too, and none that a person gave to another one', async () => {
      const [mine, other] = [newId(), newId()];
      const agent = await world().people.add(person({ displayName: 'Agente Diez' }));
      const talk = [answered(NOON + 1_000, agent.id)];
      const first = await called(NOON, { customerId: mine, state: 'closed' }, talk);
      const second = await called(NOON + 10_000, { customerId: mine }, [byLine(mine)]);
      const unnamed = await called(NOON + 15_000, { customerId: null }, [byLine(mine)]);
      await called(NOON + 20_000, { customerId: other, customerAt: NOON }, [byLine(mine)]);
      await called(NOON + 30_000, { customerId: null, customerAt: NOON }, [byLine(mine)]);
      const calls = await told(mine, 'call');
      expect(calls.map(({ ticket }) => ticket.number)).toEqual([unnamed.number, second.number, first.number]);
      expect(calls.at(-1)).toMatchObject({
        at: NOON,
        call: first.call,
        direction: 'in',
        outcome: 'answered',
        agentName: 'Agente Diez',
        disposition: null,
        talkedMs: 8_000,
        recordings: [],
        ticket: { state: 'closed', summary: `a las ${NOON}`, callerNumber: '+584145550101' },
      });
      expect(await told(newId(), ...HISTORY_KINDS)).toEqual([]);
    });

    test('has calls out, and no call that is under way or among ourselves', async () => {
      const { calls } = world();
      const mine = newId();
      const { number, call } = await called(NOON, { customerId: mine });
      const more = async (facts: readonly CallFact[]) => {
        const id = newId();
        await calls.save(
          entries(
            id,
            facts.map(fact => ('ticket' in fact ? { ...fact, ticket: number } : fact) as CallFact),
          ),
        );
        return id;
      };
      const out = await more([callBack(NOON + 60_000), ended(NOON + 70_000)]);
      await more([callBack(NOON + 80_000)]);
      await more([{ ...callBack(NOON + 90_000), direction: 'internal' } as CallFact, ended(NOON + 95_000)]);
      const found = await told(mine, 'call');
      expect(found.map(one => ('call' in one ? one.call : ''))).toEqual([out, call]);
      expect(found[0]).toMatchObject({ direction: 'out', outcome: 'not-reached' });
    });

    test('has tickets, when they were closed and how; what was noted, by whom; and messages apart from calls', async () => {
      const mine = newId();
      const ana = await world().people.add(person({ displayName: 'Ana Agente' }));
      const left = { ...ended(NOON + 5_000, 'caller', 'voicemail'), message: true } as CallFact;
      const { number, call } = await called(
        NOON,
        { customerId: mine, state: 'closed', closedAs: 'unreachable' },
        [left],
        [
          { kind: 'noted', by: ana.id, text: 'Llamar por la tarde' },
          { kind: 'disposition', by: 'gone', code: 'none', note: 'Pidió otra fecha' },
          { kind: 'disposition', by: ana.id, code: 'none', note: '' },
          { kind: 'closed', by: ana.id, agreed: false, how: 'unreachable' },
        ],
      );
      const all = (await read(mine)).items;
      expect(all.map(({ kind }) => kind)).toEqual(['note', 'note', 'ticket', 'message']);
      expect(all).toMatchObject([
        { at: NOON + 10_000, call, byName: null, text: 'Pidió otra fecha', ticket: { number } },
        { at: NOON + 10_000, call, byName: 'Ana Agente', text: 'Llamar por la tarde' },
        { at: NOON, closedAt: NOON + 10_000, closedAs: 'unreachable' },
        { at: NOON, call, outcome: 'left-message' },
      ]);
      expect((await told(mine, 'note', 'message')).map(({ kind }) => kind)).toEqual([
        'note',
        'note',
        'message',
      ]);
      expect(await told(mine, 'call')).toEqual([]);
    });

    test('is paged by places: each entry once, also those of one instant, and none that came meanwhile', async () => {
      const mine = newId();
      for (let at = 0; at < 4; at += 1) await called(NOON, { customerId: mine });
      const whole = (await read(mine)).items;
      expect(whole).toHaveLength(8);
      const parts: CustomerHistoryEntry[] = [];
      for (let before: HistoryAsked['before'] = null, end = false; !end; ) {
        const { items, next } = await read(mine, { before, limit: 3 });
        if (parts.length === 0) await called(NOON + 99, { customerId: mine });
        parts.push(...items);
        before = next;
        end = next === null;
      }
      expect(parts.map(({ key }) => key)).toEqual(whole.map(({ key }) => key));
      expect(new Set(parts.map(({ key }) => key)).size).toBe(8);
      expect((await read(mine, { limit: 10 })).next).toBeNull();
    });

    test('names the recordings that the reader may hear, and no others', async () => {
      const { recordings } = world();
      const [mine, me] = [newId(), newId()];
      const spoken = (at: number, agent: string): CallFact[] => [
        answered(at + 1_000, agent),
        { kind: 'recording-started', at: at + 1_001, recording: `calls/${agent}/${at}`, agent },
      ];
      const [own, others] = [recordingId(`calls/${me}/${NOON}`), recordingId(`calls/other/${NOON + 20_000}`)];
      await called(NOON, { customerId: mine }, spoken(NOON, me));
      await called(NOON + 20_000, { customerId: mine }, spoken(NOON + 20_000, 'other'));
      const heard = async (sight: Sight) =>
        (await read(mine, { kinds: ['call'], sight })).items.flatMap(one =>
          'recordings' in one ? [one.recordings] : [],
        );
      const reader = { id: me, role: 'agent', level: 1, queues: [], areas: [] } as const;
      const onTheLine = sightOf(reader, { customers: [mine], tickets: [] });
      expect(await heard(EVERYTHING)).toEqual([[others], [own]]);
      expect(await heard(onTheLine)).toEqual([[], [own]]);
      await recordings.fail(own, 'missing');
      expect(await heard(onTheLine)).toEqual([[], []]);
    });

    test('is of nobody whose names are asked for in vain', async () => {
      const { ticketContext, customers } = world();
      const id = newId();
      await customers.save({
        ...{ id, name: 'Clienta Prueba', document: `V-${id}`, segment: 'person', lines: [] },
        ...{ account: { id, state: 'in-good-standing' }, contract: null },
      });
      expect([...(await ticketContext.customerNames([id, 'gone']))]).toEqual([[id, 'Clienta Prueba']]);
    });
  });
}

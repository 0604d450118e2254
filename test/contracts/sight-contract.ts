import { describe, expect, test } from 'vitest';
import type { CallFact } from '../../src/calls/events.ts';
import { soughtOf } from '../../src/customers/search.ts';
import { newId } from '../../src/kit/ids.ts';
import { recordingId } from '../../src/recordings/recording-story.ts';
import type { TicketSubject } from '../../src/rights/sight.ts';
import { mayListen, NOTHING_IN_HAND, type Sight, seesTicket, sightOf } from '../../src/rights/sight.ts';
import { HISTORY_KINDS } from '../../src/tickets/customer-history.ts';
import type { ChangedRow } from '../../src/tickets/ports/change-feed.ts';
import type { Ticket } from '../../src/tickets/ticket-data.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { answered, arrived, ended, NOON, queued } from '../tickets/scene.ts';
import { entries } from './calls-contract.ts';
import { addAreas, type RecordsWorld } from './records-world.ts';
import { freshTicket } from './tickets-contract.ts';

/** The stores narrow their lists as `rights/sight.ts` judges one thing: the same tickets and recordings, counted alike. */
export function sightContract(world: () => RecordsWorld): void {
  describe('what is in sight of a reader', () => {
    /** A centre of its own within the records: its people, areas and customers are nobody else's. */
    async function scene() {
      const { tickets, calls } = world();
      const id = newId();
      const [here, there, up] = ['here', 'there', 'up'].map(name => `${name}-${id}`) as [
        string,
        string,
        string,
      ];
      await addAreas(world().seed, here, there, up);
      const [me, other] = [`me-${id}`, `other-${id}`];
      const [mine, theirs] = [`mine-${id}`, `theirs-${id}`];
      const elsewhere = { area: there, homeArea: there, workedIn: [there], state: 'in-progress' } as const;
      /** Its calls: who had them, and who else spoke on their recordings. */
      const kinds: Record<
        string,
        {
          ticket: Partial<Ticket>;
          agent?: string;
          before?: string;
          joins?: string;
          speaker?: string;
          live?: true;
        }
      > = {
        elsewhere: { ticket: elsewhere, agent: other },
        atWork: { ticket: { ...elsewhere, area: here }, agent: other },
        home: { ticket: { ...elsewhere, homeArea: here, highestLevel: 2 }, agent: other },
        workedBefore: { ticket: { ...elsewhere, workedIn: [here, there], highestLevel: 2 }, agent: other },
        up: { ticket: { ...elsewhere, area: up, highestLevel: 2, workedIn: [there, up] }, agent: other },
        assigned: { ticket: { ...elsewhere, assignee: me, highestLevel: 3 }, agent: other },
        ofMyCall: { ticket: elsewhere, agent: me },
        thatIGaveOn: { ticket: elsewhere, agent: other, before: me },
        thatIJoined: { ticket: elsewhere, agent: other, joins: me },
        ofWhatISaid: { ticket: elsewhere, agent: other, speaker: me },
        customers: { ticket: { ...elsewhere, customerId: mine }, agent: other },
        otherCustomers: { ticket: { ...elsewhere, customerId: theirs } },
        waits: { ticket: { area: here, homeArea: here, workedIn: [], state: 'received' }, live: true },
        leftTheLine: { ticket: { area: here, homeArea: here, workedIn: [], state: 'received' } },
        talksNow: { ticket: { ...elsewhere, area: here }, live: true, agent: other },
      };
      const names = Object.keys(kinds);
      const all = new Map<string, Ticket>();
      const recordings = new Map<string, string>();
      for (const [place, name] of names.entries()) {
        const { ticket: fields, agent, before, joins, speaker, live } = kinds[name] as (typeof kinds)[string];
        const call = newId();
        const at = NOON + place;
        const ticket = freshTicket({
          openedBy: call,
          number: `OA-${id}-${name}`,
          summary: `avería ${id.slice(-12)}`,
          openedAt: at,
          ...fields,
        });
        const facts: CallFact[] = [{ ...arrived(at), ticket: ticket.number } as CallFact, queued(at + 1)];
        if (before !== undefined) {
          const sent = {
            kind: 'transferred',
            at: at + 2,
            agent: before,
            queue: 'averias',
            note: '',
            wrapUp: true,
          } as const;
          facts.push(answered(at + 1, before), { ...sent, talkedMs: 1 });
        }
        if (agent !== undefined) {
          const recording = `calls/${call}/1`;
          facts.push(answered(at + 2, agent), {
            kind: 'recording-started',
            at: at + 3,
            recording,
            agent: speaker ?? agent,
          });
          recordings.set(recordingId(recording), name);
        }
        if (joins !== undefined) {
          const asked = { agent: other, colleague: joins } as const;
          facts.push(
            { kind: 'consulted', at: at + 4, ...asked, note: '' },
            { kind: 'consult-answered', at: at + 5, ...asked },
            { kind: 'consult-ended', at: at + 6, ...asked, why: 'hung-up' },
          );
        }
        if (!live) facts.push(ended(at + 10));
        await calls.save(entries(call, facts));
        const opened = [{ at, call, fact: { kind: 'opened', call } as const }];
        expect(await tickets.save(ticket, null, opened, [])).toBe(true);
        all.set(name, ticket);
      }
      const reader = { id: me, role: 'agent', level: 1, queues: [], areas: [here] } as const;
      const inHand = { customers: [mine], tickets: [`OA-${id}-otherCustomers`] };
      const sights: Record<string, Sight> = {
        agent: sightOf(reader, NOTHING_IN_HAND),
        onTheLine: sightOf({ ...reader, areas: [] }, inHand),
        keptFrom: sightOf({ ...reader, hearsOwn: false }, NOTHING_IN_HAND),
        ofNoArea: sightOf({ ...reader, id: `nobody-${id}`, areas: [] }, NOTHING_IN_HAND),
        level2: sightOf({ ...reader, level: 2, areas: [up, here] }, NOTHING_IN_HAND),
        supervisor: sightOf({ ...reader, role: 'supervisor' }, NOTHING_IN_HAND),
        ended: sightOf({ ...reader, only: { call: 'c', ticket: `OA-${id}-home` } }, NOTHING_IN_HAND),
        endedWithout: sightOf({ ...reader, only: { call: 'c', ticket: null } }, NOTHING_IN_HAND),
      };
      return { id, names, all, recordings, sights, mine, other };
    }

    const TICKETS: Record<string, readonly string[]> = {
      agent: [
        'atWork',
        'home',
        'workedBefore',
        'assigned',
        'ofMyCall',
        'thatIGaveOn',
        'thatIJoined',
        'ofWhatISaid',
        'leftTheLine',
        'talksNow',
      ],
      keptFrom: [
        'atWork',
        'home',
        'workedBefore',
        'assigned',
        'ofMyCall',
        'thatIGaveOn',
        'thatIJoined',
        'ofWhatISaid',
        'leftTheLine',
        'talksNow',
      ],
      onTheLine: [
        'assigned',
        'ofMyCall',
        'thatIGaveOn',
        'thatIJoined',
        'ofWhatISaid',
        'customers',
        'otherCustomers',
      ],
      ofNoArea: [],
      level2: [
        'atWork',
        'home',
        'workedBefore',
        'up',
        'assigned',
        'ofMyCall',
        'thatIGaveOn',
        'thatIJoined',
        'ofWhatISaid',
        'leftTheLine',
        'talksNow',
      ],
      ended: ['home'],
      endedWithout: [],
    };
    const RECORDINGS: Record<string, readonly string[]> = {
      agent: ['ofMyCall', 'ofWhatISaid'],
      onTheLine: ['ofMyCall', 'ofWhatISaid'],
      keptFrom: [],
      ofNoArea: [],
      level2: ['home', 'workedBefore', 'up', 'assigned', 'ofMyCall', 'ofWhatISaid'],
      ended: [],
      endedWithout: [],
    };

    test('is listed, counted, paged and found, and nothing else', async () => {
      const { tickets, recordings } = world();
      const { id, names, all, recordings: spoken, sights } = await scene();
      const sought = soughtOf(id.slice(-12), 'VE');
      const subjects = new Map(
        await Promise.all(
          names.map(async name => [name, await tickets.subject(all.get(name)?.number ?? '')] as const),
        ),
      );
      for (const [who, sight] of Object.entries(sights)) {
        const page = { sight, sought, limit: 100, offset: 0 };
        const seen = (await tickets.list(page)).items.map(({ number }) => number.slice(`OA-${id}-`.length));
        const judged = names.filter(name => {
          const subject = subjects.get(name);
          return subject && seesTicket(sight, subject);
        });
        expect(seen, who).toEqual([...judged].reverse());
        expect(judged, who).toEqual(TICKETS[who] ?? names);
        const parts = [];
        for (let offset = 0; offset <= judged.length; offset += 2) {
          const part = await tickets.list({ ...page, limit: 2, offset });
          expect(part.total, who).toBe(judged.length);
          parts.push(...part.items.map(one => one.number.slice(`OA-${id}-`.length)));
        }
        expect(parts, who).toEqual(seen);

        const sound = await recordings.list(page);
        const heard = sound.items.flatMap(one => spoken.get(one.id) ?? []);
        const agentOf = async (recording: string) => (await recordings.get(recording))?.agent ?? null;
        const audible: string[] = [];
        for (const [recording, name] of spoken) {
          const ticket = subjects.get(name) ?? null;
          const subject = { kind: 'call', agent: await agentOf(recording), ticket } as const;
          if (mayListen(sight, subject)) audible.push(name);
        }
        expect([...heard].sort(), who).toEqual([...audible].sort());
        expect(audible, who).toEqual(RECORDINGS[who] ?? [...spoken.values()]);
        expect(sound.total, who).toBe(audible.length);
      }
    });

    test('is not opened by a search for the exact number, whatever that is shown beyond', async () => {
      const { tickets } = world();
      const { sights } = await scene();
      const number = `OA-2031-${100_000 + Math.floor(Math.random() * 900_000)}`;
      const area = `there-${newId()}`;
      await addAreas(world().seed, area);
      const ticket = freshTicket({ number, area, homeArea: area, state: 'in-progress' });
      const opened = [
        { at: NOON, call: ticket.openedBy, fact: { kind: 'opened', call: ticket.openedBy } as const },
      ];
      await tickets.save(ticket, null, opened, []);
      const sought = soughtOf(number, 'VE');
      for (const [who, sight] of Object.entries(sights)) {
        const { items, total } = await tickets.list({ sight, sought, state: 'closed', limit: 9, offset: 0 });
        expect([items.length, total], who).toEqual(who === 'supervisor' ? [1, 1] : [0, 0]);
      }
    });

    test('is all that is told of a customer’s past', async () => {
      const { customerHistory } = world();
      const { sights, mine } = await scene();
      const told = async (who: string) => {
        const sight = sights[who] as Sight;
        const asked = { customer: mine, kinds: HISTORY_KINDS, sight, before: null, limit: 10 };
        const { items } = await customerHistory.page(asked);
        return items.map(({ kind, ticket }) => `${kind} ${ticket.number.split('-').at(-1)}`);
      };
      expect(await told('supervisor')).toEqual(['ticket customers', 'call customers']);
      expect(await told('onTheLine')).toEqual(['ticket customers', 'call customers']);
      for (const who of ['agent', 'level2', 'ofNoArea', 'ended']) expect(await told(who)).toEqual([]);
    });

    test('is judged by what the news of it say', async () => {
      const { tickets, changeFeed, calls } = world();
      const { all, other } = await scene();
      const heard: ChangedRow[] = [];
      const stop = await changeFeed.watch(one => heard.push(one));
      const ticket = all.get('ofWhatISaid') as Ticket;
      await tickets.save({ ...ticket, summary: 'otra', version: ticket.version + 1 }, ticket.version, [], []);
      const call = ticket.openedBy ?? '';
      await calls.save(
        entries(
          call,
          [{ kind: 'recording-ended', at: NOON + 99, recording: `calls/${call}/1`, ok: true }],
          'late',
        ),
      );
      const subject = await tickets.subject(ticket.number);
      expect([...(subject?.agents ?? [])].sort()).toContain(other);
      const ofTicket = () => heard.find(one => 'ticket' in one && one.ticket.number === ticket.number);
      const ofSound = () => heard.find(one => 'recording' in one && one.recording.call === call);
      await waitUntil(() => ofTicket() !== undefined && ofSound() !== undefined, { what: 'news of both' });
      expect(sorted(subjectOf(ofTicket()))).toEqual(sorted(subject));
      expect(sorted(subjectOf(ofSound()))).toEqual(sorted(subject));
      await stop();
    });

    const subjectOf = (row: ChangedRow | undefined) => (row && 'subject' in row ? row.subject : undefined);
    const sorted = (subject: TicketSubject | null | undefined) =>
      subject ? { ...subject, agents: [...new Set(subject.agents)].sort() } : subject;
  });
}

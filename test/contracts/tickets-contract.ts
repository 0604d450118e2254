import { describe, expect, test } from 'vitest';
import type { CallFact } from '../../src/calls/events.ts';
import type { CustomerSummary } from '../../src/customers/customer.ts';
import { soughtOf } from '../../src/customers/search.ts';
import { newId } from '../../src/kit/ids.ts';
import type { Diagnosis } from '../../src/tickets/diagnosis.ts';
import type { TicketCard, TicketFact } from '../../src/tickets/events.ts';
import type { TicketFilter } from '../../src/tickets/ports/desk.ts';
import type { Ticket } from '../../src/tickets/ticket-data.ts';
import { demoCustomer } from '../ivr/caller.ts';
import { HOSTILE_TEXTS } from '../kit/hostile-texts.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { answered, arrived, ended, NOON, opened } from '../tickets/scene.ts';
import { entries, wholeCall } from './calls-contract.ts';
import { person } from './people-contract.ts';
import { addAreas, type RecordsWorld } from './records-world.ts';
import { FOUND_BY, FOUND_CUSTOMER_BY, NOT_FOUND_BY, TOO_SHORT } from './search-forms.ts';

export const EVERYTHING = { of: 'everything' } as const;

/** A ticket nobody has seen yet, opened by a call of its own. */
export function freshTicket(fields: Partial<Ticket> = {}): Ticket {
  const call = newId();
  return { ...opened([arrived()]).next, number: `OA-${call}`, openedBy: call, ...fields };
}

const customer = (id: string, lines: readonly string[]): CustomerSummary => ({
  id,
  name: `Cliente ${id}`,
  document: `V-${id}`,
  segment: 'person',
  lines: lines.map(number => ({ number, service: 'mobile', address: '' })),
  account: { id, state: 'in-good-standing' },
  contract: null,
});

const openedBy = (ticket: Ticket) => [
  { at: NOON, call: ticket.openedBy, fact: { kind: 'opened', call: ticket.openedBy } as const },
];

export function ticketsContract(world: () => RecordsWorld): void {
  describe('a ticket', () => {
    test('is written once and read back as it was', async () => {
      const { tickets } = world();
      const ticket = freshTicket({
        summary: 'Sin tono',
        customerName: 'Ana',
        levelDueAt: NOON + 1,
        priority: 2,
      });
      expect(await tickets.save(ticket, null, openedBy(ticket), [])).toBe(true);
      expect(await tickets.get(ticket.number)).toEqual(ticket);
      expect(await tickets.byCall(ticket.openedBy ?? '')).toEqual(ticket);
      expect(await tickets.facts(ticket.number)).toEqual(openedBy(ticket));
      expect(await tickets.calls(ticket.number)).toEqual([ticket.openedBy]);
      expect(await tickets.get('OA-none')).toBeNull();
      expect(await tickets.byCall('none')).toBeNull();
    });

    test('cannot be opened twice, neither by its number nor by its call', async () => {
      const { tickets } = world();
      const ticket = freshTicket();
      await tickets.save(ticket, null, openedBy(ticket), []);
      expect(await tickets.save(ticket, null, openedBy(ticket), [])).toBe(false);
      const twin = { ...ticket, number: `${ticket.number}-twin` };
      expect(await tickets.save(twin, null, openedBy(twin), [])).toBe(false);
      expect(await tickets.get(twin.number)).toBeNull();
    });

    test('changes only from the version that was seen; of many at once one wins', async () => {
      const { tickets } = world();
      const ticket = freshTicket();
      await tickets.save(ticket, null, openedBy(ticket), []);
      const change = (text: string) =>
        tickets.save(
          { ...ticket, summary: text, version: 2 },
          1,
          [{ at: NOON, call: null, fact: { kind: 'described', by: text, summary: text } }],
          [],
        );
      const won = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(change));
      expect(won.filter(Boolean)).toHaveLength(1);
      const facts = await tickets.facts(ticket.number);
      expect(facts).toHaveLength(2);
      expect(facts[1]?.fact).toMatchObject({ summary: (await tickets.get(ticket.number))?.summary });
    });

    test('takes in more calls, and a call hangs on one ticket only', async () => {
      const { tickets } = world();
      const [one, other] = [freshTicket(), freshTicket()];
      for (const ticket of [one, other]) await tickets.save(ticket, null, openedBy(ticket), []);
      const call = newId();
      const join = (ticket: Ticket) =>
        tickets.save(
          { ...ticket, version: 2 },
          1,
          [{ at: NOON, call, fact: { kind: 'call-joined', call } }],
          [],
        );
      expect(await join(one)).toBe(true);
      expect(await join(other)).toBe(false);
      expect(await tickets.calls(one.number)).toEqual([one.openedBy, call]);
      expect((await tickets.get(other.number))?.version).toBe(1);
    });

    test('is listed newest first by state, level, area, assignee and words', async () => {
      const { tickets, people, seed } = world();
      const { id: assignee } = await people.add(person({ displayName: 'Agente Nueve' }));
      const area = newId();
      await addAreas(seed, area);
      const all = [
        freshTicket({ area, openedAt: NOON, summary: 'Sin 100% tono' }),
        freshTicket({ area, openedAt: NOON + 1, state: 'in-progress', level: 2, assignee }),
        freshTicket({ area, openedAt: NOON + 2, state: 'closed', customerName: 'Panadería Ejemplo' }),
      ];
      for (const ticket of all) await tickets.save(ticket, null, openedBy(ticket), []);
      const numbers = async (filter: object) => {
        const { items, total } = await tickets.list({
          sight: EVERYTHING,
          area,
          limit: 10,
          offset: 0,
          ...filter,
        });
        expect(total).toBe(items.length);
        return items.map(item => all.findIndex(ticket => ticket.number === item.number));
      };
      expect(await numbers({})).toEqual([2, 1, 0]);
      expect(await numbers({ state: 'open' })).toEqual([1, 0]);
      expect(await numbers({ state: 'closed' })).toEqual([2]);
      expect(await numbers({ level: 2 })).toEqual([1]);
      expect(await numbers({ assignee })).toEqual([1]);
      expect(await numbers({ assignee: null, state: 'in-progress' })).toEqual([]);
      expect(await numbers({ assignee: null })).not.toContain(1);
      expect(await numbers({ sought: soughtOf('100% tono', 'VE') })).toEqual([0]);
      expect(await numbers({ sought: soughtOf('panadería', 'VE') })).toEqual([2]);
      const { items, total } = await tickets.list({ sight: EVERYTHING, area, limit: 1, offset: 1 });
      expect(total).toBe(3);
      expect(items[0]?.assigneeName).toBe('Agente Nueve');
      expect(Object.keys(items[0] ?? {})).not.toContain('openedBy');
    });
  });

  test('tickets past their attention limit are counted while they are open, the longest overdue first', async () => {
    const { tickets } = world();
    // Long before all others, so that whatever else is there does not count.
    const [first, second, closed, ahead] = [1, 2, 1, 4].map((attentionDueAt, place) =>
      freshTicket({ attentionDueAt, state: place === 2 ? 'closed' : 'received' }),
    ) as [Ticket, Ticket, Ticket, Ticket];
    for (const ticket of [first, second, closed, ahead])
      await tickets.save(ticket, null, openedBy(ticket), []);
    expect(await tickets.overdue(3)).toEqual({ total: 2, oldest: [first.number, second.number] });
  });

  describe('a ticket of a call that came to nothing', () => {
    test('is listed by that, and one that ended in the menu, or was among ourselves, is none of the closed ones', async () => {
      const { tickets, seed } = world();
      const area = newId();
      await addAreas(seed, area);
      const listed = async (state: TicketFilter['state']) =>
        (await tickets.list({ sight: EVERYTHING, state, area, limit: 9, offset: 0 })).items
          .map(card => card.summary)
          .sort();
      const all: Partial<Ticket>[] = [
        { summary: 'abandoned', abandoned: true },
        { summary: 'called back', abandoned: true, state: 'closed', closedAs: 'agreed' },
        { summary: 'menu', state: 'closed', closedAs: 'left-in-menu' },
        { summary: 'ended by menu', state: 'closed', closedAs: 'ended-by-menu' },
        { summary: 'open' },
        {
          summary: 'ours',
          state: 'closed',
          closedAs: 'internal-call',
          internal: { caller: 'ana', called: 'luis' },
        },
        { summary: 'solved', state: 'closed', closedAs: 'unreachable' },
      ];
      for (const fields of all) {
        const ticket = freshTicket({ area, ...fields });
        await tickets.save(ticket, null, openedBy(ticket), []);
        expect(await tickets.get(ticket.number)).toMatchObject(fields);
      }
      expect(await listed('abandoned')).toEqual(['abandoned']);
      expect(await listed('left-in-menu')).toEqual(['menu']);
      expect(await listed('internal-call')).toEqual(['ours']);
      expect(await listed('closed')).toEqual(['called back', 'ended by menu', 'solved']);
      expect(await listed('open')).toEqual(['abandoned', 'open']);
      expect(await listed(undefined)).toHaveLength(7);
    });
  });

  describe('the talk in which a customer can have agreed', () => {
    const MINUTE = 60_000;

    async function scene(fields: Partial<Ticket>) {
      const { calls, ticketContext: ground, tickets } = world();
      const ticket = freshTicket({ callerNumber: `+58${newId()}`, ...fields });
      await tickets.save(ticket, null, openedBy(ticket), []);
      return {
        ticket,
        /** A call that began so many minutes after noon, was answered a minute later and lasted five. */
        async call(from: number, change: Partial<typeof RING> = {}, facts: readonly CallFact[] = []) {
          const id = newId();
          const at = NOON + from * MINUTE;
          const ring = { ...RING, at, ticket: `OA-${id}`, callerNumber: ticket.callerNumber, ...change };
          const end = { ...ended(at + 6 * MINUTE), at: at + 6 * MINUTE } as CallFact;
          await calls.save(
            entries(id, [ring, ...facts, { ...answered(at + MINUTE), at: at + MINUTE } as CallFact, end]),
          );
          return id;
        },
        talk: (since: number) => ground.talk(ticket, NOON + since * MINUTE),
      };
    }

    const RING = arrived() as Extract<CallFact, { kind: 'call-arrived' }>;
    const identified = (customer: string): CallFact => ({
      kind: 'caller-identified',
      at: NOON,
      customer,
      by: 'line',
    });

    test('is the newest answered call from the same line, whichever ticket it opened', async () => {
      const { ticket, call, talk } = await scene({});
      expect(await talk(0)).toBeNull();
      await call(1);
      const second = await call(20);
      await call(30, { callerNumber: '+580000000000' });
      expect(await talk(0)).toEqual({ call: second, at: NOON + 21 * MINUTE, agent: 'ana' });
      expect(ticket.openedBy).not.toBe(second);
    });

    test('went on after the moment that is asked for, or goes on still', async () => {
      const { call, talk } = await scene({});
      const one = await call(10);
      expect(await talk(15)).toMatchObject({ call: one });
      expect(await talk(17)).toBeNull();
    });

    test('was not with another customer on the same line, and may have been from another line', async () => {
      const [mine, other] = [newId(), newId()];
      const { call, talk } = await scene({ customerId: mine });
      await call(1, {}, [identified(other)]);
      expect(await talk(0)).toBeNull();
      const elsewhere = await call(10, { callerNumber: '+580000000001' }, [identified(mine)]);
      expect(await talk(0)).toMatchObject({ call: elsewhere });
      const unknown = await call(20);
      expect(await talk(0)).toMatchObject({ call: unknown });
    });

    test('was not with one whom the agent knew to be somebody else, nor surely on a line of several', async () => {
      const mine = newId();
      const { ticket, call, talk } = await scene({ customerId: mine });
      const stranger: CallFact = { kind: 'caller-unknown', at: NOON, agent: 'ana', customer: mine };
      await call(1, {}, [stranger]);
      expect(await talk(0)).toBeNull();
      const sure = await call(10, {}, [identified(mine)]);
      await call(20);
      for (const id of [mine, newId()]) {
        await world().customers.save({
          id,
          name: 'Ana Pérez',
          document: `V-${id}`,
          segment: 'person',
          lines: [{ number: ticket.callerNumber, service: 'fixed', address: '' }],
          account: { id: '', state: 'unknown' },
          contract: null,
        });
      }
      expect(await talk(0)).toMatchObject({ call: sure });
    });

    test('without a number and a customer is only what hangs on the ticket itself', async () => {
      const { ticket, call, talk } = await scene({ callerNumber: '' });
      await call(1);
      expect(await talk(0)).toBeNull();
      const back = await call(10, { direction: 'out', opensTicket: false, ticket: ticket.number });
      await world().tickets.save(
        { ...ticket, version: 2 },
        1,
        [{ at: NOON, call: back, fact: { kind: 'call-joined', call: back } }],
        [],
      );
      expect(await talk(0)).toMatchObject({ call: back });
      const internal = await call(20, {
        direction: 'internal',
        opensTicket: false,
        ticket: ticket.number,
        agent: 'ana',
        to: 'luis',
      });
      await world().tickets.save(
        { ...ticket, version: 3 },
        2,
        [{ at: NOON, call: internal, fact: { kind: 'call-joined', call: internal } }],
        [],
      );
      expect(await talk(0)).toMatchObject({ call: back });
    });
  });

  describe('a job', () => {
    const job = (key: string) => ({
      job: { name: 'attention-limit', ticket: key } as const,
      runAt: NOON,
      key,
    });

    test('is planned with the change that asks for it, once', async () => {
      const { tickets, jobs } = world();
      const ticket = freshTicket();
      const key = `k.${ticket.number}`;
      await tickets.save(ticket, null, openedBy(ticket), [job(key)]);
      await tickets.save({ ...ticket, version: 2 }, 1, [], [{ ...job(key), runAt: NOON + 5 }]);
      expect((await jobs()).filter(one => one.key === key)).toEqual([job(key)]);
      expect(await tickets.save({ ...ticket, version: 9 }, 8, [], [job(`${key}.lost`)])).toBe(false);
      expect((await jobs()).filter(one => one.key === `${key}.lost`)).toEqual([]);
    });

    test('is settled with its effect: the same job has no second one', async () => {
      const { tickets, book } = world();
      const ticket = freshTicket();
      const key = `e.${ticket.number}`;
      await tickets.save(ticket, null, openedBy(ticket), [job(key)]);
      expect(await book.isDone(key)).toBe(false);
      expect(await tickets.save({ ...ticket, version: 2 }, 1, [], [], key)).toBe(true);
      expect(await book.isDone(key)).toBe(true);
      expect(await tickets.save({ ...ticket, version: 3 }, 2, [], [], key)).toBe(false);
      expect((await tickets.get(ticket.number))?.version).toBe(2);
    });

    test('is not settled by an effect that came too late', async () => {
      const { tickets, book } = world();
      const ticket = freshTicket();
      const key = `l.${ticket.number}`;
      await tickets.save(ticket, null, openedBy(ticket), [job(key)]);
      expect(await tickets.save({ ...ticket, version: 9 }, 8, [], [], key)).toBe(false);
      expect(await book.isDone(key)).toBe(false);
      await book.settle(key);
      await book.settle(key);
      expect(await book.isDone(key)).toBe(true);
    });
  });

  describe('what callers may hear of tickets', () => {
    test('names the lines it may be told to and finds the open ones of a line', async () => {
      const { tickets, lookups, customers } = world();
      const line = `+58414${String(Date.now()).slice(-7)}`;
      const sister = `${line}9`;
      const id = newId();
      await customers.save({
        id,
        name: 'Cliente Prueba',
        document: `V-${id}`,
        segment: 'person',
        lines: [line, sister].map(number => ({ number, service: 'mobile', address: '' })),
        account: { id, state: 'in-good-standing' },
        contract: { sla: 'hogar', level: 3 },
      });
      const mine = freshTicket({ callerNumber: '+584140000000', customerId: id, summary: 'Sin tono' });
      const closed = freshTicket({ callerNumber: line, state: 'closed' });
      for (const ticket of [mine, closed]) await tickets.save(ticket, null, openedBy(ticket), []);
      const glance = await lookups.ticket(mine.number);
      expect(glance).toMatchObject({ number: mine.number, state: 'received', level: 1, summary: 'Sin tono' });
      expect([...(glance?.lines ?? [])].sort()).toEqual(['+584140000000', line, sister].sort());
      expect((await lookups.openTicketsOf(sister)).map(one => one.number)).toEqual([mine.number]);
      expect((await lookups.openTicketsOf('+584140000000')).map(one => one.number)).toEqual([mine.number]);
      expect(await lookups.openTicketsOf('')).toEqual([]);
      expect(await lookups.callerOf(sister)).toEqual({
        owners: [await customers.get(id)],
        openTickets: [glance],
      });
      expect(await lookups.callerOf('')).toEqual({ owners: [], openTickets: [] });
      expect((await lookups.openTicketsOfCustomer(id, '')).map(one => one.number)).toEqual([mine.number]);
      const nobodys = freshTicket({ callerNumber: line });
      await tickets.save(nobodys, null, openedBy(nobodys), []);
      expect((await lookups.openTicketsOfCustomer(id, line)).map(one => one.number).sort()).toEqual(
        [mine.number, nobodys.number].sort(),
      );
      expect(await lookups.ticket('OA-none')).toBeNull();
    });
  });

  describe('a line that several customers share', () => {
    test('proves nobody to be the customer of a ticket, except where it was opened from', async () => {
      const { tickets, lookups, customers } = world();
      const line = `+58424${String(Date.now()).slice(-7)}`;
      const [anna, bruno] = [newId(), newId()];
      for (const id of [anna, bruno]) await customers.save(customer(id, [line]));
      const elsewhere = freshTicket({ callerNumber: '+584140000002', customerId: anna });
      const fromHere = freshTicket({ callerNumber: line, customerId: bruno });
      for (const ticket of [elsewhere, fromHere]) await tickets.save(ticket, null, openedBy(ticket), []);
      expect((await lookups.ticket(elsewhere.number))?.lines).toEqual(['+584140000002']);
      expect((await lookups.ticket(fromHere.number))?.lines).toEqual([line]);
      expect((await lookups.openTicketsOf(line)).map(one => one.number)).toEqual([fromHere.number]);
      const { owners, openTickets } = await lookups.callerOf(line);
      expect(owners).toEqual(await customers.findByLine(line));
      expect(openTickets.map(one => one.number)).toEqual([fromHere.number]);
      expect((await lookups.openTicketsOfCustomer(anna, line)).map(one => one.number)).toEqual([
        elsewhere.number,
      ]);
    });
  });

  describe('the customer of a ticket', () => {
    test('is kept as they were known when it became theirs, once, and what becomes of them later is not', async () => {
      const { tickets, customers } = world();
      const [anna, bruno] = [customer(newId(), ['+584140000011']), customer(newId(), [])];
      for (const one of [anna, bruno]) await customers.save(one);
      const ticket = freshTicket({ customerId: anna.id });
      await tickets.save(ticket, null, openedBy(ticket), []);
      const change = async (version: number, fields: Partial<Ticket>) =>
        expect(await tickets.save({ ...ticket, ...fields, version }, version - 1, [], [])).toBe(true);
      expect(await tickets.customerThen(ticket.number)).toEqual({ at: expect.any(Number), known: anna });
      await customers.save({ ...anna, name: 'Anna Otra', account: { id: 'x', state: 'unknown' } });
      await change(2, { customerId: anna.id, summary: 'Sin tono' });
      expect((await tickets.customerThen(ticket.number))?.known).toEqual(anna);
      await change(3, { customerId: bruno.id });
      expect((await tickets.customerThen(ticket.number))?.known).toEqual(bruno);
      await change(4, { customerId: null });
      expect(await tickets.customerThen(ticket.number)).toBeNull();
      await change(5, { customerId: anna.id });
      expect((await tickets.customerThen(ticket.number))?.known).toEqual(anna);
      expect(await tickets.customerThen('OA-none')).toBeNull();
    });

    test('who is not in the directory stops no ticket, and nothing is kept of them', async () => {
      const { tickets } = world();
      const ticket = freshTicket({ customerId: newId() });
      expect(await tickets.save(ticket, null, openedBy(ticket), [])).toBe(true);
      expect(await tickets.customerThen(ticket.number)).toBeNull();
    });
  });

  describe('a diagnosis', () => {
    const content: Diagnosis = {
      ...{
        format: 'cauce-diagnosis-1',
        user: 'ana',
        at: 9,
        since: 1,
        browser: 'Firefox "1"',
        version: '0.1.0',
      },
      entries: [
        { at: 1, kind: 'sip-sent', text: 'REGISTER sip:x SIP/2.0\nFrom: •••101' },
        { at: 2, kind: 'voice', text: '', figures: { lost: 0.125 } },
      ],
    };

    test('is kept with the fact that tells of it, or not at all', async () => {
      const { tickets } = world();
      const ticket = freshTicket({});
      await tickets.save(ticket, null, openedBy(ticket), []);
      const card = { id: newId(), ticket: ticket.number, by: 'ana', at: 9, since: 1 };
      const fact: TicketFact = {
        ...{ kind: 'diagnosis-attached', by: 'ana', diagnosis: card.id, since: 1, until: 9 },
      };
      const attach = (version: number) =>
        tickets.save({ ...ticket, version }, version - 1, [{ at: 9, call: null, fact }], [], undefined, [], {
          card,
          content,
        });
      expect(await attach(7)).toBe(false);
      expect(await tickets.diagnoses(ticket.number)).toBe(0);
      expect(await attach(2)).toBe(true);
      expect(await tickets.diagnoses(ticket.number)).toBe(1);
      expect(await tickets.diagnosis(ticket.number, card.id)).toEqual({ card, content });
      expect((await tickets.facts(ticket.number)).at(-1)?.fact).toEqual(fact);
    });

    test('is found on its own ticket alone', async () => {
      const { tickets } = world();
      expect(await tickets.diagnoses('OA-none')).toBe(0);
      expect(await tickets.diagnosis('OA-none', newId())).toBeNull();
    });
  });

  describe('a search', () => {
    const bakery = demoCustomer('demo-panaderia');
    const number = 'OA-2026-000123';

    test('finds by any form of what is known of a ticket, its call and its customer, and by nothing else', async () => {
      const { tickets, recordings, calls, customers } = world();
      await customers.save(bakery);
      const call = newId();
      const ticket = freshTicket({
        number,
        openedBy: call,
        callerNumber: '+584145550103',
        customerId: bakery.id,
        customerName: bakery.name,
        summary: 'Sin tono; avise al 0212-555.77.88',
        state: 'closed',
      });
      const there = await tickets.get(number);
      if (there === null) {
        expect(await tickets.save(ticket, null, openedBy(ticket), [])).toBe(true);
        const told = wholeCall(number, `calls/${call}/1`).map(fact =>
          fact.kind === 'call-arrived' ? { ...fact, callerNumber: '+584145550103' } : fact,
        );
        await calls.save(entries(call, told));
      }
      const found = async (text: string) => {
        const page = { sight: EVERYTHING, limit: 200, offset: 0, sought: soughtOf(text, 'VE') };
        const [work, sound] = await Promise.all([tickets.list(page), recordings.list(page)]);
        return [
          work.items.some(one => one.number === number),
          sound.items.some(one => one.ticket === number),
        ];
      };
      for (const text of FOUND_BY) expect(await found(text), text).toEqual([true, true]);
      for (const text of NOT_FOUND_BY) expect(await found(text), text).toEqual([false, false]);
      for (const text of TOO_SHORT) expect(await found(text), text).toEqual([false, false]);
      for (const text of FOUND_CUSTOMER_BY) {
        const { items } = await customers.search(soughtOf(text, 'VE'), 20);
        expect(
          items.some(one => one.id === bakery.id),
          text,
        ).toBe(true);
      }
      for (const text of TOO_SHORT)
        expect((await customers.search(soughtOf(text, 'VE'), 20)).items, text).toEqual([]);
    });

    test('with text that would be SQL or a pattern finds nothing, and the text is kept as it was written (SEC-27)', async () => {
      const { tickets, recordings, customers } = world();
      const written = freshTicket({ summary: HOSTILE_TEXTS.join(' '), customerName: HOSTILE_TEXTS[0] });
      await tickets.save(written, null, openedBy(written), []);
      const elsewhere = freshTicket({ summary: 'sin tono' });
      await tickets.save(elsewhere, null, openedBy(elsewhere), []);
      for (const text of HOSTILE_TEXTS) {
        const page = { sight: EVERYTHING, limit: 200, offset: 0, sought: soughtOf(text, 'VE') };
        expect((await tickets.list(page)).items.map(({ number: found }) => found)).not.toContain(
          elsewhere.number,
        );
        expect((await recordings.list(page)).items, text).toEqual([]);
        expect((await customers.search(soughtOf(text, 'VE'), 20)).items, text).toEqual([]);
      }
      expect(await tickets.get(written.number)).toEqual(written);
      expect(await tickets.get(elsewhere.number)).toEqual(elsewhere);
    });

    test('for the exact number of a ticket shows it whatever the list is narrowed to', async () => {
      const { tickets } = world();
      const list = async (text: string) =>
        (
          await tickets.list({
            sight: EVERYTHING,
            state: 'open',
            area: 'elsewhere',
            limit: 9,
            offset: 0,
            sought: soughtOf(text, 'VE'),
          })
        ).items.map(one => one.number);
      for (const text of ['OA-2026-000123', '2026000123', '000123', '123'])
        expect(await list(text)).toEqual([number]);
      for (const text of ['panaderia', '5550103', 'panaderia 000123']) expect(await list(text)).toEqual([]);
    });
  });

  describe('the feed of changed tickets', () => {
    test('bring the card as it became, to everyone who watches', async () => {
      const { tickets, changeFeed } = world();
      const heard: TicketCard[][] = [[], []];
      const stops = await Promise.all(
        heard.map(list => changeFeed.watch(one => 'ticket' in one && list.push(one.ticket))),
      );
      const ticket = freshTicket();
      await tickets.save(ticket, null, openedBy(ticket), []);
      await tickets.save({ ...ticket, summary: 'Sin tono', version: 2 }, 1, [], []);
      for (const list of heard)
        await waitUntil(() => list.some(card => card.number === ticket.number && card.version === 2), {
          what: 'news of the second version',
        });
      await Promise.all(stops.map(stop => stop()));
    });
  });
}

import { beforeEach, describe, expect, test } from 'vitest';
import { dueJobs } from '../../src/adapters/memory/jobs.ts';
import { type MemoryRecords, memoryRecords } from '../../src/adapters/memory/records.ts';
import type { CallFact } from '../../src/calls/events.ts';
import { scheduledCallJobs } from '../../src/scheduled-calls/scheduled-jobs.ts';
import { jobHandlers, runJob } from '../../src/tickets/job-handlers.ts';
import type { TicketDesk, TicketFilter } from '../../src/tickets/ports/desk.ts';
import type { Actor, RequestedStep } from '../../src/tickets/ticket-steps.ts';
import { ticketDesk } from '../../src/tickets/ticket-workflow.ts';
import { entries } from '../contracts/calls-contract.ts';
import { person } from '../contracts/people-contract.ts';
import { memoryWorld, type RecordsWorld } from '../contracts/records-world.ts';
import { type FakeClock, fakeClock } from '../kit/fake-clock.ts';
import { answered, arrived, callBack, disposed, ended, MINUTE, NOON, queued } from './scene.ts';

const OA = 'OA-2026-000001';

let records: MemoryRecords;
let world: RecordsWorld;
let clock: FakeClock;
let desk: ReturnType<typeof openDesk>;
let agent: Actor;
let technician: Actor;

beforeEach(async () => {
  records = memoryRecords();
  world = memoryWorld(records);
  clock = fakeClock(NOON);
  desk = openDesk(
    ticketDesk(world.tickets, world.ticketContext, clock, { country: 'VE', timezone: 'America/Caracas' }),
  );
  agent = await world.people.add(person({ displayName: 'Agente Uno' }));
  technician = await world.people.add(
    person({ displayName: 'Técnico Dos', role: 'agent', level: 2, queues: [] }),
  );
  records.centre = {
    ...records.centre,
    dispositions: [
      {
        code: 'conforme',
        queue: null,
        effect: 'contact-made',
        fits: 'talk',
        title: { es: 'Conforme', en: 'Agrees' },
      },
    ],
  };
});

/** What is done with tickets by whoever sees them all; what one does not see is refused in test/rights. */
function openDesk(desk: TicketDesk) {
  const sight = { of: 'everything' } as const;
  return {
    ...desk,
    list: (filter: Omit<TicketFilter, 'sight'>) => desk.list({ ...filter, sight }),
    page: (number: string, reader: Actor) => desk.page(number, reader, sight),
    step: (number: string, step: RequestedStep, reader: Actor) => desk.step(number, step, reader, sight),
  };
}

/** Everything that is due now, and what follows from it. */
async function work(): Promise<void> {
  const node = {
    list: async () => [],
    fetch: async () => Buffer.alloc(0),
    erase: async () => 'gone' as const,
  };
  const handlers = {
    ...jobHandlers({ ...world, clock, node, files: { write: async () => undefined } }),
    ...scheduledCallJobs({ ...world, clock }),
  };
  for (let due = dueJobs(records, clock.now()); due.length > 0; due = dueJobs(records, clock.now()))
    for (const { job, key } of due) await runJob(handlers, job, key);
}

async function happens(call: string, facts: readonly CallFact[]): Promise<void> {
  clock.advance(Math.max(0, ...facts.map(fact => fact.at - clock.now())));
  await world.calls.save(entries(call, facts));
  await work();
}

const page = async (reader: Actor) => {
  const found = await desk.page(OA, reader);
  if (found === null) throw new Error('there is no such ticket');
  return found;
};

describe('the road of a fault', () => {
  test('from the first ring over level 2 and back to a customer who agrees', async () => {
    await happens('c1', [
      arrived(),
      queued(NOON + 2_000),
      answered(NOON + 10_000, agent.id),
      ended(NOON + 60_000),
    ]);
    clock.advance(MINUTE);
    expect((await page(agent)).actions).toEqual([
      'describe',
      'note',
      'escalate',
      'record-solution',
      'identify',
    ]);
    expect((await page(technician)).actions).toContain('take');
    expect(await desk.onTicket(OA, agent, true)).toEqual({
      summary: false,
      solution: false,
      effects: ['none', 'solved', 'escalate'],
    });

    let { version } = await page(agent);
    ({ version } = await desk.step(
      OA,
      { action: 'describe', version, summary: 'Sin tono desde ayer.' },
      agent,
    ));
    await desk.step(OA, { action: 'escalate', version, reason: 'Requiere prueba de red' }, agent);
    expect((await desk.list({ level: 2, state: 'open', limit: 10, offset: 0 })).items[0]).toMatchObject({
      number: OA,
      area: 'nivel-2',
      summary: 'Sin tono desde ayer.',
    });
    // Who may not close it is not offered to say that the customer agrees (S1-31).
    expect((await desk.onTicket(OA, technician, true)).effects).toEqual(['none']);

    clock.advance(MINUTE);
    ({ version } = await desk.step(
      OA,
      { action: 'take', version: (await page(technician)).version },
      technician,
    ));
    await happens('c2', [
      callBack(clock.now(), technician.id),
      answered(clock.now() + 1, technician.id),
      ended(clock.now() + 2),
    ]);
    ({ version } = await page(technician));
    const solved = await desk.step(
      OA,
      { action: 'record-solution', version, solution: 'Se cambió el puerto.' },
      technician,
    );
    expect(solved).toMatchObject({
      state: 'contact-customer',
      level: 1,
      area: 'averias',
      calls: ['c1', 'c2'],
    });
    expect(solved.actions).toEqual(['describe', 'note', 'identify']);

    clock.advance(MINUTE);
    await happens('c3', [
      callBack(clock.now(), agent.id),
      answered(clock.now() + 1, agent.id),
      ended(clock.now() + 2),
      disposed(clock.now() + 3, 'conforme', 'Ya funciona.', agent.id),
    ]);
    const closed = await page(agent);
    expect(closed).toMatchObject({ state: 'closed', solution: 'Se cambió el puerto.' });
    expect(closed.timeline.map(entry => entry.words.es)).toEqual([
      'Llamó 0414-5550101 al *626.',
      'Se abrió la orden de atención.',
      'Entró en la cola averias.',
      'Agente Uno atendió tras 8 s de espera.',
      'Agente Uno tomó la orden.',
      'Entró en nivel 1, área averias, con 30 min de plazo.',
      'El cliente colgó.',
      'Agente Uno escribió el resumen: «Sin tono desde ayer.»',
      'Agente Uno escaló a nivel 2, área nivel-2: «Requiere prueba de red»',
      'Entró en nivel 2, área nivel-2.',
      'Técnico Dos llamó al 0414-5550101.',
      'Técnico Dos tomó la orden.',
      'Se unió otra llamada a la orden.',
      'El cliente contestó la llamada de Técnico Dos.',
      'El cliente colgó.',
      'Técnico Dos registró la solución: «Se cambió el puerto.»',
      'Volvió al área averias para contactar al cliente.',
      'Agente Uno llamó al 0414-5550101.',
      'Se unió otra llamada a la orden.',
      'El cliente contestó la llamada de Agente Uno.',
      'El cliente colgó.',
      'Agente Uno habló con el cliente.',
      'Agente Uno tipificó la llamada como Conforme: «Ya funciona.»',
      'Agente Uno terminó de tipificar.',
      'Agente Uno cerró la orden con la conformidad del cliente, dada en la llamada con Agente Uno.',
    ]);
    expect(closed.timeline.map(entry => entry.words.en)).toContain(
      "Agente Uno closed the ticket with the customer's agreement, given in the call with Agente Uno.",
    );
  });

  test('whose level 1 ran out goes up while nobody looks', async () => {
    await happens('c1', [arrived(), answered(NOON + 1_000, agent.id)]);
    clock.advance(31 * MINUTE);
    await work();
    expect(await page(technician)).toMatchObject({ level: 2, area: 'nivel-2', state: 'in-progress' });
    expect((await page(technician)).timeline.at(-2)?.words.es).toBe(
      'Se venció el plazo del nivel 1: escaló sola a nivel 2, área nivel-2.',
    );
  });

  test('is not lost when its jobs run late and in any order', async () => {
    await world.calls.save(
      entries('c1', [
        arrived(),
        answered(NOON + 1, agent.id),
        ended(NOON + 2),
        disposed(NOON + 3, 'x', '', agent.id),
      ]),
    );
    const last = [...records.jobs.values()].reverse();
    const node = {
      list: async () => [],
      fetch: async () => Buffer.alloc(0),
      erase: async () => 'gone' as const,
    };
    const handlers = {
      ...jobHandlers({ ...world, clock, node, files: { write: async () => undefined } }),
      ...scheduledCallJobs({ ...world, clock }),
    };
    clock.advance(MINUTE);
    for (const { job, key } of last) await runJob(handlers, job, key);
    expect((await world.tickets.facts(OA)).map(one => one.fact.kind)).toEqual([
      'opened',
      'taken',
      'level-entered',
      'disposition',
    ]);
  });
});

describe('the desk refuses', () => {
  test('a ticket that is not there', async () => {
    expect(await desk.page('OA-none', agent)).toBeNull();
    await expect(desk.step('OA-none', { action: 'take', version: 1 }, agent)).rejects.toMatchObject({
      code: 'unknown-resource',
    });
  });

  test('a step on what changed meanwhile, saying which version there is', async () => {
    await happens('c1', [arrived(), answered(NOON + 1, agent.id)]);
    const { version } = await page(agent);
    await desk.step(OA, { action: 'describe', version, summary: 'Sin tono' }, agent);
    await expect(desk.step(OA, { action: 'take', version }, technician)).rejects.toMatchObject({
      code: 'changed-meanwhile',
      details: { version: version + 1 },
    });
    const noted = await desk.step(OA, { action: 'note', version, text: 'Aviso' }, technician);
    expect(noted.version).toBe(version + 2);
  });

  test('a summary over one that its writer did not see, with the text that stands there', async () => {
    await happens('c1', [arrived(), answered(NOON + 1, agent.id)]);
    const { version } = await page(agent);
    const mine = { action: 'describe', version, summary: 'Sin tono', base: '' } as const;
    await desk.step(OA, mine, agent);
    await expect(desk.step(OA, { ...mine, summary: 'Sin datos' }, technician)).rejects.toMatchObject({
      code: 'changed-meanwhile',
      details: { present: 'Sin tono' },
    });
    // An answer that was lost on its way: the same again is no second summary.
    expect((await desk.step(OA, mine, agent)).version).toBe(version + 1);
    const seen = await desk.step(OA, { ...mine, summary: 'Sin datos', base: 'Sin tono' }, technician);
    expect(seen.summary).toBe('Sin datos');
  });

  test('to escalate without a summary, and to give up a customer nobody called', async () => {
    await happens('c1', [arrived(), answered(NOON + 1, agent.id)]);
    const { version } = await page(agent);
    await expect(desk.step(OA, { action: 'escalate', version, reason: '' }, agent)).rejects.toMatchObject({
      code: 'summary-missing',
    });
    const solve = { action: 'record-solution', solution: 'Reinicio' } as const;
    await expect(desk.step(OA, { ...solve, version }, agent)).rejects.toMatchObject({
      code: 'summary-missing',
    });
    const summed = await desk.step(OA, { action: 'describe', version, summary: 'Sin tono' }, agent);
    const waiting = await desk.step(OA, { ...solve, version: summed.version }, agent);
    expect(waiting.contactTriesLeft).toBe(3);
    const giveUp = { action: 'close', version: waiting.version, agreed: false, how: 'unreachable' } as const;
    await expect(desk.step(OA, giveUp, agent)).rejects.toMatchObject({
      code: 'step-not-possible',
      details: { contactTries: 0, contactTriesNeeded: 3 },
    });
  });

  describe('agreement without a talk', () => {
    /** Level 2 has solved what the first call was about, an hour later. */
    async function solvedAbove(): Promise<void> {
      await happens('c1', [arrived(), answered(NOON + 1, agent.id), ended(NOON + 9_000)]);
      await work();
      const steps = [
        [{ action: 'describe', summary: 'Sin tono' }, agent],
        [{ action: 'escalate', reason: '' }, agent],
        [{ action: 'record-solution', solution: 'Puerto nuevo' }, technician],
      ] as const;
      clock.advance(60 * MINUTE);
      for (const [step, who] of steps)
        await desk.step(OA, { ...step, version: (await page(who)).version } as RequestedStep, who);
    }
    const close = async () => {
      const { version } = await page(agent);
      return desk.step(OA, { action: 'close', version, agreed: true, how: 'call' }, agent);
    };
    /** Another call, to another ticket, an hour and more after the first. */
    const calls = (
      change: Partial<Extract<CallFact, { kind: 'call-arrived' }>>,
      ...more: readonly CallFact[]
    ): Promise<void> =>
      happens('c2', [
        { ...arrived(NOON + 70 * MINUTE), ticket: 'OA-2026-000002', ...change } as CallFact,
        ...more,
      ]);
    const talk = answered(NOON + 71 * MINUTE, 'nobody-left');

    test('is refused with what to do, and the page says so before', async () => {
      await solvedAbove();
      expect((await page(agent)).talk).toBeNull();
      await expect(close()).rejects.toMatchObject({ code: 'no-talk' });
    });

    test('is not made up by a call that reached nobody, or by one with another customer', async () => {
      await solvedAbove();
      await calls({}, ended(NOON + 72 * MINUTE, 'caller', 'waiting'));
      await expect(close()).rejects.toMatchObject({ code: 'no-talk' });
      await happens('c3', [
        { ...arrived(NOON + 70 * MINUTE), ticket: 'OA-3', callerNumber: '+584125550999' } as CallFact,
        talk,
      ]);
      await expect(close()).rejects.toMatchObject({ code: 'no-talk' });
    });

    test('is given by any answered call with the customer, which the ticket names', async () => {
      await solvedAbove();
      await calls({}, talk);
      expect((await page(agent)).talk).toMatchObject({ call: 'c2', at: NOON + 71 * MINUTE });
      const closed = await close();
      expect(closed).toMatchObject({ state: 'closed', closedAs: 'agreed' });
      expect(closed.timeline.at(-1)).toMatchObject({ call: 'c2', fact: { talk: { call: 'c2' } } });
    });
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Command, CommandOutcome } from '../../src/calls/commands.ts';
import { DEMO_CUSTOMERS } from '../../src/customers/demo.ts';
import { FIRST_POLICY } from '../../src/outgoing/policy.ts';
import { justOpened } from '../tickets/pictures.ts';
import { SmallCentre } from './small-centre.ts';

/** An agent calls a number that they wrote. */

const POLICY = {
  ...FIRST_POLICY,
  offHours: { calendar: 'always', lock: 'none' },
  callerIds: { centre: '+582125550100', areas: { averias: '+582125550101' } },
} as const;

let centre: SmallCentre;

beforeEach(async () => {
  centre = new SmallCentre(['ana', 'luis']);
  for (const customer of DEMO_CUSTOMERS) centre.records.customers.set(customer.id, customer);
  await centre.start();
  await centre.change({ ...centre.data, policies: { ...centre.data.policies, outgoing: POLICY } });
  await centre.ready('ana');
});
afterEach(() => centre.close());

const ask = (
  number: string,
  more: Partial<Extract<Command, { do: 'call-out' }>> = {},
): Promise<CommandOutcome> => centre.desk.carryOut({ do: 'call-out', agent: 'ana', number, ...more });

async function calls(number: string): Promise<string> {
  const begun = await ask(number);
  await centre.soon();
  return begun.ok ? (begun.call ?? '') : begun.code;
}
const arrivedOf = (call: string) => centre.factsOf(call).find(fact => fact.kind === 'call-arrived');

describe('a call to a number', () => {
  it('rings the agent, then the number in E.164 with the number of the queue’s area, and opens a ticket for that queue', async () => {
    const before = centre.numbers.left(2026);
    const call = await calls('(0414) 555.01.01');
    expect(centre.numbers.left(2026)).toBe(before - 1);
    expect(centre.call(call)).toMatchObject({
      dialled: '+584145550101',
      customer: { id: DEMO_CUSTOMERS[0]?.id },
      identifiedBy: 'line',
    });
    expect(arrivedOf(call)).toMatchObject({
      direction: 'out',
      opensTicket: true,
      queue: 'averias',
      agent: 'ana',
    });
    expect(centre.call(call).ticket).toMatch(/^OA-/);
    centre.board.answers(centre.legOf(call));
    await centre.soon();
    expect(centre.board.dialled.at(-1)).toMatchObject({
      endpoint: 'PJSIP/+584145550101@trunk',
      callerNumber: '+582125550101',
    });
  });

  it('says for which promise it was made, whoever it turns out to call', async () => {
    for (const number of ['0414-5550101', '102']) {
      const begun = await ask(number, { scheduled: 'a-promise' });
      await centre.soon();
      const call = begun.ok ? (begun.call ?? '') : begun.code;
      expect(arrivedOf(call)).toMatchObject({ agent: 'ana', scheduled: 'a-promise' });
      centre.board.hangsUp(centre.legOf(call));
      await centre.soon();
    }
  });

  it('may be made before the one that is over is wrapped up, which waits beside it; a third may not', async () => {
    const first = await calls('0414-5550101');
    const endsTalk = async (call: string) => {
      centre.board.answers(centre.legOf(call));
      await centre.soon();
      centre.board.answers(call);
      await centre.soon(5_000);
      expect(centre.phaseOf(call)).toBe('talking');
      centre.board.hangsUp(call);
      await centre.soon();
    };
    await endsTalk(first);
    expect(centre.workOf('ana')).toBe('wrap-up');
    const second = await calls('0414-5550102');
    const works = () => {
      const { work, beside } = centre.calls.registry.get('ana') ?? {};
      return [work, beside];
    };
    const before = [{ call: second }, { kind: 'wrap-up', call: first }];
    expect(works()).toMatchObject(before);
    await centre.restart();
    await centre.soon();
    expect(works()).toMatchObject(before);
    await endsTalk(second);
    expect(works()).toMatchObject([
      { kind: 'wrap-up', call: second },
      { kind: 'wrap-up', call: first },
    ]);
    expect(await ask('0414-5550103')).toEqual({ ok: false, code: 'lines-taken' });
  });

  it('hangs on the newest open ticket of the line, which opens none', async () => {
    const line = { ...justOpened, callerNumber: '+584145550101' };
    centre.records.tickets.set('OA-2026-000001', { ...line, number: 'OA-2026-000001', openedAt: 1 });
    centre.records.tickets.set('OA-2026-000002', { ...line, number: 'OA-2026-000002', openedAt: 3 });
    centre.records.tickets.set('OA-2026-000003', {
      ...line,
      number: 'OA-2026-000003',
      openedAt: 5,
      state: 'closed',
    });
    const before = centre.numbers.left(2026);
    const call = await calls('0414-5550101');
    expect(arrivedOf(call)).toMatchObject({ ticket: 'OA-2026-000002', opensTicket: false });
    expect(arrivedOf(call)).toMatchObject({ queue: 'averias' });
    expect(centre.numbers.left(2026)).toBe(before);
  });

  it('keeps for which queue it is made: the one asked for, unless its ticket is of the area of another of the agent’s', async () => {
    const [first] = centre.data.queues;
    if (!first) throw new Error('no queue');
    const own = ['averias', 'comercial'];
    await centre.change({
      ...centre.data,
      areas: [...centre.data.areas, { name: 'ventas', title: 'Ventas' }],
      queues: [first, { ...first, name: 'comercial', area: 'ventas' }],
      people: centre.data.people.map(each => (each.id === 'ana' ? { ...each, queues: own } : each)),
    });
    await centre.soon();
    const line = { ...justOpened, callerNumber: '+584145550102' };
    centre.records.tickets.set('OA-2026-000001', { ...line, number: 'OA-2026-000001' });
    const queueOf = async (number: string, queue: string) => {
      const begun = await ask(number, { queue });
      if (!begun.ok) throw new Error(begun.code);
      await centre.soon();
      const { call = '' } = begun;
      await centre.desk.carryOut({ do: 'hang-up', agent: 'ana', call });
      await centre.soon();
      return arrivedOf(call)?.queue;
    };
    expect(await queueOf('0414-5550101', 'comercial')).toBe('comercial');
    expect([justOpened.area, await queueOf('0414-5550102', 'comercial')]).toEqual(['averias', 'averias']);
  });

  it('that is refused rings nobody, opens nothing, and says why', async () => {
    const before = centre.numbers.left(2026);
    expect([
      await calls('0412-5550002'),
      await calls('171'),
      await calls('*67'),
      await calls('hola'),
    ]).toEqual(['outgoing-not-own', 'outgoing-emergency', 'outgoing-not-a-number', 'outgoing-not-a-number']);
    expect([centre.board.dialled, centre.numbers.left(2026)]).toEqual([[], before]);
    expect(centre.audit.map(({ happening }) => happening.data)).toContainEqual(
      expect.objectContaining({ entry: 'dial', code: 'outgoing-not-own' }),
    );
  });

  it('is made for a queue of the agent’s own, with a telephone that is free', async () => {
    expect(await ask('04145550101', { queue: 'comercial' })).toEqual({ ok: false, code: 'not-your-queue' });
    expect(await ask('04145550101', { agent: 'luis' })).toEqual({ ok: false, code: 'phone-not-ready' });
    await calls('04145550101');
    expect(await ask('04145550102')).toEqual({ ok: false, code: 'agent-busy' });
  });

  it('asked twice at once is made once', async () => {
    const outcomes = await Promise.all([ask('04145550101'), ask('04145550101')]);
    expect(outcomes.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect(centre.board.dialled).toHaveLength(1);
  });
});

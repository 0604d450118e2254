import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isOnHold } from '../../src/calls/legs.ts';
import { openJournal } from '../../src/kit/journal.ts';
import { talkOf } from './one-call.ts';
import { quiet, SmallCentre } from './small-centre.ts';

let centre: SmallCentre;

beforeEach(async () => {
  centre = await new SmallCentre(['ana', 'luis', 'eva']).start();
});

afterEach(() => centre.close());

const endings = (call: string) => centre.kindsOf(call).filter(kind => kind === 'call-ended');

async function talking(agent: string, number: string): Promise<string> {
  await centre.ready(agent);
  return centre.talks(number);
}

describe('a new process takes up what the old one had', () => {
  it('keeps every caller where they were: in the menu, waiting, rung for, talking, on hold; and the wrap-up', async () => {
    const { board } = centre;
    const onHold = await talking('ana', '1');
    await centre.desk.carryOut({ do: 'hold', agent: 'ana', call: onHold });
    await centre.soon();
    const over = await talking('luis', '2');
    board.hangsUp(over);
    await centre.soon();
    await centre.ready('eva');
    const rings = await centre.waits('3');
    const menu = board.rings({ callerNumber: '4' });
    await centre.soon(3_000);
    const first = await centre.waits('5');
    await centre.soon(1_000);
    const second = await centre.waits('6');
    const all = [onHold, over, rings, menu, first, second];
    const phases = all.map(call => centre.phaseOf(call));
    expect(phases).toEqual(['talking', 'ending', 'offered', 'welcome', 'waiting', 'waiting']);
    const tickets = all.map(call => centre.call(call).ticket);

    await centre.restart();

    expect(all.map(call => centre.phaseOf(call))).toEqual(phases);
    expect(all.map(call => centre.call(call).ticket)).toEqual(tickets);
    expect([centre.calls.positionOf(first), centre.calls.positionOf(second)]).toEqual([1, 2]);
    expect(['ana', 'luis', 'eva'].map(agent => centre.workOf(agent))).toEqual([
      'talking',
      'wrap-up',
      'offered',
    ]);
    expect(isOnHold(talkOf(centre.call(onHold)))).toBe(true);
    expect(board.channels.get(onHold)?.music).toBe(true);
    expect(centre.numbers.take(centre.clock.now())).toBe('OA-2026-000007');
  });

  it('serves the one who waits longest first, whichever call it finds first', async () => {
    const first = await centre.waits('1');
    await centre.soon(1_000);
    const second = await centre.waits('2');
    centre.board.registers('sp-ana');
    await centre.kill();
    // The journal holds the older call last.
    const journal = openJournal(centre.dir);
    const older = journal.states.get(`call:${first}`)?.value;
    journal.append([], [[`call:${first}`, null]]);
    journal.append([], [[`call:${first}`, older]]);
    const ana = journal.states.get('agent:ana')?.value as object;
    journal.append([], [['agent:ana', { ...ana, will: { kind: 'ready' } }]]);
    await journal.close();

    await centre.start();
    await quiet();

    expect(centre.phaseOf(first)).toBe('offered');
    expect(centre.calls.positionOf(second)).toBe(1);
  });

  it('joins an agent who answered while nobody was listening', async () => {
    await centre.ready('ana');
    const call = await centre.waits();
    const leg = centre.legOf(call);
    await centre.kill();
    centre.board.answers(leg);
    await centre.start();

    expect(centre.phaseOf(call)).toBe('talking');
    expect([...(centre.board.bridges.values().next().value ?? [])]).toEqual([call, leg]);
  });

  it('frees the agent of a caller who left meanwhile', async () => {
    await centre.ready('ana');
    const call = await centre.waits();
    await centre.kill();
    centre.board.hangsUp(call);
    await centre.start();
    await centre.soon();

    expect([centre.phaseOf(call), centre.workOf('ana')]).toEqual(['closed', 'idle']);
    expect(centre.board.channels.size).toBe(0);
    expect(endings(call)).toEqual(['call-ended']);
  });

  it('gives a customer whose agent was lost meanwhile to the next one', async () => {
    const call = await talking('ana', '1');
    const leg = centre.legOf(call);
    await centre.kill();
    centre.board.hangsUp(leg, 44);
    await centre.start();
    await centre.soon();

    expect(centre.kindsOf(call)).toContain('agent-leg-lost');
    expect(['waiting', 'offered']).toContain(centre.phaseOf(call));
  });

  it('ends what died meanwhile, each call once', async () => {
    const calls = [await talking('ana', '1'), await centre.waits('2')];
    const menu = centre.board.rings({ callerNumber: '3' });
    await centre.soon();
    await centre.kill();
    for (const call of [...calls, menu]) centre.board.hangsUp(call);
    await centre.start();
    await centre.soon(5_000);

    expect([...calls, menu].map(call => endings(call).length)).toEqual([1, 1, 1]);
    expect(centre.workOf('ana')).toBe('wrap-up');
    expect(centre.board.channels.size).toBe(0);
  });

  it('takes in a caller it never heard of', async () => {
    await centre.kill();
    centre.board.listen(() => undefined);
    const call = centre.board.rings({ callerNumber: '9', dialled: '*1' });
    await centre.start();
    await centre.soon();

    expect(centre.phaseOf(call)).toBe('waiting');
    expect(centre.call(call)).toMatchObject({ callerNumber: '9', dialled: '*1', ticket: 'OA-2026-000001' });
  });

  it('removes legs and bridges of nobody, ringing ones too', async () => {
    const { board } = centre;
    const call = await talking('ana', '1');
    const order = board.dialled[0];
    if (!order) throw new Error('nobody was rung');
    await centre.kill();
    board.addLeg({ ...order, channel: 'leg-of-nobody-1' });
    board.addLeg({ ...order, channel: 'leg-of-nobody-2' });
    board.answers('leg-of-nobody-2');
    board.bridges.set('bridge-of-nobody-1', new Set());
    await centre.start();
    await centre.soon();

    expect([...board.channels.keys()].sort()).toEqual([call, centre.legOf(call)].sort());
    expect(board.bridges.size).toBe(1);
  });

  it('gives no number twice and ends no offer twice over many restarts', async () => {
    await centre.ready('ana');
    for (let round = 0; round < 5; round += 1) {
      centre.board.rings({ callerNumber: String(round), dialled: '*1' });
      await centre.soon();
      await centre.restart();
    }
    const tickets = centre.calls.allCalls().map(call => call.ticket);
    expect(new Set(tickets).size).toBe(5);
    expect(centre.calls.allCalls().filter(call => call.phase.kind === 'offered')).toHaveLength(1);
  });
});

describe('the connection comes back', () => {
  it('and what was missed meanwhile is made up for', async () => {
    const { board } = centre;
    const talk = await talking('ana', '1');
    const waits = await centre.waits('2');
    const gone = await centre.waits('3');
    board.goesAway();
    board.hangsUp(gone);
    board.hangsUp(centre.legOf(talk), 16);
    await centre.soon(2_000);
    board.comesBack();
    await centre.soon();

    expect(centre.phaseOf(gone)).toBe('closed');
    expect(endings(gone)).toEqual(['call-ended']);
    expect([centre.phaseOf(talk), centre.calls.positionOf(waits)]).toEqual(['offered', 1]);
  });

  it('and a caller who waits again after they lost their agent may be gone without stopping the others', async () => {
    const { board } = centre;
    const lost = await talking('ana', '1');
    await centre.desk.carryOut({ do: 'set-will', agent: 'ana', will: { kind: 'off' } });
    board.hangsUp(centre.legOf(lost), 44);
    await centre.soon();
    const other = await centre.waits('2');
    board.goesAway();
    board.hangsUp(lost);
    board.comesBack();
    await centre.soon();
    await centre.ready('luis');

    expect(centre.phaseOf(other)).toBe('offered');
  });

  it('and when the telephone system itself began anew, all calls have ended', async () => {
    const talk = await talking('ana', '1');
    const waits = await centre.waits('2');
    centre.board.restarts();
    await centre.soon(5_000);

    expect([centre.phaseOf(talk), centre.phaseOf(waits)]).toEqual(['ending', 'closed']);
    expect([endings(talk).length, endings(waits).length]).toEqual([1, 1]);
    expect([...centre.board.lines.keys()].sort()).toEqual(['sp-ana', 'sp-eva', 'sp-luis']);
  });
});

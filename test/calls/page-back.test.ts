import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Will } from '../../src/agents/events.ts';
import { SmallCentre } from './small-centre.ts';

/** A page that comes back for its call, on a telephone system in memory: what is left there at the end. */

let centre: SmallCentre;
let call: string;
let old: string;

beforeEach(async () => {
  centre = await new SmallCentre(['ana', 'luis']).start();
  await centre.ready('ana');
  call = await centre.waits();
  old = centre.legOf(call);
  centre.board.answers(old);
  await centre.soon();
});

afterEach(() => centre.close());

const members = () => [...centre.board.bridges.values()].map(each => [...each].sort());

/** The page asks; answers the leg that is dialled to it. */
async function asks(line = 'sp-ana'): Promise<string> {
  const outcome = await centre.desk.carryOut({ do: 'rejoin', agent: 'ana', call, line });
  expect(outcome).toEqual({ ok: true });
  await centre.soon();
  const order = centre.board.dialled.at(-1);
  if (!order) throw new Error('nobody was rung');
  return order.channel;
}

/** Everybody hangs up; nothing may be left. */
async function nothingStays(): Promise<void> {
  centre.board.hangsUp(call);
  await centre.soon();
  await centre.desk.carryOut({ do: 'dispose', agent: 'ana', call, disposition: 'resuelto', note: '' });
  await centre.soon(60_000);
  const { board, calls } = centre;
  expect([calls.allCalls().length, board.channels.size, board.bridges.size, board.live.size]).toEqual([
    0, 0, 0, 0,
  ]);
  expect(centre.timers).toBe(0);
}

describe('an agent whose leg dies in a talk', () => {
  it.each<[string, Will]>([
    ['a break', { kind: 'break', code: 'almuerzo' }],
    ['not to be disturbed', { kind: 'dnd' }],
    ['to be off', { kind: 'off' }],
  ])('is waited for also when they have chosen %s for after it', async (_, will) => {
    centre.calls.registry.setWill('ana', will, centre.clock.now());
    centre.board.hangsUp(old, 44);
    await centre.soon();
    expect(centre.call(call).phase).toMatchObject({ kind: 'offered', agent: 'ana', only: { why: 'lost' } });
    centre.board.answers(centre.legOf(call));
    await centre.soon();
    expect(centre.workOf('ana')).toBe('talking');
    expect(centre.calls.registry.get('ana')?.will).toEqual(will);
    await nothingStays();
  });

  it('is not waited for once a supervisor has logged them out', async () => {
    centre.calls.registry.setWill('ana', { kind: 'off', why: 'directed' }, centre.clock.now());
    centre.board.hangsUp(old, 44);
    await centre.soon();
    expect(centre.call(call).phase).toMatchObject({ kind: 'waiting', first: true });
    expect(centre.call(call).phase).not.toHaveProperty('only');
    centre.board.hangsUp(call);
    await centre.soon(60_000);
  });
});

describe('a page that comes back for its call', () => {
  it('talks on in the same bridge, recorded on its new leg, and the old leg is gone', async () => {
    const [bridge] = centre.board.bridges.keys();
    const fresh = await asks();
    expect(members()).toEqual([[call, old].sort()]);
    centre.board.answers(fresh);
    await centre.soon();
    expect([...centre.board.bridges.keys()]).toEqual([bridge]);
    expect(members()).toEqual([[call, fresh].sort()]);
    expect([...centre.board.channels.keys()].sort()).toEqual([call, fresh].sort());
    expect(centre.kindsOf(call).slice(-4)).toEqual([
      'recording-started',
      'agent-rejoined',
      'recording-ended',
      'recording-started',
    ]);
    expect(centre.workOf('ana')).toBe('talking');
    await nothingStays();
    expect(
      centre.kindsOf(call).filter(kind => /^(offered|recording-started|call-ended)$/.test(kind)),
    ).toEqual(['offered', 'recording-started', 'recording-started', 'call-ended']);
  });

  it('is waited for with music when its old leg dies first', async () => {
    const fresh = await asks();
    centre.board.hangsUp(old, 44);
    await centre.soon();
    expect([centre.phaseOf(call), centre.board.channels.get(call)?.music]).toEqual(['talking', true]);
    centre.board.answers(fresh);
    await centre.soon();
    expect(centre.board.channels.get(call)?.music).toBe(false);
    expect(members()).toEqual([[call, fresh].sort()]);
    await nothingStays();
  });

  it('loses the customer to the head of the line when it does not answer either', async () => {
    await asks();
    centre.board.hangsUp(old, 44);
    await centre.soon(16_000);
    expect(centre.phaseOf(call)).toBe('offered');
    expect(centre.kindsOf(call)).toContain('agent-leg-lost');
    centre.board.answers(centre.legOf(call));
    await centre.soon();
    await nothingStays();
  });

  it('is not rung while another telephone of the agent has the voice', async () => {
    const command = { do: 'rejoin', agent: 'ana', call, line: 'ag-other' } as const;
    expect(await centre.desk.carryOut(command)).toEqual({ ok: false, code: 'call-elsewhere' });
    centre.board.unregisters('sp-ana');
    await centre.soon();
    expect(await centre.desk.carryOut(command)).toEqual({ ok: true });
  });

  it('is refused what is not its agent’s, or not a conversation', async () => {
    const ask = (agent: string, of: string) =>
      centre.desk.carryOut({ do: 'rejoin', agent, call: of, line: `sp-${agent}` });
    expect(await ask('luis', call)).toEqual({ ok: false, code: 'not-your-call' });
    expect(await ask('ana', 'no-call')).toEqual({ ok: false, code: 'call-gone' });
    centre.board.hangsUp(call);
    await centre.soon();
    expect(await ask('ana', call)).toEqual({ ok: false, code: 'call-gone' });
  });

  it.each([
    ['before it is rung', () => undefined],
    ['while it rings', () => asks()],
    [
      'when the old leg has died too',
      async () => {
        await asks();
        centre.board.hangsUp(old, 44);
        await centre.soon();
      },
    ],
  ])('gets its call although `calls` is killed %s', async (_, before) => {
    await before();
    await centre.restart();
    await centre.soon(2_000);
    const fresh = await asks();
    centre.board.answers(fresh);
    await centre.soon();
    expect(members()).toEqual([[call, fresh].sort()]);
    expect([...centre.board.channels.keys()].sort()).toEqual([call, fresh].sort());
    await nothingStays();
  });

  it('is rung again at once when the call rang where nobody hears it', async () => {
    await nothingStays();
    const next = await centre.waits();
    const unheard = centre.legOf(next);
    const line = 'sp-ana';
    expect(await centre.desk.carryOut({ do: 'rejoin', agent: 'ana', call: next, line })).toEqual({
      ok: true,
    });
    await centre.soon();
    expect([centre.phaseOf(next), centre.workOf('ana')]).toEqual(['offered', 'offered']);
    expect(centre.legOf(next)).not.toBe(unheard);
    expect([...centre.board.channels.keys()].sort()).toEqual([next, centre.legOf(next)].sort());
    expect(centre.kindsOf(next).slice(-2)).toEqual(['offer-ended', 'offered']);
    centre.board.answers(centre.legOf(next));
    await centre.soon();
    call = next;
    await nothingStays();
  });

  it('is joined when it answered while `calls` was away', async () => {
    const fresh = await asks();
    await centre.kill();
    centre.board.answers(fresh);
    await centre.start();
    await centre.soon();
    expect(members()).toEqual([[call, fresh].sort()]);
    expect([...centre.board.channels.keys()].sort()).toEqual([call, fresh].sort());
    await nothingStays();
  });

  it('leaves no leg of a ringing that ended while `calls` was away', async () => {
    const fresh = await asks();
    await centre.kill();
    centre.board.hangsUp(fresh, 19);
    await centre.start();
    await centre.soon();
    expect(members()).toEqual([[call, old].sort()]);
    await nothingStays();
  });
});

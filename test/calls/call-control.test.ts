import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Telephony } from '../../src/calls/ports/telephony.ts';
import { person, quiet, SmallCentre } from './small-centre.ts';

const DISPOSE = { do: 'dispose', disposition: 'resuelto', note: '' } as const;

/** The supervisors' board has told all that changed, ms. */
const BOARD_TOLD_MS = 250;

let centre: SmallCentre;

beforeEach(async () => {
  centre = await new SmallCentre(['ana', 'luis']).start();
});

afterEach(() => centre.close());

/** Ana talks with a caller. */
async function talk(): Promise<string> {
  await centre.ready('ana');
  return centre.talks();
}

describe('a number that is no service', () => {
  it('has a call and no ticket, and its caller is told so', async () => {
    const call = centre.board.rings({ callerNumber: '04145550101', dialled: '*99' });
    expect(centre.call(call).ticket).toBe('');
    await centre.soon(2_000);
    expect(centre.phaseOf(call)).toBe('closed');
    const told = centre.facts.find(({ fact }) => fact.kind === 'call-arrived')?.fact;
    expect(told).toMatchObject({ ticket: '', opensTicket: false });
    await centre.saveFacts();
    expect(centre.records.calls.get(call)).toMatchObject({ outcome: 'no-service', ticket: '' });
    expect(centre.records.jobs.size).toBe(0);
    // The numbers are for those who call a service.
    expect(centre.call(await centre.waits()).ticket).toBe('OA-2026-000001');
  });
});

describe('the road of a call', () => {
  it('goes from the first ring to the disposition, and leaves nothing behind', async () => {
    const { board } = centre;
    await centre.ready('ana');
    const call = board.rings({ callerNumber: '04145550101' });
    expect(centre.call(call).ticket).toBe('OA-2026-000001');
    await centre.soon(5_000);
    board.presses(call, '1');
    await centre.soon();
    board.presses(call, '#');
    await centre.soon(10_000);
    expect(centre.phaseOf(call)).toBe('offered');
    board.answers(centre.legOf(call));
    await centre.soon();
    expect([...board.bridges.values()].map(members => members.size)).toEqual([2]);
    await centre.desk.carryOut({ do: 'hold', agent: 'ana', call });
    await centre.soon(3_000);
    expect(board.channels.get(call)?.music).toBe(true);
    await centre.desk.carryOut({ do: 'resume', agent: 'ana', call });
    await centre.soon();
    board.hangsUp(call);
    await centre.soon();
    expect(centre.workOf('ana')).toBe('wrap-up');
    expect(await centre.desk.carryOut({ ...DISPOSE, agent: 'ana', call })).toEqual({ ok: true });
    await centre.soon();

    expect(centre.kindsOf(call)).toEqual([
      'call-arrived',
      'caller-chose',
      'queued',
      'offered',
      'answered',
      'recording-started',
      'recording-paused',
      'held',
      'recording-resumed',
      'resumed',
      'call-ended',
      'recording-ended',
      'wrap-up-ended',
    ]);
    expect(centre.workOf('ana')).toBe('idle');
    expect(centre.calls.allCalls()).toEqual([]);
    await centre.soon(BOARD_TOLD_MS);
    expect([board.channels.size, board.bridges.size, board.live.size, centre.timers]).toEqual([0, 0, 0, 0]);
  });

  it('is a ticket of its own for each call, from the first ring', async () => {
    const calls = [centre.board.rings({ callerNumber: '1' }), centre.board.rings({ callerNumber: '2' })];
    expect(calls.map(call => centre.call(call).ticket)).toEqual(['OA-2026-000001', 'OA-2026-000002']);
    expect(centre.journal.states.get('numbers')?.value).toMatchObject([{ next: 3 }]);
  });

  it('is written down anew only when it has changed', async () => {
    const append = vi.spyOn(centre.journal, 'append');
    const call = await talk();
    centre.board.hangsUp(call);
    await centre.soon();
    const written = append.mock.calls.flatMap(([, states]) => new Map(states).get(`call:${call}`) ?? []);
    expect(written.length).toBeGreaterThan(3);
    for (const [at, state] of written.entries()) expect(state).not.toEqual(written[at + 1]);
  });
});

describe('the journal', () => {
  it('has what led to an order before the telephone system has the order, and one line for the steps before it', async () => {
    await centre.ready('ana');
    const { board, journal } = centre;
    const journey: string[] = [];
    const append = journal.append.bind(journal);
    vi.spyOn(journal, 'append').mockImplementation((facts, states) => {
      const kinds = facts.map(({ fact }) => fact.kind);
      if (kinds.length > 0) journey.push(kinds.join(' '));
      return append(facts, states);
    });
    const push = board.dialled.push.bind(board.dialled);
    vi.spyOn(board.dialled, 'push').mockImplementation(order => {
      journey.push('dial');
      return push(order);
    });
    const call = await centre.waits();
    expect(journey).toEqual(['call-arrived queued work-changed offered', 'dial']);
    board.hangsUp(call);
    await centre.soon();
    expect(journey.at(-1)).toContain('call-ended');
  });
});

describe('offers', () => {
  it('a free agent is rung in the same moment in which the caller comes to the queue', async () => {
    await centre.ready('ana');
    const call = await centre.waits();
    expect([centre.phaseOf(call), centre.workOf('ana')]).toEqual(['offered', 'offered']);
    expect(centre.board.dialled).toMatchObject([{ endpoint: 'PJSIP/sp-ana', originator: call }]);
  });

  it('an agent who becomes free is given who waits longest', async () => {
    const first = await centre.waits('1');
    await centre.soon(1_000);
    const second = await centre.waits('2');
    expect([centre.calls.positionOf(first), centre.calls.positionOf(second)]).toEqual([1, 2]);
    await centre.ready('ana');
    expect([centre.phaseOf(first), centre.phaseOf(second)]).toEqual(['offered', 'waiting']);
    expect(centre.calls.positionOf(second)).toBe(1);
  });

  it('one who does not answer is followed by the next, with the reason', async () => {
    await centre.ready('ana', 'luis');
    const call = await centre.waits();
    await centre.soon(22_000);
    expect([centre.workOf('ana'), centre.workOf('luis')]).toEqual(['idle', 'offered']);
    const offers = centre
      .factsOf(call)
      .filter(fact => fact.kind === 'offered' || fact.kind === 'offer-ended');
    expect(offers).toMatchObject([
      { agent: 'ana', reasons: { passedOver: { 'idle-shorter': 1 } } },
      { agent: 'ana', why: 'ignored' },
      { agent: 'luis', reasons: { passedOver: { 'missed-this-call': 1 } } },
    ]);
  });

  it('who lets three of them ring is put on a break, and is asked no more', async () => {
    await centre.ready('ana');
    const call = await centre.waits();
    await centre.soon(22_000);
    await centre.soon(22_000);
    await centre.soon(22_000);
    expect(centre.calls.registry.get('ana')?.will).toEqual({ kind: 'break', code: 'no-answer' });
    await centre.soon(60_000);
    expect(centre.board.dialled).toHaveLength(3);
    expect(centre.phaseOf(call)).toBe('waiting');
  });

  it('a caller who leaves while a telephone rings cancels it, and the agent is free at once', async () => {
    await centre.ready('ana');
    const call = await centre.waits();
    const leg = centre.legOf(call);
    centre.board.hangsUp(call);
    await centre.soon();
    expect(centre.board.channels.has(leg)).toBe(false);
    expect([centre.workOf('ana'), centre.phaseOf(call)]).toEqual(['idle', 'closed']);
    expect(centre.calls.registry.get('ana')?.missed).toBe(0);
  });

  it('nobody is rung while the telephone system cannot be seen', async () => {
    centre.board.registers('sp-ana');
    const call = await centre.waits();
    centre.board.goesAway();
    await centre.desk.carryOut({ do: 'set-will', agent: 'ana', will: { kind: 'ready' } });
    await centre.soon(1_000);
    expect(centre.phaseOf(call)).toBe('waiting');
    centre.board.comesBack();
    await centre.soon();
    expect(centre.phaseOf(call)).toBe('offered');
  });
});

describe('a telephone that cannot be rung', () => {
  /** Every dial is refused, although the contact is there. */
  async function refusing(): Promise<{ dials: () => number }> {
    let dials = 0;
    await centre.close();
    centre = new SmallCentre(['ana']);
    centre.meddle = (telephony): Telephony => ({
      ...telephony,
      dial: async () => {
        dials += 1;
        return 'refused';
      },
    });
    await centre.start();
    return { dials: () => dials };
  }

  it('is tried again after three seconds, not as fast as it refuses', async () => {
    const { dials } = await refusing();
    await centre.ready('ana');
    const call = await centre.waits();
    expect([dials(), centre.phaseOf(call)]).toEqual([1, 'waiting']);
    expect(centre.calls.registry.get('ana')).toMatchObject({
      phone: 'registered',
      rest: { why: 'unreachable' },
    });
    await centre.soon(2_900);
    expect(dials()).toBe(1);
    await centre.soon(100);
    expect(dials()).toBe(2);
    // Each time in a row it is left alone for twice as long.
    await centre.soon(5_900);
    expect(dials()).toBe(2);
    await centre.soon(100);
    expect(dials()).toBe(3);
    expect(centre.calls.registry.get('ana')).toMatchObject({ will: { kind: 'ready' }, missed: 0 });
  });

  it('is free again at once when its contact comes anew', async () => {
    const { dials } = await refusing();
    await centre.ready('ana');
    await centre.waits();
    centre.board.unregisters('sp-ana');
    centre.board.registers('sp-ana');
    await centre.soon();
    expect(dials()).toBe(2);
  });
});

describe('a telephone or a person that says no', () => {
  const whys = (call: string) =>
    centre.factsOf(call).flatMap(fact => (fact.kind === 'offer-ended' ? [`${fact.agent} ${fact.why}`] : []));
  const legs = () => centre.board.dialled.length;

  it('three agents who reject are asked once each, and again after five seconds', async () => {
    await centre.close();
    centre = await new SmallCentre(['ana', 'luis', 'eva']).start();
    await centre.ready('ana', 'luis', 'eva');
    const call = await centre.waits();
    for (let round = 1; round <= 3; round += 1) {
      centre.board.rejects(centre.legOf(call), { cause: 21, sipCause: 603 });
      await centre.soon();
    }
    expect([legs(), centre.phaseOf(call)]).toEqual([3, 'waiting']);
    await centre.soon(4_900);
    expect(legs()).toBe(3);
    await centre.soon(100);
    expect([legs(), centre.phaseOf(call)]).toEqual([4, 'offered']);
    expect(whys(call)).toEqual(['ana refused', 'eva refused', 'luis refused']);
  });

  it('who refused one call is asked for the next at once', async () => {
    await centre.ready('ana');
    const first = await centre.waits('1');
    const second = await centre.waits('2');
    centre.board.rejects(centre.legOf(first), { cause: 21, sipCause: 603 });
    await centre.soon();
    expect([centre.phaseOf(first), centre.phaseOf(second)]).toEqual(['waiting', 'offered']);
  });

  it('a telephone that says no to whatever it is offered rests after three calls', async () => {
    await centre.ready('ana');
    for (const number of ['1', '2', '3', '4', '5']) await centre.waits(number);
    for (let round = 1; round <= 3; round += 1) {
      const [call = ''] = centre.calls
        .allCalls()
        .flatMap(({ id, phase }) => (phase.kind === 'offered' ? [id] : []));
      centre.board.rejects(centre.legOf(call), { cause: 21, sipCause: 603 });
      await centre.soon();
    }
    await centre.soon(9_900);
    expect(legs()).toBe(3);
    await centre.soon(100);
    expect(legs()).toBe(4);
    expect(centre.calls.registry.get('ana')?.will).toEqual({ kind: 'ready' });
  });

  /** The telephones of these agents say nothing before they end a leg, as those on do-not-disturb. */
  const withoutRinging = (...agents: string[]) => {
    for (const agent of agents) centre.board.silent.add(`sp-${agent}`);
  };

  it.each([
    ['on do-not-disturb', { cause: 17, sipCause: 486 }, 'busy', 10_000],
    ['that forwards', { cause: 23, sipCause: 302 }, 'forwards', 30_000],
  ])('a telephone %s is not asked again at once, and no break is given', async (_, end, why, restMs) => {
    withoutRinging('ana');
    await centre.ready('ana');
    const call = await centre.waits();
    await centre.waits('2');
    centre.board.rejects(centre.legOf(call), end);
    await centre.soon(restMs - 100);
    expect([legs(), whys(call)]).toEqual([1, [`ana ${why}`]]);
    expect(centre.calls.registry.get('ana')).toMatchObject({
      will: { kind: 'ready' },
      missed: 0,
      rest: { why },
    });
    await centre.soon(100);
    expect(legs()).toBe(2);
  });

  it('a telephone that does not take the call-back of its own person rests too, and no customer is rung', async () => {
    withoutRinging('ana');
    await centre.ready('ana');
    const about = { ticket: 'OA-2026-000009', number: '+584145550101' };
    const begun = await centre.desk.carryOut({ do: 'call-back', agent: 'ana', ...about });
    const call = begun.ok ? (begun.call ?? '') : '';
    await centre.soon();
    centre.board.rejects(centre.legOf(call));
    await centre.soon(6_000);
    expect([legs(), centre.phaseOf(call), centre.workOf('ana')]).toEqual([1, 'closed', 'idle']);
    expect(centre.calls.registry.get('ana')).toMatchObject({ missed: 0, rest: { why: 'busy' } });
    expect(centre.factsOf(call)).toContainEqual(
      expect.objectContaining({ kind: 'call-ended', by: 'system', why: 'our-failure', telephone: 'busy' }),
    );
  });

  it('a silent telephone is given up after two seconds, and the next agent is asked', async () => {
    centre.board.silent.add('sp-ana');
    await centre.ready('ana', 'luis');
    const call = await centre.waits();
    await centre.soon(1_000);
    await centre.soon(900);
    expect(centre.call(call).phase).toMatchObject({ agent: 'ana' });
    await centre.soon(100);
    expect(centre.call(call).phase).toMatchObject({ kind: 'offered', agent: 'luis' });
    expect(whys(call)).toEqual(['ana silent']);
    expect(centre.calls.registry.get('ana')).toMatchObject({ missed: 0, rest: { why: 'silent' } });
    await centre.soon(2_000);
    expect(centre.call(call).phase).toMatchObject({ agent: 'luis' });
  });

  it('when all telephones say nothing at once none of them rests, and whoever is heard of then takes the call', async () => {
    const all = ['ana', 'luis', 'eva'];
    await centre.close();
    centre = await new SmallCentre(all).start();
    withoutRinging(...all);
    await centre.ready(...all);
    const calls = [await centre.waits('1'), await centre.waits('2'), await centre.waits('3')];
    for (let second = 0; second < 15; second += 1) await centre.soon(1_000);
    expect([legs(), calls.flatMap(whys)]).toEqual([3, []]);
    for (const call of calls) centre.board.answers(centre.legOf(call));
    await centre.soon();
    expect(calls.map(call => centre.phaseOf(call))).toEqual(['talking', 'talking', 'talking']);
  });

  it('whoever presses ready again is asked at once', async () => {
    withoutRinging('ana');
    await centre.ready('ana');
    const call = await centre.waits();
    centre.board.rejects(centre.legOf(call));
    await centre.soon();
    expect(centre.phaseOf(call)).toBe('waiting');
    await centre.desk.carryOut({ do: 'set-will', agent: 'ana', will: { kind: 'ready' } });
    await centre.soon();
    expect(centre.phaseOf(call)).toBe('offered');
  });

  it('a restart neither forgets who refused nor keeps a telephone resting', async () => {
    withoutRinging('luis');
    await centre.ready('ana', 'luis');
    const call = await centre.waits();
    centre.board.rejects(centre.legOf(call), { cause: 21, sipCause: 603 });
    await centre.soon();
    centre.board.rejects(centre.legOf(call));
    await centre.soon();
    await centre.restart();
    await centre.soon();
    expect(centre.call(call).phase).toMatchObject({ kind: 'offered', agent: 'luis' });
    centre.board.rejects(centre.legOf(call));
    await centre.soon(4_900);
    expect(centre.phaseOf(call)).toBe('waiting');
    await centre.soon(100);
    expect(centre.call(call).phase).toMatchObject({ kind: 'offered', agent: 'ana' });
  });
});

describe('priority', () => {
  it('rises by waiting: a caller of a lower one goes before a later caller in the end', async () => {
    const low = centre.board.rings({ callerNumber: '1', dialled: '*3' });
    await centre.soon(30_000);
    const late = await centre.waits('2');
    expect([centre.calls.positionOf(low), centre.calls.positionOf(late)]).toEqual([2, 1]);
    await centre.soon(60_000);
    expect([centre.calls.positionOf(low), centre.calls.positionOf(late)]).toEqual([2, 1]);
    await centre.soon(30_000);
    expect([centre.calls.positionOf(low), centre.calls.positionOf(late)]).toEqual([1, 2]);
    await centre.ready('ana');
    expect([centre.phaseOf(low), centre.phaseOf(late)]).toEqual(['offered', 'waiting']);
  });
});

describe('contacts', () => {
  it('a contact lost while it rings gives the call to the next agent', async () => {
    await centre.ready('ana', 'luis');
    const call = await centre.waits();
    centre.board.unregisters('sp-ana');
    await centre.soon();
    expect(centre.call(call).phase).toMatchObject({ kind: 'offered', agent: 'luis' });
    expect(centre.calls.registry.get('ana')?.phone).toBe('reconnecting');
  });

  it('a contact is waited for fifteen seconds, then the telephone is out of reach', async () => {
    await centre.ready('ana');
    centre.board.unregisters('sp-ana');
    await centre.soon(14_999);
    expect(centre.calls.registry.get('ana')?.phone).toBe('reconnecting');
    await centre.soon(1);
    expect(centre.calls.registry.get('ana')?.phone).toBe('unreachable');
    centre.board.registers('sp-ana');
    expect(centre.calls.registry.get('ana')?.phone).toBe('registered');
  });

  it("an agent's telephone that dies in mid-call brings the caller back to the head of the line", async () => {
    const call = await talk();
    await centre.soon(5_000);
    const other = await centre.waits('2');
    centre.board.hangsUp(centre.legOf(call), 44);
    await centre.soon();
    expect(centre.kindsOf(call)).toContain('agent-leg-lost');
    expect(centre.call(call).phase).toMatchObject({ kind: 'offered', agent: 'ana' });
    expect(centre.phaseOf(other)).toBe('waiting');
  });
});

describe('people', () => {
  it('someone dismissed in mid-call talks on, and the wrap-up is waited for', async () => {
    const call = await talk();
    centre.calls.dismiss('ana');
    await centre.soon();
    expect(centre.phaseOf(call)).toBe('talking');
    centre.board.hangsUp(call);
    await centre.soon(5_000);
    expect([centre.phaseOf(call), centre.workOf('ana')]).toEqual(['ending', 'wrap-up']);
    await centre.desk.carryOut({ ...DISPOSE, agent: 'ana', call });
    await centre.soon();
    expect([centre.phaseOf(call), centre.workOf('ana')]).toEqual(['closed', 'no agent']);
  });
});

describe('what people ask', () => {
  it('a disposition that does not fit the call, or lacks the texts it needs, ends no wrap-up', async () => {
    const call = await talk();
    centre.board.hangsUp(call);
    await centre.soon(100);
    const dispose = (disposition: string, texts = {}) =>
      centre.desk.carryOut({ do: 'dispose', agent: 'ana', call, disposition, note: '', ...texts });
    expect(await dispose('sin-contacto')).toEqual({ ok: false, code: 'disposition-unfit' });
    expect(await dispose('escalar')).toEqual({ ok: false, code: 'summary-missing' });
    expect(await dispose('conforme', { summary: 'Sin tono' })).toEqual({
      ok: false,
      code: 'solution-missing',
    });
    expect(await dispose('conforme', { solution: 'Reinicio' })).toEqual({
      ok: false,
      code: 'summary-missing',
    });
    expect(centre.workOf('ana')).toBe('wrap-up');
    const onTicket = { summary: true, solution: false, effects: ['none', 'solved'] };
    expect(await dispose('escalar', { onTicket })).toEqual({ ok: false, code: 'ticket-does-not-allow' });
    const elsewhere = { solution: 'Reinicio', onTicket: { ...onTicket, effects: ['none', 'escalate'] } };
    expect(await dispose('conforme', elsewhere)).toEqual({ ok: false, code: 'ticket-does-not-allow' });
    expect(await dispose('conforme', { solution: 'Reinicio', onTicket })).toEqual({ ok: true });
    const told = centre.facts.find(({ fact }) => fact.kind === 'wrap-up-ended')?.fact;
    expect(told).toMatchObject({ disposition: 'conforme', solution: 'Reinicio' });
  });

  it('a disposition of another queue ends no wrap-up, and one of the call’s does', async () => {
    const call = await talk();
    centre.board.hangsUp(call);
    await centre.soon(100);
    const dispose = (disposition: string) =>
      centre.desk.carryOut({ do: 'dispose', agent: 'ana', call, disposition, note: '' });
    expect(await dispose('factura')).toEqual({ ok: false, code: 'disposition-unfit' });
    expect(centre.workOf('ana')).toBe('wrap-up');
    expect(await dispose('cable')).toEqual({ ok: true });
  });

  it('is refused with the reason', async () => {
    const call = await talk();
    const ask = (command: Parameters<typeof centre.desk.carryOut>[0]) => centre.desk.carryOut(command);
    expect(await ask({ do: 'hang-up', agent: 'ana', call: 'nowhere' })).toEqual({
      ok: false,
      code: 'call-gone',
    });
    expect(await ask({ do: 'hang-up', agent: 'luis', call })).toEqual({ ok: false, code: 'not-your-call' });
    expect(await ask({ ...DISPOSE, agent: 'ana', call })).toEqual({ ok: false, code: 'nothing-owed' });
    expect(await ask({ ...DISPOSE, disposition: 'x', agent: 'ana', call })).toEqual({
      ok: false,
      code: 'disposition-missing',
    });
    expect(await ask({ do: 'set-will', agent: 'luis', will: { kind: 'ready' } })).toEqual({
      ok: false,
      code: 'phone-not-ready',
    });
    expect(await ask({ do: 'set-will', agent: 'nobody', will: { kind: 'off' } })).toEqual({
      ok: false,
      code: 'not-allowed',
    });
    expect(await ask({ do: 'call-back', agent: 'ana', ticket: 'OA-2026-000001', number: '1' })).toEqual({
      ok: false,
      code: 'agent-busy',
    });
    expect(await ask({ do: 'call-back', agent: 'luis', ticket: 'OA-2026-000001', number: '1' })).toEqual({
      ok: false,
      code: 'phone-not-ready',
    });
    centre.board.registers('sp-luis');
    expect(await ask({ do: 'call-back', agent: 'luis', ticket: 'OA-2026-000001', number: '' })).toEqual({
      ok: false,
      code: 'outgoing-not-a-number',
    });
    centre.hasTrunk = false;
    const own = { ticket: 'OA-2026-000001', number: '+584145550101' };
    expect(await ask({ do: 'call-back', agent: 'luis', ...own })).toEqual({ ok: false, code: 'no-route' });
  });

  it('hold and resume are for a conversation', async () => {
    await centre.ready('ana');
    const call = await centre.waits();
    expect(await centre.desk.carryOut({ do: 'hold', agent: 'ana', call })).toEqual({
      ok: false,
      code: 'not-in-talk',
    });
  });

  it('a call-back rings the agent, then the customer, on the ticket that is there', async () => {
    const { board } = centre;
    await centre.ready('ana');
    const begun = await centre.desk.carryOut({
      do: 'call-back',
      agent: 'ana',
      ticket: 'OA-2026-000009',
      number: '+584145550101',
      scheduled: 'a-promise',
    });
    const call = begun.ok ? (begun.call ?? '') : '';
    await centre.soon();
    expect(centre.workOf('ana')).toBe('offered');
    board.answers(centre.legOf(call));
    await centre.soon();
    board.answers(call);
    await centre.soon(2_000);
    expect(centre.phaseOf(call)).toBe('talking');
    board.hangsUp(centre.legOf(call));
    await centre.soon();
    expect(centre.workOf('ana')).toBe('wrap-up');
    await centre.desk.carryOut({ ...DISPOSE, agent: 'ana', call });
    await centre.soon();

    expect(centre.factsOf(call)[0]).toMatchObject({
      ticket: 'OA-2026-000009',
      opensTicket: false,
      direction: 'out',
      scheduled: 'a-promise',
    });
    expect(centre.phaseOf(call)).toBe('closed');
    await centre.soon(BOARD_TOLD_MS);
    expect([board.channels.size, centre.timers]).toEqual([0, 0]);
  });
});

describe('late legs', () => {
  it('a leg that is answered after its call is over is hung up', async () => {
    await centre.ready('ana');
    const call = await centre.waits();
    const leg = centre.legOf(call);
    const { board } = centre;
    const channel = board.channels.get(leg);
    board.hangsUp(call);
    await centre.soon(5_000);
    if (channel) board.channels.set(leg, channel);
    board.answers(leg);
    await quiet();
    expect(board.channels.has(leg)).toBe(false);
  });
});

describe('many', () => {
  it('two hundred agents and five hundred callers are matched in a moment', async () => {
    await centre.close();
    const ids = Array.from({ length: 200 }, (_, index) => `a${index}`);
    centre = new SmallCentre([]);
    centre.data = { ...centre.data, people: ids.map(id => person(id)) };
    await centre.start();
    const calls = Array.from({ length: 500 }, (_, index) =>
      centre.board.rings({ callerNumber: String(index), dialled: '*1' }),
    );
    await centre.soon();
    const began = performance.now();
    await centre.ready(...ids);
    const perOffer = (performance.now() - began) / ids.length;

    expect(calls.filter(call => centre.phaseOf(call) === 'offered')).toEqual(calls.slice(0, 200));
    expect(perOffer).toBeLessThan(20);
  });
});

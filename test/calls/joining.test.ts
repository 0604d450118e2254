import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallIn } from '../../src/calls/call.ts';
import type { Command } from '../../src/calls/commands.ts';
import { isOnHold, type OutsideLeg, outsideLegs } from '../../src/calls/legs.ts';
import { JOINS_AFTER_MS, takesParty } from '../../src/calls/rules/joining.ts';
import { MOST_PEOPLE } from '../../src/calls/rules/ringing-asked.ts';
import { OPEN_POLICY, SmallCentre } from './small-centre.ts';

const SECOND = '0414-5550106';

describe('who calls an agent alone while they talk', () => {
  let centre: SmallCentre;
  let first: string;
  let second: string;
  let leg: string;

  beforeEach(async () => {
    centre = await new SmallCentre(['ana']).start();
    await centre.ready('ana');
    first = await centre.talks();
    leg = centre.legOf(first);
    await centre.soon(1_000);
    second = centre.board.rings({ callerNumber: '+584145550106', dialled: '101' });
    await centre.soon();
  });
  afterEach(() => centre.close());

  const takes = async () => {
    expect(await centre.desk.carryOut({ do: 'take-line', agent: 'ana', call: second })).toEqual({ ok: true });
    await centre.soon(5_000);
  };
  const togetherWith = (channel: string) =>
    [...centre.board.bridges.values()]
      .flatMap(members => (members.has(channel) ? [...members] : []))
      .toSorted();
  const works = () => {
    const agent = centre.calls.registry.get('ana');
    return [agent?.work, agent?.beside];
  };

  it('is joined by the key', async () => {
    await takes();
    expect(togetherWith(second)).toEqual([leg, second].toSorted());
    expect(await centre.desk.carryOut({ do: 'join', agent: 'ana', call: second })).toEqual({ ok: true });
    await centre.soon(5_000);
    expect(togetherWith(first)).toEqual([first, leg, second].toSorted());
    expect(works()).toMatchObject([
      { kind: 'talking', call: first },
      { kind: 'wrap-up', call: second },
    ]);
  });

  it('and whose telephone has us on hold hears the talk when it is back', async () => {
    await takes();
    centre.board.holds(second, true);
    await centre.soon();
    expect(centre.board.channels.get(second)?.silenced).toBe(true);
    expect(await centre.desk.carryOut({ do: 'join', agent: 'ana', call: second })).toEqual({ ok: true });
    await centre.soon(5_000);
    expect(centre.board.channels.get(second)?.silenced).toBe(false);
    centre.board.holds(second, false);
    await centre.soon();
    expect(togetherWith(first)).toEqual([first, leg, second].toSorted());
    expect(centre.kindsOf(second)).not.toContain('customer-resumed');
  });

  it('is in the talk at once with the switch on, after the notice that it is recorded', async () => {
    await centre.desk.carryOut({ do: 'set-auto-join', agent: 'ana', on: true });
    await centre.desk.carryOut({ do: 'take-line', agent: 'ana', call: second });
    await centre.soon();
    const party = () => outsideLegs((centre.call(first) as CallIn<'talking'>).phase)[0];
    expect(party()?.notice).toBeDefined();
    expect(togetherWith(first)).toEqual([first, leg].toSorted());
    await centre.soon(5_000);
    expect(togetherWith(first)).toEqual([first, leg, second].toSorted());
    expect(centre.kindsOf(second)).toEqual(expect.arrayContaining(['answered', 'went-over', 'call-ended']));
    expect(centre.kindsOf(first)).toEqual(expect.arrayContaining(['came-over', 'joined']));
    expect(party()).toMatchObject({ channel: second, dialled: '+584145550106', place: 'talk' });
    centre.board.hangsUp(second);
    await centre.soon();
    expect(togetherWith(first)).toEqual([first, leg].toSorted());
  });

  it('and was being told of the recording when we died, which no one is told of any more: they are in the talk', async () => {
    await takes();
    expect(await centre.desk.carryOut({ do: 'join', agent: 'ana', call: second })).toEqual({ ok: true });
    await centre.soon();
    expect(togetherWith(second)).toEqual([]);
    await centre.kill();
    const { policies } = centre.data;
    await centre.change({ ...centre.data, policies: { ...policies, announceRecording: false } });
    await centre.soon(10_000);
    await centre.start();
    await centre.soon();
    expect(togetherWith(first)).toEqual([first, leg, second].toSorted());
  });

  describe('and they have set that it joins', () => {
    const waits = () =>
      centre.phaseOf(second) === 'offered' && togetherWith(first).join() === [first, leg].sort().join();
    const isIn = () => togetherWith(first).includes(second);
    const sets = (on: boolean) => centre.desk.carryOut({ do: 'set-auto-join', agent: 'ana', on });
    const carries = (command: Command) => centre.desk.carryOut(command);

    it('is in the talk without a key once they have been told of it', async () => {
      await sets(true);
      await centre.soon(JOINS_AFTER_MS - 1);
      expect(waits()).toBe(true);
      await centre.soon(1);
      await centre.soon(5_000);
      expect(togetherWith(first)).toEqual([first, leg, second].toSorted());
      expect(works()).toMatchObject([
        { kind: 'talking', call: first },
        { kind: 'wrap-up', call: second },
      ]);
      expect(centre.kindsOf(second)).toEqual(expect.arrayContaining(['answered', 'went-over', 'call-ended']));
      expect(centre.kindsOf(first)).toEqual(expect.arrayContaining(['came-over', 'joined']));
    });

    it('waits on while it is not set, and joins when it is set', async () => {
      await centre.soon(5_000);
      expect(waits()).toBe(true);
      await sets(true);
      await centre.soon(JOINS_AFTER_MS);
      await centre.soon(5_000);
      expect(isIn()).toBe(true);
    });

    it('is refused before it joins: nobody has answered it', async () => {
      await sets(true);
      await centre.soon(JOINS_AFTER_MS - 1);
      expect(await carries({ do: 'hang-up', agent: 'ana', call: second })).toEqual({ ok: true });
      await centre.soon(5_000);
      expect(centre.phaseOf(second)).toBe('voicemail');
      expect(togetherWith(first)).toEqual([first, leg].toSorted());
      expect(centre.kindsOf(second)).not.toContain('answered');
    });

    it('waits while the customer is on hold, and joins when they are taken back', async () => {
      await sets(true);
      await carries({ do: 'hold', agent: 'ana', call: first });
      await centre.soon(5_000);
      expect(centre.phaseOf(second)).toBe('offered');
      expect(centre.kindsOf(second)).not.toContain('answered');
      await carries({ do: 'resume', agent: 'ana', call: first });
      await centre.soon(JOINS_AFTER_MS);
      await centre.soon(5_000);
      expect(isIn()).toBe(true);
    });

    it('waits while something is said that is to be in no recording', async () => {
      await sets(true);
      const pauses = { do: 'record', agent: 'ana', call: first } as const;
      expect(await carries({ ...pauses, order: 'pause', why: 'card' })).toEqual({ ok: true });
      await centre.soon(5_000);
      expect(waits()).toBe(true);
      await carries({ ...pauses, order: 'resume' });
      await centre.soon(JOINS_AFTER_MS);
      await centre.soon(5_000);
      expect(isIn()).toBe(true);
    });

    it.each([
      ['the customer is on hold', () => carries({ do: 'hold', agent: 'ana', call: first })],
      [
        'something is said that is to be in no recording',
        () => carries({ do: 'record', agent: 'ana', call: first, order: 'pause', why: 'card' }),
      ],
    ])('is a line of its own when it is taken while %s', async (_, does) => {
      await sets(true);
      expect(await does()).toEqual({ ok: true });
      await takes();
      expect(togetherWith(second)).toEqual([leg, second].toSorted());
      expect(centre.kindsOf(second)).not.toContain('went-over');
      await carries({ do: 'take-line', agent: 'ana', call: first });
      await centre.soon(5_000);
      expect(togetherWith(first)).toEqual([first, leg].toSorted());
    });

    it('waits while the customer has put them on hold', async () => {
      await sets(true);
      centre.board.holds(first, true);
      await centre.soon(5_000);
      expect(waits()).toBe(true);
    });

    it('waits while somebody is asked', async () => {
      await sets(true);
      await carries({ do: 'consult-outside', agent: 'ana', call: first, number: '0212-5550177', note: '' });
      await centre.soon(5_000);
      expect(centre.phaseOf(second)).toBe('offered');
      expect(centre.kindsOf(second)).not.toContain('answered');
    });

    it('joins all the same when the process died while it waited', async () => {
      await sets(true);
      await centre.restart();
      await centre.soon(JOINS_AFTER_MS - 1);
      expect(waits()).toBe(true);
      await centre.soon(1);
      await centre.soon(5_000);
      expect(togetherWith(first)).toEqual([first, leg, second].toSorted());
    });

    it('rings when the talk is over before it joins, and joins nothing', async () => {
      await sets(true);
      centre.board.hangsUp(first);
      await centre.soon(5_000);
      expect(centre.phaseOf(second)).toBe('offered');
      expect(centre.board.channels.get(centre.legOf(second))?.state).toBe('Ringing');
      expect(centre.kindsOf(second)).not.toContain('answered');
    });
  });

  it('is a line of its own with the switch on where the gate lets whom we called into no conference', async () => {
    const allow = OPEN_POLICY.allow.map(each => ({ ...each, entries: ['dial' as const] }));
    const other = await new SmallCentre(['ana'], {
      policies: { debtStops: false, announceRecording: true, outgoing: { ...OPEN_POLICY, allow } },
    }).start();
    try {
      await other.ready('ana');
      const out = await other.desk.carryOut({ do: 'call-out', agent: 'ana', number: SECOND });
      const called = out.ok ? (out.call ?? '') : out.code;
      await other.soon();
      other.board.answers(other.legOf(called));
      await other.soon();
      other.board.answers(called);
      await other.soon(5_000);
      expect(other.phaseOf(called)).toBe('talking');
      await other.desk.carryOut({ do: 'set-auto-join', agent: 'ana', on: true });
      const calls = other.board.rings({ callerNumber: '+584145550107', dialled: '101' });
      await other.soon(5_000);
      expect(other.phaseOf(calls)).toBe('offered');
      expect(await other.desk.carryOut({ do: 'take-line', agent: 'ana', call: calls })).toEqual({ ok: true });
      await other.soon(5_000);
      expect(other.phaseOf(calls)).toBe('talking');
      expect(await other.desk.carryOut({ do: 'join', agent: 'ana', call: calls })).toEqual({
        ok: false,
        code: 'outgoing-no-conference',
      });
    } finally {
      await other.close();
    }
  });

  it('is let go where only the call that is over knows of it; the talk goes on', async () => {
    await centre.desk.carryOut({ do: 'set-auto-join', agent: 'ana', on: true });
    const before = centre.call(first);
    await centre.desk.carryOut({ do: 'take-line', agent: 'ana', call: second });
    await centre.soon(5_000);
    await centre.restartWith({ [`call:${first}`]: before }, 3);
    await centre.soon(5_000);
    expect(togetherWith(first)).toEqual([first, leg].toSorted());
    expect(centre.board.channels.has(second)).toBe(false);
  });
});

describe('two lines that are joined', () => {
  let centre: SmallCentre;
  let first: string;
  let second: string;
  let leg: string;

  beforeEach(async () => {
    centre = await new SmallCentre(['ana']).start();
    await centre.ready('ana');
    first = await centre.talks();
    leg = centre.legOf(first);
    const call = await centre.desk.carryOut({ do: 'call-out', agent: 'ana', number: SECOND, second: true });
    await centre.soon();
    if (!call.ok) throw new Error(call.code);
    second = call.call ?? '';
  });
  afterEach(() => centre.close());

  const talk = (id: string): CallIn<'talking'>['phase'] => {
    const { phase } = centre.call(id);
    if (phase.kind !== 'talking') throw new Error(`${id} is ${phase.kind}`);
    return phase;
  };
  const bridgeOf = (channel: string) =>
    [...centre.board.bridges].flatMap(([bridge, members]) => (members.has(channel) ? [bridge] : []));
  const join = (call = second) => centre.desk.carryOut({ do: 'join', agent: 'ana', call });
  const present = () => {
    const agent = centre.calls.registry.get('ana');
    return { work: agent?.work, beside: agent?.beside };
  };
  const facts = (id: string) => centre.kindsOf(id);

  async function answered(): Promise<void> {
    centre.board.answers(second);
    await centre.soon(5_000);
  }

  async function joined(call = second): Promise<void> {
    await answered();
    if (call === first) {
      await centre.desk.carryOut({ do: 'take-line', agent: 'ana', call: first });
      await centre.soon();
    }
    expect(await join(call)).toEqual({ ok: true });
    await centre.soon(5_000);
  }

  for (const from of ['second', 'first'] as const) {
    it(`brings who was called into the call of the customer, from the ${from} line`, async () => {
      await joined(from === 'second' ? second : first);
      expect(
        talk(first)
          .legs.map(({ who }) => who)
          .toSorted(),
      ).toEqual(['agent', 'customer', 'outside']);
      const bridge = bridgeOf(first);
      expect(bridge).toHaveLength(1);
      expect([leg, second].map(bridgeOf)).toEqual([bridge, bridge]);
      expect([first, second].map(each => centre.board.channels.get(each)?.music ?? false)).toEqual([
        false,
        false,
      ]);
      expect(isOnHold(talk(first))).toBe(false);
      expect(facts(first)).toEqual(expect.arrayContaining(['came-over', 'joined']));
      expect(facts(second)).toEqual(expect.arrayContaining(['went-over', 'call-ended']));
      expect(present()).toMatchObject({
        work: { kind: 'talking', call: first },
        beside: { kind: 'wrap-up', call: second },
      });
      // Each call has its own recording: the customer's is the only one that goes on.
      expect([...centre.board.live.keys()]).toEqual([centre.call(first).recording?.name]);
    });
  }

  it('owes the disposition of the call that was joined, beside the talk', async () => {
    await joined();
    const wish = { do: 'dispose', agent: 'ana', call: second, disposition: 'resuelto', note: '' } as const;
    expect(await centre.desk.carryOut(wish)).toEqual({ ok: true });
    await centre.soon();
    expect(centre.calls.call(second)).toBeNull();
    expect(present().beside).toBeUndefined();
    // Its channel is a leg of the other call, whatever became of the call that had its name.
    expect(bridgeOf(second)).toEqual(bridgeOf(first));
    centre.board.hangsUp(second);
    await centre.soon();
    expect(outsideLegs(talk(first))).toEqual([]);
    expect(bridgeOf(first)).toEqual(bridgeOf(leg));
  });

  it('goes on without who was called', async () => {
    await joined();
    centre.board.hangsUp(second);
    await centre.soon();
    expect(outsideLegs(talk(first))).toEqual([]);
    expect(facts(first)).toContain('consult-ended');
    expect(bridgeOf(first)).toEqual(bridgeOf(leg));
  });

  it('leaves the two to each other when the agent hangs up', async () => {
    await joined();
    await centre.desk.carryOut({ do: 'hang-up', agent: 'ana', call: first });
    await centre.soon();
    expect(centre.phaseOf(first)).toBe('handed-out');
    expect(bridgeOf(second)).toEqual(bridgeOf(first));
    expect(centre.board.channels.has(leg)).toBe(false);
    centre.board.hangsUp(second);
    await centre.soon();
    expect(centre.board.channels.has(first)).toBe(false);
  });

  it('goes on when the customer hangs up, until the agent leaves', async () => {
    await joined();
    centre.board.hangsUp(first);
    await centre.soon();
    expect(bridgeOf(second)).toEqual(bridgeOf(leg));
    expect(await centre.desk.carryOut({ do: 'hang-up', agent: 'ana', call: first })).toEqual({ ok: true });
    await centre.soon();
    expect([leg, second].filter(each => centre.board.channels.has(each))).toEqual([]);
  });

  it('mutes who was called, and lets them leave', async () => {
    await joined();
    const wish = { agent: 'ana', call: first, colleague: second };
    expect(await centre.desk.carryOut({ do: 'mute', ...wish, on: true })).toEqual({ ok: true });
    await centre.soon();
    expect(facts(first)).toContain('muted');
    expect(await centre.desk.carryOut({ do: 'drop', ...wish })).toEqual({ ok: true });
    await centre.soon();
    expect(centre.board.channels.has(second)).toBe(false);
    expect(bridgeOf(first)).toEqual(bridgeOf(leg));
  });

  for (const isDisposed of [false, true]) {
    it(`is as it was after a kill -9${isDisposed ? ', with the other call closed' : ''}`, async () => {
      await joined();
      if (isDisposed) {
        const wish = {
          do: 'dispose',
          agent: 'ana',
          call: second,
          disposition: 'resuelto',
          note: '',
        } as const;
        await centre.desk.carryOut(wish);
        await centre.soon();
      }
      await centre.restart();
      await centre.soon(5_000);
      const bridge = bridgeOf(first);
      expect(bridge).toHaveLength(1);
      expect([leg, second].map(bridgeOf)).toEqual([bridge, bridge]);
      expect(centre.calls.call(second)?.phase.kind).toBe(isDisposed ? undefined : 'ending');
      centre.board.hangsUp(second);
      await centre.soon();
      expect(outsideLegs(talk(first))).toEqual([]);
    });
  }

  it('hangs up who was called where only the call that is over knows of it', async () => {
    await answered();
    const before = centre.call(first);
    await join();
    await centre.soon(5_000);
    await centre.restartWith({ [`call:${first}`]: before }, 3);
    await centre.soon();
    expect(centre.board.channels.has(second)).toBe(false);
    expect(centre.board.channels.has(first)).toBe(true);
  });

  it('joins by itself when it is answered, with the switch on, and not with it off', async () => {
    await centre.desk.carryOut({ do: 'set-auto-join', agent: 'ana', on: true });
    await answered();
    const bridge = bridgeOf(first);
    expect([leg, second].map(bridgeOf)).toEqual([bridge, bridge]);
    expect(facts(second)).toEqual(expect.arrayContaining(['answered', 'went-over', 'call-ended']));
    expect(facts(second)).not.toContain('recording-started');
    expect(present()).toMatchObject({
      work: { kind: 'talking', call: first },
      beside: { kind: 'wrap-up', call: second },
    });
    await centre.restart();
    await centre.soon();
    expect(centre.calls.registry.get('ana')?.autoJoin).toBe(true);
    await centre.desk.carryOut({ do: 'set-auto-join', agent: 'ana', on: false });
    expect(centre.calls.registry.get('ana')?.autoJoin).toBeUndefined();
  });

  it('has no room for a ninth person, nor for one while another is asked', async () => {
    await answered();
    const { phase } = centre.call(first) as CallIn<'talking'>;
    const party: OutsideLeg = {
      ...{ who: 'outside', channel: '', dialled: '', endpoint: '', state: 'up', place: 'talk', since: 0 },
      ...{ by: 'ana', area: null, callerId: '', longestMs: 0, mayJoin: true, queue: '', note: '' },
    };
    const legs = Array.from({ length: MOST_PEOPLE - 2 }, (_, at) => ({ ...party, channel: `party-${at}` }));
    const withMore = (more: readonly OutsideLeg[]) => ({
      ...centre.call(first),
      phase: { ...phase, legs: [...phase.legs, ...more] },
    });
    expect(takesParty(withMore(legs.slice(1)))).toBe(true);
    expect(takesParty(withMore(legs))).toBe('full');
    expect(takesParty(withMore([{ ...party, channel: 'rung', state: 'dialled' }]))).toBe(false);
  });

  it('does not join whom the gate lets into no conference, nor by itself', async () => {
    const allow = OPEN_POLICY.allow.map(each => ({
      ...each,
      entries: ['dial' as const, 'transfer' as const],
    }));
    const other = await new SmallCentre(['ana'], {
      policies: { debtStops: false, announceRecording: true, outgoing: { ...OPEN_POLICY, allow } },
    }).start();
    try {
      await other.ready('ana');
      const talks = await other.waits();
      other.board.answers(other.legOf(talks));
      await other.soon();
      await other.desk.carryOut({ do: 'set-auto-join', agent: 'ana', on: true });
      const call = await other.desk.carryOut({ do: 'call-out', agent: 'ana', number: SECOND, second: true });
      await other.soon();
      const out = call.ok ? (call.call ?? '') : call.code;
      other.board.answers(out);
      await other.soon(5_000);
      expect(other.phaseOf(out)).toBe('talking');
      expect(await other.desk.carryOut({ do: 'join', agent: 'ana', call: out })).toEqual({
        ok: false,
        code: 'outgoing-no-conference',
      });
    } finally {
      await other.close();
    }
  });

  it('refuses while the second call is not up, with nobody to join, and with somebody asked meanwhile', async () => {
    expect(await join()).toEqual({ ok: false, code: 'lines-not-up' });
    await answered();
    expect(await join('gone')).toEqual({ ok: false, code: 'call-gone' });
    centre.board.hangsUp(second);
    await centre.soon();
    expect(await join(first)).toEqual({ ok: false, code: 'lines-not-up' });
  });
});

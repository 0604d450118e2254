import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallIn } from '../../src/calls/call.ts';
import { agentLeg, isAway, isOnHold } from '../../src/calls/legs.ts';
import { mayHear, seenOf } from '../../src/calls/rules/arrangement.ts';
import { SmallCentre } from './small-centre.ts';

const SECOND = '0414-5550106';

describe('an agent with two calls', () => {
  let centre: SmallCentre;
  let first: string;
  let leg: string;

  beforeEach(async () => {
    centre = await new SmallCentre(['ana']).start();
    await centre.ready('ana');
    first = await centre.talks();
    leg = centre.legOf(first);
  });
  afterEach(() => centre.close());

  const talk = (id: string): CallIn<'talking'>['phase'] => {
    const { phase } = centre.call(id);
    if (phase.kind !== 'talking') throw new Error(`${id} is ${phase.kind}`);
    return phase;
  };
  const present = () => {
    const agent = centre.calls.registry.get('ana');
    return { work: agent?.work, beside: agent?.beside };
  };
  const bridgeOf = (channel: string) =>
    [...centre.board.bridges].flatMap(([bridge, members]) => (members.has(channel) ? [bridge] : []));
  const hearsMusic = (channel: string) => centre.board.channels.get(channel)?.music;

  /** Calls a second number; answers the call. */
  async function flash(): Promise<string> {
    const outcome = await centre.desk.carryOut({
      do: 'call-out',
      agent: 'ana',
      number: SECOND,
      second: true,
    });
    await centre.soon();
    if (!outcome.ok) throw new Error(outcome.code);
    return outcome.call ?? '';
  }

  /** The same, and who is called answers and has heard the notice. */
  async function secondTalk(): Promise<string> {
    const second = await flash();
    centre.board.answers(second);
    await centre.soon(5_000);
    return second;
  }

  it('calls a second number with the leg that is there, while the first caller hears music', async () => {
    const dialled = centre.board.dialled.length;
    const second = await flash();
    expect(centre.board.dialled.slice(dialled).map(({ channel }) => channel)).toEqual([second]);
    expect(isAway(talk(first))).toBe(true);
    expect(hearsMusic(first)).toBe(true);
    expect(centre.legOf(second)).toBe(leg);
    expect(present()).toMatchObject({
      work: { kind: 'offered', call: second },
      beside: { kind: 'talking', call: first },
    });
    centre.board.answers(second);
    await centre.soon(5_000);
    expect(bridgeOf(second)).toEqual(bridgeOf(leg));
    expect(bridgeOf(first)).toEqual([]);
    expect(present().work).toMatchObject({ kind: 'talking', call: second });
  });

  it('calls the customer of another ticket with the same leg, and the first caller hears music', async () => {
    const about = { ticket: 'OA-2026-000001', number: '+584145550106' };
    const wish = { do: 'call-back', agent: 'ana', ...about } as const;
    expect(await centre.desk.carryOut(wish)).toEqual({ ok: false, code: 'agent-busy' });
    const outcome = await centre.desk.carryOut({ ...wish, second: true });
    await centre.soon();
    const second = (outcome.ok && outcome.call) || '';
    expect(centre.call(second).ticket).toBe(about.ticket);
    expect(hearsMusic(first)).toBe(true);
    expect(centre.legOf(second)).toBe(leg);
    expect(await centre.desk.carryOut({ ...wish, second: true })).toEqual({ ok: false, code: 'lines-taken' });
    centre.board.answers(second);
    await centre.soon(5_000);
    expect(bridgeOf(second)).toEqual(bridgeOf(leg));
  });

  it('leaves the first call as it is when the gate refuses the number', async () => {
    const wish = { do: 'call-out', agent: 'ana', number: '0900-1234567', second: true } as const;
    expect(await centre.desk.carryOut(wish)).toMatchObject({ ok: false });
    expect(isAway(talk(first))).toBe(false);
    expect(isOnHold(talk(first))).toBe(false);
    expect(bridgeOf(first)).toEqual(bridgeOf(leg));
  });

  it('records each call by itself, and nothing of one in the other', async () => {
    const before = centre.call(first).recording?.name;
    const second = await secondTalk();
    expect([...centre.board.live.keys()]).toEqual([centre.call(second).recording?.name]);
    await centre.desk.carryOut({ do: 'take-line', agent: 'ana', call: first });
    await centre.soon();
    const again = centre.call(first).recording?.name;
    expect([...centre.board.live.keys()]).toEqual([again]);
    expect(again).not.toBe(before);
    expect(centre.board.live.get(again ?? '')?.channel).toBe(leg);
  });

  it('is away from a call that says nothing, after a restart, of what they hear at the other one', async () => {
    await secondTalk();
    const call = centre.call(first) as CallIn<'talking'>;
    const seen = seenOf(call, { answered: new Set([first, leg]), bridged: new Map() });
    expect(mayHear(seen, first)).toBe(true);
    expect(mayHear(seen, leg)).toBe(false);
  });

  it('goes to and fro: the one talks, the other hears music', async () => {
    const second = await secondTalk();
    await centre.desk.carryOut({ do: 'take-line', agent: 'ana', call: first });
    await centre.soon();
    expect(bridgeOf(first)).toEqual(bridgeOf(leg));
    expect(hearsMusic(second)).toBe(true);
    expect(present()).toMatchObject({ work: { call: first }, beside: { kind: 'talking', call: second } });
    await centre.desk.carryOut({ do: 'take-line', agent: 'ana', call: second });
    await centre.soon();
    expect(bridgeOf(second)).toEqual(bridgeOf(leg));
    expect(hearsMusic(first)).toBe(true);
    expect(centre.board.dialled).toHaveLength(2);
  });

  it('comes back to the first call, on hold, when the second is over, and owes its disposition beside it', async () => {
    const second = await secondTalk();
    centre.board.hangsUp(second);
    await centre.soon();
    expect(centre.board.channels.has(leg)).toBe(true);
    expect(isAway(talk(first))).toBe(false);
    expect(isOnHold(talk(first))).toBe(true);
    expect(present()).toMatchObject({
      work: { kind: 'talking', call: first },
      beside: { kind: 'wrap-up', call: second },
    });
    await centre.desk.carryOut({ do: 'take-line', agent: 'ana', call: first });
    await centre.soon();
    expect(bridgeOf(first)).toEqual(bridgeOf(leg));
    const wish = { do: 'dispose', agent: 'ana', call: second, disposition: 'resuelto', note: '' } as const;
    expect(await centre.desk.carryOut(wish)).toEqual({ ok: true });
    expect(present().beside).toBeUndefined();
  });

  it('hangs up the call that the agent is at, and keeps their leg for the other', async () => {
    const second = await secondTalk();
    await centre.desk.carryOut({ do: 'hang-up', agent: 'ana', call: second });
    await centre.soon();
    expect(centre.board.channels.has(second)).toBe(false);
    expect(centre.board.channels.has(leg)).toBe(true);
    expect(centre.legOf(first)).toBe(leg);
  });

  it('is back when nobody takes the second call', async () => {
    const second = await flash();
    centre.board.rejects(second, { cause: 17, sipCause: 486 });
    await centre.soon();
    expect(centre.legOf(first)).toBe(leg);
    expect(isAway(talk(first))).toBe(false);
  });

  it('hangs the leg up when no call is left', async () => {
    const second = await secondTalk();
    centre.board.hangsUp(first);
    await centre.soon();
    expect(centre.board.channels.has(leg)).toBe(true);
    expect(present().beside).toMatchObject({ kind: 'wrap-up', call: first });
    centre.board.hangsUp(second);
    await centre.soon();
    expect(centre.board.channels.has(leg)).toBe(false);
  });

  it('gives the second caller on, and has the first one again', async () => {
    const second = await secondTalk();
    await centre.desk.carryOut({
      do: 'transfer',
      agent: 'ana',
      call: second,
      to: { queue: 'comercial' },
      note: '',
    });
    await centre.soon();
    expect(centre.phaseOf(second)).toBe('waiting');
    expect(isOnHold(talk(first))).toBe(true);
    expect(centre.legOf(first)).toBe(leg);
  });

  it('loses neither caller when the telephone dies', async () => {
    const second = await secondTalk();
    centre.board.hangsUp(leg, 44);
    await centre.soon();
    expect([first, second].map(call => centre.kindsOf(call).includes('agent-leg-lost'))).toEqual([
      true,
      true,
    ]);
    expect(centre.board.channels.has(first)).toBe(true);
    expect([first, second].map(call => centre.phaseOf(call))).toEqual(['offered', 'waiting']);
  });

  it('ends the one and has the other ring anew when the telephone is put down', async () => {
    const second = await secondTalk();
    centre.board.hangsUp(leg);
    await centre.soon();
    expect(centre.board.channels.has(second)).toBe(false);
    expect(present()).toMatchObject({
      work: { kind: 'offered', call: first },
      beside: { kind: 'wrap-up', call: second },
    });
    centre.board.answers(centre.legOf(first));
    await centre.soon();
    expect(talk(first)).toMatchObject({ agent: 'ana' });
  });

  it('has the new leg of a page that was loaded anew in both calls', async () => {
    const second = await secondTalk();
    await centre.desk.carryOut({ do: 'rejoin', agent: 'ana', call: second, line: 'sp-ana' });
    await centre.soon();
    const coming = centre.board.dialled.at(-1)?.channel ?? '';
    centre.board.answers(coming);
    await centre.soon();
    expect(centre.board.channels.has(leg)).toBe(false);
    expect(bridgeOf(second)).toEqual(bridgeOf(coming));
    expect(agentLeg(talk(first))).toMatchObject({ state: 'away', channel: coming });
    await centre.desk.carryOut({ do: 'take-line', agent: 'ana', call: first });
    await centre.soon();
    expect(bridgeOf(first)).toEqual(bridgeOf(coming));
  });

  describe('whose page is loaded anew while the second number is rung', () => {
    let second: string;
    let coming: string;

    /** `isGone`: the leg before has died. */
    async function rejoins(isGone = true): Promise<void> {
      second = await flash();
      await centre.desk.carryOut({ do: 'rejoin', agent: 'ana', call: second, line: 'sp-ana' });
      await centre.soon();
      coming = centre.board.dialled.at(-1)?.channel ?? '';
      if (isGone) centre.board.hangsUp(leg, 44);
      await centre.soon();
    }
    const isRung = (channel: string) => centre.board.channels.get(channel)?.state === 'Ringing';
    /** Who is rung is let go, and the first caller has the agent's telephone rung anew. */
    function isOver(): void {
      expect(centre.board.channels.has(second)).toBe(false);
      expect(centre.phaseOf(first)).toBe('offered');
      expect(isRung(centre.legOf(first))).toBe(true);
      expect(present()).toMatchObject({
        work: { kind: 'offered', call: first },
        beside: { kind: 'wrap-up', call: second },
      });
    }

    it('is waited for in both while the new leg is on its way, also over a kill -9', async () => {
      await rejoins();
      for (const comesBack of [async () => undefined, () => centre.restart()]) {
        await comesBack();
        await centre.soon();
        expect([isRung(second), isRung(coming), hearsMusic(first)]).toEqual([true, true, true]);
        expect(isAway(talk(first))).toBe(true);
        expect(present()).toMatchObject({
          work: { kind: 'offered', call: second },
          beside: { kind: 'talking', call: first },
        });
      }
      centre.board.answers(coming);
      await centre.soon();
      expect(centre.legOf(second)).toBe(coming);
      expect(agentLeg(talk(first))).toMatchObject({ state: 'away', channel: coming });
    });

    it('is waited for where the leg before died while the process was dead', async () => {
      await rejoins(false);
      await centre.kill();
      centre.board.hangsUp(leg, 44);
      await centre.start();
      await centre.soon();
      expect([isRung(second), isRung(coming), isAway(talk(first))]).toEqual([true, true, true]);
      centre.board.answers(coming);
      await centre.soon();
      expect(agentLeg(talk(first))).toMatchObject({ state: 'away', channel: coming });
    });

    it('is waited for in neither when the new leg comes to nothing: nobody is rung for nobody', async () => {
      await rejoins();
      centre.board.rejects(coming, { cause: 38, sipCause: 500 });
      await centre.soon();
      isOver();
    });

    it('nor when it does so unseen', async () => {
      await rejoins();
      await centre.kill();
      centre.board.hangsUp(coming, 44);
      await centre.start();
      await centre.soon();
      isOver();
    });
  });

  it('is as it was after a kill -9', async () => {
    const second = await secondTalk();
    await centre.restart();
    await centre.soon();
    expect(bridgeOf(second)).toEqual(bridgeOf(leg));
    expect(hearsMusic(first)).toBe(true);
    expect(present()).toMatchObject({
      work: { kind: 'talking', call: second },
      beside: { kind: 'talking', call: first },
    });
    await centre.desk.carryOut({ do: 'take-line', agent: 'ana', call: first });
    await centre.soon();
    expect(bridgeOf(first)).toEqual(bridgeOf(leg));
  });

  it('has its first call back when the process died while the leg was on its way', async () => {
    const second = await flash();
    const { early: _, rungAt: __, ...phase } = centre.call(second).phase as CallIn<'dialling'>['phase'];
    const before = { ...centre.call(second), phase: { ...phase, stage: 'agent', leg: '' } };
    centre.board.channels.delete(second);
    await centre.restartWith({ [`call:${second}`]: before }, 3);
    expect(isAway(talk(first))).toBe(false);
    expect(centre.legOf(first)).toBe(leg);
  });

  it('refuses what takes the agent in the call while they are in the other, and a third call', async () => {
    const second = await secondTalk();
    expect(await centre.desk.carryOut({ do: 'hold', agent: 'ana', call: first })).toEqual({
      ok: false,
      code: 'on-other-line',
    });
    const third = { do: 'call-out', agent: 'ana', number: SECOND, second: true } as const;
    expect(await centre.desk.carryOut(third)).toEqual({ ok: false, code: 'lines-taken' });
    expect(present().work).toMatchObject({ call: second });
  });
});

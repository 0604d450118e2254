import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as rules from '../../src/agents/agent.ts';
import type { AgentProfile, Missed, PhoneFault } from '../../src/agents/events.ts';

const profile: AgentProfile = {
  id: 'ana',
  username: 'ana',
  displayName: 'Ana',
  role: 'agent',
  level: 1,
  queues: ['averias'],
  phoneKind: 'browser',
};

const born = rules.newAgent(profile, 0);
const ready = rules.setPhone(rules.setWill(born, { kind: 'ready' }, 0), 'registered');
const offered = rules.offer(ready, 'c1', 10);
const talking = rules.talk(offered, 'c1', 20);
const wrapUp = rules.finish(talking, 'c1', true, 30);

describe('an agent may be offered a call', () => {
  it('when they are ready, their telephone is registered and they are idle; else the first reason is told', () => {
    expect(rules.unavailableReason(born)).toBe('off');
    expect(rules.unavailableReason(rules.setWill(ready, { kind: 'break', code: 'almuerzo' }, 1))).toBe(
      'break',
    );
    expect(rules.unavailableReason(rules.setWill(ready, { kind: 'dnd' }, 1))).toBe('dnd');
    expect(rules.unavailableReason(rules.setPhone(ready, 'reconnecting'))).toBe('reconnecting');
    expect(rules.unavailableReason(rules.setPhone(ready, 'unreachable'))).toBe('unreachable');
    expect([offered, talking, wrapUp].map(rules.unavailableReason)).toEqual([
      'offered',
      'talking',
      'wrap-up',
    ]);
    expect(rules.mayBeOffered(ready)).toBe(true);
  });
});

describe('their work', () => {
  it('goes from the offer over the talk to wrap-up, which only the disposition of that call ends', () => {
    expect(wrapUp.work).toEqual({ kind: 'wrap-up', call: 'c1', since: 30 });
    expect(rules.endWrapUp(wrapUp, 'c2', 40)).toBe(wrapUp);
    expect(rules.endWrapUp(wrapUp, 'c1', 40).work).toEqual({ kind: 'idle', since: 40 });
  });

  it('is idle at once where a queue has no wrap-up, or where they had not talked', () => {
    expect(rules.finish(talking, 'c1', false, 30).work.kind).toBe('idle');
    expect(rules.finish(offered, 'c1', true, 30).work.kind).toBe('idle');
  });

  it('of a wrap-up may be the offer of that very call, and goes back to it when the offer is missed', () => {
    const back = rules.offer(wrapUp, 'c1', 90);
    expect(back.work).toEqual({ kind: 'offered', call: 'c1', since: 90, owed: 30 });
    for (const missed of [rules.miss(back, 'c1', 'refused', 99), rules.finish(back, 'c1', false, 99)])
      expect(missed.work).toEqual(wrapUp.work);
    // They chose a disposition while it rang: nothing is owed any more.
    expect(rules.miss(rules.endWrapUp(back, 'c1', 95), 'c1', null, 99).work).toEqual({
      kind: 'idle',
      since: 99,
    });
    expect(rules.talk(back, 'c1', 95).work).toEqual({ kind: 'talking', call: 'c1', since: 95 });
  });

  it('of a wrap-up waits beside another call that they make, and is there again when that one is over', () => {
    const calls = rules.offer(wrapUp, 'c2', 40, true);
    expect(calls).toMatchObject({ work: { kind: 'offered', call: 'c2' }, beside: wrapUp.work });
    expect(rules.mayBeOffered(calls)).toBe(false);
    expect(rules.miss(calls, 'c2', null, 50)).toEqual(wrapUp);
    const both = rules.finish(rules.talk(calls, 'c2', 50), 'c2', true, 60);
    expect(both).toMatchObject({ work: { kind: 'wrap-up', call: 'c2' }, beside: wrapUp.work });
    expect(rules.offer(both, 'c3', 70, true)).toBe(both);
    expect(rules.endWrapUp(both, 'c2', 70)).toEqual(wrapUp);
  });

  it('of a call that is theirs may be offered in its wrap-up, and when their telephone is there again', () => {
    expect(rules.mayHaveBack(ready, 'c1')).toBe(true);
    expect(['c1', 'c2'].map(call => rules.mayHaveBack(wrapUp, call))).toEqual([true, false]);
    expect(rules.mayHaveBack(talking, 'c1')).toBe(false);
    const away = rules.setPhone(rules.setWill(ready, { kind: 'off', why: 'phone-lost' }, 40), 'unreachable');
    expect(rules.mayHaveBack(away, 'c1')).toBe(false);
    expect(rules.mayHaveBack(rules.newPhone(away), 'c1')).toBe(true);
    // What they chose begins after the wrap-up.
    for (const will of [{ kind: 'break', code: 'x' }, { kind: 'dnd' }] as const) {
      const chosen = rules.setWill(wrapUp, will, 40);
      expect(['c1', 'c2'].map(call => rules.mayHaveBack(chosen, call))).toEqual([true, false]);
      expect(rules.mayHaveBack(rules.endWrapUp(chosen, 'c1', 50), 'c1')).toBe(false);
    }
    for (const why of [undefined, 'session-ended', 'directed'] as const) {
      const off = { kind: 'off', ...(why ? { why } : {}) } as const;
      expect(rules.mayHaveBack(rules.setWill(wrapUp, off, 40), 'c1')).toBe(false);
    }
  });

  it('that was theirs in a talk waits for them, whatever they chose for after it, unless they have left', () => {
    const chosen = [{ kind: 'break', code: 'x' }, { kind: 'dnd' }, { kind: 'off' }] as const;
    for (const will of chosen) {
      const lost = rules.finish(rules.setWill(talking, will, 40), 'c1', false, 50);
      expect([rules.isWaitedFor(lost), rules.mayTakeLost(lost)]).toEqual([true, true]);
      expect(rules.mayTakeLost(rules.setPhone(lost, 'unreachable'))).toBe(false);
    }
    for (const why of ['session-ended', 'directed'] as const)
      expect(rules.isWaitedFor(rules.setWill(talking, { kind: 'off', why }, 40))).toBe(false);
    expect(rules.isWaitedFor(rules.dismiss(talking, 40))).toBe(false);
  });

  it('of another call is not touched', () => {
    expect(rules.miss(offered, 'c2', 'ignored', 20)).toBe(offered);
    expect(rules.finish(talking, 'c2', true, 20)).toBe(talking);
    expect(rules.talk(talking, 'c1', 90)).toBe(talking);
    expect(rules.miss(talking, 'c1', 'ignored', 90)).toBe(talking);
  });

  it('is not taken over by an offer while they are busy with another call', () => {
    expect(rules.offer(talking, 'c2', 90)).toBe(talking);
    expect(rules.offer(wrapUp, 'c2', 90)).toBe(wrapUp);
    expect(rules.offer(offered, 'c1', 90)).toBe(offered);
  });
});

/** Offered and missed, `at` a time. */
const missed = (agent: rules.Agent, why: Missed | null, at = 60) =>
  rules.miss(rules.offer(agent, 'c', at - 10), 'c', why, at);

describe('ignored offers', () => {
  it('put the agent on a break after the third in a row', () => {
    const twice = missed(missed(ready, 'ignored'), 'ignored');
    expect([twice.missed, twice.will.kind]).toEqual([2, 'ready']);
    expect(missed(twice, 'ignored')).toMatchObject({
      will: { kind: 'break', code: 'no-answer' },
      missed: 0,
      willSince: 60,
    });
  });

  it('are forgotten with a talk or a new will, and none is one that nobody is to blame for', () => {
    expect(missed(missed(ready, null), null)).toMatchObject({ missed: 0, will: { kind: 'ready' } });
    const once = missed(ready, 'ignored');
    expect(rules.talk(rules.offer(once, 'c', 70), 'c', 71).missed).toBe(0);
    expect(rules.setWill(once, { kind: 'off' }, 72).missed).toBe(0);
  });

  it.each(['refused', 'busy', 'forwards', 'silent', 'unreachable', 'failed'] as const)(
    'are not counted for %s, however often',
    why => {
      const often = Array.from({ length: 20 }).reduce<rules.Agent>(
        (agent, _, at) => missed(rules.rested(agent), why, 100 * at),
        missed(missed(ready, 'ignored'), 'ignored'),
      );
      expect(often).toMatchObject({ will: { kind: 'ready' }, missed: 2 });
    },
  );
});

describe('a telephone that does not take what is offered', () => {
  const FIRST: readonly [PhoneFault, number][] = [
    ['busy', 10_000],
    ['forwards', 30_000],
    ['silent', 10_000],
    ['unreachable', 3_000],
    ['failed', 3_000],
  ];

  it.each(FIRST)('is left alone when it is %s, for %i ms at first and a minute at most', (why, ms) => {
    const once = missed(ready, why, 1_000);
    expect(rules.unavailableReason(once)).toBe(`phone-${why}`);
    expect(once.rest).toEqual({ why, times: 1, until: 1_000 + ms });
    const twice = missed(rules.rested(once), why, 50_000);
    expect(twice.rest).toEqual({ why, times: 2, until: 50_000 + 2 * ms });
    const often = Array.from({ length: 12 }).reduce<rules.Agent>(
      each => missed(rules.rested(each), why, 0),
      ready,
    );
    expect(often.rest).toEqual({ why, times: 12, until: 60_000 });
  });

  it('is offered calls again when its time is over; what is known of it stays until it rings', () => {
    const over = rules.rested(missed(ready, 'silent'));
    expect(rules.mayBeOffered(over)).toBe(true);
    expect(over.rest).toMatchObject({ why: 'silent', over: true });
    expect(rules.rested(over)).toBe(over);
    expect(missed(over, 'ignored').rest).toBeUndefined();
    expect(rules.talk(rules.offer(over, 'c', 70), 'c', 71).rest).toBeUndefined();
  });

  it('is tried at once when it registers, or when its person says ready again', () => {
    const rests = missed(ready, 'busy');
    expect(rules.newPhone(rests)).toEqual({ ...ready, work: rests.work });
    expect(rules.setWill(rests, { kind: 'ready' }, 99)).toEqual({ ...ready, work: rests.work });
    expect(rules.setWill(rests, { kind: 'break', code: 'almuerzo' }, 99).rest).toBeUndefined();
  });

  it('that refuses three times in a row rests, and no earlier', () => {
    const twice = missed(missed(ready, 'refused'), 'refused');
    expect(rules.mayBeOffered(twice)).toBe(true);
    const thrice = missed(twice, 'refused', 1_000);
    expect(rules.unavailableReason(thrice)).toBe('phone-refuses');
    expect(thrice.rest).toEqual({ why: 'refuses', times: 1, until: 11_000 });
    const talked = rules.finish(rules.talk(rules.offer(twice, 'c', 70), 'c', 71), 'c', false, 72);
    expect(rules.mayBeOffered(missed(talked, 'refused'))).toBe(true);
  });
});

describe('their will', () => {
  it('said again changes nothing; a break of another kind is another one', () => {
    expect(rules.setWill(ready, { kind: 'ready' }, 99)).toBe(ready);
    const lunch = rules.setWill(ready, { kind: 'break', code: 'almuerzo' }, 5);
    expect(rules.setWill(lunch, { kind: 'break', code: 'almuerzo' }, 99)).toBe(lunch);
    expect(rules.setWill(lunch, { kind: 'break', code: 'baño' }, 99).willSince).toBe(99);
  });

  it('to be ready puts them at the end of those who are idle, and does not disturb their call', () => {
    const back = rules.setWill(rules.setWill(ready, { kind: 'off' }, 5), { kind: 'ready' }, 90);
    expect(back.work).toEqual({ kind: 'idle', since: 90 });
    expect(rules.setWill(talking, { kind: 'off' }, 90).work).toBe(talking.work);
  });
});

describe('a call for them alone', () => {
  it('rings, waits or is left as a message, as their work and telephone say', () => {
    const owesTwo = rules.finish(rules.talk(rules.offer(wrapUp, 'c2', 40, true), 'c2', 45), 'c2', true, 50);
    expect(rules.reachOf(ready)).toBe('rings');
    expect(rules.reachOf(wrapUp)).toBe('rings-in-wrap-up');
    expect(rules.reachOf({ ...wrapUp, noCallWaiting: true })).toBe('rings-in-wrap-up');
    expect(rules.reachOf(talking)).toBe('waits');
    for (const agent of [
      { ...talking, noCallWaiting: true as const },
      rules.offer(talking, 'c2', 40, true),
      rules.supervise(talking, 'c3', true),
      rules.supervise(wrapUp, 'c3', true),
      owesTwo,
      rules.setWill(wrapUp, { kind: 'dnd' }, 40),
      rules.setPhone(wrapUp, 'unreachable'),
      { ...wrapUp, rest: { why: 'busy', times: 1, until: 900 } as const },
      offered,
    ])
      expect(rules.reachOf(agent)).toBe('voicemail');
  });
});

describe('a second call', () => {
  const second = rules.offer(talking, 'c2', 40, true);

  it('is beside the first, and nothing else is offered meanwhile', () => {
    expect(second.work).toEqual(talking.work);
    expect(second.beside).toEqual({ kind: 'offered', call: 'c2', since: 40 });
    expect(rules.offer(second, 'c3', 50, true)).toBe(second);
    expect(rules.offer(talking, 'c2', 40)).toBe(talking);
    expect(rules.mayBeOffered(rules.finish(second, 'c1', false, 50))).toBe(false);
  });

  it('moves up when the first is over, and what is to be wrapped up waits beside it', () => {
    const both = rules.talk(second, 'c2', 45);
    expect(rules.finish(both, 'c1', false, 50)).toMatchObject({ work: { kind: 'talking', call: 'c2' } });
    expect(rules.finish(both, 'c1', false, 50).beside).toBeUndefined();
    const owes = rules.finish(both, 'c1', true, 50);
    expect(owes).toMatchObject({ work: { call: 'c2' }, beside: { kind: 'wrap-up', call: 'c1' } });
    expect(rules.endWrapUp(owes, 'c1', 60).beside).toBeUndefined();
    const over = rules.finish(owes, 'c2', true, 70);
    expect(rules.mayHaveBack(over, 'c2')).toBe(false);
    expect(rules.endWrapUp(over, 'c2', 80).work).toEqual({ kind: 'wrap-up', call: 'c1', since: 50 });
  });

  it('is the one that they are at when they go to it', () => {
    const there = rules.goTo(rules.talk(second, 'c2', 45), 'c2');
    expect([there.work, there.beside]).toMatchObject([{ call: 'c2' }, { call: 'c1' }]);
    expect(rules.goTo(there, 'c2')).toBe(there);
    expect(rules.goTo(there, 'c3')).toBe(there);
  });

  it('goes on in another call, beside what else there is, also of a log-in that has ended', () => {
    const both = rules.leave(rules.talk(second, 'c2', 45), 'c2', 'sp-ana', 50);
    const over = rules.comeOver(both, 'c2', 'c3', 60);
    expect([over.work, over.beside]).toEqual([
      { kind: 'talking', call: 'c1', since: talking.work.since },
      { kind: 'talking', call: 'c3', since: 60 },
    ]);
    expect(rules.withoutPast(over).leaving).toEqual({ call: 'c3', lines: ['sp-ana'] });
    expect(rules.comeOver(talking, 'c1', 'c3', 60).work).toEqual({ kind: 'talking', call: 'c3', since: 60 });
  });

  it('keeps a log-in that ended in the first until both are over', () => {
    const left = rules.leave(rules.talk(second, 'c2', 45), 'c1', 'sp-ana', 50);
    const one = rules.withoutPast(rules.finish(left, 'c1', false, 60));
    expect(one.leaving).toEqual({ call: 'c2', lines: ['sp-ana'] });
    expect(rules.withoutPast(rules.finish(one, 'c2', false, 70)).leaving).toBeUndefined();
  });
});

describe('whatever comes', () => {
  it('they are never in two calls, and a repeated message changes nothing', () => {
    const call = fc.constantFrom('c1', 'c2');
    const step = fc.oneof(
      call.map(id => (agent: rules.Agent) => rules.offer(agent, id, 1)),
      call.map(id => (agent: rules.Agent) => rules.miss(agent, id, 'ignored', 1)),
      fc.tuple(call, fc.boolean()).map(
        ([id, wrap]) =>
          (agent: rules.Agent) =>
            rules.finish(agent, id, wrap, 1),
      ),
      call.map(id => (agent: rules.Agent) => rules.endWrapUp(agent, id, 1)),
      fc.constant((agent: rules.Agent) => rules.setWill(agent, { kind: 'ready' }, 1)),
      fc.constant((agent: rules.Agent) => rules.setPhone(agent, 'registered')),
    );
    fc.assert(
      fc.property(fc.array(step), steps => {
        let agent = ready;
        for (const each of steps) {
          const before = agent.work;
          agent = each(agent);
          expect(each(agent).work).toEqual(agent.work);
          if (before.kind === 'idle' || agent.work.kind === 'idle') continue;
          expect(agent.work.call).toBe(before.call);
        }
      }),
    );
  });
});

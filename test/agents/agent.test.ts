import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as rules from '../../src/agents/agent.ts';
import type { AgentProfile } from '../../src/agents/events.ts';

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
  it('when he is ready, his telephone is registered and he is idle; else the first reason is told', () => {
    expect(rules.whyNot(born)).toBe('off');
    expect(rules.whyNot(rules.setWill(ready, { kind: 'break', code: 'almuerzo' }, 1))).toBe('break');
    expect(rules.whyNot(rules.setPhone(ready, 'reconnecting'))).toBe('reconnecting');
    expect(rules.whyNot(rules.setPhone(ready, 'unreachable'))).toBe('unreachable');
    expect([offered, talking, wrapUp].map(rules.whyNot)).toEqual(['offered', 'talking', 'wrap-up']);
    expect(rules.mayBeOffered(ready)).toBe(true);
  });
});

describe('his work', () => {
  it('goes from the offer over the talk to wrap-up, which only the disposition of that call ends', () => {
    expect(wrapUp.work).toEqual({ kind: 'wrap-up', call: 'c1', since: 30 });
    expect(rules.endWrapUp(wrapUp, 'c2', 40)).toBe(wrapUp);
    expect(rules.endWrapUp(wrapUp, 'c1', 40).work).toEqual({ kind: 'idle', since: 40 });
  });

  it('is idle at once where a queue has no wrap-up, or where he had not talked', () => {
    expect(rules.finish(talking, 'c1', false, 30).work.kind).toBe('idle');
    expect(rules.finish(offered, 'c1', true, 30).work.kind).toBe('idle');
  });

  it('of another call is not touched', () => {
    expect(rules.miss(offered, 'c2', true, 20)).toBe(offered);
    expect(rules.finish(talking, 'c2', true, 20)).toBe(talking);
    expect(rules.talk(talking, 'c1', 90)).toBe(talking);
    expect(rules.miss(talking, 'c1', true, 90)).toBe(talking);
  });

  it('is not taken over by an offer while he is busy with another call', () => {
    expect(rules.offer(talking, 'c2', 90)).toBe(talking);
    expect(rules.offer(wrapUp, 'c2', 90)).toBe(wrapUp);
    expect(rules.offer(offered, 'c1', 90)).toBe(offered);
  });
});

describe('missed offers', () => {
  const miss = (agent: rules.Agent, fault: boolean) =>
    rules.miss(rules.offer(agent, 'c', 50), 'c', fault, 60);

  it('put him on a break after the third in a row', () => {
    const twice = miss(miss(ready, true), true);
    expect([twice.missed, twice.will.kind]).toEqual([2, 'ready']);
    expect(miss(twice, true)).toMatchObject({
      will: { kind: 'break', code: 'no-answer' },
      missed: 0,
      willSince: 60,
    });
  });

  it('do not count when nobody is to blame, and are forgotten with a talk or a new will', () => {
    expect(miss(miss(ready, false), false).missed).toBe(0);
    const once = miss(ready, true);
    expect(rules.talk(rules.offer(once, 'c', 70), 'c', 71).missed).toBe(0);
    expect(rules.setWill(once, { kind: 'off' }, 72).missed).toBe(0);
  });
});

describe('his will', () => {
  it('said again changes nothing; a break of another kind is another one', () => {
    expect(rules.setWill(ready, { kind: 'ready' }, 99)).toBe(ready);
    const lunch = rules.setWill(ready, { kind: 'break', code: 'almuerzo' }, 5);
    expect(rules.setWill(lunch, { kind: 'break', code: 'almuerzo' }, 99)).toBe(lunch);
    expect(rules.setWill(lunch, { kind: 'break', code: 'baño' }, 99).willSince).toBe(99);
  });

  it('to be ready puts him at the end of those who are idle, and does not disturb his call', () => {
    const back = rules.setWill(rules.setWill(ready, { kind: 'off' }, 5), { kind: 'ready' }, 90);
    expect(back.work).toEqual({ kind: 'idle', since: 90 });
    expect(rules.setWill(talking, { kind: 'off' }, 90).work).toBe(talking.work);
  });
});

describe('whatever comes', () => {
  it('he is never in two calls, and a repeated message changes nothing', () => {
    const call = fc.constantFrom('c1', 'c2');
    const step = fc.oneof(
      call.map(id => (agent: rules.Agent) => rules.offer(agent, id, 1)),
      call.map(id => (agent: rules.Agent) => rules.miss(agent, id, true, 1)),
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

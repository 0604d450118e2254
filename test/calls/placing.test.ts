import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Command } from '../../src/calls/commands.ts';
import { hearingCaller, NOW, offeredCaller, talkingCaller, waitingCaller } from './one-call.ts';
import { person, SmallCentre } from './small-centre.ts';

const by = { id: 'sofia', name: 'Sofía' };
const FIRST = { kind: 'ask-first', by } as const;
const TO_COMERCIAL = { kind: 'ask-queue', by, queue: 'comercial' } as const;

describe('a caller whom a supervisor has wait in another queue', () => {
  it('keeps the wait, and hears music on', () => {
    const one = waitingCaller();
    const { queuedAt } = one.phase as { queuedAt: number };
    one.later(90_000).hears(TO_COMERCIAL);
    expect(one.phase).toMatchObject({ kind: 'waiting', queue: 'comercial', queuedAt, music: true });
    expect(one.said).toEqual(['enqueue', 'fact moved-queue', 'fact queued']);
    expect(one.facts).toMatchObject([
      { kind: 'moved-queue', at: NOW + 90_000, by: 'sofia', from: 'averias', queue: 'comercial' },
      { kind: 'queued', queue: 'comercial' },
    ]);
    one.later(5_000).offered('luis').answered();
    const waitedMs = one.now - queuedAt;
    expect(one.facts).toContainEqual({ kind: 'answered', at: one.now, agent: 'luis', waitedMs });
  });

  it('hears what is being told to the end', () => {
    const one = hearingCaller();
    const { playback } = one;
    one.hears(TO_COMERCIAL);
    expect(one.phase).toMatchObject({ queue: 'comercial', words: {} });
    expect(one.playback).toBe(playback);
    expect(one.played().phase).toMatchObject({ queue: 'comercial' });
    expect('words' in one.phase).toBe(false);
  });

  it('stays where they are when that is the queue, when it rings or when they talk', () => {
    expect(waitingCaller().hears({ ...TO_COMERCIAL, queue: 'averias' }).facts).toEqual([]);
    for (const one of [offeredCaller(), talkingCaller()]) {
      const before = one.call;
      expect(one.hears(TO_COMERCIAL, FIRST).call).toBe(before);
    }
  });
});

describe('in the centre', () => {
  let centre: SmallCentre;
  beforeEach(async () => {
    const people = [person('ana'), person('luis', { queues: ['comercial'] })];
    centre = await new SmallCentre([], { people }).start();
  });
  afterEach(() => centre.close());
  const give = (command: Command) => centre.desk.carryOut(command);
  const move = (call: string, queue = 'comercial', from = 'averias') =>
    give({ do: 'move-queue', by, call, from, queue });

  it('who is put first is offered before those who came earlier, after a restart, too', async () => {
    const calls = [await centre.waits('1'), await centre.waits('2'), await centre.waits('3')];
    const [one = '', two = '', three = ''] = calls;
    const put = { do: 'put-first', by, call: three } as const;
    expect(await Promise.all([give(put), give(put)])).toEqual([{ ok: true }, { ok: true }]);
    expect(centre.kindsOf(three).filter(kind => kind === 'put-first')).toHaveLength(1);
    expect([three, one, two].map(call => centre.calls.positionOf(call))).toEqual([1, 2, 3]);
    await centre.restart();
    expect([three, one, two].map(call => centre.calls.positionOf(call))).toEqual([1, 2, 3]);
    await centre.ready('ana');
    expect(calls.map(call => centre.phaseOf(call))).toEqual(['waiting', 'waiting', 'offered']);
  });

  it('who waits in another queue stands where their wait has earned it, and an agent who is free there is rung', async () => {
    const early = await centre.waits('1');
    await centre.soon(10_000);
    const late = await centre.waits('2');
    expect(await move(late)).toEqual({ ok: true });
    await centre.soon(10_000);
    expect(await move(early)).toEqual({ ok: true });
    expect([early, late].map(call => centre.calls.positionOf(call))).toEqual([1, 2]);
    await centre.restart();
    await centre.ready('luis');
    expect(centre.phaseOf(early)).toBe('offered');
  });

  it('of three who press at once one has moved it, the others are told; nothing is lost', async () => {
    const call = await centre.waits();
    const outcomes = await Promise.all(['comercial', 'comercial', 'averias'].map(queue => move(call, queue)));
    const late = { ok: false, code: 'moved-already' };
    expect(outcomes).toEqual([{ ok: true }, late, late]);
    expect([centre.phaseOf(call), centre.calls.positionOf(call)]).toEqual(['waiting', 1]);
  });

  it('is refused with a sentence of its own where it cannot be', async () => {
    await centre.ready('ana');
    const call = await centre.waits();
    const code = async (command: Command) => {
      const outcome = await give(command);
      return outcome.ok ? 'ok' : outcome.code;
    };
    const put = { do: 'put-first', by, call } as const;
    const away = { do: 'move-queue', by, call, from: 'averias', queue: 'comercial' } as const;
    expect([await code(put), await code(away)]).toEqual(['not-waiting', 'not-waiting']);
    centre.board.answers(centre.legOf(call));
    await centre.soon();
    expect([await code(put), await code(away)]).toEqual(['not-waiting', 'not-waiting']);
    centre.board.hangsUp(call);
    await centre.soon();
    expect([await code(put), await code({ ...away, call: 'no-such-call' })]).toEqual([
      'call-gone',
      'call-gone',
    ]);
    const second = await centre.waits('2');
    expect(await code({ ...away, call: second, queue: 'ninguna' })).toBe('unknown-resource');
  });

  it('who is given to an agent is rung there, whatever their queues; not taken, they are first in line', async () => {
    const [early, late] = [await centre.waits('1'), await centre.waits('2')];
    await centre.soon(5_000);
    await centre.ready('luis');
    expect(await give({ do: 'give-caller', by, call: late, agent: 'luis' })).toEqual({ ok: true });
    await centre.soon();
    expect([centre.phaseOf(late), centre.workOf('luis')]).toEqual(['offered', 'offered']);
    expect(centre.factsOf(late)).toContainEqual({
      kind: 'given',
      at: centre.clock.now(),
      by: 'sofia',
      agent: 'luis',
    });
    await centre.restart();
    expect(centre.phaseOf(late)).toBe('offered');
    centre.board.rejects(centre.legOf(late), { cause: 21, sipCause: 603 });
    await centre.soon();
    expect([late, early].map(call => centre.calls.positionOf(call))).toEqual([1, 2]);
    expect(centre.workOf('luis')).toBe('idle');
    await centre.ready('ana');
    expect(centre.phaseOf(late)).toBe('offered');
  });

  it('of three supervisors who give at once one has given them, and nobody is rung twice', async () => {
    const call = await centre.waits();
    await centre.ready('luis');
    const order = { do: 'give-caller', by, call, agent: 'luis' } as const;
    const outcomes = await Promise.all([give(order), give(order), give(order)]);
    const late = { ok: false, code: 'not-waiting' };
    expect(outcomes).toEqual([{ ok: true }, late, late]);
    expect(centre.kindsOf(call).filter(kind => kind === 'offered')).toHaveLength(1);
    expect(await move(call)).toMatchObject({ code: 'not-waiting' });
  });

  it.each([{ kind: 'off' }, { kind: 'break', code: 'reunion' }, { kind: 'dnd' }] as const)(
    'is taken by a supervisor who asks for them while they are $kind, whose telephone is free',
    async will => {
      const own = { id: 'luis', name: 'Luis' };
      const order = { do: 'give-caller', by: own, agent: 'luis' } as const;
      await centre.ready('luis');
      await give({ do: 'set-will', agent: 'luis', will });
      const [call, other] = [await centre.waits('1'), await centre.waits('2')];
      // Somebody else cannot give them anything.
      expect(await give({ ...order, call, by })).toMatchObject({ code: 'agent-not-free' });
      expect(await give({ ...order, call })).toEqual({ ok: true });
      await centre.soon();
      expect([centre.phaseOf(call), centre.workOf('luis')]).toEqual(['offered', 'offered']);
      expect(await give({ ...order, call: other })).toMatchObject({ code: 'agent-not-free' });
      centre.board.answers(centre.legOf(call));
      await centre.soon();
      expect(centre.phaseOf(call)).toBe('talking');
      expect(centre.calls.registry.get('luis')?.will).toEqual(will);
      expect(centre.phaseOf(other)).toBe('waiting');
    },
  );

  it('who cannot be rung is given nobody', async () => {
    const call = await centre.waits();
    const order = { do: 'give-caller', by, call, agent: 'luis' } as const;
    expect(await give(order)).toMatchObject({ code: 'agent-not-free' });
    expect(await give({ ...order, agent: 'nobody' })).toMatchObject({ code: 'unknown-resource' });
    expect(centre.calls.positionOf(call)).toBe(1);
  });
});

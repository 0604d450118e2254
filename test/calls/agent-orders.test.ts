import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { queuesOf } from '../../src/agents/agent.ts';
import { standsSince } from '../../src/agents/events.ts';
import type { Command } from '../../src/calls/commands.ts';
import { DayCount } from '../../src/supervision/day-count.ts';
import { drawAgent } from '../../src/supervision/draw.ts';
import { person, SmallCentre } from './small-centre.ts';

const by = { id: 'sofia', name: 'Sofía' };
const breaks = [{ code: 'reunion', title: { es: 'Reunión', en: 'Meeting' } }];
const OK = { ok: true };
const NO_DAY = new DayCount('2026-11-22', null);

let centre: SmallCentre;
beforeEach(async () => {
  const people = [person('ana'), person('luis', { queues: ['comercial'] })];
  centre = await new SmallCentre([], { people, breaks }).start();
});
afterEach(() => centre.close());

const give = (command: Command) => centre.desk.carryOut(command);
const agent = (id = 'ana') => {
  const found = centre.calls.registry.get(id);
  if (!found) throw new Error(`no agent ${id}`);
  return found;
};
const order = { do: 'direct-will', by, agent: 'ana', note: 'Reunión de turno.' } as const;
const pause = { ...order, will: { kind: 'break', code: 'reunion' } } as const;
const directedFacts = () =>
  centre.facts.filter(({ fact }) => fact.kind === 'directed').map(each => each.fact);

describe('a break that a supervisor orders', () => {
  it('is told with its reason until it is read, and after a restart, too', async () => {
    await centre.ready('ana');
    expect(await give(pause)).toEqual(OK);
    expect(agent().will).toEqual({ kind: 'break', code: 'reunion' });
    const { at } = agent().directed ?? { at: 0 };
    const directed = { what: 'break', by, at, note: 'Reunión de turno.', code: 'reunion' };
    expect(agent().directed).toEqual(directed);
    expect(directedFacts()).toEqual([{ kind: 'directed', agent: 'ana', ...directed, by: 'sofia' }]);
    await centre.restart();
    expect(agent().directed).toEqual(directed);
    await give({ do: 'read-order', agent: 'ana', at: at - 1 });
    expect(agent().directed).toEqual(directed);
    await give({ do: 'read-order', agent: 'ana', at });
    expect(agent().directed).toBeUndefined();
    expect(centre.phaseOf(await centre.waits())).toBe('waiting');
  });

  it('touches no call: it holds after the talk and its wrap-up', async () => {
    await centre.ready('ana');
    const call = await centre.talks();
    expect(await give(pause)).toEqual(OK);
    expect(centre.phaseOf(call)).toBe('talking');
    centre.board.hangsUp(call);
    await centre.soon();
    await give({ do: 'dispose', agent: 'ana', call, disposition: 'resuelto', note: '' });
    expect(centre.phaseOf(await centre.waits('2'))).toBe('waiting');
    expect(centre.workOf('ana')).toBe('idle');
  });

  it('is ended by a supervisor, and the next caller is theirs', async () => {
    await centre.ready('ana');
    await give(pause);
    const call = await centre.waits();
    expect(await give({ ...order, will: { kind: 'ready' } })).toEqual(OK);
    await centre.soon();
    expect([centre.phaseOf(call), agent().directed?.what]).toEqual(['offered', 'ready']);
  });

  it('is not ended by the agent, over a restart and a log-out, before its time; the supervisor ends it at once', async () => {
    const want = (will: Extract<Command, { do: 'set-will' }>['will']) =>
      give({ do: 'set-will', agent: 'ana', will });
    const held = { ok: false, code: 'break-held' };
    await centre.ready('ana');
    await give({ ...pause, minutes: 30 });
    const until = (agent().directed?.at ?? 0) + 30 * 60_000;
    expect(agent().held).toEqual({ by, note: 'Reunión de turno.', code: 'reunion', until });
    expect(drawAgent(agent(), NO_DAY)).toMatchObject({ held: { by: 'Sofía', until } });
    for (const will of [{ kind: 'ready' }, { kind: 'dnd' }, { kind: 'break', code: 'almuerzo' }] as const)
      expect(await want(will)).toEqual(held);
    expect(agent().will).toEqual({ kind: 'break', code: 'reunion' });
    await centre.restart();
    expect(await want({ kind: 'ready' })).toEqual(held);
    expect(await want({ kind: 'off' })).toEqual(OK);
    expect(await want({ kind: 'ready' })).toEqual(held);
    // Away, they are let off; nobody is made ready who is not there.
    expect(await give({ ...order, will: { kind: 'ready' } })).toEqual(OK);
    expect(agent()).toMatchObject({ will: { kind: 'off' } });
    expect(agent()).not.toHaveProperty('held');
    expect(await want({ kind: 'ready' })).toEqual(OK);
    await give({ ...pause, minutes: 30 });
    await centre.soon(30 * 60_000 + 1_000);
    expect(await want({ kind: 'ready' })).toEqual(OK);
    // Without a time it is for the day.
    await give(pause);
    await centre.soon(60 * 60_000);
    expect(await want({ kind: 'ready' })).toEqual(held);
    expect(await give({ ...order, will: { kind: 'ready' } })).toEqual(OK);
    expect(agent().will).toEqual({ kind: 'ready' });
    expect(agent()).not.toHaveProperty('held');
  });

  it('that waits for an agent who was away is taken by them again, and no other; a supervisor ends it then, too', async () => {
    const want = (will: Extract<Command, { do: 'set-will' }>['will']) =>
      give({ do: 'set-will', agent: 'ana', will });
    await centre.ready('ana');
    await give({ ...pause, minutes: 30 });
    await want({ kind: 'off' });
    expect(await want({ kind: 'break', code: 'almuerzo' })).toMatchObject({ code: 'break-held' });
    expect(await want({ kind: 'break', code: 'reunion' })).toEqual(OK);
    expect(agent()).toMatchObject({ will: { kind: 'break', code: 'reunion' }, held: { code: 'reunion' } });
    expect(await want({ kind: 'ready' })).toMatchObject({ code: 'break-held' });
    expect(await give({ ...order, will: { kind: 'ready' } })).toEqual(OK);
    expect(agent().will).toEqual({ kind: 'ready' });
  });

  it('is ended as a do-not-disturb is, which an agent chooses, and in which no caller rings', async () => {
    await centre.ready('ana');
    expect(await give({ do: 'set-will', agent: 'ana', will: { kind: 'dnd' } })).toEqual(OK);
    const call = await centre.waits();
    expect([centre.phaseOf(call), agent().will.kind]).toEqual(['waiting', 'dnd']);
    await centre.restart();
    expect([centre.phaseOf(call), agent().will.kind]).toEqual(['waiting', 'dnd']);
    expect(await give({ ...order, will: { kind: 'ready' } })).toEqual(OK);
    await centre.soon();
    expect([centre.phaseOf(call), agent().will.kind]).toEqual(['offered', 'ready']);
  });

  it('is refused with a sentence of its own where it cannot be', async () => {
    const ready = { ...order, will: { kind: 'ready' } } as const;
    expect(await give(ready)).toMatchObject({ code: 'no-break' });
    await give(pause);
    expect(await give(ready)).toMatchObject({ code: 'their-phone-not-ready' });
    expect(await give({ ...pause, agent: 'nobody' })).toMatchObject({ code: 'unknown-resource' });
    expect(await give({ ...pause, will: { kind: 'break', code: 'siesta' } })).toMatchObject({
      code: 'unknown-resource',
    });
  });

  it('of three supervisors who press at once one has ordered it, the others are told', async () => {
    await centre.ready('ana');
    const since = standsSince(agent());
    const late = { ok: false, code: 'agent-changed' };
    const outcomes = await Promise.all(
      ['uno', 'dos', 'tres'].map(name => give({ ...pause, by: { id: name, name }, since })),
    );
    expect(outcomes).toEqual([OK, late, late]);
    expect(agent().directed?.by.id).toBe('uno');
    expect(directedFacts()).toHaveLength(1);
    // In the same moment, on what stands now.
    expect(await give({ ...order, will: { kind: 'ready' }, since: standsSince(agent()) })).toEqual(OK);
  });

  it('is given whether the agent has read the one before meanwhile or not', async () => {
    await centre.ready('ana');
    await give(pause);
    const since = standsSince(agent());
    await give({ do: 'read-order', agent: 'ana', at: agent().directed?.at ?? 0 });
    expect(await give({ ...order, will: { kind: 'ready' }, since })).toEqual(OK);
  });

  it('is not given over what the agent did meanwhile', async () => {
    await centre.ready('ana');
    const since = standsSince(agent());
    await centre.soon(1_000);
    await give({ do: 'set-will', agent: 'ana', will: { kind: 'off' } });
    expect(await give({ ...pause, since })).toMatchObject({ code: 'agent-changed' });
    expect(agent().will.kind).toBe('off');
  });
});

describe('a log-out that a supervisor orders', () => {
  it('is told as theirs, and a talk goes on to its end', async () => {
    await centre.ready('ana');
    const call = await centre.talks();
    expect(await give({ ...order, will: { kind: 'off' } })).toEqual(OK);
    await centre.logsIn([]);
    expect(centre.phaseOf(call)).toBe('talking');
    expect(agent()).toMatchObject({
      will: { kind: 'off', why: 'directed' },
      directed: { what: 'log-out', by, note: 'Reunión de turno.' },
    });
  });
});

describe('other queues for the day', () => {
  const move = (queues: readonly string[], id = 'ana') =>
    give({ do: 'direct-queues', by, agent: id, queues, note: '' });

  it('count from the next offer on', async () => {
    await centre.ready('ana', 'luis');
    await move(['comercial']);
    expect(queuesOf(agent())).toEqual(['comercial']);
    expect(agent().directed).toMatchObject({ what: 'queues', added: ['comercial'], removed: ['averias'] });
    const call = await centre.waits();
    expect(centre.phaseOf(call)).toBe('waiting');
    await move(['averias'], 'luis');
    await centre.soon();
    expect(centre.workOf('luis')).toBe('offered');
  });

  it('are left alone by a change of something else, and follow one of their own queues', async () => {
    await move(['averias', 'comercial']);
    const [ana, luis] = centre.data.people;
    if (!ana || !luis) throw new Error('nobody is there');
    await centre.change({ ...centre.data, people: [{ ...ana, displayName: 'Ana B.' }, luis] });
    expect(queuesOf(agent())).toEqual(['averias', 'comercial']);
    await centre.change({ ...centre.data, people: [{ ...ana, queues: [] }, luis] });
    expect(queuesOf(agent())).toEqual(['comercial']);
  });

  it('end with the centre’s day, after a restart, too', async () => {
    await move(['comercial']);
    await centre.restart();
    expect(queuesOf(agent())).toEqual(['comercial']);
    const { until } = agent().moved ?? { until: 0 };
    expect(new Date(until).toISOString()).toBe('2026-11-23T00:00:00.000Z');
    await centre.soon(until - centre.clock.now() - 1);
    expect(queuesOf(agent())).toEqual(['comercial']);
    await centre.soon(1);
    expect(queuesOf(agent())).toEqual(['averias']);
    expect(agent().moved).toBeUndefined();
  });

  it('that are their own again are no move; those that there are not are refused', async () => {
    await move(['comercial']);
    await move(['averias']);
    expect(agent().moved).toBeUndefined();
    expect(await move(['averias'])).toEqual(OK);
    expect(directedFacts()).toHaveLength(2);
    expect(await move(['ninguna'])).toMatchObject({ code: 'unknown-resource' });
  });
});

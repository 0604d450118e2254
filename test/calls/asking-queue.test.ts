import { afterEach, describe, expect, it } from 'vitest';
import { CALL_SHAPE } from '../../src/calls/call-shape.ts';
import type { CallInput } from '../../src/calls/inputs.ts';
import { colleagues } from '../../src/calls/legs.ts';
import type { QueueProfile } from '../../src/queues/events.ts';
import { drawCall } from '../../src/supervision/draw.ts';
import { CALLER, OneCall, talkingCaller, there, together } from './one-call.ts';
import { recordedCall } from './recorded-call.ts';
import { averias, centreData, person, SmallCentre } from './small-centre.ts';

const ASK: CallInput = {
  kind: 'ask-consult',
  agent: 'ana',
  colleague: 'luis',
  endpoint: 'PJSIP/sp-luis',
  queue: 'comercial',
  asQueue: true,
  note: 'Pide su factura.',
};
const ana = <Kind extends string>(kind: Kind) => ({ kind, agent: 'ana' }) as const;

const comercial: QueueProfile = {
  ...averias,
  name: 'comercial',
  ringMs: 12_000,
  recording: 'on-demand',
  wrapUp: false,
};

/** A talk of `averias`, whose agent may ask who is free of `comercial`, in this order. */
function talking(...free: string[]): OneCall {
  const one = talkingCaller();
  one.around = {
    ...one.around,
    queue: name => (name === 'comercial' ? comercial : name === 'averias' ? averias : null),
    freeOf: (queue, except) => {
      const agent = queue === 'comercial' ? free.find(each => !except.includes(each)) : undefined;
      return agent === undefined ? null : { agent, endpoint: `PJSIP/sp-${agent}` };
    },
  };
  return one;
}

const asking = (...free: string[]) => talking('luis', ...free).hears(ASK);
const rung = (one: OneCall) => colleagues(one.talk)[0];
const channel = (one: OneCall) => rung(one)?.channel ?? '';
const picture = (one: OneCall) => drawCall(one.call, null, () => null);

describe('an agent who asks a queue', () => {
  it('has one of it rung for as long as its calls ring; the caller hears music', () => {
    const one = asking('eva');
    expect(one.said).toEqual(
      expect.arrayContaining(['music on', 'dial PJSIP/sp-luis', 'agent-offered luis', 'timer consult 14000']),
    );
    expect(one.facts.at(-1)).toMatchObject({ kind: 'consulted', colleague: 'luis', queue: 'comercial' });
    expect(picture(one).colleagues).toMatchObject([{ agent: 'luis', state: 'ringing', queue: 'comercial' }]);
    expect(CALL_SHAPE.schema.safeParse(one.call).success).toBe(true);
  });

  it.each<[string, string, (one: OneCall) => unknown]>([
    ['declines', 'refused', one => one.ended(channel(one), 21, { sip: 603, rang: true })],
    ['declines on the page', 'refused', one => one.hears({ kind: 'ask-hang-up', agent: 'luis' })],
    ['does not answer', 'ignored', one => one.hears({ kind: 'timer', name: 'consult' })],
    ['has a telephone that is busy', 'busy', one => one.ended(channel(one), 17, { sip: 486 })],
    ['has a line that is lost', 'unreachable', one => one.hears({ kind: 'agent-line-lost', agent: 'luis' })],
    [
      'has a telephone that cannot be rung',
      'unreachable',
      one =>
        one.hears({ kind: 'outcome', order: 'dial', subject: channel(one), outcome: 'refused' } as const),
    ],
  ])('has the next one rung where the first %s, and moves nobody', (_, why, happens) => {
    const one = asking('eva').later(3_000);
    const before = channel(one);
    happens(one);
    expect(rung(one)).toMatchObject({
      agent: 'eva',
      state: 'dialled',
      since: one.now,
      tried: ['luis'],
      queue: 'comercial',
      note: 'Pide su factura.',
    });
    expect(channel(one)).not.toBe(before);
    expect(one.said).toEqual(
      expect.arrayContaining([
        'agent-finished luis',
        'dial PJSIP/sp-eva',
        'agent-offered eva',
        'timer consult 14000',
      ]),
    );
    expect(one.said.filter(each => /^(join|leave|music|record)/.test(each))).toEqual([]);
    expect(one.facts.slice(-2)).toMatchObject([
      { kind: 'consult-ended', colleague: 'luis', why },
      { kind: 'consulted', colleague: 'eva', queue: 'comercial' },
    ]);
  });

  it('has each of them rung once, and is back with the caller on hold and told why when nobody is left', () => {
    const one = asking('eva');
    for (const next of ['eva', null]) {
      one.ended(channel(one), 21, { sip: 603, rang: true });
      expect(rung(one)?.agent ?? null).toBe(next);
    }
    expect(one.talk.legs.map(({ place }) => place)).toEqual(['music', 'talk']);
    expect(picture(one)).toMatchObject({
      unanswered: { colleague: 'eva', why: 'refused', queue: 'comercial' },
    });
    expect(CALL_SHAPE.schema.safeParse(one.call).success).toBe(true);
    one.hears(ASK);
    expect(picture(one)).not.toHaveProperty('unanswered');
  });

  it('rings nobody who is in the call already, and nobody after they took the caller back', () => {
    const one = talking('luis', 'eva').hears({ ...ASK, colleague: 'luis', asQueue: undefined } as never);
    one.hears({ kind: 'leg-answered', channel: channel(one) }, ana('ask-conference'));
    one.hears({ ...ASK, colleague: 'eva' });
    one.hears({ kind: 'ask-hang-up', agent: 'eva' });
    expect(colleagues(one.talk).map(({ agent }) => agent)).toEqual(['luis']);
    const back = asking('eva').hears(ana('ask-resume'));
    expect(colleagues(back.talk)).toEqual([]);
    expect(picture(back)).not.toHaveProperty('unanswered');
    const dropped = asking('eva');
    dropped.hears({ ...ana('ask-drop'), channel: channel(dropped) });
    expect(colleagues(dropped.talk)).toEqual([]);
  });

  it('who answered and hung up is followed by nobody', () => {
    const one = asking('eva');
    one.hears({ kind: 'leg-answered', channel: channel(one) });
    one.ended(channel(one));
    expect(colleagues(one.talk)).toEqual([]);
    expect(picture(one)).not.toHaveProperty('unanswered');
  });

  it('gives the caller on: it is a call of that queue, with the wait it had, its recording and no wrap-up', () => {
    const one = asking('eva');
    const waited = one.talk.answeredAt - (one.talk.queued?.queuedAt ?? 0);
    one.ended(channel(one), 21, { sip: 603, rang: true });
    one.hears({ kind: 'leg-answered', channel: channel(one) });
    one.later(60_000).hears(ana('ask-complete'));
    expect(one.talk).toMatchObject({
      agent: 'eva',
      recordingPolicy: 'on-demand',
      queued: { queue: 'comercial', queuedAt: one.now - waited, transfer: { from: 'ana' } },
    });
    expect(one.talk.recorded).toBeUndefined();
    expect(one.said).not.toContain('record');
    expect(one.call.wrapUps).toMatchObject([
      { agent: 'ana', queue: 'averias', to: 'comercial', colleague: 'eva', asQueue: true },
    ]);
    expect(one.facts.slice(-3)).toMatchObject([
      { kind: 'transferred', agent: 'ana', queue: 'comercial', colleague: 'eva', asQueue: true },
      { kind: 'queued', queue: 'comercial' },
      { kind: 'answered', agent: 'eva', waitedMs: 0 },
    ]);
    one.ended(CALLER);
    expect(one.said).toContain('agent-finished eva');
    expect(recordedCall(one.facts)).toMatchObject({
      queue: 'comercial',
      agent: 'eva',
      parts: [{ agent: 'ana' }],
    });
  });

  it('a colleague who is asked by name leaves the call in the queue that it was in', () => {
    const one = talking().hears({ ...ASK, asQueue: undefined } as never);
    one.hears({ kind: 'leg-answered', channel: channel(one) }, ana('ask-complete'));
    expect(one.talk).toMatchObject({ queued: { queue: 'averias' }, recordingPolicy: 'always' });
    expect(one.call.wrapUps?.[0]).not.toHaveProperty('asQueue');
  });

  it.each<[string, (one: OneCall) => unknown]>([
    ['completes', one => one.hears(ana('ask-complete'))],
    ['hangs up', one => one.ended(one.leg)],
    ['loses the page', one => one.ended(one.leg, 44)],
  ])('who %s while it is rung has given the caller to the queue, where others are rung, too', (_, leaves) => {
    const one = asking('eva');
    one.ended(channel(one), 21, { sip: 603, rang: true });
    const eva = channel(one);
    leaves(one);
    expect(one.phase).toMatchObject({
      kind: 'offered',
      agent: 'eva',
      leg: eva,
      queue: 'comercial',
      music: true,
      missedBy: ['ana', 'luis'],
    });
    expect(one.phase).not.toHaveProperty('only');
    expect(one.call.wrapUps).toMatchObject([{ agent: 'ana', to: 'comercial' }]);
    expect(one.call.wrapUps?.[0]).not.toHaveProperty('colleague');
    one.hears({ kind: 'timer', name: 'ring' });
    expect(one.phase).toMatchObject({
      kind: 'waiting',
      queue: 'comercial',
      missedBy: ['ana', 'luis', 'eva'],
    });
    expect(one.phase).not.toHaveProperty('only');
  });

  it('finds after a restart who is rung, who has answered, and goes on to the next one where they are gone', () => {
    const asked = asking('eva');
    const all = [CALLER, asked.leg, channel(asked)];
    const rings = new OneCall(asked.call);
    rings.around = asked.around;
    rings.hears({ ...together(CALLER, asked.leg)(rings.call), alive: new Set(all) });
    expect(rings.said).toContain('timer consult 14000');
    expect(rung(rings)).toMatchObject({ agent: 'luis', state: 'dialled' });
    const answered = new OneCall(asked.call);
    answered.around = asked.around;
    answered.hears(there(...all));
    expect(rung(answered)).toMatchObject({ agent: 'luis', state: 'up' });
    const gone = new OneCall(asked.call);
    gone.around = asked.around;
    gone.hears(together(CALLER, asked.leg));
    expect(gone.said).toContain('timer consult 1000');
    gone.hears({ kind: 'timer', name: 'consult' });
    expect(rung(gone)).toMatchObject({ agent: 'eva', tried: ['luis'] });
  });
});

describe('the desk of the centre', () => {
  let centre: SmallCentre | undefined;
  afterEach(() => centre?.close());

  const PEOPLE = ['ana', 'luis', 'eva', 'rita'];

  async function start(): Promise<SmallCentre> {
    const people = PEOPLE.map(id => person(id, { queues: [id === 'ana' ? 'averias' : 'comercial'] }));
    centre = new SmallCentre(PEOPLE);
    centre.data = centreData(people);
    return await centre.start();
  }

  const consult = (call: string, more: { readonly agent?: string; readonly queue?: string } = {}) =>
    ({ do: 'consult-queue', agent: 'ana', call, queue: 'comercial', note: 'Factura', ...more }) as const;
  const rungIn = (world: SmallCentre, call: string) => {
    const { phase } = world.call(call);
    return phase.kind === 'talking' ? colleagues(phase)[0] : undefined;
  };

  it('chooses as the line does: who is idle longest, not who is on a break; each once', async () => {
    const world = await start();
    await world.ready('ana');
    const call = await world.talks();
    for (const agent of ['rita', 'eva', 'luis']) {
      await world.soon(1_000);
      await world.ready(agent);
    }
    await world.desk.carryOut({ do: 'set-will', agent: 'eva', will: { kind: 'break', code: 'x' } });
    expect(await world.desk.carryOut(consult(call))).toEqual({ ok: true });
    await world.soon();
    expect(rungIn(world, call)).toMatchObject({ agent: 'rita', tried: [] });
    expect(world.workOf('rita')).toBe('offered');
    world.board.rejects(rungIn(world, call)?.channel ?? '', { cause: 21, sipCause: 603 });
    await world.soon();
    expect(rungIn(world, call)).toMatchObject({ agent: 'luis', tried: ['rita'] });
    expect([world.workOf('rita'), world.workOf('luis')]).toEqual(['idle', 'offered']);
    world.board.rejects(rungIn(world, call)?.channel ?? '', { cause: 21, sipCause: 603 });
    await world.soon();
    expect(rungIn(world, call)).toBeUndefined();
    expect(world.phaseOf(call)).toBe('talking');
  });

  it('says why nobody is rung', async () => {
    const world = await start();
    const closed = { ...averias, name: 'cerrada', calendar: 'nunca' };
    const week = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
    const calendars = [{ name: 'nunca', spec: { timeZone: 'America/Caracas', week, holidays: [] } }];
    await world.change({ ...world.data, queues: [...world.data.queues, closed], calendars });
    await world.ready('ana');
    const call = await world.talks();
    const codes = async (...all: ReturnType<typeof consult>[]) => {
      const found: string[] = [];
      for (const each of all) {
        const outcome = await world.desk.carryOut(each);
        found.push(outcome.ok ? 'ok' : outcome.code);
      }
      return found;
    };
    expect(
      await codes(
        consult(call),
        consult(call, { queue: 'averias' }),
        consult(call, { queue: 'ninguna' }),
        consult(call, { queue: 'cerrada' }),
        consult(call, { agent: 'luis' }),
        consult('none'),
      ),
    ).toEqual([
      'queue-nobody-free',
      'queue-nobody-free',
      'unknown-resource',
      'queue-closed',
      'not-your-call',
      'call-gone',
    ]);
    await world.ready('luis');
    expect(await codes(consult(call), consult(call))).toEqual(['ok', 'consulting-already']);
  });

  it('loses nothing when it is killed while the second one is rung, and counts the talk for the queue', async () => {
    const world = await start();
    await world.ready('ana', 'luis', 'eva', 'rita');
    const call = await world.talks();
    await world.desk.carryOut(consult(call));
    await world.soon();
    const first = rungIn(world, call);
    world.board.rejects(first?.channel ?? '', { cause: 21, sipCause: 603 });
    await world.soon();
    const second = rungIn(world, call);
    await world.restart();
    expect(rungIn(world, call)).toEqual(second);
    world.board.rejects(second?.channel ?? '', { cause: 21, sipCause: 603 });
    await world.soon();
    const third = rungIn(world, call);
    expect(new Set([first, second, third].map(leg => leg?.agent)).size).toBe(3);
    // They are gone while nobody looks: there is nobody else.
    await world.kill();
    world.board.hangsUp(third?.channel ?? '');
    await world.start();
    await world.soon(1_000);
    expect(rungIn(world, call)).toBeUndefined();
    expect(PEOPLE.map(agent => world.workOf(agent))).toEqual(['talking', 'idle', 'idle', 'idle']);
    await world.desk.carryOut(consult(call));
    await world.soon();
    world.board.answers(rungIn(world, call)?.channel ?? '');
    await world.soon();
    await world.desk.carryOut({ do: 'complete', agent: 'ana', call });
    await world.soon();
    expect(world.call(call).phase).toMatchObject({ kind: 'talking', queued: { queue: 'comercial' } });
    expect(world.kindsOf(call).slice(-3)).toEqual(['queued', 'answered', 'recording-started']);
    expect(world.workOf('ana')).toBe('wrap-up');
  });

  it('tells who gave a call on from a queue without a wrap-up that they did, whichever way', async () => {
    const world = await start();
    await world.change({
      ...world.data,
      queues: world.data.queues.map(each => ({ ...each, wrapUp: false })),
    });
    await world.ready('ana');
    const ask = async (command: Parameters<typeof world.desk.carryOut>[0]) =>
      await world.desk.carryOut(command);
    const call = await world.talks();
    const transfer = { do: 'transfer', agent: 'ana', call, to: { queue: 'comercial' }, note: '' } as const;
    expect(await ask(transfer)).toEqual({ ok: true });
    await world.soon();
    const given = { ok: false, code: 'already-given-on' };
    expect(world.workOf('ana')).toBe('idle');
    expect(await ask(transfer)).toEqual(given);
    expect(await ask({ do: 'hang-up', agent: 'ana', call })).toEqual(given);
    expect(await ask({ ...transfer, agent: 'eva' })).toMatchObject({ code: 'not-your-call' });
    world.board.hangsUp(call);
    await world.soon();
    const menu = await world.talks();
    const toMenu = { ...transfer, call: menu, to: { flow: 'averias-626' } };
    expect(await ask(toMenu)).toEqual({ ok: true });
    await world.soon();
    expect(await ask(toMenu)).toEqual(given);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lineAtEndpoint } from '../../src/adapters/asterisk/endpoints.ts';
import type { Call } from '../../src/calls/call.ts';
import type { RecordingOrder } from '../../src/calls/events.ts';
import { consulted } from '../../src/calls/legs.ts';
import type { QueueProfile, RecordingPolicy } from '../../src/queues/events.ts';
import { drawCall } from '../../src/supervision/draw.ts';
import { averias, SmallCentre } from './small-centre.ts';

/** Who dials an agent's own number has heard no notice of a recording: it is said before it rings, or in the talk. */

const CONSENT = 'aviso-grabacion-saliente';

let centre: SmallCentre;

async function begins(policy?: RecordingPolicy, announceRecording = true): Promise<void> {
  const { policies } = centre.data;
  const direct = policy === undefined ? {} : { directRecording: policy };
  await centre.change({ ...centre.data, policies: { ...policies, ...direct, announceRecording } });
}

beforeEach(async () => {
  centre = await new SmallCentre(['ana', 'luis']).start();
  await centre.ready('ana');
});
afterEach(() => centre.close());

const dials = async (): Promise<string> => {
  const call = centre.board.rings({ callerNumber: '+584145550101', dialled: '101' });
  await centre.soon();
  return call;
};
const answers = async (call: string): Promise<string> => {
  centre.board.answers(centre.legOf(call));
  await centre.soon();
  return call;
};
const talks = async (): Promise<string> => answers(await dials());
const record = async (call: string, order: RecordingOrder, agent = 'ana') => {
  const outcome = await centre.desk.carryOut({ do: 'record', agent, call, order });
  await centre.soon();
  return outcome;
};
const asks = async (call: string, what: 'hold' | 'resume' | 'complete', agent = 'ana') => {
  expect(await centre.desk.carryOut({ do: what, agent, call })).toMatchObject({ ok: true });
  await centre.soon();
};
const shown = (call: string) => drawCall(centre.call(call), null, lineAtEndpoint).recorder?.state;
const live = () => [...centre.board.live.values()].filter(({ pausedAt }) => pausedAt === null);
/** What is played to a channel now. */
const hears = (channel: string) =>
  centre.board.channels
    .get(channel)
    ?.playbacks.flatMap(({ sounds }) =>
      sounds.map(sound => (sound.kind === 'file' ? sound.name : sound.kind)),
    );
const leg = (call: string): string => {
  const { phase } = centre.call(call);
  return phase.kind === 'talking' ? (phase.legs.find(({ who }) => who === 'agent')?.channel ?? '') : '';
};
const together = (call: string): boolean =>
  [...centre.board.bridges.values()].some(each => each.has(call) && each.has(leg(call)));
const saidBoth = (call: string) => expect([hears(call), hears(leg(call))]).toEqual([[CONSENT], [CONSENT]]);
/** Both notices last as long. */
const toItsEnd = () => centre.soon(1_000);
const kinds = (call: string) => centre.kindsOf(call).filter(kind => kind.startsWith('recording'));

describe('a direct call that its agent may record', () => {
  it('is recorded once both have heard the notice to its end, each apart; the agent sees that it is said', async () => {
    const call = await talks();
    expect([shown(call), live()]).toEqual(['off', []]);
    expect(await record(call, 'start')).toMatchObject({ ok: true });
    saidBoth(call);
    expect([shown(call), live(), together(call)]).toEqual(['notice', [], false]);
    await toItsEnd();
    expect([shown(call), live().length, together(call)]).toEqual(['on', 1, true]);
    expect(kinds(call)).toEqual(['recording-ordered', 'recording-started']);
  });

  it('has no second notice when its recording is stopped and begun again', async () => {
    const call = await talks();
    await record(call, 'start');
    await toItsEnd();
    await record(call, 'stop');
    await record(call, 'start');
    expect([shown(call), hears(call)]).toEqual(['on', []]);
  });

  it('is not recorded when that is wished no more before the end of the notice, and asked twice it is said once', async () => {
    const call = await talks();
    await record(call, 'start');
    await record(call, 'start');
    saidBoth(call);
    await record(call, 'stop');
    expect([shown(call), hears(call), hears(leg(call)), together(call)]).toEqual(['off', [], [], true]);
    await toItsEnd();
    expect(kinds(call)).toEqual(['recording-ordered', 'recording-ordered']);
    await record(call, 'start');
    saidBoth(call);
  });

  it('has nothing to pause while the notice is said', async () => {
    const call = await talks();
    await record(call, 'start');
    expect(await record(call, 'pause')).toEqual({ ok: false, code: 'not-recorded' });
    saidBoth(call);
  });

  it('hears it from its beginning after a hold in the middle of it', async () => {
    const call = await talks();
    await record(call, 'start');
    await centre.soon(500);
    await asks(call, 'hold');
    expect([hears(call), hears(leg(call)), shown(call)]).toEqual([[], [], 'waits']);
    expect(centre.board.channels.get(call)?.music).toBe(true);
    await asks(call, 'resume');
    saidBoth(call);
    expect(centre.board.channels.get(call)?.music).toBe(false);
    await centre.soon(500);
    expect(live()).toEqual([]);
    await centre.soon(500);
    expect([shown(call), together(call)]).toEqual(['on', true]);
  });

  it('hears it again after a restart, and when the telephone system could not be seen', async () => {
    const call = await talks();
    await record(call, 'start');
    await centre.soon(500);
    await centre.restart();
    saidBoth(call);
    centre.board.goesAway();
    centre.board.comesBack();
    await centre.soon();
    saidBoth(call);
    await toItsEnd();
    expect([shown(call), together(call)]).toEqual(['on', true]);
  });

  it('hears it again with the leg of the page that was loaded anew', async () => {
    const call = await talks();
    const before = leg(call);
    await record(call, 'start');
    await centre.desk.carryOut({ do: 'rejoin', agent: 'ana', call, line: 'sp-ana' });
    await centre.soon();
    const coming = [...centre.board.channels.values()].find(({ state }) => state === 'Ringing');
    centre.board.answers(coming?.id ?? '');
    await centre.soon();
    expect(leg(call)).not.toBe(before);
    saidBoth(call);
    await toItsEnd();
    expect([shown(call), together(call)]).toEqual(['on', true]);
  });

  it.each([
    ['the customer', (call: string) => centre.board.hangsUp(call)],
    ['the agent', (call: string) => centre.board.hangsUp(leg(call))],
  ])('ends with %s, who hangs up in the middle of it, and nothing is recorded', async (_, hangsUp) => {
    const call = await talks();
    await record(call, 'start');
    hangsUp(call);
    await centre.soon();
    expect(centre.workOf('ana')).toBe('wrap-up');
    await toItsEnd();
    expect(kinds(call)).toEqual(['recording-ordered']);
    await centre.desk.carryOut({ do: 'dispose', agent: 'ana', call, disposition: 'resuelto', note: '' });
    await centre.soon(60_000);
    expect([centre.calls.allCalls(), centre.board.channels.size, centre.timers]).toEqual([[], 0, 0]);
  });

  it('is not recorded where the notice cannot be said, and the ticket has it', async () => {
    const call = await talks();
    centre.board.missingPrompts.add(CONSENT);
    await record(call, 'start');
    await centre.soon(1_000);
    expect([shown(call), together(call)]).toEqual(['off', true]);
    expect(centre.factsOf(call)).toContainEqual(
      expect.objectContaining({ kind: 'recording-refused', why: 'unannounced' }),
    );
    centre.board.missingPrompts.clear();
    await record(call, 'start');
    saidBoth(call);
  });

  it('needs no notice where the centre announces none', async () => {
    await begins('on-demand', false);
    const call = await talks();
    await record(call, 'start');
    expect([shown(call), hears(call)]).toEqual(['on', []]);
  });

  it('has the longest pause of its own policy, whichever queue its customer would wait in', async () => {
    await centre.change({ ...centre.data, policies: { ...centre.data.policies, directPauseMs: 45_000 } });
    const call = await talks();
    await record(call, 'start');
    await toItsEnd();
    await record(call, 'pause');
    expect(centre.factsOf(call).at(-1)).toMatchObject({ order: 'pause', limitMs: 45_000 });
    await centre.soon(45_000);
    expect(shown(call)).toBe('on');
  });
});

describe('a direct call that is given on before any notice', () => {
  const given = async (recording: RecordingPolicy) => {
    const queue: QueueProfile = { ...averias, recording };
    await centre.change({ ...centre.data, queues: [queue] });
    const call = await talks();
    await centre.ready('luis');
    const to = { queue: 'averias' } as const;
    await centre.desk.carryOut({ do: 'transfer', agent: 'ana', call, to, note: '' });
    await centre.soon();
    return answers(call);
  };

  it('is recorded by the policy of that queue, and the notice comes first', async () => {
    const call = await given('always');
    expect(centre.call(call).phase).toMatchObject({ kind: 'talking', agent: 'luis' });
    saidBoth(call);
    expect([shown(call), live()]).toEqual(['notice', []]);
    await toItsEnd();
    expect([shown(call), together(call)]).toEqual(['on', true]);
  });

  it('is not where that queue records nothing', async () => {
    const call = await given('never');
    expect([hears(call), shown(call)]).toEqual([[], 'off']);
  });
});

describe('the notice of who has the call after its agent', () => {
  /** The leg of who is asked of a queue and talks with the agent beside the customer. */
  const asksInTalk = async (call: string): Promise<string> => {
    await centre.ready('luis');
    await record(call, 'start');
    const asked = { do: 'consult-queue', agent: 'ana', call, queue: 'averias', note: '' } as const;
    expect(await centre.desk.carryOut(asked)).toEqual({ ok: true });
    await centre.soon();
    const theirs = centre.board.dialled.at(-1)?.channel ?? '';
    centre.board.answers(theirs);
    await centre.soon();
    return theirs;
  };

  it('is heard by the customer without the music of before, also where the agent went while Asterisk was away', async () => {
    const queue: QueueProfile = { ...averias, recording: 'always' };
    await centre.change({ ...centre.data, queues: [queue] });
    const call = await talks();
    const [own, theirs] = [leg(call), await asksInTalk(call)];
    expect(centre.board.channels.get(call)?.music).toBe(true);
    centre.board.goesAway();
    centre.board.hangsUp(own);
    centre.board.comesBack();
    await centre.soon();
    expect(leg(call)).toBe(theirs);
    saidBoth(call);
    expect(centre.board.channels.get(call)?.music).toBe(false);
  });

  it('is without music for a new leader, also where Asterisk was away when the one before hung up', async () => {
    const call = await talks();
    const theirs = await asksInTalk(call);
    await centre.desk.carryOut({ do: 'conference', agent: 'ana', call });
    await centre.soon();
    centre.board.goesAway();
    await centre.desk.carryOut({ do: 'hang-up', agent: 'ana', call });
    await centre.soon();
    centre.board.comesBack();
    await centre.soon();
    expect(leg(call)).toBe(theirs);
    expect(hears(theirs)).toContain(CONSENT);
    expect(centre.board.channels.get(theirs)?.music).toBe(false);
  });
});

describe('direct calls that are all recorded', () => {
  beforeEach(() => begins('always'));

  it('ring after the notice, and are recorded from the first word', async () => {
    const call = await dials();
    expect([hears(call), centre.workOf('ana')]).toEqual([[CONSENT], 'idle']);
    expect(drawCall(centre.call(call), null, lineAtEndpoint).phase).toBe('waiting');
    await toItsEnd();
    expect(centre.call(call).phase).toMatchObject({ kind: 'offered', agent: 'ana' });
    await answers(call);
    expect([hears(call), shown(call), together(call)]).toEqual([[], 'on', true]);
    expect(await record(call, 'stop')).toEqual({ ok: false, code: 'recording-always' });
  });

  it('tell who leaves in the middle of it as any caller who was not answered, and begin it again after a restart', async () => {
    const call = await dials();
    await centre.restart();
    expect(hears(call)).toEqual([CONSENT]);
    centre.board.hangsUp(call);
    await centre.soon();
    expect(centre.factsOf(call)).toContainEqual(
      expect.objectContaining({ kind: 'call-ended', phase: 'waiting', by: 'caller' }),
    );
  });

  it('have it said in the talk where it could not be said before', async () => {
    centre.board.missingPrompts.add(CONSENT);
    const call = await dials();
    await centre.soon(1_000);
    centre.board.missingPrompts.clear();
    await answers(call);
    expect([shown(call), live(), together(call)]).toEqual(['notice', [], false]);
    await toItsEnd();
    expect([shown(call), together(call)]).toEqual(['on', true]);
  });

  it('go to the voicemail of who may not be rung, without it', async () => {
    await centre.desk.carryOut({ do: 'set-will', agent: 'ana', will: { kind: 'dnd' } });
    const call = await dials();
    expect(centre.call(call).phase).toMatchObject({ kind: 'voicemail' });
    expect(hears(call)).not.toContain(CONSENT);
  });

  it('ring at once where the centre announces none', async () => {
    await begins('always', false);
    const call = await talks();
    expect([hears(call), shown(call)]).toEqual([[], 'on']);
  });
});

describe('direct calls of which none is recorded', () => {
  it('have no notice, and a wish is refused', async () => {
    await begins('never');
    const call = await talks();
    expect(await record(call, 'start')).toEqual({ ok: false, code: 'recording-never' });
    expect([hears(call), shown(call)]).toEqual([[], 'off']);
  });
});

/** It goes with them into another call of the agent's (joining.ts). */
it('is known of who has heard it', async () => {
  const call = await talks();
  const known = (): Call['noticeHeard'] => centre.call(call).noticeHeard;
  expect(known()).toBeUndefined();
  await record(call, 'start');
  await toItsEnd();
  expect(known()).toBe(true);
});

it('is said to nobody once the customer has left a conference', async () => {
  await begins('on-demand');
  const call = await talks();
  await centre.ready('luis');
  expect(
    await centre.desk.carryOut({ do: 'consult', agent: 'ana', call, colleague: 'luis', note: '' }),
  ).toMatchObject({ ok: true });
  await centre.soon();
  const { phase } = centre.call(call);
  const luis = (phase.kind === 'talking' && consulted(phase)?.channel) || '';
  centre.board.answers(luis);
  await centre.soon();
  await centre.desk.carryOut({ do: 'conference', agent: 'ana', call });
  await centre.soon();
  await record(call, 'start');
  expect(hears(leg(call))).toEqual([CONSENT]);
  centre.board.hangsUp(call);
  await centre.soon();
  expect(hears(leg(call))).toEqual([]);
  const [bridge] = [...centre.board.bridges.values()].filter(each => each.size > 0);
  expect(bridge).toEqual(new Set([leg(call), luis]));
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MESSAGE_LIMITS } from '../../src/calls/phases/voicemail.ts';
import { drawCall } from '../../src/supervision/draw.ts';
import { justOpened } from '../tickets/pictures.ts';
import { SmallCentre } from './small-centre.ts';

const OK = { ok: true };
let centre: SmallCentre;

beforeEach(async () => {
  centre = await new SmallCentre(['ana', 'luis']).start();
});
afterEach(() => centre.close());

/** A customer dials Ana's own number. */
const dials = async (): Promise<string> => {
  const call = centre.board.rings({ callerNumber: '+584145550101', dialled: '101' });
  await centre.soon();
  return call;
};
const phase = (call: string) => centre.calls.call(call)?.phase;
const fact = <Kind extends string>(call: string, kind: Kind) =>
  centre.facts.find(each => each.call === call && each.fact.kind === kind)?.fact;
/** The greeting, and the beep: the caller may speak. */
const greeted = () => centre.soon(1_500);
/** It happens while the process is away: killed, and started again. */
const away = async (meanwhile: () => void) => {
  await centre.kill();
  meanwhile();
  await centre.start();
};
const live = () => [...centre.board.live.keys()];

/** Luis calls Ana, and Luis' own telephone answers. */
const luisCalls = async (wish: object = { do: 'call-colleague', agent: 'luis', colleague: 'ana' }) => {
  const outcome = await centre.desk.carryOut(wish as Parameters<typeof centre.desk.carryOut>[0]);
  expect(outcome).toMatchObject(OK);
  const call = (outcome as { call: string }).call;
  await centre.soon();
  centre.board.answers(call);
  await centre.soon();
  return call;
};

describe('a number of their own', () => {
  it('rings at that agent alone, with the ringing of the network, and is in no queue', async () => {
    await centre.ready('ana', 'luis');
    const call = await dials();
    expect(phase(call)).toMatchObject({ kind: 'offered', agent: 'ana', music: false, playback: null });
    expect(fact(call, 'call-arrived')).toMatchObject({ to: 'ana', opensTicket: true });
    expect(centre.kindsOf(call)).not.toContain('queued');
    centre.board.answers(centre.legOf(call));
    await centre.soon();
    expect(phase(call)).toMatchObject({ kind: 'talking', agent: 'ana' });
    // Who dials it was told of no recording.
    expect(live()).toEqual([]);
    centre.board.hangsUp(call);
    await centre.soon();
    expect(centre.workOf('ana')).toBe('wrap-up');
  });

  it('goes on with the same agent, whose telephone was lost in the talk, and then in their queue', async () => {
    await centre.ready('ana');
    const call = await dials();
    const leg = centre.legOf(call);
    centre.board.answers(leg);
    await centre.soon();
    centre.board.hangsUp(leg, 44);
    await centre.soon();
    expect(phase(call)).toMatchObject({ kind: 'offered', agent: 'ana', queue: 'averias' });
  });

  it('goes on with the newest open ticket of its line; who leaves while that is looked for has called all the same', async () => {
    await centre.ready('ana');
    const line = { ...justOpened, callerNumber: '+584145550101' };
    centre.records.tickets.set('OA-2026-000001', { ...line, number: 'OA-2026-000001', openedAt: 1 });
    centre.records.tickets.set('OA-2026-000002', { ...line, number: 'OA-2026-000002', openedAt: 2 });
    const left = centre.numbers.left(2026);
    const call = await dials();
    expect(fact(call, 'call-arrived')).toMatchObject({ ticket: 'OA-2026-000002', opensTicket: false });
    expect(centre.numbers.left(2026)).toBe(left);
    const gone = centre.board.rings({ callerNumber: '+584145550102', dialled: '101' });
    centre.board.hangsUp(gone);
    await centre.soon();
    expect(fact(gone, 'call-arrived')).toMatchObject({ opensTicket: true });
    expect(centre.kindsOf(gone).at(-1)).toBe('call-ended');
  });

  it('is not a guest’s to dial, nor one of nobody', async () => {
    await centre.ready('ana');
    const guest = centre.board.rings({ callerNumber: '1', dialled: '101', from: 'web' });
    const nobody = centre.board.rings({ callerNumber: '1', dialled: '199' });
    await centre.soon();
    expect([phase(guest)?.kind, phase(nobody)?.kind]).toEqual(['welcome', 'welcome']);
  });

  it.each([
    ['dnd', { kind: 'dnd' }],
    ['break', { kind: 'break', code: 'x' }],
    ['off', { kind: 'off' }],
  ] as const)('of somebody who is on %s is their voicemail at once', async (why, will) => {
    await centre.ready('ana', 'luis');
    await centre.desk.carryOut({ do: 'set-will', agent: 'ana', will });
    const call = await dials();
    expect(phase(call)).toMatchObject({ kind: 'voicemail', to: 'ana', stage: 'greeting' });
    expect(fact(call, 'direct-missed')).toMatchObject({ agent: 'ana', why });
    expect(drawCall(centre.call(call), null, () => null)).toMatchObject({ notTaken: why });
    expect([centre.workOf('ana'), centre.workOf('luis')]).toEqual(['idle', 'idle']);
  });

  it('of somebody who talks, or does not answer, is their voicemail, and none of it counts against them', async () => {
    await centre.ready('ana');
    const first = await dials();
    const second = await dials();
    expect(fact(second, 'direct-missed')).toMatchObject({ why: 'busy' });
    await centre.soon(25_000);
    expect(phase(first)?.kind).toBe('voicemail');
    expect(fact(first, 'direct-missed')).toMatchObject({ why: 'ignored' });
    expect(centre.calls.registry.get('ana')?.missed).toBe(0);
    expect(centre.workOf('ana')).toBe('idle');
  });
});

describe('a voicemail', () => {
  const leaves = async (): Promise<string> => {
    await centre.ready('ana');
    await centre.desk.carryOut({ do: 'set-will', agent: 'ana', will: { kind: 'dnd' } });
    const call = await dials();
    await greeted();
    return call;
  };

  it('keeps what is said until #, thanks, and hangs up', async () => {
    const call = await leaves();
    const [recording = ''] = live();
    centre.board.speaks(call, 4_200);
    await centre.soon(5_000);
    centre.board.presses(call, '#');
    await centre.soon();
    expect(phase(call)).toMatchObject({ kind: 'voicemail', stage: 'thanks' });
    await centre.soon(1_500);
    expect(centre.board.channels.has(call)).toBe(false);
    expect(fact(call, 'message-left')).toMatchObject({ agent: 'ana', recording, lastsMs: 5_000 });
    expect(fact(call, 'call-ended')).toMatchObject({ message: true });
    expect(centre.calls.allCalls()).toEqual([]);
  });

  it('keeps what was said by who hangs up in the middle, and # skips the greeting', async () => {
    await centre.ready('ana');
    await centre.desk.carryOut({ do: 'set-will', agent: 'ana', will: { kind: 'dnd' } });
    const call = await dials();
    centre.board.presses(call, '#');
    await centre.soon();
    expect(live()).toHaveLength(1);
    centre.board.speaks(call, 2_000);
    await centre.soon(2_000);
    centre.board.hangsUp(call);
    await centre.soon();
    expect(centre.kindsOf(call).slice(-2)).toEqual(['message-left', 'call-ended']);
  });

  it('books nothing where nothing was said, nor where the caller hung up in the greeting', async () => {
    const silent = await leaves();
    centre.board.speaks(silent, 900);
    await centre.soon(3_000);
    centre.board.hangsUp(silent);
    await centre.soon();
    expect(centre.kindsOf(silent)).not.toContain('message-left');
    expect(fact(silent, 'message-empty')).toMatchObject({ agent: 'ana' });
    expect(centre.board.stored.size).toBe(0);
    const gone = await dials();
    centre.board.hangsUp(gone);
    await centre.soon();
    expect(centre.kindsOf(gone).slice(-2)).toEqual(['direct-missed', 'call-ended']);
  });

  it('ends at its limit', async () => {
    const call = await leaves();
    centre.board.speaks(call, 100_000);
    await centre.soon(MESSAGE_LIMITS.longestMs);
    await centre.soon(1_500);
    expect(fact(call, 'message-left')).toMatchObject({ lastsMs: MESSAGE_LIMITS.longestMs });
    expect(centre.board.channels.has(call)).toBe(false);
  });

  it('goes on over a restart in the middle of the message, and is kept where it ended meanwhile', async () => {
    const on = await leaves();
    await centre.restart();
    expect(phase(on)).toMatchObject({ kind: 'voicemail', stage: 'recording' });
    centre.board.speaks(on, 3_000);
    centre.board.presses(on, '#');
    await centre.soon(1_500);
    expect(fact(on, 'message-left')).toMatchObject({ agent: 'ana' });
    const over = await dials();
    await greeted();
    await away(() => {
      centre.board.speaks(over, 3_000);
      centre.board.hangsUp(over);
    });
    expect(centre.kindsOf(over).slice(-2)).toEqual(['message-left', 'call-ended']);
    expect(centre.calls.allCalls()).toEqual([]);
  });
});

describe('a call to a colleague', () => {
  it('rings one’s own telephone, then theirs alone; the two talk, nothing is recorded, nobody owes anything', async () => {
    await centre.ready('ana', 'luis');
    const call = await luisCalls();
    expect(phase(call)).toMatchObject({ kind: 'offered', agent: 'ana' });
    expect([centre.workOf('luis'), centre.workOf('ana')]).toEqual(['talking', 'offered']);
    const leg = centre.legOf(call);
    expect(centre.board.dialled.at(-1)).toMatchObject({ channel: leg, callerName: 'luis' });
    centre.board.answers(leg);
    await centre.soon();
    expect([...centre.board.bridges.values()][0]).toEqual(new Set([call, leg]));
    expect(live()).toEqual([]);
    await centre.desk.carryOut({ do: 'hold', agent: 'ana', call });
    await centre.soon();
    expect(centre.board.channels.get(call)?.music).toBe(true);
    await centre.desk.carryOut({ do: 'resume', agent: 'ana', call });
    await centre.desk.carryOut({ do: 'hang-up', agent: 'ana', call });
    await centre.soon();
    expect([centre.workOf('luis'), centre.workOf('ana')]).toEqual(['idle', 'idle']);
    expect(centre.calls.allCalls()).toEqual([]);
    expect(fact(call, 'call-arrived')).toMatchObject({ direction: 'internal', ticket: '', agent: 'luis' });
  });

  it('may be typed as their number, and is over where the one who called hangs up', async () => {
    await centre.ready('ana', 'luis');
    const call = await luisCalls({ do: 'call-out', agent: 'luis', number: '101' });
    centre.board.answers(centre.legOf(call));
    await centre.soon();
    expect(await centre.desk.carryOut({ do: 'hang-up', agent: 'luis', call })).toEqual(OK);
    await centre.soon();
    expect([centre.workOf('luis'), centre.workOf('ana')]).toEqual(['idle', 'idle']);
    expect(centre.board.channels.size).toBe(0);
  });

  it('that is not taken is a message without a ticket', async () => {
    await centre.ready('ana', 'luis');
    await centre.desk.carryOut({ do: 'set-will', agent: 'ana', will: { kind: 'dnd' } });
    const call = await luisCalls();
    expect(phase(call)?.kind).toBe('voicemail');
    await greeted();
    centre.board.speaks(call, 3_000);
    await centre.desk.carryOut({ do: 'hang-up', agent: 'luis', call });
    await centre.soon();
    expect(fact(call, 'message-left')).toMatchObject({ agent: 'ana' });
    expect(centre.workOf('luis')).toBe('idle');
  });

  it('goes on over a restart, whichever of the two telephones rings', async () => {
    await centre.ready('ana', 'luis');
    const outcome = await centre.desk.carryOut({ do: 'call-colleague', agent: 'luis', colleague: 'ana' });
    const { call = '' } = outcome as { call?: string };
    await centre.soon();
    await away(() => centre.board.answers(call));
    expect(phase(call)).toMatchObject({ kind: 'offered', agent: 'ana' });
    const leg = centre.legOf(call);
    await away(() => centre.board.answers(leg));
    expect(phase(call)).toMatchObject({ kind: 'talking', agent: 'ana' });
    expect([centre.workOf('luis'), centre.workOf('ana')]).toEqual(['talking', 'talking']);
  });

  it('is none to give a customer on in, record, supervise or ask help in, and not one to oneself', async () => {
    await centre.ready('ana', 'luis');
    expect(
      await centre.desk.carryOut({ do: 'call-colleague', agent: 'ana', colleague: 'ana' }),
    ).toMatchObject({
      code: 'own-number',
    });
    const call = await luisCalls();
    centre.board.answers(centre.legOf(call));
    await centre.soon();
    const refused = { ok: false, code: 'internal-call' };
    const own = { agent: 'ana', call } as const;
    expect(await centre.desk.carryOut({ do: 'record', ...own, order: 'start' })).toEqual(refused);
    expect(
      await centre.desk.carryOut({ do: 'transfer', ...own, to: { queue: 'averias' }, note: '' }),
    ).toEqual(refused);
    expect(await centre.desk.carryOut({ do: 'ask-help', ...own, on: true })).toEqual(refused);
    expect(centre.calls.call(call)?.phase.kind).toBe('talking');
    expect(
      await centre.desk.carryOut({ do: 'call-colleague', agent: 'ana', colleague: 'luis' }),
    ).toMatchObject({
      code: 'agent-busy',
    });
  });
});

describe('a call for an agent who talks', () => {
  let talk: string;
  let leg: string;

  beforeEach(async () => {
    await centre.ready('ana');
    talk = await dials();
    leg = centre.legOf(talk);
    centre.board.answers(leg);
    await centre.soon();
  });

  const another = async () => {
    const call = centre.board.rings({ callerNumber: '+584145550102', dialled: '101' });
    await centre.soon();
    return call;
  };
  const present = () => {
    const { work, beside, missed, rest, will } = centre.calls.registry.get('ana') ?? {};
    return { work, beside, missed, rest, will };
  };
  const wish = (what: 'take-line' | 'hang-up', call: string): Promise<unknown> =>
    centre.desk.carryOut({ do: what, agent: 'ana', call });

  it('waits beside the talk: nobody’s telephone is rung, and the caller hears that it rings', async () => {
    const dialled = centre.board.dialled.length;
    const call = await another();
    expect(phase(call)).toMatchObject({
      kind: 'offered',
      agent: 'ana',
      leg: '',
      music: false,
      playback: null,
    });
    expect(centre.board.dialled.length).toBe(dialled);
    expect(present()).toMatchObject({
      work: { kind: 'talking', call: talk },
      beside: { kind: 'offered', call },
    });
    expect(phase(talk)).toMatchObject({ kind: 'talking' });
    // There are two lines, and no third.
    const third = await another();
    expect(phase(third)).toMatchObject({ kind: 'voicemail' });
    expect(fact(third, 'direct-missed')).toMatchObject({ why: 'busy' });
  });

  it('of a colleague is no second one of theirs: from the talk they consult that one in one step', async () => {
    const second = { do: 'call-out', agent: 'ana', number: '102', second: true } as const;
    expect(await centre.desk.carryOut(second)).toEqual({ ok: false, code: 'colleague-not-free' });
    await centre.ready('luis');
    expect(await centre.desk.carryOut(second)).toEqual({ ok: true, call: talk });
    await centre.soon();
    expect(centre.factsOf(talk).at(-1)).toMatchObject({ kind: 'consulted', colleague: 'luis', note: '' });
    expect(centre.board.channels.get(talk)?.music).toBe(true);
    expect(present().beside).toBeUndefined();
  });

  it('is answered by itself as they have set, whatever their queue says: at once, after the talk, and asked by a colleague', async () => {
    const autoAnswer = (on: boolean, rule: 'forbids' | 'forces') =>
      centre.change({
        ...centre.data,
        people: centre.data.people.map(each => (each.id === 'ana' ? { ...each, autoAnswer: on } : each)),
        queues: centre.data.queues.map(each => ({ ...each, autoAnswer: rule })),
      });
    const isByItself = () => centre.board.dialled.at(-1)?.byItself ?? false;
    await centre.ready('luis');
    for (const [on, rule] of [
      [true, 'forbids'],
      [false, 'forces'],
    ] as const) {
      await autoAnswer(on, rule);
      const call = await another();
      centre.board.hangsUp(talk);
      await centre.soon();
      expect(centre.board.dialled.at(-1)?.channel).toBe(centre.legOf(call));
      expect(isByItself(), 'after the talk').toBe(on);
      centre.board.answers(centre.legOf(call));
      await centre.soon();
      centre.board.hangsUp(call);
      await centre.soon();
      for (const each of [call, talk])
        await centre.desk.carryOut({
          do: 'dispose',
          agent: 'ana',
          call: each,
          disposition: 'resuelto',
          note: '',
        });
      await centre.soon();
      const theirs = centre.board.rings({ callerNumber: '+584145550109', dialled: '102' });
      await centre.soon();
      centre.board.answers(centre.legOf(theirs));
      await centre.soon();
      const ask = { agent: 'luis', call: theirs, note: '' } as const;
      await centre.desk.carryOut({ do: 'consult', ...ask, colleague: 'ana' });
      expect(isByItself(), 'asked by a colleague').toBe(on);
      await centre.desk.carryOut({ do: 'resume', agent: 'luis', call: theirs });
      await centre.soon();
      await centre.desk.carryOut({ do: 'consult-queue', ...ask, queue: 'averias' });
      expect(isByItself(), 'asked for their queue').toBe(rule === 'forces');
      await centre.desk.carryOut({ do: 'resume', agent: 'luis', call: theirs });
      await centre.desk.carryOut({ do: 'hang-up', agent: 'luis', call: theirs });
      await centre.soon();
      await centre.desk.carryOut({
        do: 'dispose',
        agent: 'luis',
        call: theirs,
        disposition: 'resuelto',
        note: '',
      });
      await centre.soon();
      talk = await another();
      expect(isByItself(), 'at once').toBe(on);
      centre.board.answers(centre.legOf(talk));
      await centre.soon();
    }
  });

  it('is none to oneself, by whichever way, and says so', async () => {
    const own = { ok: false, code: 'own-number' };
    for (const second of [true, false])
      expect(await centre.desk.carryOut({ do: 'call-out', agent: 'ana', number: '101', second })).toEqual(
        own,
      );
    const inTalk = { agent: 'ana', call: talk, note: '' } as const;
    expect(await centre.desk.carryOut({ do: 'consult', ...inTalk, colleague: 'ana' })).toEqual(own);
    expect(await centre.desk.carryOut({ do: 'consult-outside', ...inTalk, number: '101' })).toEqual(own);
    for (const to of [{ agent: 'ana' }, { number: '101' }])
      expect(await centre.desk.carryOut({ do: 'transfer', ...inTalk, to })).toEqual(own);
    expect(phase(talk)).toMatchObject({ kind: 'talking' });
  });

  it('goes to the voicemail at once without call waiting, over a restart too, until the agent has it again', async () => {
    const waiting = (on: boolean) => centre.desk.carryOut({ do: 'set-call-waiting', agent: 'ana', on });
    const kept = await another();
    expect(await waiting(false)).toEqual(OK);
    expect(phase(kept)).toMatchObject({ kind: 'offered' });
    centre.board.hangsUp(kept);
    await centre.soon();
    await centre.restart();
    await centre.soon();
    const call = await another();
    expect(phase(call)).toMatchObject({ kind: 'voicemail' });
    expect(fact(call, 'direct-missed')).toMatchObject({ why: 'busy' });
    expect(present().beside).toBeUndefined();
    await waiting(true);
    expect(phase(await another())).toMatchObject({ kind: 'offered', agent: 'ana', leg: '' });
    expect(await centre.desk.carryOut({ do: 'set-call-waiting', agent: 'nobody', on: true })).toMatchObject({
      code: 'not-allowed',
    });
  });

  it('is taken with the leg of the talk, whose customer hears music meanwhile, and there is a way back', async () => {
    const call = await another();
    expect(await wish('take-line', call)).toEqual(OK);
    await centre.soon();
    expect(phase(call)).toMatchObject({ kind: 'talking', agent: 'ana' });
    expect(centre.legOf(call)).toBe(leg);
    expect(centre.board.channels.get(talk)?.music).toBe(true);
    expect(present()).toMatchObject({
      work: { kind: 'talking', call },
      beside: { kind: 'talking', call: talk },
    });
    expect(await wish('take-line', talk)).toEqual(OK);
    await centre.soon();
    expect(centre.board.channels.get(call)?.music).toBe(true);
    expect(centre.board.channels.get(talk)?.music).toBe(false);
    // Taken twice it is the same, and nothing is left of the ringing.
    await centre.soon(60_000);
    expect(phase(call)).toMatchObject({ kind: 'talking', agent: 'ana' });
  });

  it.each([
    ['refused', (call: string) => wish('hang-up', call), 0],
    ['ignored', () => undefined, 20_000],
  ] as const)('%s, is asked for a message, and nothing is held against the agent', async (why, does, ms) => {
    for (let each = 0; each < 4; each += 1) {
      const call = await another();
      await does(call);
      await centre.soon(ms);
      expect(phase(call)).toMatchObject({ kind: 'voicemail', to: 'ana' });
      expect(fact(call, 'direct-missed')).toMatchObject({ why });
    }
    expect(present()).toMatchObject({
      work: { kind: 'talking', call: talk },
      missed: 0,
      will: { kind: 'ready' },
    });
    expect(present().beside).toBeUndefined();
    expect(present().rest).toBeUndefined();
  });

  it('rings at their telephone once the talk is over, for what is left of the time', async () => {
    const call = await another();
    await centre.soon(8_000);
    centre.board.hangsUp(talk);
    await centre.soon();
    expect(present()).toMatchObject({
      work: { kind: 'offered', call },
      beside: { kind: 'wrap-up', call: talk },
    });
    expect(centre.board.dialled.at(-1)).toMatchObject({ channel: centre.legOf(call), ringMs: 12_000 });
    centre.board.answers(centre.legOf(call));
    await centre.soon();
    expect(phase(call)).toMatchObject({ kind: 'talking', agent: 'ana' });
  });

  it('leaves nothing behind when its caller leaves', async () => {
    const call = await another();
    centre.board.hangsUp(call);
    await centre.soon();
    expect(present().beside).toBeUndefined();
    expect(centre.kindsOf(call).at(-1)).toBe('call-ended');
    expect(await wish('take-line', call)).toMatchObject({ ok: false });
    expect(phase(talk)).toMatchObject({ kind: 'talking' });
  });

  it.each([
    ['is there as before', false],
    ['rings when the talk is over meanwhile', true],
  ])('after a restart %s', async (_, isOver) => {
    const call = await another();
    await away(() => {
      if (isOver) centre.board.hangsUp(talk);
    });
    await centre.soon();
    expect(present()).toMatchObject(
      isOver
        ? { work: { kind: 'offered', call }, beside: { kind: 'wrap-up', call: talk } }
        : { work: { kind: 'talking', call: talk }, beside: { kind: 'offered', call } },
    );
    expect(phase(call)).toMatchObject({ kind: 'offered', agent: 'ana' });
    if (isOver) return;
    expect(await wish('take-line', call)).toEqual(OK);
    await centre.soon();
    expect(phase(call)).toMatchObject({ kind: 'talking' });
  });

  it('goes to the voicemail of who wants no calls', async () => {
    await centre.desk.carryOut({ do: 'set-will', agent: 'ana', will: { kind: 'dnd' } });
    expect(phase(await another())).toMatchObject({ kind: 'voicemail' });
  });

  const hearsMusic = (channel: string) => centre.board.channels.get(channel)?.music;
  const asks = async (what: 'conference' | 'swap' | 'complete') => {
    expect(await centre.desk.carryOut({ do: what, agent: 'ana', call: talk })).toEqual(OK);
    await centre.soon();
  };
  /** Luis is asked and answers; their leg. */
  const consults = async () => {
    await centre.ready('luis');
    expect(
      await centre.desk.carryOut({ do: 'consult', agent: 'ana', call: talk, colleague: 'luis', note: '' }),
    ).toEqual(OK);
    const theirs = centre.board.dialled.at(-1)?.channel ?? '';
    return theirs;
  };
  const answered = async (theirs: string) => {
    centre.board.answers(theirs);
    await centre.soon();
    return theirs;
  };
  const bridgeOf = (channel: string) =>
    [...centre.board.bridges].flatMap(([bridge, members]) => (members.has(channel) ? [bridge] : []));

  it('waits beside their consultation, and is taken from it: both of the others hear music', async () => {
    const theirs = await consults();
    const call = await another();
    expect(phase(call)).toMatchObject({ kind: 'offered', agent: 'ana', leg: '' });
    // The colleague has not answered: nobody is left with a telephone that rings for them.
    expect(await wish('take-line', call)).toMatchObject({ code: 'consulting-already' });
    await answered(theirs);
    expect(await wish('take-line', call)).toEqual(OK);
    await centre.soon();
    expect(bridgeOf(call)).toEqual(bridgeOf(leg));
    expect([talk, theirs].map(hearsMusic)).toEqual([true, true]);
    expect(await wish('take-line', talk)).toEqual(OK);
    await centre.soon();
    // Back where they were: with the colleague, and the customer waits.
    expect(bridgeOf(theirs)).toEqual(bridgeOf(leg));
    expect([talk, theirs, call].map(hearsMusic)).toEqual([true, false, true]);
    // The line that they are at already is no way out of the consultation.
    expect(await wish('take-line', talk)).toEqual(OK);
    await centre.soon();
    expect(bridgeOf(theirs)).toEqual(bridgeOf(leg));
    await asks('swap');
    expect(await wish('take-line', call)).toEqual(OK);
    await centre.soon();
    expect([talk, theirs, call].map(hearsMusic)).toEqual([true, true, false]);
    expect(await wish('take-line', talk)).toEqual(OK);
    await centre.soon();
    expect(bridgeOf(talk)).toEqual(bridgeOf(leg));
    expect([talk, theirs, call].map(hearsMusic)).toEqual([false, true, true]);
  });

  it('leaves whom they ask and the customer in good hands, whatever becomes of the consultation meanwhile', async () => {
    const theirs = await answered(await consults());
    const call = await another();
    await wish('take-line', call);
    await centre.soon();
    await centre.restart();
    await centre.soon();
    expect([talk, theirs].map(hearsMusic)).toEqual([true, true]);
    centre.board.hangsUp(theirs);
    await centre.soon();
    expect(hearsMusic(talk)).toBe(true);
    expect(await wish('take-line', talk)).toEqual(OK);
    await centre.soon();
    expect(bridgeOf(talk)).toEqual(bridgeOf(leg));
    expect(centre.workOf('luis')).toBe('idle');
  });

  it('waits beside the conference that they lead, which goes on without them', async () => {
    const theirs = await answered(await consults());
    await asks('conference');
    const call = await another();
    expect(await wish('take-line', call)).toEqual(OK);
    await centre.soon();
    expect(bridgeOf(call)).toEqual(bridgeOf(leg));
    expect(bridgeOf(talk)).toEqual(bridgeOf(theirs));
    expect(await wish('take-line', talk)).toEqual(OK);
    await centre.soon();
    expect(bridgeOf(talk)).toEqual(bridgeOf(leg));
    expect(hearsMusic(call)).toBe(true);
  });

  it('waits beside the call of another one that they are in, and rings when they leave it', async () => {
    await answered(await consults());
    await asks('conference');
    const call = centre.board.rings({ callerNumber: '+584145550102', dialled: '102' });
    await centre.soon();
    expect(phase(call)).toMatchObject({ kind: 'offered', agent: 'luis', leg: '' });
    expect(await centre.desk.carryOut({ do: 'take-line', agent: 'luis', call })).toMatchObject({
      code: 'leave-call-first',
    });
    await centre.desk.carryOut({ do: 'hang-up', agent: 'luis', call: talk });
    await centre.soon();
    expect(centre.board.dialled.at(-1)).toMatchObject({ channel: centre.legOf(call) });
    centre.board.answers(centre.legOf(call));
    await centre.soon();
    expect(phase(call)).toMatchObject({ kind: 'talking', agent: 'luis' });
  });

  it('rings while they wrap up another, which waits beside it with what they wrote', async () => {
    centre.board.hangsUp(talk);
    await centre.soon();
    expect(present().work).toMatchObject({ kind: 'wrap-up', call: talk });
    const refused = await another();
    expect(present()).toMatchObject({
      work: { kind: 'offered', call: refused },
      beside: { kind: 'wrap-up', call: talk },
    });
    await wish('hang-up', refused);
    await centre.soon();
    expect(phase(refused)).toMatchObject({ kind: 'voicemail' });
    expect(present()).toMatchObject({ work: { kind: 'wrap-up', call: talk } });
    expect(present().beside).toBeUndefined();
    const call = await another();
    await centre.restart();
    await centre.soon();
    centre.board.answers(centre.legOf(call));
    await centre.soon();
    expect(present()).toMatchObject({
      work: { kind: 'talking', call },
      beside: { kind: 'wrap-up', call: talk },
    });
    centre.board.hangsUp(call);
    await centre.soon();
    // Two dispositions are owed: there is no line for a third.
    expect(phase(await another())).toMatchObject({ kind: 'voicemail' });
    for (const each of [call, talk])
      expect(
        await centre.desk.carryOut({
          do: 'dispose',
          agent: 'ana',
          call: each,
          disposition: 'resuelto',
          note: '',
        }),
      ).toEqual(OK);
    await centre.soon();
    expect(present().work).toMatchObject({ kind: 'idle' });
  });

  it('is given back to them in their wrap-up of another, when their telephone was lost in the talk', async () => {
    centre.board.hangsUp(talk);
    await centre.soon();
    const call = await another();
    await answered(centre.legOf(call));
    centre.board.hangsUp(centre.legOf(call), 44);
    await centre.soon();
    expect(phase(call)).toMatchObject({ kind: 'offered', agent: 'ana', only: { why: 'lost' } });
    expect(present()).toMatchObject({
      work: { kind: 'offered', call },
      beside: { kind: 'wrap-up', call: talk },
    });
    await answered(centre.legOf(call));
    expect(phase(call)).toMatchObject({ kind: 'talking', agent: 'ana' });
  });

  it('is rung for it at once when the telephone is back, however long it was away', async () => {
    await centre.change({
      ...centre.data,
      queues: centre.data.queues.map(each => ({ ...each, awaitAgentMs: 40_000 })),
    });
    centre.board.hangsUp(talk);
    await centre.soon();
    const call = await another();
    await answered(centre.legOf(call));
    centre.board.unregisters(centre.lineOf('ana'));
    centre.board.hangsUp(centre.legOf(call), 44);
    await centre.soon(20_000);
    expect(present().will).toMatchObject({ kind: 'off', why: 'phone-lost' });
    expect(phase(call)).toMatchObject({ kind: 'waiting', only: { agent: 'ana', why: 'lost' } });
    centre.board.registers(centre.lineOf('ana'));
    await centre.soon(1);
    expect(phase(call)).toMatchObject({ kind: 'offered', agent: 'ana', only: { why: 'lost' } });
  });

  it('does not ring where no telephone is there, though they wrap up', async () => {
    centre.board.hangsUp(talk);
    await centre.soon();
    centre.board.unregisters(centre.lineOf('ana'));
    await centre.soon(60_000);
    expect(phase(await another())).toMatchObject({ kind: 'voicemail' });
  });

  it('may be a colleague’s', async () => {
    await centre.ready('luis');
    const call = await luisCalls();
    expect(phase(call)).toMatchObject({ kind: 'offered', agent: 'ana', leg: '' });
    expect(await wish('take-line', call)).toEqual(OK);
    await centre.soon();
    expect(phase(call)).toMatchObject({ kind: 'talking', agent: 'ana' });
    expect(centre.board.channels.get(talk)?.music).toBe(true);
    centre.board.hangsUp(call);
    await centre.soon();
    expect(present()).toMatchObject({ work: { kind: 'talking', call: talk } });
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lineAtEndpoint } from '../../src/adapters/asterisk/endpoints.ts';
import { mayIdentify } from '../../src/calls/decide.ts';
import { REFUSED_AGAIN_MS } from '../../src/queues/events.ts';
import { drawCall } from '../../src/supervision/draw.ts';
import { CALLER, talkingCaller, there, together } from './one-call.ts';
import { recordedCall } from './recorded-call.ts';
import { person, SmallCentre } from './small-centre.ts';

const ASK = { kind: 'ask-flow', agent: 'ana', flow: 'averias-626', note: 'Quiere su saldo.' } as const;
const TITLE = { es: 'Averías (*626)', en: 'Faults (*626)' };

describe('an agent who gives the caller to a flow', () => {
  it('is out of the call; the caller hears it from its start, without the notice that they heard before', () => {
    const one = talkingCaller();
    const { leg } = one;
    one.later(60_000).hears(ASK);
    expect(one.said).toEqual([
      'stop-recording',
      'cancel left',
      'cancel ring',
      `leave ${CALLER}`,
      'destroy-bridge',
      `hang-up ${leg}`,
      'agent-finished ana wrap-up',
      'fact transferred',
      'cancel digits',
      'cancel lookup',
      'play bienvenida',
    ]);
    expect(one.facts.at(-1)).toMatchObject({
      agent: 'ana',
      queue: '',
      flow: { name: 'averias-626', title: TITLE },
      note: 'Quiere su saldo.',
      talkedMs: 60_000,
    });
    expect(one.call.wrapUps).toMatchObject([
      { agent: 'ana', queue: 'averias', spoke: true, flow: { name: 'averias-626', title: TITLE } },
    ]);
    expect(one.phase).toMatchObject({ kind: 'welcome', sent: { from: 'ana' } });
  });

  it('ends the music of a caller on hold before anything is said', () => {
    const one = talkingCaller().hears({ kind: 'ask-hold', agent: 'ana' }, ASK);
    expect(one.said).toContain('music off');
    expect(one.said.at(-1)).toBe('play bienvenida');
  });

  it('has the caller stand in a queue of the flow as who was given to it: with their wait, and not for that agent', () => {
    const one = talkingCaller();
    const { answeredAt, queued } = one.talk;
    const waited = answeredAt - (queued?.queuedAt ?? 0);
    one.later(60_000).hears(ASK);
    const at = one.now;
    one.later(5_000).keys('1').keys('#');
    expect(one.phase).toMatchObject({
      kind: 'waiting',
      queue: 'averias',
      topic: 'averia',
      queuedAt: one.now - waited,
      missedBy: ['ana'],
      notBefore: { ana: at + REFUSED_AGAIN_MS },
      transfer: { from: 'ana', note: 'Quiere su saldo.', at: one.now },
    });
    one.offered('luis').answered();
    expect(one.facts.at(-1)).toMatchObject({ kind: 'answered', agent: 'luis', waitedMs: 0 });
    // The same topic as before.
    expect(one.call.learned.length).toBe(1);
  });

  it('keeps what the caller keyed before, who they are, and the wrap-up that is owed, also when the flow ends the call', () => {
    const one = talkingCaller();
    const { learned } = one.call;
    one.hears(ASK);
    expect(one.call.learned).toEqual(learned);
    expect(mayIdentify(one.call, 'ana')).toBe(true);
    one.ended(CALLER);
    expect([one.phase.kind, one.call.wrapUps?.length]).toEqual(['ending', 1]);
    const recordings = one.call.finishing?.map(({ name }) => name) ?? [];
    one.hears(...recordings.map(recording => ({ kind: 'recorded', recording, ok: true }) as const));
    expect(one.said).not.toContain('close');
    one.hears({ kind: 'ask-disposition', agent: 'ana', disposition: 'transferida', note: '' });
    expect(one.said).toContain('close');
  });

  it('does nothing as anybody else, or to a flow that is not there', () => {
    expect(talkingCaller().hears({ ...ASK, agent: 'luis' }).orders).toEqual([]);
    expect(talkingCaller().hears({ ...ASK, flow: 'ninguno' }).orders).toEqual([]);
    expect(talkingCaller().hears(ASK).hears(ASK).orders).toEqual([]);
  });

  it('goes on after a restart, out of the talk and its music', () => {
    const { leg } = talkingCaller();
    const one = talkingCaller().hears(ASK).hears(together(CALLER, leg));
    expect(one.said.slice(0, 2)).toEqual(['music off', `leave ${CALLER}`]);
    expect(one.said.slice(-2)).toEqual(['play bienvenida', 'stop-recording']);
    expect(one.phase).toMatchObject({ kind: 'welcome', sent: { from: 'ana' } });
    expect(talkingCaller().hears(ASK).hears(there()).phase.kind).toBe('ending');
  });

  it('is shown who sent the caller, and what is owed', () => {
    expect(drawCall(talkingCaller().hears(ASK).call, null, lineAtEndpoint)).toMatchObject({
      phase: 'welcome',
      agent: null,
      transfer: { from: 'ana', note: 'Quiere su saldo.' },
      wrapUps: [{ agent: 'ana', flow: { title: TITLE }, line: 'sp-ana' }],
    });
  });

  it('has talked as long as they talked: what the caller does in the menu after it is no talk', () => {
    const one = talkingCaller().later(30_000).hears(ASK).later(50_000);
    one.ended(CALLER);
    const answered = { kind: 'answered', at: one.now - 80_000, agent: 'ana', waitedMs: 10 } as const;
    expect(recordedCall([answered, ...one.facts])).toMatchObject({
      talkedMs: 30_000,
      outcome: 'answered',
      parts: [{ agent: 'ana' }],
    });
  });
});

describe('in the centre', () => {
  let centre: SmallCentre;

  beforeEach(async () => {
    centre = await new SmallCentre(['ana'], { people: [person('ana')] }).start();
  });
  afterEach(() => centre.close());

  it('only a flow that a number leads to is taken; the caller is alone in it, also after a restart', async () => {
    await centre.ready('ana');
    const call = await centre.talks('1');
    const transfer = { do: 'transfer', agent: 'ana', call, to: { flow: 'averias-626' }, note: '' } as const;
    for (const flow of ['sin-ruta', 'ninguno'])
      expect(await centre.desk.carryOut({ ...transfer, to: { flow } })).toMatchObject({
        code: 'unknown-resource',
      });
    expect(await centre.desk.carryOut(transfer)).toEqual({ ok: true });
    await centre.soon();
    expect([centre.phaseOf(call), centre.workOf('ana')]).toEqual(['welcome', 'wrap-up']);
    expect([...centre.board.channels.keys()]).toEqual([call]);
    expect(centre.board.bridges.size).toBe(0);
    await centre.restart();
    expect([centre.phaseOf(call), centre.workOf('ana')]).toEqual(['welcome', 'wrap-up']);
    centre.board.presses(call, '0');
    await centre.soon(2_000);
    expect(centre.phaseOf(call)).toBe('waiting');
    expect(await centre.desk.carryOut(transfer)).toMatchObject({ code: 'already-given-on' });
  });
});

import { describe, expect, it } from 'vitest';
import { endOf } from '../../src/adapters/asterisk/endings.ts';
import { CALLER, talkingCaller, there } from './one-call.ts';

const dispose = { kind: 'ask-disposition', agent: 'ana', disposition: 'resuelto', note: 'Listo.' } as const;
const timeOver = { kind: 'timer', name: 'ending' } as const;

/** The caller hung up; the agent's leg, the recording and the disposition are open. */
function over() {
  const one = talkingCaller();
  const { leg } = one;
  const recording = one.call.recording?.name ?? '';
  one.ended(CALLER);
  one.facts = [];
  return { one, leg, recording };
}

describe('after the conversation', () => {
  it('the call closes when the leg is gone, the recording has ended and the disposition is chosen', () => {
    const { one, leg, recording } = over();
    one.ended(leg);
    expect(one.said).not.toContain('close');
    one.hears({ kind: 'recorded', recording, ok: true });
    expect(one.said).not.toContain('close');
    one.hears(dispose);
    expect(one.said).toEqual(['agent-disposed ana', 'fact wrap-up-ended', 'cancel ending', 'close']);
    expect(one.facts).toMatchObject([
      { kind: 'recording-ended', ok: true },
      { kind: 'wrap-up-ended', agent: 'ana', disposition: 'resuelto', note: 'Listo.' },
    ]);
  });

  it('the disposition is noted with the texts that came with it, and over what they were written', () => {
    const { one } = over();
    const written = { summary: 'Sin tono.', solution: 'Cable nuevo.', solutionBase: 'Puerto nuevo.' };
    one.hears({ ...dispose, ...written });
    expect(one.facts.at(-1)).toMatchObject({ kind: 'wrap-up-ended', ...written });
  });

  it('wrap-up lasts as long as the agent chooses nothing', () => {
    const { one, leg, recording } = over();
    one.ended(leg).hears({ kind: 'recorded', recording, ok: true });
    one.later(3_600_000).hears(timeOver, timeOver);
    expect(one.call.wrapUps).toMatchObject([{ agent: 'ana' }]);
    expect(one.said).not.toContain('close');
  });

  it('nobody else ends their wrap-up', () => {
    expect(over().one.hears({ ...dispose, agent: 'luis' }).orders).toEqual([]);
  });

  it('it ends while the call goes on with somebody else', () => {
    const one = talkingCaller();
    one.call = { ...one.call, wrapUps: [{ agent: 'luis', queue: 'averias', spoke: true }] };
    one.hears({ ...dispose, agent: 'luis' });
    expect(one.said).toEqual(['agent-disposed luis', 'fact wrap-up-ended']);
    expect([one.phase.kind, one.call.wrapUps]).toEqual(['talking', undefined]);
  });

  it('it ends without a disposition when the agent is none any more', () => {
    const { one, leg, recording } = over();
    one
      .ended(leg)
      .hears({ kind: 'recorded', recording, ok: true }, { kind: 'agent-dismissed', agent: 'ana' });
    expect(one.said).toContain('close');
  });

  it('a channel that did not go is hung up again until it does', () => {
    const { one, leg } = over();
    expect(one.hears(timeOver).said).toEqual(expect.arrayContaining([`hang-up ${leg}`, 'timer ending 5000']));
    expect(one.hears(timeOver).said).toEqual([`hang-up ${leg}`, 'timer ending 5000']);
    one.hears({ kind: 'outcome', order: 'hang-up', subject: leg, outcome: 'gone' });
    expect(one.phase).toMatchObject({ open: [] });
  });

  it('a recording whose end is not heard of is taken for ended, once', () => {
    const { one, recording } = over();
    one.hears(timeOver, timeOver, { kind: 'recorded', recording, ok: true });
    expect(one.factKinds()).toEqual(['recording-ended']);
  });

  it('a recording whose beginning is heard of late is told before its end', () => {
    const one = talkingCaller();
    one.call = { ...one.call, recording: { name: 'calls/x-9', begun: false, paused: false } };
    one.ended(CALLER).recorder('done').hears({ kind: 'recorded', recording: 'calls/x-9', ok: true });
    expect(one.factKinds()).toEqual(['call-ended', 'recording-started', 'recording-ended']);
  });

  it('after a restart what is left is hung up, and the disposition is still awaited', () => {
    const { one, leg } = over();
    one.hears(there(leg, 'another'));
    // Its recorder hears a leg that may be in another call by now.
    expect(one.said).toEqual([`hang-up ${leg}`, 'timer ending 5000', 'stop-recording']);
    expect(one.phase).toMatchObject({ open: [leg] });
    expect(one.call.wrapUps).toMatchObject([{ agent: 'ana' }]);
  });

  it('after a restart a call that awaits nothing more is closed', () => {
    const { one, leg, recording } = over();
    one.hears({ kind: 'recorded', recording, ok: true }, dispose);
    expect(one.said).not.toContain('close');
    expect(one.hears(there()).said).toContain('close');
    expect(leg).not.toBe('');
  });

  it('late and repeated news change nothing', () => {
    const { one } = over();
    const before = one.call;
    one.hears(
      { kind: 'channel-ended', channel: CALLER, end: endOf(16) },
      { kind: 'timer', name: 'ring' },
      { kind: 'offer', agent: 'luis', endpoint: 'PJSIP/x', idleMs: 0, passedOver: {}, position: 1 },
      { kind: 'ask-hang-up', agent: 'ana' },
      { kind: 'ask-hold', agent: 'ana' },
      { kind: 'played', playback: 'playback-x-1', ok: true },
      { kind: 'outcome', order: 'hang-up', subject: 'leg-before', outcome: 'gone' },
    );
    expect(one.call).toBe(before);
  });
});

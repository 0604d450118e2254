import { afterEach, describe, expect, it } from 'vitest';
import type { CommandOf } from '../../../src/calls/commands.ts';
import { LONGEST_MS, type VoiceSample } from '../../../src/calls/voice/figures.ts';
import { SmallCentre } from '../small-centre.ts';

let centre: SmallCentre;
let heard = 0;
afterEach(() => centre.close());

const sample = (lost: number): VoiceSample => ({
  ms: 4_000,
  heard: { received: 200 - lost, lost, late: 0, overtaken: 0, gaps: lost, jitterMs: 2, bufferMs: 40 },
  sent: { ms: 4_000, packets: 200, came: 200 - lost },
  said: { ms: 4_000, loss: 0, jitterMs: 2, overtaken: 0 },
  rttMs: 30,
});

/** Ana talks with a customer; answers the call. */
async function anaTalks(): Promise<string> {
  centre = await new SmallCentre(['ana', 'luis']).start();
  await centre.ready('ana');
  const call = await centre.waits();
  centre.board.answers(centre.legOf(call));
  await centre.soon();
  return call;
}

/** Ana's page tells of four seconds, in which the customer spoke. */
async function report(call: string, lost: number, more: Partial<CommandOf<'report-voice'>> = {}) {
  const told = { do: 'report-voice', agent: 'ana', call, samples: [sample(lost)], ...more } as const;
  heard += 200;
  centre.board.voices.set(call, { received: heard, lost: 0, jitterMs: 1, sent: heard, far: null });
  const outcome = await centre.desk.carryOut(told);
  await centre.soon(4_000);
  return outcome;
}
/** What supervisors see of it. */
const voicesOf = (call: string) => centre.picture.calls.find(({ id }) => id === call)?.voices;

describe('the voice of a talk', () => {
  it('is shown as it is told, and named when it is bad for a while', async () => {
    const call = await anaTalks();
    // What the answer changed has been told by then.
    await centre.soon(4_000);
    expect(voicesOf(call)).toBeUndefined();
    await report(call, 0);
    expect(voicesOf(call)).toEqual([{ agent: 'ana', steps: 5, cause: null }]);
    // That all is well is told, too: nothing else of the talk changes.
    expect(centre.shown(call)?.voices).toEqual([{ agent: 'ana', steps: 5, cause: null }]);
    for (let n = 0; n < 3; n += 1) await report(call, 20);
    expect(voicesOf(call)).toMatchObject([{ agent: 'ana', cause: { side: 'agent', trouble: 'loses' } }]);
  });

  it('is one fact when the talk is over, however it ended, and none where nobody told of it', async () => {
    const call = await anaTalks();
    for (let n = 0; n < 3; n += 1) await report(call, 20);
    centre.board.hangsUp(call);
    await centre.soon();
    const facts = centre.facts.filter(({ fact }) => fact.kind === 'voice-measured');
    expect(facts).toMatchObject([
      {
        call,
        fact: {
          agent: 'ana',
          voice: { toAgent: { ms: 12_000, loss: 0.1 }, causes: [{ side: 'agent', trouble: 'loses' }] },
        },
      },
    ]);
    // What comes too late is of no talk.
    expect(await report(call, 20)).toEqual({ ok: true });
    expect(centre.facts.filter(({ fact }) => fact.kind === 'voice-measured')).toHaveLength(1);
  });

  it('is told by who talks, and of no voice while somebody is on hold', async () => {
    const call = await anaTalks();
    expect(await report(call, 20, { agent: 'luis' })).toEqual({ ok: true });
    expect(await report('no-such-call', 20)).toEqual({ ok: true });
    await centre.desk.carryOut({ do: 'hold', agent: 'ana', call });
    await centre.soon();
    for (let n = 0; n < 4; n += 1) await report(call, 200);
    expect(voicesOf(call)).toBeUndefined();
  });

  it('is nobody’s loss where the telephone system is away', async () => {
    const call = await anaTalks();
    centre.board.connected = false;
    expect(await report(call, 0, { samples: [{ ...sample(0), ms: LONGEST_MS }] })).toEqual({ ok: true });
    expect(voicesOf(call)).toMatchObject([{ cause: null }]);
    centre.board.connected = true;
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LAST_CALLS_MS } from '../../src/calls/watches/last-calls.ts';
import { SmallCentre } from './small-centre.ts';

describe('a centre that is about to be stopped', () => {
  let centre: SmallCentre;
  beforeEach(async () => {
    centre = await new SmallCentre(['ana', 'luis']).start();
  });
  afterEach(() => centre.close());

  const ask = () => centre.lastCalls.ask();

  it('says how many calls live, and takes no new one: the carrier is told so, and counted', async () => {
    expect(ask()).toBe(0);
    await centre.soon(LAST_CALLS_MS);
    const waiting = await centre.waits();
    expect(ask()).toBe(1);
    expect(centre.alarms).toContain('stopping');
    const late = centre.board.rings({ callerNumber: '04145550199' });
    await centre.soon(0);
    expect(centre.refused).toEqual(['stopping']);
    expect(centre.board.channels.has(late)).toBe(false);
    expect(centre.phaseOf(waiting)).toBe('waiting');
    // Who waited is served.
    await centre.ready('ana');
    await centre.soon(0);
    expect(centre.phaseOf(waiting)).toBe('offered');
    expect(ask()).toBe(1);
  });

  it('begins no call of an agent', async () => {
    ask();
    await centre.ready('ana');
    const outcome = await centre.desk.carryOut({ do: 'call-colleague', agent: 'ana', colleague: 'luis' });
    expect(outcome).toEqual({ ok: false, code: 'stopping' });
  });

  it('takes calls again when nobody asks any more: whoever stopped it was killed', async () => {
    ask();
    await centre.soon(LAST_CALLS_MS - 1);
    ask();
    await centre.soon(LAST_CALLS_MS - 1);
    expect(centre.alarms).toContain('stopping');
    await centre.soon(1);
    expect(centre.alarms).not.toContain('stopping');
    centre.board.rings({ callerNumber: '04145550199' });
    await centre.soon(0);
    expect(centre.calls.allCalls()).toHaveLength(1);
  });
});

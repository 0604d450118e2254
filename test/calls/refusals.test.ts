import { afterEach, describe, expect, it } from 'vitest';
import { Refusals, type RefusedToday } from '../../src/calls/refusals.ts';
import { fakeClock } from '../kit/fake-clock.ts';
import { SmallCentre } from './small-centre.ts';

describe('a caller for whom no port is left', () => {
  let centre: SmallCentre;
  afterEach(() => centre.close());

  it('is turned away before Asterisk has to, and has neither a call nor a ticket', async () => {
    centre = new SmallCentre(['ana']);
    centre.pairs = 10;
    await centre.start();
    const callers: string[] = [];
    for (let one = 0; one < 12; one += 1)
      callers.push(centre.board.rings({ callerNumber: `0414555010${one}` }));
    await centre.soon(0);
    expect(centre.calls.allCalls()).toHaveLength(9);
    expect(centre.refused).toEqual(['no-room', 'no-room', 'no-room']);
    expect(callers.filter(each => centre.board.channels.has(each))).toHaveLength(9);
    expect(centre.facts.filter(({ fact }) => fact.kind === 'call-arrived')).toHaveLength(9);
    centre.board.hangsUp(callers[0] ?? '');
    await centre.soon(0);
    centre.board.rings({ callerNumber: '04145550199' });
    expect(centre.calls.allCalls()).toHaveLength(9);
  });
});

describe('those who were refused', () => {
  it('are counted by the day, and told of once a second', () => {
    const clock = fakeClock();
    const told: RefusedToday[] = [];
    const day = 24 * 3_600_000;
    const refusals = new Refusals({
      clock,
      dayOf: at => String(Math.floor(at / day)),
      changed: today => told.push(today),
    });
    for (let one = 0; one < 500; one += 1) refusals.count('no-room');
    refusals.count('no-codec');
    clock.advance(1_000);
    expect(told).toEqual([{ 'no-room': 500, 'no-codec': 1, 'no-service': 0 }]);
    clock.advance(day);
    refusals.count('no-service');
    clock.advance(1_000);
    expect(told.at(-1)).toEqual({ 'no-room': 0, 'no-codec': 0, 'no-service': 1 });
    refusals.stop();
    expect(clock.pending()).toBe(0);
  });
});

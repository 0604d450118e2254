import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryTelephony } from '../../src/adapters/memory/telephony.ts';
import { LONG_CALL_MS, LongCalls } from '../../src/calls/watches/long-calls.ts';
import { SmallCentre } from './small-centre.ts';

const MINUTE_MS = 60_000;

let centre: SmallCentre;
let long: LongCalls;
let watched: string[];
let tooLong: string[][];

beforeEach(async () => {
  centre = await new SmallCentre(['ana']).start();
  watched = [];
  tooLong = [];
  const telephony = memoryTelephony(centre.board);
  long = new LongCalls({
    clock: centre.clock,
    log: pino({ level: 'silent' }),
    calls: () => centre.calls.allCalls(),
    watch: channel => {
      watched.push(channel);
      return telephony.watch(channel);
    },
    tooLongMs: () => LONG_CALL_MS,
    onTooLong: calls => tooLong.push(calls.map(({ ticket }) => ticket)),
  });
  long.start();
});

afterEach(async () => {
  long.stop();
  await centre.close();
});

describe('a caller whose telephone dies without a word', () => {
  it('has ended within three minutes', async () => {
    const caller = centre.board.rings({ callerNumber: '04145550101' });
    await centre.soon(MINUTE_MS);
    centre.board.vanishes(caller);
    await centre.soon(MINUTE_MS);
    await centre.soon(MINUTE_MS);
    expect(centre.calls.call(caller)).toBeNull();
    expect(centre.facts.map(({ fact }) => fact)).toContainEqual(
      expect.objectContaining({ kind: 'call-ended', cause: 18 }),
    );
  });

  it('is not looked for in calls that are over soon', async () => {
    await centre.soon(MINUTE_MS / 2 + 1_000);
    const caller = centre.board.rings({ callerNumber: '04145550101' });
    await centre.soon(MINUTE_MS / 2 - 1_000);
    expect(watched).toEqual([]);
    centre.board.hangsUp(caller);
    await centre.soon(5 * MINUTE_MS);
    expect(watched).toEqual([]);
  });
});

describe('a call that lasts for hours', () => {
  it('is told once an hour, ends by nobody’s doing but its parties’, and then is told no more', async () => {
    const caller = centre.board.rings({ callerNumber: '04145550101' });
    await centre.soon(MINUTE_MS);
    const call = centre.calls.call(caller);
    // The menu alone would have ended long before; what is looked at is the age.
    if (call) centre.calls.restore({ ...call, arrivedAt: call.arrivedAt - LONG_CALL_MS });
    await centre.soon(MINUTE_MS);
    await centre.soon(MINUTE_MS);
    expect(tooLong).toEqual([[call?.ticket]]);
    // An hour more is news of the same call.
    if (call) centre.calls.restore({ ...call, arrivedAt: call.arrivedAt - LONG_CALL_MS - 60 * MINUTE_MS });
    await centre.soon(MINUTE_MS);
    await centre.soon(MINUTE_MS);
    expect(tooLong).toEqual([[call?.ticket], [call?.ticket]]);
    expect(centre.board.channels.has(caller)).toBe(true);
    centre.board.hangsUp(caller);
    await centre.soon(MINUTE_MS);
    expect(tooLong).toEqual([[call?.ticket], [call?.ticket], []]);
  });
});

import { expect, test } from 'vitest';
import { Arrivals } from './arrivals.ts';
import { readStamp, stampedVoice, VOICE_BYTES } from './voice-stamp.ts';

test('a packet of voice says whose it is, which one, and when it was sent', () => {
  const stamp = { voice: 119, number: 3_000, sentAt: 123_456.789 };
  expect(readStamp(stampedVoice(stamp))).toEqual(stamp);
});

test('another sound has no stamp', () => {
  expect(readStamp(new Uint8Array(VOICE_BYTES).fill(0xff))).toBeUndefined();
  expect(readStamp(stampedVoice({ voice: 1, number: 1, sentAt: 1 }).subarray(0, 80))).toBeUndefined();
});

test('what did not arrive of the packets in question is lost; before and after them nothing counts', () => {
  const arrivals = new Arrivals();
  for (const number of [3, 5, 6, 9]) arrivals.add(number, number / 10);
  expect(arrivals.between(5, 9)).toEqual({ lost: 2, delays: [0.5, 0.6] });
  expect(arrivals.between(0, 3).lost).toBe(3);
});

test('a packet that arrives twice counts once, as soon as it was there', () => {
  const arrivals = new Arrivals();
  arrivals.add(0, 1);
  arrivals.add(0, 40);
  expect(arrivals.between(0, 1)).toEqual({ lost: 0, delays: [1] });
});

import { describe, expect, test } from 'vitest';
import { readingOf } from '../../../src/adapters/asterisk/voice.ts';

const read = {
  rxcount: 500,
  rxploss: 0,
  txcount: 500,
  txploss: 2,
  txjitter: 0.001,
  rxjitter: 0.002,
  rtt: 0.04,
};

describe('what Asterisk counted of a voice', () => {
  test('is in packets and ms', () => {
    expect(readingOf(read)).toEqual({
      received: 500,
      lost: 0,
      jitterMs: 1,
      sent: 500,
      far: { lost: 2, jitterMs: 2, rttMs: 40 },
    });
  });

  test('has no way there and back of 65,536 s, which it tells of a report that it could not use', () => {
    expect(readingOf({ ...read, rtt: 65_536 }).far).toEqual({ lost: 2, jitterMs: 2, rttMs: null });
  });

  test('has no more lost than was sent, and not less than none', () => {
    expect(readingOf({ ...read, txploss: 0xff_ff_ff }).far?.lost).toBe(0);
    expect(readingOf({ ...read, rxploss: -1 }).lost).toBe(0);
  });

  test('has nothing of a far end that reports nothing', () => {
    expect(readingOf({ ...read, txploss: 0, rxjitter: 0, rtt: 0 }).far).toBeNull();
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endOf } from '../../../src/adapters/asterisk/endings.ts';

describe('the end of a channel', () => {
  test('is said by the SIP status where there is one, else by the cause of Q.850', () => {
    expect(endOf(17, 486)).toEqual({
      why: 'busy',
      answered: true,
      dropped: false,
      code: 17,
      text: 'SIP 486',
    });
    expect(endOf(17)).toEqual({ why: 'busy', answered: false, dropped: false, code: 17, text: '' });
    expect(endOf(38, 404).why).toBe('unknown-number');
  });

  test('is a hang-up only where nothing was refused', () => {
    expect([endOf(16), endOf(16, 200), endOf(16, 180)].map(({ why }) => why)).toEqual(
      Array(3).fill('hung-up'),
    );
    expect([endOf(16, 302).why, endOf(16, 503).why, endOf(0).why]).toEqual(['forwards', 'failed', 'failed']);
  });

  test('of a line that dies is no hang-up: missing audio, or a refresh that nobody answered', () => {
    for (const cause of [18, 27, 38, 41, 44]) expect(endOf(cause).dropped).toBe(true);
    expect([endOf(0, 408).dropped, endOf(16).dropped, endOf(0).dropped]).toEqual([true, false, false]);
  });

  test('forwards with each 3xx, and has a word whatever the numbers', () => {
    const numbers = fc.record({
      cause: fc.nat(200),
      status: fc.oneof(fc.constant(0), fc.integer({ min: 100, max: 699 })),
    });
    fc.assert(
      fc.property(numbers, ({ cause, status }) => {
        const end = endOf(cause, status);
        expect(end.why).not.toBe('');
        if (status >= 300) expect(end.why === 'forwards').toBe(status < 400);
        expect(end.code).toBe(cause);
      }),
    );
  });
});

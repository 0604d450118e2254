import { describe, expect, it } from 'vitest';
import { endOf } from '../../src/adapters/asterisk/endings.ts';
import { type LegEnd, whyMissed } from '../../src/calls/rules/offer-end.ts';

/** As Asterisk tells it: by SIP status and Q.850 cause. */
const ends = ({ sip = 0, cause = 16, ...end }: Partial<LegEnd> & { sip?: number; cause?: number }) =>
  whyMissed({ why: endOf(cause, sip).why, rang: false, afterMs: 300, limitMs: 20_000, desk: true, ...end });

describe('why an offer was not taken', () => {
  it.each([
    // A person who says no: the page, or the button of a desk telephone.
    [603, true, 'refused'],
    [603, false, 'refused'],
    [607, true, 'refused'],
    [486, true, 'refused'],
    [600, true, 'refused'],
    // Busy or do-not-disturb: without ringing.
    [486, false, 'busy'],
    [600, false, 'busy'],
    [480, false, 'busy'],
    // It rang, and somebody gave up: our time, the telephone's own, or that of a telephone system behind it.
    [480, true, 'ignored'],
    [408, true, 'ignored'],
    [408, false, 'silent'],
    [300, false, 'forwards'],
    [301, true, 'forwards'],
    [302, false, 'forwards'],
    [305, false, 'forwards'],
    [380, true, 'forwards'],
    [404, false, 'unreachable'],
    [410, false, 'unreachable'],
    [484, false, 'unreachable'],
    [604, false, 'unreachable'],
    [403, false, 'failed'],
    [407, false, 'failed'],
    [415, false, 'failed'],
    [487, true, 'failed'],
    [488, false, 'failed'],
    [500, true, 'failed'],
    [503, false, 'failed'],
    [606, false, 'failed'],
  ] as const)('SIP %i (rang: %s) is %s', (sip, rang, why) => {
    expect(ends({ sip, rang })).toBe(why);
  });

  it('of a telephone that says only 183 is told by the time: one that lives so long was not silent', () => {
    expect(ends({ sip: 480, cause: 19, afterMs: 20_000 })).toBe('ignored');
    expect(ends({ sip: 480, cause: 19, afterMs: 2_900 })).toBe('busy');
  });

  it('of a page is a refusal by 603 alone: it says 486 by itself while it has another call', () => {
    expect([486, 600, 603].map(sip => ends({ sip, rang: true, desk: false }))).toEqual([
      'busy',
      'busy',
      'refused',
    ]);
  });

  it('of a page that gave up before the time is a failure: it does not do so while it rings', () => {
    const page = (afterMs: number) => ends({ sip: 480, cause: 19, rang: true, desk: false, afterMs });
    expect([page(4_000), page(18_000), page(20_000)]).toEqual(['failed', 'failed', 'ignored']);
  });

  it.each([
    [17, false, 'busy'],
    [17, true, 'refused'],
    [21, true, 'refused'],
    [19, true, 'ignored'],
    [18, true, 'ignored'],
    [19, false, 'silent'],
    [20, false, 'unreachable'],
    [23, false, 'forwards'],
    [27, false, 'unreachable'],
    [0, true, 'failed'],
    [38, false, 'failed'],
  ] as const)('Q.850 %i without a status (rang: %s) is %s', (cause, rang, why) => {
    expect(ends({ cause, rang })).toBe(why);
  });
});

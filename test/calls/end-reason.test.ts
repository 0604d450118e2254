import { describe, expect, it } from 'vitest';
import { endOf } from '../../src/adapters/asterisk/endings.ts';
import {
  customerLeft,
  END_REASONS,
  type EndReason,
  isContactTry,
  type Unanswered,
  whyUnanswered,
} from '../../src/calls/rules/end-reason.ts';

/** As Asterisk 22.10 told it of a telephone that answered so at once: SIP status, Q.850 cause. */
const MEASURED: readonly (readonly [number, number, EndReason])[] = [
  [301, 16, 'forwards'],
  [302, 0, 'forwards'],
  [380, 16, 'forwards'],
  [400, 127, 'network-failure'],
  [401, 21, 'our-failure'],
  [403, 21, 'no-route'],
  [404, 1, 'unknown-number'],
  [406, 127, 'network-failure'],
  [408, 18, 'switched-off'],
  [410, 22, 'unknown-number'],
  [433, 127, 'refused'],
  [480, 19, 'switched-off'],
  [481, 127, 'network-failure'],
  [484, 28, 'unknown-number'],
  [485, 1, 'unknown-number'],
  [486, 17, 'busy'],
  [487, 127, 'network-failure'],
  [488, 58, 'network-failure'],
  [500, 38, 'network-failure'],
  [501, 29, 'network-failure'],
  [502, 27, 'network-failure'],
  [503, 34, 'network-failure'],
  [504, 102, 'network-failure'],
  [600, 17, 'busy'],
  [603, 21, 'refused'],
  [604, 1, 'unknown-number'],
  [606, 58, 'network-failure'],
  [607, 127, 'refused'],
  [608, 127, 'refused'],
];

const unanswered = (sip: number, cause = 0, rest: Partial<Unanswered> = {}) =>
  whyUnanswered({
    why: endOf(cause, sip).why,
    rang: false,
    early: false,
    afterMs: 100,
    limitMs: 45_000,
    ...rest,
  });

describe('why a telephone was not reached', () => {
  it.each(MEASURED)('%i (cause %i): %s', (sip, cause, why) => {
    expect(unanswered(sip, cause)).toBe(why);
  });

  it('what rang and was given up was not answered', () => {
    for (const sip of [408, 480, 487]) expect(unanswered(sip, 0, { rang: true }), `${sip}`).toBe('no-answer');
  });

  it('what rang may still be busy, declined, forwarded or broken', () => {
    expect(unanswered(486, 17, { rang: true })).toBe('busy');
    expect(unanswered(603, 21, { rang: true })).toBe('refused');
    expect(unanswered(302, 0, { rang: true })).toBe('forwards');
    expect(unanswered(503, 34, { rang: true })).toBe('network-failure');
  });

  it('a telephone that nobody heard of until the time was up is no telephone that did not answer', () => {
    expect(unanswered(480, 19, { afterMs: 44_200 })).toBe('network-failure');
    expect(unanswered(480, 19, { afterMs: 43_000 })).toBe('switched-off');
    expect(unanswered(408, 18, { afterMs: 32_000 })).toBe('network-failure');
    expect(unanswered(480, 19, { afterMs: 45_000, rang: true })).toBe('no-answer');
  });

  it("what rang in the audio alone (183) rang all the same; a word in it that ends early is the network's", () => {
    expect(unanswered(480, 19, { afterMs: 45_000, early: true })).toBe('no-answer');
    expect(unanswered(480, 19, { afterMs: 8_000, early: true })).toBe('switched-off');
    expect(unanswered(408, 18, { afterMs: 40_000, early: true })).toBe('no-answer');
    expect(unanswered(404, 1, { afterMs: 8_000, early: true })).toBe('unknown-number');
  });

  it('without a status the cause says it, and an unknown cause is the network', () => {
    expect([1, 17, 18, 19, 20, 21, 22, 28].map(cause => unanswered(0, cause))).toEqual([
      'unknown-number',
      'busy',
      'no-answer',
      'no-answer',
      'switched-off',
      'refused',
      'unknown-number',
      'unknown-number',
    ]);
    for (const cause of [0, 16, 34, 38, 41, 102, 127]) expect(unanswered(0, cause)).toBe('network-failure');
  });
});

describe('why a line that stood ended', () => {
  it('is a hang-up, unless it died', () => {
    const why = (cause: number, sip?: number) => {
      const left = customerLeft({ end: endOf(cause, sip) });
      return `${left.by} ${left.why}`;
    };
    expect([0, 16, 31].map(cause => why(cause))).toEqual(Array(3).fill('caller hung-up'));
    expect([27, 38, 41, 44].map(cause => why(cause))).toEqual(Array(4).fill('network line-dropped'));
    expect([why(18, 408), why(0, 200)]).toEqual(['network line-dropped', 'caller hung-up']);
  });
});

describe('a try at contact', () => {
  it('is a telephone that rang its time, or is busy or off; nothing else', () => {
    expect(END_REASONS.filter(isContactTry)).toEqual(['busy', 'no-answer', 'switched-off']);
  });
});

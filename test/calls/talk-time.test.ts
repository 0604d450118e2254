import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallFact } from '../../src/calls/events.ts';
import type { CallInput } from '../../src/calls/inputs.ts';
import { colleagues } from '../../src/calls/legs.ts';
import { CALLER, type OneCall, talkingCaller, there } from './one-call.ts';
import { recordedCall } from './recorded-call.ts';

const ana = <Kind extends string>(kind: Kind) => ({ kind, agent: 'ana' }) as const;
const ASK = {
  kind: 'ask-consult',
  agent: 'ana',
  colleague: 'luis',
  endpoint: 'PJSIP/sp-luis',
  queue: 'averias',
  note: '',
} as const;

const luis = (one: OneCall): string => colleagues(one.talk)[0]?.channel ?? '';
const answers = (one: OneCall) => one.hears({ kind: 'leg-answered', channel: luis(one) });

/** The spans that the facts tell of each part, in their order. */
const told = (one: OneCall) =>
  one.facts.flatMap(fact =>
    fact.kind === 'transferred' || fact.kind === 'agent-leg-lost' || fact.kind === 'call-ended'
      ? [[fact.kind, fact.talkedMs, fact.heldMs]]
      : [],
  );

describe('how long an agent talks with a customer, and has them on hold', () => {
  it('is told apart, of all times that they are on hold', () => {
    const one = talkingCaller().later(5_000).hears(ana('ask-hold')).later(3_000).hears(ana('ask-resume'));
    one.later(2_000).hears(ana('ask-hold')).hears(ana('ask-hold')).later(1_000).hears(ana('ask-resume'));
    expect(told(one.later(4_000).ended(CALLER))).toEqual([['call-ended', 11_000, 4_000]]);
  });

  it.each<[string, (one: OneCall) => unknown, string]>([
    ['the customer hangs up', one => one.ended(CALLER), 'call-ended'],
    ['the agent hangs up', one => one.ended(one.leg), 'call-ended'],
    ['the telephone of the agent dies', one => one.ended(one.leg, 44), 'agent-leg-lost'],
    ['their session is ended', one => one.hears(ana('agent-sent-away')), 'agent-leg-lost'],
    [
      'they give the customer on',
      one => one.hears({ kind: 'ask-transfer', agent: 'ana', queue: 'averias', note: '' }),
      'transferred',
    ],
    ['it is gone unseen', one => one.hears(there()), 'call-ended'],
  ])('ends with the part, in hold too: %s', (_, ends, kind) => {
    const one = talkingCaller().later(5_000).hears(ana('ask-hold')).later(3_000);
    ends(one);
    expect(told(one)).toEqual([[kind, 5_000, 3_000]]);
  });

  it('is hold while the agent asks a colleague, and talks with them, but not while they are with the customer between', () => {
    const one = talkingCaller().later(1_000).hears(ASK).later(2_000);
    answers(one).later(4_000).hears(ana('ask-swap')).later(8_000).hears(ana('ask-swap')).later(16_000);
    expect(told(one.hears(ana('ask-resume')).later(32_000).ended(CALLER))).toEqual([
      ['call-ended', 41_000, 22_000],
    ]);
  });

  it('begins anew for who has the customer then, who are on hold no more', () => {
    const one = answers(talkingCaller().hears(ASK)).later(2_000).hears(ana('ask-complete'));
    one.later(3_000).hears({ kind: 'ask-hold', agent: 'luis' }).later(4_000).ended(CALLER);
    expect(told(one)).toEqual([
      ['transferred', 0, 2_000],
      ['call-ended', 3_000, 4_000],
    ]);
  });

  it('is no hold where the others of a conference talk with the customer meanwhile', () => {
    const one = answers(talkingCaller().hears(ASK)).later(1_000).hears(ana('ask-conference')).later(2_000);
    one.hears({ ...ASK, colleague: 'eva', endpoint: 'PJSIP/sp-eva' }).later(4_000);
    expect(told(one.ended(one.leg))).toEqual([['transferred', 6_000, 1_000]]);
  });

  it('is of the time with the customer alone, where the others talk on', () => {
    const one = answers(talkingCaller().hears(ASK)).later(1_000).hears(ana('ask-conference')).later(2_000);
    one.ended(CALLER).later(60_000).hears(ana('ask-hold')).later(60_000).hears(ana('ask-hang-up'));
    expect(told(one)).toEqual([['call-ended', 2_000, 1_000]]);
    expect(one.facts.find(({ kind }) => kind === 'customer-left')).toMatchObject({ heldMs: 1_000 });
  });

  it('is hold while they are in their second call', () => {
    const one = talkingCaller()
      .later(1_000)
      .hears({ ...ana('ask-leave'), to: 'other' })
      .later(2_000);
    one.hears({ kind: 'leg-comes', agent: 'ana', channel: one.leg, talk: true }).later(4_000);
    expect(told(one.ended(CALLER))).toEqual([['call-ended', 5_000, 2_000]]);
  });

  it('is unknown of a talk whose beginning an older version saw', () => {
    const one = talkingCaller();
    const { held: _, ...phase } = one.talk;
    one.call = { ...one.call, phase };
    one.hears(ana('ask-hold')).later(3_000).ended(CALLER);
    expect(told(one)).toEqual([['call-ended', 3_000, undefined]]);
  });

  it('is never more than the part lasted, whatever happens in whatever order', () => {
    const happens: readonly ((one: OneCall) => CallInput)[] = [
      () => ana('ask-hold'),
      () => ana('ask-resume'),
      () => ASK,
      () => ana('ask-swap'),
      () => ana('ask-conference'),
      () => ana('ask-complete'),
      () => ({ kind: 'ask-hold', agent: 'luis' }),
      () => ({ kind: 'ask-hang-up', agent: 'luis' }),
      () => ({ ...ana('ask-leave'), to: 'other' }),
      one => ({ kind: 'leg-comes', agent: 'ana', channel: one.leg, talk: true }),
      one => ({ kind: 'leg-answered', channel: one.phase.kind === 'talking' ? luis(one) : one.leg }),
      one => there(CALLER, one.leg),
      () => there(CALLER),
      () => ({ kind: 'ask-transfer', agent: 'ana', queue: 'averias', note: '' }),
    ];
    const steps = fc.array(fc.tuple(fc.constantFrom(...happens), fc.nat(9_000)), { maxLength: 30 });
    fc.assert(
      fc.property(steps, all => {
        const one = talkingCaller();
        const from = one.now;
        for (const [input, ms] of all) one.later(ms).hears(input(one));
        one.later(1).ended(CALLER);
        const answered: CallFact = { kind: 'answered', at: from, agent: 'ana', waitedMs: 0 };
        const { talkedMs, heldMs, parts } = recordedCall([answered, ...one.facts]);
        for (const part of parts) {
          expect(part.talkedMs).toBeGreaterThanOrEqual(0);
          expect(part.heldMs).toBeGreaterThanOrEqual(0);
        }
        if (talkedMs === null || heldMs === null) return;
        expect(talkedMs).toBeGreaterThanOrEqual(0);
        expect(talkedMs + heldMs).toBeLessThanOrEqual(one.now - from);
      }),
      { numRuns: 400 },
    );
  });
});

import { afterEach, describe, expect, test } from 'vitest';
import type { Call } from '../../src/calls/call.ts';
import { Admission, type CallCaps, callCaps, overCap } from '../../src/calls/watches/admission.ts';
import { fakeClock } from '../kit/fake-clock.ts';
import { SmallCentre } from './small-centre.ts';

const call = (n: number, more: Partial<Call> = {}): Call => ({
  id: `c${n}`,
  direction: 'in',
  ticket: '',
  callerNumber: '',
  callerName: '',
  dialled: '*626',
  from: 'trunk',
  source: '203.0.113.1',
  arrivedAt: 0,
  customer: null,
  openTickets: [],
  learned: [],
  up: true,
  serial: 0,
  recording: null,
  phase: { kind: 'welcome', place: null, ask: null, playback: null, digits: '' },
  ...more,
});
const calls = (count: number, more: Partial<Call> = {}): Call[] =>
  Array.from({ length: count }, (_, n) => call(n, more));
const talking: Call['phase'] = {
  kind: 'talking',
  agent: 'ana',
  legs: [
    { who: 'customer', channel: 'c0', place: 'talk' },
    { who: 'agent', channel: 'leg-1', agent: 'ana', state: 'up', place: 'talk' },
  ],
  bridge: 'bridge-1',
  answeredAt: 0,
  queued: null,
};
const wrappedUp: Call['phase'] = { kind: 'ending', open: [], endedAt: 0 };
const web = { from: 'web', source: 'gc-1' };

describe('the caps', () => {
  test('follow from the ports, of which a tenth is kept for the telephones of agents', () => {
    expect(callCaps(100)).toEqual({
      all: 90,
      trunk: 90,
      web: 18,
      perAddress: 67,
      perCaller: 9,
      perSecond: 40,
    });
    expect(callCaps(10)).toEqual({ all: 9, trunk: 9, web: 1, perAddress: 6, perCaller: 2, perSecond: 40 });
    expect(callCaps(1_000).perCaller).toBe(10);
  });

  test.each<[Partial<CallCaps>, Partial<CallCaps>]>([
    [
      { trunk: 30, web: 5, perAddress: 10, perSecond: 2 },
      { trunk: 30, web: 5, perAddress: 10, perSecond: 2 },
    ],
    // What the ports do not bear is not promised, and nobody is shut out by a policy that is too small.
    [
      { all: 500, trunk: 500, web: 500 },
      { all: 90, trunk: 90, web: 90 },
    ],
    [{ all: 40 }, { all: 40, trunk: 40, web: 8, perAddress: 30 }],
    [{ web: 0.2 }, { web: 1 }],
    [{ perCaller: 30 }, { perCaller: 30 }],
  ])('by the policy %j are %j', (policy, caps) => {
    expect(callCaps(100, policy)).toMatchObject(caps);
  });
});

describe('one more caller', () => {
  const caps: CallCaps = { all: 20, trunk: 12, web: 4, perAddress: 8, perCaller: 2, perSecond: 40 };
  const from = (source: string) => ({ from: 'trunk', source });

  test.each([
    ['is taken where nobody is', [], from('203.0.113.1'), null],
    [
      'is not taken when all channels are',
      calls(20, { source: 'other', from: 'else' }),
      from('a'),
      'no-room',
    ],
    ['is not taken when those who talk have them', calls(10, { phase: talking }), from('a'), 'no-room'],
    ['is taken beside calls that are only wrapped up', calls(50, { phase: wrappedUp }), from('a'), null],
    [
      'is not taken when the trunk has all of its calls',
      [...calls(6), ...calls(6, { source: 'b' })],
      from('c'),
      'over-cap',
    ],
    ['is not taken from an address that has all of its calls', calls(8), from('203.0.113.1'), 'over-cap'],
    ['is taken from another address', calls(8), from('203.0.113.2'), null],
    ['is taken by the trunk when guests have all of theirs', calls(4, web), from('203.0.113.1'), null],
    ['is not taken of a guest then', calls(4, { ...web, source: 'gc-9' }), web, 'over-cap'],
    ['is not taken of a page with two calls', calls(2, web), web, 'over-cap'],
    ['is taken of a guest while the trunk has all of its calls', calls(12), web, null],
    ['is taken beside calls of an older version', calls(8, { source: undefined }), from('203.0.113.1'), null],
    ['is counted by what comes in alone', calls(9, { direction: 'out' }), from('203.0.113.1'), null],
    [
      'is not taken of a caller with two calls when half of the trunk is taken',
      [...calls(2, { callerNumber: '0414' }), ...calls(4, { source: 'b' })],
      { ...from('c'), number: '0414' },
      'over-cap',
    ],
    [
      'is not taken of a caller with two calls when half of what its address may have is taken',
      calls(4, { callerNumber: '0414' }),
      { ...from('203.0.113.1'), number: '0414' },
      'over-cap',
    ],
    [
      'is taken of another caller then',
      calls(4, { callerNumber: '0414' }),
      { ...from('203.0.113.1'), number: '0416' },
      null,
    ],
    // Whoever writes somebody else's number shuts nobody out while there is room.
    [
      'is taken of a caller with many while there is room',
      calls(3, { callerNumber: '0414' }),
      { ...from('c'), number: '0414' },
      null,
    ],
    [
      'is not taken without a number when those have half of the trunk',
      calls(6),
      { ...from('c'), number: '' },
      'over-cap',
    ],
    ['is taken with a number then', calls(6), { ...from('c'), number: '0414' }, null],
    [
      'is taken of a page whatever number it has',
      calls(6, { callerNumber: '0414' }),
      { ...web, number: '0414' },
      null,
    ],
  ] as const)('%s', (_, living, newcomer, refusal) => {
    expect(overCap(caps, living as readonly Call[], newcomer)).toBe(refusal);
  });
});

describe('new calls a second', () => {
  function atTheDoor(perSecond = 10) {
    const clock = fakeClock();
    const admission = new Admission({
      clock,
      caps: () => callCaps(1_000, { perSecond, perAddress: 20 }),
      calls: () => [],
      stopping: () => false,
    });
    const taken = (count: number, source: string, from = 'trunk') =>
      Array.from({ length: count }, () => admission.refusal({ from, source })).filter(why => why === null)
        .length;
    return { clock, admission, taken };
  }

  test('are limited by where they come from: a flood is refused, and beside it everybody is let in', () => {
    const { clock, admission, taken } = atTheDoor();
    let flood = 0;
    let good = 0;
    for (let tenth = 0; tenth < 100; tenth += 1) {
      flood += taken(20, '127.0.0.5');
      good += taken(1, '127.0.0.1');
      if (tenth < 99) clock.advance(100);
    }
    expect(good).toBe(100);
    expect(flood).toBeLessThanOrEqual(20 + 10 * 10);
    expect(admission.refusal({ from: 'trunk', source: '127.0.0.5' })).toBe('over-rate');
  });

  test('are all taken in a surge from one carrier, up to what it may have at once', () => {
    const caps = callCaps(500);
    const admission = new Admission({
      clock: fakeClock(),
      caps: () => caps,
      calls: () => [],
      stopping: () => false,
    });
    const surge = Array.from({ length: 1_000 }, () =>
      admission.refusal({ from: 'trunk', source: '203.0.113.1' }),
    );
    expect(surge.filter(why => why === null)).toHaveLength(caps.perAddress);
  });

  test('of a page are those of one telephone, and not those of a trunk, whatever they are called', () => {
    const { clock, taken } = atTheDoor();
    expect(taken(50, 'x', 'web')).toBe(5);
    expect(taken(50, 'x', 'trunk')).toBe(20);
    clock.advance(2_000);
    expect(taken(50, 'x', 'web')).toBe(1);
  });

  test.each([
    ['one number', '04145550101'],
    ['no number', ''],
  ])('of %s do not use up what the others of the same carrier may', (_, flooder) => {
    const { clock, admission } = atTheDoor();
    const source = '203.0.113.1';
    const taken = (number: string) => admission.refusal({ from: 'trunk', source, number }) === null;
    let flood = 0;
    let good = 0;
    for (let second = 0; second < 60; second += 1) {
      for (let n = 0; n < 200; n += 1) flood += Number(taken(flooder));
      for (let n = 0; n < 4; n += 1) good += Number(taken(`0416555${second}${n}`));
      clock.advance(1_000);
    }
    expect(good).toBe(240);
    expect(good + flood).toBeLessThanOrEqual(20 + 60 * 10);
  });
});

describe('calls beyond a cap', () => {
  let centre: SmallCentre;
  afterEach(() => centre.close());

  test('of one caller are refused where the trunk has few left, however their number is written', async () => {
    centre = new SmallCentre(['ana']);
    centre.data = {
      ...centre.data,
      policies: { ...centre.data.policies, callCaps: { trunk: 8, perAddress: 8, perCaller: 2 } },
    };
    await centre.start();
    const rings = (callerNumber: string) => centre.board.rings({ callerNumber, dialled: '*626' });
    const flood = Array.from({ length: 10 }, (_, n) => rings(n % 2 ? '04145550101' : '+584145550101'));
    const others = ['04165550101', '04165550102', '04165550103'].map(rings);
    await centre.soon();
    const alive = (channels: string[]) => channels.filter(each => centre.board.channels.has(each)).length;
    expect([alive(flood), alive(others)]).toEqual([4, 3]);
  });

  test('are refused and counted, and those that talk go on', async () => {
    centre = new SmallCentre(['ana']);
    centre.data = {
      ...centre.data,
      policies: { ...centre.data.policies, callCaps: { perAddress: 2, web: 1, perSecond: 100 } },
    };
    await centre.start();
    await centre.ready('ana');
    const talk = await centre.talks();
    const rings = (source: string, from: 'trunk' | 'web' = 'trunk') =>
      centre.board.rings({ callerNumber: '0414', dialled: '*1', source, from });
    const flood = Array.from({ length: 10 }, () => rings('127.0.0.5'));
    const good = rings('127.0.0.1');
    const guests = [rings('gc-1', 'web'), rings('gc-2', 'web')];
    await centre.soon();
    const alive = (channels: string[]) => channels.filter(each => centre.board.channels.has(each)).length;
    expect([alive(flood), alive([good]), alive(guests)]).toEqual([2, 1, 1]);
    expect(centre.refused).toEqual(Array.from({ length: 9 }, () => 'over-cap'));
    expect(centre.phaseOf(talk)).toBe('talking');
    // After a restart it is known where each call came from.
    await centre.restart();
    await centre.soon();
    rings('127.0.0.5');
    await centre.soon();
    expect(centre.refused).toHaveLength(10);
    expect(centre.phaseOf(talk)).toBe('talking');
  });
});

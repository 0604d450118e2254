import { expect, test } from 'vitest';
import {
  AMOUNTS,
  countriesOf,
  fromMinutes,
  inMinutes,
  locksOf,
  whoOf,
  withBurst,
  withCallerId,
  withCap,
  wrongCallerIds,
} from '../../softphone/state/outgoing-form.ts';
import { kindsOf } from '../../src/kit/kinds.ts';
import {
  FIRST_POLICY,
  type OutgoingPolicy,
  outgoingPolicyShape,
  readPolicy,
} from '../../src/outgoing/policy.ts';
import { outgoingLocked, outgoingLockId, phoneAstray, trunkRefuses } from '../../src/roles/calls/alarms.ts';

test('whom the alarms of the centre name as locked is who can be released', () => {
  const alarm = (person: string | null) => ({
    ...outgoingLocked({ person, until: null }, 'Ana', 'America/Caracas'),
    since: 1,
  });
  const alarms = [{ ...trunkRefuses('SIP 401'), since: 1 }, alarm('id-ana'), alarm(null)];
  expect(locksOf(alarms).map(({ person }) => person)).toEqual(['id-ana', null]);
  expect(locksOf(alarms).map(({ alarm: { id } }) => id)).toEqual(['id-ana', null].map(outgoingLockId));
  expect(locksOf([{ ...phoneAstray('id-luis', 'Luis'), since: 1 }])).toMatchObject([{ person: 'id-luis' }]);
});

test.each([
  ['local', ['home']],
  ['LOCAL, co ;es es', ['home', 'CO', 'ES']],
  ['Todos 001', ['any', '001']],
  ['', null],
  ['Colombia', null],
  ['local, x', null],
])('the countries in %j are %j', (typed, countries) => {
  expect(countriesOf(typed, { home: 'local', any: 'todos' })).toEqual(countries);
});

test('what is changed is a policy that the server reads', () => {
  const one = withCallerId(FIRST_POLICY, null, '+58 (212) 555-0100');
  const two = withCap(withCallerId(one, 'averias', '+582125550101'), 'person', { perDay: 7 });
  expect(two.callerIds).toEqual({ centre: '+582125550100', areas: { averias: '+582125550101' } });
  expect(two.caps.person).toEqual({ ...FIRST_POLICY.caps.person, perDay: 7 });
  expect(readPolicy(two)).toEqual(two);
  const three = withBurst(two, 'windowMs', 120_000);
  expect([three.burst, readPolicy(three)]).toEqual([{ ...two.burst, windowMs: 120_000 }, three]);
  expect([inMinutes(fromMinutes(45)), fromMinutes(0)]).toEqual([45, 60_000]);
  expect(withCallerId(withCallerId(two, null, ' '), 'averias', '')).toEqual({
    ...two,
    callerIds: FIRST_POLICY.callerIds,
  });
  expect([whoOf('agents:2,3,4'), whoOf('id-ana')]).toEqual([
    { kind: 'role', role: 'agent', levels: [2, 3, 4] },
    { kind: 'person', person: 'id-ana' },
  ]);
});

test('the form takes the same numbers as the server', () => {
  const { person } = FIRST_POLICY.caps;
  const MINUTE_MS = 60_000;
  const policies: Record<keyof typeof AMOUNTS, (typed: number) => OutgoingPolicy> = {
    atOnce: atOnce => withCap(FIRST_POLICY, 'person', { ...person, atOnce }),
    perDay: perDay => withCap(FIRST_POLICY, 'person', { ...person, perDay }),
    longest: minutes => ({ ...FIRST_POLICY, longestMs: minutes * MINUTE_MS }),
    unusual: typed => withBurst(FIRST_POLICY, 'unusual', typed),
    unusualInAll: typed => withBurst(FIRST_POLICY, 'unusualInAll', typed),
    calls: typed => withBurst(FIRST_POLICY, 'calls', typed),
    windowMs: seconds => withBurst(FIRST_POLICY, 'windowMs', seconds * 1000),
    lockMs: minutes => withBurst(FIRST_POLICY, 'lockMs', minutes * MINUTE_MS),
  };
  for (const amount of kindsOf<keyof typeof AMOUNTS>(AMOUNTS)) {
    const { least, most } = AMOUNTS[amount];
    const taken = [least - 1, least, most, most + 1].map(
      typed => outgoingPolicyShape.safeParse(policies[amount](typed)).success,
    );
    expect([amount, ...taken]).toEqual([amount, false, true, true, false]);
  }
});

test('a number to show that is not written in full is told before it is sent, and is one that the server refuses', () => {
  const wrong = withCallerId(withCallerId(FIRST_POLICY, null, '0212 555 0100'), 'averias', '+58212');
  expect(wrongCallerIds(wrong)).toEqual(['', 'averias']);
  expect(outgoingPolicyShape.safeParse(wrong).success).toBe(false);
  expect(wrongCallerIds(FIRST_POLICY)).toEqual([]);
  expect(wrongCallerIds(withCallerId(FIRST_POLICY, null, '+58 212 5550100'))).toEqual([]);
});

import { expect, test } from 'vitest';
import {
  countriesOf,
  fromMinutes,
  inMinutes,
  locksOf,
  whoOf,
  withBurst,
  withCallerId,
  withCap,
} from '../../softphone/state/outgoing-form.ts';
import { FIRST_POLICY, readPolicy } from '../../src/outgoing/policy.ts';
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

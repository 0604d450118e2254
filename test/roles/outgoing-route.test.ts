import { expect, test } from 'vitest';
import { trunkAddressOf } from '../../src/launcher/asterisk-instance.ts';
import type { Entry } from '../../src/outgoing/entries.ts';
import { outgoingRoute, trunkUser } from '../../src/roles/outgoing-route.ts';
import { importsOf, sourceFiles } from '../kit/source-imports.ts';

const nobody = { guestEndpoint: () => null };
const TRUNK = 'sip:user:secret@sip.example.org';

test.each([
  [TRUNK, false, 'PJSIP/+582125550100@trunk'],
  [TRUNK, true, 'PJSIP/+582125550100@trunk'],
  [null, false, null],
])('with the trunk %s and demo %s a number goes to %s', (trunk, demo, endpoint) => {
  expect(
    outgoingRoute(
      '+582125550100',
      'call-back',
      { trunkAddress: trunkAddressOf(trunk) || null, demo },
      nobody,
    ),
  ).toBe(endpoint);
});

test.each(['', '*72', '+0', 'x@trunk', '+582125550100@evil', '+58 212', '2125550100'])(
  '%j is nothing that the gate lets out, and goes nowhere',
  number => {
    expect(
      outgoingRoute(number, 'call-back', { trunkAddress: trunkAddressOf(TRUNK), demo: true }, nobody),
    ).toBeNull();
  },
);

test('a guest who is there is called back in the browser, and a code that proves the line goes to the line', () => {
  const guest = { guestEndpoint: () => 'PJSIP/gc-1' };
  const config = { trunkAddress: trunkAddressOf(TRUNK), demo: false };
  const to = (entry: Entry) => outgoingRoute('+584145550101', entry, config, guest);
  expect([to('call-back'), to('proof-call')]).toEqual(['PJSIP/gc-1', 'PJSIP/+584145550101@trunk']);
});

test('only the gate is handed a way out', () => {
  const files = sourceFiles('.', 'src');
  const users = files
    .flatMap(file => importsOf('.', file))
    .filter(({ to }) => to.endsWith('outgoing-route.ts'));
  expect(users.map(({ from }) => from)).toEqual(['src/roles/calls.ts']);
});

test('the carrier knows us by the user of the trunk’s address', () => {
  expect(
    [TRUNK, 'sip:5551@h:5060', 'sip:sip.example.org', null].map(trunk => trunkUser(trunkAddressOf(trunk))),
  ).toEqual(['user', '5551', '', '']);
});

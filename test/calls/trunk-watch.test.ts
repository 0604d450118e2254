import { expect, test } from 'vitest';
import { endOf } from '../../src/adapters/asterisk/endings.ts';
import { isByTrunk } from '../../src/adapters/asterisk/endpoints.ts';
import type { Call } from '../../src/calls/call.ts';
import { outsideLegs } from '../../src/calls/legs.ts';
import type { TelephonyEvent } from '../../src/calls/ports/telephony-events.ts';
import { TrunkWatch } from '../../src/calls/watches/trunk-watch.ts';
import { outgoingCall, talkingCaller } from './one-call.ts';

function watched(endpoint?: string) {
  const said: string[] = [];
  const { call }: { call: Call } = outgoingCall(endpoint);
  const watch = new TrunkWatch({
    call: channel => (channel === call.id ? call : null),
    isByTrunk,
    onRefused: answer => said.push(`refused ${answer}`),
    onAccepted: () => said.push('accepted'),
  });
  const ends = (status: number, rang = false, channel = call.id): void =>
    watch.onEvent({ kind: 'ended', channel, end: endOf(21, status), rang });
  return { said, call, ends, hears: (event: TelephonyEvent) => watch.onEvent(event) };
}

test.each([401, 407])('a leg by the trunk that ends with %i is told, until the trunk takes one', status => {
  const { said, call, ends, hears } = watched();
  ends(status);
  ends(status);
  // Neither a failure of the network nor silence says that the credentials are good.
  ends(503);
  ends(0);
  expect(said).toEqual([`refused SIP ${status}`, `refused SIP ${status}`]);
  hears({ kind: 'leg-answered', channel: call.id, args: [] });
  hears({ kind: 'early-media', channel: call.id });
  expect(said.slice(2)).toEqual(['accepted']);
});

test.each([
  ['was busy', (each: ReturnType<typeof watched>) => each.ends(486)],
  ['rang', (each: ReturnType<typeof watched>) => each.ends(487, true)],
  ['spoke', (each: ReturnType<typeof watched>) => each.hears({ kind: 'early-media', channel: each.call.id })],
])('a customer’s telephone that %s clears it', (_what, happens) => {
  const each = watched();
  each.ends(401);
  happens(each);
  expect(each.said).toEqual(['refused SIP 401', 'accepted']);
});

test('other legs say nothing about the trunk', () => {
  const agent = watched();
  agent.ends(401, false, 'leg-of-an-agent');
  const guest = watched('PJSIP/gc-1');
  guest.ends(401);
  expect([agent.said, guest.said]).toEqual([[], []]);
});

test('a number outside, called in the middle of a call, does as well', () => {
  const said: string[] = [];
  const one = talkingCaller().hears({
    kind: 'ask-outside',
    agent: 'ana',
    to: {
      dialled: '+582125550177',
      endpoint: 'PJSIP/+582125550177@trunk',
      area: null,
      callerId: '',
      longestMs: 60_000,
      mayJoin: true,
      queue: 'averias',
    },
    note: '',
  });
  const channel = outsideLegs(one.talk)[0]?.channel ?? '';
  const watch = new TrunkWatch({
    call: () => one.call,
    isByTrunk,
    onRefused: answer => said.push(`refused ${answer}`),
    onAccepted: () => said.push('accepted'),
  });
  watch.onEvent({ kind: 'ended', channel: one.leg, end: endOf(21, 401), rang: false });
  watch.onEvent({ kind: 'ended', channel, end: endOf(21, 401), rang: false });
  watch.onEvent({ kind: 'early-media', channel });
  expect(said).toEqual(['refused SIP 401', 'accepted']);
});

import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { keepRelays, RELAYS_EVERY_MS } from '../../softphone/state/relays.ts';
import { RELAY_MS } from '../../src/http/ice-servers.ts';
import type { WhoAmI } from '../../src/http/shapes/session.ts';
import { fakeClock } from '../kit/fake-clock.ts';
import { WHO } from './pictures.ts';

const relay = (username: string) => [{ urls: 'turn:turn.example.org:3478', username, credential: 'x' }];

function asking(first: ReturnType<typeof relay>) {
  const clock = fakeClock();
  const answers: (WhoAmI | null | Error)[] = [];
  let asked = 0;
  const whoAmI = async () => {
    asked += 1;
    const answer = answers.shift() ?? null;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const relays = keepRelays({ whoAmI }, clock, first);
  return {
    clock,
    relays,
    asked: () => asked,
    async later(answer: WhoAmI | null | Error) {
      answers.push(answer);
      clock.advance(RELAYS_EVERY_MS);
      await turn();
    },
  };
}

const told = (username: string): WhoAmI => ({
  ...WHO,
  phone: { user: 'u1', password: 'x', server: 'ws://localhost/sip', iceServers: relay(username) },
});

test('new credentials are asked for long before the old ones expire', () => {
  expect(RELAYS_EVERY_MS).toBeLessThanOrEqual(RELAY_MS / 4);
});

test('a call has the newest relays; while nobody answers it has those of before', async () => {
  const { relays, later, clock } = asking(relay('1'));
  expect(relays.now()).toEqual(relay('1'));
  await later(told('2'));
  expect(relays.now()).toEqual(relay('2'));
  await later(new Error('away'));
  await later(null);
  expect(relays.now()).toEqual(relay('2'));
  await later(told('3'));
  expect(relays.now()).toEqual(relay('3'));
  relays.stop();
  expect(clock.pending()).toBe(0);
});

test('where there are none nobody is asked', async () => {
  const { clock, asked } = asking([]);
  clock.advance(RELAYS_EVERY_MS);
  expect([clock.pending(), asked()]).toEqual([0, 0]);
});

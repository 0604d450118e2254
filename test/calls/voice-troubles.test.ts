import { expect, test } from 'vitest';
import type { JournalFact } from '../../src/calls/journal/relay.ts';
import type { VoiceSide } from '../../src/calls/voice/diagnosis.ts';
import {
  FORGOTTEN_AFTER_MS,
  type VoiceTroubled,
  VoiceTroubles,
} from '../../src/calls/watches/voice-troubles.ts';
import { fakeClock } from '../kit/fake-clock.ts';

const way = (ms: number) => ({ ms, mos: 4, worstMos: 4, loss: 0, jitterMs: 5 });

function centre() {
  const clock = fakeClock();
  const said: (VoiceTroubled | string)[] = [];
  const watch = new VoiceTroubles({
    clock,
    ticketOf: call => `OA-${call}`,
    changed: trouble => said.push(trouble),
    over: agent => said.push(`over ${agent ?? 'customers'}`),
  });
  watch.start();
  let calls = 0;
  const talk = (agent: string, bad: readonly VoiceSide[], ms = 60_000) => {
    calls += 1;
    const causes = bad.map(side => ({ side, trouble: 'loses' as const, much: 6, ms: 20_000 }));
    const voice = { toAgent: way(ms), toCustomer: null, rttMs: 20, causes };
    const fact = { kind: 'voice-measured', at: clock.now(), agent, voice } as const;
    watch.fold([{ call: String(calls), at: clock.now(), fact } as JournalFact]);
  };
  return { clock, said, talk, watch };
}

test('an agent whose network is bad in five of ten talks is named, until it is so in two', () => {
  const { said, talk } = centre();
  for (let n = 0; n < 4; n += 1) talk('ana', ['agent']);
  talk('luis', ['agent']);
  expect(said).toEqual([]);
  talk('ana', ['agent']);
  expect(said).toEqual([{ agent: 'ana', bad: 5, of: 5, tickets: ['OA-6', 'OA-4', 'OA-3', 'OA-2', 'OA-1'] }]);
  for (let n = 0; n < 7; n += 1) talk('ana', []);
  expect(said.at(-1)).toMatchObject({ bad: 3, of: 10 });
  talk('ana', []);
  expect(said.at(-1)).toBe('over ana');
});

test('the customers’ side counts over all agents, and a short trouble in a long talk is none', () => {
  const { said, talk } = centre();
  for (let n = 0; n < 4; n += 1) talk(`agent-${n}`, ['customer']);
  talk('agent-4', ['customer'], 3_600_000);
  expect(said).toEqual([]);
  talk('agent-5', ['customer']);
  expect(said).toMatchObject([{ agent: null, bad: 5, of: 6 }]);
});

test('a trouble of which nothing more is known is over after an hour', () => {
  const { said, talk, clock, watch } = centre();
  for (let n = 0; n < 5; n += 1) talk('ana', ['customer']);
  expect(said).toHaveLength(1);
  clock.advance(FORGOTTEN_AFTER_MS + 61_000);
  expect(said.at(-1)).toBe('over customers');
  watch.stop();
});

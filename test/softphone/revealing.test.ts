import { expect, test } from 'vitest';
import { mayAskForNumber, numberOf } from '../../softphone/state/revealing.ts';
import { type Input, newScreen, react } from '../../softphone/state/screen.ts';
import { aCall, aCentre, anAgent, aQueue, aSnapshot, NOON, WHO } from './pictures.ts';

const HIDDEN = '••••••••••101';
const talk = aCall({ phase: 'talking', callerNumber: HIDDEN });
const shows = (work: 'talking' | 'offered', part: Parameters<typeof aQueue>[0] = {}, call = 'c1'): Input => ({
  kind: 'live-message',
  browserNow: NOON,
  message: aSnapshot(
    aCentre({
      agents: [anAgent({ work: { kind: work, call, since: NOON } })],
      calls: [talk, aCall({ id: 'c2', phase: 'talking', callerNumber: HIDDEN })],
      queues: [aQueue({ maskNumbers: true, revealNumbers: true, ...part })],
    }),
  ),
});
const screen = (...inputs: readonly Input[]) => inputs.reduce(react, newScreen(WHO, NOON));

test('an agent asks for the number of the call they talk in, where their queue permits it', () => {
  expect(mayAskForNumber(screen(shows('talking')), talk)).toBe(true);
  expect(mayAskForNumber(screen(shows('offered')), talk)).toBe(false);
  expect(mayAskForNumber(screen(shows('talking', { revealNumbers: false })), talk)).toBe(false);
  expect(mayAskForNumber(screen(shows('talking')), { ...talk, id: 'c2' })).toBe(false);
  expect(mayAskForNumber(screen(shows('talking')), { ...talk, callerNumber: '+584145550101' })).toBe(false);
});

test('what was shown is that call’s alone, and is forgotten with it', () => {
  const revealed: Input = { kind: 'revealed', call: 'c1', number: '+584145550101' };
  const shown = screen(shows('talking'), revealed);
  expect([numberOf(shown, talk), numberOf(shown, { ...talk, id: 'c2' })]).toEqual(['+584145550101', HIDDEN]);
  expect(mayAskForNumber(shown, talk)).toBe(false);
  const next = screen(shows('talking'), revealed, shows('talking', {}, 'c2'), shows('talking'));
  expect(numberOf(next, talk)).toBe(HIDDEN);
});

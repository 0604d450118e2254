import { describe, expect, test } from 'vitest';
import { backOff } from '../../softphone/phone/back-off.ts';
import { evolve, type PhoneEvent } from '../../softphone/phone/evolve.ts';
import { type PhonePicture, SILENT_PHONE } from '../../softphone/phone/phone.ts';
import { loudness } from '../../softphone/phone/sound.ts';
import { NOON } from './pictures.ts';
import { scriptedPhone } from './scripted-phone.ts';

const given = (...events: readonly PhoneEvent[]): PhonePicture => events.reduce(evolve, SILENT_PHONE);
const invited: PhoneEvent = { kind: 'invited', leg: 'a', call: 'c1', number: '5550101', name: 'Ana' };
const connected: PhoneEvent = { kind: 'connected', leg: 'a', at: NOON };

describe('a telephone', () => {
  test('that is invited rings, and talks once it was answered and connected', () => {
    expect(given(invited).call?.phase).toBe('ringing');
    expect(given(invited, { kind: 'answering', leg: 'a' }).call?.phase).toBe('answering');
    expect(given(invited, { kind: 'answering', leg: 'a' }, connected).call).toMatchObject({
      phase: 'talking',
      call: 'c1',
      since: NOON,
      muted: false,
    });
  });

  test('does not ring with a call that its own page asked for', () => {
    expect(given({ ...invited, asked: true }).call?.phase).toBe('answering');
  });

  test('keeps its call when a second one arrives', () => {
    const picture = given(invited, connected, { ...invited, leg: 'b', call: 'c2' });
    expect(picture.call?.leg).toBe('a');
  });

  test('ignores events of a call that is over', () => {
    const ended = given(invited, connected, { kind: 'ended', leg: 'a', end: { why: 'they-hung-up' } });
    expect(ended).toMatchObject({ call: null, lastEnd: { why: 'they-hung-up' } });
    expect(evolve(ended, connected)).toBe(ended);
    expect(evolve(ended, { kind: 'muted', leg: 'a', on: true })).toBe(ended);
  });

  test('does not let the end of an older call take down the present one', () => {
    const picture = given(invited, connected);
    expect(evolve(picture, { kind: 'ended', leg: 'old', end: { why: 'failed' } })).toBe(picture);
  });

  test('stays in its call while the line is being reconnected', () => {
    const picture = given(invited, connected, { kind: 'line', line: { kind: 'reconnecting' } });
    expect(picture).toMatchObject({ line: { kind: 'reconnecting' }, call: { phase: 'talking' } });
  });

  test('starts no ringback of its own once the far end sends audio', () => {
    const picture = given({ kind: 'dialled', leg: 'a', number: '*626' }, { kind: 'early-audio', leg: 'a' });
    expect(picture.call).toMatchObject({ phase: 'calling', early: true });
  });

  test('mutes only while talking', () => {
    expect(given(invited, { kind: 'muted', leg: 'a', on: true }).call).not.toHaveProperty('muted');
    expect(given(invited, connected, { kind: 'muted', leg: 'a', on: true }).call).toMatchObject({
      muted: true,
    });
  });
});

describe('the pause before a reconnect', () => {
  test('grows, and never beyond what brings all agents back within 3 s', () => {
    const pauses = [0, 1, 2, 3, 10, 1000].map(tries => backOff(tries, 1));
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(pauses.at(-1)).toBe(1500);
  });

  test('is spread, so that a whole floor does not come back in one instant', () => {
    expect(backOff(5, 0)).toBe(750);
    expect(backOff(5, 1)).toBe(1500);
  });
});

test('the level of silence is none, and of a full tone is all', () => {
  expect(loudness(new Float32Array(256))).toBe(0);
  expect(loudness(new Float32Array(256).fill(1))).toBe(1);
  const speech = loudness(Float32Array.from({ length: 256 }, (_, i) => 0.05 * Math.sin(i)));
  expect(speech).toBeGreaterThan(0.3);
  expect(speech).toBeLessThan(0.8);
});

test('a scripted telephone tells its watchers and remembers what it was asked', async () => {
  const phone = scriptedPhone();
  const seen: (string | undefined)[] = [];
  const stop = phone.watch(() => seen.push(phone.picture().call?.phase));
  phone.happens(invited);
  await phone.answer();
  stop();
  phone.happens(connected);
  expect(seen).toEqual(['ringing']);
  expect(phone.asked).toEqual(['answer']);
});

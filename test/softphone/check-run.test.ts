import { expect, test } from 'vitest';
import type { CheckEar } from '../../softphone/phone/check-ear.ts';
import {
  CHECK_WITHIN_MS,
  LINK_REQUEST_MS,
  LINK_REQUESTS,
  VOICE_BY,
  WAY_BY,
  WAY_LOOK_EVERY_MS,
} from '../../softphone/phone/check-times.ts';
import type { Headset, HeadsetEvent, HeadsetLights } from '../../softphone/phone/headset.ts';
import { QUIET } from '../../softphone/phone/sound.ts';
import type { WayResult } from '../../softphone/phone/way-check.ts';
import { type CheckParts, runCheck } from '../../softphone/state/check-run.ts';
import { newScreen } from '../../softphone/state/screen.ts';
import { type CheckPicture, isComplete } from '../../softphone/state/workplace-check.ts';
import { fakeClock } from '../kit/fake-clock.ts';
import { NOON, WHO } from './pictures.ts';

const never = <T>() => new Promise<T>(() => undefined);
const soon = () => new Promise(done => setImmediate(done));

/** A workplace where nothing is ever answered, but for what is told otherwise. */
function checking(otherwise: Partial<CheckParts> = {}) {
  const clock = fakeClock();
  const pictures: CheckPicture[] = [];
  const begun = clock.now();
  const run = runCheck({
    api: { whoAmI: () => never() },
    phone: {
      checkWay: () =>
        new Promise<WayResult>(done => {
          clock.after(WAY_BY.said + WAY_LOOK_EVERY_MS, () => done({ is: 'silent' }));
        }),
      dropWay: () => undefined,
    },
    sound: { ask: () => never(), open: () => never(), state: () => QUIET },
    tones: { tell: () => never() } as unknown as CheckParts['tones'],
    clock,
    screen: () => newScreen(WHO, NOON),
    headset: () => null,
    openEar: () => never(),
    show: picture => pictures.push(picture),
    level: () => undefined,
    ...otherwise,
  });
  const last = () => pictures.at(-1);
  /** How long it takes until all is said, ms. */
  const takes = async () => {
    while (!pictures.some(isComplete)) {
      await soon();
      if (clock.now() - begun > 60_000) throw new Error(JSON.stringify(last()?.outcomes));
      clock.advance(100);
    }
    return clock.now() - begun;
  };
  return { run, clock, last, takes };
}

test('each step has its time, and all of it is no more than was promised', () => {
  const steps = Object.values(VOICE_BY);
  for (const [place, by] of steps.entries())
    expect(by - (steps[place - 1] ?? 0)).toBeGreaterThanOrEqual(2_000);
  expect(Math.max(...steps)).toBeLessThanOrEqual(CHECK_WITHIN_MS);
  expect(WAY_BY.said + WAY_LOOK_EVERY_MS).toBeLessThanOrEqual(CHECK_WITHIN_MS);
  expect(LINK_REQUESTS * LINK_REQUEST_MS).toBeLessThanOrEqual(CHECK_WITHIN_MS);
  // Two reports of Asterisk's, five seconds from each other, have the time to come.
  expect(WAY_BY.said - WAY_BY.connected).toBeGreaterThan(2 * 5_000);
});

test('where nothing is answered it says so within what was promised', async () => {
  const { takes, last } = checking();
  expect(await takes()).toBeLessThanOrEqual(CHECK_WITHIN_MS);
  expect(last()?.outcomes).toMatchObject({
    link: { is: 'bad', fault: 'away' },
    microphone: { is: 'bad', fault: 'unanswered' },
    hears: { is: 'untried' },
    echo: { is: 'untried' },
    bell: { is: 'bad', fault: 'unanswered' },
    buttons: { is: 'untried' },
    way: { is: 'bad', fault: 'silent' },
  });
});

test('one who says nothing, and whose loudspeaker does not sound, is told so within that', async () => {
  const { takes, last } = checking({
    sound: { ask: async () => 'granted', open: () => never(), state: () => QUIET },
    openEar: async () => aHearing(),
  });
  expect(await takes()).toBeLessThanOrEqual(CHECK_WITHIN_MS);
  expect(last()?.outcomes).toMatchObject({
    hears: { is: 'bad', fault: 'quiet' },
    echo: { is: 'bad', fault: 'unplayed' },
    bell: { is: 'bad', fault: 'unanswered' },
  });
});

test('a microphone that is given too late is let go', async () => {
  let allow: (ear: CheckEar) => void = () => undefined;
  let closed = 0;
  const { takes } = checking({
    sound: { ask: async () => 'granted', open: () => never(), state: () => QUIET },
    openEar: () =>
      new Promise(done => {
        allow = done;
      }),
  });
  await takes();
  allow({ ...aHearing(), close: () => closed++ });
  await soon();
  expect(closed).toBe(1);
});

test('the buttons of a headset are tried: one press, none, left out', async () => {
  const pressed = checking({ headset: async () => aHeadset({ kind: 'hook', off: true }) });
  await pressed.takes();
  expect(pressed.last()).toMatchObject({ headset: 'Diadema', outcomes: { buttons: { is: 'good' } } });

  const muted = aHeadset({ kind: 'mute', to: true });
  const silent = checking({ headset: async () => muted });
  expect(await silent.takes()).toBeLessThanOrEqual(CHECK_WITHIN_MS);
  expect(silent.last()?.outcomes.buttons).toEqual({ is: 'bad', fault: 'unpressed' });
  expect(muted.lights()).toMatchObject({ ring: false });

  const skipped = checking({ headset: async () => aHeadset(null) });
  const asks = () => skipped.last()?.outcomes.buttons.is === 'asks';
  while (!asks()) {
    skipped.clock.advance(100);
    await soon();
  }
  skipped.run.skipButtons();
  await skipped.takes();
  expect(skipped.last()?.outcomes.buttons).toEqual({ is: 'untried' });

  const busy = checking({
    headset: async () => ({ ...aHeadset(null), state: () => ({ kind: 'busy', name: 'Diadema' }) }),
  });
  await busy.takes();
  expect(busy.last()?.outcomes.buttons).toEqual({ is: 'bad', fault: 'busy' });
});

/** A room in which somebody breathes. */
const aHearing = (): CheckEar => ({
  device: 'Micrófono',
  listen(heard) {
    heard({ at: 0, samples: new Float32Array(64).fill(0.0005), rate: 48_000 });
    return () => undefined;
  },
  close: () => undefined,
});

/** On which that is done as soon as it rings. */
function aHeadset(does: HeadsetEvent | null): Headset & { lights(): HeadsetLights | null } {
  let shown: HeadsetLights | null = null;
  let told: (event: HeadsetEvent) => void = () => undefined;
  return {
    state: () => ({ kind: 'ready', name: 'Diadema' }),
    watch: () => () => undefined,
    listen(happened) {
      told = happened;
      return () => undefined;
    },
    choose: async () => undefined,
    forget: async () => undefined,
    show(lights) {
      shown = lights;
      if (lights.ring && does) queueMicrotask(() => told(does));
    },
    close: async () => undefined,
    lights: () => shown,
  };
}

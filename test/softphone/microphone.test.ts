import { describe, expect, test } from 'vitest';
import { outputFor } from '../../softphone/phone/output.ts';
import {
  betterMicrophone,
  type InputDevice,
  MUTE_GRACE_MS,
  RETRY_MS,
  talkMicrophone,
} from '../../softphone/phone/talk-microphone.ts';
import { fakeClock } from '../kit/fake-clock.ts';

/** All promises that could go on have gone on. */
const settled = () => new Promise(setImmediate);

/** A track of the browser, as far as a talk uses it; `end` is an unplugging. */
class Track extends EventTarget {
  enabled = true;
  readyState: 'live' | 'ended' = 'live';
  muted = false;
  readonly device: string;
  constructor(device: string) {
    super();
    this.device = device;
  }
  get label(): string {
    return this.device;
  }
  getSettings = () => ({ deviceId: this.device });
  stop(): void {
    this.readyState = 'ended';
  }
  end(): void {
    this.stop();
    this.dispatchEvent(new Event('ended'));
  }
  mute(on: boolean): void {
    this.muted = on;
    this.dispatchEvent(new Event(on ? 'mute' : 'unmute'));
  }
}

const named = (...ids: string[]): InputDevice[] => ids.map(deviceId => ({ deviceId, groupId: deviceId }));

/** A talk with a microphone, on a computer whose devices come and go. */
function talk(present = named('a', 'b')) {
  const clock = fakeClock();
  const world = {
    present,
    chosen: '',
    refusal: null as string | null,
    opened: [] as Track[],
    tunes: true,
    louder: false,
  };
  const louder = new Track('louder');
  const first = new Track(world.present[0]?.deviceId ?? '');
  const sender = {
    track: first as Track | null,
    async replaceTrack(track: Track | null) {
      sender.track = track;
    },
  };
  const microphone = talkMicrophone({
    open: async device => {
      if (world.refusal) throw new DOMException('no', world.refusal);
      const found = world.present.find(one => one.deviceId === device) ?? world.present[0];
      if (!found) throw new DOMException('no', 'NotFoundError');
      const track = new Track(found.deviceId);
      world.opened.push(track);
      return { getAudioTracks: () => [track], getTracks: () => [track] } as unknown as MediaStream;
    },
    inputs: async () => world.present,
    chosen: () => world.chosen,
    tune: async () => world.tunes,
    through: track => (track && world.louder ? (louder as unknown as MediaStreamTrack) : track),
    clock,
    changed: () => undefined,
  });
  microphone.attend(sender as unknown as RTCRtpSender);
  return { clock, world, first, sender, microphone, louder };
}

describe('the microphone of a talk', () => {
  test('that is unplugged is told at once, and the talk goes on with the next one', async () => {
    const { first, sender, microphone, world } = talk();
    await settled();
    expect(microphone.speech()).toEqual({ trouble: null, label: 'a' });
    world.present = named('b');
    first.end();
    expect(microphone.speech().trouble).toBe('gone');
    await settled();
    expect(sender.track?.device).toBe('b');
    expect(microphone.speech()).toEqual({ trouble: null, label: 'b' });
  });

  test('without another one is asked for again until it is there, and then is used', async () => {
    const { clock, first, sender, microphone, world } = talk(named('a'));
    world.present = [];
    first.end();
    await settled();
    expect(microphone.speech()).toEqual({ trouble: 'gone', label: '' });
    world.present = named('a');
    clock.advance(RETRY_MS);
    await settled();
    expect(sender.track).toMatchObject({ device: 'a', readyState: 'live' });
    expect(microphone.speech().trouble).toBeNull();
  });

  test('is taken back when it returns, and when the browser tells of it nobody waits', async () => {
    const { first, sender, microphone, world } = talk();
    await settled();
    world.present = named('b');
    first.end();
    await settled();
    world.present = named('b', 'a');
    await microphone.look();
    expect(sender.track?.device).toBe('a');
    expect(world.opened[0]?.readyState).toBe('ended');
  });

  test('that another program holds or the browser refuses is told by its reason', async () => {
    const { clock, first, microphone, world } = talk();
    world.refusal = 'NotAllowedError';
    first.end();
    await settled();
    expect(microphone.speech().trouble).toBe('denied');
    world.refusal = 'NotReadableError';
    clock.advance(RETRY_MS);
    await settled();
    expect(microphone.speech().trouble).toBe('busy');
  });

  test('that is chosen in mid-talk is used at once, and the old one is let go', async () => {
    const { first, sender, microphone, world } = talk();
    world.chosen = 'b';
    await microphone.look();
    expect(sender.track?.device).toBe('b');
    expect(first.readyState).toBe('ended');
  });

  test('that cannot be opened leaves the one that works, and says so', async () => {
    const { first, sender, microphone, world } = talk();
    world.chosen = 'b';
    world.refusal = 'NotReadableError';
    await microphone.look();
    expect(sender.track).toBe(first);
    expect(microphone.speech().trouble).toBeNull();
    expect(microphone.speech()).toEqual({ trouble: null, label: 'a', refused: true });
    world.chosen = 'a';
    await microphone.look();
    expect(microphone.speech()).toEqual({ trouble: null, label: 'a' });
    world.chosen = 'b';
    await microphone.look();
    world.refusal = null;
    await microphone.look();
    expect(microphone.speech()).toEqual({ trouble: null, label: 'b' });
  });

  test('of who is muted stays muted', async () => {
    const { first, sender, microphone, world } = talk();
    first.enabled = false;
    world.chosen = 'b';
    await microphone.look();
    expect(sender.track).toMatchObject({ device: 'b', enabled: false });
  });

  test('that the system mutes is told after a moment, and no longer than it lasts', async () => {
    const { clock, first, microphone } = talk();
    first.mute(true);
    expect(microphone.speech().trouble).toBeNull();
    clock.advance(MUTE_GRACE_MS);
    expect(microphone.speech().trouble).toBe('silent');
    first.mute(false);
    expect(microphone.speech().trouble).toBeNull();
  });

  test('is watched no more when the talk is over, and what was being opened is let go', async () => {
    const { first, microphone, world } = talk();
    first.end();
    microphone.attend(null);
    await settled();
    expect(microphone.speech()).toEqual({ trouble: null, label: '' });
    expect(world.opened.every(track => track.readyState === 'ended')).toBe(true);
  });

  test('that was gone before the talk began is missed at once', async () => {
    const { sender, microphone, first } = talk();
    microphone.attend(null);
    first.stop();
    microphone.attend(sender as unknown as RTCRtpSender);
    await settled();
    expect(sender.track).toMatchObject({ device: 'a', readyState: 'live' });
    expect(microphone.speech().trouble).toBeNull();
  });
});

describe('the microphone to use', () => {
  const used = { begun: 'a', now: 'a', systems: '' };
  const withDefault = (group: string) => [{ deviceId: 'default', groupId: group }, ...named('a', 'b')];

  test('is the chosen one while it is there', () => {
    expect(betterMicrophone(named('a', 'b'), 'b', used)).toBe('b');
    expect(betterMicrophone(named('a', 'b'), 'a', used)).toBeNull();
    expect(betterMicrophone(named('a'), 'b', used)).toBeNull();
  });

  test('follows the system where nobody chose', () => {
    const now = { begun: 'default', now: 'default', systems: 'g1' };
    expect(betterMicrophone(withDefault('g1'), '', now)).toBeNull();
    expect(betterMicrophone(withDefault('g2'), '', now)).toBe('');
  });
});

describe('what is heard', () => {
  const outputs = [{ deviceId: 'a' }, { deviceId: 'b' }];

  test('comes out where the person chose, else on the system’s device', () => {
    expect(outputFor('b', outputs)).toEqual({ device: 'b', is: 'wanted' });
    expect(outputFor('c', outputs)).toEqual({ device: '', is: 'fallback' });
    expect(outputFor('', outputs)).toEqual({ device: '', is: 'wanted' });
  });

  test('comes out nowhere only where the browser says so', () => {
    expect(outputFor('', [])).toEqual({ device: '', is: 'none' });
    expect(outputFor('c', null)).toEqual({ device: 'c', is: 'wanted' });
    expect(outputFor('c', [{ deviceId: '' }])).toEqual({ device: 'c', is: 'wanted' });
  });
});

describe('a microphone whose volume is changed', () => {
  test('is sent as it is at 100 %, by the amplifier else, and as it is again', async () => {
    const { first, sender, microphone, world, louder } = talk();
    await settled();
    expect(sender.track).toBe(first);
    world.louder = true;
    microphone.resend();
    await settled();
    expect(sender.track).toBe(louder);
    expect(microphone.device()).toBe(first);
    world.louder = false;
    microphone.resend();
    await settled();
    expect(sender.track).toBe(first);
    expect(first.readyState).toBe('live');
  });

  test('and is muted stays muted, both ways, and hears on under the amplifier', async () => {
    const { first, sender, microphone, world, louder } = talk();
    await settled();
    first.enabled = false;
    world.louder = true;
    microphone.resend();
    await settled();
    expect([louder.enabled, first.enabled, sender.track === (louder as unknown)]).toEqual([
      false,
      true,
      true,
    ]);
    world.louder = false;
    microphone.resend();
    await settled();
    expect([first.enabled, sender.track === first]).toEqual([false, true]);
  });

  test('is changed twice at once: what was wanted last is sent', async () => {
    const { first, sender, microphone, world } = talk();
    await settled();
    world.louder = true;
    microphone.resend();
    world.louder = false;
    microphone.resend();
    await settled();
    expect(sender.track).toBe(first);
  });

  test('and is pulled out goes on by the next one, under the same amplifier', async () => {
    const { first, sender, microphone, world, louder } = talk();
    world.louder = true;
    await settled();
    microphone.resend();
    await settled();
    world.present = named('b');
    first.end();
    await settled();
    expect(sender.track).toBe(louder);
    expect(microphone.device()).toMatchObject({ device: 'b', readyState: 'live' });
    expect(microphone.speech()).toEqual({ trouble: null, label: 'b' });
  });

  test('is let go with the talk, which knows only what was sent', async () => {
    const { first, microphone, world } = talk();
    world.louder = true;
    microphone.resend();
    await settled();
    microphone.attend(null);
    expect([first.readyState, microphone.device()]).toEqual(['ended', null]);
  });
});

describe('a microphone of which something else is asked', () => {
  test('goes on when it does it, and is opened anew where it does not', async () => {
    const { first, sender, microphone, world } = talk();
    await settled();
    await microphone.retune();
    expect(sender.track).toBe(first);
    world.tunes = false;
    await microphone.retune();
    await settled();
    expect(sender.track).not.toBe(first);
    expect(sender.track).toMatchObject({ device: 'a', readyState: 'live' });
    expect(first.readyState).toBe('ended');
  });

  test('and cannot be opened anew goes on as it was', async () => {
    const { first, sender, microphone, world } = talk();
    await settled();
    world.tunes = false;
    world.refusal = 'NotReadableError';
    await microphone.retune();
    await settled();
    expect([sender.track === first, first.readyState]).toEqual([true, 'live']);
  });
});

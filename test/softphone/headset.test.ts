import { beforeEach, describe, expect, test } from 'vitest';
import { DARK, type Headset, type HeadsetEvent, type HeadsetLights } from '../../softphone/phone/headset.ts';
import type { Hid, HidDevice } from '../../softphone/phone/hid.ts';
import { controlsOf, isTelephone } from '../../softphone/phone/hid-reports.ts';
import { webHidHeadset } from '../../softphone/phone/web-hid-headset.ts';
import '../kit/page-headset.js';

/** A headset of a kind, as `test/kit/page-headset.js` describes it, and the browser's door to it. */
interface FakeDevice extends HidDevice {
  isTaken: boolean;
  readonly sent: number[][];
  reports(report: number, ...bytes: readonly number[]): void;
}
interface FakeHid extends Hid {
  given: FakeDevice[];
  readonly offered: FakeDevice[];
  readonly asked: readonly unknown[];
  plug(device: FakeDevice): void;
  unplug(device: FakeDevice): void;
}
const { FakeHid, FakeHidDevice } = (
  globalThis as unknown as {
    cauceHeadsets: {
      FakeHid: new () => FakeHid;
      FakeHidDevice: new (name: string, kind: string) => FakeDevice;
    };
  }
).cauceHeadsets;

/** All promises that could go on have gone on. */
const settled = () => new Promise(setImmediate);

const TALK: HeadsetLights = { ...DARK, offHook: true, microphone: true };
const RING: HeadsetLights = { ...DARK, ring: true };

/** The bytes by which a headset of each kind tells what is done on it, and those by which it is told of the call. */
interface Kind {
  readonly kind: string;
  offHook(device: FakeDevice): void;
  /** With a call that is up. */
  onHook(device: FakeDevice): void;
  mute(device: FakeDevice): void;
  readonly mutes: boolean | null;
  flash(device: FakeDevice): void;
  readonly rings: readonly (readonly number[])[];
  readonly talks: readonly (readonly number[])[];
  readonly muted: readonly (readonly number[])[];
}

const KINDS: readonly Kind[] = [
  {
    kind: 'states',
    offHook: device => device.reports(8, 0b1, 0),
    onHook: device => device.reports(8, 0b0, 0),
    mute(device) {
      device.reports(8, 0b101, 0);
      device.reports(8, 0b001, 0);
    },
    mutes: null,
    flash(device) {
      device.reports(8, 0b11, 0);
      device.reports(8, 0b01, 0);
    },
    rings: [[9, 0b100, 0]],
    talks: [[9, 0b10001, 0]],
    muted: [[9, 0b00011, 0]],
  },
  {
    kind: 'selector',
    offHook(device) {
      device.reports(2, 1);
      device.reports(2, 0);
    },
    onHook(device) {
      device.reports(2, 1);
      device.reports(2, 0);
    },
    mute(device) {
      device.reports(2, 2);
      device.reports(2, 0);
    },
    mutes: null,
    flash(device) {
      device.reports(2, 3);
      device.reports(2, 0);
    },
    rings: [
      [3, 0],
      [4, 0],
      [5, 1],
    ],
    talks: [
      [3, 1],
      [4, 0],
      [5, 0],
    ],
    muted: [
      [3, 1],
      [4, 0b10000],
      [5, 0],
    ],
  },
  {
    kind: 'plain',
    offHook(device) {
      device.reports(0, 0xff, 0b0011);
      device.reports(0, 0xff, 0b0001);
    },
    onHook(device) {
      device.reports(0, 0, 0b0010);
      device.reports(0, 0, 0b0000);
    },
    mute: device => device.reports(0, 0, 0b1000),
    mutes: true,
    flash(device) {
      device.reports(0, 0, 0b0100);
      device.reports(0, 0, 0b0000);
    },
    rings: [[0, 0b100]],
    talks: [[0, 0b010]],
    muted: [[0, 0b011]],
  },
];

describe.each(KINDS)('the buttons of a headset, by WebHID ($kind)', kind => {
  let hid: FakeHid;
  let device: FakeDevice;
  let headset: Headset;
  let done: HeadsetEvent[];

  beforeEach(async () => {
    hid = new FakeHid();
    device = new FakeHidDevice('Uno', kind.kind);
    hid.offered.push(device);
    headset = webHidHeadset(hid);
    done = [];
    headset.listen(event => done.push(event));
    await headset.choose();
  });

  test('are asked for by what they are, not by who made them', () => {
    expect(hid.asked).toEqual([{ filters: [{ usagePage: 0x0b }] }]);
    expect(headset.state()).toEqual({ kind: 'ready', name: 'Uno' });
  });

  test('tell that somebody wants to talk, and not any more', () => {
    headset.show(RING);
    kind.offHook(device);
    expect(done).toEqual([{ kind: 'hook', off: true }]);
    headset.show(TALK);
    kind.onHook(device);
    expect(done.slice(1)).toEqual([{ kind: 'hook', off: false }]);
  });

  test('tell of mute and flash, each press once', () => {
    headset.show(TALK);
    kind.flash(device);
    kind.flash(device);
    expect(done.filter(each => each.kind === 'flash')).toHaveLength(2);
    kind.mute(device);
    expect(done.filter(each => each.kind === 'mute')).toEqual([{ kind: 'mute', to: kind.mutes }]);
  });

  test('show how the call is, and are dark when it is let go', async () => {
    await settled();
    const take = () => device.sent.splice(0);
    take();
    headset.show(RING);
    expect(take()).toEqual(kind.rings);
    headset.show(TALK);
    expect(take()).toEqual(kind.talks);
    headset.show(TALK);
    expect(take()).toEqual([]);
    headset.show({ ...TALK, mute: true, microphone: false });
    expect(take()).toEqual(kind.muted);
    await headset.close();
    expect(
      take()
        .flatMap(([, ...bytes]) => bytes)
        .every(byte => byte === 0),
    ).toBe(true);
    expect(device.opened).toBe(false);
    kind.offHook(device);
    expect(done).toEqual([]);
  });

  test('are gone with the headset, and show the call again when it is plugged in again', async () => {
    const states: string[] = [];
    headset.watch(() => states.push(headset.state().kind));
    hid.unplug(device);
    expect(headset.state().kind).toBe('none');
    headset.show(TALK);
    device.sent.splice(0);
    hid.plug(device);
    await settled();
    expect(states).toEqual(['none', 'ready']);
    expect(device.sent).toEqual(kind.talks);
    kind.onHook(device);
    kind.offHook(device);
    expect(done.length).toBeGreaterThan(0);
  });

  test('are there at the next visit without being asked for, and are given back', async () => {
    const next = webHidHeadset(hid);
    await settled();
    expect(next.state()).toEqual({ kind: 'ready', name: 'Uno' });
    await next.forget();
    expect([next.state().kind, await hid.getDevices()]).toEqual(['none', []]);
  });
});

describe('a headset', () => {
  test('that another program has is told by its name, and taken when it is plugged in anew', async () => {
    const hid = new FakeHid();
    const device = new FakeHidDevice('Dos', 'states');
    device.isTaken = true;
    hid.offered.push(device);
    const headset = webHidHeadset(hid);
    await headset.choose();
    expect(headset.state()).toEqual({ kind: 'busy', name: 'Dos' });
    hid.unplug(device);
    device.isTaken = false;
    hid.plug(device);
    await settled();
    expect(headset.state()).toEqual({ kind: 'ready', name: 'Dos' });
  });

  test('that nobody chose leaves everything as it was', async () => {
    const headset = webHidHeadset(new FakeHid());
    await headset.choose();
    expect(headset.state()).toEqual({ kind: 'none' });
    headset.show(TALK);
    await headset.forget();
  });

  test('says nothing by reports that are shorter than it said, or are of something else', async () => {
    const hid = new FakeHid();
    const device = new FakeHidDevice('Tres', 'states');
    hid.offered.push(device);
    const headset = webHidHeadset(hid);
    const done: HeadsetEvent[] = [];
    headset.listen(event => done.push(event));
    await headset.choose();
    device.reports(8);
    device.reports(77, 0xff, 0xff);
    expect(done).toEqual([]);
  });

  test('is a telephone: a loudspeaker with volume keys is none', () => {
    const is = (kind: string) => isTelephone(controlsOf(new FakeHidDevice('', kind).collections));
    expect(['states', 'selector', 'plain', 'loudspeaker'].map(is)).toEqual([true, true, true, false]);
  });

  test('with a description that makes no sense has no buttons', () => {
    const usages = {
      isRange: true,
      usageMinimum: 0,
      usageMaximum: 2 ** 32 - 1,
      reportSize: 1,
      reportCount: 1,
    };
    const broken = [{ usagePage: 0x0b, inputReports: [{}, { items: [{}, usages, { isRange: true }] }] }];
    expect(controlsOf(broken)).toEqual({ buttons: [], lights: [] });
  });
});

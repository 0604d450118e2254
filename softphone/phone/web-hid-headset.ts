import { DARK, type Headset, type HeadsetEvent, type HeadsetLights, type HeadsetState } from './headset.ts';
import type { Hid, HidDevice, HidInput } from './hid.ts';
import {
  buttonReader,
  controlsOf,
  isTelephone,
  lightBytes,
  TELEPHONY_PAGE,
  type TelephoneControls,
} from './hid-reports.ts';

interface Open {
  readonly device: HidDevice;
  readonly controls: TelephoneControls;
  readonly stop: () => void;
  /** The lights as they were sent last: a device that was just plugged in shows nothing. */
  shown: string;
}

/**
 * Headsets by WebHID, whoever made them: what a device has is read from its own description. One that is in several pieces
 * (HID interfaces) is one headset here, and so are two that a person has given; each button of each counts.
 */
export function webHidHeadset(hid: Hid): Headset {
  const opened = new Map<HidDevice, Open>();
  /** Those that could not be opened: another program has them. */
  const taken = new Map<HidDevice, string>();
  const watchers = new Set<() => void>();
  const listeners = new Set<(event: HeadsetEvent) => void>();
  let lights = DARK;
  let isClosed = false;

  const changed = () => {
    for (const watcher of watchers) watcher();
  };

  async function take(device: HidDevice): Promise<void> {
    const controls = controlsOf(device.collections);
    if (isClosed || opened.has(device) || !isTelephone(controls)) return;
    const read = buttonReader(controls, () => lights.offHook);
    const reported = (event: Event) => {
      const { reportId, data } = event as HidInput;
      for (const each of read(reportId, data)) for (const listener of listeners) listener(each);
    };
    const mine: Open = {
      device,
      controls,
      stop: () => device.removeEventListener('inputreport', reported),
      shown: '',
    };
    opened.set(device, mine);
    try {
      if (!device.opened) await device.open();
      taken.delete(device);
      device.addEventListener('inputreport', reported);
      light(mine);
    } catch {
      opened.delete(device);
      taken.set(device, device.productName);
    }
    changed();
  }

  function leave(device: HidDevice): void {
    opened.get(device)?.stop();
    opened.delete(device);
    taken.delete(device);
    changed();
  }

  function light(mine: Open): void {
    const wanted = JSON.stringify(lights);
    if (mine.shown === wanted) return;
    mine.shown = wanted;
    for (const report of mine.controls.lights) {
      // One that is unplugged just now takes nothing.
      void mine.device.sendReport(report.report, lightBytes(report, lights)).catch(() => undefined);
    }
  }

  const pluggedIn = (event: Event) => void take((event as HidInput).device);
  const unplugged = (event: Event) => leave((event as HidInput).device);
  hid.addEventListener('connect', pluggedIn);
  hid.addEventListener('disconnect', unplugged);
  const takeAll = async (devices: Promise<readonly HidDevice[]>) => {
    for (const device of await devices) await take(device);
  };
  void takeAll(hid.getDevices()).catch(() => undefined);

  function state(): HeadsetState {
    const [first] = opened.keys();
    if (first) return { kind: 'ready', name: first.productName };
    const [name] = taken.values();
    return name === undefined ? { kind: 'none' } : { kind: 'busy', name };
  }

  return {
    state,
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    // Who closes the browser's window without choosing gets an empty list.
    choose: () => takeAll(hid.requestDevice({ filters: [{ usagePage: TELEPHONY_PAGE }] })),
    async forget() {
      for (const device of [...opened.keys(), ...taken.keys()]) {
        leave(device);
        await device.forget().catch(() => undefined);
      }
    },
    show(next: HeadsetLights) {
      lights = next;
      for (const mine of opened.values()) if (mine.device.opened) light(mine);
    },
    async close() {
      isClosed = true;
      hid.removeEventListener('connect', pluggedIn);
      hid.removeEventListener('disconnect', unplugged);
      lights = DARK;
      for (const mine of opened.values()) {
        mine.stop();
        light(mine);
        await mine.device.close().catch(() => undefined);
      }
      opened.clear();
    },
  };
}

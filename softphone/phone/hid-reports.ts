import type { HeadsetEvent, HeadsetLights } from './headset.ts';
import type { HidCollection, HidItem, HidReport } from './hid.ts';

/** Pages and usages of HID Usage Tables 1.5, §11 LED and §14 Telephony. */
export const TELEPHONY_PAGE = 0x0b;
const LED_PAGE = 0x08;
const telephony = (usage: number) => (TELEPHONY_PAGE << 16) | usage;
const led = (usage: number) => (LED_PAGE << 16) | usage;

export type Button = 'hook' | 'flash' | 'redial' | 'reject' | 'mute';

const BUTTONS: ReadonlyMap<number, Button> = new Map([
  [telephony(0x20), 'hook'],
  [telephony(0x21), 'flash'],
  [telephony(0x24), 'redial'],
  // Drop.
  [telephony(0x26), 'reject'],
  [telephony(0x2f), 'mute'],
]);

const LIGHTS: ReadonlyMap<number, keyof HeadsetLights> = new Map([
  [led(0x09), 'mute'],
  [led(0x17), 'offHook'],
  [led(0x18), 'ring'],
  // Some ring by the telephone's own ringer.
  [telephony(0x9e), 'ring'],
  [led(0x20), 'hold'],
  [led(0x21), 'microphone'],
]);

/**
 * How a button tells (HID Usage Tables §3.4.1): `state`, it says how it is; `press`, it is down while it is pressed; `pulse`,
 * each report in which it is set is a press of its own.
 */
type Telling = 'state' | 'press' | 'pulse';

interface ButtonField {
  readonly button: Button;
  readonly tells: Telling;
  readonly report: number;
  /** Place in the report, bits. */
  readonly at: number;
  readonly size: number;
  /** The value that means this button; null: any but 0. */
  readonly value: number | null;
}

interface LightField {
  readonly light: keyof HeadsetLights;
  readonly at: number;
}

interface LightReport {
  readonly report: number;
  readonly bytes: number;
  readonly fields: readonly LightField[];
}

/** What a device has of a telephone, by its own description. */
export interface TelephoneControls {
  readonly buttons: readonly ButtonField[];
  readonly lights: readonly LightReport[];
}

/** Whether this is the telephone of a headset: one that has a hook or a mute, and not a loudspeaker's volume keys alone. */
export const isTelephone = ({ buttons }: TelephoneControls): boolean =>
  buttons.some(({ button }) => button === 'hook' || button === 'mute');

export function controlsOf(collections: readonly HidCollection[]): TelephoneControls {
  const all = withChildren(collections);
  return {
    buttons: all.flatMap(each => (each.inputReports ?? []).flatMap(buttonsIn)),
    lights: all.flatMap(each => (each.outputReports ?? []).flatMap(lightsIn)),
  };
}

function withChildren(collections: readonly HidCollection[]): readonly HidCollection[] {
  return collections.flatMap(each => [each, ...withChildren(each.children ?? [])]);
}

interface Field {
  readonly item: HidItem;
  /** Which of the item's fields. */
  readonly index: number;
  readonly at: number;
  readonly size: number;
}

function fieldsOf({ items = [] }: HidReport): { fields: readonly Field[]; bits: number } {
  const fields: Field[] = [];
  let at = 0;
  for (const item of items) {
    const { reportSize: size = 0, reportCount: count = 0 } = item;
    for (let index = 0; index < count; index++) {
      fields.push({ item, index, at, size });
      at += size;
    }
  }
  return { fields, bits: at };
}

/** Usages of an item in their order. */
function usagesOf({ isRange, usages = [], usageMinimum = 0, usageMaximum = 0 }: HidItem): readonly number[] {
  if (!isRange) return usages;
  const count = Math.min(usageMaximum - usageMinimum + 1, USAGES_MAX);
  return Array.from({ length: Math.max(0, count) }, (_, index) => usageMinimum + index);
}
/** A keyboard's range has so many; a description that says more is wrong. */
const USAGES_MAX = 256;

function buttonsIn(report: HidReport): readonly ButtonField[] {
  const id = report.reportId ?? 0;
  return fieldsOf(report).fields.flatMap(({ item, index, at, size }): readonly ButtonField[] => {
    const usages = usagesOf(item);
    const field = { report: id, at, size };
    if (item.isArray)
      return usages.flatMap((usage, place) => {
        const button = BUTTONS.get(usage);
        const value = (item.logicalMinimum ?? 0) + place;
        return button ? [{ ...field, button, tells: 'press', value }] : [];
      });
    // The last usage stands for the fields that have none of their own (HID 1.11 §6.2.2.8).
    const button = BUTTONS.get(usages[Math.min(index, usages.length - 1)] ?? 0);
    return button ? [{ ...field, button, tells: telling(button, item), value: null }] : [];
  });
}

function telling(button: Button, { isAbsolute, hasPreferredState }: HidItem): Telling {
  if (isAbsolute === false) return 'pulse';
  const isSwitch = button === 'hook' || button === 'mute';
  return isSwitch && hasPreferredState !== true ? 'state' : 'press';
}

function lightsIn(report: HidReport): readonly LightReport[] {
  const { fields, bits } = fieldsOf(report);
  const found = fields.flatMap(({ item, index, at }) => {
    const usages = usagesOf(item);
    const light = item.isArray ? undefined : LIGHTS.get(usages[Math.min(index, usages.length - 1)] ?? 0);
    return light ? [{ light, at }] : [];
  });
  return found.length === 0
    ? []
    : [{ report: report.reportId ?? 0, bytes: Math.ceil(bits / 8), fields: found }];
}

/** The bytes that have a device show this. Fields of a report that are not ours stay 0. */
export function lightBytes({ bytes, fields }: LightReport, lights: HeadsetLights): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(bytes);
  for (const { light, at } of fields) {
    if (lights[light]) data[at >> 3] = (data[at >> 3] ?? 0) | (1 << (at & 7));
  }
  return data;
}

/** Little-endian, as HID writes (HID 1.11 §8.4); null: the report is shorter. */
function valueAt(data: DataView, at: number, size: number): number | null {
  if (at + size > data.byteLength * 8) return null;
  let value = 0;
  for (let bit = 0; bit < size; bit++) {
    if (data.getUint8((at + bit) >> 3) & (1 << ((at + bit) & 7))) value += 2 ** bit;
  }
  return value;
}

/**
 * Reads the reports of one device, in their order. A hook or a mute that only pulses says nothing of its state: `isOffHook`
 * then is what the device was told last.
 */
export function buttonReader(
  { buttons }: TelephoneControls,
  isOffHook: () => boolean,
): (report: number, data: DataView) => readonly HeadsetEvent[] {
  const before = new Map<ButtonField, boolean>();
  return (report, data) =>
    buttons
      .filter(field => field.report === report)
      .flatMap((field): readonly HeadsetEvent[] => {
        const value = valueAt(data, field.at, field.size);
        if (value === null) return [];
        const isSet = field.value === null ? value !== 0 : value === field.value;
        const wasSet = before.get(field) ?? false;
        before.set(field, isSet);
        if (field.tells === 'state')
          return isSet === wasSet
            ? []
            : [field.button === 'mute' ? { kind: 'mute', to: isSet } : { kind: 'hook', off: isSet }];
        if (!isSet || (field.tells === 'press' && wasSet)) return [];
        if (field.button === 'hook') return [{ kind: 'hook', off: !isOffHook() }];
        return [field.button === 'mute' ? { kind: 'mute', to: null } : { kind: field.button }];
      });
}

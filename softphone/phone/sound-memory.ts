/** Device ids; empty = the system's own choice. */
export interface ChosenDevices {
  readonly microphone: string;
  /** The headset: where the voice comes out. */
  readonly voice: string;
  /** Where it comes out when the hands are to be free. */
  readonly speaker: string;
  readonly bell: string;
  /** Where it rings as well; null: nowhere else. */
  readonly bellToo: string | null;
}

/** How a person likes to hear and to be heard. Volumes are factors: 1 is the voice as it comes. */
export interface SoundSettings {
  readonly ear: number;
  readonly microphone: number;
  /** The browser takes noise out of what the microphone hears. */
  readonly noiseSuppression: boolean;
  /** Tell me when I speak while I am muted. */
  readonly mutedNotice: boolean;
}

export type Way = 'ear' | 'microphone';

/** The quietest and the loudest. Who wants to send nothing mutes, and sees it. */
export const VOLUMES: Readonly<Record<Way, { readonly least: number; readonly most: number }>> = {
  ear: { least: 0, most: 2 },
  microphone: { least: 0.2, most: 2 },
};

export const AS_IT_COMES: SoundSettings = {
  ear: 1,
  microphone: 1,
  noiseSuppression: true,
  mutedNotice: true,
};

/** What this browser remembers of sound: devices for everybody who sits here, volumes for each person and device. */
export interface SoundMemory {
  devices(): ChosenDevices;
  keepDevices(devices: ChosenDevices): void;
  /** With the volumes of these devices. */
  settings(devices: Readonly<Record<Way, string>>): SoundSettings;
  keepSettings(part: Partial<SoundSettings>, devices: Readonly<Record<Way, string>>): void;
  handsFree(): boolean;
  keepHandsFree(on: boolean): void;
}

const DEVICES_KEY = 'cauce.devices';
const SETTINGS_KEY = 'cauce.sound';
/** Of this window only: nobody comes back the next day and has their customers on the loudspeaker. */
const HANDS_FREE_KEY = 'cauce.hands-free';
/** Volumes of so many devices are remembered, those that were set last. */
const DEVICES_MAX = 12;

type Kept = Pick<Storage, 'getItem' | 'setItem'>;
type Volumes = Readonly<Record<string, number>>;

/** `person`: whose settings; empty where nobody is logged in. */
export function soundMemory(
  person: string,
  { lasting, passing }: { lasting: Kept; passing: Kept },
): SoundMemory {
  const key = person === '' ? SETTINGS_KEY : `${SETTINGS_KEY}.${person}`;
  const kept = () => read(lasting, key);
  const volumes = (way: Way): Volumes => {
    const found = kept()[way];
    return typeof found === 'object' && found !== null ? (found as Volumes) : {};
  };
  return {
    devices() {
      const { microphone, voice, speaker, bell, bellToo } = read(lasting, DEVICES_KEY);
      return {
        microphone: text(microphone),
        voice: text(voice),
        speaker: text(speaker),
        bell: text(bell),
        bellToo: typeof bellToo === 'string' ? bellToo : null,
      };
    },
    keepDevices: devices => lasting.setItem(DEVICES_KEY, JSON.stringify(devices)),
    settings(devices) {
      const { noiseSuppression, mutedNotice } = kept();
      return {
        ear: volume('ear', volumes('ear')[devices.ear]),
        microphone: volume('microphone', volumes('microphone')[devices.microphone]),
        noiseSuppression: noiseSuppression !== false,
        mutedNotice: mutedNotice !== false,
      };
    },
    keepSettings({ ear, microphone, ...switches }, devices) {
      const next = {
        ...kept(),
        ...switches,
        ...(ear === undefined ? {} : { ear: withNewest(volumes('ear'), devices.ear, ear) }),
        ...(microphone === undefined
          ? {}
          : { microphone: withNewest(volumes('microphone'), devices.microphone, microphone) }),
      };
      lasting.setItem(key, JSON.stringify(next));
    },
    handsFree: () => passing.getItem(HANDS_FREE_KEY) === '1',
    keepHandsFree: on => passing.setItem(HANDS_FREE_KEY, on ? '1' : '0'),
  };
}

/** What was written by hand or by another version counts as far as it can be read. */
function read(kept: Kept, key: string): Readonly<Record<string, unknown>> {
  try {
    const found: unknown = JSON.parse(kept.getItem(key) ?? '{}');
    return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A volume within what may be chosen. */
export function volume(way: Way, value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 1;
  const { least, most } = VOLUMES[way];
  return Math.min(most, Math.max(least, value));
}

function withNewest(volumes: Volumes, device: string, value: number): Volumes {
  const { [device]: _, ...others } = volumes;
  return Object.fromEntries([...Object.entries(others), [device, value]].slice(-DEVICES_MAX));
}

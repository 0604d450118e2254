import type { Clock, Timer } from '../../src/kit/clock.ts';
import { audioElement } from './audio-element.ts';
import { openInput } from './open-input.ts';
import { type Output, outputFor, SYSTEM_OUTPUT } from './output.ts';
import { NO_SPEECH, type Sender, type Speech, talkMicrophone } from './talk-microphone.ts';

/** Where the voice comes from and goes to: microphone, headset, and the choice of both. */
export interface Sound {
  /** Asks for the microphone, once, and lets it go again. */
  ask(): Promise<MicrophoneState>;
  /** Opens the chosen microphone for one call. */
  open(): Promise<MediaStream>;
  /** The same, before the call is there that was asked for just now: it takes as long. Let go again where none comes. */
  openEarly(): void;
  /** Watches over what this sender sends to the far end, and replaces it when devices change; null: the talk is over. */
  superviseMicrophone(sender: Sender | null): void;
  /** Lets the far end be heard; null stops. */
  playVoice(stream: MediaStream | null): void;
  state(): AudioState;
  /** Calls `changed` when that changes; returns how to stop that. */
  watch(changed: () => void): () => void;
  /** Plays the voice now that the person has touched the page. */
  resumePlayback(): void;
  chosen(): ChosenDevices;
  /** Takes effect at once, in a talk too. */
  choose(devices: ChosenDevices): void;
  /** Reports the microphone's level (0..1) about ten times a second until the returned function is called. */
  level(report: (level: number) => void): Promise<() => void>;
  /** Stops listening to the browser's devices. */
  close(): void;
}

/** Whether the browser would give the microphone, without asking for it. */
export type MicrophoneState = 'granted' | 'denied' | 'missing' | 'unasked';

/** Everything about this computer's sound that a page has to show. */
export interface AudioState {
  readonly microphone: MicrophoneState;
  readonly speech: Speech;
  /** The browser plays no voice before the person has touched the page. */
  readonly unheard: boolean;
  readonly voice: Output;
  readonly bell: Output;
  readonly devices: Devices;
}

export interface Devices {
  readonly microphones: readonly Device[];
  readonly outputs: readonly Device[];
}
export interface Device {
  readonly id: string;
  readonly label: string;
}
/** Device ids; empty = the system's own choice. */
export interface ChosenDevices {
  readonly microphone: string;
  readonly voice: string;
  readonly bell: string;
}

export const QUIET: AudioState = {
  microphone: 'unasked',
  speech: NO_SPEECH,
  unheard: false,
  voice: SYSTEM_OUTPUT,
  bell: SYSTEM_OUTPUT,
  devices: { microphones: [], outputs: [] },
};

const CHOICE_KEY = 'cauce.devices';
/** Tests send steady tones, which noise suppression would eat: with this flag the microphone is left as it is. */
const PLAIN_AUDIO_FLAG = 'cauce.plain-audio';
const LEVEL_EVERY_MS = 100;
/** What is asked for now rings this telephone within this time, or not at all, ms. */
const EARLY_MS = 3_000;

export function browserSound(clock: Clock): Sound {
  const element = audioElement('remote-audio');
  const media: MediaDevices | undefined = navigator.mediaDevices;
  let choice = readChoice();
  // Read once: the address changes as the person moves between pages.
  const plain = wantsPlainAudio();
  let state = QUIET;
  /** The microphone was given once: a browser that asks each time says `prompt` even then. */
  let given = false;
  const watchers = new Set<() => void>();

  const update = (part: Partial<AudioState>) => {
    const next = { ...state, ...part };
    if (JSON.stringify(next) === JSON.stringify(state)) return;
    state = next;
    for (const watcher of watchers) watcher();
  };
  const list = async () => (await media?.enumerateDevices()) ?? [];
  const openDevice = (device: string) => openInput(navigator.mediaDevices, device, constraints(plain));
  let early: { readonly stream: Promise<MediaStream>; readonly limit: Timer } | null = null;
  const takeEarly = () => {
    const taken = early;
    early = null;
    taken?.limit.cancel();
    return taken?.stream ?? null;
  };
  const letEarlyGo = () => void takeEarly()?.then(release, () => undefined);
  const open = async () => {
    const stream = await (takeEarly() ?? openDevice(choice.microphone));
    given = true;
    // Names of devices are known only once the microphone is allowed.
    void look();
    return stream;
  };
  const microphone = talkMicrophone({
    open: openDevice,
    inputs: async () => (await list()).filter(one => one.kind === 'audioinput'),
    chosen: () => choice.microphone,
    clock,
    changed: () => update({ speech: microphone.speech() }),
  });

  const play = () => {
    const stream = element.srcObject;
    if (!stream) return update({ unheard: false });
    element.play().then(
      () => update({ unheard: false }),
      (fault: unknown) => {
        const isRefused = fault instanceof DOMException && fault.name === 'NotAllowedError';
        if (element.srcObject === stream) update({ unheard: isRefused });
      },
    );
  };

  /** Reads again what devices there are and what may be used of them. */
  async function look(): Promise<void> {
    const all = await list();
    const inputs = all.filter(one => one.kind === 'audioinput');
    // Older browsers that cannot choose an output do not list them either.
    const canChoose = 'setSinkId' in HTMLMediaElement.prototype;
    const outputs = canChoose ? all.filter(one => one.kind === 'audiooutput') : null;
    const voice = outputFor(choice.voice, outputs);
    void element.setSinkId?.(voice.device).catch(() => undefined);
    update({
      microphone: inputs.length === 0 ? 'missing' : await permission(given),
      voice,
      bell: outputFor(choice.bell, outputs),
      devices: { microphones: named(inputs), outputs: named(outputs ?? []) },
    });
  }
  const devicesChanged = () => {
    void look();
    void microphone.look();
  };

  media?.addEventListener('devicechange', devicesChanged);
  const stopPermission = onPermission(() => void look());
  void look();

  return {
    open,
    openEarly() {
      // Where it is not allowed yet, it is asked for when there is a call.
      if (early || state.microphone !== 'granted') return;
      const stream = openDevice(choice.microphone);
      // Who takes it is told.
      stream.catch(() => undefined);
      early = { stream, limit: clock.after(EARLY_MS, letEarlyGo) };
    },
    chosen: () => choice,
    state: () => state,
    async ask() {
      try {
        release(await open());
        update({ microphone: 'granted' });
      } catch (fault) {
        const isMissing = fault instanceof DOMException && fault.name === 'NotFoundError';
        update({ microphone: isMissing ? 'missing' : 'denied' });
      }
      return state.microphone;
    },
    superviseMicrophone: sender => microphone.attend(sender),
    playVoice(stream) {
      element.srcObject = stream;
      play();
    },
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    resumePlayback: play,
    choose(devices) {
      choice = devices;
      letEarlyGo();
      localStorage.setItem(CHOICE_KEY, JSON.stringify(devices));
      devicesChanged();
    },
    async level(report) {
      const stream = await open();
      const context = new AudioContext();
      const analyser = context.createAnalyser();
      analyser.fftSize = 1024;
      context.createMediaStreamSource(stream).connect(analyser);
      const samples = new Float32Array(analyser.fftSize);
      const timer = setInterval(() => {
        analyser.getFloatTimeDomainData(samples);
        report(loudness(samples));
      }, LEVEL_EVERY_MS);
      return () => {
        clearInterval(timer);
        release(stream);
        void context.close();
      };
    },
    close() {
      letEarlyGo();
      media?.removeEventListener('devicechange', devicesChanged);
      stopPermission();
    },
  };
}

const MICROPHONE = { name: 'microphone' as PermissionName };

async function permission(given: boolean): Promise<MicrophoneState> {
  const status = await navigator.permissions.query(MICROPHONE).catch(() => null);
  if (status?.state === 'granted' || status?.state === 'denied') return status.state;
  return given ? 'granted' : 'unasked';
}

/** Calls `changed` when the person gives or takes the microphone in the browser's own settings. */
function onPermission(changed: () => void): () => void {
  let status: PermissionStatus | null = null;
  let stopped = false;
  navigator.permissions.query(MICROPHONE).then(
    found => {
      if (stopped) return;
      status = found;
      found.addEventListener('change', changed);
    },
    () => undefined,
  );
  return () => {
    stopped = true;
    status?.removeEventListener('change', changed);
  };
}

/** The devices a person may choose: the system's own choice has an entry of its own. */
function named(devices: readonly MediaDeviceInfo[]): readonly Device[] {
  return devices
    .filter(device => device.deviceId !== 'default' && device.deviceId !== '')
    .map(device => ({ id: device.deviceId, label: device.label }));
}

/** Maps the power of a moment of sound to 0..1 over the 50 dB that speech uses. */
export function loudness(samples: ArrayLike<number>): number {
  let power = 0;
  for (let i = 0; i < samples.length; i++) power += (samples[i] ?? 0) ** 2;
  const decibels = 10 * Math.log10(power / Math.max(samples.length, 1) + 1e-10);
  return Math.min(1, Math.max(0, (decibels + 60) / 50));
}

function release(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function wantsPlainAudio(): boolean {
  const asked = new URLSearchParams(location.search).get(PLAIN_AUDIO_FLAG);
  return (asked ?? localStorage.getItem(PLAIN_AUDIO_FLAG)) === '1';
}

function constraints(plain: boolean): MediaTrackConstraints {
  return {
    echoCancellation: !plain,
    noiseSuppression: !plain,
    autoGainControl: !plain,
  };
}

function readChoice(): ChosenDevices {
  const none = { microphone: '', voice: '', bell: '' };
  try {
    return { ...none, ...JSON.parse(localStorage.getItem(CHOICE_KEY) ?? '{}') };
  } catch {
    return none;
  }
}

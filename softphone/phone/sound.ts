import { audioElement } from './audio-element.ts';

/** Where the voice comes from and goes to: microphone, headset, and the choice of both. */
export interface Sound {
  /** Asks for the microphone, once, and lets it go again. */
  ask(): Promise<MicrophoneState>;
  /** Whether the browser would give it without asking. */
  microphone(): Promise<MicrophoneState>;
  /** Opens the chosen microphone for one call. */
  open(): Promise<MediaStream>;
  /** Lets the far end be heard; null stops. */
  hear(stream: MediaStream | null): void;
  /** Whether the browser refuses to play the voice before the person has touched the page. */
  unheard(): boolean;
  /** Calls `changed` when that changes; returns how to stop that. */
  watch(changed: () => void): () => void;
  /** Plays the voice now that the person has touched the page. */
  listen(): void;
  devices(): Promise<Devices>;
  chosen(): ChosenDevices;
  choose(devices: ChosenDevices): void;
  /** Reports the microphone's level (0..1) about ten times a second until the returned function is called. */
  level(report: (level: number) => void): Promise<() => void>;
}

export type MicrophoneState = 'granted' | 'denied' | 'missing' | 'unasked';

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

const CHOICE_KEY = 'cauce.devices';
/** Tests send steady tones, which noise suppression would eat: with this flag the microphone is left as it is. */
const PLAIN_AUDIO_FLAG = 'cauce.plain-audio';
const LEVEL_EVERY_MS = 100;

export function browserSound(): Sound {
  const element = audioElement('remote-audio');
  let choice = readChoice();
  // Read once: the address changes as the person moves between pages.
  const plain = wantsPlainAudio();
  void element.setSinkId?.(choice.voice).catch(() => undefined);

  let unheard = false;
  const watchers = new Set<() => void>();
  const tell = (now: boolean) => {
    if (unheard === now) return;
    unheard = now;
    for (const watcher of watchers) watcher();
  };
  const play = () => {
    const stream = element.srcObject;
    if (!stream) return tell(false);
    element.play().then(
      () => tell(false),
      (fault: unknown) => {
        const isRefused = fault instanceof DOMException && fault.name === 'NotAllowedError';
        if (element.srcObject === stream) tell(isRefused);
      },
    );
  };

  const open = () =>
    navigator.mediaDevices.getUserMedia({ audio: constraints(choice.microphone, plain), video: false });

  return {
    open,
    chosen: () => choice,
    async ask() {
      try {
        release(await open());
        return 'granted';
      } catch (fault) {
        return fault instanceof DOMException && fault.name === 'NotFoundError' ? 'missing' : 'denied';
      }
    },
    async microphone() {
      if (!navigator.mediaDevices) return 'missing';
      const status = await navigator.permissions
        .query({ name: 'microphone' as PermissionName })
        .catch(() => null);
      return status === null || status.state === 'prompt' ? 'unasked' : status.state;
    },
    hear(stream) {
      element.srcObject = stream;
      play();
    },
    unheard: () => unheard,
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    listen: play,
    async devices() {
      const all = await navigator.mediaDevices.enumerateDevices();
      const of = (kind: MediaDeviceKind) =>
        all
          .filter(device => device.kind === kind && device.deviceId !== 'default' && device.deviceId !== '')
          .map(device => ({ id: device.deviceId, label: device.label }));
      return { microphones: of('audioinput'), outputs: of('audiooutput') };
    },
    choose(devices) {
      choice = devices;
      localStorage.setItem(CHOICE_KEY, JSON.stringify(devices));
      void element.setSinkId?.(devices.voice).catch(() => undefined);
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
  };
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

function constraints(device: string, plain: boolean): MediaTrackConstraints {
  return {
    ...(device ? { deviceId: { ideal: device } } : {}),
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

import type { Clock, Timer } from '../../src/kit/clock.ts';
import { amplifier } from './amplifier.ts';
import { ear } from './ear.ts';
import { hasFlag } from './flags.ts';
import { openInput } from './open-input.ts';
import { type Output, outputFor, SYSTEM_OUTPUT, voiceOutput } from './output.ts';
import { AS_IT_COMES, type ChosenDevices, type SoundSettings, soundMemory } from './sound-memory.ts';
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
  /** Volumes and switches: at once, too. Those of the devices that are in use are remembered with them. */
  set(part: Partial<SoundSettings>): void;
  /** The voice on the loudspeaker, or back in the headset. */
  setHandsFree(on: boolean): void;
  /** Calls `spoke` when somebody speaks into the microphone of this talk, which is muted; until the returned function is called. */
  listenMuted(spoke: () => void): () => void;
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
  /** The bell's second output; null: there is none, or it is away. */
  readonly bellToo: string | null;
  readonly devices: Devices;
  readonly settings: SoundSettings;
  /** The voice is to come out of the loudspeaker; `speaker`: there is one that is not the headset. */
  readonly handsFree: boolean;
  readonly speaker: boolean;
}

export interface Devices {
  readonly microphones: readonly Device[];
  readonly outputs: readonly Device[];
}
export interface Device {
  readonly id: string;
  readonly label: string;
}
export const QUIET: AudioState = {
  microphone: 'unasked',
  speech: NO_SPEECH,
  unheard: false,
  voice: SYSTEM_OUTPUT,
  bell: SYSTEM_OUTPUT,
  bellToo: null,
  devices: { microphones: [], outputs: [] },
  settings: AS_IT_COMES,
  handsFree: false,
  speaker: false,
};

const LEVEL_EVERY_MS = 100;
/** What is asked for now rings this telephone within this time, or not at all, ms. */
const EARLY_MS = 3_000;

/** `person`: whose volumes and switches are remembered; empty where nobody is logged in. */
export function browserSound(clock: Clock, person = ''): Sound {
  const heard = ear(unheard => update({ unheard }));
  const media: MediaDevices | undefined = navigator.mediaDevices;
  const memory = soundMemory(person, { lasting: localStorage, passing: sessionStorage });
  let choice = memory.devices();
  // Tests send steady tones, which noise suppression would eat. Read once: the address changes as the person moves between pages.
  const plain = hasFlag('cauce.plain-audio');
  let state: AudioState = {
    ...QUIET,
    handsFree: memory.handsFree(),
    settings: memory.settings({ ear: choice.voice, microphone: choice.microphone }),
  };
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
  const wanted = () => constraints(plain, state.settings.noiseSuppression);
  const openDevice = (device: string) => openInput(navigator.mediaDevices, device, wanted());
  /** The devices whose volumes count. */
  const inUse = () => ({ ear: state.voice.device, microphone: choice.microphone });
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
  const louder = amplifier(() => microphone.resend());
  const microphone = talkMicrophone({
    open: openDevice,
    tune: device => tuned(device, wanted()),
    through: track => louder.through(track),
    inputs: async () => (await list()).filter(one => one.kind === 'audioinput'),
    chosen: () => choice.microphone,
    clock,
    changed: () => update({ speech: microphone.speech() }),
  });

  /** Has the volumes be as they are to be. */
  function setVolumes(): void {
    const { ear, microphone: sent } = state.settings;
    heard.volume(ear);
    louder.set(sent);
    microphone.resend();
  }

  /** Reads again what devices there are and what may be used of them. */
  async function look(): Promise<void> {
    const all = await list();
    const inputs = all.filter(one => one.kind === 'audioinput');
    // Older browsers that cannot choose an output do not list them either.
    const canChoose = 'setSinkId' in HTMLMediaElement.prototype;
    const outputs = canChoose ? all.filter(one => one.kind === 'audiooutput') : null;
    const { voice, speaker } = voiceOutput(choice, state.handsFree, outputs);
    const bellToo = choice.bellToo === null ? null : outputFor(choice.bellToo, outputs);
    heard.on(voice.device);
    update({
      microphone: inputs.length === 0 ? 'missing' : await permission(given),
      voice,
      speaker,
      bell: outputFor(choice.bell, outputs),
      bellToo: bellToo?.is === 'wanted' ? bellToo.device : null,
      devices: { microphones: named(inputs), outputs: named(outputs ?? []) },
      settings: memory.settings({ ear: voice.device, microphone: choice.microphone }),
    });
    setVolumes();
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
    playVoice: stream => heard.play(stream),
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    resumePlayback: () => heard.resume(),
    choose(devices) {
      choice = devices;
      letEarlyGo();
      memory.keepDevices(devices);
      devicesChanged();
    },
    set(part) {
      memory.keepSettings(part, inUse());
      const before = state.settings;
      update({ settings: memory.settings(inUse()) });
      setVolumes();
      if (before.noiseSuppression !== state.settings.noiseSuppression && !plain) void microphone.retune();
    },
    setHandsFree(on) {
      memory.keepHandsFree(on);
      update({ handsFree: on });
      void look();
    },
    listenMuted(spoke) {
      let stop: (() => void) | null = null;
      let isOver = false;
      import('./muted-meter.ts').then(
        ({ mutedMeter }) => {
          if (!isOver) stop = mutedMeter(() => microphone.device(), spoke);
        },
        // Without its server the page tells nothing of it.
        () => undefined,
      );
      return () => {
        isOver = true;
        stop?.();
      };
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

/** Echo and level are always the browser's: hands-free has an echo, and a volume that is set by hand comes after both. */
function constraints(plain: boolean, noiseSuppression: boolean): MediaTrackConstraints {
  return {
    echoCancellation: !plain,
    noiseSuppression: !plain && noiseSuppression,
    autoGainControl: !plain,
  };
}

/** Asks a microphone that is open for this. Chromium takes it and changes nothing: what it does then is read from it. */
async function tuned(device: MediaStreamTrack, wanted: MediaTrackConstraints): Promise<boolean> {
  await device.applyConstraints(wanted).catch(() => undefined);
  return device.getSettings().noiseSuppression === wanted.noiseSuppression;
}

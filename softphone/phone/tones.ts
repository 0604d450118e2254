import { audioElement } from './audio-element.ts';
import { PROBE_EVERY_S, PROBE_HZ } from './probe.ts';

/** The sounds the page makes by itself. No audio files: each is a few notes of WebAudio. */
export type Tone =
  | 'ring'
  | 'ringback'
  | 'help'
  | 'connected'
  | 'answers'
  | 'pause-ends'
  | 'pause-over'
  | 'waits'
  | 'probe'
  | 'reminds'
  | 'ended';

interface Note {
  readonly hz: number;
  /** Seconds after the start of the pattern. */
  readonly at: number;
  readonly seconds: number;
  readonly loudness: number;
  /** A bell dies away; a line tone stays even. */
  readonly bell: boolean;
}

interface Pattern {
  readonly notes: readonly Note[];
  /** Seconds until it starts again; null = once. */
  readonly every: number | null;
}

const bell = (hz: number, at: number, seconds = 0.9, loudness = 0.22): Note => ({
  hz,
  at,
  seconds,
  loudness,
  bell: true,
});

/** The ring is a soft rising chime: heard across a room, bearable for eight hours. */
const PATTERNS: Record<Tone, Pattern> = {
  ring: { notes: [bell(659, 0), bell(831, 0.18), bell(988, 0.36, 1.2)], every: 2.6 },
  ringback: { notes: [{ hz: 425, at: 0, seconds: 1, loudness: 0.08, bell: false }], every: 5 },
  /** Falls where the ring rises, and comes less often. */
  help: { notes: [bell(988, 0, 0.5), bell(740, 0.22, 0.5), bell(988, 0.44, 0.9)], every: 6 },
  connected: { notes: [bell(784, 0, 0.25, 0.12), bell(1047, 0.1, 0.35, 0.12)], every: null },
  answers: {
    notes: [bell(880, 0, 0.3, 0.2), bell(880, 0.35, 0.3, 0.2), bell(1175, 0.7, 0.5, 0.2)],
    every: null,
  },
  /** Quiet, for the customer speaks: two of a kind, then one that is higher. */
  'pause-ends': { notes: [bell(620, 0, 0.2, 0.12), bell(620, 0.3, 0.2, 0.12)], every: null },
  'pause-over': { notes: [bell(620, 0, 0.2, 0.12), bell(932, 0.2, 0.4, 0.12)], every: null },
  /** A call waits behind the one that is talked in: two short beeps, as of a telephone network. */
  waits: {
    notes: [0, 0.4].map(at => ({ hz: 425, at, seconds: 0.2, loudness: 0.1, bell: false })),
    every: null,
  },
  /** Looked for in the microphone (`echo-look.ts`). */
  probe: {
    notes: PROBE_HZ.map((hz, place) => ({
      hz,
      at: place * PROBE_EVERY_S,
      seconds: 0.4,
      loudness: 0.2,
      bell: false,
    })),
    every: null,
  },
  /** Somebody is to be called: two soft notes, once. */
  reminds: { notes: [bell(784, 0, 0.4, 0.14), bell(988, 0.25, 0.6, 0.14)], every: null },
  ended: { notes: [bell(523, 0, 0.25, 0.1), bell(392, 0.12, 0.4, 0.1)], every: null },
};

/** A browser that lets the page sound does so within this, ms; a busy machine is slow. */
const SOUNDS_WITHIN_MS = 1_500;

export interface TonePlaces {
  readonly bell: string;
  readonly bellToo: string | null;
  readonly voice: string;
}

/** What is to be heard across the room. */
const BELLS: ReadonlySet<Tone> = new Set(['ring', 'help']);

export interface Tones {
  /** Starts a tone; a repeated one goes on until `stop`. Starting what already sounds changes nothing. */
  start(tone: Tone): void;
  stop(): void;
  /** Browsers keep a page silent until someone has touched it. */
  unlocked(): boolean;
  unlock(): void;
  /** Whether the browser lets this page sound now: tried, without a sound. */
  sounds(): Promise<boolean>;
  /**
   * Rings on these output devices, and sounds the tones of a line where the voice comes out. Empty = the system's; `bellToo`
   * null: it rings on one.
   */
  soundOn(places: TonePlaces): void;
  /**
   * Sounds a tone once where the voice comes out, on this output device; empty = the system's. True when it was heard to its
   * end, false where the browser does not let the page sound. Nobody but the person hears it: it is in no call.
   */
  tell(tone: Tone, device: string): Promise<boolean>;
}

/** Tones on an audio element of their own, so that the bell may ring on the loudspeaker while the voice is in the headset. */
export function webTones(): Tones {
  let context: AudioContext | null = null;
  let out: MediaStreamAudioDestinationNode | null = null;
  let current: { tone: Tone; timer: number | null } | null = null;
  const element = audioElement('ring-audio');
  const second = audioElement('ring-audio-too');
  let places: TonePlaces = { bell: '', bellToo: null, voice: '' };

  /** Puts the tone, or the one that may come, where it is to be heard. */
  function place(tone: Tone | undefined): void {
    const isBell = tone === undefined || BELLS.has(tone);
    void element.setSinkId?.(isBell ? places.bell : places.voice).catch(() => undefined);
    const too = isBell ? places.bellToo : null;
    if (too === null || too === places.bell) {
      second.srcObject = null;
      return;
    }
    void second.setSinkId?.(too).catch(() => undefined);
    second.srcObject = out?.stream ?? null;
    void second.play().catch(() => undefined);
  }

  function ready(): { context: AudioContext; out: AudioNode } {
    if (!context || !out) {
      context = new AudioContext();
      out = context.createMediaStreamDestination();
      element.srcObject = out.stream;
    }
    return { context, out };
  }

  function play(pattern: Pattern): void {
    const { context: sound, out: to } = ready();
    for (const note of pattern.notes) sing(note, sound, to);
  }

  function stop(): void {
    if (current?.timer) clearInterval(current.timer);
    if (current) void context?.suspend();
    current = null;
  }

  return {
    start(tone) {
      if (current?.tone === tone && PATTERNS[tone].every !== null) return;
      stop();
      const pattern = PATTERNS[tone];
      const { context: sound } = ready();
      place(tone);
      void sound.resume();
      void element.play().catch(() => undefined);
      play(pattern);
      const every = pattern.every;
      const timer = every === null ? null : window.setInterval(() => play(pattern), every * 1000);
      current = { tone, timer };
    },
    stop,
    unlocked: () => navigator.userActivation?.hasBeenActive ?? true,
    unlock() {
      void ready().context.resume();
    },
    async sounds() {
      const { context: sound } = ready();
      const played = await within(Promise.all([sound.resume(), element.play()]));
      const resumed = played && sound.state === 'running';
      if (!current) void sound.suspend();
      return resumed;
    },
    async tell(tone, device) {
      const { notes } = PATTERNS[tone];
      const sound = new AudioContext();
      const to = sound.createMediaStreamDestination();
      const ear = audioElement('tone-audio');
      ear.srcObject = to.stream;
      void ear.setSinkId?.(device).catch(() => undefined);
      try {
        if (!(await within(Promise.all([sound.resume(), ear.play()]))) || sound.state !== 'running')
          return false;
        return await within(Promise.all(notes.map(note => ended(sing(note, sound, to)))), lengthOf(notes));
      } finally {
        ear.srcObject = null;
        void sound.close();
      }
    },
    soundOn(next) {
      places = next;
      place(current?.tone);
    },
  };
}

/** Sounds one note from now on. */
function sing(note: Note, sound: AudioContext, to: AudioNode): OscillatorNode {
  const start = sound.currentTime + note.at + 0.02;
  const gain = sound.createGain();
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(note.loudness, start + 0.015);
  if (note.bell) gain.gain.exponentialRampToValueAtTime(0.0005, start + note.seconds);
  else gain.gain.setValueAtTime(0, start + note.seconds);
  const voice = sound.createOscillator();
  voice.frequency.value = note.hz;
  voice.connect(gain).connect(to);
  voice.start(start);
  voice.stop(start + note.seconds + 0.05);
  return voice;
}

const ended = (voice: OscillatorNode): Promise<unknown> =>
  new Promise(done => voice.addEventListener('ended', done, { once: true }));

/** How long it sounds, ms. */
const lengthOf = (notes: readonly Note[]): number =>
  1_000 * Math.max(...notes.map(({ at, seconds }) => at + seconds));

/** Whether it comes about in time: a browser that lets nothing sound leaves it unanswered. `beside`: what it takes anyway, ms. */
function within(what: Promise<unknown>, beside = 0): Promise<boolean> {
  return Promise.race([
    what.then(
      () => true,
      () => false,
    ),
    new Promise<false>(late => setTimeout(() => late(false), beside + SOUNDS_WITHIN_MS)),
  ]);
}

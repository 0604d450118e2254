import type { Moment } from './echo-look.ts';
import type { Sound } from './sound.ts';

/** At 48 kHz a sixth of a second: long enough to tell tones apart, short enough to tell them one after the other. */
const SAMPLES = 8192;
const LOOK_EVERY_MS = 80;

/** The microphone as a call would have it, looked at moment by moment. */
export interface CheckEar {
  /** The name of its device, as the system calls it. */
  readonly device: string;
  /** Calls `heard` with each moment until the returned function is called. */
  listen(heard: (moment: Moment) => void): () => void;
  /** Once more does nothing. */
  close(): void;
}

/** Fails as `getUserMedia` does. */
export async function openCheckEar(sound: Pick<Sound, 'open'>): Promise<CheckEar> {
  const stream = await sound.open();
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: SAMPLES });
  context.createMediaStreamSource(stream).connect(analyser);
  return {
    device: stream.getAudioTracks()[0]?.label ?? '',
    listen(heard) {
      const timer = setInterval(() => {
        const samples = new Float32Array(SAMPLES);
        analyser.getFloatTimeDomainData(samples);
        heard({ at: performance.now(), samples, rate: context.sampleRate });
      }, LOOK_EVERY_MS);
      return () => clearInterval(timer);
    },
    close() {
      for (const track of stream.getTracks()) track.stop();
      if (context.state !== 'closed') void context.close();
    },
  };
}

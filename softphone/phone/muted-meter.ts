import { isVoice, speechRule } from './muted-speech.ts';

const EVERY_MS = 100;
/** 85 ms at 48 kHz. */
const SAMPLES = 4096;

/**
 * Listens to the microphone of a talk whose person is muted, and calls `spoke` when they speak, until the returned function is
 * called. What is sent is silent then, and so is its track: this is a clone of it, which never goes anywhere but into a level.
 * `device`: the microphone of the talk now, which may become another one.
 */
export function mutedMeter(device: () => MediaStreamTrack | null, spoke: () => void): () => void {
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: SAMPLES });
  const samples = new Float32Array(SAMPLES);
  const rule = speechRule(EVERY_MS);
  let heard: {
    readonly of: MediaStreamTrack;
    readonly clone: MediaStreamTrack;
    readonly source: AudioNode;
  } | null = null;

  function follow(): void {
    const now = device();
    if (now === (heard?.of ?? null)) return;
    heard?.source.disconnect();
    heard?.clone.stop();
    heard = null;
    if (!now) return;
    const clone = now.clone();
    clone.enabled = true;
    const source = context.createMediaStreamSource(new MediaStream([clone]));
    source.connect(analyser);
    heard = { of: now, clone, source };
  }

  const timer = setInterval(() => {
    follow();
    analyser.getFloatTimeDomainData(samples);
    if (heard && rule(isVoice(samples, context.sampleRate), performance.now())) spoke();
  }, EVERY_MS);
  follow();
  return () => {
    clearInterval(timer);
    heard?.clone.stop();
    void context.close();
  };
}

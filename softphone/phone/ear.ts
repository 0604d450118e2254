import { amplifier } from './amplifier.ts';
import { audioElement } from './audio-element.ts';

/** Plays the voice of the far end: where, how loud, and whether the browser lets it be heard. */
export interface Ear {
  /** Null stops. */
  play(stream: MediaStream | null): void;
  /** Tries again, now that the person has touched the page. */
  resume(): void;
  /** On this output device; empty = the system's. */
  on(device: string): void;
  /** 1 = as it comes. */
  volume(volume: number): void;
}

/**
 * Up to 1 the element itself is quieter: nothing stands between the network and the loudspeaker. Above that the voice goes by
 * an amplifier, which costs some milliseconds, and only who wants it louder has them. It comes out of the same element even
 * then, on the device that was chosen; a second one, muted, has the voice as it came, for Chromium gives no sound of a far end
 * to Web Audio that no element plays (crbug.com/121673).
 */
export function ear(unheard: (is: boolean) => void): Ear {
  const element = audioElement('remote-audio');
  const muted = audioElement('remote-source');
  muted.muted = true;
  const louder = amplifier(place);
  let stream: MediaStream | null = null;
  /** Chromium plays no stream that was empty when an element got it, and was refused then: it is given again with its voice. */
  let placed: MediaStreamTrack | null = null;

  function place(): void {
    const track = stream?.getAudioTracks()[0] ?? null;
    const played = louder.through(track);
    const isLouder = played !== track && played !== null;
    const asItCame = isLouder ? stream : null;
    if (muted.srcObject !== asItCame) muted.srcObject = asItCame;
    const to = isLouder ? alone(played) : stream;
    if (element.srcObject === to && placed === played) return;
    placed = played;
    element.srcObject = to;
    start();
  }

  let louderStream: MediaStream | null = null;
  /** The same stream for the same track: an element that is given another one begins anew. */
  function alone(track: MediaStreamTrack): MediaStream {
    if (louderStream?.getAudioTracks()[0] !== track) louderStream = new MediaStream([track]);
    return louderStream;
  }

  function start(): void {
    const to = element.srcObject;
    if (!to) {
      unheard(false);
      return;
    }
    element.play().then(
      () => unheard(false),
      (fault: unknown) => {
        const isRefused = fault instanceof DOMException && fault.name === 'NotAllowedError';
        if (element.srcObject === to) unheard(isRefused);
      },
    );
  }

  return {
    play(next) {
      stream?.removeEventListener('addtrack', place);
      stream = next;
      // The voice may come after the call was set up.
      stream?.addEventListener('addtrack', place);
      place();
      start();
    },
    resume: start,
    on: device => void element.setSinkId?.(device).catch(() => undefined),
    volume(volume) {
      element.volume = Math.min(1, volume);
      louder.set(Math.max(1, volume));
      place();
    },
  };
}

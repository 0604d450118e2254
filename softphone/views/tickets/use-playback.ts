import { type RefObject, useEffect, useReducer, useRef } from 'react';
import type WaveSurfer from 'wavesurfer.js';
import type { RecordingCard } from '../../../src/recordings/events.ts';
import { audioAddress, isDamaged } from '../../link/api.ts';
import { tellHeard } from '../../link/heard-until.ts';
import {
  type Playback,
  reactPlayback,
  STILL,
  STUCK_MS,
  troubleOfError,
  troubleOfRefusal,
} from '../../state/playback.ts';

/** The recording that sounds now: two voices at once are understood by nobody. */
let sounding: HTMLAudioElement | null = null;

export interface Player {
  readonly playback: Playback;
  readonly toggle: () => void;
  readonly seek: (seconds: number) => void;
  readonly setSpeed: (rate: number) => void;
}

/** An audio element and its waveform in `place`; both live as long as the recording is shown. */
export function usePlayback(card: RecordingCard, place: RefObject<HTMLDivElement | null>): Player {
  const [playback, send] = useReducer(reactPlayback, STILL);
  const audio = useRef<HTMLAudioElement | null>(null);

  useEffect(() => {
    const container = place.current;
    if (!container) return;
    const media = new Audio();
    media.preload = 'none';
    media.src = audioAddress(card.id);
    audio.current = media;
    let told = 0;
    const tell = () => {
      const { played } = media;
      const until = played.length > 0 ? played.end(played.length - 1) * 1000 : 0;
      if (until <= told) return;
      told = until;
      tellHeard(card.id, until);
    };
    const handlers = {
      play() {
        if (sounding !== media) sounding?.pause();
        sounding = media;
        send({ kind: 'pressed' });
      },
      playing: () => send({ kind: 'playing' }),
      waiting: () => send({ kind: 'waiting' }),
      timeupdate: () => send({ kind: 'moved', at: media.currentTime }),
      pause() {
        send({ kind: 'stopped' });
        tell();
      },
      ended() {
        send({ kind: 'stopped' });
        tell();
      },
      error() {
        const trouble = troubleOfError(media.error?.code);
        send({ kind: 'failed', trouble });
        if (trouble !== 'unreached') return;
        isDamaged(card.id).then(
          damaged => damaged && media.error && send({ kind: 'failed', trouble: 'damaged' }),
          () => undefined,
        );
      },
    };
    for (const [name, heard] of Object.entries(handlers)) media.addEventListener(name, heard);
    container.append(media);
    const waveform = draw(card, container, media);
    return () => {
      for (const [name, heard] of Object.entries(handlers)) media.removeEventListener(name, heard);
      media.pause();
      tell();
      if (sounding === media) sounding = null;
      audio.current = null;
      void waveform.then(drawn => {
        drawn?.destroy();
        media.remove();
      });
    };
  }, [card, place]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a position that moves begins the time anew
  useEffect(() => {
    if (playback.phase === 'still') return;
    const timer = setTimeout(() => send({ kind: 'stuck' }), STUCK_MS);
    return () => clearTimeout(timer);
  }, [playback.phase === 'still', playback.at]);

  return {
    playback,
    toggle() {
      const media = audio.current;
      if (!media) return;
      if (!media.paused) return media.pause();
      // What failed once is fetched anew; the element would only repeat its error.
      if (media.error) media.load();
      media.play().catch((thrown: unknown) => {
        const trouble = troubleOfRefusal(thrown instanceof Error ? thrown.name : '');
        // An element that failed has told so itself, and better.
        if (trouble && !media.error) send({ kind: 'failed', trouble });
      });
    },
    seek(seconds) {
      if (audio.current) audio.current.currentTime = seconds;
      send({ kind: 'moved', at: seconds });
    },
    setSpeed(rate) {
      if (!audio.current) return;
      audio.current.preservesPitch = true;
      audio.current.playbackRate = rate;
    },
  };
}

/** The waveform is drawn from the peaks of the card; no audio is fetched until someone plays it. */
async function draw(
  card: RecordingCard,
  container: HTMLElement,
  media: HTMLAudioElement,
): Promise<WaveSurfer | null> {
  const { default: Wavesurfer } = await import('wavesurfer.js');
  if (!container.isConnected) return null;
  const calm = getComputedStyle(container).getPropertyValue('--calm').trim() || '#117283';
  return Wavesurfer.create({
    container,
    media,
    peaks: [card.peaks.length > 0 ? [...card.peaks] : [0, 0]],
    duration: card.durationMs / 1000,
    height: 40,
    barWidth: 2,
    barGap: 1,
    barRadius: 1,
    cursorWidth: 2,
    cursorColor: calm,
    waveColor: '#8fa3ab',
    progressColor: calm,
    interact: false,
  });
}

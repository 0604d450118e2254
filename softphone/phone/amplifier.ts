/**
 * Makes a voice louder or quieter on its way:
 *
 *   track ──▶ volume ──▶ limiter ──▶ another track
 *
 * At volume 1 there is no such way, and the track goes on as it is. So it does while the browser does not let the page make
 * sound (a page that was loaded anew and not touched since): a voice that is too quiet is better than none.
 */
export interface Amplifier {
  set(volume: number): void;
  /** The track that takes the place of this one. Null: there is no voice any more. */
  through(track: MediaStreamTrack | null): MediaStreamTrack | null;
}

/** The limiter holds what is louder than this, dBFS, as hard as it can; what is quieter is as loud as the volume says. */
const LIMIT_DBFS = -6;
const RATIO = 20;
const ATTACK_SECONDS = 0.003;
const RELEASE_SECONDS = 0.15;
/** A volume that jumps clicks, seconds. */
const GLIDE_SECONDS = 0.02;

interface Way {
  readonly context: AudioContext;
  readonly gain: GainNode;
  readonly out: MediaStreamTrack;
  fed: { readonly track: MediaStreamTrack; readonly source: AudioNode } | null;
}

/** `changed`: the browser lets the page make sound now, or no more; ask again what is to be sent. */
export function amplifier(changed: () => void): Amplifier {
  let volume = 1;
  let way: Way | null = null;

  function build(): Way {
    const context = new AudioContext({ latencyHint: 'interactive' });
    const gain = new GainNode(context, { gain: volume });
    const limiter = new DynamicsCompressorNode(context, {
      threshold: LIMIT_DBFS,
      knee: 0,
      ratio: RATIO,
      attack: ATTACK_SECONDS,
      release: RELEASE_SECONDS,
    });
    const evened = new GainNode(context, { gain: 1 / makeUp(LIMIT_DBFS, RATIO) });
    const to = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    gain.connect(limiter).connect(evened).connect(to);
    context.addEventListener('statechange', changed);
    const [out] = to.stream.getAudioTracks();
    if (!out) throw new Error('a destination without a track');
    return { context, gain, out, fed: null };
  }

  function end(): void {
    way?.context.removeEventListener('statechange', changed);
    void way?.context.close();
    way = null;
    stopWaiting();
  }

  const touched = () => void way?.context.resume();
  const TOUCHES = ['pointerdown', 'keydown'] as const;
  function stopWaiting(): void {
    for (const touch of TOUCHES) document.removeEventListener(touch, touched);
  }

  return {
    set(next) {
      volume = next;
      way?.gain.gain.setTargetAtTime(next, way.context.currentTime, GLIDE_SECONDS);
    },
    through(track) {
      if (track === null || volume === 1) {
        end();
        return track;
      }
      // Whoever was given its track may have ended it, as SIP.js does with a call.
      if (way?.out.readyState === 'ended') end();
      way ??= build();
      if (way.context.state !== 'running') {
        void way.context.resume();
        for (const touch of TOUCHES) document.addEventListener(touch, touched);
        return track;
      }
      stopWaiting();
      if (way.fed?.track !== track) {
        way.fed?.source.disconnect();
        const source = way.context.createMediaStreamSource(new MediaStream([track]));
        source.connect(way.gain);
        way.fed = { track, source };
      }
      return way.out;
    },
  };
}

/** By how much a limiter makes everything louder, to make up for what it holds (Web Audio §1.19, makeup gain). */
function makeUp(limitDbfs: number, ratio: number): number {
  const fullScale = limitDbfs - limitDbfs / ratio;
  return 10 ** ((-0.6 * fullScale) / 20);
}

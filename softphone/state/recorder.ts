import type { RecordingOrder } from '../../src/calls/events.ts';
import type { Clock, Timer } from '../../src/kit/clock.ts';
import type { RecorderPicture } from '../../src/supervision/events.ts';
import type { Tone } from '../phone/tones.ts';
import { type CallArea, callArea, callInHand } from './call-area.ts';
import type { Screen } from './screen.ts';
import type { Store } from './store.ts';

/** Before a pause ends by itself its agent is warned: the customer may still dictate, ms. */
export const WARNING_MS = 20_000;
/** What is this close to its end has ended by itself, as far as the clocks of page and server can tell, ms. */
const CLOSE_MS = 1_500;

type Talk = Extract<CallArea, { kind: 'talking' }>;

/**
 * The recording of the talk as the centre tells it; what is not known yet is not recorded. A colleague whose agent asks them
 * something is in no recording, whatever is recorded of the others; in the talk they see it, and its agent orders it.
 */
export function recorderOf({ call, guest }: Talk): RecorderPicture {
  if (guest && guest.state !== 'joined') return { policy: 'never', state: 'off' };
  return call?.recorder ?? { policy: 'never', state: call?.recording ? 'on' : 'off' };
}

/** What may be ordered now, in the order of its buttons. Whatever else is asked for is refused with a sentence. */
export function ordersOf({ policy, state }: RecorderPicture): readonly RecordingOrder[] {
  if (policy === 'never') return [];
  const stop: RecordingOrder[] = policy === 'on-demand' ? ['stop'] : [];
  switch (state) {
    case 'off':
      return ['start'];
    case 'notice':
      return stop;
    case 'on':
    case 'waits':
      return ['pause', ...stop];
    case 'pausing':
    case 'paused':
      return ['resume', 'pause', ...stop];
    default:
      return state satisfies never;
  }
}

/** What the two keys mean: pause or go on; record or not. Where neither can be, the server says why. */
export function meantBy(key: 'pauseRecording' | 'record', { state }: RecorderPicture): RecordingOrder {
  if (key === 'record') return state === 'off' ? 'start' : 'stop';
  return state === 'paused' || state === 'pausing' ? 'resume' : 'pause';
}

/** The pause of the talk that this page has in hand, and the state it is in. */
function ownPause(screen: Screen): { until: number | null; talks: boolean } {
  const area = callArea(screen);
  if (area.kind !== 'talking' || callInHand(area) === null) return { until: null, talks: false };
  return { until: recorderOf(area).until ?? null, talks: true };
}

/** Warns by a tone in the ear that a pause is about to end by itself, and tells by another that it has. */
export function keepPauseTold(
  store: Pick<Store<Screen, never>, 'get' | 'watch'>,
  clock: Clock,
  tell: (tone: Extract<Tone, 'pause-ends' | 'pause-over'>) => void,
): () => void {
  let known: number | null = null;
  let warning: Timer | null = null;
  const stop = store.watch(() => {
    const screen = store.get();
    const { until, talks } = ownPause(screen);
    if (until === known) return;
    warning?.cancel();
    const left = (instant: number) => instant - clock.now() - screen.skewMs;
    if (until !== null)
      warning = clock.after(Math.max(0, left(until) - WARNING_MS), () => tell('pause-ends'));
    else if (talks && known !== null && endedByItself(left(known))) tell('pause-over');
    known = until;
  });
  return () => {
    warning?.cancel();
    stop();
  };
}

/** `leftMs`: how long the pause could have gone on when it ended. */
export const endedByItself = (leftMs: number): boolean => leftMs <= CLOSE_MS;

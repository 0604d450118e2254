import { DARK, type Headset, type HeadsetEvent, type HeadsetLights } from '../phone/headset.ts';
import { callArea } from './call-area.ts';
import type { KeyName } from './keys.ts';
import { linesOf, waitingLine } from './lines.ts';
import type { Input, Screen } from './screen.ts';
import type { Store } from './store.ts';

/**
 * The key of the desk that a button of the headset stands for now; null: none. A headset that is told of a call by its lights
 * answers with its new state, which asks for nothing: only what changes the call is a key.
 */
export function keyOfHeadset(event: HeadsetEvent, screen: Screen): KeyName | null {
  const area = callArea(screen);
  switch (event.kind) {
    case 'hook':
      if (event.off) return area.kind === 'ringing' || waitingLine(screen) !== null ? 'answer' : null;
      return screen.phone.call !== null && area.kind !== 'ringing' ? 'hangUp' : null;
    case 'mute':
      return area.kind === 'talking' && event.to !== area.muted ? 'mute' : null;
    case 'flash': {
      if (waitingLine(screen) !== null) return 'answer';
      const other = linesOf(screen).find(({ isAt, state }) => !isAt && state !== 'wrap-up');
      if (other) return other.number === 1 ? 'line1' : 'line2';
      return area.kind === 'talking' ? 'hold' : null;
    }
    case 'redial':
      return area.kind === 'idle' ? 'redial' : null;
    case 'reject':
      return area.kind === 'ringing' || waitingLine(screen) !== null ? 'refuse' : null;
    default:
      return event satisfies never;
  }
}

/** What the headset shows of my calls. */
export function lightsOf(screen: Screen): HeadsetLights {
  const { call } = screen.phone;
  if (call === null) return DARK;
  const area = callArea(screen);
  const offHook = call.phase !== 'ringing';
  const mute = call.phase === 'talking' && call.muted;
  return {
    ring: (call.phase === 'ringing' && area.kind === 'ringing') || waitingLine(screen) !== null,
    offHook,
    mute,
    hold: area.kind === 'talking' && area.onHold,
    microphone: offHook && !mute,
  };
}

/** Has the buttons of the headset do what the keys do, and its lights show how the call is. `press` presses a key. */
export function keepHeadset(
  store: Pick<Store<Screen, Input>, 'get' | 'watch'>,
  headset: Headset,
  press: (key: KeyName) => void,
): () => void {
  const show = () => headset.show(lightsOf(store.get()));
  const stops = [
    headset.listen(event => {
      const key = keyOfHeadset(event, store.get());
      if (key) press(key);
    }),
    store.watch(show),
  ];
  show();
  return () => {
    for (const stop of stops) stop();
  };
}

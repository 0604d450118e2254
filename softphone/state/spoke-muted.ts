import type { Clock, Timer } from '../../src/kit/clock.ts';
import type { Sound } from '../phone/sound.ts';
import { callArea } from './call-area.ts';
import { askedParty } from './consult.ts';
import type { Input, Screen } from './screen.ts';
import type { Store } from './store.ts';

/** The notice stays for so long, ms. */
export const TOLD_MS = 8_000;

/**
 * I am muted, and somebody would hear me if I were not. On hold nobody would: what is said then is meant for the room. A
 * colleague whom I consult would, while the customer has music.
 */
export function isMutedUnawares(screen: Screen): boolean {
  if (!screen.audio.settings.mutedNotice) return false;
  const area = callArea(screen);
  if (area.kind !== 'talking' || !area.muted || area.voice !== 'here') return false;
  if (askedParty(area)?.state === 'aside') return true;
  return !area.onHold && area.call?.farHold !== true;
}

/** Tells who speaks into a muted microphone that nobody hears them. */
export function keepSpokeMuted(
  store: Pick<Store<Screen, Input>, 'get' | 'send' | 'watch'>,
  sound: Pick<Sound, 'listenMuted'>,
  clock: Clock,
): () => void {
  let stop: (() => void) | null = null;
  let shown: Timer | null = null;
  const end = () => {
    stop?.();
    stop = null;
    shown?.cancel();
    shown = null;
  };
  const hide = () => store.send({ kind: 'spoke-muted', on: false });
  const unwatch = store.watch(() => {
    const isMuted = isMutedUnawares(store.get());
    if (isMuted && stop === null) {
      stop = sound.listenMuted(() => {
        store.send({ kind: 'spoke-muted', on: true });
        shown?.cancel();
        shown = clock.after(TOLD_MS, hide);
      });
    }
    if (isMuted || stop === null) return;
    end();
    if (store.get().spokeMuted) hide();
  });
  return () => {
    unwatch();
    end();
  };
}

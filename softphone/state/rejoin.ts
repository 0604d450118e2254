import type { Clock, Timer } from '../../src/kit/clock.ts';
import type { Api } from '../link/api.ts';
import { asFault } from '../link/fault.ts';
import { callById, type Input, me, type Screen } from './screen.ts';
import type { Store } from './store.ts';

/** A page that is still without its call asks for it again after this, ms. */
export const ASK_EVERY_MS = 2_500;
/** A leg that was hung up may be the news of a call that is over: the centre says so within this time, ms. */
export const HUNG_UP_GRACE_MS = 1_000;

/**
 * The call that this page should be talking in and is not, or null: the page was loaded anew, or is a new one after a
 * crash. Who hung up, or gave no microphone, wants no call back; nor does a page whose telephone is in another tab.
 */
export function missedCall(screen: Screen): string | null {
  const { who, phone, rejoin } = screen;
  const work = me(screen)?.work;
  if (who.phone === null || work?.kind !== 'talking') return null;
  const call = callById(screen, work.call);
  if (call?.phase !== 'talking') return null;
  if (phone.call) return isComing(screen) && phone.call.call === call.id ? call.id : null;
  if (phone.line.kind === 'elsewhere' || phone.line.kind === 'refused') return null;
  if (rejoin?.call === call.id && rejoin.refused) return null;
  const end = phone.lastEnd?.why;
  // A leg it was given back may go again with the call process: Asterisk hangs up what nobody takes in.
  const isHungUpAgain = end === 'they-hung-up' && rejoin?.call === call.id;
  return end === undefined || end === 'failed' || end === 'cancelled' || isHungUpAgain ? call.id : null;
}

/** The call to ask for now: everything it takes is there again. */
export function callToAskFor(screen: Screen): string | null {
  const { link, callsAway, phone } = screen;
  const ready = link === 'up' && !callsAway && phone.line.kind === 'registered' && phone.call === null;
  return ready ? missedCall(screen) : null;
}

/** The leg that rings here is the one this page asked for. */
function isComing({ phone, rejoin }: Screen): boolean {
  const isOnItsWay = phone.call?.phase === 'ringing' || phone.call?.phase === 'answering';
  return isOnItsWay && rejoin !== null && rejoin.call === phone.call?.call;
}

/**
 * Asks for the missed call as soon as the telephone is registered, and again while it does not come. A server that
 * refuses knows another telephone of this person with the voice on it: then the page leaves it there.
 */
export function keepRejoined(store: Store<Screen, Input>, api: Pick<Api, 'order'>, clock: Clock): () => void {
  let timer: Timer | null = null;
  const ask = () => {
    const call = callToAskFor(store.get());
    timer = call === null ? null : clock.after(ASK_EVERY_MS, ask);
    if (call === null) return;
    store.send({ kind: 'asked-rejoin', call, refused: false });
    api.order(call, 'rejoin').catch((thrown: unknown) => {
      const refused = asFault(thrown).code === 'step-not-possible';
      if (refused) store.send({ kind: 'asked-rejoin', call, refused });
    });
  };
  const stop = store.watch(() => {
    if (callToAskFor(store.get()) !== null) {
      const isHungUp = store.get().phone.lastEnd?.why === 'they-hung-up';
      if (timer === null && isHungUp) timer = clock.after(HUNG_UP_GRACE_MS, ask);
      else if (timer === null) ask();
      return;
    }
    timer?.cancel();
    timer = null;
  });
  return () => {
    stop();
    timer?.cancel();
  };
}

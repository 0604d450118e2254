import type { Clock, Timer } from '../../src/kit/clock.ts';
import type { Api } from '../link/api.ts';
import { asFault } from '../link/fault.ts';
import { ASK_EVERY_MS, mayComeAgain } from './rejoin.ts';
import { type Input, me, type Screen } from './screen.ts';
import type { Store } from './store.ts';
import { supervised } from './supervision.ts';

/**
 * The talk that this page should be hearing and is not, or null: the page was loaded anew, or its connection was lost, while
 * its person supervised. What is on another telephone of theirs stays there, and who has left wants nothing back.
 */
export function missedSupervision(screen: Screen): string | null {
  const { who, phone, supervision } = screen;
  const now = supervised(screen);
  if (now === null || phone.call !== null || now.own.line !== who.phone?.user) return null;
  if (phone.line.kind === 'elsewhere' || phone.line.kind === 'refused') return null;
  if (supervision?.call === now.call.id && supervision.stage === 'leaving') return null;
  return mayComeAgain(phone.lastEnd?.why) ? now.call.id : null;
}

/** The page is in a talk by the centre's word, and its voice is still on the way back to it. */
export const isComingBack = (screen: Screen): boolean => missedSupervision(screen) !== null;

/** A telephone that is just called has so long to ring here, ms: it may be the page's own wish. */
const RING_GRACE_MS = ASK_EVERY_MS;

/** Asks for the place in the talk as soon as the telephone is registered, and again while it does not come. */
export function keepSupervising(
  store: Store<Screen, Input>,
  api: Pick<Api, 'rejoinSupervision'>,
  clock: Clock,
): () => void {
  let next: { readonly call: string; readonly timer: Timer | null } | null = null;
  const ask = (call: string) => {
    next = { call, timer: clock.after(ASK_EVERY_MS, () => ask(call)) };
    api.rejoinSupervision(call).catch((thrown: unknown) => {
      // It is at another telephone, or over: the picture says which, and another one begins anew.
      if (!LEAVE_IT.has(asFault(thrown).code) || next?.call !== call) return;
      next.timer?.cancel();
      next = { call, timer: null };
    });
  };
  const stop = store.watch(() => {
    const screen = store.get();
    const { link, callsAway, phone } = screen;
    // The centre hears of the telephone a moment after the page: until then it would refuse to call it.
    const isSeen = phone.line.kind === 'registered' && me(screen)?.phone === 'registered';
    const isReady = link === 'up' && !callsAway && isSeen;
    const call = isReady ? missedSupervision(screen) : null;
    if (call === (next?.call ?? null)) return;
    next?.timer?.cancel();
    next = null;
    if (call === null) return;
    if (supervised(screen)?.own.up) ask(call);
    else next = { call, timer: clock.after(RING_GRACE_MS, () => ask(call)) };
  });
  return () => {
    stop();
    next?.timer?.cancel();
  };
}

const LEAVE_IT: ReadonlySet<string> = new Set(['on-desk-phone', 'call-elsewhere', 'call-gone']);

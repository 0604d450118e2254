import type { Busy } from '../../src/agents/events.ts';
import type { Clock, Timer } from '../../src/kit/clock.ts';
import type { CallPicture } from '../../src/supervision/events.ts';
import { lineOf } from '../../src/supervision/parts.ts';
import type { Api } from '../link/api.ts';
import { asFault, type LinkFault } from '../link/fault.ts';
import type { CallEnd } from '../phone/phone.ts';
import { callById, type Input, me, type Screen } from './screen.ts';
import type { Store } from './store.ts';

/** A page that is still without its call asks for it again after this, ms. */
export const ASK_EVERY_MS = 2_500;
/** A leg that was hung up may belong to a call that is over: the centre says so within this time, ms. */
export const HUNG_UP_GRACE_MS = 1_000;

/** The centre may know that a call rings for this agent before their page does: its leg has so long to come, ms. */
export const RING_GRACE_MS = 2_500;

/** The call is on another telephone of this person: that of another browser or computer, or of another tab. */
export function isElsewhere({ who, phone }: Screen, call: CallPicture): boolean {
  if (who.phone === null || phone.call?.call === call.id) return false;
  const line = lineOf(who.person.id, call);
  return phone.line.kind === 'elsewhere' || (line !== null && line !== who.phone.user);
}

/**
 * The call that this page should be talking in and is not, or null: the page was loaded anew, or is a new one after a
 * crash. Who hung up, or gave no microphone, wants no call back. What is on another telephone stays there, unless the
 * person has said that this page is to take it over.
 */
export function missedCall(screen: Screen): string | null {
  const { who, phone, rejoin } = screen;
  const work = me(screen)?.work;
  if (who.phone === null || (work?.kind !== 'talking' && work?.kind !== 'offered')) return null;
  const call = callById(screen, work.call);
  if (!call || !isIn(work, call)) return null;
  if (phone.call) return isComing(screen) && phone.call.call === call.id ? call.id : null;
  if (phone.line.kind === 'elsewhere' || phone.line.kind === 'refused') return null;
  if (screen.takeOver === call.id) return call.id;
  if (isElsewhere(screen, call)) return null;
  if (rejoin?.call === call.id && rejoin.refused) return null;
  const end = phone.lastEnd?.why;
  // A leg it was given back may go again with the call process: Asterisk hangs up what nobody takes in.
  const isHungUpAgain = end === 'they-hung-up' && rejoin?.call === call.id;
  return mayComeAgain(end) || isHungUpAgain ? call.id : null;
}

/** A leg that ended so is no wish of the person; another program may leave the microphone at any moment. */
export const mayComeAgain = (end: CallEnd['why'] | undefined): boolean =>
  end === undefined || end === 'failed' || end === 'cancelled' || end === 'microphone-busy';

/** They talk in it, or call a customer, who is rung by now: until the answer they are offered their own call. */
const isIn = ({ kind }: Busy, { phase, customerRung }: CallPicture): boolean =>
  kind === 'talking' ? phase === 'talking' : phase === 'dialling' && customerRung === true;

/**
 * The call that should ring on this page and does not, or null: its leg went to the page that was here before, or over a
 * connection that is no more.
 */
function missedRing(screen: Screen): string | null {
  const work = me(screen)?.work;
  if (screen.who.phone === null || work?.kind !== 'offered') return null;
  const call = callById(screen, work.call);
  return call?.phase === 'offered' && !isElsewhere(screen, call) ? call.id : null;
}

/** The call to ask for now, in which everything that it takes is there again. */
export function callToAskFor(screen: Screen): string | null {
  const { link, callsAway, phone } = screen;
  const ready = link === 'up' && !callsAway && phone.line.kind === 'registered' && phone.call === null;
  return ready ? (missedCall(screen) ?? missedRing(screen)) : null;
}

/** The leg that rings here is the one this page asked for. */
function isComing({ phone, rejoin }: Screen): boolean {
  const isOnItsWay = phone.call?.phase === 'ringing' || phone.call?.phase === 'answering';
  return isOnItsWay && rejoin !== null && rejoin.call === phone.call?.call;
}

/** How long to wait before `call` is asked for the first time, ms. */
function graceMs(screen: Screen, call: string): number {
  if (missedCall(screen) !== call) return RING_GRACE_MS;
  if (screen.takeOver === call) return 0;
  return screen.phone.lastEnd?.why === 'they-hung-up' ? HUNG_UP_GRACE_MS : 0;
}

/** Answers of a server that leaves the call where it is. */
const LEAVE_IT: ReadonlySet<string> = new Set([
  'already-given-on',
  'call-elsewhere',
  'call-gone',
  'not-in-talk',
  'not-leading',
  'on-desk-phone',
]);

/**
 * Asks for the missed call as soon as the telephone is registered, and again while it does not come. A server that
 * refuses knows another telephone of this person with the voice on it: then the page leaves it there.
 */
export function keepRejoined(
  store: Store<Screen, Input>,
  api: Pick<Api, 'rejoin'>,
  clock: Clock,
  onFault: (fault: LinkFault) => void,
): () => void {
  let next: { readonly call: string; readonly timer: Timer | null } | null = null;
  const askAfter = (call: string, ms: number) => {
    next = { call, timer: clock.after(ms, () => ask(call)) };
  };
  const ask = (call: string) => {
    const isTalk = missedCall(store.get()) === call;
    askAfter(call, ASK_EVERY_MS);
    const { takeOver } = store.get();
    if (isTalk) store.send({ kind: 'asked-rejoin', call, refused: false });
    api.rejoin(call, takeOver === call).catch((thrown: unknown) => {
      const fault = asFault(thrown);
      if (!LEAVE_IT.has(fault.code)) return;
      if (takeOver === call) {
        store.send({ kind: 'asked-take-over', call: null });
        onFault(fault);
      } else if (isTalk) store.send({ kind: 'asked-rejoin', call, refused: true });
      else if (next?.call === call) leaveRinging(call);
    });
  };
  /** It rings at another telephone of this person. */
  const leaveRinging = (call: string) => {
    next?.timer?.cancel();
    next = { call, timer: null };
  };
  const stop = store.watch(() => {
    const screen = store.get();
    const call = callToAskFor(screen);
    if (call === (next?.call ?? null)) return;
    next?.timer?.cancel();
    next = null;
    if (call === null) return;
    const grace = graceMs(screen, call);
    if (grace === 0) ask(call);
    else askAfter(call, grace);
  });
  return () => {
    stop();
    next?.timer?.cancel();
  };
}

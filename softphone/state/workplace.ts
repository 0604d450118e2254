import type { Will } from '../../src/agents/events.ts';
import type { PauseReason, RecordingOrder, SupervisionMode } from '../../src/calls/events.ts';
import type { WhoAmI } from '../../src/http/shapes/session.ts';
import type { Clock, Timer } from '../../src/kit/clock.ts';
import type { Api, DisposeWish } from '../link/api.ts';
import { asFault, type LinkFault } from '../link/fault.ts';
import { liveSocket, type Socket, type SocketHandlers } from '../link/live-socket.ts';
import type { Phone } from '../phone/phone.ts';
import type { Sound } from '../phone/sound.ts';
import type { Tone, Tones } from '../phone/tones.ts';
import { keepAutoAnswer } from './auto-answer.ts';
import { callArea, callInHand, isGhost, presentTicket } from './call-area.ts';
import { fetchChoices } from './choices.ts';
import { askedParty, endsForAll } from './consult.ts';
import { helpAsked } from './help.ts';
import { keepHungUp } from './hung-up.ts';
import { keepMute } from './kept-mute.ts';
import { isWithoutMe, keepWaitingTold, type Line, waitingLine } from './lines.ts';
import { keepPauseTold } from './recorder.ts';
import { keepRejoined } from './rejoin.ts';
import { type Input, isLeaving, me, newScreen, react, type Screen } from './screen.ts';
import { keepSpokeMuted } from './spoke-muted.ts';
import { createStore, type Store } from './store.ts';
import { CALLED_WITHIN_MS, notCalled } from './supervision.ts';
import { keepSupervising } from './supervision-back.ts';
import { keepTakeOverTold } from './take-over-told.ts';
import { keepVoiceTold } from './voice-told.ts';

/** A call the centre has ended is given this long to end by itself in the browser, ms. */
const GHOST_GRACE_MS = 4_000;
/** The centre does not see a telephone that believes to be registered: register again after this, ms. */
const UNSEEN_GRACE_MS = 6_000;
/** No call came through to a telephone that believes to be registered: register again after this, ms. */
const UNREACHED_GRACE_MS = 2_000;
/** Without a message for this long the page asks whether its session still exists, ms. */
const DEAF_GRACE_MS = 5_000;

export interface WorkplaceParts {
  readonly who: WhoAmI;
  readonly api: Api;
  /** Null for people without a telephone in the browser. */
  readonly phone: Phone | null;
  readonly sound: Sound;
  readonly tones: Tones;
  readonly clock: Clock;
  readonly openSocket: (handlers: SocketHandlers) => Socket;
  /** Shows a failed wish to the person. */
  readonly onFault: (fault: LinkFault) => void;
}

/** What a logged-in person sees and can do. */
export interface Workplace {
  readonly store: Store<Screen, Input>;
  readonly api: Api;
  readonly phone: Phone | null;
  readonly sound: Sound;
  readonly tones: Tones;
  readonly clock: Clock;
  setWill(will: Will): Promise<void>;
  setAutoAnswer(on: boolean): Promise<void>;
  /** Whether my second call joins the first by itself. */
  setAutoJoin(on: boolean): Promise<void>;
  /** Whether a call for me alone waits beside my talk. */
  setCallWaiting(on: boolean): Promise<void>;
  hold(on: boolean): Promise<void>;
  /** Orders something of the recording of the call in hand. */
  record(order: RecordingOrder, why?: PauseReason): Promise<void>;
  /**
   * Ends the call by SIP, or by the centre when the voice is not in this tab. Where it ends a conference for all, I am asked
   * first whether I am sure.
   */
  hangUp(isSure?: boolean): Promise<void>;
  /** Goes to this line of mine; of one that is over, the page shows what I am to say of it. */
  takeLine(line: Line): Promise<void>;
  /** Makes one conference of my two calls. */
  joinLines(call: string): Promise<void>;
  /** The call that waits while I talk goes to my voicemail. */
  refuseWaiting(): Promise<void>;
  /** Brings the call from another page or computer to this one; its person was asked. */
  takeOver(): Promise<void>;
  /** Asks the supervisors for help in a talk, or takes that back. */
  askHelp(call: string, on: boolean): Promise<boolean>;
  /** Goes on with the colleague whom I have asked; lets one of a conference leave. */
  withColleague(call: string, what: 'complete' | 'swap' | 'conference'): Promise<boolean>;
  drop(call: string, colleague: string | null): Promise<boolean>;
  /** Has a colleague of a conference, or the customer (null), heard by nobody, or again. */
  mute(call: string, colleague: string | null, on: boolean): Promise<boolean>;
  /** Tells the agent that their request for help was seen. */
  seeHelp(call: string): Promise<boolean>;
  /** Goes into the talk of an agent, or is there in another way from now on; or has the call instead of them. */
  supervise(call: string, mode: SupervisionMode | 'take-over'): Promise<void>;
  /** Leaves it; of one that is over, the sentence goes. */
  leaveSupervision(): void;
  dispose(call: string, choice: DisposeWish): Promise<boolean>;
  askMicrophone(): Promise<boolean>;
  close(): Promise<void>;
}

export function openWorkplace(parts: WorkplaceParts): Workplace {
  const { api, phone, sound, tones, clock, onFault } = parts;
  const store = createStore(newScreen(parts.who, clock.now()), react);
  const live = liveSocket({
    open: parts.openSocket,
    clock,
    chance: Math.random,
    isShown: () => document.visibilityState === 'visible',
    onMessage: message => store.send({ kind: 'live-message', message, browserNow: clock.now() }),
    onLink(up) {
      store.send({ kind: 'link', up });
      // What one socket found again the other need not wait for.
      if (up && phone?.picture().line.kind === 'reconnecting') phone.refresh();
    },
  });

  /** Runs a wish; true when the server took it. */
  async function wish(what: () => Promise<unknown>): Promise<boolean> {
    try {
      await what();
      return true;
    } catch (thrown) {
      onFault(asFault(thrown));
      return false;
    }
  }

  /** The live socket is refused without a word when the session is over; the API knows. */
  const askWhetherOver = () => {
    api.whoAmI().then(
      who => who ?? store.send({ kind: 'nobody' }),
      () => undefined,
    );
  };

  const showSound = () => {
    store.send({ kind: 'audio', audio: sound.state() });
    const { bell, bellToo, voice } = sound.state();
    tones.soundOn({ bell: bell.device, bellToo, voice: voice.device });
  };

  const stops = [
    fetchChoices(store, api, clock),
    phone?.watch(() => store.send({ kind: 'phone', picture: phone.picture() })),
    keepSounding(tones, store),
    store.watch(
      patience(
        clock,
        GHOST_GRACE_MS,
        () => isGhost(store.get()) || isCutOff(store.get()),
        () => void phone?.hangUp(),
      ),
    ),
    store.watch(
      patience(
        clock,
        UNSEEN_GRACE_MS,
        () => isUnseen(store.get()),
        () => phone?.refresh(),
      ),
    ),
    store.watch(
      patience(
        clock,
        UNREACHED_GRACE_MS,
        () => isUnreached(store.get()),
        () => phone?.refresh(),
      ),
    ),
    store.watch(patience(clock, DEAF_GRACE_MS, () => store.get().link === 'away', askWhetherOver)),
    store.watch(() => lookUp(api, store)),
    phone ? keepRejoined(store, api, clock, onFault) : undefined,
    phone ? keepSupervising(store, api, clock) : undefined,
    keepTakeOverTold(store, onFault),
    phone ? keepHungUp(store, api, clock) : undefined,
    phone ? keepMute(phone, sessionStorage) : undefined,
    phone ? keepSpokeMuted(store, sound, clock) : undefined,
    phone ? keepVoiceTold(phone, () => store.get(), api) : undefined,
    keepWaitingTold(store, clock, tone => void tones.tell(tone, sound.state().voice.device)),
    keepPauseTold(store, clock, tone => void tones.tell(tone, sound.state().voice.device)),
    phone
      ? keepAutoAnswer(phone, sound, tones, (leg, trouble) =>
          store.send({ kind: 'auto-answer', leg, trouble }),
        )
      : undefined,
    sound.watch(showSound),
    phone ? onLine(phone, { lost: () => live.renew(), back: () => live.hurry() }) : undefined,
    onReturn({
      network: () => live.renew(),
      person() {
        live.hurry();
        phone?.refresh();
      },
    }),
  ];

  void phone?.start();
  showSound();

  return {
    store,
    api,
    phone,
    sound,
    tones,
    clock,
    async setWill(will) {
      if (isLeaving(store.get())) return;
      store.send({ kind: 'asked-will', will });
      if (!(await wish(() => api.setWill(will)))) store.send({ kind: 'asked-will', will: null });
    },
    async setAutoJoin(on) {
      await wish(() => api.setAutoJoin(on));
    },
    async setCallWaiting(on) {
      await wish(() => api.setCallWaiting(on));
    },
    async setAutoAnswer(on) {
      await wish(() => api.setAutoAnswer(on));
    },
    async hold(on) {
      const area = callArea(store.get());
      const call = callInHand(area);
      if (call === null || (area.kind === 'talking' && area.holdPending)) return;
      store.send({ kind: 'asked-hold', hold: on });
      if (!(await wish(() => api.order(call, on ? 'hold' : 'resume')))) {
        store.send({ kind: 'asked-hold', hold: null });
      }
    },
    async record(order, why) {
      const call = callInHand(callArea(store.get()));
      if (call !== null) await wish(() => api.record(call, order, why));
    },
    async hangUp(isSure = false) {
      const area = callArea(store.get());
      if (!isSure && area.kind === 'talking' && endsForAll(area) && area.voice !== 'elsewhere')
        return store.send({ kind: 'asked-end', call: area.id });
      // A leg that is only on its way back here would be refused, and the customer would be left with the old one.
      const isReturning = 'voice' in area && area.voice === 'returning';
      // With another call on hold the telephone is not put down: the server ends the one that I am at.
      const isSecond = me(store.get())?.beside?.kind === 'talking';
      if (phone?.picture().call && !isReturning && !isSecond) return phone.hangUp();
      if (area.kind === 'idle' || area.kind === 'wrap-up' || !area.id) return;
      if ('voice' in area && area.voice === 'elsewhere') return;
      const call = area.id;
      await wish(() => api.order(call, 'hang-up'));
    },
    async takeLine({ call, isAt, state }) {
      store.send({ kind: 'show-line', call: !isAt && state === 'wrap-up' ? call : null });
      const isThere = isWithoutMe(state) || (state === 'ringing' && !isAt);
      if (isThere) await wish(() => api.order(call, 'take-line'));
    },
    async refuseWaiting() {
      const line = waitingLine(store.get());
      if (line) await wish(() => api.order(line.call, 'hang-up'));
    },
    async joinLines(call) {
      await wish(() => api.order(call, 'join'));
    },
    async takeOver() {
      const area = callArea(store.get());
      if (area.kind !== 'talking' || !area.id || area.voice !== 'elsewhere') return;
      store.send({ kind: 'asked-take-over', call: area.id });
      if (phone?.picture().line.kind === 'elsewhere') await phone.start(true);
    },
    askHelp: (call, on) => wish(() => api.askHelp(call, on)),
    withColleague: (call, what) => wish(() => api.withColleague(call, what)),
    drop: (call, colleague) => wish(() => api.drop(call, colleague)),
    mute: (call, colleague, on) => wish(() => api.mute(call, colleague, on)),
    seeHelp: call => wish(() => api.seeHelp(call)),
    async supervise(call, mode) {
      const before = store.get().supervision;
      const isThere = before?.call === call && before.stage === 'in';
      const agent = store.get().picture?.calls.find(each => each.id === call)?.agent ?? null;
      if (!isThere) {
        if (phone?.picture().line.kind === 'registered') sound.openEarly();
        store.send({ kind: 'supervision', supervision: { stage: 'asked', call, agent } });
      }
      const taken = await wish(() => api.supervise(call, mode));
      // Refused, and not merely in another way.
      if (!taken && store.get().supervision?.stage === 'asked')
        return store.send({ kind: 'supervision', supervision: null });
      clock.after(CALLED_WITHIN_MS, () => {
        const { supervision } = store.get();
        const after = notCalled(supervision, call);
        if (after !== supervision) store.send({ kind: 'supervision', supervision: after });
      });
    },
    leaveSupervision() {
      const { supervision } = store.get();
      if (supervision === null) return;
      const isOver = supervision.stage === 'over';
      store.send({ kind: 'supervision', supervision: isOver ? null : { ...supervision, stage: 'leaving' } });
      if (!isOver) void wish(() => api.endSupervision(supervision.call));
    },
    dispose: (call, choice) => wish(() => api.dispose(call, choice)),
    async askMicrophone() {
      return (await sound.ask()) === 'granted';
    },
    async close() {
      for (const stop of stops) stop?.();
      tones.stop();
      sound.close();
      live.close();
      await phone?.stop();
    },
  };
}

/** After a reload in wrap-up the call is no longer in the picture: its ticket is asked for by name, once. */
const asked = new WeakMap<Store<Screen, Input>, Set<string>>();
function lookUp(api: Api, store: Store<Screen, Input>): void {
  const area = callArea(store.get());
  if (area.kind !== 'wrap-up' || presentTicket(store.get(), area) !== null) return;
  const before = asked.get(store) ?? new Set();
  asked.set(store, before);
  if (before.has(area.id)) return;
  before.add(area.id);
  api
    .call(area.id)
    .then(card => store.send({ kind: 'looked-up', call: card.id, ticket: card.ticket }))
    .catch(() => undefined);
}

/** Which sound fits the screen, if any. */
export function toneFor(screen: Screen): Tone | null {
  const area = callArea(screen);
  // Who is about to be answered is told of by a tone in the ear, not by the bell.
  if (area.kind === 'ringing' && area.byItself === 'soon') return null;
  if (area.kind === 'ringing' && area.voice !== 'desk' && area.voice !== 'elsewhere') return 'ring';
  if (area.kind === 'dialling' && area.voice === 'here' && !area.call.earlyMedia) return 'ringback';
  const asked = area.kind === 'talking' && area.voice === 'here' ? askedParty(area) : null;
  // What is heard of a number outside comes by the telephone.
  if (asked?.state === 'ringing' && 'agent' in asked) return 'ringback';
  // Who is in a call themselves sees it.
  return area.kind === 'idle' && helpAsked(screen).length > 0 ? 'help' : null;
}

/** Silences only what it began itself: a bell that is being tried goes on while the screen changes. */
function keepSounding(tones: Tones, store: Pick<Store<Screen, never>, 'get' | 'watch'>): () => void {
  let begun: Tone | null = null;
  return store.watch(() => {
    const tone = toneFor(store.get());
    if (tone) tones.start(tone);
    else if (begun) tones.stop();
    begun = tone;
  });
}

/** Nothing is left of the session, and its telephone was cut off: a call that is still drawn here has no other side. */
function isCutOff(screen: Screen): boolean {
  const { loggedOut, phone } = screen;
  return loggedOut && phone.call !== null && phone.line.kind !== 'registered';
}

/** The page believes to be registered and the centre does not see it: the server's view decides who gets calls. */
function isUnseen(screen: Screen): boolean {
  return (
    screen.link === 'up' &&
    !screen.callsAway &&
    screen.phone.line.kind === 'registered' &&
    screen.picture !== null &&
    me(screen)?.phone !== 'registered'
  );
}

/** What the telephone system has of an address that no call reaches: a registration may have overtaken a newer one. */
export function isUnreached(screen: Screen): boolean {
  const { rest } = me(screen) ?? {};
  if (!rest || rest.over) return false;
  const isHere = screen.phone.line.kind === 'registered' && screen.phone.call === null;
  return isHere && screen.link === 'up' && ['failed', 'silent', 'unreachable'].includes(rest.why);
}

/** Acts when something stays true for a while, again and again until it stops being true. */
function patience(clock: Clock, ms: number, holds: () => boolean, act: () => void): () => void {
  let timer: Timer | null = null;
  const again = () => {
    timer = holds() ? clock.after(ms, again) : null;
    if (timer) act();
  };
  return () => {
    if (!holds()) {
      timer?.cancel();
      timer = null;
      return;
    }
    timer ??= clock.after(ms, again);
  };
}

/** Calls `lost` when the telephone has lost its socket, or found out that it leads nowhere: then other sockets do too. */
function onLine(phone: Phone, { lost, back }: { lost(): void; back(): void }): () => void {
  let before = phone.picture().line.kind;
  return phone.watch(() => {
    const now = phone.picture().line.kind;
    if (before === 'registered' && now === 'reconnecting') lost();
    if (before === 'reconnecting' && now === 'registered') back();
    before = now;
  });
}

/** Tells when the network returns, of which the telephone hears by itself, and when the page is looked at again. */
function onReturn({ network, person }: { network(): void; person(): void }): () => void {
  const seen = () => {
    if (document.visibilityState === 'visible') person();
  };
  window.addEventListener('online', network);
  document.addEventListener('visibilitychange', seen);
  return () => {
    window.removeEventListener('online', network);
    document.removeEventListener('visibilitychange', seen);
  };
}

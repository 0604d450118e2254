import { type Busy, isBusy } from '../../src/agents/events.ts';
import type { Clock, Timer } from '../../src/kit/clock.ts';
import type { CallPicture } from '../../src/supervision/events.ts';
import { colleagueOf, peopleOf } from '../../src/supervision/parts.ts';
import type { Tone } from '../phone/tones.ts';
import { areTwo } from './among-ours.ts';
import { type CallArea, callArea, callInHand, internalPart } from './call-area.ts';
import { askedParty, leftMeanwhile } from './consult.ts';
import { callById, me, type Screen } from './screen.ts';
import type { Store } from './store.ts';

/** One of the calls that I have in hand. */
export interface Line {
  /** The one that came first is 1. */
  readonly number: 1 | 2;
  readonly call: string;
  readonly picture: CallPicture | null;
  /** `goes-on`: a conference whose others talk while I am at the other line. */
  readonly state: 'talking' | 'held' | 'goes-on' | 'calling' | 'ringing' | 'wrap-up';
  /** Of its state; null when it is not known. */
  readonly since: number | null;
  /** I am at this one. */
  readonly isAt: boolean;
}

/** Of two of ours who talk the call is each one's. */
const isMine = (call: CallPicture, own: string): boolean =>
  call.agent === own || (call.pair === true && colleagueOf(own, call) !== undefined);

/** My lines, 1 before 2; a colleague's call in which I am is none of mine. */
export function linesOf(screen: Screen): readonly Line[] {
  const mine = me(screen);
  const works = [mine?.work, mine?.beside].flatMap(work => (work && isBusy(work) ? [work] : []));
  const lines = works.flatMap((work, place) => {
    const picture = callById(screen, work.call);
    if (picture && mine && work.kind !== 'wrap-up' && !isMine(picture, mine.id)) return [];
    const { call } = work;
    const state = stateOf(work, picture);
    // How long it is without me is known of the call that I am away from.
    const without = (state === 'held' ? picture?.heldSince : undefined) ?? picture?.away ?? null;
    const since = isWithoutMe(state) ? without : work.since;
    return [{ call, picture, since, state, begun: picture?.arrivedAt ?? work.since, isAt: place === 0 }];
  });
  // What waits beside a colleague's call, in which I am, is the second of my calls.
  const isBeside = lines.length === 1 && lines[0]?.isAt === false;
  return lines
    .sort((a, b) => a.begun - b.begun)
    .map(({ begun: _, ...line }, place) => ({
      ...line,
      number: place === 0 && !isBeside ? 1 : 2,
    }));
}

function stateOf({ kind }: Busy, picture: CallPicture | null): Line['state'] {
  if (kind === 'wrap-up') return 'wrap-up';
  if (picture?.phase === 'dialling') return 'calling';
  if (kind === 'offered') return 'ringing';
  if (picture?.onHold) return 'held';
  if (picture?.away === undefined) return 'talking';
  return leftMeanwhile({ call: picture, guest: null }) === 'others' ? 'goes-on' : 'held';
}

/** It is up, and I go to it, or take who is on hold back. */
export const isWithoutMe = (state: Line['state']): state is 'held' | 'goes-on' =>
  state === 'held' || state === 'goes-on';

/** Whether going to this line changes anything: I am elsewhere, or the page is about the other one. */
export function mayTakeLine(screen: Screen, { call, isAt, state }: Line): boolean {
  if (isWithoutMe(state)) return true;
  if (isAt) return besideShown(screen) !== null;
  return state === 'ringing' || (state === 'wrap-up' && screen.shownLine !== call);
}

/** A call for me alone that waits while I talk; null: none. */
export function waitingLine(screen: Screen): Line | null {
  const isIn = me(screen)?.work.kind === 'talking';
  return (isIn && linesOf(screen).find(({ isAt, state }) => !isAt && state === 'ringing')) || null;
}

/**
 * What becomes of a call that waits, or of one that I make, where I have set that it joins my talk by itself: `soon`, or
 * `if-allowed` into one whose customer I called; else what it waits for. `several`: in my call with colleagues there are more than
 * one, and none of them goes over to another call. `full`: nobody else can come into the talk. `owes`: who would come has not
 * wrapped up their part in it. `guest`: I cannot take it before I leave the call of the colleague who leads it, or end my own to one who
 * has not answered, whatever I have set.
 */
export type WaitingJoins =
  | 'soon'
  | 'if-allowed'
  | 'on-hold'
  | 'far-hold'
  | 'asked'
  | 'paused'
  | 'several'
  | 'full'
  | 'owes'
  | 'guest';

/** Null: nothing waits, or it is taken by key; of one that I make: nothing keeps it apart, as far as the page knows. */
export function waitingJoins(screen: Screen): WaitingJoins | null {
  const waits = waitingLine(screen);
  const area = callArea(screen);
  if (waits === null) return calledJoins(screen, area);
  if (area.kind !== 'talking' && area.kind !== 'dialling') return null;
  if (isCallingColleague(screen, area.call)) return 'guest';
  if (area.kind !== 'talking') return null;
  if (area.guest) return 'guest';
  if (!me(screen)?.autoJoin) return null;
  const { call, internal } = area;
  const isOurs = waits.picture?.direction === 'internal';
  if (internal !== null && !isOurs && !areTwo(call)) return 'several';
  if (askedParty(area) !== null) return 'asked';
  // A colleague of mine comes to a customer who waits, and whoever else waits comes to me.
  const [into, from] = internal !== null && !isOurs ? [waits.picture, call] : [call, waits.picture];
  if (into?.full) return 'full';
  if (owesIn(into, from, me(screen)?.id)) return 'owes';
  if (call?.onHold) return 'on-hold';
  if (call?.farHold) return 'far-hold';
  if (call?.recorder?.state === 'pausing' || call?.recorder?.state === 'paused') return 'paused';
  return call?.direction === 'out' && !isOurs ? 'if-allowed' : 'soon';
}

/** Why a second call that I make will not join the first by itself. */
function calledJoins(screen: Screen, area: CallArea): 'full' | 'several' | null {
  if (area.kind !== 'dialling' || area.call.direction !== 'out' || !me(screen)?.autoJoin) return null;
  const first = linesOf(screen).find(({ isAt, state }) => !isAt && isWithoutMe(state))?.picture ?? null;
  if (first?.direction === 'internal') return areTwo(first) ? null : 'several';
  return first?.full ? 'full' : null;
}

/** One of ours who would come from the other call had a part in this one, and has not wrapped it up. */
function owesIn(into: CallPicture | null, from: CallPicture | null, own: string | undefined): boolean {
  if (from?.direction !== 'internal') return false;
  const ours = peopleOf(from).filter(person => person !== own);
  return into?.wrapUps?.some(({ agent }) => ours.includes(agent)) ?? false;
}

/** They have not answered, or their voicemail speaks: my leg is for that call alone. */
const isCallingColleague = (screen: Screen, call: CallPicture | null): boolean =>
  call !== null && call.phase !== 'talking' && internalPart(screen, call) === 'caller';

/** Tells of a call that waits by a tone in the ear, again and again until it waits no more. */
export function keepWaitingTold(
  store: Pick<Store<Screen, never>, 'get' | 'watch'>,
  clock: Pick<Clock, 'after'>,
  tell: (tone: Extract<Tone, 'waits'>) => void,
): () => void {
  let again: Timer | null = null;
  const told = () => {
    tell('waits');
    again = clock.after(WAITS_EVERY_MS, told);
  };
  const quiet = () => {
    again?.cancel();
    again = null;
  };
  const stop = store.watch(() => {
    const screen = store.get();
    const area = callArea(screen);
    const isIn = area.kind === 'talking' || area.kind === 'dialling';
    const isHere = isIn && area.voice !== 'elsewhere';
    if (!isHere || waitingLine(screen) === null) quiet();
    else if (again === null) told();
  });
  return () => {
    quiet();
    stop();
  };
}

/** From one tone to the next while a call waits, ms. */
const WAITS_EVERY_MS = 4_000;

/** Whether I may call a second number from the talk that I am in. */
export function mayCallSecond(screen: Screen): boolean {
  const area = callArea(screen);
  const isFree = me(screen)?.beside === undefined && callInHand(area) !== null;
  return isFree && area.kind === 'talking' && askedParty(area) === null;
}

/** Whether I may make another call now that the one before is over and not yet wrapped up. */
export function mayCallAnother(screen: Screen): boolean {
  return callArea(screen).kind === 'wrap-up' && me(screen)?.beside === undefined;
}

/** Whether nothing but a wrap-up is left when I hang up: also while the caller still hears the notice of the recording. */
export function mayHangUpAndCall(screen: Screen): boolean {
  const area = callArea(screen);
  return area.kind === 'talking' && area.voice !== 'elsewhere' && me(screen)?.beside === undefined;
}

/** The call by which I make one conference of my two; null: I cannot now. */
export function joinableLines(screen: Screen): string | null {
  const [first, second] = linesOf(screen);
  const area = callArea(screen);
  const areUp = [first, second].every(line => line && (line.state === 'talking' || isWithoutMe(line.state)));
  if (!areUp || area.kind !== 'talking' || askedParty(area) !== null) return null;
  // Of a call with colleagues one alone goes over.
  const ours = [second, first].find(line => line?.picture?.direction === 'internal');
  return ours && !areTwo(ours.picture) ? null : (second?.call ?? null);
}

/** What the page is about: the call that I am at, or the other one, whose disposition I want to write. */
export function shownArea(screen: Screen): CallArea {
  const beside = besideShown(screen);
  if (beside === null) return callArea(screen);
  const call = callById(screen, beside.call);
  const owed = call?.wrapUps?.find(({ agent }) => agent === screen.who.person.id) ?? null;
  return { kind: 'wrap-up', id: beside.call, call, since: beside.since, owed };
}

/** My other call, which is over and which the page is about for the moment. */
function besideShown(screen: Screen): Busy | null {
  const { beside } = me(screen) ?? {};
  return beside?.kind === 'wrap-up' && beside.call === screen.shownLine ? beside : null;
}

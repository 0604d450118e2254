import { colleagueOf } from '../../src/supervision/parts.ts';
import { type CallArea, callArea, callInHand, presentCall, presentTicket } from './call-area.ts';
import {
  askedParty,
  isWithoutCustomer,
  joinedParties,
  mayHold,
  mayPressKeys,
  type Party,
} from './consult.ts';
import { helpWish } from './help.ts';
import type { KeyName } from './keys.ts';
import {
  joinableLines,
  linesOf,
  mayCallAnother,
  mayCallSecond,
  mayTakeLine,
  shownArea,
  waitingLine,
} from './lines.ts';
import { meantBy, ordersOf, recorderOf } from './recorder.ts';
import { isLeaving, type Screen } from './screen.ts';

type Talk = Extract<CallArea, { kind: 'talking' }>;

/**
 * Whether a key of a call does anything in this moment, on whatever page its person is. What shows one, what its button may and
 * what presses it ask here, so that they say the same.
 */
const ACTS = {
  answer: screen => ringsHere(screen) || waitingLine(screen) !== null,
  refuse: screen => ringsHere(screen) || waitingLine(screen) !== null,
  hold(screen) {
    const area = callArea(screen);
    return area.kind === 'talking' && callInHand(area) !== null && !area.holdPending && mayHold(area);
  },
  mute(screen) {
    const area = callArea(screen);
    return area.kind === 'talking' && area.voice === 'here';
  },
  // A ringing call is refused by a key of its own: a slip of the finger must not send a customer away.
  hangUp(screen) {
    const area = callArea(screen);
    const hasLeg = screen.phone.call !== null;
    if (area.kind === 'ringing') return false;
    if (area.kind === 'idle' || area.kind === 'wrap-up') return hasLeg;
    if ('voice' in area && area.voice === 'elsewhere') return false;
    return hasLeg || area.id !== null;
  },
  help: screen => helpWish(callArea(screen)) !== null,
  pauseRecording: screen => mayOrder(screen, 'pauseRecording'),
  record: screen => mayOrder(screen, 'record'),
  transfer(screen) {
    const area = talkOf(screen);
    if (area === null || area.guest) return false;
    // Whose session has ended sees no queues: the call is brought to its end.
    if (askedParty(area) === null) return callInHand(area) !== null && !isLeaving(screen);
    return asksFromHere(area) !== null && mayPass(area);
  },
  swap: screen => isAside(screen),
  conference: screen => isAside(screen) || joinableLines(screen) !== null,
  people(screen) {
    const area = talkOf(screen);
    return area !== null && area.guest === null && joinedParties(area).length > 0;
  },
  keypad(screen) {
    const area = shownArea(screen);
    if (area.kind === 'dialling') return area.voice === 'here' && area.call.direction === 'out';
    if (area.kind !== 'talking' || area.voice !== 'here' || area.id === null) return false;
    const asked = askedParty(area);
    return asked === null ? mayPressKeys(area) : hasMenu(asked);
  },
  line1: screen => mayTake(screen, 1),
  line2: screen => mayTake(screen, 2),
  flash: screen => (mayCallSecond(screen) || mayCallAnother(screen)) && !isLeaving(screen),
  disposition: screen => isToClassify(screen),
  summary: screen => presentTicket(screen, workOf(screen)) !== null,
} as const satisfies Partial<Record<KeyName, (screen: Screen) => boolean>>;

export type CallKey = keyof typeof ACTS;

export const actsNow = (name: CallKey, screen: Screen): boolean => ACTS[name](screen);

/** What was called is at a number outside, which may have a menu that is heard before it counts as answered. */
const hasMenu = (asked: Party): boolean =>
  'leg' in asked && (asked.state === 'aside' || asked.state === 'ringing');

/** Rings in this tab: a telephone on the desk is answered by its own receiver. */
function ringsHere(screen: Screen): boolean {
  const area = callArea(screen);
  return area.kind === 'ringing' && area.voice === 'here';
}

function talkOf(screen: Screen): Talk | null {
  const area = shownArea(screen);
  return area.kind === 'talking' ? area : null;
}

/** Whom I ask, if what becomes of it may be said from this page. */
const asksFromHere = (area: Talk): Party | null =>
  area.id !== null && area.voice !== 'returning' && area.voice !== 'elsewhere' ? askedParty(area) : null;

/** A customer may be given to who is still rung. */
const mayPass = (area: Talk): boolean =>
  !isWithoutCustomer(area.call) || (askedParty(area)?.state === 'aside' && !area.call?.endsForAll);

/** Whom I ask talks with me, and nobody else hears it. */
function isAside(screen: Screen): boolean {
  const area = talkOf(screen);
  return area !== null && asksFromHere(area)?.state === 'aside';
}

/** What the key means may be ordered of the recording; else the server says why not. */
function mayOrder(screen: Screen, key: 'pauseRecording' | 'record'): boolean {
  const area = callArea(screen);
  if (area.kind !== 'talking' || isWithoutCustomer(area.call) || callInHand(area) === null) return false;
  const recorder = recorderOf(area);
  return ordersOf(recorder).includes(meantBy(key, recorder));
}

function mayTake(screen: Screen, number: 1 | 2): boolean {
  const line = linesOf(screen).find(each => each.number === number);
  return line !== undefined && mayTakeLine(screen, line);
}

/** What the work beside a call is about: a call between two of ours is about no customer. */
export function workOf(screen: Screen): CallArea {
  const area = shownArea(screen);
  return presentCall(area)?.direction === 'internal' ? { kind: 'idle', since: null } : area;
}

/**
 * I am to say what this call was about. What a colleague's call was about is theirs to say, and of one that I lead since they
 * left, too.
 */
export function isToClassify(screen: Screen): boolean {
  const area = workOf(screen);
  if (area.kind === 'idle' || !area.id) return false;
  if (area.kind === 'wrap-up' || area.call === null) return true;
  return area.call.owedByNobody !== true && colleagueOf(screen.who.person.id, area.call) === undefined;
}

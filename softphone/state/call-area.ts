import type { CallPicture, ColleaguePicture, WrapUpPicture } from '../../src/supervision/events.ts';
import { colleagueOf } from '../../src/supervision/parts.ts';
import { type AutoAnswerTrouble, deskAnswersByItself } from './auto-answer.ts';
import { isElsewhere, missedCall } from './rejoin.ts';
import { callById, me, type Screen } from './screen.ts';
import { isSupervising } from './supervision.ts';
import { ownWrapUp } from './wrap-up.ts';

/**
 * What the call area of an agent's page shows. It is one place of one size; only its content changes.
 *
 *   idle ──▶ ringing ──▶ connecting ──▶ talking ──▶ wrap-up ──▶ idle
 *     └────▶ dialling (I call back) ──────▲
 *
 * Two tellers are joined here: the telephone in this tab knows first that it rings and that the voice is up;
 * the centre knows who the caller is, and is right about when a call is over.
 */
export type CallArea =
  | { readonly kind: 'idle'; readonly since: number | null }
  | {
      readonly kind: 'ringing';
      readonly id: string | null;
      readonly call: CallPicture | null;
      readonly voice: Voice;
      readonly number: string;
      readonly name: string;
      /** `soon`: it is answered by itself after the tone; else why it is not, and null where nobody asked for it. */
      readonly byItself: 'soon' | AutoAnswerTrouble | null;
    }
  | { readonly kind: 'connecting'; readonly id: string | null; readonly call: CallPicture | null }
  | { readonly kind: 'dialling'; readonly id: string; readonly call: CallPicture; readonly voice: Voice }
  | {
      readonly kind: 'talking';
      readonly id: string | null;
      readonly call: CallPicture | null;
      readonly voice: Voice;
      readonly since: number;
      readonly muted: boolean;
      readonly onHold: boolean;
      /** Hold or resume was asked and is not confirmed yet. */
      readonly holdPending: boolean;

      /** One of ours calls another: I am the one who calls, or the one who is called. Null: a customer's call. */
      readonly internal: 'caller' | 'called' | null;
      /** I am the colleague whom its agent has asked: theirs is the call, and what becomes of it. */
      readonly guest: ColleaguePicture | null;
    }
  | {
      readonly kind: 'wrap-up';
      readonly id: string;
      readonly call: CallPicture | null;
      readonly since: number;
      /** My part, also when somebody else has the call now; null while the call is not known. */
      readonly owed: WrapUpPicture | null;
    };

/**
 * Where the agent hears the caller: in this tab, on a desk phone, soon here again, on another page or computer, or
 * nowhere just now.
 */
export type Voice = 'here' | 'desk' | 'returning' | 'elsewhere' | 'away';

/**
 * The call that this page may hold, resume and give on: one that is its person's own; one whose voice is on its way here waits until it is here, and
 * one whose caller still hears what is said before the two are joined waits for that. Null when there is none.
 */
export function callInHand(area: CallArea): string | null {
  if (area.kind !== 'talking' || area.voice === 'returning' || area.voice === 'elsewhere') return null;
  if (area.guest) return null;
  return area.call === null || area.call.phase === 'talking' ? area.id : null;
}

export function callArea(screen: Screen): CallArea {
  const mine = me(screen);
  const work = mine?.work ?? null;
  const own = screen.phone.call;
  // A talk that I supervise is none of mine.
  const leg = isSupervising(screen, own?.call ?? null) ? null : own;
  const desk = screen.who.person.phoneKind === 'sip';
  const legCall = leg ? callOfLeg(screen, leg.call) : null;
  const id = legCall ?? (work && work.kind !== 'idle' ? work.call : null);
  const call = id === null ? null : known(screen, id);

  if (work?.kind === 'wrap-up' && (!leg || legCall === work.call)) {
    const owed = ownWrapUp(call, screen.who.person.id);
    return { kind: 'wrap-up', id: work.call, call, since: work.since, owed };
  }
  const returning = work !== null && work.kind !== 'idle' && missedCall(screen) === work.call;
  if (leg && !returning) {
    switch (leg.phase) {
      case 'ringing':
        return {
          kind: 'ringing',
          id,
          call,
          voice: 'here',
          number: leg.number,
          name: leg.name,
          byItself: leg.byItself ? byItself(screen, leg.leg) : null,
        };
      case 'answering':
      case 'calling':
        return { kind: 'connecting', id, call };
      case 'talking':
        if (call && isDialling(screen, call)) return { kind: 'dialling', id: call.id, call, voice: 'here' };
        return talking(screen, id, call, 'here', call?.answeredAt ?? leg.since + screen.skewMs, leg.muted);
      default:
        return leg satisfies never;
    }
  }
  const isOther = call !== null && isElsewhere(screen, call);
  const voice: Voice = desk ? 'desk' : returning ? 'returning' : isOther ? 'elsewhere' : 'away';
  switch (work?.kind) {
    case 'offered':
      // Their own call to a customer: nobody calls them.
      if (call?.phase === 'dialling') {
        return voice === 'away'
          ? { kind: 'connecting', id, call }
          : { kind: 'dialling', id: call.id, call, voice };
      }
      return {
        kind: 'ringing',
        id,
        call,
        voice,
        number: call?.callerNumber ?? '',
        name: call?.callerName ?? '',
        byItself: voice === 'desk' && deskAnswersByItself(screen, call) ? 'soon' : null,
      };
    case 'talking':
      if (call && isDialling(screen, call)) return { kind: 'dialling', id: call.id, call, voice };
      return talking(screen, id, call, voice, call?.answeredAt ?? work.since, false);
    default:
      return { kind: 'idle', since: mine && work ? Math.max(mine.willSince, work.since) : null };
  }
}

/** Somebody whom I call has not answered yet. */
function isDialling(screen: Screen, call: CallPicture): boolean {
  const rings = call.phase === 'waiting' || call.phase === 'offered';
  return call.phase === 'dialling' || (rings && internalPart(screen, call) === 'caller');
}

/** My part in a call between two of ours; null: it is a customer's. */
export function internalPart(screen: Screen, call: CallPicture | null): 'caller' | 'called' | null {
  if (call?.direction !== 'internal') return null;
  return call.caller?.agent === screen.who.person.id ? 'caller' : 'called';
}

function talking(
  screen: Screen,
  id: string | null,
  call: CallPicture | null,
  voice: Voice,
  since: number,
  muted: boolean,
): CallArea {
  // Of two of ours either leads the call.
  const guest = (call && !call.pair && colleagueOf(screen.who.person.id, call)) || null;
  return {
    kind: 'talking',
    id,
    call,
    voice,
    since: guest?.since ?? since,
    muted,
    onHold: screen.askedHold ?? call?.onHold ?? false,
    holdPending: screen.askedHold !== null,
    internal: internalPart(screen, call),

    guest,
  };
}

const byItself = ({ autoAnswer }: Screen, leg: string): 'soon' | AutoAnswerTrouble =>
  autoAnswer?.leg === leg ? autoAnswer.trouble : 'soon';

function known(screen: Screen, id: string): CallPicture | null {
  return callById(screen, id) ?? (screen.lastCall?.id === id ? screen.lastCall : null);
}

/** After which call my leg in this one is named; null: I have none in it now. */
function legIn(call: CallPicture, own: string): string | null {
  if (call.agent === own) return call.away === undefined ? (call.legOf ?? call.id) : null;
  const beside = colleagueOf(own, call);
  return beside ? (beside.legOf ?? call.id) : null;
}

/** The call that a leg of this telephone is in: one leg goes to and fro between two calls of mine. */
function callOfLeg(screen: Screen, leg: string | null): string | null {
  const mine = me(screen);
  for (const work of [mine?.work, mine?.beside]) {
    const call = work && work.kind !== 'idle' ? callById(screen, work.call) : null;
    if (call && mine && legIn(call, mine.id) === leg) return call.id;
  }
  return leg;
}

/** The call the page is about: ringing, talking or in wrap-up. */
export function presentCall(area: CallArea): CallPicture | null {
  return area.kind === 'idle' ? null : area.call;
}

/** Number of the ticket of that call; after a reload it may have to be looked up. */
export function presentTicket(screen: Screen, area: CallArea): string | null {
  if (area.kind === 'idle') return null;
  return area.call?.ticket ?? (area.id ? (screen.lookedUp[area.id] ?? null) : null);
}

/**
 * A call that lives on in this browser although the centre has ended it: its BYE went to a socket that is gone.
 * The page then has to let go by itself.
 */
export function isGhost(screen: Screen): boolean {
  const leg = screen.phone.call;
  if (leg?.phase !== 'talking' || !leg.call || screen.link !== 'up' || screen.callsAway) return false;
  const mine = me(screen);
  if (!screen.picture || !mine || isSupervising(screen, leg.call)) return false;
  const call = callOfLeg(screen, leg.call) ?? leg.call;
  const attached = mine.work.kind === 'talking' && mine.work.call === call;
  return !attached && callById(screen, call)?.agent !== mine.id;
}

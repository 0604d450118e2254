import type { Will } from '../../src/agents/events.ts';
import type { DispositionCard } from '../../src/http/shapes/calls.ts';
import type { ScheduledCard } from '../../src/http/shapes/scheduled-calls.ts';
import type { WhoAmI } from '../../src/http/shapes/session.ts';
import type { AreaCard } from '../../src/http/shapes/settings.ts';
import type { LiveMessage } from '../../src/live/messages.ts';
import type { NoticeCard } from '../../src/notices/notice.ts';
import type { AgentPicture, CallPicture, CentrePicture } from '../../src/supervision/events.ts';
import { changed } from '../../src/supervision/picture-fold.ts';
import type { TicketCard, TicketPage } from '../../src/tickets/events.ts';
import type { BreakCard } from '../link/api.ts';
import type { PhonePicture } from '../phone/phone.ts';
import { SILENT_PHONE } from '../phone/phone.ts';
import { type AudioState, QUIET } from '../phone/sound.ts';
import type { AutoAnswerTrouble } from './auto-answer.ts';
import type { Scheduling } from './scheduled.ts';
import { shared, sharedPut } from './shared.ts';
import { type Supervision, supervisionAfter } from './supervision.ts';

/** Differences of the clocks below this are not worth a change, ms. */
const STEADY_MS = 500;

/** Everything a logged-in person's page knows. Only `react` makes a new one. */
export interface Screen {
  readonly who: WhoAmI;
  /** Server clock minus browser clock, ms. */
  readonly skewMs: number;
  readonly link: 'connecting' | 'up' | 'away';
  /** The call process is away; talking goes on, commands wait. */
  readonly callsAway: boolean;
  /** The server is behind: what is not my own is told less often. */
  readonly reduced: boolean;
  readonly picture: CentrePicture | null;
  readonly phone: PhonePicture;
  /** Microphone, headset and bell of this computer. */
  readonly audio: AudioState;
  /** I speak, and am muted. */
  readonly spokeMuted: boolean;
  /** My last call as it was when last seen: wrap-up needs it after the call is gone from the picture. */
  readonly lastCall: CallPicture | null;
  /** Of those seen while they were made, the call that I made last, to a number or a colleague. */
  readonly lastMade: CallPicture | null;
  /** Ticket numbers of calls that were looked up, e.g. after a reload in wrap-up. */
  readonly lookedUp: Readonly<Record<string, string>>;
  /** What was asked of the server and is not yet seen in the picture. */
  readonly askedWill: Will | null;
  readonly askedHold: boolean | null;
  /** The conference that my hang-up ends for all: I am asked about it first. */
  readonly askedEnd: string | null;
  /** The call this page asked to take up again; `refused`: the server left it where it is. */
  readonly rejoin: { readonly call: string; readonly refused: boolean } | null;
  /** The ringing that should have answered by itself and could not, by its leg of the telephone. */
  readonly autoAnswer: { readonly leg: string; readonly trouble: AutoAnswerTrouble } | null;
  /** The call that this page is to take over from another telephone of its person, who was asked about it. */
  readonly takeOver: string | null;
  /** The keypad is open in this call, and has sent these keys. */
  readonly keypad: Keypad | null;
  /** The other one of my calls, which the page is about for the moment. */
  readonly shownLine: string | null;
  /** The talk of another agent in which I am beside them. */
  readonly supervision: Supervision | null;
  /** The number of my call, which is masked elsewhere; until the call is over. */
  readonly revealed: { readonly call: string; readonly number: string } | null;
  readonly dispositions: readonly DispositionCard[];
  readonly breaks: readonly BreakCard[];
  readonly areas: readonly AreaCard[];
  /** Newest cards of tickets that changed while this page was open. */
  readonly tickets: Readonly<Record<string, TicketCard>>;
  /** The ticket that was read last, with what I may do with it. */
  readonly ticketRead: TicketPage | null;
  /** The one that I have open beside my calls, which is none of theirs. */
  readonly picked: string | null;
  /** The contacts beside the page. */
  readonly contacts: ContactsBeside;
  /** The number for which the transfer dialog of this call is to be opened. */
  readonly handTo: HandTo | null;
  /** The customer whose page I have open beside my work. */
  readonly beside: string | null;
  /** Counts the changes of recordings, so that lists know when to load again. */
  readonly recordingNews: number;
  /** What supervisors have told me and still holds. */
  readonly notices: readonly NoticeCard[];
  /** Counts the changes of notices: the list of those that were sent is read again. */
  readonly noticeNews: number;
  /** The calls that I have promised and not made, the first due first. */
  readonly scheduled: readonly ScheduledCard[];
  /** Counts their changes: they are read again. */
  readonly scheduledNews: number;
  /** What I am asked about one of them, or about a new one. */
  readonly scheduling: Scheduling | null;
  /** Grows when a call has ended in which several had a part: lists of calls are read again. */
  readonly callNews: number;
  /** The session has ended in this call: its controls are all that is left. Null for a live session. */
  readonly ending: string | null;
  /** Nothing is left of the session; a voice that is still here may be brought to its end. */
  readonly loggedOut: boolean;
}

export interface ContactsBeside {
  readonly open: boolean;
  /** Who is to be written down; null: nobody. */
  readonly save: { readonly name: string; readonly number: string } | null;
  /** They are opened at my promised calls; grows with each time. */
  readonly atScheduled?: number;
}

export interface HandTo {
  readonly call: string;
  readonly number: string;
}

export interface Keypad {
  readonly call: string;
  readonly sent: string;
}

export type Input =
  | { readonly kind: 'live-message'; readonly message: LiveMessage; readonly browserNow: number }
  | { readonly kind: 'link'; readonly up: boolean }
  | { readonly kind: 'phone'; readonly picture: PhonePicture }
  | { readonly kind: 'audio'; readonly audio: AudioState }
  | { readonly kind: 'spoke-muted'; readonly on: boolean }
  | { readonly kind: 'who'; readonly who: WhoAmI }
  /** The server knows no log-in of this browser any more. */
  | { readonly kind: 'nobody' }
  | { readonly kind: 'asked-will'; readonly will: Will | null }
  | { readonly kind: 'asked-hold'; readonly hold: boolean | null }
  | { readonly kind: 'asked-end'; readonly call: string | null }
  | { readonly kind: 'auto-answer'; readonly leg: string; readonly trouble: AutoAnswerTrouble }
  | { readonly kind: 'asked-rejoin'; readonly call: string; readonly refused: boolean }
  | { readonly kind: 'asked-take-over'; readonly call: string | null }
  | { readonly kind: 'keypad'; readonly keypad: Keypad | null }
  | { readonly kind: 'show-line'; readonly call: string | null }
  | { readonly kind: 'supervision'; readonly supervision: Supervision | null }
  | { readonly kind: 'revealed'; readonly call: string; readonly number: string }
  | { readonly kind: 'dispositions'; readonly items: readonly DispositionCard[] }
  | { readonly kind: 'breaks'; readonly items: readonly BreakCard[] }
  | { readonly kind: 'areas'; readonly items: readonly AreaCard[] }
  | { readonly kind: 'looked-up'; readonly call: string; readonly ticket: string }
  | { readonly kind: 'ticket-read'; readonly ticket: TicketPage }
  | { readonly kind: 'pick-ticket'; readonly ticket: string | null }
  | {
      readonly kind: 'contacts';
      readonly open: boolean;
      readonly save?: ContactsBeside['save'];
      readonly atScheduled?: true;
    }
  | { readonly kind: 'scheduled'; readonly items: readonly ScheduledCard[] }
  | { readonly kind: 'scheduling'; readonly scheduling: Scheduling | null }
  | { readonly kind: 'hand-to'; readonly handTo: HandTo | null }
  | { readonly kind: 'show-customer'; readonly customer: string | null };

export function newScreen(who: WhoAmI, browserNow: number): Screen {
  return {
    who,
    skewMs: who.now - browserNow,
    link: 'connecting',
    callsAway: false,
    reduced: false,
    picture: null,
    phone: SILENT_PHONE,
    audio: QUIET,
    spokeMuted: false,
    lastCall: null,
    lastMade: null,
    lookedUp: {},
    askedWill: null,
    askedHold: null,
    askedEnd: null,
    rejoin: null,
    autoAnswer: null,
    takeOver: null,
    keypad: null,
    shownLine: null,
    supervision: null,
    revealed: null,
    dispositions: [],
    breaks: [],
    areas: [],
    tickets: {},
    ticketRead: null,
    picked: null,
    contacts: { open: false, save: null },
    handTo: null,
    beside: null,
    recordingNews: 0,
    callNews: 0,
    notices: [],
    noticeNews: 0,
    scheduled: [],
    scheduledNews: 0,
    scheduling: null,
    ending: who.ending,
    loggedOut: false,
  };
}

export function react(screen: Screen, input: Input): Screen {
  switch (input.kind) {
    case 'live-message':
      return onMessage(screen, input.message, input.browserNow);
    case 'link':
      return { ...screen, link: input.up ? 'up' : 'away' };
    case 'phone':
      return { ...screen, phone: input.picture, takeOver: isHere(input.picture) ? null : screen.takeOver };
    case 'audio':
      return { ...screen, audio: input.audio };
    case 'spoke-muted':
      return { ...screen, spokeMuted: input.on };
    case 'who':
      return { ...screen, who: input.who };
    case 'nobody':
      return { ...screen, loggedOut: true };
    case 'asked-will':
      return { ...screen, askedWill: input.will };
    case 'asked-hold':
      return { ...screen, askedHold: input.hold };
    case 'asked-end':
      return { ...screen, askedEnd: input.call };
    case 'auto-answer':
      return { ...screen, autoAnswer: { leg: input.leg, trouble: input.trouble } };
    case 'asked-rejoin':
      return { ...screen, rejoin: { call: input.call, refused: input.refused } };
    case 'asked-take-over':
      return { ...screen, takeOver: input.call, rejoin: null };
    case 'revealed':
      return { ...screen, revealed: { call: input.call, number: input.number } };
    case 'keypad':
      return { ...screen, keypad: input.keypad };
    case 'show-line':
      return { ...screen, shownLine: input.call };
    case 'supervision':
      return { ...screen, supervision: input.supervision };
    case 'dispositions':
      return { ...screen, dispositions: input.items };
    case 'breaks':
      return { ...screen, breaks: input.items };
    case 'areas':
      return { ...screen, areas: input.items };
    case 'looked-up':
      return { ...screen, lookedUp: { ...screen.lookedUp, [input.call]: input.ticket } };
    case 'ticket-read':
      return { ...shelve(screen, input.ticket), ticketRead: input.ticket };
    case 'pick-ticket':
      return { ...screen, picked: input.ticket };
    case 'contacts':
      return {
        ...screen,
        contacts: {
          open: input.open,
          save: input.save ?? null,
          ...(input.atScheduled ? { atScheduled: (screen.contacts.atScheduled ?? 0) + 1 } : {}),
        },
        beside: input.open ? null : screen.beside,
      };
    case 'scheduled':
      return { ...screen, scheduled: shared(screen.scheduled, input.items) };
    case 'scheduling':
      return { ...screen, scheduling: input.scheduling };
    case 'hand-to':
      return { ...screen, handTo: input.handTo };
    case 'show-customer':
      // Both lie beside the call, at the same place.
      return {
        ...screen,
        beside: input.customer,
        contacts: input.customer === null ? screen.contacts : { open: false, save: null },
      };
    default:
      return input satisfies never;
  }
}

function onMessage(screen: Screen, message: LiveMessage, browserNow: number): Screen {
  switch (message.kind) {
    case 'snapshot':
      return settle({
        ...screen,
        skewMs: message.now - browserNow,
        picture: message.picture,
        who: { ...screen.who, person: { ...screen.who.person, areas: message.areas } },
        callsAway: message.callsAway,
        notices: message.notices,
        scheduledNews: screen.scheduledNews + 1,
      });
    case 'change':
      if (!screen.picture) return screen;
      return settle({
        ...screen,
        picture: changed(screen.picture, sharedPut(screen.picture, message.put), message.gone),
      });
    case 'calls-away':
      return { ...screen, callsAway: message.away };
    case 'ticket':
      return shelve(screen, message.ticket);
    case 'recording':
      return { ...screen, recordingNews: screen.recordingNews + 1 };
    case 'scheduled-calls':
      return { ...screen, scheduledNews: screen.scheduledNews + 1 };
    case 'notices':
      return { ...screen, notices: message.notices, noticeNews: screen.noticeNews + 1 };
    case 'call':
      return { ...screen, callNews: screen.callNews + 1 };
    case 'alive': {
      const skewMs = message.now - browserNow;
      // Messages travel a few ms longer or shorter each time; counters should not tremble with them.
      const isSteady = Math.abs(skewMs - screen.skewMs) < STEADY_MS;
      const reduced = message.reduced ?? false;
      if (isSteady && reduced === screen.reduced) return screen;
      return { ...screen, reduced, skewMs: isSteady ? screen.skewMs : skewMs };
    }
    case 'session-ending':
      return { ...screen, ending: message.call };
    case 'own-keys':
      return { ...screen, who: { ...screen.who, keys: message.keys } };
    case 'logged-out':
      return { ...screen, loggedOut: true };
    default:
      return message satisfies never;
  }
}

/** A card told late must not replace a newer one that was read meanwhile. */
function shelve(screen: Screen, ticket: TicketCard): Screen {
  const known = screen.tickets[ticket.number];
  if (known && known.version >= ticket.version && known.updatedAt >= ticket.updatedAt) return screen;
  return { ...screen, tickets: { ...screen.tickets, [ticket.number]: ticket } };
}

/** Drops wishes that the picture now fulfils, and remembers my call. */
function settle(screen: Screen): Screen {
  const mine = me(screen);
  const call = mine && mine.work.kind !== 'idle' ? callById(screen, mine.work.call) : null;
  const { askedWill, askedHold, rejoin } = screen;
  const asked = rejoin?.call ?? screen.takeOver;
  const isOver = mine && (mine.work.kind !== 'talking' || mine.work.call !== asked);
  return {
    ...screen,
    rejoin: isOver ? null : rejoin,
    takeOver: isOver ? null : screen.takeOver,
    lastCall: call ?? screen.lastCall,
    lastMade: newestMade(screen),
    supervision: supervisionAfter(screen),
    revealed: call?.id === screen.revealed?.call ? screen.revealed : null,
    keypad: call?.id === screen.keypad?.call ? screen.keypad : null,
    askedWill: askedWill && mine && sameWill(askedWill, mine.will) ? null : askedWill,
    askedHold: askedHold !== null && call?.onHold === askedHold ? null : askedHold,
    askedEnd: call?.id === screen.askedEnd && call?.endsForAll ? screen.askedEnd : null,
  };
}

/** A colleague whom I call is rung in the phases of a call that comes in. */
function newestMade({ picture, who, lastMade }: Screen): CallPicture | null {
  const own = who.person.id;
  const made = (picture?.calls ?? []).filter(
    ({ agent, caller, direction, phase }) =>
      caller?.agent === own || (direction !== 'in' && phase === 'dialling' && agent === own),
  );
  return made.reduce<CallPicture | null>(
    (newest, each) => (newest && newest.arrivedAt > each.arrivedAt ? newest : each),
    lastMade,
  );
}

const isHere = ({ call }: PhonePicture): boolean => call?.phase === 'talking';

/** The session is over, wholly or but for its last call. */
export const isLeaving = (screen: Pick<Screen, 'ending' | 'loggedOut'>): boolean =>
  screen.ending !== null || screen.loggedOut;

/** The log-in page is all that is left: the session is over, and no voice is on this page any more. */
export const isOver = (screen: Pick<Screen, 'loggedOut' | 'phone'>): boolean =>
  screen.loggedOut && screen.phone.call === null;

export function sameWill(one: Will, other: Will): boolean {
  if (one.kind === 'break' && other.kind === 'break') return one.code === other.code;
  return one.kind === other.kind;
}

export function me(screen: Screen): AgentPicture | null {
  return screen.picture?.agents.find(agent => agent.id === screen.who.person.id) ?? null;
}

export function callById(screen: Pick<Screen, 'picture'>, id: string): CallPicture | null {
  return screen.picture?.calls.find(call => call.id === id) ?? null;
}

export function queueTitle(screen: Screen, queue: string): string {
  return screen.picture?.queues.find(one => one.name === queue)?.title ?? queue;
}

/** Names by id, the same object as long as nobody's has changed: each line of a board reads them. */
export function namesOf({ picture }: Screen): Readonly<Record<string, string>> {
  const agents = picture?.agents ?? NOBODY;
  const known = named.get(agents);
  if (known) return known;
  lastNames = shared(lastNames, Object.fromEntries(agents.map(({ id, displayName }) => [id, displayName])));
  named.set(agents, lastNames);
  return lastNames;
}

const NOBODY: readonly AgentPicture[] = [];
const named = new WeakMap<readonly AgentPicture[], Readonly<Record<string, string>>>();
let lastNames: Readonly<Record<string, string>> = {};

export function nameOf(screen: Screen, agent: string | null): string | null {
  if (agent === null) return null;
  return screen.picture?.agents.find(one => one.id === agent)?.displayName ?? null;
}

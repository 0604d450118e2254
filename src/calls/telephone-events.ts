import type { Clock } from '../kit/clock.ts';
import type { Call } from './call.ts';
import type { CallControl } from './call-control.ts';
import type { DirectArrivals } from './direct-arrivals.ts';
import type { TicketNumbers } from './journal/numbers.ts';
import type { LineKeeper } from './lines/line-keeper.ts';
import type { TelephonyEvent } from './ports/telephony-events.ts';
import type { Newcomer } from './watches/admission.ts';
import type { Refusal } from './watches/refusals.ts';

/** `playback-<call>-<n>` and `calls/<call>-<n>`: ids of ours name the call they belong to. */
const PLAYBACK = /^playback-(.+)-\d+$/;
const RECORDING = /^calls\/(.+)-\d+$/;

/**
 * What it takes to receive a call. `toLine` brings a caller's number into the form customers are kept under; `serves`
 * tells whether a number is a service of ours.
 */
export interface Arrivals {
  readonly calls: CallControl;
  readonly numbers: TicketNumbers;
  readonly clock: Clock;
  readonly toLine: (raw: string) => string;
  readonly serves: (dialled: string) => boolean;
  /** The agent whose own number this is, or null. */
  readonly agentAt: (dialled: string) => string | null;
  readonly direct: DirectArrivals;
}

/** `hangUp` is for legs of calls that are over. */
export interface EventTargets extends Arrivals {
  readonly lines: Pick<LineKeeper, 'seen' | 'wentAstray'>;
  readonly hangUp: (channel: string) => void;
  /** Why one more caller is not taken, or null; who is turned away hears that the lines are busy. */
  readonly refusal: (newcomer: Newcomer) => Refusal | null;
  readonly turnAway: (caller: { readonly channel: string; readonly from: string }, why: Refusal) => void;
  /** Somebody was refused before the call was one of ours. */
  readonly refused: (why: Refusal) => void;
}

/** Turns what the telephone system tells into inputs of the calls it is about. */
export function dispatchEvent(event: TelephonyEvent, parts: EventTargets): void {
  const { calls, lines } = parts;
  switch (event.kind) {
    case 'rang': {
      const callerNumber = parts.toLine(event.callerNumber);
      const refusal = parts.refusal({ ...event, number: callerNumber });
      if (refusal === null) arrive({ ...event, callerNumber }, parts);
      else parts.turnAway(event, refusal);
      return;
    }
    case 'refused':
      parts.refused(event.why);
      return;
    case 'leg-answered': {
      const call = calls.callOfLeg(event.channel) ?? event.args[1];
      if (call && calls.call(call)) calls.post(call, { kind: 'leg-answered', channel: event.channel });
      else parts.hangUp(event.channel);
      return;
    }
    case 'early-media': {
      const call = calls.callOfLeg(event.channel);
      if (call) calls.post(call, { kind: 'early-media', channel: event.channel });
      return;
    }
    case 'ended': {
      parts.direct.ended(event.channel);
      const call = calls.callOfLeg(event.channel);
      const { channel, end, rang } = event;
      if (call) calls.post(call, { kind: 'channel-ended', channel, end, rang });
      return;
    }
    case 'held': {
      const call = calls.callOfLeg(event.channel);
      if (call) calls.post(call, { kind: 'held', channel: event.channel, held: event.held });
      return;
    }
    case 'digit':
      calls.post(event.channel, { kind: 'digit', digit: event.digit });
      return;
    case 'played': {
      const call = PLAYBACK.exec(event.playback)?.[1];
      if (call) calls.post(call, { kind: 'played', playback: event.playback, ok: event.ok });
      return;
    }
    case 'recorded': {
      const call = RECORDING.exec(event.recording)?.[1];
      const { recording, ok, seconds, spoken } = event;
      const lasted = spoken === undefined ? {} : { seconds, spoken };
      if (call) calls.post(call, { kind: 'recorded', recording, ok, ...lasted });
      return;
    }
    case 'line':
      lines.seen(event.line, event.reachable);
      return;
    case 'line-astray':
      lines.wentAstray(event.line);
      return;
    case 'disconnected':
      parts.direct.forget();
      calls.offer(false);
      return;
    case 'connected':
      return;
    default:
      event satisfies never;
  }
}

/**
 * A customer's call: its ticket is born with its first ring (S0-03). A number that is no service has none: the caller is
 * told so by the flow, and nobody has to do anything. Who dials an agent's own number goes on with an open ticket of theirs, or
 * opens one. `callerNumber` is as `toLine` keeps it.
 */
export function arrive(
  event: Omit<Extract<TelephonyEvent, { kind: 'rang' }>, 'kind'>,
  { calls, numbers, clock, serves, agentAt, direct }: Omit<Arrivals, 'toLine'>,
): void {
  const { channel, callerNumber, callerName, dialled, from, source } = event;
  if (calls.call(channel)) return;
  const begin = (opensTicket: boolean, known = '', to: string | null = null): void => {
    const now = clock.now();
    const ticket = opensTicket ? numbers.take(now) : known;
    const queue = to === null ? undefined : calls.registry.get(to)?.profile.queues[0];
    const call: Call = {
      id: channel,
      direction: 'in',
      ticket,
      callerNumber,
      callerName,
      dialled,
      from,
      source,
      arrivedAt: now,
      customer: null,
      openTickets: [],
      learned: [],
      up: false,
      serial: 0,
      recording: null,
      ...(to === null ? {} : { direct: { to } }),
      phase: { kind: 'welcome', place: null, ask: null, playback: null, digits: '' },
    };
    calls.open(call, {
      kind: 'call-arrived',
      at: now,
      direction: 'in',
      ticket,
      opensTicket,
      callerNumber,
      callerName,
      dialled,
      from,
      agent: null,
      ...(to === null ? {} : { to, ...(queue === undefined ? {} : { queue }) }),
    });
    void numbers.refill(now);
  };
  const isService = serves(dialled);
  // A guest of a page reaches services only.
  const to = from === 'trunk' && !isService ? agentAt(dialled) : null;
  if (to === null) begin(isService);
  else direct.take(channel, callerNumber, ticket => begin(ticket === null, ticket ?? '', to));
}

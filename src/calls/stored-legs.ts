import type { WrapUp } from './call.ts';
import type { Leg } from './legs.ts';

/** A talk of version 2. `rejoin`: a leg on its way to take the other's place; `alone`: the other is lost. */
interface TalkOfOld {
  readonly kind: 'talking';
  readonly agent: string;
  readonly leg: string;
  readonly endpoint?: string;
  readonly onHold: boolean;
  readonly rejoin?: {
    readonly leg: string;
    readonly endpoint: string;
    readonly askedAt: number;
    readonly alone: boolean;
  };
}

/** An ending of version 2, with the agent whose disposition is awaited. */
interface EndingOfOld {
  readonly kind: 'ending';
  readonly agent: string | null;
  readonly queue: string | null;
  readonly endpoint?: string;
  /** Older versions did not tell; they had no wrap-up of a call from outside without a talk. */
  readonly end?: { readonly spoke: boolean };
}

type PhaseOfOld = TalkOfOld | EndingOfOld;

/** What of a call changes: the phase, which has the legs of its talk, and the wrap-up that is owed. */
export function withLegs({ id, phase }: { readonly id: string; readonly phase: { kind: string } }): {
  readonly phase: object;
  readonly wrapUps?: readonly WrapUp[];
} {
  const before = phase as PhaseOfOld;
  switch (before.kind) {
    case 'talking': {
      const { leg: _, endpoint: __, onHold: ___, rejoin: ____, ...rest } = before;
      return { phase: { ...rest, legs: legsOf(id, before) } };
    }
    case 'ending': {
      const { agent, queue, endpoint, ...rest } = before;
      if (agent === null) return { phase: rest };
      const spoke = rest.end?.spoke ?? true;
      return {
        phase: rest,
        wrapUps: [{ agent, queue, spoke, ...(endpoint === undefined ? {} : { endpoint }) }],
      };
    }
    default:
      return { phase };
  }
}

function legsOf(id: string, { agent, leg, endpoint, onHold, rejoin }: TalkOfOld): Leg[] {
  const customer: Leg = { who: 'customer', channel: id, place: onHold ? 'music' : 'talk' };
  const own: Leg = {
    who: 'agent',
    channel: leg,
    agent,
    ...(endpoint === undefined ? {} : { endpoint }),
    state: rejoin?.alone ? 'lost' : 'up',
    place: 'talk',
  };
  if (!rejoin) return [customer, own];
  const coming: Leg = {
    who: 'agent',
    channel: rejoin.leg,
    agent,
    endpoint: rejoin.endpoint,
    state: 'dialled',
    place: 'talk',
    dialledAt: rejoin.askedAt,
  };
  return [customer, own, coming];
}

import type { AgentLeg, Leg } from './legs.ts';

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

/** The phase of a call with the legs of its talk. */
export function withLegs({ id, phase }: { readonly id: string; readonly phase: { kind: string } }): object {
  if (!isTalk(phase)) return phase;
  const { leg, endpoint, onHold, rejoin, ...rest } = phase;
  const ofAgent = { who: 'agent', agent: phase.agent, place: 'talk' } as const;
  const own: AgentLeg = {
    ...ofAgent,
    channel: leg,
    ...(endpoint === undefined ? {} : { endpoint }),
    state: rejoin?.alone ? 'lost' : 'up',
  };
  const coming: AgentLeg[] = rejoin
    ? [
        {
          ...ofAgent,
          channel: rejoin.leg,
          endpoint: rejoin.endpoint,
          state: 'dialled',
          dialledAt: rejoin.askedAt,
        },
      ]
    : [];
  const legs: Leg[] = [{ who: 'customer', channel: id, place: onHold ? 'music' : 'talk' }, own, ...coming];
  return { ...rest, legs };
}

const isTalk = (phase: { kind: string }): phase is TalkOfOld => phase.kind === 'talking';

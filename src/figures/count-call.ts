import { MISSED } from '../agents/events.ts';
import { partsOf } from '../calls/call-parts.ts';
import { type CallStory, foldCall } from '../calls/call-story.ts';
import type { CallFact } from '../calls/events.ts';
import type { CallOutcome } from '../calls/history.ts';
import { sharesOf } from '../calls/joined-parts.ts';
import type { VoiceMeasured } from '../calls/voice/measured.ts';
import type { Words } from '../kit/errors.ts';
import { type TurnEnd, turnsOf } from './turns.ts';

/**
 * What figures count of a call that is over: the call itself, its turns through queues, and the shares of agents in it. All of
 * them belong to the moment in which the call arrived, so that one over midnight is counted in one day alone. Calls between two of
 * ours are in no figure.
 */
export interface CountedCall {
  readonly call: CalledOnce;
  readonly turns: readonly CountedTurn[];
  readonly shares: readonly CountedShare[];
}

interface OfCall {
  readonly call: string;
  /** Epoch ms. */
  readonly arrivedAt: number;
}

export interface CalledOnce extends OfCall {
  readonly direction: 'in' | 'out';
  readonly outcome: Exclude<CallOutcome, 'live'>;
  /** The last one; null for a call that came to none. */
  readonly queue: string | null;
  /** What the caller chose last in the menu; null where they chose nothing. */
  readonly choice: Words | null;
}

export interface CountedTurn extends OfCall {
  readonly place: number;
  readonly queue: string;
  readonly end: TurnEnd;
  readonly waitedMs: number;
  readonly tookMs: number;
  readonly agent: string | null;
}

/**
 * `unanswered`: rung in vain; `caller-left`: the caller was gone before they could answer; `talked`; `not-reached`: the agent
 * called, and nobody answered; `joined`: another one led the talk.
 */
export const SHARE_KINDS = ['unanswered', 'caller-left', 'talked', 'not-reached', 'joined'] as const;
export type ShareKind = (typeof SHARE_KINDS)[number];

export interface CountedShare extends OfCall {
  readonly place: number;
  readonly agent: string;
  readonly queue: string | null;
  readonly kind: ShareKind;
  /** They were rung for it. */
  readonly offered: boolean;
  /** As in calls/rules/talk-time.ts; of `joined` their talk with whomever. */
  readonly talkedMs: number;
  readonly heldMs: number;
  readonly wrapUpMs: number;
  readonly gaveOn: boolean;
  /** Null: none was chosen. */
  readonly disposition: string | null;
  /** By the E-model, of the worse of the two ways, 1…4.5; null where nobody told of it. */
  readonly mos: number | null;
}

/** Null for a call that is not over, or is in no figure. `facts`: all of it, in their order. */
export function countCall(id: string, facts: readonly CallFact[]): CountedCall | null {
  const story = facts.reduce<CallStory | null>((before, fact) => foldCall(before, id, fact), null);
  if (story === null || story.outcome === 'live' || story.direction === 'internal') return null;
  const { direction, outcome, arrivedAt, queue } = story;
  const of = { call: id, arrivedAt };
  const turns = turnsOf(facts).map((turn, place) => ({
    ...of,
    place,
    queue: turn.queue,
    end: turn.end ?? 'gone',
    waitedMs: Math.max(0, turn.waitedMs),
    tookMs: turn.tookMs,
    agent: turn.agent,
  }));
  return {
    call: { ...of, direction, outcome, queue, choice: lastChoice(facts) },
    turns,
    shares: sharesIn(story, facts).map((share, place) => ({ ...of, place, ...share })),
  };
}

function lastChoice(facts: readonly CallFact[]): Words | null {
  const last = facts.findLast(fact => fact.kind === 'caller-chose');
  if (last?.kind !== 'caller-chose') return null;
  const { label, value } = last;
  return { es: `${label.es}: ${value.es}`, en: `${label.en}: ${value.en}` };
}

type Share = Omit<CountedShare, 'call' | 'arrivedAt' | 'place'>;

function sharesIn(story: CallStory, facts: readonly CallFact[]): Share[] {
  const parts = partsOf(facts).flatMap((part): Share[] => {
    const { agent, queue, offeredAt, answeredAt, missed, talkedMs, heldMs, wrapUpMs, disposition } = part;
    const kind =
      answeredAt !== null
        ? 'talked'
        : offeredAt === null
          ? 'not-reached'
          : missed !== null && (MISSED as readonly string[]).includes(missed)
            ? 'unanswered'
            : 'caller-left';
    // They had the customer for a moment and did not know it; the ring before it is their part, if they were rung.
    if (part.how === 'handed-back' && offeredAt === null) return [];
    return [
      {
        agent,
        queue,
        kind: part.how === 'handed-back' ? 'caller-left' : kind,
        offered: offeredAt !== null,
        talkedMs: talkedMs ?? 0,
        heldMs: heldMs ?? 0,
        wrapUpMs: wrapUpMs ?? 0,
        gaveOn: part.how === 'given-on',
        disposition,
        mos: part.voice && worseWay(part.voice),
      },
    ];
  });
  const joined = sharesOf(story.joined).map(
    ({ agent, talkedMs }): Share => ({
      agent,
      queue: story.queue,
      kind: 'joined',
      offered: false,
      talkedMs: talkedMs ?? 0,
      heldMs: 0,
      wrapUpMs: 0,
      gaveOn: false,
      disposition: null,
      mos: null,
    }),
  );
  return [...parts, ...joined];
}

function worseWay({ toAgent, toCustomer }: VoiceMeasured): number | null {
  const heard = [toAgent, toCustomer].flatMap(way => (way === null ? [] : [way.mos]));
  return heard.length === 0 ? null : Math.min(...heard);
}

/** After one of these, what a call counts as is another than before; all others say nothing new of one that is over. */
export const SETTLING = [
  'call-ended',
  'message-found',
  'wrap-up-ended',
  'voice-measured',
] as const satisfies readonly CallFact['kind'][];

import type { CallFact, OfferEnd } from './events.ts';
import type { SupervisionEnd, SupervisionMode } from './supervision.ts';
import type { VoiceMeasured } from './voice/measured.ts';

/**
 * An agent's share in a call, from the ring to the disposition. Who has the same call twice has two. Instants epoch ms, spans ms.
 *
 *   offered ──answers──▶ talks ──gives it on, loses it, or it ends──▶ owes a disposition ──▶ disposed
 *      └──does not answer──▶ unanswered
 */
export interface CallPart {
  readonly agent: string;
  readonly queue: string | null;
  /** Null for who called, and for who had the customer from a consultation. */
  readonly offeredAt: number | null;
  /** Null while they are rung, and where nobody answered. */
  readonly answeredAt: number | null;
  /** When the talk with the customer, or the ringing, was over. */
  readonly endedAt: number | null;
  readonly how: PartEnd;
  /** Why they were rung in vain. */
  readonly missed: OfferEnd | null;
  /** As in rules/talk-time.ts; where `heldMs` is unknown it is in `talkedMs`. */
  readonly talkedMs: number | null;
  readonly heldMs: number | null;
  /** From the end of the talk to the disposition; null while none is there. */
  readonly wrapUpMs: number | null;
  readonly disposition: string | null;
  readonly note: string;
  readonly disposedAt: number | null;
  /** The files that hear them, by name. */
  readonly recordings: readonly string[];
  /** Null while it lasts, and where no page told of it. */
  readonly voice: VoiceMeasured | null;
}

/**
 * `taken-over`: by a supervisor; `handed-back`: they hung up as the customer was left to them (rules/crossing.ts); `lost`: their telephone was; `sent-away`: an admin ended their log-in; `unseen`: nobody saw how they
 * left.
 */
export const PART_ENDS = [
  'live',
  'unanswered',
  'given-on',
  'taken-over',
  'handed-back',
  'lost',
  'sent-away',
  'unseen',
  'ended',
] as const;
export type PartEnd = (typeof PART_ENDS)[number];

/** The customer is somebody else's then, and nothing is owed for it. */
const WITHOUT_DEBT: ReadonlySet<PartEnd> = new Set(['handed-back', 'lost', 'sent-away', 'unseen']);

/** A supervisor's stay in a talk. */
export interface Supervision {
  readonly supervisor: string;
  /** Whose talk it was; null where the reader is told of a later mode only. */
  readonly agent: string | null;
  readonly from: number;
  readonly until: number | null;
  /** How long it was; null while it lasts. */
  readonly lastedMs: number | null;
  /** `took-over`: they have the customer from then on. */
  readonly why: SupervisionEnd | null;
  /** What they did, each until the next one. */
  readonly modes: readonly { readonly mode: SupervisionMode; readonly at: number }[];
}

interface Folded {
  readonly queue: string | null;
  readonly parts: readonly CallPart[];
}

/**
 * The agents' shares in the call that these facts tell of, in the order in which they began. Of two of ours who talk each has a share
 * of the other kind (joined-parts.ts).
 */
export const partsOf = (facts: readonly CallFact[]): readonly CallPart[] =>
  facts.some(fact => fact.kind === 'call-arrived' && fact.direction === 'internal')
    ? []
    : facts.reduce(foldPart, { queue: null, parts: [] }).parts;

function foldPart(before: Folded, fact: CallFact): Folded {
  const { queue, parts } = before;
  switch (fact.kind) {
    case 'call-arrived':
      return fact.direction === 'out' && fact.agent !== null
        ? { queue: fact.queue ?? null, parts: [begun(fact.agent, fact.queue ?? null)] }
        : { ...before, queue: fact.queue ?? null };
    case 'queued':
    case 'turned-away':
      return { ...before, queue: fact.queue };
    case 'offered':
      return { queue, parts: [...parts, { ...begun(fact.agent, queue), offeredAt: fact.at }] };
    case 'offer-ended':
      return { queue, parts: changed(parts, rung(fact.agent), missed(fact.at, fact.why)) };
    case 'answered':
      return { queue, parts: answered(parts, fact, queue) };
    case 'agent-leg-lost':
    case 'transferred': {
      const which = parts.some(talking(fact.agent)) ? talking(fact.agent) : rung(fact.agent);
      return { queue, parts: changed(parts, which, over(fact, howOver(fact))) };
    }
    case 'handed-back':
      return { queue, parts: changed(parts, talking(fact.agent), notTaken(fact.at)) };
    case 'customer-left':
    case 'lead-passed':
      return {
        queue,
        parts: changed(parts, talking(fact.agent), part => ({ ...part, endedAt: part.endedAt ?? fact.at })),
      };
    case 'recording-started':
      return {
        queue,
        parts: changed(
          parts,
          part => part.answeredAt !== null && (fact.agent === undefined || part.agent === fact.agent),
          part => ({ ...part, recordings: [...part.recordings, fact.recording] }),
        ),
      };
    case 'voice-measured':
      return {
        queue,
        parts: changed(
          parts,
          part => part.agent === fact.agent && part.answeredAt !== null,
          part => ({ ...part, voice: fact.voice }),
        ),
      };
    case 'call-ended':
      return { queue, parts: ended(parts, fact) };
    case 'wrap-up-ended':
      return { queue, parts: changed(parts, owing(parts, fact.agent), disposed(fact)) };
    default:
      return before;
  }
}

function howOver(fact: Extract<CallFact, { kind: 'agent-leg-lost' | 'transferred' }>): PartEnd {
  if (fact.kind === 'transferred') return fact.taken ? 'taken-over' : 'given-on';
  if (fact.why === undefined) return 'lost';
  return fact.why === 'ended-by-admin' ? 'sent-away' : 'unseen';
}

const begun = (agent: string, queue: string | null): CallPart => ({
  agent,
  queue,
  offeredAt: null,
  answeredAt: null,
  endedAt: null,
  how: 'live',
  missed: null,
  talkedMs: null,
  heldMs: null,
  wrapUpMs: null,
  disposition: null,
  note: '',
  disposedAt: null,
  recordings: [],
  voice: null,
});

type Which = (part: CallPart) => boolean;

const rung =
  (agent: string): Which =>
  part =>
    part.agent === agent && part.answeredAt === null && part.how === 'live';
const talking =
  (agent: string): Which =>
  part =>
    part.agent === agent && part.answeredAt !== null && part.how === 'live';

/** Whoever has the customer from a consultation was not offered them. */
function answered(
  parts: readonly CallPart[],
  { agent, at }: Extract<CallFact, { kind: 'answered' }>,
  queue: string | null,
): readonly CallPart[] {
  const known = parts.some(rung(agent)) ? parts : [...parts, begun(agent, queue)];
  return changed(known, rung(agent), part => ({ ...part, answeredAt: at }));
}

const missed =
  (at: number, why: OfferEnd | null) =>
  (part: CallPart): CallPart => ({ ...part, endedAt: at, how: 'unanswered', missed: why });

/** They had the customer, and no talk with them. */
const notTaken =
  (at: number) =>
  (part: CallPart): CallPart => ({ ...part, endedAt: at, how: 'handed-back' });

/** Who stayed in a conference after its customer had left has talked until then. */
const over =
  ({ at, talkedMs, heldMs }: { at: number; talkedMs?: number; heldMs?: number }, how: PartEnd) =>
  (part: CallPart): CallPart => ({
    ...part,
    endedAt: part.endedAt ?? at,
    how,
    talkedMs: part.answeredAt === null ? null : (talkedMs ?? (part.endedAt ?? at) - part.answeredAt),
    heldMs: heldMs ?? null,
  });

/** The spans that the end tells are those of the last who had the customer. */
function ended(
  parts: readonly CallPart[],
  fact: Extract<CallFact, { kind: 'call-ended' }>,
): readonly CallPart[] {
  const last = parts.findLast(part => part.answeredAt !== null && part.how === 'live');
  return parts.map(part => {
    if (part.how !== 'live') return part;
    if (part.answeredAt === null) return missed(fact.at, null)(part);
    const { at, talkedMs, heldMs } = fact;
    const spans =
      part === last && fact.phase === 'talking'
        ? { ...(talkedMs === undefined ? {} : { talkedMs }), ...(heldMs === undefined ? {} : { heldMs }) }
        : {};
    return over({ at, ...spans }, 'ended')(part);
  });
}

/** As the record has it (call-story.ts): who got the call back wraps it up once, at the end of the last talk. */
function owing(parts: readonly CallPart[], agent: string): Which {
  const owed = parts.findLast(
    part =>
      part.agent === agent &&
      part.disposedAt === null &&
      !WITHOUT_DEBT.has(part.how) &&
      (part.answeredAt !== null || part.offeredAt === null),
  );
  return part => part === owed;
}

const disposed =
  ({ at, disposition, note }: Extract<CallFact, { kind: 'wrap-up-ended' }>) =>
  (part: CallPart): CallPart => ({
    ...part,
    disposition,
    note,
    disposedAt: at,
    wrapUpMs: part.endedAt === null ? null : Math.max(0, at - part.endedAt),
  });

/** The last one of which it is true is changed. */
function changed(
  parts: readonly CallPart[],
  which: Which,
  change: (part: CallPart) => CallPart,
): readonly CallPart[] {
  const place = parts.findLastIndex(which);
  return place < 0 ? parts : parts.map((part, at) => (at === place ? change(part) : part));
}

/** Every stay of a supervisor in the call, in the order in which they began. */
export function supervisionsOf(facts: readonly CallFact[]): readonly Supervision[] {
  const stays: Supervision[] = [];
  /** The last one of this supervisor that is not over, changed. */
  const change = (supervisor: string, next: (one: Supervision) => Supervision): boolean => {
    const place = stays.findLastIndex(one => one.supervisor === supervisor && one.until === null);
    const one = stays[place];
    if (one) stays[place] = next(one);
    return one !== undefined;
  };
  for (const fact of facts) {
    if (fact.kind === 'supervision-began') stays.push(stay(fact, fact.agent));
    if (fact.kind === 'supervision-changed') {
      const { supervisor, mode, at } = fact;
      const isKnown = change(supervisor, one => ({ ...one, modes: [...one.modes, { mode, at }] }));
      // Who may not be told of the beginning is told from here on.
      if (!isKnown) stays.push(stay(fact, null));
    }
    if (fact.kind === 'supervision-ended') change(fact.supervisor, one => left(one, fact.at, fact.why));
    if (fact.kind === 'call-ended')
      for (const { supervisor } of stays) change(supervisor, one => left(one, fact.at, 'talk-over'));
  }
  return stays;
}

const stay = (
  { supervisor, mode, at }: { supervisor: string; mode: SupervisionMode; at: number },
  agent: string | null,
): Supervision => ({
  supervisor,
  agent,
  from: at,
  until: null,
  lastedMs: null,
  why: null,
  modes: [{ mode, at }],
});

const left = (one: Supervision, until: number, why: SupervisionEnd): Supervision => ({
  ...one,
  until,
  lastedMs: Math.max(0, until - one.from),
  why,
});

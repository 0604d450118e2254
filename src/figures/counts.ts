import type { AgentState } from './agent-time.ts';
import type { CalledOnce, CountedShare, CountedTurn } from './count-call.ts';

/** Who left the line sooner than this did not wait at all, ms: a wrong number, or a second thought. */
export const SHORT_ABANDON_MS = 5_000;
/** Below this mean opinion score many are not satisfied (ITU-T G.109: R below 70). */
export const BAD_MOS = 3.6;

/** What things are counted: calls, their turns through queues, the shares of agents in them, and agents' time. */
export const FAMILIES = ['call', 'turn', 'share', 'time'] as const;
export type Family = (typeof FAMILIES)[number];

/** A turn, and how long its queue may take to answer it, ms. */
export type JudgedTurn = CountedTurn & { readonly withinMs: number };
type AgentTime = { readonly state: AgentState; readonly ms: number };

interface Rows {
  readonly call: CalledOnce;
  readonly turn: JudgedTurn;
  readonly share: CountedShare;
  readonly time: AgentTime;
}

type Rule<F extends Family> = (row: Rows[F]) => boolean | number;

const came = (outcome: CalledOnce['outcome']) => (call: CalledOnce) =>
  call.direction === 'in' && call.outcome === outcome;
const went = (is: (outcome: CalledOnce['outcome']) => boolean) => (call: CalledOnce) =>
  call.direction === 'out' && is(call.outcome);
const end = (is: CountedTurn['end']) => (turn: CountedTurn) => turn.end === is;
const talked = ({ kind }: CountedShare) => kind === 'talked';
const worked = ({ kind }: CountedShare) => kind === 'talked' || kind === 'not-reached';
const state = (is: AgentState) => (time: AgentTime) => (time.state === is ? time.ms : 0);

/** What each family's rows add to each count: 1 or 0, or how much. Every figure is computed from sums of these (metrics.ts). */
export const RULES = {
  call: {
    callsIn: call => call.direction === 'in',
    callsAnswered: came('answered'),
    callsAbandoned: came('abandoned'),
    callsLeftInMenu: came('left-in-menu'),
    callsEndedByMenu: came('ended-by-menu'),
    callsServedByMenu: came('served-by-menu'),
    callsLeftMessage: came('left-message'),
    callsNoService: came('no-service'),
    callsFailed: came('failed'),
    callsOut: call => call.direction === 'out',
    outAnswered: went(outcome => outcome === 'answered'),
    outNotReached: went(outcome => outcome === 'not-reached'),
    outOther: went(outcome => outcome !== 'answered' && outcome !== 'not-reached'),
  },
  turn: {
    queued: () => true,
    answered: end('answered'),
    answeredWithin: turn => turn.end === 'answered' && turn.tookMs <= turn.withinMs,
    abandoned: end('abandoned'),
    abandonedWithin: turn => turn.end === 'abandoned' && turn.tookMs <= turn.withinMs,
    abandonedShort: turn => turn.end === 'abandoned' && turn.tookMs < SHORT_ABANDON_MS,
    gone: end('gone'),
    waitedMs: turn => (turn.end === 'answered' ? turn.waitedMs : 0),
  },
  share: {
    offers: share => share.offered,
    offersTaken: share => share.offered && talked(share),
    unanswered: share => share.kind === 'unanswered',
    callerLeft: share => share.kind === 'caller-left',
    handled: talked,
    talkMs: share => (talked(share) ? share.talkedMs : 0),
    holdMs: share => (talked(share) ? share.heldMs : 0),
    wrapUpMs: share => (talked(share) ? share.wrapUpMs : 0),
    held: share => talked(share) && share.heldMs > 0,
    gaveOn: share => talked(share) && share.gaveOn,
    worked,
    disposed: share => worked(share) && share.disposition !== null,
    joined: share => share.kind === 'joined',
    joinedMs: share => (share.kind === 'joined' ? share.talkedMs : 0),
    voiced: share => share.mos !== null,
    mosSum: share => share.mos ?? 0,
    voiceBad: share => share.mos !== null && share.mos < BAD_MOS,
  },
  time: {
    readyMs: state('ready'),
    noPhoneMs: state('no-phone'),
    ringingMs: state('ringing'),
    talkingMs: state('talking'),
    wrappingUpMs: state('wrap-up'),
    breakMs: state('break'),
    dndMs: state('dnd'),
  },
} as const satisfies { readonly [F in Family]: Readonly<Record<string, Rule<F>>> };

export type CountOf<F extends Family> = keyof (typeof RULES)[F];
export type CountId = { [F in Family]: CountOf<F> }[Family];
export type Counts = Readonly<Record<CountId, number>>;

/** Counts of the families that a row of a table has; the others are not to be told of it. */
export type SomeCounts = Readonly<Partial<Counts>>;

export const COUNTS_OF: Readonly<Record<Family, readonly CountId[]>> = {
  call: Object.keys(RULES.call) as CountId[],
  turn: Object.keys(RULES.turn) as CountId[],
  share: Object.keys(RULES.share) as CountId[],
  time: Object.keys(RULES.time) as CountId[],
};

export const COUNT_IDS: readonly CountId[] = FAMILIES.flatMap(family => COUNTS_OF[family]);

export const familyOf = (count: CountId): Family =>
  FAMILIES.find(family => COUNTS_OF[family].includes(count)) ?? 'call';

/** What one row adds to each count of its family. */
export function countsOfRow<F extends Family>(family: F, row: Rows[F]): SomeCounts {
  return Object.fromEntries(
    Object.entries(RULES[family]).map(([count, rule]) => [count, Number((rule as Rule<F>)(row))]),
  );
}

/** Whether a row is one of those that a count counts: the calls behind a number. */
export function isOf<F extends Family>(family: F, count: CountId, row: Rows[F]): boolean {
  const rule = (RULES[family] as Readonly<Record<string, Rule<F>>>)[count];
  return rule !== undefined && Number(rule(row)) > 0;
}

/** The sum of counts; what only one of them has is kept. */
export function added(one: SomeCounts, other: SomeCounts): SomeCounts {
  const sum: Partial<Record<CountId, number>> = { ...one };
  for (const [count, value] of Object.entries(other) as [CountId, number][])
    sum[count] = (sum[count] ?? 0) + value;
  return sum;
}

/** Nothing of a family. */
export const noneOf = (families: readonly Family[]): SomeCounts =>
  Object.fromEntries(families.flatMap(family => COUNTS_OF[family].map(count => [count, 0])));

import type { SupervisionMode } from '../../src/calls/events.ts';
import { can } from '../../src/rights/capabilities.ts';
import type { CallPicture, SupervisorPicture } from '../../src/supervision/events.ts';
import type { Dictionary } from '../words/es.ts';
import { isWithoutCustomer } from './consult.ts';
import type { Screen } from './screen.ts';

/**
 * The talk of an agent in which the person of this page is beside them.
 *
 *   none ──asked──▶ asked ──the telephone is called──▶ called ──answers──▶ in ──asked to leave──▶ leaving ──▶ none
 *                     ├──refused──▶ none                  └──does not──▶ over ◀──by itself── in
 *                     └──the talk is over, or my telephone is not called──▶ over, with the reason ──read──▶ none
 */
export type Supervision =
  | {
      readonly stage: 'asked' | 'called' | 'in' | 'leaving';
      readonly call: string;
      readonly agent: string | null;
    }
  | {
      readonly stage: 'over';
      readonly call: string;
      readonly agent: string | null;
      readonly why: SupervisionOver;
    };

/**
 * `back-in-line`: the customer waits for another agent. `before-in`, `line-before-in`: the same, and I was not in it yet. `cut`, and
 * `unanswered` by my telephone: the two talk on.
 */
export type SupervisionOver =
  | 'call-over'
  | 'back-in-line'
  | 'before-in'
  | 'line-before-in'
  | 'cut'
  | 'unanswered';

type Known = Pick<Screen, 'who' | 'picture' | 'phone' | 'supervision'>;

/** The call that I supervise, or for which my telephone is called, as the centre shows it. */
export function supervised({ who, picture }: Pick<Known, 'who' | 'picture'>): {
  readonly call: CallPicture;
  readonly own: SupervisorPicture;
} | null {
  for (const call of picture?.calls ?? []) {
    const own = call.supervisors?.find(({ person }) => person === who.person.id);
    if (own) return { call, own };
  }
  return null;
}

/** What is known of it after the centre's picture has changed. */
export function supervisionAfter(screen: Known): Supervision | null {
  const now = supervised(screen);
  const before = screen.supervision;
  if (now) {
    const { call, own } = now;
    const leaving = before?.stage === 'leaving' && before.call === call.id;
    return { stage: leaving ? 'leaving' : own.up ? 'in' : 'called', call: call.id, agent: call.agent };
  }
  if (before?.stage === 'leaving') return null;
  if (before === null || before.stage === 'over') return before;
  const call = screen.picture?.calls.find(({ id }) => id === before.call);
  if (before.stage === 'asked' && call?.phase === 'talking' && call.agent !== screen.who.person.id)
    return before;
  // Taken over: it is my own.
  if (call?.agent === screen.who.person.id) return null;
  const phase = call?.phase;
  if (phase === 'talking' && screen.phone.lastEnd?.why === 'hung-up') return null;
  return { ...before, stage: 'over', why: whyOver(phase, before.stage) };
}

function whyOver(
  phase: CallPicture['phase'] | undefined,
  before: 'asked' | 'called' | 'in',
): SupervisionOver {
  const wasIn = before === 'in';
  if (phase === 'talking') return wasIn ? 'cut' : 'unanswered';
  if (phase === 'waiting' || phase === 'offered') return wasIn ? 'back-in-line' : 'line-before-in';
  return wasIn ? 'call-over' : 'before-in';
}

/** So long after a wish was taken my telephone is called at the latest, ms. */
export const CALLED_WITHIN_MS = 5_000;

/** The wish was taken and the talk goes on, and nothing called my telephone: who waits on is told. */
export const notCalled = (supervision: Supervision | null, call: string): Supervision | null =>
  supervision?.stage === 'asked' && supervision.call === call
    ? { ...supervision, stage: 'over', why: 'unanswered' }
    : supervision;

/** The leg at this page is that of a talk I supervise, and no call of my own. */
export function isSupervising({ supervision }: Pick<Known, 'supervision'>, call: string | null): boolean {
  return supervision !== null && supervision.stage !== 'over' && supervision.call === call;
}

/** Whether I may go into this call: somebody else's talk. */
export function maySupervise({ who }: Pick<Known, 'who'>, call: CallPicture): boolean {
  return can(who.person, 'supervise-calls') && call.phase === 'talking' && call.agent !== who.person.id;
}

/** Whether I may end this call: nobody of ours is in it, and it lasts as long as they talk. */
export function mayEnd({ who }: Pick<Known, 'who'>, { phase }: CallPicture): boolean {
  return can(who.person, 'supervise-calls') && phase === 'handed-out';
}

/** Whether a customer is in a talk, whom I would go on with; who is left in one without talks on. */
export const mayTakeOver = (call: CallPicture): boolean => !isWithoutCustomer(call);

/** Without a telephone there is nothing to hear by. */
export const hasTelephone = ({ who }: Pick<Known, 'who'>): boolean => can(who.person, 'telephone');

/** The others who are beside the agent of a call, the agent's own view among them. */
export function othersIn(
  { who }: Pick<Known, 'who'>,
  { supervisors = [] }: CallPicture,
): SupervisorPicture[] {
  return supervisors.filter(({ person, up }) => up && person !== who.person.id);
}

/** In the order of what is heard of them. */
export const MODES: readonly SupervisionMode[] = ['listen', 'whisper', 'barge'];

/** A way to be in a talk, or to have it. */
export type Way = SupervisionMode | 'take-over';

/** What becomes of whom in a way: of a talk that has no customer, or none any more, nothing is said of one. */
export function wayHint({ supervise }: Dictionary, mode: Way, call: CallPicture): string {
  if (mode === 'take-over') return mayTakeOver(call) ? supervise.takeOverHint : supervise.takeOverNobody;
  return mode === 'barge' && !mayTakeOver(call) ? supervise.bargeOthers : supervise.hints[mode];
}

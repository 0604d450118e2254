import type { SupervisionMode } from '../../src/calls/events.ts';
import { can } from '../../src/rights/capabilities.ts';
import type { CallPicture, SupervisorPicture } from '../../src/supervision/events.ts';
import type { Screen } from './screen.ts';

/**
 * The talk of an agent in which the person of this page is beside them.
 *
 *   none ──asked──▶ asked ──the telephone is called──▶ called ──answers──▶ in ──asked to leave──▶ leaving ──▶ none
 *                     └──refused──▶ none                  └──does not──▶ over ◀──by itself── in
 *                                                                        over, with the reason ──read──▶ none
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

/** `back-in-line`: the customer waits for another agent. `cut`, and `unanswered` by my telephone: the two talk on. */
export type SupervisionOver = 'call-over' | 'back-in-line' | 'cut' | 'unanswered';

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
  if (before?.stage !== 'in' && before?.stage !== 'called') return before;
  const call = screen.picture?.calls.find(({ id }) => id === before.call);
  // Taken over: it is my own.
  if (call?.agent === screen.who.person.id) return null;
  const phase = call?.phase;
  if (phase === 'talking' && screen.phone.lastEnd?.why === 'hung-up') return null;
  return { ...before, stage: 'over', why: whyOver(phase, before.stage) };
}

function whyOver(phase: CallPicture['phase'] | undefined, before: 'in' | 'called'): SupervisionOver {
  if (phase === 'talking') return before === 'in' ? 'cut' : 'unanswered';
  return phase === 'waiting' || phase === 'offered' ? 'back-in-line' : 'call-over';
}

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

import type { Will } from '../../src/agents/events.ts';
import { callArea } from './call-area.ts';
import { callById, me, type Screen } from './screen.ts';

/** How the agent's own state reads. `tone` picks a colour; the word is always written beside it. */
export interface MyState {
  readonly key:
    | 'unknown'
    | 'off'
    | 'break'
    | 'dnd'
    | 'ready'
    | 'ready-no-phone'
    | 'phone-rests'
    | 'offered'
    | 'dialling'
    | 'talking'
    | 'wrap-up'
    | 'supervises';
  readonly tone: 'grey' | 'green' | 'yellow' | 'blue' | 'orange' | 'red';
  /** Break code, when there is one. */
  readonly code: string | null;
  /** Server time since when, ms. */
  readonly since: number | null;
}

export function myState(screen: Screen): MyState {
  const mine = me(screen);
  if (!mine) return { key: 'unknown', tone: 'grey', code: null, since: null };
  const state = agentState(mine);
  if (state.key === 'supervises') {
    const call = callById(screen, mine.supervises ?? '');
    const own = call?.supervisors?.find(({ person }) => person === mine.id);
    return { ...state, since: own?.since ?? null };
  }
  const area = callArea(screen);
  // A call I make rings at the customer's, not here.
  if (area.kind === 'dialling') return { ...state, key: 'dialling', tone: 'blue' };
  // I have answered: the caller still hears the notice of the recording, and nothing rings any more.
  if (area.kind === 'talking' && state.key === 'offered')
    return { ...state, key: 'talking', tone: 'blue', since: area.since };
  return state;
}

/** What the agent is to be after the call; ready as long as the centre has not told. */
export const willKind = (screen: Screen): Will['kind'] => me(screen)?.will.kind ?? 'ready';

/** The wish was made in the call that is going on: it holds when that is over. One made before it holds already. */
export function isForAfterCall(screen: Screen): boolean {
  const mine = me(screen);
  if (!mine || mine.work.kind === 'idle' || mine.will.kind === 'ready') return false;
  const call = callById(screen, mine.work.call);
  return mine.willSince > (call?.arrivedAt ?? mine.work.since);
}

/** A span in such a state is a stopwatch: somebody waits for its end. */
export const isTimed = ({ key }: Pick<MyState, 'key'>): boolean =>
  ['offered', 'dialling', 'talking', 'wrap-up', 'supervises'].includes(key);

type Shown = NonNullable<ReturnType<typeof me>>;

/** The same reading for any agent, as supervisors see it: what they do comes before what they want. */
export function agentState(agent: Shown): MyState {
  const { work, will, willSince, phone } = agent;
  switch (work.kind) {
    case 'offered':
      return { key: 'offered', tone: 'orange', code: null, since: work.since };
    case 'talking':
      return { key: 'talking', tone: 'blue', code: null, since: work.since };
    case 'wrap-up':
      return { key: 'wrap-up', tone: 'orange', code: null, since: work.since };
    case 'idle':
      break;
    default:
      return work satisfies never;
  }
  if (agent.supervises !== undefined) return { key: 'supervises', tone: 'blue', code: null, since: null };
  const since = Math.max(willSince, work.since);
  if (will.kind === 'off') return { key: 'off', tone: 'grey', code: null, since: willSince };
  if (will.kind === 'break') return { key: 'break', tone: 'yellow', code: will.code, since: willSince };
  if (will.kind === 'dnd') return { key: 'dnd', tone: 'red', code: null, since: willSince };
  if (phone !== 'registered') return { key: 'ready-no-phone', tone: 'yellow', code: null, since };
  if (agent.rest && !agent.rest.over) return { key: 'phone-rests', tone: 'yellow', code: null, since };
  return { key: 'ready', tone: 'green', code: null, since };
}

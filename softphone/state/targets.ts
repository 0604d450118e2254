import type { Reach } from '../../src/agents/events.ts';
import { keyed } from '../../src/customers/keyed.ts';
import { hasParts } from '../../src/kit/searchable.ts';
import type { AgentPicture } from '../../src/supervision/events.ts';
import { agentState, type MyState } from './my-state.ts';
import type { Screen } from './screen.ts';

/** Whom a call may be given to, or who may be asked. */
export type Target =
  | { readonly queue: string }
  | { readonly agent: string }
  | { readonly flow: string }
  | { readonly number: string };

/** A colleague as a list of targets shows them. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
  /** The number at which they are called directly; '' for none. */
  readonly extension: string;
  /** Can be rung now. */
  readonly free: boolean;
  /** What becomes of a call to them now. */
  readonly reach: Reach;
  /** What they do, for those who are not free. */
  readonly state: MyState;
}

/** Everybody else who takes calls, by name. */
export function colleagues({ picture, who }: Pick<Screen, 'picture' | 'who'>): readonly Colleague[] {
  return (picture?.agents ?? [])
    .filter(agent => agent.id !== who.person.id)
    .map(colleague)
    .sort((a, b) => a.name.localeCompare(b.name));
}

function colleague(agent: AgentPicture): Colleague {
  const { id, displayName: name, extension = '', mayBeOffered: free } = agent;
  const state = agentState(agent);
  // Why a telephone rests is not told to others.
  return {
    id,
    name,
    extension,
    free,
    reach: agent.reach,
    state: !free && state.key === 'ready' ? { ...state, key: 'phone-rests' } : state,
  };
}

/** Those who are free first; `before`: the order that was shown, which stays so that no line moves under a pointer. */
export function inOrder(all: readonly Colleague[], before: readonly string[]): readonly Colleague[] {
  const known = new Map(all.map(each => [each.id, each]));
  const stay = before.flatMap(id => known.get(id) ?? []);
  const fresh = all.filter(({ id }) => !before.includes(id));
  return [...stay, ...fresh.filter(each => each.free), ...fresh.filter(each => !each.free)];
}

/** The same for a colleague, by their name or the beginning of their own number. */
export function isSoughtColleague(typed: string, { name, extension }: Colleague): boolean {
  const text = typed.trim();
  return isSought(text, name) || (text !== '' && extension.startsWith(text));
}

/** Whose own number this is: nothing leaves the centre for a colleague. */
export const ownerOf = (all: readonly Colleague[], written: string): Colleague | undefined => {
  const number = keyed(written);
  return number === '' ? undefined : all.find(({ extension }) => extension === number);
};

/** Nobody calls, asks or gives anybody to themselves. `own`: their own number, '' for none. */
export const isOwnNumber = (own: string, written: string): boolean => own !== '' && keyed(written) === own;

/** The only one whose name is typed: what is meant by letters without a digit, which may be no number. */
export function namedBy(all: readonly Colleague[], written: string): Colleague | undefined {
  if (written.trim() === '' || /\d/.test(written)) return undefined;
  const [only, ...others] = all.filter(({ name }) => isSought(written.trim(), name));
  return others.length === 0 ? only : undefined;
}

/** What a search leaves of a list of targets. */
export interface FoundTargets {
  readonly queues: readonly { readonly name: string; readonly open: boolean }[];
  readonly people: readonly Pick<Colleague, 'id' | 'free'>[];
  readonly flows: readonly { readonly name: string }[];
  /** The number outside that is typed; '' for none. */
  readonly number: string;
}

/** The only thing that a search leaves, which is what is meant; null: there are several or none, or it cannot be taken now. */
export function onlyTarget({ queues, people, flows, number }: FoundTargets): Target | null {
  const all = [
    ...queues.map(({ name, open }) => (open ? { queue: name } : null)),
    ...people.map(({ id, free }) => (free ? { agent: id } : null)),
    ...flows.map(({ name }) => ({ flow: name })),
    ...(number === '' ? [] : [{ number }]),
  ];
  return all.length === 1 ? (all[0] ?? null) : null;
}

/** Whether somebody who types this looks for it: accents and capitals aside. */
export const isSought = (typed: string, name: string): boolean => hasParts(typed, name);

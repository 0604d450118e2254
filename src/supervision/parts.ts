import type { CallPicture } from './events.ts';

/** Who has a part in a call: they are rung, call, talk, or owe a disposition while others talk. */
export function peopleOf({ agent, wrapUps = [] }: Pick<CallPicture, 'agent' | 'wrapUps'>): string[] {
  return [...new Set([...(agent === null ? [] : [agent]), ...wrapUps.map(each => each.agent)])];
}

export const isPartOf = (person: string, call: Pick<CallPicture, 'agent' | 'wrapUps'>): boolean =>
  peopleOf(call).includes(person);

/** Whether they may say who the caller is; the centre judges by the same rule (`mayIdentify`). */
export function mayNameCaller(person: string, { phase, agent, wrapUps = [] }: CallPicture): boolean {
  if (phase === 'talking' || phase === 'dialling') return agent === person;
  return wrapUps.some(each => each.agent === person);
}

/** The telephone that somebody has or had in a call; null when it is not known. */
export function lineOf(person: string, { agent, line, wrapUps }: CallPicture): string | null {
  return agent === person ? line : (wrapUps?.find(each => each.agent === person)?.line ?? null);
}

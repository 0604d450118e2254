import type { CallPicture, ColleaguePicture } from './events.ts';

type Parts = Pick<CallPicture, 'agent' | 'colleagues' | 'wrapUps'>;

/** Who has a part in a call: they are rung, call, talk, or owe a disposition while others talk. */
export function peopleOf({ agent, colleagues = [], wrapUps = [] }: Parts): string[] {
  const others = [...colleagues, ...wrapUps].map(each => each.agent);
  return [...new Set([...(agent === null ? [] : [agent]), ...others])];
}

export const isPartOf = (person: string, call: Parts): boolean => peopleOf(call).includes(person);

/** Somebody's part in a call that is another agent's. */
export const colleagueOf = (
  person: string,
  { colleagues }: Pick<CallPicture, 'colleagues'>,
): ColleaguePicture | undefined => colleagues?.find(({ agent }) => agent === person);

/** Whether they may say who the caller is; the centre judges by the same rule (`mayIdentify`). */
export function mayNameCaller(person: string, { phase, agent, wrapUps = [] }: CallPicture): boolean {
  if (phase === 'talking' || phase === 'dialling') return agent === person;
  return wrapUps.some(each => each.agent === person);
}

/** The telephone that somebody has or had in a call; null when it is not known. */
export function lineOf(person: string, call: CallPicture): string | null {
  if (call.agent === person) return call.line;
  const own = colleagueOf(person, call) ?? call.wrapUps?.find(each => each.agent === person);
  return own?.line ?? null;
}

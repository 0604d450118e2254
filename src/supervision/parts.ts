import type { CallPicture, ColleaguePicture } from './events.ts';

type Parts = Pick<CallPicture, 'agent' | 'caller' | 'colleagues' | 'wrapUps'>;

/** Who has a part in a call: they are rung, call, talk, or owe a disposition while others talk. */
export function peopleOf({ agent, caller, colleagues = [], wrapUps = [] }: Parts): string[] {
  const others = [...(caller ? [caller] : []), ...colleagues, ...wrapUps].map(each => each.agent);
  return [...new Set([...(agent === null ? [] : [agent]), ...others])];
}

export const isPartOf = (person: string, call: Parts): boolean => peopleOf(call).includes(person);

/** They were the last one to give it on, or it was taken over from them, and they wrap nothing up; the centre judges by the same rule. */
export const gaveOn = (
  person: string,
  { phase, before, transfer, outside = [] }: Pick<CallPicture, 'phase' | 'before' | 'transfer' | 'outside'>,
): boolean =>
  [before, transfer?.from].includes(person) ||
  (phase !== 'talking' && outside.some(({ by }) => by === person));

/** Somebody's part in a call that is another agent's. */
export const colleagueOf = (
  person: string,
  { colleagues }: Pick<CallPicture, 'colleagues'>,
): ColleaguePicture | undefined => colleagues?.find(({ agent }) => agent === person);

/** Whether they may say who the caller is; the centre judges by the same rule (`mayIdentify`). */
export function mayNameCaller(
  person: string,
  { phase, agent, direction, owedByNobody, wrapUps = [] }: CallPicture,
): boolean {
  if (direction === 'internal') return false;
  if ((phase === 'talking' && !owedByNobody) || phase === 'dialling') return agent === person;
  return wrapUps.some(each => each.agent === person);
}

/** The telephone that somebody has or had in a call; null when it is not known. */
export function lineOf(person: string, call: CallPicture): string | null {
  if (call.agent === person) return call.line;
  if (call.caller?.agent === person) return call.caller.line;
  const own = colleagueOf(person, call) ?? call.wrapUps?.find(each => each.agent === person);
  return own?.line ?? null;
}

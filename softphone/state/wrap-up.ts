import type { AgentPicture, CallPicture, WrapUpPicture } from '../../src/supervision/events.ts';
import { callById, type Screen } from './screen.ts';

/** For calls of no queue, such as calling a customer back, ms. */
const WITHOUT_QUEUE_MS = 120_000;

/** A wrap-up and how long it may last before it is an alarm, ms; 0 = as long as it likes. */
export interface WrapUp {
  readonly since: number;
  readonly alarmMs: number;
}

/** How long a wrap-up after a call of this queue may last before it is an alarm, ms; 0 = as long as it likes. */
export function wrapUpAlarmMs(screen: Screen, queue: string | null): number {
  return screen.picture?.queues.find(one => one.name === queue)?.wrapUpAlarmMs ?? WITHOUT_QUEUE_MS;
}

/** What an agent owes of a call: their own part, also when somebody else has the call now. */
export const ownWrapUp = (call: CallPicture | null, agent: string): WrapUpPicture | null =>
  call?.wrapUps?.find(each => each.agent === agent) ?? null;

/** Whether the call went on without them. */
export const isGivenOn = (owed: WrapUpPicture | null): owed is WrapUpPicture =>
  owed !== null && (owed.to ?? owed.flow ?? owed.dialled) !== undefined;

/** The wrap-up an agent is in, or null. */
export function wrapUpOf(screen: Screen, { id, work }: Pick<AgentPicture, 'id' | 'work'>): WrapUp | null {
  if (work.kind !== 'wrap-up') return null;
  const call = callById(screen, work.call);
  const queue = (ownWrapUp(call, id) ?? call)?.queue ?? null;
  return { since: work.since, alarmMs: wrapUpAlarmMs(screen, queue) };
}

export function isOverlong({ since, alarmMs }: WrapUp, now: number): boolean {
  return alarmMs > 0 && now - since >= alarmMs;
}

export interface LateAgent {
  readonly agent: AgentPicture;
  readonly wrapUp: WrapUp;
}

/** Agents whose wrap-up lasts longer than their queue allows, the longest first. Only a disposition ends it. */
export function lateAgents(screen: Screen, now: number): readonly LateAgent[] {
  return (screen.picture?.agents ?? [])
    .flatMap(agent => {
      const wrapUp = wrapUpOf(screen, agent);
      return wrapUp && isOverlong(wrapUp, now) ? [{ agent, wrapUp }] : [];
    })
    .sort((a, b) => a.wrapUp.since - b.wrapUp.since);
}

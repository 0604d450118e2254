import { can, type Standing } from './capabilities.ts';

/** The queues and areas that a person, an agent or a waiting caller belongs to. */
export interface Belongs {
  readonly queues: readonly string[];
  readonly areas: readonly string[];
}

/**
 * Whether somebody may give orders over an agent or a caller: a supervisor, where one of their areas or queues is the
 * other's, too. Who has neither directs nobody, though they see everything.
 */
export function directs(person: Standing & Belongs, subject: Belongs): boolean {
  return (
    can(person, 'direct-agents') && (meet(person.areas, subject.areas) || meet(person.queues, subject.queues))
  );
}

/**
 * Whether somebody may go into the talk of this agent: an administrator into any, a supervisor into those of whom they direct, or
 * that came through a queue of theirs (`subject` has both).
 */
export const mayGoInto = (person: Standing & Belongs, subject: Belongs): boolean =>
  can(person, 'supervise-calls') && (!can(person, 'direct-agents') || directs(person, subject));

const meet = (these: readonly string[], others: readonly string[]): boolean =>
  these.some(each => others.includes(each));

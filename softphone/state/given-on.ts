import type { CallPicture, WrapUpPicture } from '../../src/supervision/events.ts';
import type { Speaker } from './announce.ts';
import { nameOf, queueTitle, type Screen } from './screen.ts';

/**
 * Where a call is that went on without its agent: it rings there, or is there. A queue or a menu has it at once; null: it was not
 * taken, or nobody has told.
 */
export function whereGiven(owed: WrapUpPicture, call: CallPicture | null): 'rings' | 'there' | null {
  const { colleague, dialled, taken, asQueue } = owed;
  if (taken || asQueue || (colleague === undefined && dialled === undefined)) return 'there';
  if (call === null) return null;
  const { phase, agent, waitsFor, transfer, wrapUps = [], colleagues = [], outside = [] } = call;
  const isTalk = phase === 'handed-out' || phase === 'talking';
  const isIn =
    agent === colleague ||
    colleagues.some(each => each.agent === colleague) ||
    outside.some(each => each.dialled === dialled);
  if (isTalk && isIn) return 'there';
  if (phase === 'giving-out') return 'rings';
  if (colleague !== undefined && (waitsFor ?? (phase === 'offered' && agent)) === colleague) return 'rings';
  if (transfer?.out ?? transfer?.back) return null;
  // They have talked and owe their own disposition.
  return wrapUps.some(each => each.agent === colleague) ? 'there' : null;
}

/** In words for the agent who gave it on, or from whom it was taken over: nothing that has not happened. */
export function givenOnSentence(
  screen: Screen,
  owed: WrapUpPicture,
  call: CallPicture | null,
  { words, say, formats }: Speaker,
): string {
  const { transfer, announce } = words;
  if (owed.flow) return transfer.over(say(owed.flow.title));
  const queue = queueTitle(screen, owed.to ?? '');
  const person = nameOf(screen, owed.colleague ?? null);
  const to =
    owed.asQueue && person
      ? transfer.toOneOf(queue, person)
      : owed.dialled === undefined
        ? (person ?? queue)
        : formats.telephone(owed.dialled);
  const where = whereGiven(owed, call);
  return where === null ? announce.transferred : transfer[where === 'there' ? 'over' : 'rings'](to);
}

import type { CallCard } from '../../src/http/shapes/calls.ts';
import type { CallPicture } from '../../src/supervision/events.ts';
import type { Dictionary } from '../words/es.ts';
import type { Formats } from '../words/formats.ts';

/** In words for the agent: who ended the call, or why the customer was not reached. */
export function endSentence(
  { by, why, spoke }: NonNullable<CallPicture['ended']>,
  words: Dictionary,
): string {
  const { ended } = words.call;
  switch (why) {
    case 'hung-up':
      if (by === 'agent') return ended.byMe;
      return by === 'caller' ? (spoke ? ended.byCustomer : ended.byCustomerEarly) : ended.over;
    case 'unseen':
    case 'sent-away':
      return ended.over;
    case 'our-failure':
      return spoke ? ended.cutByUs : ended.ourFailure;
    default:
      return ended[why];
  }
}

/** What a call came to, in a list. A call out that reached nobody says why. */
export function outcomeWord(
  { outcome, endedWhy }: Pick<CallCard, 'outcome' | 'endedWhy'>,
  words: Dictionary,
): string {
  const { outcome: outcomes, notReached } = words.recent;
  if (outcome !== 'not-reached' || endedWhy === null) return outcomes[outcome];
  return notReached[endedWhy] ?? outcomes[outcome];
}

/** The colleague, or the queue, that was asked, and why nobody came. */
export function unansweredSentence(
  { colleague, why, queue }: NonNullable<CallPicture['unanswered']>,
  { consult, transfer }: Dictionary,
  titleOf: { readonly person: (id: string) => string; readonly queue: (name: string) => string },
): string {
  const sentence = transfer.back[why](titleOf.person(colleague));
  return queue === undefined ? sentence : `${sentence} ${consult.nobodyLeft(titleOf.queue(queue))}`;
}

/** A number outside at which nobody was reached, and why. */
export const notReached = (
  { dialled, why }: NonNullable<CallPicture['notReached']>,
  words: Dictionary,
  { telephone }: Pick<Formats, 'telephone'>,
): string => `${telephone(dialled)}: ${outcomeWord({ outcome: 'not-reached', endedWhy: why }, words)}`;

/** What a colleague hears of the voicemail of `who`, whom they called, and first why it is that. */
export function voicemailSentence(
  { message = 'greeting', notTaken = 'ignored' }: Pick<CallPicture, 'message' | 'notTaken'>,
  who: string,
  { internal, transfer, state }: Dictionary,
): string {
  const told = internal.voicemail[message];
  if (message !== 'greeting') return told;
  switch (notTaken) {
    case 'dnd':
    case 'break':
    case 'off':
      return `${who}: ${state[notTaken]}. ${told}`;
    case 'no-phone':
      return `${who}: ${state['ready-no-phone']}. ${told}`;
    default:
      return `${transfer.back[notTaken](who)} ${told}`;
  }
}

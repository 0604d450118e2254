import { type CallStory, foldCall } from '../../src/calls/call-story.ts';
import type { CallFact } from '../../src/calls/events.ts';

/** What the records have of a call that came in at 0, by what happened to it since. */
export function recordedCall(facts: readonly CallFact[]): CallStory {
  const arrived: CallFact = {
    kind: 'call-arrived',
    at: 0,
    direction: 'in',
    ticket: 't1',
    opensTicket: true,
    callerNumber: '1',
    callerName: '',
    dialled: '*626',
    from: 'trunk',
    agent: null,
  };
  const story = [arrived, ...facts].reduce<CallStory | null>((so, fact) => foldCall(so, 'c1', fact), null);
  if (!story) throw new Error('nothing was recorded');
  return story;
}

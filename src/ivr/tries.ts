import type { Place } from './conversation.ts';
import type { Flow, NodeOf } from './flow.ts';

type Patient = NodeOf<'menu' | 'collect' | 'lookup' | 'match'>;

export function placeAtStart(flow: Flow): Place {
  return {
    flow: flow.flow,
    version: flow.version,
    node: flow.start,
    again: null,
    tries: {},
    keyed: {},
    customer: null,
    ticket: null,
    informed: false,
    asked: 0,
  };
}

export function goTo(place: Place, node: string): Place {
  return { ...place, node, again: null };
}

export function triesLeft(flow: Flow, place: Place, node: Patient): boolean {
  return (place.tries[place.node] ?? 0) < (node.tries ?? flow.patience.tries);
}

/** Counts a failed try at the node the caller stands on: on to `retry`, or to `otherwise` when it was the last. */
export function failedAt(flow: Flow, place: Place, node: Patient, retry: string): Place {
  const counted = { ...place, tries: { ...place.tries, [place.node]: (place.tries[place.node] ?? 0) + 1 } };
  return goTo(counted, triesLeft(flow, counted, node) ? retry : node.otherwise);
}

/** A question well answered is asked afresh the next time. */
export function forgetTries(place: Place): Place {
  const { [place.node]: _, ...tries } = place.tries;
  return { ...place, tries };
}

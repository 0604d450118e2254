import type { CallFacts, FlowInput, Learned, Place } from './conversation.ts';
import type { Flow, FlowNode, NodeOf } from './flow.ts';
import { failedAt, forgetTries, goTo } from './tries.ts';

export interface Answered {
  readonly next: Place;
  readonly learned: readonly Learned[];
}

const on = (next: Place, learned: readonly Learned[] = []): Answered => ({ next, learned });

/**
 * Where an answer leads. An answer the node did not ask for leaves the caller where they are.
 * `about` is what the call knows at the moment of the answer.
 */
export function answer(
  flow: Flow,
  node: FlowNode,
  place: Place,
  heard: FlowInput,
  about: CallFacts,
): Answered {
  switch (node.kind) {
    case 'say':
      // A prompt that cannot be played costs the caller a sentence, not the call.
      if (heard.kind !== 'said' && heard.kind !== 'say-failed') return on(place);
      return on(
        goTo(node.informs && heard.kind === 'said' ? { ...place, informed: true } : place, node.next),
      );
    case 'menu':
    case 'collect':
      if (heard.kind === 'silence' || heard.kind === 'say-failed')
        return on(askAgain(flow, place, node, 'silent'));
      if (heard.kind !== 'digits') return on(place);
      return node.kind === 'menu'
        ? chosen(flow, node, place, heard.digits)
        : collected(flow, node, place, heard.digits);
    case 'lookup':
      return lookedUp(flow, node, place, heard, about);
    case 'match':
    case 'choose':
    case 'queue':
    case 'hang-up':
      return on(place);
    default:
      return node satisfies never;
  }
}

function askAgain(
  flow: Flow,
  place: Place,
  node: NodeOf<'menu' | 'collect'>,
  why: 'silent' | 'wrong',
): Place {
  const failed = failedAt(flow, place, node, place.node);
  return failed.node === place.node ? { ...failed, again: why } : failed;
}

function chosen(flow: Flow, node: NodeOf<'menu'>, place: Place, digits: string): Answered {
  const option = Object.hasOwn(node.options, digits) ? node.options[digits] : undefined;
  if (option === undefined) return on(askAgain(flow, place, node, 'wrong'));
  const asks = { ...forgetTries(place), informed: false };
  const learned =
    node.learn === undefined || option.means === undefined ? [] : [{ ...node.learn, value: option.means }];
  return on(goTo(asks, option.to), learned);
}

function collected(flow: Flow, node: NodeOf<'collect'>, place: Place, digits: string): Answered {
  const key = node.keys !== undefined && Object.hasOwn(node.keys, digits) ? node.keys[digits] : undefined;
  if (key !== undefined) return on(goTo(forgetTries(place), key));
  if (digits === '' && node.skip !== undefined) return on(goTo(forgetTries(place), node.skip));
  if (!/^\d+$/.test(digits) || digits.length < node.min || digits.length > node.max) {
    return on(askAgain(flow, place, node, 'wrong'));
  }
  const kept = { ...forgetTries(place), keyed: { ...place.keyed, [node.into]: digits } };
  const learned = node.learn === undefined ? [] : [{ ...node.learn, value: { es: digits, en: digits } }];
  return on(goTo(kept, node.next), learned);
}

function lookedUp(
  flow: Flow,
  node: NodeOf<'lookup'>,
  place: Place,
  heard: FlowInput,
  about: CallFacts,
): Answered {
  if (heard.kind === 'lookup-failed') return on(goTo(place, node.failed));
  if (heard.kind !== 'found' || heard.found.kind !== node.what) return on(place);
  if (heard.found.kind === 'ticket') {
    const { ticket } = heard.found;
    if (ticket === null) return on(failedAt(flow, { ...place, ticket: null }, node, node.missing));
    return on(goTo({ ...forgetTries(place), ticket }, node.found));
  }
  const { customer } = heard.found;
  if (customer === null) return on(failedAt(flow, place, node, node.missing));
  // The customer that the call already knows stays, whatever document is keyed.
  return on(goTo({ ...forgetTries(place), customer: about.customer === null ? customer : null }, node.found));
}

import { answer } from './answer.ts';
import type { Ask, CallFacts, FlowInput, FlowStep, Learned, Place, TurnedAway } from './conversation.ts';
import { knowsLastFour } from './disclosure.ts';
import { type Flow, type FlowNode, type NodeOf, nodeAt } from './flow.ts';
import { announcementsOf, holds, noticeIn, promptsOf } from './sayings.ts';
import { ticketFromDigits } from './ticket-number.ts';
import { failedAt, goTo, placeAtStart, triesLeft } from './tries.ts';

/** Questions and announcements one caller may hear; who goes round in circles is then brought to the rescue. */
const MAX_ASKED = 80;
/** Nodes passed without a sound before something is heard; the lint finds such loops, this is the belt. */
const MAX_SILENT_HOPS = 50;

/**
 * One step of a flow.
 *
 *   null ──start──► at a node ──answer──► at a node ── ... ──► at an end (queue, hang-up)
 *
 * `start` on a place asks its question again (after a restart of the server). So does an answer the question
 * did not ask for, or one given to an older text of the flow. A place the flow no longer has leads to its start.
 * Total and pure: it never throws, and always ends in something to do for the caller.
 */
export function walk(flow: Flow, place: Place | null, heard: FlowInput, about: CallFacts): FlowStep {
  if (place === null) return settle(flow, placeAtStart(flow), about, []);
  const node = place.flow === flow.flow ? nodeAt(flow, place.node) : undefined;
  if (node === undefined) return settle(flow, { ...placeAtStart(flow), asked: place.asked }, about, []);
  const here = { ...place, version: flow.version };
  if (heard.kind === 'start' || place.version !== flow.version) return settle(flow, here, about, []);
  const { next, learned } = answer(flow, node, here, heard, about);
  return settle(flow, next, about, learned);
}

/** Passes the nodes that need no answer until one has something to ask. */
function settle(flow: Flow, arrived: Place, about: CallFacts, learned: readonly Learned[]): FlowStep {
  let place = arrived;
  const turnedAway: TurnedAway[] = [];
  for (let hops = 0; hops < MAX_SILENT_HOPS; hops += 1) {
    const node = nodeAt(flow, place.node);
    if (node === undefined) break;
    const met = meet(flow, node, place, about);
    if ('ask' in met) {
      const asked = place.asked + 1;
      if (asked > MAX_ASKED && met.ask.kind !== 'queue' && met.ask.kind !== 'hang-up') break;
      return { place: { ...place, asked }, ask: met.ask, learned, turnedAway };
    }
    if (met.closed) turnedAway.push(met.closed);
    place = met.next;
  }
  return { place: goTo(place, flow.rescue), ask: rescueOf(flow, place, about), learned, turnedAway };
}

type Met = { readonly ask: Ask } | { readonly next: Place; readonly closed?: TurnedAway };

/** What a node does when the caller arrives: it asks something, or leads on by itself. */
function meet(flow: Flow, node: FlowNode, place: Place, about: CallFacts): Met {
  switch (node.kind) {
    case 'say': {
      const prompts = promptsOf(node.prompts, place, about);
      if (prompts.length === 0) return { next: goTo(place, node.next) };
      const cuts = node.cuts ? { cuts: true as const } : {};
      return { ask: { kind: 'say', prompts, ...cuts, ...noticeIn(node.prompts, place, about) } };
    }
    case 'menu': {
      const longest = Math.max(1, ...Object.keys(node.options).map(key => key.length));
      return { ask: gather(flow, node, place, about, { min: 1, max: longest, finishOn: '' }) };
    }
    case 'collect':
      return { ask: gather(flow, node, place, about, { min: node.min, max: node.max, finishOn: '#' }) };
    case 'lookup':
      return meetLookup(flow, node, place, about);
    case 'match':
      return { next: matched(flow, node, place) };
    case 'choose': {
      const branch = node.when.find(each => holds(each.if, place, about));
      return { next: goTo(place, branch?.to ?? node.otherwise) };
    }
    case 'queue':
      if (node.closed !== undefined && !about.queueOpen(node.queue))
        return { next: goTo(place, node.closed), closed: wayOf(node) };
      return { ask: queued(node, place, about) };
    case 'hang-up':
      return { ask: { kind: 'hang-up', cause: node.cause } };
    default:
      return node satisfies never;
  }
}

function gather(
  flow: Flow,
  node: NodeOf<'menu' | 'collect'>,
  place: Place,
  about: CallFacts,
  digits: { min: number; max: number; finishOn: string },
): Ask {
  const before = place.again === null ? [] : flow.patience[place.again];
  return {
    kind: 'gather',
    prompts: promptsOf([...before, ...node.prompts], place, about),
    ...digits,
    firstDigitMs: flow.patience.firstDigitMs,
    interDigitMs: flow.patience.interDigitMs,
    ...noticeIn(node.prompts, place, about),
  };
}

/** Digits that can be no ticket's number are not looked for: they are missing at once. */
function meetLookup(flow: Flow, node: NodeOf<'lookup'>, place: Place, about: CallFacts): Met {
  const keyed = place.keyed[node.from];
  if (keyed === undefined) return { next: goTo(place, node.failed) };
  if (node.what === 'customer-by-document') {
    return { ask: { kind: 'lookup', lookup: { kind: 'customer-by-document', document: keyed } } };
  }
  const number = ticketFromDigits(keyed, about.ticketNumber);
  if (number === null) return { next: failedAt(flow, place, node, node.missing) };
  return { ask: { kind: 'lookup', lookup: { kind: 'ticket', number } } };
}

/** Tries of a proof are counted over the whole call: asking for another ticket gives no new guesses. */
function matched(flow: Flow, node: NodeOf<'match'>, place: Place): Place {
  if (!triesLeft(flow, place, node)) return goTo(place, node.otherwise);
  const keyed = place.keyed[node.from] ?? '';
  if (place.ticket !== null && knowsLastFour(place.ticket, keyed)) return goTo(place, node.matched);
  return failedAt(flow, place, node, node.wrong);
}

const wayOf = ({ queue, topic, priority }: NodeOf<'queue'>): TurnedAway => ({ queue, topic, priority });

function queued(node: NodeOf<'queue'>, place: Place, about: CallFacts): Ask {
  return { kind: 'queue', ...wayOf(node), first: announcementsOf(node.first ?? [], place, about) };
}

function rescueOf(flow: Flow, place: Place, about: CallFacts): Ask {
  const node = nodeAt(flow, flow.rescue);
  return node?.kind === 'queue' ? queued(node, place, about) : { kind: 'hang-up', cause: 'finished' };
}

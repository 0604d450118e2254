import { kindsOf } from '../../src/kit/kinds.ts';
import type { Standing } from '../../src/rights/capabilities.ts';
import { guideOf, type ManualGuide, type ManualPlace } from './manual-place.ts';

type Parts = Readonly<Partial<Record<ManualGuide, string>>>;

/** What a window is about, and the part of each guide that says what to do in it; the first guide is for all who have none. */
const TOPICS = {
  account: { agent: 'account' },
  audio: { agent: 'audio' },
  check: { agent: 'check' },
  keys: { agent: 'keys' },
  registration: { agent: 'trouble-phone' },
  diagnosis: { analyst: 'diagnosis' },
  takeOver: { agent: 'trouble-elsewhere' },
  figures: { agent: 'own-figures' },
  dial: { agent: 'dial' },
  scheduled: { agent: 'scheduled' },
  transfer: { agent: 'transfer' },
  conference: { agent: 'consult' },
  reveal: { agent: 'customer' },
  customer: { agent: 'customer', analyst: 'customer' },
  ticket: { agent: 'ticket', analyst: 'take', supervisor: 'tickets' },
  solve: { analyst: 'solve', supervisor: 'tickets' },
  passOn: { analyst: 'pass-on', agent: 'ticket', supervisor: 'tickets' },
  agents: { supervisor: 'agents' },
  callers: { supervisor: 'callers' },
  recordings: { supervisor: 'recordings' },
  wallboard: { supervisor: 'wallboard' },
  people: { admin: 'people' },
  queues: { admin: 'queues' },
  policies: { admin: 'policies' },
  outgoing: { admin: 'outgoing' },
} as const satisfies Readonly<Record<string, Parts>>;

export type ManualTopic = keyof typeof TOPICS;
export const MANUAL_TOPICS = kindsOf(TOPICS);

/** Where in the manual of this person it says what to do in a window about this. */
export function topicPlace(topic: ManualTopic, person: Standing): ManualPlace {
  const parts: Parts = TOPICS[topic];
  const own = guideOf(person);
  const guide = parts[own] === undefined ? (Object.keys(TOPICS[topic])[0] as ManualGuide) : own;
  return { guide, part: parts[guide] ?? '' };
}

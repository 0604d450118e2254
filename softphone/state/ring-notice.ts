import type { Dictionary } from '../words/es.ts';
import { callArea } from './call-area.ts';
import type { Screen } from './screen.ts';

/** What the desktop's own notice of a ringing call says. */
export interface RingNotice {
  readonly title: string;
  readonly body: string;
  /** The desk that a click leads to. */
  readonly to: '/agent' | '/supervisor';
}

/**
 * The notice for a call that rings here, or null. It names the queue and nothing of the customer: notices are shown on
 * locked and on shared screens.
 */
export function ringNotice(screen: Screen, words: Dictionary): RingNotice | null {
  const area = callArea(screen);
  if (area.kind !== 'ringing' || area.voice === 'desk') return null;
  const queue = screen.picture?.queues.find(one => one.name === area.call?.queue)?.title;
  return {
    title: words.call.ringing,
    body: area.byItself
      ? words.autoAnswer[area.byItself]
      : queue
        ? words.ringNotice.ofQueue(queue)
        : words.ringNotice.plain,
    to: '/agent',
  };
}

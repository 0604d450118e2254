import type { AgentPicture } from '../../src/supervision/events.ts';
import type { Dictionary } from '../words/es.ts';
import { briefSpan } from '../words/format.ts';

/** Shorter ones are a key pressed by mistake, ms. */
const SHOWN_FROM_MS = 1_000;

/** How long somebody had customers on hold; '' for not at all. */
export const heldWords = (heldMs: number, words: Dictionary): string =>
  heldMs < SHOWN_FROM_MS ? '' : words.will.held(briefSpan(heldMs));

type Day = Pick<AgentPicture, 'heldMsToday' | 'joinedToday' | 'joinedMsToday'>;

/** What an agent's day has besides the calls that they answered, each in words. */
export const besidesToday = (
  { heldMsToday, joinedToday, joinedMsToday }: Day,
  words: Dictionary,
): readonly string[] =>
  [
    heldWords(heldMsToday, words),
    joinedToday === 0 ? '' : words.will.joined(joinedToday, briefSpan(joinedMsToday)),
  ].filter(each => each !== '');

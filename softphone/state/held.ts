import type { AgentPicture } from '../../src/supervision/events.ts';
import type { Dictionary } from '../words/es.ts';
import { briefSpan } from '../words/format.ts';

/** Shorter ones are a key pressed by mistake, ms. */
const SHOWN_FROM_MS = 1_000;

/** How long somebody had customers on hold; '' for not at all. */
export const heldWords = (heldMs: number, words: Dictionary): string =>
  heldMs < SHOWN_FROM_MS ? '' : words.will.held(briefSpan(heldMs));

export const heldToday = ({ heldMsToday }: Pick<AgentPicture, 'heldMsToday'>, words: Dictionary): string =>
  heldWords(heldMsToday, words);

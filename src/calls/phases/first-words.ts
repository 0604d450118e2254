import type { Prompt } from '../../ivr/conversation.ts';
import { type Call, type CallIn, nextId, type Queued } from '../call.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import { mediaOf } from '../media.ts';
import type { Order } from '../orders.ts';
import type { Media } from '../ports.ts';
import { fact, first, nothing, type Step, step } from '../step.ts';
import { SILENCE, toWaiting } from './moves.ts';

/**
 * What a caller must hear before anybody answers: his ticket's number, his debt. He has his place in the queue while it
 * is spoken, and nobody is rung for him until it ends.
 *
 *   welcome ──flow: queue──▶ waiting, hears first ──played · cannot be played · skipped──▶ waiting, may be offered
 *                                                 ──too long──▶ the same, and the rest of it goes on
 *                                                 ──broken off──▶ the same, when he is still there after a second
 */

/** No announcement takes this long: an end that was never heard of keeps nobody from being served, ms. */
const LONGEST_MS = 60_000;
/** What is spoken breaks off a moment before his hang-up is heard of; nobody is rung for him in between, ms. */
const BROKEN_OFF_MS = 1_000;
/** Ends it early, for whoever knows it by heart. */
const SKIP = '#';
/** A key this soon still belongs to the question before: people end every answer with it, ms. */
const KEY_OF_MENU_MS = 2_000;
/** Queued behind what may still be playing after a restart, its end tells that the other has ended, too. */
const BEHIND: readonly Media[] = ['sound:silence/1'];

/** The caller goes to wait and hears these prompts first; without any he may be offered at once. */
export function toFirstWords(call: Call, queued: Queued, prompts: readonly Prompt[]): Step {
  return prompts.length === 0 ? toWaiting(call, queued, SILENCE) : speak(call, queued, mediaOf(prompts));
}

/** What is different while he hears them; null where he is a caller who waits like any other. */
export function firstWords(call: CallIn<'waiting'>, input: CallInput, around: Surroundings): Step | null {
  const { phase } = call;
  switch (input.kind) {
    case 'offer':
      return nothing(call);
    case 'played':
      if (input.playback !== phase.playback) return nothing(call);
      return input.ok ? over(call, around) : brokenOff(call);
    case 'outcome': {
      const failed = input.outcome !== 'done' && input.outcome !== 'gone';
      return input.order === 'play' && input.subject === phase.playback && failed
        ? over(call, around)
        : nothing(call);
    }
    case 'digit': {
      if (input.digit !== SKIP || around.now - phase.queuedAt < KEY_OF_MENU_MS) return nothing(call);
      const stop: Order[] = phase.playback ? [{ kind: 'stop-playing', playback: phase.playback }] : [];
      return first(stop, over(call, around));
    }
    case 'timer':
      return input.name === 'first' ? timeUp(call, around) : nothing(call);
    case 'recover':
      // The telephone system speaks on by itself while nobody watches: it is neither cut nor told again.
      return input.answered.has(call.id) ? speak({ ...call, up: true }, phase, BEHIND) : null;
    default:
      return null;
  }
}

function speak(call: Call, queued: Queued, media: readonly Media[]): Step {
  const { queue, topic, priority, queuedAt, missedBy } = queued;
  const answer: Order[] = call.up ? [] : [{ kind: 'answer', channel: call.id }];
  const named = nextId({ ...call, up: true }, 'playback');
  const place = { kind: 'waiting', queue, topic, priority, queuedAt, missedBy } as const;
  return step(
    { ...named.call, phase: { ...place, playback: named.id, music: false, hearsFirst: true } },
    { kind: 'enqueue' },
    { kind: 'timer', name: 'first', ms: LONGEST_MS },
    ...answer,
    { kind: 'play', channel: call.id, playback: named.id, media },
  );
}

function brokenOff(call: CallIn<'waiting'>): Step {
  return step(
    { ...call, phase: { ...call.phase, playback: null } },
    { kind: 'timer', name: 'first', ms: BROKEN_OFF_MS },
  );
}

/** What still sounds goes on; its end brings the music. */
function timeUp(call: CallIn<'waiting'>, around: Surroundings): Step {
  const { phase } = call;
  const { playback } = phase;
  const hears = playback === null ? SILENCE : { playback, music: false, announceMs: null };
  return first([ended(around)], toWaiting(call, phase, hears));
}

const over = (call: CallIn<'waiting'>, around: Surroundings): Step =>
  first([{ kind: 'cancel-timer', name: 'first' }, ended(around)], toWaiting(call, call.phase, SILENCE));

const ended = ({ now }: Surroundings): Order => fact({ kind: 'first-words-ended', at: now });

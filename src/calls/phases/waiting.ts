import { aloud } from '../../ivr/aloud.ts';
import { positionAnnouncement, waitAnnouncement } from '../../ivr/announcements.ts';
import { sayable } from '../../queues/promise.ts';
import { type CallIn, nextId, queuedOf } from '../call.ts';
import type { CallInput, StillThere, Surroundings } from '../inputs.ts';
import type { Order } from '../orders.ts';
import { apart } from '../rules/arrangement.ts';
import { ringing } from '../rules/direct.ts';
import { directedRecovers, hearsOn, notTaken, RINGING, stillDirected } from '../rules/directed.ts';
import { customerLeft, type Ended, UNSEEN } from '../rules/end-reason.ts';
import { firstWords, wordsRecover } from '../rules/first-words.ts';
import { music, SILENCE, toEnding, toOffered, toWaiting } from '../rules/moves.ts';
import { toAgent, toFront, toQueue } from '../rules/placing.ts';
import { first, nothing, type Step, step } from '../step.ts';

/**
 * The caller waits: what must be told first (first-words.ts), then music, and from time to time the place and the
 * expected wait, as far as no promise is taken back. Being served waits for none of it.
 */
export function waiting(call: CallIn<'waiting'>, input: CallInput, around: Surroundings): Step {
  const words = firstWords(call, input, around.now);
  if (words) return words;
  switch (input.kind) {
    case 'offer':
      if (call.farHold) return nothing(call);
      return toOffered(call, input, around);
    case 'ask-give':
      return toAgent(call, input, around);
    case 'ask-first':
      return toFront(call, input, around);
    case 'ask-queue':
      return toQueue(call, input, around);
    case 'recover': {
      if (!input.alive.has(call.id)) return leave(call, UNSEEN, around);
      const { call: again, orders } = directedRecovers(call, around);
      const back = recover(again as CallIn<'waiting'>, input, around);
      return first([...apart(call, input), ...orders], back);
    }
    case 'timer':
      if (input.name === 'only') return notFree(call, around);
      return input.name === 'announce' ? announce(call, around) : nothing(call);
    case 'played':
      return input.playback === call.phase.playback ? playMusic(call, around) : nothing(call);
    case 'outcome':
      return input.order === 'play' && input.subject === call.phase.playback
        ? playMusic(call, around)
        : nothing(call);
    case 'channel-ended':
      return input.channel === call.id ? leave(call, customerLeft(input), around) : nothing(call);
    default:
      return nothing(call);
  }
}

/** They could not be rung after all. */
function notFree(call: CallIn<'waiting'>, around: Surroundings): Step {
  const { phase } = call;
  if (!phase.only) return nothing(call);
  const hears = hearsOn(phase, around);
  // Nobody is rung while the customer's telephone has us on hold: that is no fault of the agent's.
  if (call.farHold) return stillDirected(call, queuedOf(phase), phase.only, hears, around);
  const why = phase.only.why === 'lost' || phase.only.anew ? 'not-back' : 'not-free';
  return notTaken(call, queuedOf(phase), why, hears, around);
}

function recover(call: CallIn<'waiting'>, there: StillThere, around: Surroundings): Step {
  const words = wordsRecover(call, there);
  if (words) return first([{ kind: 'enqueue' }], words);
  const { words: _, ...phase } = call.phase;
  if (phase.only?.why === 'direct') {
    const up = { ...call, up: there.answered.has(call.id) };
    return first(ringing(up), toWaiting(up, phase, RINGING));
  }
  return there.answered.has(call.id)
    ? first(
        [{ kind: 'music', channel: call.id, on: true }],
        toWaiting({ ...call, up: true }, phase, music(phase.queue, around)),
      )
    : toWaiting({ ...call, up: false }, phase, SILENCE);
}

function leave(call: CallIn<'waiting'>, ended: Ended, around: Surroundings): Step {
  return first([{ kind: 'dequeue' }], toEnding(call, { ...ended, open: [], awaits: null }, around));
}

function announce(call: CallIn<'waiting'>, around: Surroundings): Step {
  const every = around.queue(call.phase.queue)?.announceEveryMs ?? 0;
  // Who waits for one agent alone has no place in the queue.
  const outlook = every === 0 || call.phase.only ? null : around.outlook();
  if (!outlook) return playMusic(call, around);
  const answer: Order[] = call.up ? [] : [{ kind: 'answer', channel: call.id }];
  const quiet: Order[] = call.phase.music ? [{ kind: 'music', channel: call.id, on: false }] : [];
  const { position, waitMs, told } = sayable(outlook, call.phase.told, around.now);
  const place = position === null ? [] : positionAnnouncement(position);
  const sounds = aloud([...place, ...waitAnnouncement(waitMs)]);
  const named = nextId({ ...call, up: true }, 'playback');
  return step(
    { ...named.call, phase: { ...call.phase, playback: named.id, music: false, ...(told && { told }) } },
    ...answer,
    ...quiet,
    { kind: 'play', channel: call.id, playback: named.id, sounds },
  );
}

function playMusic(call: CallIn<'waiting'>, around: Surroundings): Step {
  const every = around.queue(call.phase.queue)?.announceEveryMs ?? 0;
  const again: Order[] = every > 0 ? [{ kind: 'timer', name: 'announce', ms: every }] : [];
  const answer: Order[] = call.up ? [] : [{ kind: 'answer', channel: call.id }];
  const music: Order[] = call.phase.music ? [] : [{ kind: 'music', channel: call.id, on: true }];
  return step(
    { ...call, up: true, phase: { ...call.phase, playback: null, music: true } },
    ...answer,
    ...music,
    ...again,
  );
}

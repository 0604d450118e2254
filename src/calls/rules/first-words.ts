import { aloud } from '../../ivr/aloud.ts';
import type { Announcement } from '../../ivr/conversation.ts';
import {
  type Call,
  type CallIn,
  type FirstWord,
  type FirstWords,
  nextId,
  type Queued,
  type Unheard,
} from '../call.ts';
import type { CallInput, StillThere } from '../inputs.ts';
import type { Order } from '../orders.ts';
import type { Playable } from '../ports/telephony.ts';
import { first, nothing, type Step, step } from '../step.ts';
import { SILENCE, toWaiting } from './moves.ts';

/**
 * What a caller is told in the line: the ticket's number, a debt, and before these that the call is recorded, if a key
 * cut that. An agent's telephone rings meanwhile; the answer cuts it all but the notice of the recording, and the agent
 * sees what was not heard to its end.
 *
 *   welcome ──flow: queue──▶ waiting, first word ──played──▶ next word … ──▶ waiting, place and music
 *                               ⇅ offered meanwhile: the words go on
 */

/** No word takes this long: the caller whose word's end was never heard of is not left in silence, ms. */
const LONGEST_MS = 60_000;
/** A word breaks off a moment before a hang-up is heard of; nothing is played to who is gone, ms. */
const BROKEN_OFF_MS = 1_000;
/** Skips the words, for a caller who knows them already. */
const SKIP = '#';
/** A key this soon still belongs to the question before: people end every answer with it, ms. */
const KEY_OF_MENU_MS = 2_000;
/** Queued behind what may still be playing after a restart, its end tells that the other has ended, too. */
const BEHIND: readonly Playable[] = [{ kind: 'silence' }];

type Hearing = CallIn<'waiting'> | CallIn<'offered'>;

/** Whether the caller must still be told that the call is recorded, before anybody hears them. */
export const owesNotice = ({ phase }: Hearing): boolean => phase.words?.left[0]?.about === 'notice';

/** The caller goes to wait, hears these and may be offered at once. */
export function toFirstWords(before: Call, queued: Queued, announcements: readonly Announcement[]): Step {
  const { noticeOwed, ...call } = before;
  const notice = noticeOwed ? [{ about: 'notice' as const, sounds: aloud(noticeOwed) }] : [];
  const told = announcements.map(({ about, prompts }) => ({ about, sounds: aloud(prompts) }));
  const left: FirstWord[] = [...notice, ...told].filter(({ sounds }) => sounds.length > 0);
  const waits = toWaiting(call, { ...queued, ...unheardIn(left) }, left.length === 0 ? SILENCE : HUSH);
  return left.length === 0 ? waits : first(waits.orders, speak(waits.call as CallIn<'waiting'>, left));
}

/** The words come before the place in the queue. */
const HUSH = { ...SILENCE, announceMs: null };

/** What is different while the caller hears them; null where nothing is. */
export function firstWords(call: Hearing, input: CallInput, now: number): Step | null {
  const { phase } = call;
  const { words } = phase;
  if (!words) return null;
  switch (input.kind) {
    case 'played':
      if (input.playback !== phase.playback) return nothing(call);
      return input.ok ? afterWords(call, words) : brokenOff(call);
    case 'outcome': {
      if (input.order !== 'play' || input.subject !== phase.playback) return null;
      return input.outcome === 'gone' ? nothing(call) : goOn(call, words.left.slice(1));
    }
    case 'digit':
      return input.digit === SKIP && now - phase.queuedAt >= KEY_OF_MENU_MS ? skip(call, words) : null;
    case 'timer':
      if (input.name !== 'first') return null;
      return phase.playback === null ? goOn(call, words.left.slice(1)) : over(call, phase.playback);
    default:
      return null;
  }
}

/** The telephone system speaks on by itself while nobody watches: it is neither cut nor told again. */
export function wordsRecover<Some extends Hearing>(call: Some, there: StillThere): Step | null {
  const { words, playback } = call.phase;
  if (!words) return null;
  if (owesNotice(call)) return first(quiet(call), speak(call, words.left));
  return there.answered.has(call.id)
    ? say({ ...call, up: true }, { ...words, ...(playback ? { before: playback } : {}) }, BEHIND)
    : speak({ ...call, up: false }, words.left);
}

/** Cuts whatever is being said. */
export function quiet({ phase }: Hearing): Order[] {
  const { before } = phase.words ?? {};
  return [before, phase.playback].flatMap(playback => (playback ? [{ kind: 'stop-playing', playback }] : []));
}

function speak(call: Hearing, left: readonly FirstWord[]): Step {
  return say(call, { left }, left[0]?.sounds ?? BEHIND);
}

function say(call: Hearing, words: FirstWords, sounds: readonly Playable[]): Step {
  const answer: Order[] = call.up ? [] : [{ kind: 'answer', channel: call.id }];
  const { call: counted, id: playback } = nextId({ ...call, up: true }, 'playback');
  return step(
    { ...counted, phase: { ...call.phase, playback, music: false, words } },
    { kind: 'timer', name: 'first', ms: LONGEST_MS },
    ...answer,
    { kind: 'play', channel: call.id, playback, sounds },
  );
}

function afterWords(call: Hearing, words: FirstWords): Step {
  const about = words.left[0]?.about;
  const unheard = call.phase.unheard?.filter(each => each !== about);
  const heard = about === 'notice' ? { ...call, noticeHeard: true as const } : call;
  return goOn(withUnheard(heard, unheard), words.left.slice(1));
}

/** An agent who has answered waits only for the notice: the rest is theirs to tell. */
function goOn(call: Hearing, left: readonly FirstWord[]): Step {
  const answered = call.phase.kind === 'offered' && call.phase.agentUp;
  return left.length === 0 || answered ? over(call, null) : speak(call, left);
}

function skip(call: Hearing, words: FirstWords): Step {
  const known = withUnheard(call, undefined);
  if (!owesNotice(call)) return first(quiet(call), over(known, null));
  const notice = { ...words, left: words.left.slice(0, 1) };
  return nothing({ ...known, phase: { ...known.phase, words: notice } });
}

function brokenOff(call: Hearing): Step {
  return step(
    { ...call, phase: { ...call.phase, playback: null } },
    { kind: 'timer', name: 'first', ms: BROKEN_OFF_MS },
  );
}

/** The place in the queue comes next, or after what still sounds. */
function over(call: Hearing, playback: string | null): Step {
  const { words: _, ...phase } = call.phase;
  const next: Order[] = playback ? [] : [{ kind: 'timer', name: 'announce', ms: 0 }];
  return step({ ...call, phase: { ...phase, playback } }, { kind: 'cancel-timer', name: 'first' }, ...next);
}

function unheardIn(words: readonly FirstWord[]): { unheard?: Unheard[] } {
  const unheard = words.flatMap(({ about }) =>
    about === 'ticket-number' || about === 'debt' ? [about] : [],
  );
  return unheard.length > 0 ? { unheard: [...new Set(unheard)] } : {};
}

function withUnheard<Some extends Hearing>(call: Some, left: readonly Unheard[] | undefined): Some {
  const { unheard: _, ...phase } = call.phase;
  return { ...call, phase: left && left.length > 0 ? { ...phase, unheard: left } : phase } as Some;
}

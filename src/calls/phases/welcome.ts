import { aloud } from '../../ivr/aloud.ts';
import type { Ask, CallFacts, FlowInput } from '../../ivr/conversation.ts';
import { walk } from '../../ivr/walk.ts';
import { REFUSED_AGAIN_MS } from '../../queues/events.ts';
import { type Call, type CallIn, nextId, type Queued, type Welcome } from '../call.ts';
import type { CallInput, StillThere, Surroundings } from '../inputs.ts';
import type { Order } from '../orders.ts';
import { apart } from '../rules/arrangement.ts';
import { arrivesDirect, directArrives, directTold, directUntold } from '../rules/direct.ts';
import { customerLeft, RECORDED_AS, UNSEEN } from '../rules/end-reason.ts';
import { toFirstWords } from '../rules/first-words.ts';
import { toEnding } from '../rules/moves.ts';
import { BROKEN_OFF_MS, inTime } from '../rules/owed-notice.ts';
import { fact, first, nothing, type Step, step } from '../step.ts';

/** A look-up that takes longer counts as failed, ms. */
const LOOKUP_MS = 2_000;
/** Keys kept from before a question is asked. */
const LONGEST_AHEAD = 20;

type Gather = Extract<Ask, { kind: 'gather' }>;
const gathers = (ask: Ask | null): ask is Gather => ask?.kind === 'gather';

/**
 * The caller is in the menu: the flow says what is asked, this phase plays it and collects the keys.
 *
 *   ask say      play ──played──▶ next
 *   ask gather   play ──played──▶ first-digit timer ──▶ silence
 *                  └──key: stop──▶ digits, inter-digit timer ──▶ digits
 *   ask lookup   ask the part that knows, at most 2 s
 */
export function welcome(call: CallIn<'welcome'>, input: CallInput, around: Surroundings): Step {
  switch (input.kind) {
    case 'begin':
      return arrivesDirect(call)
        ? directArrives(call, around)
        : continueFlow(call, { kind: 'start' }, around);
    case 'recover':
      if (arrivesDirect(call) && input.alive.has(call.id))
        return first(quiet(call), directArrives({ ...call, up: input.answered.has(call.id) }, around));
      return input.alive.has(call.id)
        ? first(
            [...outOfTalk(call, input), ...quiet(call)],
            continueFlow({ ...call, up: input.answered.has(call.id) }, { kind: 'start' }, around),
          )
        : toEnding(call, { ...UNSEEN, open: [], awaits: null }, around);
    case 'played':
      return played(call, input, around);
    case 'outcome':
      return refused(call, input, around);
    case 'digit':
      return digit(call, input.digit, around);
    case 'timer':
      return timer(call, input.name, around);
    case 'looked-up': {
      if (call.phase.ask?.kind !== 'lookup') return nothing(call);
      const { found } = input;
      const heard: FlowInput = found ? { kind: 'found', found } : { kind: 'lookup-failed' };
      const known = found?.kind === 'customer-by-document' && found.customer ? found.customer : null;
      if (!known) return continueFlow(call, heard, around);
      const noted = fact({ kind: 'caller-identified', at: around.now, customer: known.id, by: 'document' });
      return first(
        [noted],
        continueFlow({ ...call, customer: known, identifiedBy: 'document' }, heard, around),
      );
    }
    case 'channel-ended':
      return input.channel === call.id
        ? toEnding(call, { ...customerLeft(input), open: [], awaits: null }, around)
        : nothing(call);
    default:
      return nothing(call);
  }
}

/** The orders that took who was given to the flow out of a talk, or out of its music, were lost with the process. */
function outOfTalk(call: CallIn<'welcome'>, there: StillThere): Order[] {
  if (!call.phase.sent) return [];
  return [{ kind: 'music', channel: call.id, on: false }, ...apart(call, there)];
}

const quiet = ({ phase }: CallIn<'welcome'>): Order[] =>
  phase.playback ? [{ kind: 'stop-playing', playback: phase.playback }] : [];

/** Keys beyond an answer: those that wait for the next question, and those that would only end this one again. */
interface Left {
  readonly ahead: string;
  readonly spare: string;
}
const NONE_LEFT: Left = { ahead: '', spare: '' };

/** Answers the flow and does what it asks next. */
function continueFlow(
  call: CallIn<'welcome'>,
  heard: FlowInput,
  around: Surroundings,
  left = NONE_LEFT,
): Step {
  const { flow } = around;
  if (!flow) {
    const open = [call.id];
    return toEnding(
      call,
      { by: 'system', why: 'our-failure', cause: RECORDED_AS.unknownNumber, open, awaits: null },
      around,
    );
  }
  const { sent } = call.phase;
  const facts: CallFacts = {
    ...around.facts,
    // Who has talked was told so before.
    announceRecording: around.facts.announceRecording && !sent,
    callerNumber: call.callerNumber,
    dialled: call.dialled,
    ticketNumber: call.ticket,
    customer: call.customer,
    customerBy: call.identifiedBy ?? null,
  };
  const walked = walk(flow, call.phase.place, heard, facts);
  const learned = walked.learned.map(({ label, value }) => ({ label, value }));
  const noted = [
    ...learned.map(each => fact({ kind: 'caller-chose', at: around.now, ...each })),
    ...walked.turnedAway.map(each => fact({ kind: 'turned-away', at: around.now, ...each })),
  ];
  const timers: Order[] = [
    { kind: 'cancel-timer', name: 'digits' },
    { kind: 'cancel-timer', name: 'lookup' },
  ];
  // A caller who hears that the answer was wrong did not mean the keys that came after it for the same question.
  const kept = walked.place.again === null ? left.ahead : '';
  const phase: Welcome = {
    kind: 'welcome',
    place: walked.place,
    ask: walked.ask,
    playback: null,
    digits: gathers(call.phase.ask) ? kept : call.phase.digits,
    ...(left.spare === '' ? {} : { spare: left.spare }),
    ...(sent ? { sent } : {}),
  };
  const next: CallIn<'welcome'> = { ...call, learned: withAnswers(call.learned, learned), phase };
  return first([...timers, ...noted], carryOut(next, walked.ask, around));
}

type Answers = Call['learned'];

/** Who is given to a menu again and chooses the same has said it once. */
function withAnswers(known: Answers, more: Answers): Answers {
  const isNew = ({ label, value }: Answers[number]) =>
    !known.some(each => each.label.es === label.es && each.value.es === value.es);
  return [...known, ...more.filter(isNew)];
}

function carryOut(call: CallIn<'welcome'>, ask: Ask, around: Surroundings): Step {
  switch (ask.kind) {
    case 'say':
    case 'gather':
      return ask.kind === 'gather' && call.phase.digits !== ''
        ? answerAhead(call, ask, around)
        : speak(call, ask);
    case 'lookup':
      return step(
        call,
        { kind: 'lookup', lookup: ask.lookup },
        { kind: 'timer', name: 'lookup', ms: LOOKUP_MS },
      );
    case 'queue': {
      const { queue, topic, priority } = ask;
      const queued = { queue, topic, priority, ...placeEarned(call, around) };
      return first(
        [fact({ kind: 'queued', at: around.now, queue, topic, priority })],
        toFirstWords(call, queued, ask.first),
      );
    }
    case 'hang-up':
      return toEnding(
        call,
        { by: 'flow', why: 'hung-up', cause: RECORDED_AS.hungUp, open: [call.id], awaits: null },
        around,
      );
    default:
      return ask satisfies never;
  }
}

/** Who was given to the flow by an agent has waited already, and does not come back to that agent at once. */
function placeEarned(
  { phase: { sent } }: CallIn<'welcome'>,
  { now }: Surroundings,
): Pick<Queued, 'queuedAt' | 'missedBy' | 'notBefore' | 'transfer'> {
  if (!sent) return { queuedAt: now, missedBy: [] };
  const { from, note, at, waitedMs } = sent;
  return {
    queuedAt: now - waitedMs,
    missedBy: [from],
    notBefore: { [from]: at + REFUSED_AGAIN_MS },
    transfer: { from, note, at: now },
  };
}

/** Keys pressed while nothing was asked yet answer the next question at once: regular callers know the menu. */
function answerAhead(call: CallIn<'welcome'>, ask: Gather, around: Surroundings): Step {
  const untold = oweNotice(call);
  const keys = [...call.phase.digits];
  const end = keys.findIndex((key, index) => ask.finishOn.includes(key) || index + 1 >= ask.max);
  if (end < 0) return step(call, { kind: 'timer', name: 'digits', ms: ask.interDigitMs });
  const answer = keys.slice(0, end + 1);
  const digits = answer.filter(key => !ask.finishOn.includes(key)).join('');
  const after = keys.slice(end + 1).join('');
  const left = digits.length === answer.length ? beyond(ask, after) : { ahead: after, spare: '' };
  return continueFlow(untold, { kind: 'digits', digits }, around, left);
}

/** The last digit ended the question; people press the finishing key all the same, and mean no other question by it. */
function beyond({ finishOn }: Gather, after: string): Left {
  if (after === '') return { ahead: '', spare: finishOn };
  return { ahead: finishOn.includes(after.charAt(0)) ? after.slice(1) : after, spare: '' };
}

function speak(call: CallIn<'welcome'>, ask: Extract<Ask, { kind: 'say' | 'gather' }>): Step {
  const answer: Order[] = call.up ? [] : [{ kind: 'answer', channel: call.id }];
  const sounds = aloud(ask.prompts);
  const up: CallIn<'welcome'> = { ...call, up: true };
  if (sounds.length === 0 && ask.kind === 'gather') {
    return step(up, ...answer, { kind: 'timer', name: 'digits', ms: ask.firstDigitMs });
  }
  const named = nextId(up, 'playback');
  const phase: Welcome = { ...call.phase, playback: named.id };
  return step({ ...named.call, phase }, ...answer, {
    kind: 'play',
    channel: call.id,
    playback: named.id,
    sounds,
  });
}

function played(
  call: CallIn<'welcome'>,
  input: { playback: string; ok: boolean },
  around: Surroundings,
): Step {
  const { ask, playback } = call.phase;
  if (playback !== input.playback) return nothing(call);
  if (arrivesDirect(call)) return input.ok ? directTold(call, around) : step(call, inTime(BROKEN_OFF_MS));
  if (!ask) return nothing(call);
  if (ask.kind === 'say') return continueFlow(call, { kind: input.ok ? 'said' : 'say-failed' }, around);
  const silent: Call = { ...call, phase: { ...call.phase, playback: null } };
  if (ask.kind !== 'gather' || call.phase.digits !== '') return nothing(silent);
  return step(silent, { kind: 'timer', name: 'digits', ms: ask.firstDigitMs });
}

/** A prompt that cannot be played counts as said: the caller is not left in silence. */
function refused(
  call: CallIn<'welcome'>,
  input: Extract<CallInput, { kind: 'outcome' }>,
  around: Surroundings,
): Step {
  if (input.order !== 'play' || input.outcome === 'gone') return nothing(call);
  return played(call, { playback: input.subject, ok: false }, around);
}

function digit(before: CallIn<'welcome'>, key: string, around: Surroundings): Step {
  const { spare = '', ...phase } = before.phase;
  const call: CallIn<'welcome'> = { ...before, phase };
  if (spare.includes(key)) return nothing(call);
  return press(call, key, around);
}

function press(call: CallIn<'welcome'>, key: string, around: Surroundings): Step {
  const { ask } = call.phase;
  if (ask?.kind === 'say' && ask.cuts) return cut(call, key, around);
  if (!gathers(ask)) {
    const ahead = (call.phase.digits + key).slice(0, LONGEST_AHEAD);
    return nothing({ ...call, phase: { ...call.phase, digits: ahead } });
  }
  const stop = quiet(call);
  const owing = stop.length > 0 ? oweNotice(call) : call;
  const finished = ask.finishOn.includes(key);
  const digits = finished ? call.phase.digits : call.phase.digits + key;
  if (finished || digits.length >= ask.max) {
    const left = finished ? NONE_LEFT : beyond(ask, '');
    return first(stop, continueFlow(owing, { kind: 'digits', digits }, around, left));
  }
  const phase: Welcome = { ...call.phase, digits, playback: null };
  return step({ ...owing, phase }, ...stop, { kind: 'timer', name: 'digits', ms: ask.interDigitMs });
}

/** The key is for the question that follows. */
function cut(call: CallIn<'welcome'>, key: string, around: Surroundings): Step {
  const digits = (call.phase.digits + key).slice(0, LONGEST_AHEAD);
  const ahead = { ...oweNotice(call), phase: { ...call.phase, digits } };
  return first(quiet(call), continueFlow(ahead, { kind: 'said' }, around));
}

/** What is being said is cut: a notice in it was not heard, or not to its end. */
function oweNotice(call: CallIn<'welcome'>): CallIn<'welcome'> {
  const { ask } = call.phase;
  return ask && 'notice' in ask && ask.notice ? { ...call, noticeOwed: ask.notice } : call;
}

function timer(call: CallIn<'welcome'>, name: string, around: Surroundings): Step {
  const { ask, digits } = call.phase;
  if (name === 'notice' && arrivesDirect(call)) return directUntold(call, around);
  if (name === 'digits' && ask?.kind === 'gather') {
    return continueFlow(call, digits === '' ? { kind: 'silence' } : { kind: 'digits', digits }, around);
  }
  if (name === 'lookup' && ask?.kind === 'lookup')
    return continueFlow(call, { kind: 'lookup-failed' }, around);
  return nothing(call);
}

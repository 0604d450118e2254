import { aloud } from '../../ivr/aloud.ts';
import { PROMPTS } from '../../ivr/prompts.ts';
import { type CallIn, nextId, type Voicemail } from '../call.ts';
import type { CallInput, StillThere, Surroundings } from '../inputs.ts';
import type { Order } from '../orders.ts';
import { customerLeft, type Ended, RECORDED_AS, UNSEEN } from '../rules/end-reason.ts';
import { greet } from '../rules/messages.ts';
import { toEnding } from '../rules/moves.ts';
import { fact, first, nothing, type Step, step } from '../step.ts';

/** How long a message may be, and after how long in which nothing is said it is over, ms. */
export const MESSAGE_LIMITS = { longestMs: 180_000, silenceMs: 8_000 };
/** The end of a message is told within this time after its limit, or after its caller has gone, ms. */
const NEWS_MS = 5_000;
/** What is said after it lasts no longer, ms. */
const THANKS_MS = 10_000;
/** Less than this is no message: somebody breathed, or put the telephone down, whole seconds. */
const LEAST_SPOKEN = 1;
/** Ends the greeting; Asterisk ends the message by it. */
const NEXT = '#';

/**
 * The caller of an agent who does not take the call may leave a message. The telephone system records by itself, also while we
 * are away; what was said then is kept, whatever is known of it.
 *
 *   greeting ──said, or #──▶ recording ──#, silence, limit──▶ thanks ──▶ ending
 *      │ hangs up                │ hangs up: until its end is told
 *      └──▶ ending               └──▶ ending
 */
export function voicemail(call: CallIn<'voicemail'>, input: CallInput, around: Surroundings): Step {
  const { phase } = call;
  switch (input.kind) {
    case 'played':
      return input.playback === phase.playback ? heard(call, around) : nothing(call);
    case 'digit':
      return input.digit === NEXT && phase.stage === 'greeting' && phase.playback
        ? first([{ kind: 'stop-playing', playback: phase.playback }], record(call))
        : nothing(call);
    case 'timer':
      return input.name === 'message' ? late(call, around) : nothing(call);
    case 'recorded':
      return phase.stage === 'recording' && input.recording === phase.recording
        ? recorded(call, input, around)
        : nothing(call);
    case 'outcome':
      return failed(call, input, around);
    case 'channel-ended':
      return input.channel === call.id ? left(call, customerLeft(input), around) : nothing(call);
    case 'recover':
      return recover(call, input, around);
    default:
      return nothing(call);
  }
}

/** What was said to them is over, or could not be said. */
function heard(call: CallIn<'voicemail'>, around: Surroundings): Step {
  if (call.phase.stage === 'greeting') return record(call);
  return call.phase.stage === 'thanks' ? goodbye(call, around) : nothing(call);
}

function record(call: CallIn<'voicemail'>): Step {
  const named = nextId(call, 'recording');
  const phase: Voicemail = { ...call.phase, stage: 'recording', playback: null, recording: named.id };
  return step(
    { ...named.call, phase },
    { kind: 'timer', name: 'message', ms: MESSAGE_LIMITS.longestMs + NEWS_MS },
    { kind: 'take-message', channel: call.id, recording: named.id, limits: MESSAGE_LIMITS },
  );
}

/** Nobody knows how it went: what there may be is kept. */
const UNHEARD = { ok: true };

function recorded(
  call: CallIn<'voicemail'>,
  { ok, seconds, spoken }: Pick<Extract<CallInput, { kind: 'recorded' }>, 'ok' | 'seconds' | 'spoken'>,
  around: Surroundings,
): Step {
  const { to: agent, recording = '', left: gone } = call.phase;
  const at = around.now;
  const taken = ok && (spoken === undefined || spoken >= LEAST_SPOKEN);
  const lasts = seconds === undefined ? {} : { lastsMs: seconds * 1000 };
  const told: Order[] = taken
    ? [fact({ kind: 'message-left', at, agent, recording, ...lasts })]
    : [fact({ kind: 'message-empty', at, agent }), { kind: 'erase-message', recording }];
  const phase: Voicemail = { ...call.phase, ...(taken ? { taken } : {}) };
  const next: CallIn<'voicemail'> = { ...call, phase };
  if (gone) return first(told, toEnding(next, { ...gone, open: [], awaits: null }, around));
  return first(told, taken ? thank(next) : goodbye(next, around));
}

function thank(call: CallIn<'voicemail'>): Step {
  const named = nextId(call, 'playback');
  return step(
    { ...named.call, phase: { ...call.phase, stage: 'thanks', playback: named.id } },
    { kind: 'timer', name: 'message', ms: THANKS_MS },
    {
      kind: 'play',
      channel: call.id,
      playback: named.id,
      sounds: aloud([{ kind: 'file', name: PROMPTS.goodbye }]),
    },
  );
}

/** All is said: we hang up. */
function goodbye(call: CallIn<'voicemail'>, around: Surroundings): Step {
  const ended: Ended = { by: 'system', why: 'hung-up', cause: RECORDED_AS.hungUp };
  return toEnding(call, { ...ended, open: [call.id], awaits: null }, around);
}

/** News that should have come did not. */
function late(call: CallIn<'voicemail'>, around: Surroundings): Step {
  const { stage, playback, recording = '' } = call.phase;
  if (stage !== 'recording') {
    const quiet: Order[] = playback ? [{ kind: 'stop-playing', playback }] : [];
    return first(quiet, heard(call, around));
  }
  return first([{ kind: 'stop-recording', recording }], recorded(call, UNHEARD, around));
}

function failed(
  call: CallIn<'voicemail'>,
  { order, subject, outcome }: Extract<CallInput, { kind: 'outcome' }>,
  around: Surroundings,
): Step {
  const { playback, recording, stage } = call.phase;
  if (order === 'play' && subject === playback)
    return outcome === 'gone' ? nothing(call) : heard(call, around);
  if (stage !== 'recording' || subject !== recording) return nothing(call);
  if (order === 'ask-recording') {
    // Refused: it is still being made. One that is not there and never began was not ordered: it died with the process.
    if (outcome === 'gone')
      return call.phase.begun ? recorded(call, UNHEARD, around) : greet(call, call.phase.to, call.phase.why);
    return nothing(outcome === 'refused' ? begun(call) : call);
  }
  if (order !== 'take-message') return nothing(call);
  if (outcome === 'done') return nothing(begun(call));
  if (outcome === 'gone') return unrecorded(call, around);
  return outcome === 'refused' ? notTaken(call, around) : late(call, around);
}

const begun = (call: CallIn<'voicemail'>): CallIn<'voicemail'> => ({
  ...call,
  phase: { ...call.phase, begun: true },
});

/** The caller was gone before the tone; the end of their channel is known, or on its way. */
function unrecorded({ phase, ...call }: CallIn<'voicemail'>, around: Surroundings): Step {
  const { recording: _, left: gone, ...rest } = phase;
  const before: Voicemail = { ...rest, stage: 'greeting', playback: null };
  const next = { ...call, phase: before };
  return gone ? toEnding(next, { ...gone, open: [], awaits: null }, around) : nothing(next);
}

/** There is no way to take a message: the call is one that was missed. */
function notTaken(call: CallIn<'voicemail'>, around: Surroundings): Step {
  const failure: Ended = { by: 'system', why: 'our-failure', cause: RECORDED_AS.normal };
  return toEnding(call, { ...failure, open: [call.id], awaits: null }, around);
}

/** A message that was begun ends with its channel, and its end is told in a moment. */
function left(call: CallIn<'voicemail'>, ended: Ended, around: Surroundings): Step {
  if (call.phase.stage !== 'recording') return toEnding(call, { ...ended, open: [], awaits: null }, around);
  if (call.phase.left) return nothing(call);
  const { by, why, cause } = ended;
  return step(
    { ...call, phase: { ...call.phase, left: { by, why, cause } } },
    { kind: 'timer', name: 'message', ms: NEWS_MS },
  );
}

/** The caller speaks on, or has done so while nobody watched. What they were being told is told again. */
function recover(call: CallIn<'voicemail'>, there: StillThere, around: Surroundings): Step {
  const { stage, playback, recording = '', left: gone } = call.phase;
  const alive = there.alive.has(call.id);
  if (stage === 'recording') {
    if (!alive) {
      const { by, why, cause } = gone ?? UNSEEN;
      const over = { ...call, phase: { ...call.phase, left: { by, why, cause } } };
      return recorded(over, UNHEARD, around);
    }
    return step(
      call,
      { kind: 'timer', name: 'message', ms: MESSAGE_LIMITS.longestMs + NEWS_MS },
      { kind: 'ask-recording', recording },
    );
  }
  if (!alive) return toEnding(call, { ...UNSEEN, open: [], awaits: null }, around);
  const quiet: Order[] = playback ? [{ kind: 'stop-playing', playback }] : [];
  return first(
    quiet,
    stage === 'greeting' ? greet(call, call.phase.to, call.phase.why) : goodbye(call, around),
  );
}

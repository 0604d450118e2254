import type { ErrorCode } from '../../kit/errors.ts';
import { RECORDING_PAUSE_MS, type RecordingPolicy } from '../../queues/events.ts';
import type { CallIn, RecordingPause } from '../call.ts';
import type { PauseReason, RecordingOrder } from '../events.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import { customerLeg } from '../legs.ts';
import type { Order } from '../orders.ts';
import { fact, first, nothing, type Step, step } from '../step.ts';
import { arrange, wantedOf } from './arrangement.ts';
import {
  endRecording,
  isRecorded,
  longestPause,
  ownRecording,
  recorderFollows,
  wantedRecorder,
} from './recording.ts';

/** However often a pause is made longer, it lasts so many times the policy's limit at most. */
export const LONGEST_PAUSE_LIMITS = 3;

/** By key there is no time to choose. */
const FIRST_REASON: PauseReason = 'card';

/**
 * What the agent wishes of the recording of their talk:
 *
 *   always      on ⇄ pause
 *   on-demand   off ──start──▶ on ⇄ pause ──stop──▶ off
 *   never       off
 *
 * A pause is for what must be in no file: the number of a card. It ends by itself, for it is easily forgotten; asked for
 * again in the pause, it lasts longer, up to `LONGEST_PAUSE_LIMITS`. It is for what the customer says: hold and a page that comes
 * back leave it, and it goes along with them to the next agent, also through the line; what is left of it holds where that
 * talk is recorded. Call-backs have the policy of the calls that go out, by the ticket's area.
 *
 * Where the centre announces recording, the notice is heard before every talk that came through a menu or that we called, whatever
 * the policy (phases/offered.ts, dialling.ts): a recording that is wished later needs none of its own. Who called one agent
 * alone hears it once one is wished (notice-in-talk.ts).
 */
export function orderRecording(
  call: CallIn<'talking'>,
  { order, why }: Pick<Extract<CallInput, { kind: 'ask-recording' }>, 'order' | 'why'>,
  around: Surroundings,
): Step {
  if (whyNotOrdered(call, { order, why }, around.mayRecord) !== null) return nothing(call);
  switch (order) {
    case 'start':
      return start(call, around);
    case 'stop':
      return stop(call, around);
    case 'pause':
      return call.phase.pause && why && why !== call.phase.pause.why
        ? otherReason(call, call.phase.pause, why, around)
        : pause(call, why, around);
    case 'resume':
      return call.phase.pause
        ? goOn(call, told(call, 'resume', around, pausedMs(call, around)), around)
        : nothing(call);
    default:
      return order satisfies never;
  }
}

/** Null where the policy and the talk allow it, or it is so already. */
export function whyNotOrdered(
  call: CallIn<'talking'>,
  { order, why }: Pick<Extract<CallInput, { kind: 'ask-recording' }>, 'order' | 'why'>,
  mayRecord: boolean,
): ErrorCode | null {
  const policy = policyOf(call);
  if (policy === 'never') return 'recording-never';
  if (!customerLeg(call.phase)) return 'customer-left';
  if (order === 'start') return mayRecord || call.recording ? null : 'recording-disk-full';
  if (order === 'stop') return policy === 'always' ? 'recording-always' : null;
  if (!isRecorded(call) || call.noticeOwed) return 'not-recorded';
  const { pause } = call.phase;
  const isLongest = pause?.latest !== undefined && pause.until >= pause.latest;
  const isAnew = why === undefined || why === pause?.why;
  return order === 'pause' && isLongest && isAnew ? 'recording-pause-longest' : null;
}

/** A talk that began under an older version is recorded or is not. */
export function policyOf(call: CallIn<'talking'>): RecordingPolicy {
  return call.phase.recordingPolicy ?? (isRecorded(call) ? 'always' : 'never');
}

/** Also when it was wished before and is not there: the disk was full then, or it ended with a fault. */
function start(before: CallIn<'talking'>, around: Surroundings): Step {
  if (isRecorded(before) && (before.recording || before.phase.pause || before.noticeOwed))
    return nothing(before);
  const call = { ...before, phase: { ...before.phase, recorded: true as const } };
  const recorder = recorderFollows(call, null, around);
  return step(
    recorder.call,
    told(call, 'start', around),
    ...recorder.before,
    ...arrange(wantedOf(call), wantedOf(before)),
    ...recorder.after,
  );
}

function stop(call: CallIn<'talking'>, around: Surroundings): Step {
  if (!isRecorded(call)) return nothing(call);
  const ended = endRecording(call);
  const { recorded: _, ...phase } = (ended.call as CallIn<'talking'>).phase;
  const over: CallIn<'talking'> = { ...ended.call, phase };
  return first(
    [told(call, 'stop', around, pausedMs(call, around))],
    step(over, ...ended.orders, ...arrange(wantedOf(over), wantedOf(call))),
  );
}

/** Said in the pause, which lasts no longer by it. */
function otherReason(
  call: CallIn<'talking'>,
  before: RecordingPause,
  why: PauseReason,
  around: Surroundings,
): Step {
  const phase = { ...call.phase, pause: { ...before, why } };
  return step({ ...call, phase }, told(call, 'pause', around, { why }));
}

function pause(before: CallIn<'talking'>, asked: PauseReason | undefined, around: Surroundings): Step {
  const { pause: sooner } = before.phase;
  const at = around.now;
  const limit = pauseLimit(before, around);
  const since = sooner?.at ?? at;
  const latest = sooner?.latest ?? since + LONGEST_PAUSE_LIMITS * limit;
  const until = Math.min(at + limit, latest);
  const limitMs = until - at;
  const why = asked ?? sooner?.why ?? FIRST_REASON;
  const phase = { ...before.phase, pause: { at: since, until, latest, why } };
  const call = { ...before, phase };
  const recorder = recorderFollows(call, wantedRecorder(before), around);
  return step(
    recorder.call,
    ...recorder.before,
    told(call, 'pause', around, { why, limitMs }),
    ...pauseGoesOn(call, around),
  );
}

/** As the policy says under which it is recorded, ms. */
function pauseLimit(call: CallIn<'talking'>, around: Surroundings): number {
  const { agent, queued } = call.phase;
  const own = ownRecording(call, agent, queued, around)?.pauseMs;
  const ofQueue = queued ? around.queue(queued.queue)?.recordingPauseMs : undefined;
  return own ?? ofQueue ?? call.outgoing?.pauseMs ?? RECORDING_PAUSE_MS;
}

/** The pause has lasted as long as it may. */
export function pauseOver(call: CallIn<'talking'>, around: Surroundings): Step {
  const { pause: before, agent } = call.phase;
  if (!before) return nothing(call);
  // It was asked for again meanwhile, or the timer was a little early.
  if (around.now < before.until) return step(call, ...pauseGoesOn(call, around));
  const over = { at: around.now, agent, pausedMs: around.now - before.at };
  return goOn(call, fact({ kind: 'recording-pause-over', ...over }), around);
}

/** The pause of the talk before, as the next agent of the customer has it: what is left of it, where that talk is recorded. */
export const pauseLeft = (
  pause: RecordingPause | undefined,
  isRecorded: boolean,
  { now }: Surroundings,
): { readonly pause?: RecordingPause } => (pause && isRecorded && now < pause.until ? { pause } : {});

/** What is said is recorded again, unless one of the two is on hold. */
function goOn(before: CallIn<'talking'>, why: Order, around: Surroundings): Step {
  const { pause: _, ...phase } = before.phase;
  const call = { ...before, phase };
  const recorder = recorderFollows(call, wantedRecorder(before), around);
  return step(
    recorder.call,
    { kind: 'cancel-timer', name: 'recording-pause' },
    why,
    ...recorder.before,
    ...recorder.after,
  );
}

/** To be started with the pause, and again after a restart in it. */
export function pauseGoesOn({ phase }: CallIn<'talking'>, { now }: Surroundings): Order[] {
  if (!phase.pause) return [];
  return [{ kind: 'timer', name: 'recording-pause', ms: Math.max(0, phase.pause.until - now) }];
}

/** After a restart: whether what was ordered last has come there is not known, so it is ordered again. */
export function recordingRecovers(call: CallIn<'talking'>, around: Surroundings): Step {
  const { recording } = call;
  const timers = pauseGoesOn(call, around);
  if (!recording) return step(call, ...timers);
  const { name, paused } = recording;
  return step(
    { ...call, recording: { ...recording, unanswered: 1 } },
    { kind: 'pause-recording', recording: name, paused },
    ...(paused ? [longestPause()] : []),
    ...timers,
  );
}

const pausedMs = ({ phase: { pause } }: CallIn<'talking'>, { now }: Surroundings): { pausedMs?: number } =>
  pause ? { pausedMs: now - pause.at } : {};

const told = (
  { phase: { agent } }: CallIn<'talking'>,
  order: RecordingOrder,
  { now: at }: Surroundings,
  more: { readonly why?: PauseReason; readonly limitMs?: number; readonly pausedMs?: number } = {},
): Order => fact({ kind: 'recording-ordered', at, agent, order, ...more });

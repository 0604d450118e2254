import type { RecordingPolicy } from '../../queues/events.ts';
import { type Call, type CallIn, nextId, type Queued, type Recording } from '../call.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import { type AgentLeg, agentLeg, presentLegs, talksWithCustomer } from '../legs.ts';
import type { Order } from '../orders.ts';
import type { Outcome } from '../ports/telephony.ts';
import { fact, first, type Step, step } from '../step.ts';

/**
 * The recordings of a call: one of each stay of an agent's leg with the customer, by an ear on that leg, paused while the
 * customer hears music. While the agent is aside and the conference goes on, it is a colleague's leg.
 *
 *   none ──join──▶ ordered ──done──▶ begun ⇄ paused ──the leg is replaced or lost──▶ finishing ──ended──▶ none
 *                     └──not done──▶ none      └──for five minutes──▶ finishing; another one when they hear each other
 *                                              └──the agent talks with a colleague alone──▶ the same
 *
 * A pause is a gap: the recorder writes nothing, and what follows stands right after what was before. One that does not
 * obey is ended, for it may go on with what nobody is to hear again. What the agent wishes: recording-orders.ts.
 *
 * On the customer's channel one ear could not hear two agents: Debian's Asterisk drops frames for an ear whose RTP
 * sequence numbers lie behind those before, as every second new leg's do. Numbers that ran on during a pause lie behind
 * as soon as half of all 65,536 have passed, which at 50 packets a second are eleven minutes.
 */

/** A pause that lasts so long ends the recording, and another one follows it, ms. */
export const LONGEST_PAUSE_MS = 5 * 60_000;

const PAUSE_IS_OVER: Order = { kind: 'cancel-timer', name: 'paused' };

/** The leg on which both are heard. */
export type RecordedLeg = Pick<AgentLeg, 'channel' | 'agent'>;

/** Whether it is wanted; a call that began under an older version has a recording or is not to have one. */
export function isRecorded({ phase, recording }: CallIn<'talking'>): boolean {
  return phase.recorded ?? recording !== null;
}

/** What holds for a call to the agent's own number, whichever queue its customer would wait in; null: it is none, or not any more. */
export function ownRecording(
  { direct }: Pick<Call, 'direct'>,
  agent: string,
  queued: Pick<Queued, 'transfer'> | null,
  around: Surroundings,
): { readonly policy: RecordingPolicy; readonly pauseMs: number } | null {
  const isTheirs = direct?.to === agent && direct.from === undefined && queued?.transfer === undefined;
  return isTheirs ? around.directRecording : null;
}

/** A recorder on the leg on which both are heard; `paused`: what is said now is left out. */
export interface Recorder extends RecordedLeg {
  readonly paused: boolean;
}

/**
 * What is wanted of the recorder, as `wantedOf` says who hears whom (arrangement.ts). It goes on with a gap, on the same leg, while
 * nobody talks with the customer or what is said is to be in no file. Null: there is to be none.
 */
export function wantedRecorder(call: CallIn<'talking'>): Recorder | null {
  const { phase, recording, farHold, noticeOwed } = call;
  if (!isRecorded(call) || noticeOwed) return null;
  const heard = talksWithCustomer(phase);
  if (heard && !farHold && !phase.pause) return { channel: heard.channel, agent: heard.agent, paused: false };
  const channel = recording?.leg ?? agentLeg(phase)?.channel;
  const isThere = presentLegs(phase).some(leg => leg.channel === channel && leg.place === 'talk');
  const goesOn = recording !== null && isThere && (heard === undefined || heard.channel === channel);
  return goesOn && channel !== undefined
    ? { channel, agent: recording.agent ?? phase.agent, paused: true }
    : null;
}

/** How the recorder follows a step: before anybody moves, and when all are in their places. */
export interface RecorderFollows<Some extends Call> {
  readonly call: Some;
  readonly before: readonly Order[];
  readonly after: readonly Order[];
}

/**
 * The orders that make the recorder what is wanted of the call after a step; `was`: what was wanted before it. What was ordered is
 * taken for done: one that was refused is not asked for again before something else is wanted.
 */
export function recorderFollows<Some extends CallIn<'talking'>>(
  moved: Some,
  was: Recorder | null,
  around: Surroundings,
): RecorderFollows<Some> {
  const wanted = wantedRecorder(moved);
  if (isSame(was, wanted)) return { call: moved, before: [], after: [] };
  if (wanted?.paused) {
    const { call, orders } = setPaused(moved, true, around);
    return { call: call as Some, before: orders, after: [] };
  }
  const stays = wanted !== null && moved.recording !== null && moved.recording.leg === wanted.channel;
  const ended = stays ? step(moved) : endRecorder(moved);
  const begun = !wanted
    ? step(ended.call)
    : stays
      ? setPaused(ended.call, false, around)
      : startRecording(ended.call, wanted, around);
  return { call: begun.call as Some, before: ended.orders, after: begun.orders };
}

const isSame = (one: Recorder | null, other: Recorder | null): boolean =>
  one?.channel === other?.channel && one?.paused === other?.paused;

function startRecording(call: Call, { channel, agent }: RecordedLeg, around: Surroundings): Step {
  if (!around.mayRecord) {
    return step(call, fact({ kind: 'recording-refused', at: around.now, why: 'disk-full' }));
  }
  const named = nextId(call, 'recording');
  return step(
    { ...named.call, recording: { name: named.id, begun: false, paused: false, agent, leg: channel } },
    { kind: 'record', channel, recording: named.id },
  );
}

/** The talk is over for its agent; who has the customer next has what is left of the pause (`Queued.pause`). */
export function endRecording(call: Call): Step {
  const ended = endRecorder(call);
  const { phase } = ended.call;
  if (phase.kind !== 'talking' || !phase.pause) return ended;
  const { pause: _, ...rest } = phase;
  return step({ ...ended.call, phase: rest }, ...ended.orders, {
    kind: 'cancel-timer',
    name: 'recording-pause',
  });
}

/** Its leg goes, or is gone already, or it was paused for too long; the talk may go on, in a pause or not. */
export function endRecorder(call: Call): Step {
  const { recording, finishing = [] } = call;
  if (!recording) return step(call);
  return step(
    { ...call, recording: null, finishing: [...finishing, recording] },
    { kind: 'stop-recording', recording: recording.name },
    ...(recording.paused ? [PAUSE_IS_OVER] : []),
  );
}

/** To be started with the pause, and again after a restart in it. */
export const longestPause = (): Order => ({ kind: 'timer', name: 'paused', ms: LONGEST_PAUSE_MS });

function setPaused(call: Call, paused: boolean, around: Surroundings): Step {
  const { recording } = call;
  if (!recording || recording.paused === paused) return step(call);
  const { pausedAt, ...rest } = recording;
  const { name, begun } = rest;
  const at = around.now;
  const noted = paused
    ? fact({ kind: 'recording-paused', at, recording: name })
    : fact({
        kind: 'recording-resumed',
        at,
        recording: name,
        ...(pausedAt === undefined ? {} : { pausedMs: at - pausedAt }),
      });
  const next = { ...rest, paused, ...(paused ? { pausedAt: at } : {}) };
  return step(
    { ...call, recording: { ...next, unanswered: (rest.unanswered ?? 0) + 1 } },
    ...(paused ? [] : [PAUSE_IS_OVER]),
    { kind: 'pause-recording', recording: name, paused },
    ...(begun ? [noted] : []),
    ...(paused ? [longestPause()] : []),
  );
}

/** Those that are there or whose end is awaited. */
export function recordingsOf({ recording, finishing = [] }: Call): readonly Recording[] {
  return recording ? [recording, ...finishing] : finishing;
}

/** After a restart: whether it was heard that they are to stop is not known; of a talk, what is recorded now goes on. */
export function stopsAgain(call: Call): Order[] {
  const { finishing = [], phase } = call;
  const over = phase.kind === 'talking' ? finishing : recordingsOf(call);
  return over.map(({ name }) => ({ kind: 'stop-recording', recording: name }));
}

/** All of them are taken for ended. */
export function withoutRecordings<Some extends Call>(call: Some): Some {
  return { ...call, recording: null, finishing: [] };
}

/** What the telephone system says of this call's recordings, in whichever phase; null when the input is no such news. */
export function recordingInput(call: Call, input: CallInput, around: Surroundings): Step | null {
  if (input.kind === 'recorded') return ended(call, input.recording, input.ok, around);
  if (input.kind !== 'outcome') return null;
  if (input.order === 'record') return ordered(call, input.subject, input.outcome, around);
  if (input.order === 'pause-recording') return answered(call, input.subject, input.outcome, around);
  // It ended while nobody listened; else the news of it comes.
  return input.order === 'stop-recording' && input.outcome === 'gone'
    ? ended(call, input.subject, true, around)
    : null;
}

function ended(call: Call, recording: string, ok: boolean, around: Surroundings): Step | null {
  if (!recordingsOf(call).some(({ name }) => name === recording)) return null;
  return step(put(call, recording, null), fact({ kind: 'recording-ended', at: around.now, recording, ok }));
}

/**
 * Whether it obeyed. `gone`: it has ended, or never began, and nobody was told. One that is there and was not known to have
 * begun was asked after a restart.
 */
function answered(call: Call, name: string, outcome: Outcome, around: Surroundings): Step | null {
  const recording = recordingsOf(call).find(each => each.name === name);
  if (!recording) return null;
  const { unanswered = 1, ...rest } = recording;
  if (outcome === 'done') {
    const known = put(call, name, unanswered > 1 ? { ...rest, unanswered: unanswered - 1 } : rest);
    return recording.begun ? step(known) : ordered(known, name, 'done', around);
  }
  if (call.recording?.name !== name) return step(call);
  const over =
    outcome === 'gone'
      ? ((recording.begun ? ended(call, name, true, around) : null) ?? step(put(call, name, null)))
      : endRecorder(call);
  return first(over.orders, recordedAgain(over.call, around));
}

function recordedAgain(call: Call, around: Surroundings): Step {
  if (call.phase.kind !== 'talking') return step(call);
  const { call: again, before, after } = recorderFollows(call as CallIn<'talking'>, null, around);
  return step(again, ...before, ...after);
}

function ordered(call: Call, name: string, outcome: Outcome, around: Surroundings): Step | null {
  const recording = recordingsOf(call).find(each => each.name === name);
  if (!recording) return null;
  const at = around.now;
  if (outcome !== 'done') {
    return step(put(call, name, null), fact({ kind: 'recording-refused', at, why: outcome }));
  }
  if (recording.begun) return null;
  const { agent } = recording;
  const paused = recording.paused ? [fact({ kind: 'recording-paused', at, recording: name })] : [];
  return step(
    put(call, name, { ...recording, begun: true, ...(recording.paused ? { pausedAt: at } : {}) }),
    fact({ kind: 'recording-started', at, recording: name, ...(agent === undefined ? {} : { agent }) }),
    ...paused,
  );
}

/** The call with another state of one of its recordings, or without it. */
function put(call: Call, name: string, state: Recording | null): Call {
  if (call.recording?.name === name) return { ...call, recording: state };
  const others = (call.finishing ?? []).filter(each => each.name !== name);
  return { ...call, finishing: state ? [...others, state] : others };
}

import { type Call, type CallIn, nextId, type Recording } from '../call.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import { fact, first, type Step, step } from '../step.ts';

/**
 * The recordings of a call: one of each leg to an agent, by an ear on that leg, paused while the customer hears music.
 *
 *   none ──join──▶ ordered ──done──▶ begun ⇄ paused ──the leg is replaced or lost──▶ finishing ──ended──▶ none
 *                     └──not done──▶ none                └──paused for long──▶ finishing, and a new one
 *
 * On the customer's channel one ear could not hear two agents: Debian's Asterisk drops frames for an ear whose RTP
 * sequence numbers lie behind those before, as every second new leg's do. Numbers that ran on during a pause lie behind
 * as soon as half of all 65,536 have passed, which at 50 packets a second are eleven minutes.
 */

/** A pause beyond this ends the recording, and another one follows it, ms. */
export const LONGEST_PAUSE_MS = 5 * 60_000;

/** Whether it is wanted; a call that began under an older version has a recording or is not to have one. */
export function isRecorded({ phase, recording }: CallIn<'talking'>): boolean {
  return phase.recorded ?? recording !== null;
}

/** @param leg the agent's channel, on which the recording hears both */
export function startRecording(call: Call, leg: string, around: Surroundings): Step {
  if (!around.mayRecord) {
    return step(call, fact({ kind: 'recording-refused', at: around.now, why: 'disk-full' }));
  }
  const named = nextId(call, 'recording');
  return step(
    { ...named.call, recording: { name: named.id, begun: false, paused: false } },
    { kind: 'record', channel: leg, recording: named.id },
  );
}

/** Its leg goes, or is gone already. */
export function endRecording(call: Call): Step {
  const { recording, finishing = [] } = call;
  if (!recording) return step(call);
  return step(
    { ...call, recording: null, finishing: [...finishing, recording] },
    { kind: 'stop-recording', recording: recording.name },
  );
}

export function pauseRecording(call: Call, around: Surroundings): Step {
  return setPaused(call, true, around);
}

/** The two hear each other again, over this leg. */
export function resumeRecording(call: Call, leg: string, around: Surroundings): Step {
  const { recording } = call;
  if (!recording) return startRecording(call, leg, around);
  if (around.now - (recording.pausedAt ?? around.now) <= LONGEST_PAUSE_MS)
    return setPaused(call, false, around);
  const ended = endRecording(call);
  return first(ended.orders, startRecording(ended.call, leg, around));
}

function setPaused(call: Call, paused: boolean, around: Surroundings): Step {
  const { recording } = call;
  if (!recording || recording.paused === paused) return step(call);
  const { name, begun } = recording;
  const at = around.now;
  const told = fact({ kind: paused ? 'recording-paused' : 'recording-resumed', at, recording: name });
  return step(
    { ...call, recording: { name, begun, paused, ...(paused ? { pausedAt: at } : {}) } },
    { kind: 'pause-recording', recording: name, paused },
    ...(begun ? [told] : []),
  );
}

/** Those that are there or whose end is awaited. */
export function recordingsOf({ recording, finishing = [] }: Call): readonly Recording[] {
  return recording ? [recording, ...finishing] : finishing;
}

/** All of them are taken for ended. */
export function withoutRecordings<Some extends Call>(call: Some): Some {
  return { ...call, recording: null, finishing: [] };
}

/** What the telephone system says of this call's recordings, in whichever phase; null when the input is no such news. */
export function recordingNews(call: Call, input: CallInput, around: Surroundings): Step | null {
  const at = around.now;
  if (input.kind === 'recorded') {
    const { recording, ok } = input;
    if (!recordingsOf(call).some(({ name }) => name === recording)) return null;
    return step(put(call, recording, null), fact({ kind: 'recording-ended', at, recording, ok }));
  }
  if (input.kind !== 'outcome' || input.order !== 'record') return null;
  const recording = recordingsOf(call).find(({ name }) => name === input.subject);
  if (!recording) return null;
  const { name } = recording;
  if (input.outcome !== 'done') {
    return step(put(call, name, null), fact({ kind: 'recording-refused', at, why: input.outcome }));
  }
  if (recording.begun) return null;
  const paused = recording.paused ? [fact({ kind: 'recording-paused', at, recording: name })] : [];
  return step(
    put(call, name, { ...recording, begun: true }),
    fact({ kind: 'recording-started', at, recording: name }),
    ...paused,
  );
}

/** The call with another state of one of its recordings, or without it. */
function put(call: Call, name: string, state: Recording | null): Call {
  if (call.recording?.name === name) return { ...call, recording: state };
  const others = (call.finishing ?? []).filter(each => each.name !== name);
  return { ...call, finishing: state ? [...others, state] : others };
}

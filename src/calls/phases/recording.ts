import { type Call, nextId } from '../call.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import { fact, type Step, step } from '../step.ts';

/**
 * The recording of a call: one, begun at the first join, paused while the customer hears music.
 *
 *   none ──join──▶ ordered ──done──▶ begun ⇄ paused ──stop, or the channel ends──▶ none
 *                     └──not done──▶ none
 */
export function startRecording(call: Call, around: Surroundings): Step {
  if (call.recording) return resumeRecording(call, around);
  if (!around.mayRecord) {
    return step(call, fact({ kind: 'recording-refused', at: around.now, why: 'disk-full' }));
  }
  const named = nextId(call, 'recording');
  return step(
    { ...named.call, recording: { name: named.id, begun: false, paused: false } },
    { kind: 'record', channel: call.id, recording: named.id },
  );
}

export function pauseRecording(call: Call, around: Surroundings): Step {
  return setPaused(call, true, around);
}

export function resumeRecording(call: Call, around: Surroundings): Step {
  return setPaused(call, false, around);
}

function setPaused(call: Call, paused: boolean, around: Surroundings): Step {
  const { recording } = call;
  if (!recording || recording.paused === paused) return step(call);
  const { name } = recording;
  const told = fact({
    kind: paused ? 'recording-paused' : 'recording-resumed',
    at: around.now,
    recording: name,
  });
  return step(
    { ...call, recording: { ...recording, paused } },
    { kind: 'pause-recording', recording: name, paused },
    ...(recording.begun ? [told] : []),
  );
}

/** What the telephone system says of this call's recording, in whichever phase; null when the input is no such news. */
export function recordingNews(call: Call, input: CallInput, around: Surroundings): Step | null {
  const { recording } = call;
  if (!recording) return null;
  const { name } = recording;
  const at = around.now;
  if (input.kind === 'recorded' && input.recording === name) {
    return step(
      { ...call, recording: null },
      fact({ kind: 'recording-ended', at, recording: name, ok: input.ok }),
    );
  }
  if (input.kind !== 'outcome' || input.order !== 'record' || input.subject !== name) return null;
  if (input.outcome !== 'done') {
    return step({ ...call, recording: null }, fact({ kind: 'recording-refused', at, why: input.outcome }));
  }
  if (recording.begun) return null;
  const paused = recording.paused ? [fact({ kind: 'recording-paused', at, recording: name })] : [];
  return step(
    { ...call, recording: { ...recording, begun: true } },
    fact({ kind: 'recording-started', at, recording: name }),
    ...paused,
  );
}

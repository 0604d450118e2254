import type { CallStory } from '../calls/call-story.ts';
import type { RecordingStory } from './recording-story.ts';

/**
 * In which queue the talk on a recording was, and how its agent wrapped it up: of a call that went on without them what their own part
 * tells, else what the call does. Who had the call again wrapped it up once, for all of it.
 */
export function heardPart(
  { agent, startedAt }: Pick<RecordingStory, 'agent' | 'startedAt'>,
  call: Pick<CallStory, 'agent' | 'queue' | 'disposition' | 'parts'>,
): { readonly queue: string | null; readonly disposition: string | null } {
  const own = call.parts.filter(part => part.agent === agent && part.endedAt >= startedAt);
  const [first] = own;
  if (first === undefined) return { queue: call.queue, disposition: call.disposition };
  const chosen = own.find(({ disposition }) => disposition !== null)?.disposition;
  return {
    queue: first.queue,
    disposition: chosen ?? (call.agent === agent ? call.disposition : null),
  };
}

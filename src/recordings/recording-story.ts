import { createHash } from 'node:crypto';
import type { CallFact } from '../calls/events.ts';
import type { RecordingKind } from './events.ts';

/** A stretch that was not recorded, ms by the clock from the start of the recording. */
/** A stay in a talk that ends within this time may hold no sound, ms; one that lasted longer and holds none is a fault. */
const SILENT_MS = 2_000;

/** As people are told of a file that failed for want of sound. */
export const isTooShort = (why: string | null, startedAt: number, endedAt: number | null): boolean =>
  why === 'empty' && endedAt !== null && endedAt - startedAt <= SILENT_MS;

export interface Gap {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A recording as the facts of its call tell it, before its file was fetched. Instants epoch ms. */
export interface RecordingStory {
  readonly id: string;
  /** The file's name on the telephone node. */
  readonly name: string;
  readonly call: string;
  readonly kind: RecordingKind;
  /** Who spoke with the customer on it, or for whom it was left; null when its facts do not say, and then the call's agent. */
  readonly agent: string | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** Since when it is paused, or null. */
  readonly pausedAt: number | null;
  readonly gaps: readonly Gap[];
}

/** The id people and addresses use: the node's file name holds slashes and says where it lies. */
export function recordingId(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 32);
}

/** The file name a fact is about, or null when it is about no recording. */
export function recordingOf(fact: CallFact): string | null {
  return 'recording' in fact ? fact.recording : null;
}

/** Folds one fact; repeated and late ones change nothing. */
export function foldRecording(
  story: RecordingStory | null,
  call: string,
  fact: CallFact,
): RecordingStory | null {
  switch (fact.kind) {
    case 'recording-started':
      return story ?? { ...begin(call, fact.recording, 'call', fact.at), agent: fact.agent ?? null };
    case 'message-found':
      return story ?? { ...begin(call, fact.recording, 'message', fact.at), endedAt: fact.at };
    case 'message-left':
      return story ?? leftFor(call, fact);
    case 'recording-paused':
      return story === null || story.pausedAt !== null ? story : { ...story, pausedAt: fact.at };
    case 'recording-resumed':
      return story === null ? null : closeGap(story, fact.at);
    case 'recording-ended': {
      // An ending without a beginning still names a file that must be fetched and erased.
      const known = story ?? begin(call, fact.recording, 'call', fact.at);
      return known.endedAt === null ? { ...closeGap(known, fact.at), endedAt: fact.at } : known;
    }
    default:
      return story;
  }
}

/** A caller has left it for an agent, who may listen to it. */
function leftFor(
  call: string,
  { recording, agent, at, lastsMs = 0 }: Extract<CallFact, { kind: 'message-left' }>,
): RecordingStory {
  return { ...begin(call, recording, 'message', at - lastsMs), agent, endedAt: at };
}

function begin(call: string, name: string, kind: RecordingStory['kind'], at: number): RecordingStory {
  return {
    id: recordingId(name),
    name,
    call,
    kind,
    agent: null,
    startedAt: at,
    endedAt: null,
    pausedAt: null,
    gaps: [],
  };
}

function closeGap(story: RecordingStory, at: number): RecordingStory {
  if (story.pausedAt === null) return story;
  const gap = { fromMs: story.pausedAt - story.startedAt, toMs: at - story.startedAt };
  return { ...story, pausedAt: null, gaps: [...story.gaps, gap] };
}

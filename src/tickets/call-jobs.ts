import { type CallStory, isCallFact } from '../calls/call-story.ts';
import type { CallEntry, CallFact } from '../calls/events.ts';
import { recordingId } from '../recordings/recording-story.ts';
import type { Chosen, PlannedJob, TicketJob, Written } from './jobs.ts';

/**
 * The jobs that facts of calls ask for, which are saved together with them; `storyOf` gives a call as these facts leave
 * it. Keys are made of the call's id, so the same fact never makes two jobs; they are BullMQ's job ids as well and hold
 * no colon. Several facts of a call ask once to bring its ticket up to it: such a job reads the whole call.
 */
export function jobsOfFacts(
  entries: readonly CallEntry[],
  storyOf: (call: string) => CallStory | null | undefined,
): PlannedJob[] {
  const followed = new Set<string>();
  return jobsOfEach(entries, storyOf).filter(({ job }) => {
    if (!followsCall(job)) return true;
    if (followed.has(job.call)) return false;
    followed.add(job.call);
    return true;
  });
}

function jobsOfEach(
  entries: readonly CallEntry[],
  storyOf: (call: string) => CallStory | null | undefined,
): PlannedJob[] {
  return entries.filter(isCallFact).flatMap(({ call, fact }): PlannedJob[] => {
    const story = storyOf(call);
    return [...jobsOfPromise(call, fact, story), ...jobsOfTicket(call, fact, story)];
  });
}

/** A promise is kept by the first answer of a call that was made for it. */
function jobsOfPromise(call: string, fact: CallFact, story: CallStory | null | undefined): PlannedJob[] {
  const scheduled = story?.scheduled ?? null;
  if (fact.kind !== 'answered' || scheduled === null) return [];
  const { at } = fact;
  const key = jobKey('scheduled-call-kept', scheduled, call);
  return [{ job: { name: 'scheduled-call-kept', scheduled, at }, runAt: at, key }];
}

function jobsOfTicket(call: string, fact: CallFact, story: CallStory | null | undefined): PlannedJob[] {
  // A call to a number that is no service, or between two of ours, has no ticket that would have to know of it.
  if (story?.ticket === '' && fact.kind !== 'message-left') return [];
  // Its agent has the ticket already, and the end of the talk tells it nothing new.
  if (fact.kind === 'call-ended' && wasServed(story)) return [];
  switch (fact.kind) {
    case 'call-arrived':
      return [{ job: { name: 'open-ticket', call }, runAt: fact.at, key: jobKey('open-ticket', call) }];
    case 'caller-identified':
    case 'caller-unknown':
    case 'queued':
    case 'answered':
    case 'call-ended':
      return [
        {
          job: { name: 'follow-call', call },
          runAt: fact.at,
          key: jobKey('follow-call', call, fact.kind, String(fact.at)),
        },
      ];
    case 'wrap-up-ended':
      return [
        {
          job: { name: 'apply-disposition', call, chosen: chosenIn(fact), ...writtenIn(fact) },
          runAt: fact.at,
          key: jobKey('apply-disposition', call, fact.agent, String(fact.at)),
        },
      ];
    case 'recording-ended':
    case 'message-left':
      return [keepRecording('keep-recording', fact.recording, fact.at)];
    case 'message-found':
      return [keepRecording('take-message', fact.recording, fact.at)];
    default:
      return [];
  }
}

function chosenIn({
  agent: by,
  disposition,
  note,
  at,
}: Extract<CallFact, { kind: 'wrap-up-ended' }>): Chosen {
  return { by, disposition, note, at };
}

function writtenIn({
  summary,
  solution,
  solutionBase,
}: Extract<CallFact, { kind: 'wrap-up-ended' }>): Written {
  return {
    ...(summary === undefined ? {} : { summary }),
    ...(solution === undefined ? {} : { solution }),
    ...(solutionBase === undefined ? {} : { solutionBase }),
  };
}

function wasServed(story: CallStory | null | undefined): boolean {
  return story?.direction === 'in' && story.outcome === 'answered';
}

/** A key of the outbox, which is a BullMQ job id too: parts joined by dots, colons made harmless. */
export function jobKey(...parts: readonly string[]): string {
  return parts.join('.').replaceAll(':', '_');
}

function keepRecording(name: 'keep-recording' | 'take-message', file: string, at: number): PlannedJob {
  const recording = recordingId(file);
  return { job: { name, recording }, runAt: at, key: jobKey(name, recording) };
}

/**
 * Jobs that bring a ticket up to the same call are one: the first of them does the others `also`. All others stay as
 * they are, in their order.
 */
export function oneForEachCall(jobs: readonly PlannedJob[]): PlannedJob[] {
  const leaders = new Map<string, string[]>();
  const kept = jobs.filter(({ job, key }) => {
    if (!followsCall(job)) return true;
    const others = leaders.get(job.call);
    if (others === undefined) leaders.set(job.call, []);
    else others.push(key);
    return others === undefined;
  });
  return kept.map(planned => {
    const { job } = planned;
    const also = followsCall(job) ? leaders.get(job.call) : undefined;
    return also === undefined || also.length === 0
      ? planned
      : { ...planned, job: { ...job, also } as TicketJob };
  });
}

function followsCall(job: TicketJob): job is Extract<TicketJob, { name: 'open-ticket' | 'follow-call' }> {
  return job.name === 'open-ticket' || job.name === 'follow-call';
}

import { aloud } from '../../ivr/aloud.ts';
import { type Call, type CallIn, nextId, type ToldInTalk } from '../call.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import type { Order } from '../orders.ts';
import { fact, type Step, step } from '../step.ts';
import { arrange, wantedOf } from './arrangement.ts';
import { BROKEN_OFF_MS, CONSENT, inTime, LONGEST_MS, NO_LONGER, toBeTold } from './owed-notice.ts';
import { recorderFollows } from './recording.ts';

/**
 * Who dials an agent's own number comes through no menu, and has heard no notice of a recording (`Call.noticeOwed`). Where such
 * calls are always recorded they hear it before it rings (direct.ts). Else it is said in the talk, once a recording is
 * wished: to the customer and the agent, each of them apart, and neither hears the other meanwhile.
 *
 *   not recorded ──wished──▶ both are told ──the customer has heard it to its end──▶ together again, recorded
 *        ▲                       │  ⇅ hold, consultation, another leg: from its beginning, when both are back
 *        └──wished no more, or it could not be said
 *
 * Whether it is to be said now follows from the call (owed-notice.ts), and who is apart from that (arrangement.ts); whatever moves
 * somebody ends it or begins it anew. What is played follows here, after each step.
 */

const tellingIn = ({ phase }: Call): ToldInTalk | undefined =>
  phase.kind === 'talking' ? phase.telling : undefined;

/** Those who moved do so before anything is played to them, and what was played ends before they move. */
export function toldInTalk(before: Call, input: CallInput, then: Step): Step {
  const { call } = then;
  const to = toBeTold(call);
  const now = tellingIn(call);
  const had = tellingIn(before);
  if (now ? now.leg === to : !had && to === null) return then;
  const over = input.kind === 'played' ? input.playback : null;
  const quiet: Order[] = had
    ? [
        ...[had.customer, had.agent]
          .filter(playback => playback !== over)
          .map((playback): Order => ({ kind: 'stop-playing', playback })),
        ...(to === null ? [NO_LONGER] : []),
      ]
    : [];
  if (to === null || call.phase.kind !== 'talking') return step(untold(call), ...quiet, ...then.orders);
  const customer = nextId(call, 'playback');
  const agent = nextId(customer.call, 'playback');
  const telling: ToldInTalk = { leg: to, customer: customer.id, agent: agent.id };
  const sounds = aloud(CONSENT);
  return step(
    { ...agent.call, phase: { ...call.phase, telling } },
    ...quiet,
    ...then.orders,
    { kind: 'play', channel: call.id, playback: telling.customer, sounds },
    { kind: 'play', channel: to, playback: telling.agent, sounds },
    inTime(LONGEST_MS),
  );
}

/** What becomes of it; null when it is nothing of that. */
export function telling(call: CallIn<'talking'>, input: CallInput, around: Surroundings): Step | null {
  const playback = call.phase.telling?.customer;
  if (playback === undefined) return null;
  switch (input.kind) {
    case 'played':
      if (input.playback !== playback) return null;
      return input.ok ? heard(call, around) : step(call, inTime(BROKEN_OFF_MS));
    case 'outcome': {
      if (input.order !== 'play' || input.subject !== playback) return null;
      // Who is gone is told of by their own channel.
      const failed = input.outcome === 'refused' || input.outcome === 'timed-out';
      return failed ? unsaid(call, around) : null;
    }
    case 'timer':
      return input.name === 'notice' ? unsaid(call, around) : null;
    default:
      return null;
  }
}

function heard(before: CallIn<'talking'>, around: Surroundings): Step {
  const { noticeOwed: _, ...told } = before;
  const call: CallIn<'talking'> = { ...told, noticeHeard: true };
  const recorder = recorderFollows(call, null, around);
  return step(recorder.call, ...recorder.before, ...together(before, call), ...recorder.after);
}

/** Nothing is recorded; the agent may wish it again. */
function unsaid(before: CallIn<'talking'>, { now: at }: Surroundings): Step {
  const { recorded: _, ...phase } = before.phase;
  const call: CallIn<'talking'> = { ...before, phase };
  return step(call, ...together(before, call), fact({ kind: 'recording-refused', at, why: 'unannounced' }));
}

/** Who hears whom after it. */
const together = (before: CallIn<'talking'>, call: CallIn<'talking'>): Order[] =>
  arrange(wantedOf(call), wantedOf(before));

/** After a restart: whether they heard it to its end is not known, so it is said again. */
export function untold<Some extends Call>(call: Some): Some {
  const { phase } = call;
  if (phase.kind !== 'talking' || !phase.telling) return call;
  const { telling: _, ...rest } = phase;
  return { ...call, phase: rest };
}

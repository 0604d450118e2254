import type { CallIn } from '../call.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import { first, nothing, type Step, step } from '../step.ts';
import { closeWhenDone, fact } from './moves.ts';

/** What was open goes; the agent says what the call was about. Only a disposition ends wrap-up (S2-05). */
export function ending(call: CallIn<'ending'>, input: CallInput, around: Surroundings): Step {
  const { phase } = call;
  switch (input.kind) {
    case 'channel-ended':
      return gone(call, input.channel);
    case 'outcome':
      return input.order === 'hang-up' && input.outcome === 'gone'
        ? gone(call, input.subject)
        : nothing(call);
    case 'leg-answered':
      return step(call, { kind: 'hang-up', channel: input.channel, reason: 'normal' });
    case 'timer':
      return input.name === 'ending' ? giveUp(call, around) : nothing(call);
    case 'recorded': {
      if (call.recording?.name !== input.recording) return nothing(call);
      const told = fact({
        kind: 'recording-ended',
        at: around.now,
        recording: input.recording,
        ok: input.ok,
      });
      return first([told], closeWhenDone(step({ ...call, recording: null })));
    }
    case 'ask-disposition': {
      if (phase.agent !== input.agent) return nothing(call);
      const { agent, disposition, note } = input;
      return first(
        [
          { kind: 'agent-disposed', agent },
          fact({ kind: 'wrap-up-ended', at: around.now, agent, disposition, note }),
        ],
        closeWhenDone(step({ ...call, phase: { ...phase, agent: null } })),
      );
    }
    case 'recover': {
      const open = [call.id, ...phase.open].filter(
        (each, index, all) => input.alive.has(each) && all.indexOf(each) === index,
      );
      const hangUps = open.map(channel => ({ kind: 'hang-up', channel, reason: 'normal' }) as const);
      return first(
        [...hangUps, { kind: 'timer', name: 'ending', ms: 5_000 }],
        closeWhenDone(step({ ...call, phase: { ...phase, open } })),
      );
    }
    default:
      return nothing(call);
  }
}

/** What did not end in time is taken for ended: the recordings job finds out what there is. */
function giveUp(call: CallIn<'ending'>, around: Surroundings): Step {
  const told = call.recording
    ? [fact({ kind: 'recording-ended', at: around.now, recording: call.recording.name, ok: true })]
    : [];
  return first(told, closeWhenDone(step({ ...call, recording: null, phase: { ...call.phase, open: [] } })));
}

function gone(call: CallIn<'ending'>, channel: string): Step {
  if (!call.phase.open.includes(channel)) return nothing(call);
  const open = call.phase.open.filter(each => each !== channel);
  return closeWhenDone(step({ ...call, phase: { ...call.phase, open } }));
}

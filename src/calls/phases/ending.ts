import type { CallIn } from '../call.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import type { Order } from '../orders.ts';
import { closeWhenDone, ENDING_MS } from '../rules/moves.ts';
import { recordingsOf, withoutRecordings } from '../rules/recording.ts';
import { fact, first, nothing, type Step, step } from '../step.ts';

/** What was open goes. The call stays for those who owe a disposition (rules/wrapping-up.ts). */
export function ending(call: CallIn<'ending'>, input: CallInput, around: Surroundings): Step {
  const { phase } = call;
  switch (input.kind) {
    case 'channel-ended':
      return gone(call, input.channel);
    case 'outcome':
      return input.order === 'hang-up' && input.outcome === 'gone'
        ? gone(call, input.subject)
        : nothing(call);
    case 'timer':
      return input.name === 'ending' ? giveUp(call, around) : nothing(call);
    case 'recover': {
      // Its own channel may be a leg of the call that it was joined to.
      const open = [call.id, ...phase.open].filter(
        (each, index, all) =>
          input.alive.has(each) && all.indexOf(each) === index && !around.isElsewhere(each),
      );
      return first(
        [...hangUps(open), { kind: 'timer', name: 'ending', ms: ENDING_MS }],
        closeWhenDone(step({ ...call, phase: { ...phase, open } })),
      );
    }
    default:
      return nothing(call);
  }
}

/**
 * Time is over. A recording whose end was not heard of is taken for ended: the recordings job finds out what there is.
 * A channel that is still there is hung up again, for it may be that the order was lost.
 */
function giveUp(call: CallIn<'ending'>, around: Surroundings): Step {
  const { open } = call.phase;
  const noted = recordingsOf(call).map(({ name }) =>
    fact({ kind: 'recording-ended', at: around.now, recording: name, ok: true }),
  );
  const again: Order[] =
    open.length > 0 ? [...hangUps(open), { kind: 'timer', name: 'ending', ms: ENDING_MS }] : [];
  return first([...noted, ...again], closeWhenDone(step(withoutRecordings(call))));
}

function hangUps(channels: readonly string[]): Order[] {
  return channels.map(channel => ({ kind: 'hang-up', channel }));
}

function gone(call: CallIn<'ending'>, channel: string): Step {
  if (!call.phase.open.includes(channel)) return nothing(call);
  const open = call.phase.open.filter(each => each !== channel);
  return closeWhenDone(step({ ...call, phase: { ...call.phase, open } }));
}

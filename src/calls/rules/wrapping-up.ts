import type { Call } from '../call.ts';
import { owesWrapUp } from '../call-parties.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import { fact, first, nothing, type Step, step } from '../step.ts';
import { closeWhenDone, withoutOwed } from './moves.ts';

/**
 * Who has talked says what it was about, whatever becomes of the call meanwhile. Only a disposition ends a wrap-up
 * (S2-05), or that its agent is none any more. Null when the input is of no wrap-up of this call.
 */
export function wrappingUp(call: Call, input: CallInput, around: Surroundings): Step | null {
  switch (input.kind) {
    case 'agent-dismissed':
      return owesWrapUp(call, input.agent) ? disposed(call, input.agent) : nothing(call);
    case 'ask-disposition': {
      const { agent, disposition, note, summary, solution, solutionBase } = input;
      if (!owesWrapUp(call, agent)) return nothing(call);
      const told = fact({
        kind: 'wrap-up-ended',
        at: around.now,
        agent,
        disposition,
        note,
        ...(summary ? { summary } : {}),
        ...(solution ? { solution } : {}),
        ...(solutionBase ? { solutionBase } : {}),
      });
      return disposed(call, agent, told);
    }
    default:
      return null;
  }
}

function disposed(call: Call, agent: string, ...told: Step['orders']): Step {
  const next = withoutOwed(call, agent);
  return first([{ kind: 'agent-disposed', agent }, ...told], closeWhenDone(step(next)));
}

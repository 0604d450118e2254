import type { Call, Help } from '../call.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import { fact, nothing, type Step, step } from '../step.ts';

/**
 * The agent who talks asks the supervisors for help. It ends when the agent takes it back, when a supervisor has seen it,
 * or with the agent's talk, whatever became of that. Null when the input has nothing to do with it.
 */
export function helping(call: Call, input: CallInput, around: Surroundings): Step | null {
  switch (input.kind) {
    case 'ask-help':
      return talks(call, input.agent) ? asked(call, input, around) : nothing(call);
    case 'help-seen': {
      if (!call.help || call.help.seenBy) return nothing(call);
      const { agent } = call.help;
      const seen = { kind: 'help-ended', at: around.now, agent, why: 'seen', by: input.by.id } as const;
      return step({ ...call, help: { ...call.help, seenBy: input.by } }, fact(seen));
    }
    default:
      return null;
  }
}

/** Whether the agent asks for help and no supervisor has seen it. */
export const isAsking = (help: Help | undefined): boolean => help !== undefined && !help.seenBy;

function asked(
  call: Call,
  { agent, on }: Extract<CallInput, { kind: 'ask-help' }>,
  { now }: Surroundings,
): Step {
  if (on === isAsking(call.help)) return nothing(call);
  if (on) return step({ ...call, help: { agent, since: now } }, fact({ kind: 'help-asked', at: now, agent }));
  return step(withoutHelp(call), fact({ kind: 'help-ended', at: now, agent, why: 'taken-back' }));
}

const talks = ({ phase }: Call, agent: string): boolean => phase.kind === 'talking' && phase.agent === agent;

/** Nobody helps in a talk that is over. */
export function helpEnds(done: Step, { now }: Surroundings): Step {
  const { call, orders } = done;
  if (!call.help || talks(call, call.help.agent)) return done;
  const { agent } = call.help;
  const over = isAsking(call.help) ? [fact({ kind: 'help-ended', at: now, agent, why: 'talk-over' })] : [];
  return { call: withoutHelp(call), orders: [...over, ...orders] };
}

function withoutHelp({ help: _, ...call }: Call): Call {
  return call;
}

import type { Asker } from '../../outgoing/entries.ts';
import type { CallControl } from '../call-control.ts';
import type { CommandOutcome } from '../commands.ts';
import type { LineKeeper } from '../lines/line-keeper.ts';

export interface FreeToCall {
  readonly by: Asker;
  readonly agentEndpoint: string;
}

/** Who is free to be rung for a call of their own. */
export function freeToCall(
  { calls, lines }: { readonly calls: CallControl; readonly lines: LineKeeper },
  agent: string,
): FreeToCall | CommandOutcome {
  const present = calls.registry.get(agent);
  const agentEndpoint = lines.endpointOf(agent);
  if (!present || !agentEndpoint) return { ok: false, code: 'phone-not-ready' };
  const isBusy = present.work.kind !== 'idle' || present.supervises !== undefined;
  if (isBusy) return { ok: false, code: 'agent-busy' };
  const { role, level } = present.profile;
  return { by: { person: agent, role, level }, agentEndpoint };
}

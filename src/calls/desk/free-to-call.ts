import type { Asker } from '../../outgoing/entries.ts';
import type { CallControl } from '../call-control.ts';
import { telephoneOf } from '../call-parties.ts';
import type { CommandOutcome } from '../commands.ts';
import type { LineKeeper } from '../lines/line-keeper.ts';
import { talkToLeave } from './lines.ts';

export interface FreeToCall {
  readonly by: Asker;
  readonly agentEndpoint: string;
  /** The talk that their leg comes from; absent: their telephone is rung. */
  readonly from?: string;
}

/** Who is free to be rung for a call of their own, or has one to wrap up; `second`: may leave the talk that they are in for it. */
export function freeToCall(
  { calls, lines }: { readonly calls: CallControl; readonly lines: LineKeeper },
  agent: string,
  second = false,
): FreeToCall | CommandOutcome {
  const present = calls.registry.get(agent);
  const agentEndpoint = lines.endpointOf(agent);
  if (!present || !agentEndpoint) return { ok: false, code: 'phone-not-ready' };
  const { role, level } = present.profile;
  const by = { person: agent, role, level };
  if (second) {
    const talk = talkToLeave(calls, agent);
    if ('ok' in talk) return talk;
    return { by, agentEndpoint: telephoneOf(talk, agent) ?? agentEndpoint, from: talk.id };
  }
  const { work, beside, supervises } = present;
  if (work.kind === 'wrap-up' && beside) return { ok: false, code: 'lines-taken' };
  if (supervises !== undefined) return { ok: false, code: 'supervises-other' };
  const isBusy = work.kind !== 'idle' && work.kind !== 'wrap-up';
  return isBusy ? { ok: false, code: 'agent-busy' } : { by, agentEndpoint };
}

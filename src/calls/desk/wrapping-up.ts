import { queuesOf } from '../../agents/agent.ts';
import type { CallControl } from '../call-control.ts';
import { isGivenOn } from '../call-parties.ts';
import type { CommandOf, CommandOutcome } from '../commands.ts';
import { fitsCall, fitsGivenOn, fitsQueue, missingText } from '../dispositions.ts';
import type { CentreData } from '../ports/settings.ts';
import type { OwnCall } from './own-call.ts';

/** What agents say that their talk was about. */
export class WrappingUp {
  private readonly parts: {
    readonly calls: CallControl;
    readonly settings: () => CentreData;
    readonly own: OwnCall;
  };

  constructor(parts: WrappingUp['parts']) {
    this.parts = parts;
  }

  /** Wrap-up ends only with a disposition that fits the call and has its texts: nothing typed is lost by a refusal. */
  dispose(command: CommandOf<'dispose'>): CommandOutcome {
    const { calls, settings } = this.parts;
    const call = calls.call(command.call);
    if (!call) return { ok: false, code: 'call-gone' };
    const rule = settings().dispositions.find(each => each.code === command.disposition);
    if (!rule) return { ok: false, code: 'disposition-missing' };
    const owed = call.wrapUps?.find(each => each.agent === command.agent);
    if (!owed) return { ok: false, code: 'nothing-owed' };
    if (!fitsCall(rule, owed.spoke)) return { ok: false, code: 'disposition-unfit' };
    // Whether the customer agrees is for the one who took the call over to ask.
    if (isGivenOn(owed) && !fitsGivenOn(rule)) return { ok: false, code: 'disposition-unfit' };
    // A call that its agent made belongs to no queue: the dispositions of the agent's queues fit it.
    const { queue } = owed;
    const present = calls.registry.get(command.agent);
    const queues = queue === null ? (present ? queuesOf(present) : []) : [queue];
    if (!fitsQueue(rule, queues)) return { ok: false, code: 'disposition-unfit' };
    const { agent, disposition, note, summary, solution, solutionBase, onTicket } = command;
    const missing = missingText(rule.effect, {
      summary: Boolean(summary) || (onTicket?.summary ?? false),
      solution: Boolean(solution) || (onTicket?.solution ?? false),
    });
    if (missing !== null) return { ok: false, code: missing };
    if (rule.effect !== 'none' && !onTicket?.effects.includes(rule.effect))
      return { ok: false, code: 'ticket-does-not-allow' };
    const written = { summary, solution, solutionBase };
    return this.parts.own.onOwnCall(command, {
      kind: 'ask-disposition',
      agent,
      disposition,
      note,
      ...written,
    });
  }
}

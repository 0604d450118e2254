import type { CallControl } from '../call-control.ts';
import { agentOf, callerIn, colleagueIn, isInHandOf, isInternal, telephoneOf } from '../call-parties.ts';
import type { CommandOf, CommandOutcome } from '../commands.ts';
import type { CallInput } from '../inputs.ts';
import { holdable, isAway } from '../legs.ts';
import type { LineKeeper } from '../lines/line-keeper.ts';
import { whyNotOrdered } from '../rules/recording-orders.ts';
import { isLedByOther, isTalkOf } from './lines.ts';
import { OK } from './outcome.ts';
import { whyNotTheirs, whyNotTheirTalk } from './why-not.ts';

/** What takes the agent in the call, and not in their other one. */
const HERE_ONLY: ReadonlySet<CallInput['kind']> = new Set([
  'ask-hold',
  'ask-resume',
  'ask-consult',
  'ask-swap',
  'ask-conference',
  'ask-outside',
  'ask-give-out',
  'ask-rejoin',
]);

/** What agents ask of the call that they have in hand. */
export class OwnCall {
  private readonly parts: {
    readonly calls: CallControl;
    readonly lines: LineKeeper;
    /** False when the disk is nearly full. */
    readonly mayRecord: () => boolean;
  };

  constructor(parts: OwnCall['parts']) {
    this.parts = parts;
  }

  /** Another page may have the voice: it is not touched from here. A desk telephone is every page's. */
  atOwnTelephone<Outcome extends CommandOutcome | Promise<CommandOutcome>>(
    { agent, call, line }: { agent: string; call: string; line?: string },
    carryOut: () => Outcome,
  ): Outcome | CommandOutcome {
    const { calls, lines } = this.parts;
    const known = calls.call(call);
    const telephone = known ? telephoneOf(known, agent) : null;
    const isElsewhere =
      line !== undefined &&
      calls.registry.get(agent)?.profile.phoneKind === 'browser' &&
      telephone !== null &&
      telephone !== lines.endpointAt(line) &&
      lines.reaches(telephone);
    return isElsewhere ? { ok: false, code: 'call-elsewhere' } : carryOut();
  }

  onOwnCall(command: { agent: string; call: string }, input: CallInput): CommandOutcome {
    const { calls } = this.parts;
    const call = calls.call(command.call);
    if (!call) return { ok: false, code: 'call-gone' };
    if (!isInHandOf(call, command.agent)) return { ok: false, code: whyNotTheirs(call, command.agent) };
    calls.post(call.id, input);
    return OK;
  }

  onOwnTalk(command: { agent: string; call: string }, input: CallInput): CommandOutcome {
    const call = this.parts.calls.call(command.call);
    if (call && !isTalkOf(call, command.agent) && isInHandOf(call, command.agent))
      return { ok: false, code: whyNotTheirTalk(call, command.agent) };
    if (call && isTalkOf(call, command.agent) && isLedByOther(this.parts.calls, call, command.agent))
      return { ok: false, code: 'not-leading' };
    if (call && isTalkOf(call, command.agent) && isAway(call.phase) && HERE_ONLY.has(input.kind))
      return { ok: false, code: 'on-other-line' };
    return this.onOwnCall(command, input);
  }

  /** In wrap-up there is nothing left to hang up; the call may be somebody else's by now. */
  hangUp(command: CommandOf<'hang-up'>): CommandOutcome {
    const call = this.parts.calls.call(command.call);
    const isOthers =
      call &&
      call.phase.kind !== 'ending' &&
      agentOf(call) !== command.agent &&
      callerIn(call)?.agent !== command.agent &&
      !colleagueIn(call, command.agent);
    return isOthers && isInHandOf(call, command.agent)
      ? { ok: false, code: 'already-given-on' }
      : this.onOwnCall(command, { kind: 'ask-hang-up', agent: command.agent });
  }

  hold(command: CommandOf<'hold'>): CommandOutcome {
    const call = this.parts.calls.call(command.call);
    if (isTalkOf(call, command.agent) && !isAway(call.phase) && !holdable(call.phase))
      return { ok: false, code: isInternal(call) ? 'nobody-to-hold' : 'customer-left' };
    return this.onOwnTalk(command, { kind: 'ask-hold', agent: command.agent });
  }

  record(command: CommandOf<'record'>): CommandOutcome {
    const { agent, order, why } = command;
    const { calls, mayRecord } = this.parts;
    const call = calls.call(command.call);
    const code = call && isTalkOf(call, agent) ? whyNotOrdered(call, { order, why }, mayRecord()) : null;
    return code === null
      ? this.onOwnTalk(command, { kind: 'ask-recording', agent, order, why })
      : { ok: false, code };
  }

  /**
   * Only a dead leg is replaced: while another telephone of the agent is there, the voice or the bell is on that one,
   * and only a take-over, which its person was asked about, moves it. A call that rang where nobody hears it is offered
   * again, to this agent or to the next one.
   */
  rejoin(command: CommandOf<'rejoin'>): CommandOutcome {
    const { calls, lines } = this.parts;
    const { agent, line } = command;
    const endpoint = lines.endpointAt(line);
    const call = calls.call(command.call);
    const phase = call?.phase;
    const isGuest =
      call !== null && (colleagueIn(call, agent) !== undefined || callerIn(call)?.agent === agent);
    const isOwn = phase !== undefined && 'agent' in phase && phase.agent === agent;
    const on = call && (isOwn || isGuest) ? telephoneOf(call, agent) : null;
    if (on !== null && !command.takeOver && on !== endpoint && lines.reaches(on)) {
      return { ok: false, code: 'call-elsewhere' };
    }
    const input: CallInput = { kind: 'ask-rejoin', agent, endpoint };
    return phase?.kind === 'offered' || phase?.kind === 'dialling' || isGuest
      ? this.onOwnCall(command, input)
      : this.onOwnTalk(command, input);
  }
}

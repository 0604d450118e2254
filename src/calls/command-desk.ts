import { keyed } from '../customers/keyed.ts';
import type { Flow } from '../ivr/flow.ts';
import type { Clock } from '../kit/clock.ts';
import type { OutgoingGate } from '../outgoing/gate.ts';
import type { AgentOrders } from './agent-orders.ts';
import type { CallControl } from './call-control.ts';
import { isInternal } from './call-parties.ts';
import type { CallerLookups } from './caller-lookups.ts';
import type { Command, CommandOf, CommandOutcome } from './commands.ts';
import { AgentWills } from './desk/agent-wills.ts';
import { Callers } from './desk/callers.ts';
import { CallingOut } from './desk/calling-out.ts';
import { CallingOutside } from './desk/calling-outside.ts';
import { Colleagues } from './desk/colleagues.ts';
import { GivingOn } from './desk/giving-on.ts';
import { JoiningLines } from './desk/joining-lines.ts';
import { OK } from './desk/outcome.ts';
import { OwnCall } from './desk/own-call.ts';
import { Supervising } from './desk/supervising.ts';
import { WrappingUp } from './desk/wrapping-up.ts';
import type { TicketNumbers } from './journal/numbers.ts';
import type { LineKeeper } from './lines/line-keeper.ts';
import type { CentreData } from './ports/settings.ts';
import type { ProofCalls } from './proof-calls.ts';
import type { VoiceQuality } from './watches/voice-quality.ts';

/** What is of no use where one of ours calls another. */
const NEEDS_CUSTOMER: ReadonlySet<Command['do']> = new Set([
  'ask-help',
  'consult-outside',
  'consult-queue',
  'identify-caller',
  'record',
  'supervise',
  'transfer',
]);

/** No call is begun while the centre is about to be stopped. */
const BEGINS: ReadonlySet<Command['do']> = new Set(['call-back', 'call-colleague', 'call-out']);

/**
 * Carries out what people ask, by subject (`desk/`). What cannot be done is answered with a code of the catalogue, never
 * thrown.
 */
export class CommandDesk {
  private readonly parts: {
    calls: CallControl;
    lines: LineKeeper;
    clock: Clock;
    node: string;
    settings: () => CentreData;
    queueOpen: (queue: string) => boolean;
    flow: (name: string) => Flow | null;
    gate: Pick<OutgoingGate, 'learn' | 'pass' | 'permits' | 'release' | 'numberOf'>;
    /** False when the disk is nearly full. */
    mayRecord: () => boolean;
    refreshSessions: () => Promise<void>;
    proofs: Pick<ProofCalls, 'call'>;
    lookups: Pick<CallerLookups, 'known' | 'identify'>;
    numbers: Pick<TicketNumbers, 'take' | 'refill'>;
    orders: AgentOrders;
    voices: Pick<VoiceQuality, 'report'>;
    /** The centre is about to be stopped. */
    stopping: () => boolean;
  };
  private readonly wills: AgentWills;
  private readonly own: OwnCall;
  private readonly outside: CallingOutside;
  private readonly givingOn: GivingOn;
  private readonly wrappingUp: WrappingUp;
  private readonly callingOut: CallingOut;
  private readonly callers: Callers;
  private readonly colleagues: Colleagues;
  private readonly supervising: Supervising;
  private readonly joiningLines: JoiningLines;

  constructor(parts: CommandDesk['parts']) {
    const own = new OwnCall(parts);
    this.parts = parts;
    this.wills = new AgentWills(parts);
    this.own = own;
    this.outside = new CallingOutside({ ...parts, own });
    this.givingOn = new GivingOn({ ...parts, own, outside: this.outside });
    this.wrappingUp = new WrappingUp({ ...parts, own });
    this.callingOut = new CallingOut(parts);
    this.callers = new Callers(parts);
    this.colleagues = new Colleagues(parts);
    this.supervising = new Supervising(parts);
    this.joiningLines = new JoiningLines(parts);
  }

  autoJoin(agent: string, call: string): Promise<void> {
    return this.joiningLines.byItself(agent, call);
  }

  async carryOut(command: Command): Promise<CommandOutcome> {
    const call = 'call' in command ? this.parts.calls.call(command.call) : null;
    if (call && isInternal(call) && NEEDS_CUSTOMER.has(command.do))
      return { ok: false, code: 'internal-call' };
    if (BEGINS.has(command.do) && this.parts.stopping()) return { ok: false, code: 'stopping' };
    switch (command.do) {
      case 'refresh-sessions':
        await this.parts.refreshSessions();
        return OK;
      case 'set-will':
        return this.wills.set(command);
      case 'direct-will':
        return this.parts.orders.will(command);
      case 'direct-queues':
        return this.parts.orders.queues(command);
      case 'read-order':
        return this.parts.orders.read(command);
      case 'give-caller':
      case 'put-first':
      case 'move-queue':
        return this.callers.place(command);
      case 'call-back':
        return this.callingOut.callBack(command);
      case 'call-out':
        return this.callOut(command);
      case 'call-colleague':
        return this.colleagues.call(command);
      case 'release-outgoing':
        this.parts.gate.release(command.person);
        if (command.person !== null) this.parts.lines.unbar(command.person);
        return OK;
      case 'hang-up':
        return this.own.atOwnTelephone(command, () => this.own.hangUp(command));
      case 'hold':
        return this.own.atOwnTelephone(command, () => this.own.hold(command));
      case 'resume':
        return this.own.atOwnTelephone(command, () =>
          this.own.onOwnTalk(command, { kind: 'ask-resume', agent: command.agent }),
        );
      case 'record':
        return this.own.atOwnTelephone(command, () => this.own.record(command));
      case 'transfer':
        return this.own.atOwnTelephone(command, () => this.givingOn.transfer(command));
      case 'ask-help':
        return this.own.onOwnTalk(command, { kind: 'ask-help', agent: command.agent, on: command.on });
      case 'report-voice':
        return this.parts.voices.report(command);
      case 'see-help':
        return this.supervising.seeHelp(command);
      case 'end-handed-out':
        return this.supervising.endHandedOut(command);
      case 'supervise':
        return this.supervising.supervise(command);
      case 'rejoin-supervision':
        return this.supervising.rejoin(command);
      case 'end-supervision':
        return this.supervising.end(command);
      case 'consult':
        return this.own.atOwnTelephone(command, () => this.givingOn.consult(command));
      case 'consult-queue':
        return this.own.atOwnTelephone(command, () => this.givingOn.consultQueue(command));
      case 'consult-outside':
        return this.own.atOwnTelephone(command, () => this.givingOn.consultNumber(command));
      case 'take-line':
        return this.own.atOwnTelephone(command, () => this.joiningLines.take(command));
      case 'set-auto-join':
        return this.wills.setAutoJoin(command);
      case 'set-call-waiting':
        return this.wills.setCallWaiting(command);
      case 'join':
        return this.own.atOwnTelephone(command, () => this.joiningLines.join(command));
      case 'complete':
      case 'swap':
      case 'conference':
        return this.own.atOwnTelephone(command, () => this.givingOn.withColleague(command));
      case 'drop':
        return this.own.atOwnTelephone(command, () => this.givingOn.drop(command));
      case 'mute':
        return this.own.atOwnTelephone(command, () => this.givingOn.mute(command));
      case 'rejoin':
        return this.own.rejoin(command);
      case 'identify-caller':
        return this.callers.identify(command);
      case 'dispose':
        return this.wrappingUp.dispose(command);
      case 'prove-line':
        return this.parts.proofs.call(command.line, command.code);
      case 'end-now':
        return this.wills.endNow(command);
      default:
        return command satisfies never;
    }
  }

  /** At their own number colleagues are called; from a talk they are consulted, and who is in it waits. */
  private callOut(command: CommandOf<'call-out'>): CommandOutcome | Promise<CommandOutcome> {
    const { agent, number, second, ticket, scheduled } = command;
    const colleague = this.parts.calls.registry.at(keyed(number));
    if (colleague === null) return this.callingOut.callOut(command);
    return second
      ? this.givingOn.consultFromTalk(agent, colleague)
      : this.colleagues.call({ agent, colleague, ticket, scheduled });
  }
}

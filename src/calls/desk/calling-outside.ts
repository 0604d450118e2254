import { keyed } from '../../customers/keyed.ts';
import type { ErrorCode } from '../../kit/errors.ts';
import type { OutgoingGate, Wish } from '../../outgoing/gate.ts';
import type { Call } from '../call.ts';
import type { CallControl } from '../call-control.ts';
import type { CommandOutcome } from '../commands.ts';
import type { CallInput } from '../inputs.ts';
import { agentLeg, consulted, outsideLegs, peopleIn } from '../legs.ts';
import type { CentreData } from '../ports/settings.ts';
import { MOST_PEOPLE } from '../rules/ringing-asked.ts';
import { isTalkOf } from './lines.ts';
import type { OwnCall } from './own-call.ts';
import { queueBehind } from './queue-behind.ts';
import { whyNotLeft, whyNotTheirTalk } from './why-not.ts';

interface Wanted {
  readonly agent: string;
  readonly call: string;
  /** As the agent wrote it. */
  readonly number: string;
  /** Who is called sees no number, where the policy lets the agent choose. */
  readonly withheld?: boolean | undefined;
  readonly note: string;
}

/** Agents who ask somebody at a number outside into their call, or give their customer to them: through the gate, as all that goes out. */
export class CallingOutside {
  private readonly parts: {
    readonly calls: CallControl;
    readonly settings: () => CentreData;
    readonly gate: Pick<OutgoingGate, 'learn' | 'pass' | 'permits' | 'numberOf'>;
    readonly own: OwnCall;
  };

  constructor(parts: CallingOutside['parts']) {
    this.parts = parts;
  }

  /** Nothing changes for the customer before the gate has let the call out. */
  async carryOut(
    kind: Extract<CallInput['kind'], 'ask-outside' | 'ask-give-out'>,
    wanted: Wanted,
  ): Promise<CommandOutcome> {
    const { calls, gate, own, settings } = this.parts;
    const { agent, note } = wanted;
    const present = calls.registry.get(agent);
    const call = calls.call(wanted.call);
    if (!present || !call) return { ok: false, code: 'call-gone' };
    const number = keyed(wanted.number);
    const before = this.whyNot(call, agent, number);
    if (before) return { ok: false, code: before };
    const queue = queueBehind(call, present, settings()) ?? '';
    const { role, level } = present.profile;
    const wish: Wish = {
      entry: 'transfer',
      by: { person: agent, role, level },
      number,
      ticket: call.ticket,
      withheld: wanted.withheld,
      area: settings().queues.find(({ name }) => name === queue)?.area ?? null,
    };
    const known = await gate.learn(wish);
    // The talk may be over by now, or somebody else be asked.
    const now = calls.call(wanted.call);
    const code = now ? this.whyNot(now, agent, number) : 'call-gone';
    if (code) return { ok: false, code };
    const pass = gate.pass(wish, known);
    if (!pass.ok) return pass;
    const mayJoin = known !== null && gate.permits({ ...wish, entry: 'conference' }, known);
    const { number: dialled, endpoint, area, callerId, longestMs } = pass;
    const hidden = pass.withheld ? { withheld: true as const } : {};
    const to = { dialled, endpoint, area, callerId, ...hidden, longestMs, mayJoin, queue };
    return own.onOwnTalk(wanted, { kind, agent, to, note });
  }

  private whyNot(call: Call, agent: string, number: string): ErrorCode | null {
    if (!isTalkOf(call, agent)) return whyNotTheirTalk(call, agent);
    const { phase } = call;
    if (consulted(phase) || agentLeg(phase)?.state !== 'up') return whyNotLeft(phase);
    const line = this.parts.gate.numberOf(number);
    if (outsideLegs(phase).some(({ dialled }) => dialled === line)) return 'in-call-already';
    return peopleIn(phase) >= MOST_PEOPLE ? 'call-full' : null;
  }
}

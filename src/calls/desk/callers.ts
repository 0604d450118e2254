import type { ErrorCode } from '../../kit/errors.ts';
import type { Call } from '../call.ts';
import type { CallControl } from '../call-control.ts';
import { isInHandOf } from '../call-parties.ts';
import type { CallerLookups } from '../caller-lookups.ts';
import type { CommandOf, CommandOutcome } from '../commands.ts';
import { mayIdentify } from '../decide.ts';
import type { CentreData } from '../ports/settings.ts';
import { OK } from './outcome.ts';
import { whyNotTheirs, whyNotTheirTalk } from './why-not.ts';

/** Whom a caller waits for, and who they are. */
export class Callers {
  private readonly parts: {
    readonly calls: CallControl;
    readonly settings: () => CentreData;
    readonly queueOpen: (queue: string) => boolean;
    readonly lookups: Pick<CallerLookups, 'known' | 'identify'>;
  };

  constructor(parts: Callers['parts']) {
    this.parts = parts;
  }

  /** Over callers who wait; those who are rung for or talk by now are left to that. */
  place(command: CommandOf<'give-caller' | 'put-first' | 'move-queue'>): CommandOutcome {
    const { calls, settings, queueOpen } = this.parts;
    const { by } = command;
    const call = calls.call(command.call);
    if (!call || call.phase.kind === 'ending') return { ok: false, code: 'call-gone' };
    // Who waits for one agent alone is about to be rung for.
    if (call.phase.kind !== 'waiting' || call.phase.only) return { ok: false, code: 'not-waiting' };
    if (command.do === 'give-caller') {
      const { agent } = command;
      if (!calls.registry.get(agent)) return { ok: false, code: 'unknown-resource' };
      const as = agent === by.id ? ({ askedFor: true } as const) : {};
      if (call.farHold || !calls.couldTake(agent, call.id, as)) return { ok: false, code: 'agent-not-free' };
      calls.post(call.id, { kind: 'ask-give', by, agent });
      return OK;
    }
    if (command.do === 'put-first') {
      calls.post(call.id, { kind: 'ask-first', by });
      return OK;
    }
    const { queue, from } = command;
    if (call.phase.queue !== from) return { ok: false, code: 'moved-already' };
    if (!settings().queues.some(({ name }) => name === queue)) return { ok: false, code: 'unknown-resource' };
    if (!queueOpen(queue)) return { ok: false, code: 'queue-closed' };
    calls.post(call.id, { kind: 'ask-queue', by, queue });
    return OK;
  }

  async identify({ agent, call, customer }: CommandOf<'identify-caller'>): Promise<CommandOutcome> {
    const { calls, lookups } = this.parts;
    const before = calls.call(call);
    if (!before) return { ok: false, code: 'call-gone' };
    if (!mayIdentify(before, agent)) return { ok: false, code: whyNotNamed(before, agent) };
    const known = await lookups.known(customer, before.callerNumber);
    if (!known) return { ok: false, code: 'store-away' };
    if (customer !== null && !known.customer) return { ok: false, code: 'unknown-resource' };
    const now = calls.call(call);
    // Closed, or somebody else's, while the customer was looked up.
    if (!now) return { ok: false, code: 'call-gone' };
    if (!mayIdentify(now, agent)) return { ok: false, code: whyNotNamed(now, agent) };
    calls.post(call, { kind: 'ask-customer', agent, ...known });
    return OK;
  }
}

/** Why an agent cannot say who the caller is; who wraps up knows it until somebody else talks with them. */
const whyNotNamed = (call: Call, agent: string): ErrorCode =>
  isInHandOf(call, agent) ? whyNotTheirTalk(call, agent) : whyNotTheirs(call, agent);

import { queuesOf } from '../agents/agent.ts';
import type { AgentRegistry } from '../agents/agent-registry.ts';
import type { Endpoint } from '../agents/ports.ts';
import type { Clock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import { hidesNumbers } from '../rights/numbers.ts';
import type { Call } from './call.ts';
import { isInternal } from './call-parties.ts';
import type { CallInput } from './inputs.ts';
import { colleagues } from './legs.ts';
import { news, subjectOf, type TelephoneOrder } from './orders.ts';
import type { CentreData } from './ports/settings.ts';
import type { Telephony } from './ports/telephony.ts';
import { carryOut } from './telephone-orders.ts';
import type { Silence } from './watches/silence.ts';

export interface OrderSenderParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly telephony: Telephony;
  readonly settings: () => CentreData;
  readonly registry: AgentRegistry;
  readonly endpointOf: (agent: string) => Endpoint | null;
  readonly silence: Silence;
  readonly post: (call: string, input: CallInput) => void;
}

/** Sends orders to the telephone system without awaiting them: the outcome of each is a later input of its call. */
export class OrderSender {
  private readonly parts: OrderSenderParts;

  constructor(parts: OrderSenderParts) {
    this.parts = parts;
  }

  send(call: Call, order: TelephoneOrder): void {
    // One of ours is no customer, whose number may be hidden.
    this.sendAsIs(call.id, isInternal(call) ? this.byAsker(call, order) : this.forItsPerson(order));
  }

  /** The telephone of a third one of ours shows who asks them, and not who called first. */
  private byAsker({ phase }: Call, order: TelephoneOrder): TelephoneOrder {
    if (order.kind !== 'dial' || phase.kind !== 'talking') return order;
    const asker = this.parts.registry.get(phase.agent)?.profile;
    if (!asker || !colleagues(phase).some(({ channel }) => channel === order.order.channel)) return order;
    const { extension: callerNumber = '', displayName: callerName } = asker;
    return { kind: 'dial', order: { ...order.order, callerNumber, callerName } };
  }

  /** The telephone of an agent who is not to see customers' numbers is told none (rights/numbers.ts). */
  private forItsPerson(order: TelephoneOrder): TelephoneOrder {
    if (order.kind !== 'dial' || order.order.args[0] !== 'agent') return order;
    const { queues } = this.parts.settings();
    if (!queues.some(({ maskNumbers }) => maskNumbers)) return order;
    const { endpoint } = order.order;
    const rung = this.parts.registry
      .all()
      .find(({ profile }) => this.parts.endpointOf(profile.id) === endpoint);
    // Whose telephone it is may not be known, as of a page that is back: then it is told none.
    if (rung) {
      const all = [...rung.profile.queues, ...queuesOf(rung)];
      if (!hidesNumbers({ ...rung.profile, queues: all }, queues)) return order;
    }
    return { kind: 'dial', order: { ...order.order, callerNumber: '', callerName: '' } };
  }

  private sendAsIs(call: string, order: TelephoneOrder): void {
    const { clock, log, silence, post } = this.parts;
    const subject = subjectOf(order);
    const sentAt = clock.now();
    carryOut(this.parts.telephony, order).then(
      outcome => {
        if (outcome !== 'done') log.debug({ call, order: order.kind, subject, outcome }, 'order not done');
        if (order.kind === 'ask-ringing') silence.asked(subject, outcome, clock.now() - sentAt);
        const told = news(order.kind, subject, outcome);
        if (told !== null) post(call, { kind: 'outcome', ...told });
      },
      (error: unknown) => {
        log.error({ err: error, call, order: order.kind }, 'order failed');
        post(call, { kind: 'outcome', order: order.kind, subject, outcome: 'refused' });
      },
    );
  }
}

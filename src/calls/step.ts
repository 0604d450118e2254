import type { Call } from './call.ts';
import type { CallFact } from './events.ts';
import type { Order } from './orders.ts';

/** What a rule answers: the call as it is now, and what is to be done, in order. */
export interface Step {
  readonly call: Call;
  readonly orders: readonly Order[];
}

export const fact = (value: CallFact): Order => ({ kind: 'fact', fact: value });

export const nothing = (call: Call): Step => ({ call, orders: [] });

export const step = (call: Call, ...orders: readonly Order[]): Step => ({ call, orders });

/** Orders put before those of a step that follows. */
export const first = (orders: readonly Order[], then: Step): Step => ({
  call: then.call,
  orders: [...orders, ...then.orders],
});

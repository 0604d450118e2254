import type { Direct } from './call.ts';
import type { ColleagueLeg, Leg } from './legs.ts';

/** A talk between two of ours of version 3 had the leg of who called in the place of a customer's. */
interface Before {
  readonly direct?: Direct;
  readonly phase: { readonly kind: string; readonly legs?: readonly Leg[]; readonly answeredAt?: number };
}

export function withoutCustomerOfOurs<Call extends Before>(call: Call): Call {
  const { direct, phase } = call;
  const from = direct?.from;
  if (!from || phase.kind !== 'talking') return call;
  const legs = phase.legs?.map((leg): Leg => {
    if (leg.who !== 'customer') return leg;
    const caller: ColleagueLeg = {
      who: 'colleague',
      channel: leg.channel,
      ...from,
      state: 'up',
      place: leg.place,
      since: phase.answeredAt ?? 0,
      note: '',
      queue: '',
    };
    return caller;
  });
  return { ...call, phase: { ...phase, legs } };
}

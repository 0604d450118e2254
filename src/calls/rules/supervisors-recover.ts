import type { CallIn } from '../call.ts';
import type { StillThere, Surroundings } from '../inputs.ts';
import { type SupervisorLeg, supervisorLegs, withLeg, withoutLeg } from '../legs.ts';
import type { Order } from '../orders.ts';
import { type Booked, type Books, bookedInTurn } from './rearranging.ts';
import { RING_TIMER, rungAnew } from './ringing-supervisors.ts';
import { begun, NOT_NOW, notTaken, outOf } from './supervision-told.ts';
import { withoutEar, withoutItsEar } from './supervisors-ears.ts';

/**
 * After a restart: which supervisors are still there, before anybody in the talk is moved (talk-recovers.ts). What they heard by is
 * removed, and made anew beside the arrangement of the talk: its snoops can be seen, but not whom they hear, nor how.
 */
export function supervisorsRecover(
  before: CallIn<'talking'>,
  there: StillThere,
  around: Surroundings,
): Booked {
  const legs = supervisorLegs(before.phase);
  const { call, told } = bookedInTurn(
    before,
    legs.map(
      (leg): Books =>
        so =>
          supervisorRecovers(so, withoutItsEar(leg), there, around),
    ),
  );
  const rings = supervisorLegs(call.phase).some(({ state }) => state === 'dialled');
  const ears = legs.flatMap(({ ear }) => (ear ? withoutEar(ear) : []));
  return { call, told: [...told, ...(rings ? [RING_TIMER] : []), ...ears] };
}

/** Whose page is back waits for it; that it was rung may have been lost with us. */
function supervisorRecovers(
  call: CallIn<'talking'>,
  leg: SupervisorLeg,
  there: StillThere,
  around: Surroundings,
): Booked {
  const { channel, person } = leg;
  const supervises: Order = { kind: 'supervises', person, on: true };
  if (!there.alive.has(channel)) {
    if (!leg.again)
      return {
        call: { ...call, phase: withoutLeg(call.phase, channel) },
        told: outOf(leg, 'unseen', around),
      };
    const anew = rungAnew(call, leg, leg.endpoint, around);
    return { call: anew.call, told: [supervises, hangUp(channel), ...anew.told] };
  }
  const known = { ...call, phase: withLeg(call.phase, leg) };
  if (leg.state === 'up' || !there.answered.has(channel)) return { call: known, told: [supervises] };
  const { takesOver, again: _, ...rest } = leg;
  const up: SupervisorLeg = { ...rest, state: 'up', since: around.now };
  const now = { ...call, phase: withLeg(call.phase, up) };
  const told = [supervises, ...begun(now, leg, around)];
  if (!takesOver) return { call: now, told };
  const listens = notTaken(now, up, takesOver, NOT_NOW);
  return { call: listens.call, told: [...told, ...listens.orders] };
}

const hangUp = (channel: string): Order => ({ kind: 'hang-up', channel });

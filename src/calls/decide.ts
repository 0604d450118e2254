import { soleOwner } from '../customers/identify.ts';
import type { Call, CallIn, Queued } from './call.ts';
import { callerIn, channelsOf, waitsBeside } from './call-parties.ts';
import type { CallInput, Surroundings } from './inputs.ts';
import { dialling } from './phases/dialling.ts';
import { ending } from './phases/ending.ts';
import { offered } from './phases/offered.ts';
import { givingOut, handedOut } from './phases/outside.ts';
import { voicemail } from './phases/voicemail.ts';
import { waiting } from './phases/waiting.ts';
import { welcome } from './phases/welcome.ts';
import type { TicketGlance } from './ports/lookups.ts';
import { awaitedEnds } from './rules/awaiting-agent.ts';
import { isPartOver } from './rules/customer-leaves.ts';
import { callerActs } from './rules/direct.ts';
import { farHold } from './rules/far-hold.ts';
import { helpEnds, helping } from './rules/helping.ts';
import { turnedAway } from './rules/joining.ts';
import { ledFor } from './rules/leading.ts';
import { closeWhenDone } from './rules/moves.ts';
import { mutedAgain, muteInput, mutesNoted } from './rules/muting.ts';
import { toldInTalk } from './rules/notice-in-talk.ts';
import { earlyEnds } from './rules/outside-leg.ts';
import { recordingInput, stopsAgain } from './rules/recording.ts';
import { letGo, passesLeg } from './rules/second-line.ts';
import { supervised } from './rules/supervising.ts';
import { holdNoted } from './rules/talk-time.ts';
import { wrappingUp } from './rules/wrapping-up.ts';
import { fact, first, nothing, type Step, step } from './step.ts';

/**
 * The rule of a call: what happens to it, and what is to be done about it. Pure and total: late or repeated input
 * changes nothing.
 */
export function decide(before: Call, input: CallInput, around: Surroundings): Step {
  const call = ledFor(before, input, around);
  const told = toldInTalk(call, input, awaitedEnds(call, earlyEnds(call, decided(call, input, around))));
  const done = holdNoted(helpEnds(passesLeg(call, told, around), around), around);
  return mutesNoted(input.kind === 'recover' ? callerTalksOn(first(mutedAgain(done), done)) : done);
}

/** Who calls a colleague is busy with that until it is over. */
function callerTalksOn(done: Step): Step {
  const caller = done.call.phase.kind === 'dialling' ? null : callerIn(done.call);
  return caller ? first([{ kind: 'agent-talks', agent: caller.agent }], done) : done;
}

function decided(call: Call, input: CallInput, around: Surroundings): Step {
  // The leg that was recorded may be in another call by now.
  const stops = input.kind === 'recover' ? stopsAgain(call) : [];
  const then = happened(call, input, around);
  return stops.length === 0 ? then : step(then.call, ...then.orders, ...stops);
}

function happened(call: Call, input: CallInput, around: Surroundings): Step {
  if (input.kind === 'identified') return identified(call, input, around);
  if (input.kind === 'ask-customer') return corrected(call, input, around);
  // The connection broke: whether the order was carried out shows when it is back, and `recover` follows.
  if (input.kind === 'outcome' && input.outcome === 'lost') return nothing(call);
  if (input.kind === 'leg-answered' && !partOf(call, input.channel)) {
    return step(call, { kind: 'hang-up', channel: input.channel });
  }
  if (isLeftBehind(call, input)) return step(call, { kind: 'hang-up', channel: input.subject });
  const caller = callerActs(call, input);
  if (caller) return caller;
  const hold = farHold(call, input, around);
  if (hold && input.kind === 'recover') return first(hold.orders, decided(hold.call, input, around));
  if (hold) return hold;
  const news = recordingInput(call, input, around);
  if (news) return closeWhenDone(news);
  const muted = muteInput(call, input, around);
  if (muted) return muted;
  const help = helping(call, input, around);
  if (help) return help;
  const wrapUp = wrappingUp(call, input, around);
  if (wrapUp) return wrapUp;
  const mayComeHere = call.phase.kind === 'talking' || call.phase.kind === 'dialling' || waitsBeside(call);
  if (input.kind === 'leg-comes' && !mayComeHere) return letGo(call, input, around);
  if (input.kind === 'party-comes' && call.phase.kind !== 'talking') return turnedAway(call, input);
  switch (call.phase.kind) {
    case 'welcome':
      return welcome(call as CallIn<'welcome'>, input, around);
    case 'waiting':
      return waiting(call as CallIn<'waiting'>, input, around);
    case 'offered':
      return offered(call as CallIn<'offered'>, input, around);
    case 'dialling':
      return dialling(call as CallIn<'dialling'>, input, around);
    case 'talking':
      return supervised(call as CallIn<'talking'>, input, around);
    case 'giving-out':
      return givingOut(call as CallIn<'giving-out'>, input, around);
    case 'handed-out':
      return handedOut(call as CallIn<'handed-out'>, input, around);
    case 'voicemail':
      return voicemail(call as CallIn<'voicemail'>, input, around);
    case 'ending':
      return ending(call as CallIn<'ending'>, input, around);
    default:
      return call.phase satisfies never;
  }
}

/** A leg that we gave up is still there, as far as anybody knows: its end was not confirmed in time. */
function isLeftBehind(call: Call, input: CallInput): input is Extract<CallInput, { kind: 'outcome' }> {
  return (
    input.kind === 'outcome' &&
    input.order === 'hang-up' &&
    input.outcome === 'timed-out' &&
    call.phase.kind !== 'ending' &&
    !partOf(call, input.subject)
  );
}

/** A leg that is answered after we gave it up, or that was dialled although we heard no answer to the order. */
function partOf(call: Call, channel: string): boolean {
  return call.phase.kind !== 'ending' && channelsOf(call).includes(channel);
}

function identified(
  call: Call,
  { owners, by, openTickets }: Extract<CallInput, { kind: 'identified' }>,
  around: Surroundings,
): Step {
  const customer = soleOwner(owners);
  const others = besides(call, openTickets);
  // Nobody knows the line, as before: there is nothing to write down.
  if (owners.length + others.length + call.openTickets.length === 0) return nothing(call);
  const known: Call = {
    ...call,
    openTickets: others,
    ...(owners.length > 1 ? { candidates: owners } : {}),
  };
  // A keyed document or an agent was faster.
  if (!customer || call.customer || call.identifiedBy) return nothing(known);
  const noted = fact({ kind: 'caller-identified', at: around.now, customer: customer.id, by });
  return first([noted], nothing({ ...known, customer, identifiedBy: by }));
}

/** The agent who speaks with the caller knows best who that is; also in wrap-up. */
function corrected(
  call: Call,
  { agent, customer, openTickets }: Extract<CallInput, { kind: 'ask-customer' }>,
  around: Surroundings,
): Step {
  if (!mayIdentify(call, agent)) return nothing(call);
  const before = call.customer?.id ?? null;
  if (call.identifiedBy === 'agent' && before === (customer?.id ?? null)) return nothing(call);
  const noted = customer
    ? fact({ kind: 'caller-identified', at: around.now, customer: customer.id, by: 'agent', agent })
    : fact({ kind: 'caller-unknown', at: around.now, agent, customer: before });
  const next: Call = {
    ...call,
    customer,
    identifiedBy: 'agent',
    openTickets: besides(call, openTickets),
    phase: withoutDebt(call.phase, before === (customer?.id ?? null)),
  };
  return first([noted], nothing(next));
}

/** A debt that was not heard to its end is that of who was taken for the caller, and nobody else's business. */
function withoutDebt(phase: Call['phase'], isSame: boolean): Call['phase'] {
  if (isSame) return phase;
  if (phase.kind === 'waiting' || phase.kind === 'offered') return { ...phase, ...undebted(phase) };
  return phase.kind === 'talking' && phase.queued ? { ...phase, queued: undebted(phase.queued) } : phase;
}

function undebted(queued: Queued): Queued {
  return queued.unheard ? { ...queued, unheard: queued.unheard.filter(about => about !== 'debt') } : queued;
}

/** The agent who talks with the caller or calls them; and an agent who wraps up, as long as nobody else talks with them. */
export function mayIdentify(call: Call, agent: string): boolean {
  const { phase, wrapUps = [], direct } = call;
  if (direct?.from) return false;
  const talks = phase.kind === 'talking' && !isPartOver(call);
  if (talks || phase.kind === 'dialling') return phase.agent === agent;
  return wrapUps.some(each => each.agent === agent);
}

const besides = (call: Call, tickets: readonly TicketGlance[]): TicketGlance[] =>
  tickets.filter(each => each.number !== call.ticket);

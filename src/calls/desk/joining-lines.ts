import type { Agent } from '../../agents/agent.ts';
import type { Known, OutgoingGate, Pass, Wish } from '../../outgoing/gate.ts';
import type { Call, CallIn, Joins, JoinsColleague } from '../call.ts';
import type { CallControl } from '../call-control.ts';
import { isInternal } from '../call-parties.ts';
import type { CommandOf, CommandOutcome } from '../commands.ts';
import { agentLeg } from '../legs.ts';
import type { CentreData } from '../ports/settings.ts';
import { colleaguesIn, isOpenToJoin, mayGoOver, takesParty } from '../rules/joining.ts';
import { mayLeave } from '../rules/second-line.ts';
import { isTalkOf, takeLine, waitsFor } from './lines.ts';
import { OK } from './outcome.ts';
import { queueBehind, queueOfColleague } from './queue-behind.ts';

/** The call that goes on, and the one whose party goes over to it. */
interface Pair<From extends Call> {
  readonly into: CallIn<'talking'>;
  readonly from: From;
}

type Refusal = Extract<CommandOutcome, { readonly ok: false }>;

/**
 * Agents who make one conference of their two calls: as somebody outside is asked into one, if the gate permits it, or a colleague,
 * who needs no permission.
 */
export class JoiningLines {
  private readonly parts: {
    readonly calls: CallControl;
    readonly settings: () => CentreData;
    readonly gate: Pick<OutgoingGate, 'learn' | 'permits'>;
  };

  constructor(parts: JoiningLines['parts']) {
    this.parts = parts;
  }

  async join({ agent, call }: CommandOf<'join'>): Promise<CommandOutcome> {
    const { calls } = this.parts;
    if (!calls.call(call)) return { ok: false, code: 'call-gone' };
    const joined = await this.permitted(agent, () => this.pairOf(agent, call));
    if ('ok' in joined) return joined;
    calls.post(joined.from.id, { kind: 'ask-join', agent, ...joined.joins });
    return OK;
  }

  /** As `takeLine`; a call that waits beside the talk joins it at once where the agent has set that, and it would join by itself. */
  async take(command: CommandOf<'take-line'>): Promise<CommandOutcome> {
    const { calls } = this.parts;
    const { agent, call } = command;
    if (!waitsFor(calls.call(call), agent)) return takeLine(calls, command);
    if (this.bringsColleague(agent, call)) return this.takeWithColleague(command);
    const joined = await this.permitted(agent, () => this.pairByItself(agent, call));
    return takeLine(calls, command, 'ok' in joined ? undefined : joined.joins);
  }

  /**
   * One that waits beside the talk, which is not asked for, and where it may not be joined goes on waiting; or one that the agent
   * made beside their call with a colleague, and that was answered.
   */
  async byItself(agent: string, call: string): Promise<void> {
    const { calls } = this.parts;
    if (!waitsFor(calls.call(call), agent)) return this.colleagueComes(agent, call);
    if (this.bringsColleague(agent, call)) {
      if (this.mayBringColleague(agent)) await this.takeWithColleague({ agent, call });
      return;
    }
    const joined = await this.permitted(agent, () => this.pairByItself(agent, call));
    if (!('ok' in joined)) takeLine(this.parts.calls, { agent, call }, joined.joins);
  }

  /** The agent is in a call with a colleague, and the one that waits is of somebody else: the colleague comes into that one. */
  private bringsColleague(agent: string, call: string): boolean {
    const waits = this.parts.calls.call(call);
    return this.talkWithColleague(agent) !== null && waits !== null && !isInternal(waits);
  }

  private talkWithColleague(agent: string): CallIn<'talking'> | null {
    const { calls } = this.parts;
    const work = calls.registry.get(agent)?.work;
    const talk = work && work.kind !== 'idle' ? calls.call(work.call) : null;
    return isTalkOf(talk, agent) && isInternal(talk) ? talk : null;
  }

  private mayBringColleague(agent: string): boolean {
    const talk = this.talkWithColleague(agent);
    const isSet = this.parts.calls.registry.get(agent)?.autoJoin ?? false;
    return isSet && talk !== null && mayLeave(talk.phase) && mayGoOver(talk) && isOpenToJoin(talk);
  }

  private async takeWithColleague({
    agent,
    call,
  }: Pick<CommandOf<'take-line'>, 'agent' | 'call'>): Promise<CommandOutcome> {
    const comes = this.mayBringColleague(agent);
    const taken = takeLine(this.parts.calls, { agent, call });
    if (taken.ok && comes) await this.colleagueComes(agent, call);
    return taken;
  }

  /** By itself, from the agent's other call into this one. */
  private async colleagueComes(agent: string, call: string): Promise<void> {
    if (!this.parts.calls.registry.get(agent)?.autoJoin) return;
    const pair = this.pairOf(agent, call);
    if (!('ok' in pair) && isInternal(pair.from)) await this.join({ do: 'join', agent, call });
  }

  /** Where one of the two was called by us: the gate lets them talk on together, too, when the agent has left. */
  private async permitted<Calls extends Pair<Call>>(
    agent: string,
    find: () => Calls | Refusal,
  ): Promise<(Calls & { readonly joins: Joins | JoinsColleague }) | Refusal> {
    const { calls, gate, settings } = this.parts;
    const before = find();
    const present = calls.registry.get(agent);
    if ('ok' in before) return before;
    if (!present) return { ok: false, code: 'call-gone' };
    for (const each of isInternal(before.from) ? [] : [before.into, before.from])
      if (!(await mayTalkOn(gate, each, present))) return { ok: false, code: 'outgoing-no-conference' };
    // One of them may be over by now.
    const pair = find();
    if ('ok' in pair) return pair;
    const { into, from } = pair;
    if (!isInternal(from)) return { ...pair, joins: joinsOf(into, partyOf(from), present, settings()) };
    const colleague = calls.registry.get(colleaguesIn(from)[0] ?? '') ?? present;
    const queue = queueOfColleague(into, colleague, settings());
    return { ...pair, joins: { to: into.id, ticket: into.ticket, queue } };
  }

  /** Of the agent's two calls, or why they cannot be joined. */
  private pairOf(agent: string, call: string): Pair<CallIn<'talking'>> | Refusal {
    const { calls } = this.parts;
    const present = calls.registry.get(agent);
    const works = [present?.work, present?.beside].flatMap(work =>
      work && work.kind !== 'idle' ? [calls.call(work.call)] : [],
    );
    const [into, from] = works.filter(each => each !== null).toSorted(firstFirst);
    const areBoth = isUp(into, agent) && isUp(from, agent) && [into.id, from.id].includes(call);
    if (!areBoth || !mayGoOver(from) || !isAtOne(into, from)) return { ok: false, code: 'lines-not-up' };
    return takes(into, from);
  }

  /** The talk that the agent is in, and the call that waits beside it. */
  private pairWith(agent: string, call: string): Pair<Call> | Refusal {
    const { calls } = this.parts;
    const work = calls.registry.get(agent)?.work;
    const into = work && work.kind !== 'idle' ? calls.call(work.call) : null;
    const from = calls.call(call);
    if (!isTalkOf(into, agent) || !mayLeave(into.phase) || !waitsFor(from, agent))
      return { ok: false, code: 'lines-not-up' };
    return takes(into, from);
  }

  private pairByItself(agent: string, call: string): Pair<Call> | Refusal {
    const pair = this.pairWith(agent, call);
    if ('ok' in pair) return pair;
    const isAuto = this.parts.calls.registry.get(agent)?.autoJoin ?? false;
    return isAuto && isOpenToJoin(pair.into) ? pair : { ok: false, code: 'lines-not-up' };
  }
}

/** Who comes from it to the other one may talk there. */
function takes<From extends Call>(into: CallIn<'talking'>, from: From): Pair<From> | Refusal {
  const may = takesParty(into, from);
  switch (may) {
    case true:
      return { into, from };
    case 'full':
      return { ok: false, code: 'call-full' };
    case 'owes':
      return { ok: false, code: 'colleague-owes' };
    default:
      return { ok: false, code: 'consulting-already' };
  }
}

/** When the agent leaves, the customer and who is outside talk on: as if the customer had been given there. */
export const mayBeJoined = (gate: Pick<OutgoingGate, 'permits'>, wish: Wish, known: Known): boolean =>
  (['conference', 'transfer'] as const).every(entry => gate.permits({ ...wish, entry }, known));

/** The same of a call that there is already; who called us is asked about nowhere. */
export async function mayTalkOn(
  gate: Pick<OutgoingGate, 'learn' | 'permits'>,
  { direction, dialled, ticket, outgoing }: Call,
  { profile: { id: person, role, level } }: Agent,
): Promise<boolean> {
  if (direction !== 'out') return true;
  const area = outgoing?.area ?? null;
  const wish: Wish = { entry: 'conference', by: { person, role, level }, number: dialled, ticket, area };
  const known = await gate.learn(wish);
  return known !== null && mayBeJoined(gate, wish, known);
}

type Party = Pick<Pass, 'number' | 'area' | 'callerId'> & { readonly longestMs: number | undefined };

/** Whom we called has the number and the limits of that call; of who called us, only their number is known. */
function partyOf({ direction, dialled, callerNumber, outgoing }: Call): Party {
  if (direction !== 'out') return { number: callerNumber, area: null, callerId: '', longestMs: undefined };
  const { area = null, callerId = '', longestMs } = outgoing ?? {};
  return { number: dialled, area, callerId, longestMs };
}

/** What the party becomes in the other call. */
export function joinsOf(
  into: Call,
  { number: dialled, area, callerId, longestMs = 0 }: Party,
  agent: Agent,
  centre: CentreData,
): Joins {
  const queue = queueBehind(into, agent, centre) ?? '';
  // Their telephone is not rung any more.
  const outside = { dialled, endpoint: '', area, callerId, longestMs, mayJoin: true, queue };
  return { to: into.id, ticket: into.ticket, outside };
}

const isOut = ({ direction }: Call): number => Number(direction === 'out');

/** The call with a colleague last: whoever else there is stays in their own call, which has its ticket and its recording. */
const firstFirst = (a: Call, b: Call): number =>
  Number(isInternal(a)) - Number(isInternal(b)) || a.arrivedAt - b.arrivedAt || isOut(a) - isOut(b);

const isUp = (call: Call | undefined, agent: string): call is CallIn<'talking'> =>
  isTalkOf(call ?? null, agent);

/** The agent's leg is up in the one, and away in the other. */
function isAtOne(into: CallIn<'talking'>, from: CallIn<'talking'>): boolean {
  const states = [into, from].map(({ phase }) => agentLeg(phase)?.state);
  const at = [into, from].find(({ phase }) => agentLeg(phase)?.state === 'up');
  return states.includes('away') && at !== undefined && mayLeave(at.phase);
}

import type { Agent } from '../../agents/agent.ts';
import type { Known, OutgoingGate, Pass, Wish } from '../../outgoing/gate.ts';
import { type Call, type CallIn, isInternal, type Joins } from '../call.ts';
import type { CallControl } from '../call-control.ts';
import type { CommandOf, CommandOutcome } from '../commands.ts';
import { agentLeg } from '../legs.ts';
import type { CentreData } from '../ports/settings.ts';
import { mayGoOver, takesParty } from '../rules/joining.ts';
import { mayLeave } from '../rules/second-line.ts';
import { isTalkOf } from './lines.ts';
import { OK } from './outcome.ts';
import { queueBehind } from './queue-behind.ts';

/** The call that goes on, and the one whose party goes over to it. */
interface Pair {
  readonly into: CallIn<'talking'>;
  readonly from: CallIn<'talking'>;
}

/** Agents who make one conference of their two calls: as somebody outside is asked into one, if the gate permits it. */
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
    const { calls, gate, settings } = this.parts;
    if (!calls.call(call)) return { ok: false, code: 'call-gone' };
    const before = this.pairOf(agent, call);
    const present = calls.registry.get(agent);
    if ('ok' in before) return before;
    if (!present) return { ok: false, code: 'call-gone' };
    const { from } = before;
    const { role, level } = present.profile;
    const wish: Wish = {
      entry: 'conference',
      by: { person: agent, role, level },
      number: from.dialled,
      ticket: from.ticket,
      area: from.outgoing?.area ?? null,
    };
    const known = await gate.learn(wish);
    // One of them may be over by now.
    const pair = this.pairOf(agent, call);
    if ('ok' in pair) return pair;
    if (known === null || !mayBeJoined(gate, wish, known))
      return { ok: false, code: 'outgoing-no-conference' };
    const { area = null, callerId = '', longestMs } = pair.from.outgoing ?? {};
    const party = { number: pair.from.dialled, area, callerId, longestMs };
    const joins = joinsOf(pair.into, party, present, settings());
    calls.post(pair.from.id, { kind: 'ask-join', agent, ...joins });
    return OK;
  }

  /** Of the agent's two calls, or why they cannot be joined. */
  private pairOf(agent: string, call: string): Pair | CommandOutcome {
    const { calls } = this.parts;
    const present = calls.registry.get(agent);
    const works = [present?.work, present?.beside].flatMap(work =>
      work && work.kind !== 'idle' ? [calls.call(work.call)] : [],
    );
    const [into, from] = works.filter(each => each !== null).toSorted(firstFirst);
    const areBoth = isUp(into, agent) && isUp(from, agent) && [into.id, from.id].includes(call);
    if (!areBoth || !mayGoOver(from) || isInternal(into) || !isAtOne(into, from))
      return { ok: false, code: 'lines-not-up' };
    const takes = takesParty(into);
    if (takes === true) return { into, from };
    return { ok: false, code: takes === 'full' ? 'call-full' : 'step-not-possible' };
  }
}

/** When the agent leaves, the customer and who is outside talk on: as if the customer had been given there. */
export const mayBeJoined = (gate: Pick<OutgoingGate, 'permits'>, wish: Wish, known: Known): boolean =>
  (['conference', 'transfer'] as const).every(entry => gate.permits({ ...wish, entry }, known));

type Party = Pick<Pass, 'number' | 'area' | 'callerId'> & { readonly longestMs: number | undefined };

/** What who is called becomes in the other call. */
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

const firstFirst = (a: Call, b: Call): number => a.arrivedAt - b.arrivedAt || isOut(a) - isOut(b);

const isUp = (call: Call | undefined, agent: string): call is CallIn<'talking'> =>
  isTalkOf(call ?? null, agent);

/** The agent's leg is up in the one, and away in the other. */
function isAtOne(into: CallIn<'talking'>, from: CallIn<'talking'>): boolean {
  const states = [into, from].map(({ phase }) => agentLeg(phase)?.state);
  const at = [into, from].find(({ phase }) => agentLeg(phase)?.state === 'up');
  return states.includes('away') && at !== undefined && mayLeave(at.phase);
}

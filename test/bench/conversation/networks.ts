import { setTimeout as pause } from 'node:timers/promises';
import type { PhoneCall } from '../../../src/sip-phone/phone-call.ts';
import { AGENT_HZ, CUSTOMER_HZ, voicesBothWays } from '../../browser/voices.ts';
import { followTone } from '../../kit/listening.ts';
import { ToneTrail } from '../../kit/tone-trail.ts';
import { percentile, shown } from '../figures.ts';
import type { Ground } from '../full/ground.ts';
import { alone, type Row } from '../table.ts';
import { type Talk, Talks } from './talks.ts';
import { type Network, type NetworkChange, TwoNetworks } from './two-networks.ts';

const MOST_MS = 2_000;
/** Between two changes, so that the first one is over for browser and switch, ms. */
const SETTLED_MS = 4_000;
const CHANGES: Readonly<Record<NetworkChange, string>> = {
  away: 'none for 1 s, then another one',
  swap: 'another one in an instant',
  overlap: 'another one comes, this one goes 1 s later',
  silent: 'this one leads nowhere and nothing is told',
};

/** The longest time that each of the two did not hear the other, ms. */
interface Holes {
  readonly agent: number;
  readonly customer: number;
}

/** C5: the machine of the agent's page changes its network in mid-call. */
export async function networks(ground: Ground): Promise<Row[]> {
  const { say, quick, rounds, sides } = ground;
  const count = rounds ?? (quick ? 2 : 10);
  const two = await TwoNetworks.open();
  sides.push({ stop: () => two.close() });
  const talks = await Talks.open(ground, two);
  let [from, to]: [Network, Network] = ['a', 'b'];
  const rows: Row[] = [];
  let lost = 0;
  for (const [change, what] of Object.entries(CHANGES) as [NetworkChange, string][]) {
    const found: Holes[] = [];
    let talk: Talk | null = null;
    for (let round = 1; round <= count; round += 1) {
      talk ??= await talks.talk();
      const { call } = talk;
      await two.prepare(change, to);
      await pause(SETTLED_MS);
      const holes = await holesIn(talks, call, () => two.change(change, from, to)).catch(fault => {
        say(`C5  a call is lost: ${fault instanceof Error ? fault.message : fault}`);
        return null;
      });
      await two.settle(from);
      [from, to] = [to, from];
      if (holes) {
        found.push(holes);
        const [agent, customer] = [shown(holes.agent), shown(holes.customer, 'ms')];
        say(`C5  ${what}: longest hole at the agent ${agent}, at the customer ${customer}`);
        continue;
      }
      lost += 1;
      await talks.clear(talk);
      talk = null;
    }
    if (talk) await talks.clear(talk);
    if (found.length > 0) rows.push(...rowsOf(what, found));
  }
  const id = { id: 'C5', what: `calls lost in ${count} changes of network of each kind`, bar: { atMost: 0 } };
  return [alone(id, [lost]), ...rows];
}

function rowsOf(what: string, found: readonly Holes[]): Row[] {
  return (['agent', 'customer'] as const).map(who => {
    const holes = found.map(each => each[who]);
    const [middle, most] = [0.5, 0.95].map(share => shown(percentile(holes, share), 'ms'));
    return alone(
      {
        what: `${what}: longest hole at the ${who} (p50 ${middle}, p95 ${most}), max`,
        unit: 'ms',
        bar: { atMost: MOST_MS },
      },
      [Math.max(...holes)],
    );
  });
}

async function holesIn({ desk }: Talks, call: PhoneCall, change: () => Promise<void>): Promise<Holes> {
  const trail = new ToneTrail(call, AGENT_HZ);
  const agent = await followTone(desk.page, CUSTOMER_HZ);
  const began = performance.now();
  try {
    await change();
    // What is not noticed at once is noticed later.
    await pause(SETTLED_MS);
    await voicesBothWays(desk, call);
    return { agent: (await agent.told()).longestGapMs, customer: trail.longestHole(began) };
  } finally {
    trail.stop();
  }
}

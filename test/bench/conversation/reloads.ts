import { AGENT_HZ, CUSTOMER_HZ } from '../../browser/voices.ts';
import { momentHeard } from '../../kit/listening.ts';
import { ToneTrail } from '../../kit/tone-trail.ts';
import { within } from '../../kit/wait-until.ts';
import { percentile, shown } from '../figures.ts';
import type { Ground } from '../full/ground.ts';
import { alone, type Row } from '../table.ts';
import { type Talk, Talks } from './talks.ts';

const BACK_P95_MS = 5_000;
const GOAL_P95_MS = 2_000;
/** Audio that is not back within this is no audio that came back. */
const GIVEN_UP_MS = 30_000;
/** A page is loaded anew so often in one call. */
const IN_ONE_CALL = 5;

/** How long it took from the order to load the page anew until each of the two hears the other again, ms. */
interface Back {
  readonly customer: number;
  readonly agent: number;
}

/** C1: the agent's page is loaded anew in mid-call. */
export async function reloads(ground: Ground): Promise<Row[]> {
  const { say, quick, rounds } = ground;
  const count = rounds ?? (quick ? 4 : 50);
  const talks = await Talks.open(ground);
  const backs: Back[] = [];
  let lost = 0;
  while (backs.length + lost < count) {
    const talk = await talks.talk();
    try {
      for (let at = 0; at < IN_ONE_CALL && backs.length + lost < count; at += 1) {
        const back = await reload(talks, talk);
        backs.push(back);
        say(`C1  reload ${backs.length}: customer ${shown(back.customer)}, agent ${shown(back.agent, 'ms')}`);
      }
    } catch (fault) {
      lost += 1;
      say(`C1  a call is lost: ${fault instanceof Error ? fault.message : fault}`);
    }
    await talks.clear(talk);
  }
  const both = backs.map(({ customer, agent }) => Math.max(customer, agent));
  const at = (share: number, of: keyof Back) =>
    shown(
      percentile(
        backs.map(back => back[of]),
        share,
      ),
      'ms',
    );
  say(
    `C1  ${count} reloads: customer p50 ${at(0.5, 'customer')}, p95 ${at(0.95, 'customer')}; ` +
      `agent p50 ${at(0.5, 'agent')}, p95 ${at(0.95, 'agent')}`,
  );
  return [
    alone({ id: 'C1', what: `calls lost in ${count} reloads in mid-call`, bar: { atMost: 0 } }, [lost]),
    alone(
      {
        what: `reload → both hear each other, p95 (goal ${GOAL_P95_MS})`,
        unit: 'ms',
        bar: { atMost: BACK_P95_MS },
      },
      [percentile(both, 0.95)],
    ),
    alone({ what: 'the same, p50', unit: 'ms', bar: { atMost: GOAL_P95_MS } }, [percentile(both, 0.5)]),
  ];
}

async function reload({ desk }: Talks, { call }: Talk): Promise<Back> {
  const trail = new ToneTrail(call, AGENT_HZ);
  const [began, beganEpoch] = [performance.now(), Date.now()];
  try {
    await desk.page.reload();
    const what = 'hears the other again';
    const [customer, agent] = await Promise.all([
      trail.back(began, GIVEN_UP_MS, `the customer ${what}`),
      within(GIVEN_UP_MS, `the agent ${what}`, momentHeard(desk.page, CUSTOMER_HZ)),
    ]);
    return { customer: customer - began, agent: agent - beganEpoch };
  } finally {
    trail.stop();
  }
}

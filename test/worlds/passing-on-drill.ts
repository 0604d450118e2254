import { randomFrom } from '../kit/random.ts';
import type { PassingOn, Round } from './passing-on.ts';

/** One way to give a call on, done so and so often. */
export interface Drill {
  readonly what: string;
  /** Of the number of rounds that was asked for. */
  readonly share: number;
  /** Round number `at`, from 0. `dies`: in its middle `calls` dies by `talk.killed`. */
  round(talk: Round, at: number, dies: boolean): Promise<void>;
}

const WAYS_TO_LEAVE: readonly ((talk: Round) => Promise<unknown>)[] = [
  talk => talk.order(talk.first, 'complete'),
  talk => talk.order(talk.first, 'hang-up'),
  async talk => {
    await talk.order(talk.first, 'swap');
    await talk.hearEachOther([talk.customer, talk.first]);
    await talk.order(talk.first, 'complete');
  },
];

/** A colleague has the call: the two talk, and nobody else. */
export const blindTransfers: Drill = {
  what: 'blind transfers',
  share: 1,
  async round(talk, at, dies) {
    const to = talk.free();
    await talk.order(talk.first, 'transfer', { agent: to.id, note: '' });
    // In turn as soon as it is ordered, before anybody has answered, and once they have.
    const isEarly = Math.floor(at / 10) % 2 === 0;
    if (dies && isEarly) await talk.killed();
    const second = await talk.voiceOf(to);
    if (dies && !isEarly) await talk.killed();
    await talk.isOf(second);
    await talk.hearEachOther([talk.customer, second], [talk.first]);
  },
};

/** After a consultation that the customer does not hear, whichever way the agent leaves. */
export const attendedTransfers: Drill = {
  what: 'attended transfers',
  share: 1,
  async round(talk, at, dies) {
    const second = await talk.consult(talk.free());
    if (dies) await talk.killed();
    await talk.hearEachOther([talk.first, second], [talk.customer]);
    await talk.hearsMusic(talk.customer, [talk.first, second]);
    await WAYS_TO_LEAVE[at % WAYS_TO_LEAVE.length]?.(talk);
    await talk.isOf(second);
    await talk.hearEachOther([talk.customer, second], [talk.first]);
  },
};

/** Of four, of whom two hang up, whoever it is: the customer, too. The same ones in the same round each time. */
export const conferences: Drill = {
  what: 'conferences of four',
  share: 0.4,
  async round(talk, at, dies) {
    const second = await talk.consult(talk.free());
    await talk.until(call => call.colleagues?.some(({ state }) => state === 'aside') ?? false);
    await talk.order(talk.first, 'conference');
    const third = await talk.consult(talk.free(second));
    // Those in the conference talk on meanwhile.
    await talk.hearEachOther([talk.customer, second], [third]);
    await talk.order(talk.first, 'conference');
    if (dies) await talk.killed();
    const { customer, first } = talk;
    await talk.hearEachOther([customer, first, second, third]);
    const random = randomFrom(at + 1);
    let there = [customer, first, second, third];
    for (let left = 0; left < 2; left += 1) {
      const gone = there[Math.floor(random() * there.length)] ?? customer;
      there = there.filter(each => each !== gone);
      await talk.hangsUp(gone);
      // Who is left talks on, without the customer or who led it, too.
      await talk.hearEachOther(there, [gone]);
    }
    const [last] = there.filter(each => each !== customer);
    if (last) await (there.includes(customer) ? talk.isOf(last) : talk.hangsUp(last));
  },
};

export const DRILLS = [blindTransfers, attendedTransfers, conferences] as const;

/** How often a drill is done of `rounds`. */
export const roundsOf = ({ share }: Drill, rounds: number): number => Math.ceil(rounds * share);

/** All rounds of a drill: in each tenth one, or in each second where there are few, `calls` dies. */
export async function carryOut(
  passing: PassingOn,
  drill: Drill,
  rounds: number,
  onFault?: (at: number, fault: unknown) => void,
): Promise<void> {
  const every = rounds < 10 ? 2 : 10;
  for (let at = 0; at < roundsOf(drill, rounds); at += 1) {
    const dies = at % every === every - 1;
    const round = passing.round(talk => drill.round(talk, at, dies));
    await (onFault ? round.catch(fault => onFault(at, fault)) : round);
  }
}

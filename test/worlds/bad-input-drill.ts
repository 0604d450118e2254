import type { Problem } from '../../src/http/shapes/problem.ts';
import type { Drill } from './passing-on-drill.ts';

/** A number that is dear, in a country that nobody has allowed. */
const FORBIDDEN = '0019005550123';
/** The customer and so many of ours: a conference is full. */
const OURS_IN_FULL = 7;
/** So many agents it takes, one more than a conference has room for. */
export const AGENTS = OURS_IN_FULL + 1;

/** What cannot be done is refused with a sentence for people, in both languages. */
function isRefused(answer: Problem | null, ...codes: readonly string[]): void {
  if (answer === null) throw new Error(`was done, and not refused: ${codes.join(' or ')}`);
  const { code, detail } = answer;
  if (!codes.includes(code)) throw new Error(`was refused as ${code}, and not as ${codes.join(' or ')}`);
  if (detail.es === '' || detail.en === '') throw new Error(`${code} says nothing`);
}

/** By transfer and by consultation; the talk goes on. */
export const forbiddenDestinations: Drill = {
  what: 'forbidden destinations',
  share: 1,
  async round(talk) {
    const first = talk.agentOf(talk.first);
    for (const way of ['transfer', 'consult'])
      isRefused(await talk.asks(first, way, { number: FORBIDDEN, note: '' }), 'outgoing-premium');
    await talk.hearEachOther([talk.customer, talk.first]);
  },
};

/** Whichever of the two comes first, the customer is the first agent's: still, and on hold, or given back and rung for. */
export const crossingHangUps: Drill = {
  what: 'colleagues who hang up while they get the call',
  share: 1,
  async round(talk) {
    const second = await talk.consult(talk.free());
    await talk.until(call => call.colleagues?.some(({ state }) => state === 'aside') ?? false);
    const first = talk.agentOf(talk.first);
    // A person answers once it has rung, and the customer hears music until then.
    first.phone.answersByItself = false;
    try {
      const [answer] = await Promise.all([talk.asks(first, 'complete'), second.phone.hangUp()]);
      if (answer !== null) isRefused(answer, 'nobody-asked');
      else await talk.until(call => call.phase === 'offered' && call.agent === first.id);
      await talk.hearsMusic(talk.customer, [second]);
      if (answer !== null) return;
      const back = await talk.voiceOf(first);
      await talk.isOf(back);
      await talk.hearEachOther([talk.customer, back], [second]);
    } finally {
      first.phone.answersByItself = true;
    }
  },
};

/** One of them is done; of the others each is told why not. */
export const transfersAtOnce: Drill = {
  what: 'transfers that three people press at once',
  share: 1,
  async round(talk) {
    const first = talk.agentOf(talk.first);
    const [one, other, stranger] = talk.others();
    if (!one || !other || !stranger) throw new Error('there are not enough agents');
    const presses = [
      [first, one],
      [first, other],
      [stranger, other],
    ] as const;
    const answers = await Promise.all(
      presses.map(([by, to]) => talk.asks(by, 'transfer', { agent: to.id, note: '' })),
    );
    const refused = answers.filter(answer => answer !== null);
    if (refused.length !== presses.length - 1) throw new Error(`${refused.length} of three were refused`);
    for (const answer of refused) isRefused(answer, 'already-given-on', 'not-your-call');
    const to = answers[0] === null ? one : other;
    const second = await talk.voiceOf(to);
    await talk.isOf(second);
    await talk.hearEachOther([talk.customer, second], [talk.first]);
  },
};

/** Of the supervisor's leg nothing is left, whether they were still in time. */
export const bargesIntoAnEnd: Drill = {
  what: 'supervisors who come into a call that ends',
  share: 1,
  async round(talk) {
    const { supervisor, customer } = talk;
    const [answer] = await Promise.all([
      talk.asks(supervisor, 'supervision', { mode: 'barge' }),
      talk.hangsUp(customer),
    ]);
    if (answer) isRefused(answer, 'call-gone', 'talk-over');
  },
};

/** Who is in it talks on. */
export const ninths: Drill = {
  what: 'conferences of eight with a ninth',
  share: 0.1,
  async round(talk) {
    const there = [talk.customer, talk.first];
    const [ninth, ...others] = [...talk.others()].reverse();
    if (!ninth) throw new Error('there are not enough agents');
    for (const each of others) {
      there.push(await talk.consult(each));
      await talk.until(call => call.colleagues?.some(({ state }) => state === 'aside') ?? false);
      await talk.order(talk.first, 'conference');
      await talk.until(call => call.colleagues?.every(({ state }) => state === 'joined') ?? false);
    }
    const first = talk.agentOf(talk.first);
    try {
      isRefused(await talk.asks(first, 'consult', { colleague: ninth.id, note: '' }), 'call-full');
      await talk.hearEachOther(there);
    } finally {
      // Else they would talk on among themselves.
      for (const each of there.slice(2)) await talk.hangsUp(each);
    }
  },
};

export const BAD_INPUT = [
  forbiddenDestinations,
  crossingHangUps,
  transfersAtOnce,
  bargesIntoAnEnd,
  ninths,
] as const;

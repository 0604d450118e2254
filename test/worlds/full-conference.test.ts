import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OutgoingCall } from '../../src/sip-phone/outgoing-call.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import type { CallPicture } from '../../src/supervision/events.ts';
import { tone } from '../kit/tone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { type CentreWorld, startCentre } from './centre.ts';
import type { Desk } from './desk.ts';
import { DeskPhone, deskAgent } from './desk-phone.ts';
import { DIRECT_NUMBER, directFlows, openDirectNumber } from './direct-number.ts';
import { hearEachOther, hears, type Voice } from './hearing.ts';
import type { LiveView } from './live-view.ts';
import { onTheSwitch } from './on-the-switch.ts';

/** The largest conference there is: a customer, five agents and two people at numbers outside, with a tone each. */

/** No multiple of one is another one. */
const CUSTOMER_HZ = 440;
const AGENT_HZ = [620, 850, 1_130, 1_490, 1_930] as const;
const OUTSIDE_HZ = [2_350, 2_730] as const;
/** Of seven at once each is a part, and all of them together are not too loud for the line. */
const EACH_DBFS = -24;
/** Lines of customers: a new centre calls no others, and for one agent two at once. */
const OUTSIDE = ['04145550103', '04145550104'] as const;
const CALLER = '04145550101';

interface Colleague {
  readonly desk: Desk;
  readonly phone: DeskPhone;
  readonly hz: number;
}

let centre: CentreWorld;
let flowsDir: string;
let customers: SipPhone;
let lines: DeskPhone;
let view: LiveView;
const staff: Colleague[] = [];
let ninth: Colleague;

beforeAll(async () => {
  flowsDir = directFlows();
  centre = await startCentre({ flowsDir });
  await openDirectNumber(centre);
  const admin = await centre.logIn('admin');
  for (const [at, hz] of [...AGENT_HZ, 0].entries()) {
    const { desk, phone } = await deskAgent(centre, { username: `puesto${at}` }, admin);
    phone.answersByItself = true;
    staff.push({ desk, phone, hz });
  }
  customers = await openPhone();
  lines = new DeskPhone(await openPhone({ port: centre.demoLinePort }));
  lines.answersByItself = true;
  view = (await centre.logIn('supervisor')).watch();
}, 240_000);

afterAll(async () => {
  view?.close();
  for (const each of [customers, lines?.phone, ...staff.map(({ phone }) => phone.phone)]) await each?.close();
  await centre?.stop();
  if (flowsDir) rmSync(flowsDir, { recursive: true });
});

const pictureUntil = (what: string, fits: (call: CallPicture) => boolean): Promise<CallPicture> =>
  view.callUntil(what, call => call.callerNumber === `+58${CALLER.slice(1)}` && fits(call));

/** The telephone has answered by itself, and says this tone. */
async function speaks(who: string, at: DeskPhone, hz: number): Promise<Voice> {
  const phone = await at.nextCall();
  await phone.answer();
  void phone.play(tone(hz, EACH_DBFS));
  return { who, hz, phone };
}

const voiceOf = ({ desk, phone, hz }: Colleague): Promise<Voice> =>
  speaks(desk.me.person.username, phone, hz);

describe('a conference of eight', () => {
  let call: OutgoingCall;
  let id: string;
  let leader: Colleague;
  let customer: Voice;
  let agents: Voice[];
  let outside: Voice[];
  let all: Voice[];

  const asks = (what: string, body: unknown = {}) => leader.desk.raw('POST', `/calls/${id}/${what}`, body);
  async function orders(what: string, body: unknown = {}): Promise<void> {
    const answer = await asks(what, body);
    expect(answer.ok, `${what}: ${await answer.clone().text()}`).toBe(true);
  }
  const colleagueId = (voice: Voice | undefined) =>
    staff.find(({ desk }) => desk.me.person.username === voice?.who)?.desk.me.person.id;
  /** Who was asked last talks with the leader, and then with all: the others are so many. */
  async function joins(others: number): Promise<void> {
    const states = ({ colleagues = [], outside: there = [] }: CallPicture) =>
      [...colleagues, ...there].map(({ state }) => state);
    const isAside = (picture: CallPicture) =>
      states(picture).length === others && states(picture).includes('aside');
    await pictureUntil('talks aside', isAside);
    await orders('conference');
    const isIn = (picture: CallPicture) => states(picture).filter(it => it === 'joined').length === others;
    await pictureUntil('has joined', isIn);
  }
  const others = (...not: (Voice | undefined)[]) => all.filter(each => !not.includes(each));

  test('is heard by all: each of them hears each other', async () => {
    call = customers.call(`sip:${DIRECT_NUMBER}@127.0.0.1:${centre.sipPort}`, { from: CALLER });
    await call.answered;
    void call.play(tone(CUSTOMER_HZ, EACH_DBFS));
    customer = { who: 'the customer', hz: CUSTOMER_HZ, phone: call };
    const talk = await pictureUntil('talks with an agent', ({ phase }) => phase === 'talking');
    id = talk.id;
    const first = staff.find(({ desk }) => desk.me.person.id === talk.agent);
    const rest = staff.filter(each => each !== first);
    const [last] = rest.splice(-1);
    if (!first || !last) throw new Error('nobody has the call');
    leader = first;
    ninth = last;
    agents = [await voiceOf(leader)];
    for (const [at, each] of rest.entries()) {
      await orders('consult', { colleague: each.desk.me.person.id, note: '' });
      agents.push(await voiceOf(each));
      await joins(at + 1);
    }
    outside = [];
    for (const [at, number] of OUTSIDE.entries()) {
      await orders('consult', { number, note: '' });
      outside.push(await speaks(`outside ${at}`, lines, OUTSIDE_HZ[at] ?? 0));
      await joins(rest.length + at + 1);
    }
    all = [customer, ...agents, ...outside];
    expect(all).toHaveLength(8);
    await hearEachOther(all);
  });

  test('has no room for a ninth, who is not rung: neither a colleague nor anybody outside', async () => {
    const beyond = [{ colleague: ninth.desk.me.person.id }, { number: '04145550102' }];
    for (const whom of beyond) {
      const answer = await asks('consult', { ...whom, note: '' });
      expect(answer.status).toBe(409);
      expect(await answer.json()).toMatchObject({ code: 'call-full' });
    }
    const { work } = view.agents.get(ninth.desk.me.person.id) ?? {};
    expect(work?.kind).toBe('idle');
    await hearEachOther(all);
  });

  test.each([
    ['a colleague', () => agents[1], () => colleagueId(agents[1])],
    ['the customer', () => customer, () => null],
    ['somebody outside', () => outside[0], () => view.calls.get(id)?.outside?.[0]?.leg],
  ])('in which %s is muted, who is heard by nobody and hears all', async (_, who, key) => {
    const muted = who();
    if (!muted) throw new Error('nobody is to be muted');
    await orders('mute', { colleague: key(), on: true });
    for (const each of others(muted)) await hears(each, others(muted, each), [muted]);
    await hears(muted, others(muted));
    await orders('mute', { colleague: key(), on: false });
    await hearEachOther(all);
  });

  test('loses nobody when `calls` is killed, and who was muted is so after it', async () => {
    const muted = agents[2];
    if (!muted) throw new Error('nobody is to be muted');
    await orders('mute', { colleague: colleagueId(muted), on: true });
    await hears(customer, others(muted, customer), [muted]);
    await centre.kill('calls');
    await hears(customer, others(muted, customer), [muted]);
    await centre.start('calls');
    await waitUntil(async () => (await asks('mute', { colleague: null, on: false })).ok, {
      what: 'calls is there again',
      within: 15_000,
      every: 100,
    });
    for (const each of others(muted)) await hears(each, others(muted, each), [muted]);
    await hears(muted, others(muted));
    await orders('mute', { colleague: colleagueId(muted), on: false });
    await hearEachOther(all);
    expect(call.phase).toBe('up');
  });

  test('goes on without whom its leader lets go, and when the leader leaves; it leaves nothing behind', async () => {
    const [dropped, kept] = outside;
    await orders('drop', { colleague: view.calls.get(id)?.outside?.[0]?.leg });
    await dropped?.phone.ended;
    await orders('drop', { colleague: colleagueId(agents[1]) });
    await agents[1]?.phone.ended;
    await hearEachOther(others(dropped, agents[1]));
    await orders('hang-up');
    await agents[0]?.phone.ended;
    await hearEachOther(others(dropped, agents[0], agents[1]));
    await call.hangUp();
    await hearEachOther(others(dropped, agents[0], agents[1], customer));
    // Without a customer, too, they are left to each other, until nobody else of ours is among them.
    let there = others(dropped, agents[0], agents[1], customer);
    await pictureUntil('goes on without its customer', each => each.customerLeft === true);
    while (there.some(each => each !== kept)) {
      const { agent } = await pictureUntil('is led by one of them', each =>
        there.some(voice => colleagueId(voice) === each.agent),
      );
      const last = staff.find(({ desk }) => desk.me.person.id === agent);
      expect((await last?.desk.raw('POST', `/calls/${id}/hang-up`, {}))?.ok).toBe(true);
      there = there.filter(voice => colleagueId(voice) !== agent);
      if (there.length < 2 || there.every(each => each === kept)) break;
      await hearEachOther(there);
    }
    await Promise.all([kept, ...agents].map(each => each?.phone.ended));
    await waitUntil(
      async () => {
        const left = await Promise.all(
          ['channels', 'bridges'].map(path => onTheSwitch<unknown[]>(centre, path)),
        );
        return left.every(each => each.length === 0);
      },
      { what: 'nothing is left on the switch', within: 10_000, every: 100 },
    );
  });
});

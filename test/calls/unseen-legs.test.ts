import { afterEach, describe, expect, it } from 'vitest';
import { colleagues, outsideLegs } from '../../src/calls/legs.ts';
import { person, SmallCentre } from './small-centre.ts';

/** What becomes of a talk when some of its legs were gone unseen: while we or the link were away. */

let centre: SmallCentre;
afterEach(() => centre.close());

const AT_PAGES = ['luis', 'eva'];

const legFor = (call: string, agent: string): string => {
  const { phase } = centre.call(call);
  const all = phase.kind === 'talking' ? colleagues(phase) : [];
  return all.find(each => each.agent === agent)?.channel ?? '';
};

async function asks(call: string, colleague: string, agent = 'ana'): Promise<void> {
  await centre.ready(colleague);
  await centre.desk.carryOut({ do: 'consult', agent, call, colleague, note: '' });
  await centre.soon();
}

/** Ana talks with a customer and with these. */
const conference = (...others: string[]): Promise<string> => leads('ana', others);

/** Both at pages. */
const atPages = (): Promise<string> => leads('luis', ['eva']);

async function leads(agent: string, others: readonly string[]): Promise<string> {
  const people = ['ana', 'luis', 'eva', 'hugo'].map((id, at) =>
    person(id, { extension: String(101 + at), phoneKind: AT_PAGES.includes(id) ? 'browser' : 'sip' }),
  );
  centre = await new SmallCentre([], { people }).start();
  await centre.ready(agent);
  const call = await centre.talks();
  for (const colleague of others) {
    await asks(call, colleague, agent);
    centre.board.answers(legFor(call, colleague));
    await centre.soon();
    await centre.desk.carryOut({ do: 'conference', agent, call });
    await centre.soon();
  }
  return call;
}

async function unseen(...channels: string[]): Promise<void> {
  await centre.kill();
  for (const each of channels) centre.board.hangsUp(each);
  await centre.start();
  await centre.soon();
}

const isAnybodyRung = () => [...centre.board.channels.values()].some(({ state }) => state === 'Ringing');

it('the customer and a colleague talk on where the agent and who was rung are gone', async () => {
  const call = await conference('hugo');
  await asks(call, 'luis');
  const stays = legFor(call, 'hugo');
  const gone = [centre.legOf(call), legFor(call, 'luis')];
  centre.board.goesAway();
  for (const each of gone) centre.board.hangsUp(each);
  centre.board.comesBack();
  await centre.soon();
  await centre.soon(5_000);
  expect(centre.phaseOf(call)).toBe('talking');
  expect([...centre.board.bridges.values()]).toContainEqual(new Set([call, stays]));
});

it.each(['hang-up', 'complete'] as const)(
  'after %s of its agent the customer waits for nobody whose telephone is not rung',
  async what => {
    const call = await conference('luis');
    await unseen(legFor(call, 'luis'));
    await centre.ready('hugo');
    await centre.desk.carryOut({ do: what, agent: 'ana', call });
    await centre.soon();
    expect(isAnybodyRung()).toBe(true);
  },
);

it('who is rung is rung on while a colleague’s page is waited for', async () => {
  const call = await conference('luis');
  await asks(call, 'hugo');
  await unseen(legFor(call, 'luis'));
  await centre.soon(6_000);
  expect(centre.board.channels.get(legFor(call, 'hugo'))?.state).toBe('Ringing');
});

it('two whose pages say nothing are waited for no more, both', async () => {
  const call = await conference('luis', 'eva');
  await unseen(legFor(call, 'luis'), legFor(call, 'eva'));
  for (let passed = 0; passed < 60; passed += 5) await centre.soon(5_000);
  expect(['luis', 'eva'].map(agent => legFor(call, agent))).toEqual(['', '']);
  expect([centre.workOf('luis'), centre.workOf('eva')]).toEqual(['idle', 'idle']);
});

it('who rings a number outside hears no music for a colleague whose page is loaded anew', async () => {
  const call = await conference('luis');
  centre.board.hangsUp(call);
  await centre.soon();
  const outside = { do: 'consult-outside', agent: 'ana', call, number: '02125550177', note: '' } as const;
  await centre.desk.carryOut(outside);
  await centre.soon(3_000);
  await centre.desk.carryOut({ do: 'rejoin', agent: 'luis', call, line: centre.lineOf('luis') });
  await centre.soon();
  expect(centre.board.channels.get(centre.legOf(call))?.music).toBe(false);
});

const bookedOf = (call: string) =>
  centre.factsOf(call).flatMap(fact => (fact.kind === 'consult-ended' ? [fact.why] : []));

it('who was at a page and is waited for by nobody is booked as gone unseen, and not as having hung up', async () => {
  // The queue's policy: nobody is waited for.
  const call = await conference('luis');
  await centre.change({
    ...centre.data,
    queues: centre.data.queues.map(each => ({ ...each, awaitAgentMs: 0 })),
  });
  await unseen(legFor(call, 'luis'));
  expect(legFor(call, 'luis')).toBe('');
  expect(bookedOf(call)).toEqual(['unseen']);
  expect(centre.phaseOf(call)).toBe('talking');
});

it('so is who had a telephone on the desk, or was outside', async () => {
  const desk = await conference('hugo');
  await unseen(legFor(desk, 'hugo'));
  expect(bookedOf(desk)).toEqual(['unseen']);
  expect(centre.phaseOf(desk)).toBe('talking');
  await centre.close();

  const [call, outside] = await withOutside();
  await unseen(outside);
  expect(bookedOf(call)).toEqual(['unseen']);
  expect(centre.phaseOf(call)).toBe('talking');
  await centre.close();

  // With them the call is over where the customer had left: nobody saw how.
  const [over, last] = await withOutside();
  centre.board.hangsUp(over);
  await centre.soon();
  await unseen(last);
  expect(bookedOf(over)).toEqual(['unseen']);
  expect(centre.factsOf(over).at(-1)).toMatchObject({ kind: 'call-ended', by: 'caller' });
});

/** Ana talks with a customer and with who is at a number outside, whose channel it is. */
async function withOutside(): Promise<[string, string]> {
  const call = await conference();
  await centre.desk.carryOut({ do: 'consult-outside', agent: 'ana', call, number: '02125550177', note: '' });
  await centre.soon();
  const { phase } = centre.call(call);
  const [leg] = phase.kind === 'talking' ? outsideLegs(phase) : [];
  centre.board.answers(leg?.channel ?? '');
  await centre.soon();
  await centre.desk.carryOut({ do: 'conference', agent: 'ana', call });
  await centre.soon(10_000);
  return [call, leg?.channel ?? ''];
}

describe('where the pages of the agent and of a colleague were both loaded anew', () => {
  const rejoins = async (agent: string, call: string) => {
    await centre.desk.carryOut({ do: 'rejoin', agent, call, line: centre.lineOf(agent) });
    await centre.soon();
    const rung = [...centre.board.channels].find(([, { state }]) => state === 'Ringing')?.[0] ?? '';
    centre.board.answers(rung);
    await centre.soon();
    return rung;
  };
  const bridges = () => [...centre.board.bridges.values()];

  /** Luis leads it. */
  async function bothGone(): Promise<string> {
    const call = await atPages();
    await unseen(centre.legOf(call), legFor(call, 'eva'));
    return call;
  }

  it('both are waited for, and in it again, whoever asks first', async () => {
    for (const order of [
      ['luis', 'eva'],
      ['eva', 'luis'],
    ]) {
      const call = await bothGone();
      expect(['luis', 'eva'].map(agent => centre.workOf(agent))).toEqual(['talking', 'talking']);
      const [one, other] = order as [string, string];
      const first = await rejoins(one, call);
      expect(bridges()).toEqual([new Set([call, first])]);
      const second = await rejoins(other, call);
      expect(bridges()).toEqual([new Set([call, first, second])]);
      expect(centre.call(call).phase).toMatchObject({ kind: 'talking', agent: 'luis' });
      expect(centre.call(call).phase).not.toHaveProperty('awaited');
      expect(bookedOf(call)).toEqual([]);
      await centre.close();
    }
  });

  it('and one of them was on the way back: that one is rung by nobody who is gone, and the other one waited for', async () => {
    const call = await atPages();
    centre.board.hangsUp(call);
    await centre.soon();
    await centre.desk.carryOut({ do: 'rejoin', agent: 'eva', call, line: centre.lineOf('eva') });
    await centre.soon();
    const dialled = centre.board.dialled.length;
    await unseen(centre.legOf(call), legFor(call, 'eva'));
    expect(centre.board.dialled.slice(dialled)).toMatchObject([
      { endpoint: `PJSIP/${centre.lineOf('eva')}` },
    ]);
    expect(centre.board.dialled.at(-1)).not.toHaveProperty('originator');
    expect([centre.phaseOf(call), isAnybodyRung()]).toEqual(['talking', true]);
    expect(bookedOf(call)).toEqual([]);
    centre.board.answers(legFor(call, 'eva'));
    await centre.soon();
    const back = [legFor(call, 'eva'), await rejoins('luis', call)];
    expect(bridges()).toEqual([new Set(back)]);
  });

  it('who hung up says so, and the other one is waited for', async () => {
    const call = await bothGone();
    await centre.desk.carryOut({ do: 'hang-up', agent: 'eva', call });
    await centre.soon();
    expect(bookedOf(call)).toEqual(['hung-up']);
    const leg = await rejoins('luis', call);
    expect(bridges()).toEqual([new Set([call, leg])]);
  });

  it('and its agent hung up: the customer is given to the colleague, who is rung', async () => {
    const call = await bothGone();
    await centre.desk.carryOut({ do: 'hang-up', agent: 'luis', call });
    await centre.soon();
    expect(centre.call(call).phase).toMatchObject({ kind: 'offered', agent: 'eva' });
    expect(isAnybodyRung()).toBe(true);
  });

  it('and who waits beside for that colleague waits on while they are rung', async () => {
    const call = await bothGone();
    const beside = centre.board.rings({ callerNumber: '+584145550107', dialled: '103' });
    await centre.soon();
    expect(centre.call(beside).phase).toMatchObject({ kind: 'offered', agent: 'eva', leg: '' });
    await centre.desk.carryOut({ do: 'hang-up', agent: 'luis', call });
    await centre.soon();
    expect(centre.workOf('eva')).toBe('offered');
    expect(centre.call(call).phase).toMatchObject({ kind: 'offered', agent: 'eva' });
    expect(centre.call(beside).phase).toMatchObject({ kind: 'offered', agent: 'eva', leg: '' });
  });

  it('and neither says anything: the customer is the head of the line', async () => {
    const call = await bothGone();
    await centre.desk.carryOut({ do: 'set-will', agent: 'luis', will: { kind: 'off' } });
    for (let passed = 0; passed < 20; passed += 5) await centre.soon(5_000);
    expect(centre.call(call).phase).toMatchObject({ first: true });
    expect(bookedOf(call)).toEqual(['unreachable']);
    expect(centre.workOf('eva')).not.toBe('talking');
  });

  it('and they talked to each other alone, both are waited for', async () => {
    const call = await atPages();
    centre.board.hangsUp(call);
    await centre.soon();
    await unseen(centre.legOf(call), legFor(call, 'eva'));
    expect(centre.phaseOf(call)).toBe('talking');
    const first = await rejoins('eva', call);
    expect(centre.board.channels.get(first)?.music).toBe(true);
    const second = await rejoins('luis', call);
    expect(bridges()).toEqual([new Set([first, second])]);
  });
});

it('a page that is not there is waited for as long as the queue says', async () => {
  const call = await conference('luis');
  await centre.change({
    ...centre.data,
    queues: centre.data.queues.map(each => ({ ...each, awaitAgentMs: 20_000 })),
  });
  centre.board.unregisters(centre.lineOf('luis'));
  await unseen(legFor(call, 'luis'));
  await centre.soon(15_000);
  expect(legFor(call, 'luis')).not.toBe('');
  await centre.soon(6_000);
  expect(legFor(call, 'luis')).toBe('');
});

import { afterEach, expect, it } from 'vitest';
import { colleagues } from '../../src/calls/legs.ts';
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

async function asks(call: string, colleague: string): Promise<void> {
  await centre.ready(colleague);
  await centre.desk.carryOut({ do: 'consult', agent: 'ana', call, colleague, note: '' });
  await centre.soon();
}

/** Ana talks with a customer and with these. */
async function conference(...others: string[]): Promise<string> {
  const people = ['ana', 'luis', 'eva', 'hugo'].map((id, at) =>
    person(id, { extension: String(101 + at), phoneKind: AT_PAGES.includes(id) ? 'browser' : 'sip' }),
  );
  centre = await new SmallCentre([], { people }).start();
  await centre.ready('ana');
  const call = await centre.talks();
  for (const colleague of others) {
    await asks(call, colleague);
    centre.board.answers(legFor(call, colleague));
    await centre.soon();
    await centre.desk.carryOut({ do: 'conference', agent: 'ana', call });
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

it('who was at a page and is waited for by nobody is booked as gone unseen, and not as having hung up', async () => {
  const bookedOf = (call: string) =>
    centre.factsOf(call).flatMap(fact => (fact.kind === 'consult-ended' ? [fact.why] : []));
  const both = await conference('luis');
  await unseen(centre.legOf(both), legFor(both, 'luis'));
  expect(bookedOf(both)).toEqual(['unseen']);
  expect(centre.workOf('luis')).toBe('idle');
  await centre.close();

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

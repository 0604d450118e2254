import { describe, expect, it } from 'vitest';
import { agentsOf, type CallStory, foldCall, recordOf } from '../../src/calls/call-story.ts';
import type { CallFact } from '../../src/calls/events.ts';
import { type ColleagueLeg, colleagues } from '../../src/calls/legs.ts';
import { CALLER, type OneCall, talkingCaller } from './one-call.ts';
import { recordedCall } from './recorded-call.ts';

const ana = <Kind extends string>(kind: Kind) => ({ kind, agent: 'ana' }) as const;
const asks = (colleague: string) =>
  ({
    kind: 'ask-consult',
    agent: 'ana',
    colleague,
    endpoint: `PJSIP/sp-${colleague}`,
    queue: 'averias',
    note: '',
  }) as const;

/** Everything is told from when the agent answered, at 0. */
const begun = (): OneCall => talkingCaller();
const legOf = (one: OneCall, agent: string): string =>
  colleagues(one.talk).find(leg => leg.agent === agent)?.channel ?? '';
const answers = (one: OneCall, agent: string) =>
  one.hears({ kind: 'leg-answered', channel: legOf(one, agent) });

function recorded(one: OneCall): CallStory {
  const from = begun().now;
  const answered: CallFact = { kind: 'answered', at: 0, agent: 'ana', waitedMs: 0 };
  return recordedCall([answered, ...one.facts.map(fact => ({ ...fact, at: fact.at - from }))]);
}

describe('the share of a colleague in a call that another one leads', () => {
  it('lasts from their answer, aside or in the conference, till they leave', () => {
    const one = answers(begun().later(1_000).hears(asks('luis')).later(2_000), 'luis').later(4_000);
    one.hears(ana('ask-conference')).later(8_000).ended(legOf(one, 'luis')).later(16_000).ended(CALLER);
    const story = recorded(one);
    expect(recordOf(story)).toMatchObject({
      agent: 'ana',
      agents: ['ana', 'luis'],
      joined: [{ agent: 'luis', askedAt: 1_000, answeredAt: 3_000, endedAt: 15_000, talkedMs: 12_000 }],
    });
    // It is no part of a call that they handled: nothing of it is owed, or among what was talked with the customer.
    expect(story).toMatchObject({ parts: [], talkedMs: 25_000, heldMs: 6_000 });
    expect(one.call.wrapUps?.map(({ agent }) => agent)).toEqual(['ana']);
  });

  it('lasts from when they came over from another call with the agent', () => {
    const party: ColleagueLeg = {
      who: 'colleague',
      channel: 'luis-1',
      agent: 'luis',
      endpoint: 'PJSIP/sp-luis',
      state: 'up',
      place: 'talk',
      since: 0,
      note: '',
      queue: 'averias',
    };
    const comes = { ...ana('party-comes'), party, call: 'other', ticket: '' } as const;
    const one = begun().later(1_000).hears(comes).hears(comes).later(2_000).ended('luis-1').later(1_000);
    expect(recordOf(recorded(one.ended(CALLER))).joined).toMatchObject([
      { agent: 'luis', askedAt: 1_000, answeredAt: 1_000, endedAt: 3_000, talkedMs: 2_000 },
    ]);
  });

  it('ends with the call', () => {
    const one = answers(begun().hears(asks('luis')), 'luis')
      .later(5_000)
      .ended(CALLER);
    expect(recorded(one).joined).toMatchObject([{ agent: 'luis', endedAt: 5_000 }]);
  });

  it.each<[string, (one: OneCall) => unknown]>([
    ['they do not answer', one => one.ended(legOf(one, 'luis'), 19)],
    ['the agent takes the customer back before', one => one.hears(ana('ask-resume'))],
    ['the customer hangs up before', one => one.ended(CALLER)],
    ['the agent goes, and they are rung for the customer', one => one.hears(ana('ask-complete'))],
  ])('is none where %s', (_, happens) => {
    const one = begun().hears(asks('luis'));
    expect(recorded(one).joined).toMatchObject([{ agent: 'luis', answeredAt: null }]);
    expect(recordOf(recorded(one)).joined).toEqual([]);
    happens(one.later(1_000));
    expect(recorded(one).joined).toEqual([]);
  });

  it('is over when they have the customer, and the rest is a part of their own', () => {
    const one = answers(begun().hears(asks('luis')), 'luis')
      .later(3_000)
      .hears(ana('ask-complete'));
    const story = recorded(one.later(5_000).ended(CALLER));
    expect(story).toMatchObject({
      agent: 'luis',
      parts: [{ agent: 'ana' }],
      joined: [{ agent: 'luis', endedAt: 3_000 }],
    });
    expect(agentsOf(story)).toEqual(['luis', 'ana']);
  });

  it('goes on where they lead the others of a conference that its customer has left', () => {
    const one = answers(begun().hears(asks('luis')), 'luis').hears(ana('ask-conference'));
    answers(one.hears(asks('eva')), 'eva')
      .hears(ana('ask-conference'))
      .later(2_000)
      .ended(CALLER);
    one.later(1_000).hears(ana('ask-hang-up')).later(5_000).hears({ kind: 'ask-hang-up', agent: 'luis' });
    expect(one.phase.kind).toBe('ending');
    const { agent, agents, joined } = recordOf(recorded(one));
    expect([agent, agents]).toEqual(['ana', ['ana', 'luis', 'eva']]);
    expect(joined.map(({ agent: who, talkedMs }) => [who, talkedMs])).toEqual([
      ['luis', 8_000],
      ['eva', 8_000],
    ]);
  });

  it('is told twice of who was asked twice', () => {
    const one = answers(begun().hears(asks('luis')), 'luis')
      .later(1_000)
      .hears(ana('ask-resume'));
    answers(one.later(1_000).hears(asks('luis')), 'luis')
      .later(1_000)
      .hears(ana('ask-resume'));
    expect(recorded(one.ended(CALLER)).joined).toMatchObject([
      { answeredAt: 0, endedAt: 1_000 },
      { answeredAt: 2_000, endedAt: 3_000 },
    ]);
  });
});

describe('a call between two of ours', () => {
  const at = (ms: number) => ({ at: ms });
  const facts: CallFact[] = [
    {
      kind: 'call-arrived',
      ...at(0),
      direction: 'internal',
      ticket: 't1',
      opensTicket: false,
      callerNumber: '',
      callerName: '',
      dialled: '101',
      from: 'page',
      agent: 'luis',
      to: 'ana',
    },
    { kind: 'answered', ...at(1_000), agent: 'ana', waitedMs: 1_000 },
    { kind: 'consulted', ...at(2_000), agent: 'ana', colleague: 'eva', note: '' },
    { kind: 'consult-answered', ...at(3_000), agent: 'ana', colleague: 'eva' },
    {
      kind: 'transferred',
      ...at(5_000),
      agent: 'ana',
      queue: '',
      colleague: 'eva',
      note: '',
      wrapUp: false,
      talkedMs: 1_000,
      heldMs: 3_000,
    },
    { kind: 'answered', ...at(5_000), agent: 'eva', waitedMs: 0 },
    {
      kind: 'call-ended',
      ...at(9_000),
      by: 'agent',
      why: 'hung-up',
      phase: 'talking',
      cause: 16,
      talkedMs: 4_000,
      heldMs: 0,
    },
  ];
  const story = (of: readonly CallFact[]) =>
    of.reduce<CallStory | null>((so, fact) => foldCall(so, 'c1', fact), null) as CallStory;

  it('has the share of each who talked in it, whoever led it, and all of its length', () => {
    const record = recordOf(story(facts));
    expect(record).toMatchObject({ agent: 'luis', madeBy: 'luis', talkedMs: 5_000, heldMs: 3_000 });
    expect(record.agents).toEqual(['luis', 'ana', 'eva']);
    expect(record.joined.map(({ agent, answeredAt, endedAt }) => [agent, answeredAt, endedAt])).toEqual([
      ['luis', 1_000, 9_000],
      ['ana', 1_000, 5_000],
      ['eva', 3_000, 9_000],
    ]);
  });

  it('has none where nobody answered', () => {
    expect(recordOf(story(facts.slice(0, 1))).joined).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { partsOf } from '../../src/calls/call-parts.ts';
import { type CallStory, foldCall, recordOf } from '../../src/calls/call-story.ts';
import type { OutsideCall } from '../../src/calls/legs.ts';
import { askedLegs, outsideLegs } from '../../src/calls/legs.ts';
import { CROSSED_MS } from '../../src/calls/rules/crossing.ts';
import { drawCall } from '../../src/supervision/draw.ts';
import { CALLER, type OneCall, outgoingCall, talkingCaller } from './one-call.ts';

/** Who is left with the customer hangs up at the same moment. */

const NUMBER = '+582125550177';
const TO: OutsideCall = {
  dialled: NUMBER,
  endpoint: `PJSIP/${NUMBER}@trunk`,
  area: 'averias',
  callerId: '',
  longestMs: 7_200_000,
  mayJoin: true,
  queue: 'averias',
};
const ana = <Kind extends string>(kind: Kind) => ({ kind, agent: 'ana' }) as const;
const consult = (colleague: string) =>
  ({
    ...ana('ask-consult'),
    colleague,
    endpoint: `PJSIP/sp-${colleague}`,
    queue: 'averias',
    note: 'Ya tiene su número.',
  }) as const;

/** The last one who was asked answers. */
const answers = (one: OneCall) =>
  one.hears({ kind: 'leg-answered', channel: askedLegs(one.talk).at(-1)?.channel ?? '' });
const withColleague = (one = talkingCaller()) => answers(one.hears(consult('luis')));
const withOutside = () => answers(talkingCaller().hears({ ...ana('ask-outside'), to: TO, note: 'Urgente.' }));

const story = (one: OneCall): CallStory | null =>
  [
    {
      kind: 'call-arrived',
      at: one.call.arrivedAt,
      direction: 'in',
      ticket: one.call.ticket,
      opensTicket: true,
      callerNumber: '',
      callerName: '',
      dialled: '',
      from: 'trunk',
      agent: null,
    } as const,
    ...one.facts,
  ].reduce<CallStory | null>((so, fact) => foldCall(so, CALLER, fact), null);

describe('a colleague who hangs up as the customer becomes theirs', () => {
  it.each<[string, (one: OneCall) => unknown]>([
    ['on a telephone', one => one.ended(one.leg)],
    ['on their page', one => one.hears({ kind: 'ask-hang-up', agent: 'luis' })],
  ])('%s: the customer comes back to who left them, who is told why', (_, hangsUp) => {
    const one = withColleague().hears(ana('ask-complete'));
    const luis = one.leg;
    one.later(CROSSED_MS - 1);
    hangsUp(one);
    expect(one.said).toEqual(
      expect.arrayContaining([
        `leave ${CALLER}`,
        'music on',
        'destroy-bridge',
        'agent-finished luis',
        'fact handed-back',
        'fact queued',
        'enqueue',
      ]),
    );
    expect(one.said).not.toContain(`hang-up ${CALLER}`);
    expect(one.phase).toMatchObject({
      kind: 'waiting',
      music: true,
      first: true,
      only: { agent: 'ana', why: 'returned' },
      transfer: { from: 'ana', to: 'luis', back: 'hung-up', note: 'Ya tiene su número.' },
    });
    expect(drawCall(one.call, null, () => null).transfer).toMatchObject({ back: 'hung-up' });
    // Nobody but who left them owes anything.
    expect(one.call.wrapUps?.map(({ agent }) => agent)).toEqual(['ana']);
    expect(one.ended(luis).phase.kind).toBe('waiting');
    one.offered('ana').answered();
    expect(one.talk).toMatchObject({ agent: 'ana' });
    expect(one.talk).not.toHaveProperty('givenBy');
    expect(one.call.wrapUps).toBeUndefined();
  });

  it('leaves them at the head of the line where who left them cannot be rung', () => {
    const one = withColleague().hears(ana('ask-complete'));
    one.around = { ...one.around, couldTake: () => false };
    one.ended(one.leg);
    expect(one.phase).toMatchObject({ kind: 'waiting', first: true, queue: 'averias' });
    expect(one.phase).not.toHaveProperty('only');
    expect(one.facts.findLast(({ kind }) => kind === 'handed-back')).toMatchObject({
      agent: 'luis',
      why: 'hung-up',
      to: null,
    });
  });

  it('is not booked as one who had the customer', () => {
    const one = withColleague().hears(ana('ask-complete'));
    one.later(300).ended(one.leg);
    const told = story(one);
    expect(told && recordOf(told)).toMatchObject({ agent: 'ana', outcome: 'live' });
    expect(partsOf(one.facts).find(({ agent }) => agent === 'luis')).toMatchObject({
      how: 'handed-back',
      talkedMs: null,
    });
    one.ended(CALLER);
    const ended = story(one);
    expect(ended && recordOf(ended)).toMatchObject({ outcome: 'abandoned', agents: ['ana', 'luis'] });
  });

  it.each<[string, (one: OneCall) => unknown]>([
    ['hangs up', one => one.hears(ana('ask-hang-up'))],
    ['puts the telephone down', one => one.ended(one.leg)],
    ['loses the page', one => one.ended(one.leg, 44)],
    ['is sent away', one => one.hears(ana('agent-sent-away'))],
  ])('costs the customer nothing either when the agent %s', (_, leaves) => {
    const one = withColleague();
    leaves(one);
    expect(one.ended(one.leg).phase).toMatchObject({ kind: 'waiting', transfer: { back: 'hung-up' } });
  });

  it('also a customer who was called, and was in no queue', () => {
    const one = outgoingCall();
    one.hears({ kind: 'begin' }, { kind: 'leg-answered', channel: `leg-${CALLER}-1` });
    one.hears({ kind: 'leg-answered', channel: CALLER }).played();
    withColleague(one).hears(ana('ask-complete'));
    one.ended(one.leg);
    expect(one.phase).toMatchObject({ kind: 'waiting', queue: 'averias', only: { agent: 'ana' } });
  });

  it('has them talk on with the others of a conference, also where who leads may not leave', () => {
    const one = withColleague();
    one.around = { ...one.around, leaderMayLeave: false };
    one.hears(ana('ask-conference'));
    answers(one.hears(consult('eva'))).hears(ana('ask-complete'));
    expect(one.talk.agent).toBe('eva');
    one.ended(one.leg);
    expect(one.talk.agent).toBe('luis');
  });

  it('ends the call as ever when they talked with the customer in a conference before', () => {
    const one = withColleague().hears(ana('ask-conference'), ana('ask-hang-up'));
    one.ended(one.leg);
    expect(one.facts.at(-1)).toMatchObject({ kind: 'call-ended', by: 'agent', why: 'hung-up' });
  });

  it('ends the call as ever when it is theirs for longer, or theirs by their own answer', () => {
    const later = withColleague().hears(ana('ask-complete'));
    later.later(CROSSED_MS).ended(later.leg);
    expect(later.facts.at(-1)).toMatchObject({ kind: 'call-ended', by: 'agent', why: 'hung-up' });
    const answered = talkingCaller();
    answered.ended(answered.leg);
    expect(answered.facts.at(-1)).toMatchObject({ kind: 'call-ended', by: 'agent', why: 'hung-up' });
    const rung = talkingCaller().hears(consult('luis'), ana('ask-complete'));
    rung.hears({ kind: 'leg-answered', channel: rung.leg });
    rung.ended(rung.leg);
    expect(rung.facts.at(-1)).toMatchObject({ kind: 'call-ended', by: 'agent', why: 'hung-up' });
  });
});

describe('somebody outside who hangs up as the customer is left to them', () => {
  const out = (one: OneCall) => ('legs' in one.phase && outsideLegs(one.phase)[0]?.channel) || '';

  it.each([
    ['hangs up', 16, 'hung-up'],
    ['loses their line', 44, 'line-dropped'],
  ])('%s: the customer comes back to who left them', (_, cause, why) => {
    const one = withOutside().hears(ana('ask-complete'));
    one.later(CROSSED_MS - 1).ended(out(one), cause);
    expect(one.said).toEqual(
      expect.arrayContaining([`leave ${CALLER}`, 'music on', 'destroy-bridge', 'fact not-handed-out']),
    );
    expect(one.said).not.toContain(`hang-up ${CALLER}`);
    expect(one.phase).toMatchObject({
      kind: 'waiting',
      queue: 'averias',
      first: true,
      only: { agent: 'ana', why: 'returned' },
      transfer: { from: 'ana', note: 'Urgente.', out: { dialled: NUMBER, why } },
    });
    expect(one.offered('ana').answered().talk.agent).toBe('ana');
  });

  it('leaves them at the head of the line where who left them cannot be rung', () => {
    const one = withOutside().hears(ana('ask-complete'));
    one.around = { ...one.around, couldTake: () => false };
    one.ended(out(one));
    expect(one.phase).toMatchObject({ kind: 'waiting', first: true });
    expect(one.phase).not.toHaveProperty('only');
  });

  it('ends the call as ever once they have had them for longer, or have answered for them', () => {
    const later = withOutside().hears(ana('ask-complete'));
    later.later(CROSSED_MS).ended(out(later));
    expect(later.facts.at(-1)).toMatchObject({ kind: 'call-ended', by: 'outside', why: 'hung-up' });
    const given = talkingCaller().hears({ ...ana('ask-give-out'), to: TO, note: '' });
    given.hears({ kind: 'leg-answered', channel: out(given) });
    given.ended(out(given));
    expect(given.facts.at(-1)).toMatchObject({ kind: 'call-ended', by: 'outside', why: 'hung-up' });
  });
});

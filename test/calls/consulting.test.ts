import { describe, expect, it } from 'vitest';
import type { CallIn } from '../../src/calls/call.ts';
import { agentsOf } from '../../src/calls/call-story.ts';
import { agentLeg, colleagues, comingLeg } from '../../src/calls/legs.ts';
import { wantedOf } from '../../src/calls/rules/arrangement.ts';
import { PAGE_SAYS_MS } from '../../src/calls/rules/awaiting-agent.ts';
import { AWAIT_AGENT_MS } from '../../src/queues/events.ts';
import { drawCall } from '../../src/supervision/draw.ts';
import { isPartOf } from '../../src/supervision/parts.ts';
import { CALLER, OneCall, outgoingCall, talkingCaller, there, together } from './one-call.ts';
import { recordedCall } from './recorded-call.ts';

/** No voice came from a telephone for so long that its call is over (Q.850 cause). */
const RTP_TIMEOUT = 44;

const ASK = {
  kind: 'ask-consult',
  agent: 'ana',
  colleague: 'luis',
  endpoint: 'PJSIP/sp-luis',
  queue: 'averias',
  note: 'Módem sin sincronía.',
} as const;
const ana = <Kind extends string>(kind: Kind) => ({ kind, agent: 'ana' }) as const;

const theirs = (one: OneCall): string => colleagues(one.talk)[0]?.channel ?? '';

/** The colleague is rung. */
const asking = () => talkingCaller().hears(ASK);
/** Who hear each other in the talk. */
const talkers = ({ call, talk }: OneCall): string[] => [
  ...(wantedOf(call as CallIn<'talking'>).bridges.get(talk.bridge) ?? []),
];

/** The two talk, and the caller hears music. */
function aside(): OneCall {
  const one = asking();
  return one.hears({ kind: 'leg-answered', channel: theirs(one) });
}
const conference = () => aside().hears(ana('ask-conference'));

describe('an agent who asks a colleague', () => {
  it('leaves a pause of the recording as it is, which ends by itself also when they have talked with the colleague', () => {
    const one = talkingCaller().hears({ kind: 'ask-recording', agent: 'ana', order: 'pause' }).hears(ASK);
    one.hears({ kind: 'leg-answered', channel: theirs(one) });
    expect(one.said).not.toContain('cancel recording-pause');
    one.hears(ana('ask-resume'));
    expect(one.said).not.toContain('record');
    one.later(120_000).hears({ kind: 'timer', name: 'recording-pause' });
    expect(one.said).toContain('record');
  });

  it('puts the caller on hold, and the colleague is rung', () => {
    const one = asking();
    expect(one.said).toEqual([
      'pause-recording',
      'fact recording-paused',
      'timer paused 300000',
      `leave ${CALLER}`,
      'music on',
      'dial PJSIP/sp-luis',
      'agent-offered luis',
      'timer consult 22000',
      'fact consulted',
    ]);
    expect(one.talk.legs.map(({ place }) => place)).toEqual(['music', 'talk', 'aside']);
  });

  it('talks with them in a bridge of their own; nothing of it is recorded', () => {
    const one = asking();
    const { leg } = one;
    one.hears({ kind: 'leg-answered', channel: theirs(one) });
    expect(one.said).toEqual([
      'cancel consult',
      'stop-recording',
      'cancel paused',
      `leave ${leg}`,
      `join ${leg} ${theirs(one)}`,
      'agent-talks luis',
      'fact consult-answered',
    ]);
    expect(one.talk.aside).not.toBe(one.talk.bridge);
    expect(one.call.recording).toBeNull();
  });

  it('takes the caller back: the colleague is hung up, and another recording begins', () => {
    const one = aside();
    const luis = theirs(one);
    one.hears(ana('ask-resume'));
    expect(one.said).toEqual([
      'cancel consult',
      `hang-up ${luis}`,
      'agent-finished luis',
      'fact consult-ended',
      `leave ${one.leg}`,
      `join ${CALLER} ${one.leg}`,
      'destroy-bridge',
      'record',
    ]);
    expect(one.facts.at(-1)).toMatchObject({ kind: 'consult-ended', colleague: 'luis', why: 'taken-back' });
    expect(one.ended(luis).orders).toEqual([]);
  });

  it('may take the caller back while the colleague is still rung', () => {
    const one = asking();
    const luis = theirs(one);
    one.hears(ana('ask-resume'));
    expect(one.said).toEqual(
      expect.arrayContaining([`hang-up ${luis}`, 'agent-missed luis (nobody)', `join ${CALLER}`]),
    );
    expect(one.talk.legs).toHaveLength(2);
  });

  it('gives the caller to them: the two talk, and the agent wraps up', () => {
    const one = aside();
    const [{ leg: own }, luis] = [one, theirs(one)];
    one.later(30_000).hears(ana('ask-complete'));
    expect(one.said).toEqual([
      'cancel consult',
      'cancel left',
      'cancel ring',
      `leave ${luis}`,
      `join ${CALLER} ${luis}`,
      'destroy-bridge',
      `hang-up ${own}`,
      'agent-finished ana wrap-up',
      'fact transferred',
      'agent-talks luis',
      'fact answered',
      'record',
    ]);
    expect(one.talk).toMatchObject({
      agent: 'luis',
      answeredAt: one.now,
      queued: { queue: 'averias', transfer: { from: 'ana', note: ASK.note } },
    });
    expect(one.talk.aside).toBeUndefined();
    expect(one.call.wrapUps).toMatchObject([{ agent: 'ana', queue: 'averias', colleague: 'luis' }]);
    expect(one.facts.slice(-2)).toMatchObject([
      {
        kind: 'transferred',
        agent: 'ana',
        colleague: 'luis',
        wrapUp: true,
        talkedMs: 0,
        heldMs: 30_000,
      },
      { kind: 'answered', agent: 'luis', waitedMs: 0 },
    ]);
    one.ended(CALLER);
    expect(one.call.wrapUps?.map(({ agent }) => agent)).toEqual(['ana', 'luis']);
  });

  it('leaves the caller the wait that they had, and no more, when the colleague sends them to a queue', () => {
    const one = talkingCaller();
    const waited = one.talk.answeredAt - (one.talk.queued?.queuedAt ?? 0);
    one.later(600_000).hears(ASK);
    one.hears({ kind: 'leg-answered', channel: theirs(one) }, ana('ask-complete'));
    one.later(60_000).hears({ kind: 'ask-transfer', agent: 'luis', queue: 'comercial', note: '' });
    expect(one.phase).toMatchObject({ kind: 'waiting', queuedAt: one.now - waited });
  });

  it.each([
    ['hangs up', (one: OneCall) => one.ended(one.leg)],
    ['ends the call on the page', (one: OneCall) => one.hears(ana('ask-hang-up'))],
    ['loses the page', (one: OneCall) => one.ended(one.leg, 44)],
    ['is sent away', (one: OneCall) => one.hears(ana('agent-sent-away'))],
  ])('leaves the caller with the colleague who %s', (_, leaves) => {
    const up = leaves(aside());
    expect(up.talk.agent).toBe('luis');
    expect(up.said).toContain(`join ${CALLER} ${up.leg}`);
    // Rung still: the caller waits for them with music, and comes back to who sent them if they do not answer.
    const rung = leaves(asking());
    expect(rung.phase).toMatchObject({ kind: 'offered', agent: 'luis', music: true, queue: 'averias' });
    expect(rung.said.some(each => each.startsWith(`hang-up ${rung.leg}`))).toBe(false);
    expect(rung.hears({ kind: 'leg-answered', channel: rung.leg }).talk.agent).toBe('luis');
    const missed = leaves(asking());
    missed.hears({ kind: 'timer', name: 'ring' });
    expect(missed.phase).toMatchObject({ kind: 'waiting', queue: 'averias', missedBy: ['ana', 'luis'] });
    expect(missed.phase).toMatchObject({
      only: { agent: 'ana', why: 'returned' },
      transfer: { from: 'ana', to: 'luis', back: 'ignored' },
    });
  });

  it.each([
    ['declines', 21, 'refused'],
    ['is busy', 17, 'busy'],
  ])('has the caller on hold as before when the colleague %s', (_, cause, why) => {
    const one = asking();
    one.ended(theirs(one), cause, { sip: cause === 21 ? 603 : 486 });
    expect(one.talk.legs.map(({ place }) => place)).toEqual(['music', 'talk']);
    expect(one.facts.at(-1)).toMatchObject({ kind: 'consult-ended', why });
    expect(one.hears(ana('ask-resume')).said).toContain(`join ${CALLER}`);
  });

  it('is back with the caller on hold when the colleague hangs up, or does not answer', () => {
    const one = aside();
    one.ended(theirs(one));
    expect(one.said).toEqual(
      expect.arrayContaining([
        'agent-finished luis',
        `leave ${one.leg}`,
        `join ${one.leg}`,
        'destroy-bridge',
      ]),
    );
    const rung = asking().hears({ kind: 'timer', name: 'consult' });
    expect(rung.facts.at(-1)).toMatchObject({ kind: 'consult-ended', why: 'ignored' });
    expect(rung.talk.legs).toHaveLength(2);
  });

  it('books a colleague as they left, also when the order that moves them finds them gone already', () => {
    const one = aside();
    const channel = theirs(one);
    one.hears(ana('ask-conference'));
    one.hears({ kind: 'outcome', order: 'step-in', subject: channel, outcome: 'gone' });
    expect(one.orders).toEqual([]);
    one.ended(channel, RTP_TIMEOUT);
    expect(one.facts.at(-1)).toMatchObject({ kind: 'consult-ended', why: 'unreachable' });
  });

  it('goes to and fro: who is not talked with hears music', () => {
    const one = aside().hears(ana('ask-swap'));
    const luis = theirs(one);
    expect(one.said).toEqual([
      `leave ${one.leg}`,
      `leave ${luis}`,
      'music on',
      'step-in',
      'step-in',
      'record',
    ]);
    one.hears(ana('ask-swap'));
    expect(one.said).toEqual([
      'stop-recording',
      `leave ${CALLER}`,
      `leave ${one.leg}`,
      'music on',
      `join ${one.leg} ${luis}`,
    ]);
    expect(one.hears(ana('ask-swap'), ana('ask-complete')).talk.agent).toBe('luis');
  });

  it('joins all of them, and the one who leads may leave', () => {
    const one = conference();
    const luis = theirs(one);
    expect(one.said).toEqual([
      `leave ${one.leg}`,
      `leave ${luis}`,
      'step-in',
      'step-in',
      'step-in',
      'destroy-bridge',
      'record',
      'fact joined',
    ]);
    expect(one.orders.flatMap(order => (order.kind === 'step-in' ? [order.channel] : []))).toEqual([
      CALLER,
      luis,
      one.leg,
    ]);
    one.ended(one.leg);
    expect(one.talk).toMatchObject({ agent: 'luis', legs: [{ who: 'customer' }, { who: 'agent' }] });
    // Nobody moves: the two hear each other on.
    expect(one.said.filter(each => /^(join|leave|music|destroy)/.test(each))).toEqual([]);
  });

  it('has a colleague back whose page was loaded anew, where they were', () => {
    for (const talks of [aside, conference]) {
      const one = talks();
      const before = theirs(one);
      const { place } = one.talk.legs.find(({ channel }) => channel === before) ?? {};
      one.later(5_000).hears({ kind: 'ask-rejoin', agent: 'luis', endpoint: 'PJSIP/ag-luis' });
      expect(one.said).toEqual(
        expect.arrayContaining([`hang-up ${before}`, 'dial PJSIP/ag-luis', 'timer consult 17000']),
      );
      expect(one.ended(before).orders).toEqual([]);
      one.hears({ kind: 'leg-answered', channel: theirs(one) });
      const joined = one.orders.flatMap(order =>
        order.kind === 'join' ? order.channels : order.kind === 'step-in' ? [order.channel] : [],
      );
      expect(joined).toEqual([theirs(one)]);
      expect(colleagues(one.talk)).toMatchObject([{ state: 'up', place }]);
      expect(one.factKinds().filter(kind => kind === 'consult-answered')).toHaveLength(1);
    }
    const gone = aside().later(5_000).hears({ kind: 'ask-rejoin', agent: 'luis', endpoint: 'PJSIP/ag-luis' });
    gone.hears({ kind: 'timer', name: 'consult' });
    expect(gone.said).toContain('agent-finished luis');
    expect(gone.talk.legs).toHaveLength(2);
  });

  it('has one of a conference back whose page was loaded anew while another one is asked', () => {
    const again = { kind: 'ask-rejoin', agent: 'luis', endpoint: 'PJSIP/ag-luis' } as const;
    const legOf = (one: OneCall, who: string) =>
      colleagues(one.talk).find(({ agent }) => agent === who)?.channel ?? '';
    for (const isUp of [false, true]) {
      const one = conference()
        .later(5_000)
        .hears({ ...ASK, colleague: 'eva' });
      if (isUp) one.hears({ kind: 'leg-answered', channel: legOf(one, 'eva') });
      one.hears(again);
      const restarted = new OneCall(one.call);
      one.hears({ kind: 'leg-answered', channel: legOf(one, 'luis') });
      expect(colleagues(one.talk).find(({ agent }) => agent === 'luis')).toMatchObject({
        state: 'up',
        place: 'talk',
      });
      if (!isUp) {
        expect(one.said).not.toContain('cancel consult');
        one.hears({ kind: 'leg-answered', channel: legOf(one, 'eva') });
        expect(one.talk.legs.filter(({ place }) => place === 'aside')).toHaveLength(2);
      }
      const all = restarted.talk.legs.map(({ channel }) => channel);
      restarted.hears(together(...all));
      expect(colleagues(restarted.talk).map(({ state }) => state)).toEqual(['up', 'up']);
    }
  });

  describe('joins all of them, one of whom has left at that moment', () => {
    /** Both are told, in this order; a timer that was started and not cancelled comes. */
    function told(one: OneCall, channel: string, when: string): OneCall {
      const gone = { kind: 'outcome', order: 'step-in', subject: channel, outcome: 'gone' } as const;
      const said = when === 'before' ? one.ended(channel).said : one.hears(gone).said;
      const then = when === 'before' ? one.hears(gone).said : one.ended(channel).said;
      const left = [...said, ...then].findLast(each => /^(timer|cancel) left/.test(each));
      return left?.startsWith('timer') ? one.hears({ kind: 'timer', name: 'left' }) : one;
    }

    it.each(['before', 'after'])('the colleague, whose end is told %s it: agent and caller talk on', when => {
      const one = conference();
      told(one, theirs(one), when);
      expect(one.talk).toMatchObject({ agent: 'ana', legs: [{ place: 'talk' }, { place: 'talk' }] });
      expect(one.facts.filter(({ kind }) => kind === 'consult-ended')).toHaveLength(1);
    });

    it.each(['before', 'after'])(
      'the agent, who was on the way back and whose end is told %s it, too',
      when => {
        const one = aside().hears(ana('ask-swap'));
        told(one, one.leg, when);
        expect(one.talk).toMatchObject({ agent: 'luis', legs: [{ who: 'customer' }, { who: 'agent' }] });
        expect(one.said).not.toContain('timer left 1000');
      },
    );

    it.each(['before', 'after'])('the agent, whose end is told %s it: the colleague has the caller', when => {
      const one = conference();
      told(one, one.leg, when);
      expect(one.talk).toMatchObject({ agent: 'luis', legs: [{ who: 'customer' }, { who: 'agent' }] });
    });
  });

  it('lets a colleague leave the conference, who may also hang up', () => {
    for (const leaves of [
      (one: OneCall) => one.hears({ ...ana('ask-drop'), channel: theirs(one) }),
      (one: OneCall) => one.hears({ kind: 'ask-hang-up', agent: 'luis' }),
      (one: OneCall) => one.ended(theirs(one)),
    ]) {
      const one = leaves(conference());
      expect(one.talk).toMatchObject({ agent: 'ana', legs: [{ place: 'talk' }, { place: 'talk' }] });
      expect(one.said).toContain('agent-finished luis');
    }
  });

  describe('where who leads may not leave the others', () => {
    const led = () => {
      const one = conference();
      one.around = { ...one.around, leaderMayLeave: false };
      return one;
    };

    it.each<[string, (one: OneCall) => unknown]>([
      ['by the key', one => one.hears(ana('ask-hang-up'))],
      ['on a desk telephone', one => one.ended(one.leg)],
      ['while they ask somebody else', one => one.hears({ ...ASK, colleague: 'rosa' }, ana('ask-hang-up'))],
    ])('ends for all when they hang up %s; the colleagues wrap nothing up', (_, leaves) => {
      const one = led();
      const luis = theirs(one);
      expect(drawCall(one.call, null, () => null, false)).toMatchObject({ endsForAll: true });
      leaves(one);
      expect(one.phase.kind).toBe('ending');
      expect(one.said).toEqual(
        expect.arrayContaining([`hang-up ${CALLER}`, `hang-up ${luis}`, 'agent-finished luis']),
      );
      expect(one.call.wrapUps?.map(({ agent }) => agent)).toEqual(['ana']);
      expect(one.facts.at(-1)).toMatchObject({ kind: 'call-ended', by: 'agent', why: 'hung-up' });
      expect(one.facts).toContainEqual(
        expect.objectContaining({ kind: 'consult-ended', colleague: 'luis', why: 'call-ended' }),
      );
    });

    it.each<[string, (one: OneCall) => unknown]>([
      ['the page is lost', one => one.ended(one.leg, 44)],
      ['it is gone after a restart', one => one.hears(there(CALLER, theirs(one)))],
      ['their log-in is ended at once', one => one.hears(ana('agent-sent-away'))],
    ])('goes on without them when %s', (_, leaves) => {
      const one = led();
      leaves(one);
      expect(one.talk).toMatchObject({ agent: 'luis' });
    });

    it('they may still give the caller to whom they ask, and a colleague may leave', () => {
      const one = aside();
      one.around = { ...one.around, leaderMayLeave: false };
      expect(drawCall(one.call, null, () => null, false)).not.toHaveProperty('endsForAll');
      expect(one.hears(ana('ask-hang-up')).talk).toMatchObject({ agent: 'luis' });
      const other = led().hears({ kind: 'ask-hang-up', agent: 'luis' });
      expect(other.talk).toMatchObject({ agent: 'ana' });
    });
  });

  it('ends with the caller: everybody is hung up, one of them wraps up', () => {
    for (const talks of [asking, aside]) {
      const one = talks();
      const [own, luis] = [one.leg, theirs(one)];
      one.ended(CALLER);
      expect(one.phase).toMatchObject({ kind: 'ending', open: [own, luis] });
      expect(one.call.wrapUps?.map(({ agent }) => agent)).toEqual(['ana']);
      expect(one.said).toEqual(expect.arrayContaining([`hang-up ${luis}`, 'destroy-bridge']));
    }
  });

  it('talks on with the others of a conference whose customer hangs up, in no recording', () => {
    const one = conference().later(9_000).ended(CALLER);
    const [own, luis] = [one.leg, theirs(one)];
    expect(one.said).toEqual(['stop-recording', 'fact customer-left']);
    expect(one.facts.at(-1)).toMatchObject({ by: 'caller', why: 'hung-up', agent: 'ana' });
    expect([talkers(one), one.call.recording]).toEqual([[own, luis], null]);
    expect(drawCall(one.call, null, () => null)).toMatchObject({ customerLeft: true, recording: false });
    one.later(60_000).hears(ana('ask-hang-up'));
    expect(one.phase).toMatchObject({
      kind: 'ending',
      open: [own, luis],
      end: { by: 'caller', spoke: true },
    });
    // What is told of the talk with the customer, and how it ended, is of when they left.
    expect(one.facts.find(({ kind }) => kind === 'call-ended')).toMatchObject({
      talkedMs: 9_000,
      by: 'caller',
      why: 'hung-up',
    });
    expect(one.call.wrapUps?.map(({ agent }) => agent)).toEqual(['ana']);
  });

  it('lets the customer of a conference go, and of nothing else', () => {
    const drop = { ...ana('ask-drop'), channel: CALLER } as const;
    expect(talkingCaller().hears(drop).orders).toEqual([]);
    expect(aside().hears(drop).orders).toEqual([]);
    const one = conference().hears(drop);
    expect(one.said).toEqual([`hang-up ${CALLER}`, 'stop-recording', 'fact customer-left']);
    expect(one.facts.at(-1)).toMatchObject({ by: 'agent' });
    // That it was hung up, or may not have been.
    expect(one.ended(CALLER).orders).toEqual([]);
    one.hears({ kind: 'outcome', order: 'hang-up', subject: CALLER, outcome: 'timed-out' });
    expect(one.said).toEqual([`hang-up ${CALLER}`]);
  });

  it('is alone when the last of the others leaves a conference without its customer: it is over', () => {
    const one = conference().ended(CALLER);
    const [own, luis] = [one.leg, theirs(one)];
    one.hears({ kind: 'ask-hang-up', agent: 'luis' });
    // It ended for the customer as they left.
    expect(one.phase).toMatchObject({ kind: 'ending', open: [own, luis], end: { by: 'caller' } });
    expect(one.said).toEqual(
      expect.arrayContaining([
        `hang-up ${luis}`,
        `hang-up ${own}`,
        'agent-finished luis',
        'agent-finished ana wrap-up',
      ]),
    );
  });

  it('holds the only other one where there is no customer, and asks another one meanwhile', () => {
    const one = conference().ended(CALLER);
    const luis = theirs(one);
    one.hears(ana('ask-hold'));
    expect(one.said).toEqual([`leave ${luis}`, 'music on', 'fact held']);
    expect(drawCall(one.call, null, () => null)).toMatchObject({ onHold: true });
    one.hears(ana('ask-resume'));
    expect(talkers(one)).toEqual([one.leg, luis]);
    one.hears({ ...ASK, colleague: 'eva', endpoint: 'PJSIP/sp-eva' });
    // By the codecs of one who is there.
    const [dialled] = one.orders.flatMap(order => (order.kind === 'dial' ? [order.order] : []));
    expect(dialled?.originator).toBe(luis);
    const [, eva] = colleagues(one.talk);
    one.hears({ kind: 'leg-answered', channel: eva?.channel ?? '' }, ana('ask-conference'));
    expect(talkers(one)).toEqual([one.leg, luis, eva?.channel]);
    expect(one.hears(ana('ask-hold')).orders).toEqual([]);
  });

  it('tells what becomes of the others while the agent talks with whom they ask', () => {
    const asksEva = (one: OneCall) => {
      one.hears({ ...ASK, colleague: 'eva', endpoint: 'PJSIP/sp-eva' });
      one.hears({ kind: 'leg-answered', channel: colleagues(one.talk).at(-1)?.channel ?? '' });
      return one.facts.at(-1);
    };
    expect(asksEva(talkingCaller())).not.toHaveProperty('meanwhile');
    expect(asksEva(conference())).toMatchObject({ meanwhile: 'others-talk' });
    expect(asksEva(conference().ended(CALLER))).toMatchObject({ meanwhile: 'other-waits' });
  });

  it('goes on without the customer who left while nobody watched', () => {
    const one = conference();
    const [own, luis] = [one.leg, theirs(one)];
    one.hears(together(own, luis));
    expect(one.facts.some(each => each.kind === 'customer-left' && each.by === 'recovery')).toBe(true);
    expect(one.said).toEqual(expect.arrayContaining(['agent-talks ana', 'agent-talks luis']));
    expect(talkers(one)).toEqual([own, luis]);
    one.hears(together(own));
    expect(one.phase).toMatchObject({ kind: 'ending', open: [own] });
  });

  it('is waited for by the others of a conference without its customer when their page is loaded anew', () => {
    const one = conference().ended(CALLER);
    const luis = theirs(one);
    one.hears({ ...ana('ask-rejoin'), endpoint: 'PJSIP/sp-ana' }).ended(one.leg);
    expect(one.said).toEqual(expect.arrayContaining(['music on']));
    const coming = comingLeg(one.talk)?.channel ?? '';
    one.hears({ kind: 'leg-answered', channel: coming });
    expect(new Set(talkers(one))).toEqual(new Set([coming, luis]));
    // Who does not come back leaves nobody to talk to.
    one.ended(coming, RTP_TIMEOUT);
    expect(one.phase).toMatchObject({ kind: 'ending', end: { by: 'caller', why: 'hung-up' } });
  });

  it('asks one at a time, nobody twice, and no more than a call has room for', () => {
    expect(asking().hears({ ...ASK, colleague: 'eva' }).orders).toEqual([]);
    expect(conference().hears(ASK).orders).toEqual([]);
    expect(talkingCaller().hears({ ...ASK, colleague: 'ana' }).orders).toEqual([]);
    const one = talkingCaller();
    for (let at = 2; at < 8; at += 1) {
      one.hears({ ...ASK, colleague: `c${at}` });
      one.hears({ kind: 'leg-answered', channel: colleagues(one.talk).at(-1)?.channel ?? '' });
      one.hears(ana('ask-conference'));
    }
    expect(one.talk.legs).toHaveLength(8);
    expect(one.hears({ ...ASK, colleague: 'eva' }).orders).toEqual([]);
  });

  it('leaves caller and colleague to each other while another one is asked', () => {
    const one = conference().hears({ ...ASK, colleague: 'eva' });
    expect(one.said.filter(each => each.startsWith('leave'))).toEqual([]);
    const eva = colleagues(one.talk).at(-1)?.channel ?? '';
    one.hears({ kind: 'leg-answered', channel: eva });
    expect(one.said).toEqual(expect.arrayContaining([`leave ${one.leg}`, `join ${one.leg} ${eva}`]));
    expect(one.said).not.toContain('music on');
  });

  describe('while the agent is aside and the conference goes on', () => {
    const records = (one: OneCall) =>
      one.orders.flatMap(order => (order.kind === 'record' ? [order.channel] : []));
    /** Caller and luis talk on, and the agent with eva. */
    function goesOn(): OneCall {
      const one = conference()
        .recorder('done')
        .hears({ ...ASK, colleague: 'eva' });
      return one.hears({ kind: 'leg-answered', channel: colleagues(one.talk).at(-1)?.channel ?? '' });
    }

    it('the recording follows those who talk with the customer, one of each', () => {
      const one = goesOn();
      const luis = theirs(one);
      expect(one.said.indexOf('stop-recording')).toBeLessThan(one.said.indexOf(`leave ${one.leg}`));
      expect(records(one)).toEqual([luis]);
      one.recorder('done');
      expect(one.facts.at(-1)).toMatchObject({ kind: 'recording-started', agent: 'luis' });
      one.hears(ana('ask-swap'));
      expect(one.said.indexOf('stop-recording')).toBeLessThan(one.said.indexOf(`leave ${one.leg}`));
      expect(records(one)).toEqual([one.leg]);
    });

    it('ends where nobody talks with the customer any more, and follows the next one', () => {
      const alone = goesOn().recorder('done');
      alone.ended(theirs(alone));
      expect(alone.said).toContain('stop-recording');
      expect([records(alone), alone.call.recording]).toEqual([[], null]);
      alone.hears(ana('ask-resume'));
      expect(records(alone)).toEqual([alone.leg]);
    });

    it('is paused and goes on there as the agent wishes, and is not begun where the policy has none', () => {
      const one = goesOn().recorder('done');
      one.hears({ kind: 'ask-recording', agent: 'ana', order: 'pause' });
      expect(one.said).toContain('pause-recording');
      one.hears(ana('ask-swap'), { kind: 'ask-recording', agent: 'ana', order: 'resume' });
      expect(records(one)).toEqual([one.leg]);
      const never = conference();
      never.call = { ...never.call, recording: null };
      const { recorded: _, ...phase } = never.talk;
      never.call = { ...never.call, phase: { ...phase, recordingPolicy: 'never' } };
      never.hears({ ...ASK, colleague: 'eva' });
      never.hears({ kind: 'leg-answered', channel: colleagues(never.talk).at(-1)?.channel ?? '' });
      expect(never.said).not.toContain('record');
    });

    it('stays on the colleague’s leg when the agent’s page is loaded anew in the consultation', () => {
      const one = goesOn().recorder('done');
      const recording = one.call.recording?.name;
      one.later(5_000).hears({ kind: 'ask-rejoin', agent: 'ana', endpoint: 'PJSIP/ag-ana' });
      one.hears({ kind: 'leg-answered', channel: comingLeg(one.talk)?.channel ?? '' });
      expect(one.said).not.toContain('stop-recording');
      expect(one.call.recording?.name).toBe(recording);
      const before = agentLeg(one.talk)?.channel ?? '';
      one.hears(ana('ask-swap')).recorder('done');
      one.later(5_000).hears({ kind: 'ask-rejoin', agent: 'ana', endpoint: 'PJSIP/ag-ana' });
      // The old leg dies before the new one is answered: the others talk on, and that is recorded.
      one.ended(before, 44);
      expect(records(one)).toEqual([theirs(one)]);
    });
  });

  it('does not put them on hold by a key of the desk telephone, nor give them to a queue', () => {
    expect(aside().hears({ kind: 'ask-hold', agent: 'ana' }).orders).toEqual([]);
    const one = aside();
    expect(one.hears({ kind: 'held', channel: one.leg, held: true }).orders).toEqual([]);
    expect(one.hears({ ...ana('ask-transfer'), queue: 'averias', note: '' }).orders).toEqual([]);
  });

  it('may do so with a customer whom they called', () => {
    const one = outgoingCall().hears({ kind: 'begin' }).answered();
    one.hears({ kind: 'leg-answered', channel: CALLER }).played().hears(ASK);
    one.hears({ kind: 'leg-answered', channel: theirs(one) }).hears(ana('ask-complete'));
    expect(one.talk).toMatchObject({ agent: 'luis', queued: { queue: 'averias', queuedAt: one.now } });
    // What the agent wrote is on the card, and a telephone that is lost hangs nobody up.
    const sent = { from: 'ana', note: ASK.note, at: one.now };
    expect(drawCall(one.call, null, () => null)).toMatchObject({ queue: 'averias', transfer: sent });
    one.later(9_000).ended(one.leg, 44);
    expect(one.phase).toMatchObject({ kind: 'waiting', queue: 'averias', first: true });
    const rung = outgoingCall().hears({ kind: 'begin' }).answered();
    rung.hears({ kind: 'leg-answered', channel: CALLER }).played().hears(ASK).ended(rung.leg);
    expect(rung.phase).toMatchObject({ kind: 'offered', agent: 'luis', queue: 'averias' });
  });

  describe('while the server restarts', () => {
    it('goes on as it was', () => {
      const one = aside();
      const { aside: bridge = '', bridge: talk } = one.talk;
      const [own, luis] = [one.leg, theirs(one)];
      const bridged = new Map([
        [own, bridge],
        [luis, bridge],
      ]);
      one.hears({ ...there(CALLER, own, luis), bridged });
      // Whether the customer hears music cannot be seen: the order may have been lost with the process.
      expect(one.said).toEqual(['agent-talks ana', 'agent-talks luis', 'music on', 'stop-recording']);
      expect(talk).toBe(one.talk.bridge);
    });

    it('and the colleague answered, or is rung still, or gone', () => {
      const answered = asking();
      answered.hears(together(CALLER, answered.leg, theirs(answered)));
      expect(answered.said).toContain('fact consult-answered');
      const rung = asking();
      const own = rung.leg;
      rung.hears({
        ...together(CALLER, own, theirs(rung))(rung.call),
        answered: new Set([CALLER, own]),
        bridged: new Map([[own, rung.talk.bridge]]),
      });
      expect(rung.said).toEqual(expect.arrayContaining(['agent-offered luis', 'timer consult 22000']));
      const gone = asking().hears(call => together(CALLER, own)(call));
      expect(gone.facts.at(-1)).toMatchObject({ kind: 'consult-ended', why: 'failed' });
    });

    it('and the order to ring a page that is back was lost: it is rung again, and its colleague is where they were', () => {
      for (const talks of [aside, conference]) {
        const one = talks();
        const { place } = colleagues(one.talk)[0] ?? {};
        const room = place === 'aside' ? one.talk.aside : one.talk.bridge;
        one.later(5_000).hears({ kind: 'ask-rejoin', agent: 'luis', endpoint: 'PJSIP/ag-luis' });
        const lost = theirs(one);
        const bridged = new Map([[one.leg, room ?? '']]);
        if (place === 'talk') bridged.set(CALLER, one.talk.bridge);
        one.hears({ ...there(CALLER, one.leg), bridged });
        expect(theirs(one)).not.toBe(lost);
        expect(one.said).toEqual(
          expect.arrayContaining([`hang-up ${lost}`, 'dial PJSIP/ag-luis', 'timer consult 17000']),
        );
        expect(one.said).not.toContain('agent-finished luis');
        one.hears({ kind: 'leg-answered', channel: theirs(one) });
        expect(colleagues(one.talk)).toMatchObject([{ state: 'up', place }]);
        expect(one.factKinds()).not.toContain('consult-ended');
      }
      const gone = aside()
        .later(5_000)
        .hears({ kind: 'ask-rejoin', agent: 'luis', endpoint: 'PJSIP/ag-luis' });
      gone.hears(there(CALLER, gone.leg));
      gone.hears({ kind: 'outcome', order: 'dial', subject: theirs(gone), outcome: 'refused' });
      expect(gone.said).toContain('agent-finished luis');
    });

    it('and a page that talked has lost its leg: its place is kept for a while, and it is rung when it asks', () => {
      const onPage = () => {
        const one = conference().later(5_000);
        one.hears({ kind: 'ask-rejoin', agent: 'luis', endpoint: 'PJSIP/ag-luis' });
        return one.hears({ kind: 'leg-answered', channel: theirs(one) }).later(5_000);
      };
      const atPage = () => {
        const one = onPage();
        return one.hears(together(CALLER, one.leg));
      };
      const back = atPage();
      expect(back.said).toEqual(
        expect.arrayContaining(['agent-talks luis', `timer consult ${PAGE_SAYS_MS}`]),
      );
      expect(back.said.filter(each => /^(dial|join|leave|music)/.test(each))).toEqual([]);
      back.hears({ kind: 'ask-rejoin', agent: 'luis', endpoint: 'PJSIP/ag-luis' });
      expect(back.said).toContain('dial PJSIP/ag-luis');
      back.hears({ kind: 'leg-answered', channel: theirs(back) });
      expect(colleagues(back.talk)).toMatchObject([{ state: 'up', place: 'talk' }]);

      const gone = atPage().hears({ kind: 'timer', name: 'consult' });
      expect(gone.said).toContain('agent-finished luis');
      expect(gone.facts.at(-1)).toMatchObject({ kind: 'consult-ended', why: 'unreachable' });
      // A page that is there says what it was; one that is not has to be loaded first.
      const away = onPage();
      away.around = { ...away.around, reaches: () => false };
      away.hears(together(CALLER, away.leg));
      expect(away.said).toContain(`timer consult ${AWAIT_AGENT_MS}`);
      // After another restart, too: it is not rung, for they may have hung up.
      away.hears(together(CALLER, away.leg));
      expect(away.said).toContain(`timer consult ${AWAIT_AGENT_MS}`);
      expect(away.said).not.toContain('dial PJSIP/ag-luis');
      away.hears({ kind: 'ask-hang-up', agent: 'luis' });
      expect(away.facts.at(-1)).toMatchObject({ kind: 'consult-ended', why: 'hung-up' });
      // Desk telephones keep their calls: one that is gone has hung up.
      const desk = conference().hears(call => together(CALLER, call.id)(call));
      expect(desk.phase.kind).toBe('waiting');
    });

    it('and what was ordered when the agent left was lost: who is still rung for the caller, they hear music', () => {
      const one = asking();
      const { bridge } = one.talk;
      one.hears(ana('ask-hang-up'));
      const back = { ...there(CALLER, one.leg), answered: new Set([CALLER]) };
      one.hears({ ...back, bridged: new Map([[CALLER, bridge]]) });
      expect(one.phase).toMatchObject({ kind: 'offered', agent: 'luis' });
      expect(one.said[0]).toBe(`leave ${CALLER}`);
      expect(one.said).toContain('music on');
    });

    it('and the agent is gone: the colleague has the caller', () => {
      const one = aside();
      const luis = theirs(one);
      one.hears({ ...there(CALLER, luis), bridged: new Map([[luis, one.talk.aside ?? '']]) });
      expect(one.talk.agent).toBe('luis');
      expect(one.said).toContain(`join ${CALLER} ${luis}`);
    });
  });
});

describe('what is told of a call with a colleague', () => {
  it('has them among its people, with what they do', () => {
    const one = aside();
    const picture = drawCall(one.call, null, endpoint => endpoint);
    expect(picture).toMatchObject({
      agent: 'ana',
      aside: true,
      onHold: true,
      colleagues: [{ agent: 'luis', line: 'PJSIP/sp-luis', state: 'aside', note: ASK.note }],
    });
    expect(isPartOf('luis', picture)).toBe(true);
    const joined = drawCall(conference().call, null, () => null);
    expect(joined).toMatchObject({ onHold: false, colleagues: [{ state: 'joined' }] });
    expect(joined).not.toHaveProperty('aside');
  });

  it('is a part of each who had the call', () => {
    const one = aside().later(30_000).hears(ana('ask-complete')).later(20_000).ended(CALLER);
    const answered = { kind: 'answered', at: one.now - 50_000, agent: 'ana', waitedMs: 1 } as const;
    const story = recordedCall([answered, ...one.facts]);
    expect(agentsOf(story)).toEqual(['luis', 'ana']);
    expect(story).toMatchObject({
      agent: 'luis',
      talkedMs: 20_000,
      heldMs: 30_000,
      parts: [{ agent: 'ana', talkedMs: 0, heldMs: 30_000 }],
    });
  });
});

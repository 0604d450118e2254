import { afterEach, describe, expect, it } from 'vitest';
import type { CallIn } from '../../src/calls/call.ts';
import { agentsOf } from '../../src/calls/call-story.ts';
import type { Command } from '../../src/calls/commands.ts';
import { mayIdentify } from '../../src/calls/decide.ts';
import { colleagues, comingLeg, outsideLegs } from '../../src/calls/legs.ts';
import { wantedOf } from '../../src/calls/rules/arrangement.ts';
import { drawCall } from '../../src/supervision/draw.ts';
import { mayNameCaller } from '../../src/supervision/parts.ts';
import { CALLER, NOW, type OneCall, talkingCaller, together } from './one-call.ts';
import { recordedCall } from './recorded-call.ts';
import { averias, SmallCentre } from './small-centre.ts';

/** The customer of a conference has left, and its agent does so, too: who is left talks on, led by a colleague. */

/** No voice came from a telephone for so long that its call is over (Q.850 cause). */
const RTP_TIMEOUT = 44;

const by = <Kind extends string>(agent: string, kind: Kind) => ({ kind, agent }) as const;
const legOf = (one: OneCall, agent: string): string =>
  colleagues(one.talk).find(each => each.agent === agent)?.channel ?? '';
const outsideOf = (one: OneCall): string => outsideLegs(one.talk)[0]?.channel ?? '';

function asks(one: OneCall, colleague: string, agent = 'ana'): OneCall {
  const endpoint = `PJSIP/sp-${colleague}`;
  one.hears({ kind: 'ask-consult', agent, colleague, endpoint, queue: 'averias', note: '' });
  return one.hears({ kind: 'leg-answered', channel: legOf(one, colleague) });
}

const TO = {
  dialled: '+584145550177',
  endpoint: 'PJSIP/+584145550177@trunk',
  area: 'averias',
  callerId: '',
  longestMs: 7_200_000,
  mayJoin: true,
  queue: 'averias',
} as const;

function asksOutside(one: OneCall): OneCall {
  one.around = { ...one.around, facts: { ...one.around.facts, announceRecording: false } };
  one.hears({ kind: 'ask-outside', agent: 'ana', to: TO, note: '' });
  return one.hears({ kind: 'leg-answered', channel: outsideOf(one) });
}

/** The customer has talked for 9 s and hung up; the others, whom `more` asks, talk on. */
function leftTo(...more: readonly ((one: OneCall) => OneCall)[]): OneCall {
  const one = talkingCaller();
  for (const each of more) each(one).hears(by('ana', 'ask-conference'));
  return one.later(9_000).ended(CALLER);
}
const luis = (one: OneCall) => asks(one, 'luis');
const eva = (one: OneCall) => asks(one, 'eva');

/** Who hear each other in the talk. */
const talkers = ({ call, talk }: OneCall): Set<string> =>
  new Set(wantedOf(call as CallIn<'talking'>).bridges.get(talk.bridge));

describe('an agent who leaves a call after its customer', () => {
  it('leaves two to each other: a colleague leads, and the wrap-up is for their own part', () => {
    const one = leftTo(luis, eva);
    const [own, theirs, hers] = [one.leg, legOf(one, 'luis'), legOf(one, 'eva')];
    one.later(60_000).hears(by('ana', 'ask-hang-up'));
    expect(one.said).toEqual([
      'cancel consult',
      'cancel left',
      'cancel ring',
      `leave ${own}`,
      `hang-up ${own}`,
      'agent-finished ana wrap-up',
      'fact lead-passed',
      'agent-talks luis',
    ]);
    expect(talkers(one)).toEqual(new Set([theirs, hers]));
    expect(one.talk).toMatchObject({ agent: 'luis', answeredAt: one.now });
    expect(one.call).toMatchObject({
      recording: null,
      wrapUps: [{ agent: 'ana', queue: 'averias', spoke: true, endpoint: 'PJSIP/sp-ana' }],
    });
    expect(one.call.wrapUps).toHaveLength(1);
  });

  it('is the only one who owes anything: of the call is told what was said with the customer, once', () => {
    const one = leftTo(luis, eva).later(60_000).hears(by('ana', 'ask-hang-up'));
    one.hears({ kind: 'ask-disposition', agent: 'ana', disposition: 'conforme', note: 'Listo.' });
    expect(one.call.wrapUps).toBeUndefined();
    one.later(60_000).hears(by('luis', 'ask-hang-up'));
    expect(one.said).toEqual(expect.arrayContaining(['agent-finished luis', 'agent-finished eva']));
    expect(one.call).toMatchObject({ phase: { kind: 'ending', end: { by: 'caller', why: 'hung-up' } } });
    expect(one.call.wrapUps).toBeUndefined();
    const ends = one.facts.filter(({ kind }) => kind === 'call-ended');
    expect(ends).toMatchObject([{ talkedMs: 9_000, by: 'caller', why: 'hung-up' }]);
    const answered = { kind: 'answered', at: NOW, agent: 'ana', waitedMs: 0 } as const;
    const story = recordedCall([answered, ...one.facts]);
    expect(story).toMatchObject({ agent: 'ana', talkedMs: 9_000, parts: [], outcome: 'answered' });
    expect(story).toMatchObject({ disposition: 'conforme', disposedBy: 'ana', note: 'Listo.' });
    expect(agentsOf(story)).toEqual(['ana', 'luis', 'eva']);
  });

  it('passes the lead on as often as two are left, and nobody owes anything more', () => {
    const one = leftTo(luis, eva, asksOutside).hears(by('ana', 'ask-hang-up'));
    const [hers, out] = [legOf(one, 'eva'), outsideOf(one)];
    one.hears(by('luis', 'ask-hang-up'));
    expect(one.said).toEqual(expect.arrayContaining(['agent-finished luis', 'agent-talks eva']));
    expect([one.talk.agent, talkers(one)]).toEqual(['eva', new Set([hers, out])]);
    expect(one.call.wrapUps?.map(({ agent }) => agent)).toEqual(['ana']);
    one.ended(out);
    expect(one.said).toEqual(expect.arrayContaining([`hang-up ${hers}`, 'agent-finished eva']));
    expect(one.facts.at(-1)).toMatchObject({ kind: 'call-ended', talkedMs: 9_000, by: 'caller' });
  });

  it('ends it where only people outside, or one alone, would be left', () => {
    const outside = leftTo(asksOutside, one => {
      const other = { ...TO, dialled: '+584145550178' };
      one.hears({ kind: 'ask-outside', agent: 'ana', to: other, note: '' });
      return one.hears({ kind: 'leg-answered', channel: outsideLegs(one.talk)[1]?.channel ?? '' });
    });
    expect(drawCall(outside.call, null, () => null)).toMatchObject({ endsForAll: true });
    expect(outside.hears(by('ana', 'ask-hang-up')).phase.kind).toBe('ending');
    const alone = leftTo(luis);
    expect(drawCall(alone.call, null, () => null)).not.toHaveProperty('endsForAll');
    expect(alone.hears(by('ana', 'ask-hang-up')).phase.kind).toBe('ending');
    const rings = leftTo(luis);
    rings.hears({ ...by('ana', 'ask-consult'), colleague: 'eva', endpoint: 'e', queue: 'averias', note: '' });
    expect(drawCall(rings.call, null, () => null)).toMatchObject({ endsForAll: true });
    expect(rings.hears(by('ana', 'ask-hang-up')).phase.kind).toBe('ending');
  });

  it('ends it for all where the centre wishes so, but not with a lost telephone', () => {
    const led = () => {
      const one = leftTo(luis, eva);
      one.around = { ...one.around, leaderMayLeave: false };
      return one;
    };
    const one = led();
    expect(drawCall(one.call, null, () => null, false)).toMatchObject({ endsForAll: true });
    expect(drawCall(one.call, null, () => null)).not.toHaveProperty('endsForAll');
    expect(one.hears(by('ana', 'ask-hang-up')).phase.kind).toBe('ending');
    const gone = led();
    expect(gone.ended(gone.leg, RTP_TIMEOUT).talk).toMatchObject({ agent: 'luis' });
    const asked = asks(leftTo(luis), 'eva');
    asked.around = { ...asked.around, leaderMayLeave: false };
    expect(asked.hears(by('ana', 'ask-complete')).orders).toEqual([]);
  });

  it('leaves whom they ask with who waited: both talk, also after hold, whichever way the agent leaves', () => {
    for (const leaves of ['ask-complete', 'ask-hang-up'] as const) {
      const one = asks(leftTo(luis), 'eva');
      expect(one.talk.legs).toMatchObject([{ who: 'agent' }, { place: 'talk' }, { place: 'aside' }]);
      const [theirs, hers] = [legOf(one, 'luis'), legOf(one, 'eva')];
      one.hears(by('ana', leaves));
      expect([one.talk.agent, talkers(one)]).toEqual(['eva', new Set([theirs, hers])]);
      expect(one.said).toContain('destroy-bridge');
      const held = leftTo(luis).hears(by('ana', 'ask-hold'));
      asks(held, 'eva').hears(by('ana', leaves));
      expect(talkers(held).size).toBe(2);
    }
    const out = asksOutside(leftTo(luis));
    const [theirs, at] = [legOf(out, 'luis'), outsideOf(out)];
    out.hears(by('ana', 'ask-complete'));
    expect([out.talk.agent, talkers(out)]).toEqual(['luis', new Set([theirs, at])]);
  });

  it('is waited for while their page is loaded anew, and those who are left go on when it stays away', () => {
    const one = leftTo(luis, eva).hears({ ...by('ana', 'ask-rejoin'), endpoint: 'PJSIP/sp-ana' });
    const coming = comingLeg(one.talk)?.channel ?? '';
    one.ended(one.leg, RTP_TIMEOUT);
    expect([one.talk.agent, one.said]).toEqual(['ana', []]);
    one.hears({ kind: 'leg-answered', channel: coming });
    expect(talkers(one)).toContain(coming);
    one.hears({ ...by('ana', 'ask-rejoin'), endpoint: 'PJSIP/sp-ana' }).ended(one.leg, RTP_TIMEOUT);
    one.hears({ kind: 'timer', name: 'ring' });
    expect(one.talk.agent).toBe('luis');
    expect(one.call.wrapUps?.map(({ agent }) => agent)).toEqual(['ana']);
  });

  it('is not waited for after a restart, and who leads then is found there by the next one', () => {
    const one = leftTo(luis, eva);
    const [theirs, hers] = [legOf(one, 'luis'), legOf(one, 'eva')];
    one.hears(together(theirs, hers));
    expect([one.talk.agent, talkers(one)]).toEqual(['luis', new Set([theirs, hers])]);
    one.hears(together(theirs, hers));
    expect(one.said.filter(each => each !== 'stop-recording')).toEqual([
      'agent-talks luis',
      'agent-talks eva',
    ]);
    one.hears(together(hers));
    expect(one.phase.kind).toBe('ending');
    expect(one.call.wrapUps?.map(({ agent }) => agent)).toEqual(['ana']);
  });

  it('is waited for after a restart at a page, which may be loaded anew; then a colleague leads', () => {
    const one = leftTo(luis, eva);
    one.around = { ...one.around, lineAt: () => 'a page' };
    const [theirs, hers] = [legOf(one, 'luis'), legOf(one, 'eva')];
    one.hears(together(theirs, hers));
    expect([one.talk.agent, talkers(one)]).toEqual(['ana', new Set([theirs, hers])]);
    one.hears({ kind: 'timer', name: 'ring' });
    expect([one.talk.agent, talkers(one)]).toEqual(['luis', new Set([theirs, hers])]);
    expect(one.talk.awaited).toBeUndefined();
  });

  it('owes nothing where their queue has no wrap-up', () => {
    const one = leftTo(luis, eva);
    one.around = { ...one.around, queue: () => ({ ...averias, wrapUp: false }) };
    one.hears(by('ana', 'ask-hang-up'));
    expect(one.said).toContain('agent-finished ana');
    expect(one.call.wrapUps).toBeUndefined();
    expect(one.facts.at(-1)).toMatchObject({ kind: 'lead-passed', colleague: 'luis', wrapUp: false });
  });

  it('says who called while they wrap up; who leads the call now does not', () => {
    const one = leftTo(luis, eva).hears(by('ana', 'ask-hang-up'));
    const picture = drawCall(one.call, null, () => null);
    expect(picture).toMatchObject({ agent: 'luis', customerLeft: true, owedByNobody: true });
    expect([mayIdentify(one.call, 'ana'), mayIdentify(one.call, 'luis')]).toEqual([true, false]);
    expect([mayNameCaller('ana', picture), mayNameCaller('luis', picture)]).toEqual([true, false]);
  });
});

describe('at their desks', () => {
  let centre: SmallCentre;
  afterEach(() => centre.close());

  async function ordered(wish: Command): Promise<void> {
    expect(await centre.desk.carryOut(wish)).toMatchObject({ ok: true });
    await centre.soon();
  }
  async function conferenceOf(...asked: readonly string[]): Promise<string> {
    const call = await centre.talks();
    await centre.ready(...asked);
    for (const colleague of asked) {
      await ordered({ do: 'consult', agent: 'ana', call, colleague, note: '' });
      const { phase } = centre.call(call);
      const legs = phase.kind === 'talking' ? colleagues(phase) : [];
      centre.board.answers(legs.find(each => each.agent === colleague)?.channel ?? '');
      await centre.soon();
      await ordered({ do: 'conference', agent: 'ana', call });
    }
    return call;
  }

  it('the agent wraps up and is free, the others are busy till they hang up, over a restart; nothing is counted twice', async () => {
    centre = await new SmallCentre(['ana', 'luis', 'eva']).start();
    await centre.ready('ana');
    const call = await conferenceOf('luis', 'eva');
    centre.clock.advance(9_000);
    centre.board.hangsUp(call);
    await centre.soon(30_000);
    await ordered({ do: 'hang-up', agent: 'ana', call });
    expect(['ana', 'luis', 'eva'].map(each => centre.workOf(each))).toEqual([
      'wrap-up',
      'talking',
      'talking',
    ]);
    await centre.restart();
    await centre.soon(10_000);
    expect(['ana', 'luis', 'eva'].map(each => centre.workOf(each))).toEqual([
      'wrap-up',
      'talking',
      'talking',
    ]);
    await ordered({ do: 'dispose', agent: 'ana', call, disposition: 'resuelto', note: '' });
    expect(centre.workOf('ana')).toBe('idle');
    await ordered({ do: 'hang-up', agent: 'luis', call });
    await centre.soon();
    expect(['ana', 'luis', 'eva'].map(each => centre.workOf(each))).toEqual(['idle', 'idle', 'idle']);
    expect(centre.phaseOf(call)).toBe('closed');
    expect([centre.board.channels.size, centre.board.bridges.size]).toEqual([0, 0]);
    const { agents, queues } = centre.picture;
    const of = (id: string) => agents.find(each => each.id === id);
    expect(of('ana')).toMatchObject({ answeredToday: 1, talkMsToday: 9_000 });
    expect(of('luis')).toMatchObject({ answeredToday: 0, talkMsToday: 0 });
    const averias = queues.find(({ name }) => name === 'averias');
    expect(averias?.today).toMatchObject({ offered: 1, answered: 1, abandoned: 0 });
    expect(centre.kindsOf(call).filter(kind => kind === 'call-ended' || kind === 'lead-passed')).toEqual([
      'lead-passed',
      'call-ended',
    ]);
  });

  it('an agent with two lines leaves the one without a customer, and goes back to the other', async () => {
    centre = await new SmallCentre(['ana', 'luis', 'eva']).start();
    await centre.ready('ana');
    const call = await conferenceOf('luis', 'eva');
    centre.board.hangsUp(call);
    await centre.soon();
    await ordered({ do: 'call-out', agent: 'ana', number: '0414-5550106', second: true });
    const second = centre.calls.allCalls().find(({ id }) => id !== call)?.id ?? '';
    centre.board.answers(second);
    await centre.soon(5_000);
    expect(centre.call(second).phase.kind).toBe('talking');
    // From the other line.
    await ordered({ do: 'hang-up', agent: 'ana', call });
    expect(centre.call(call).phase).toMatchObject({ kind: 'talking', agent: 'luis' });
    expect(centre.call(second).phase).toMatchObject({ kind: 'talking', agent: 'ana' });
    await ordered({ do: 'hang-up', agent: 'ana', call: second });
    await centre.soon();
    expect(centre.call(call).phase).toMatchObject({ kind: 'talking', agent: 'luis' });
    expect(centre.workOf('ana')).toBe('wrap-up');
  });
});

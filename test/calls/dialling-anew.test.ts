import { describe, expect, it } from 'vitest';
import { partsOf } from '../../src/calls/call-parts.ts';
import { type CallStory, foldCall, recordOf } from '../../src/calls/call-story.ts';
import { agentLeg, comingLeg } from '../../src/calls/legs.ts';
import { AWAIT_AGENT_MS } from '../../src/queues/events.ts';
import { drawCall } from '../../src/supervision/draw.ts';
import { CALLER, type OneCall, outgoingCall, there } from './one-call.ts';

/** The page of an agent who calls a customer is loaded anew before the two talk. */

const LEG = `leg-${CALLER}-1`;
/** No voice came from a telephone for so long that its call is over (Q.850 cause). */
const RTP_TIMEOUT = 44;
const ASK = { kind: 'ask-rejoin', agent: 'ana', endpoint: 'PJSIP/sp-ana' } as const;

function rings(): OneCall {
  const one = outgoingCall().hears({ kind: 'begin' }).answered();
  one.around = { ...one.around, queueFor: () => 'averias' };
  return one;
}
const customerAnswers = (one: OneCall) => one.hears({ kind: 'leg-answered', channel: CALLER });
const notice = () => customerAnswers(rings());
const coming = ({ phase }: OneCall): string =>
  (phase.kind === 'dialling' && phase.coming?.channel) ||
  (phase.kind === 'talking' && comingLeg(phase)?.channel) ||
  '';
const pageAnswers = (one: OneCall) => one.hears({ kind: 'leg-answered', channel: coming(one) });

function arrived(one: OneCall) {
  return {
    kind: 'call-arrived',
    at: one.call.arrivedAt,
    direction: 'out',
    ticket: one.call.ticket,
    opensTicket: false,
    callerNumber: '',
    callerName: '',
    dialled: '',
    from: 'page',
    agent: 'ana',
  } as const;
}

const story = (one: OneCall): CallStory | null =>
  [arrived(one), ...one.facts].reduce<CallStory | null>((so, fact) => foldCall(so, CALLER, fact), null);

describe('a page that is loaded anew while the customer is rung', () => {
  it('is rung, hears ringing, and the two talk when the customer answers; the leg before is hung up', () => {
    const one = rings().later(4_000).hears(ASK);
    const fresh = coming(one);
    expect(one.said).toEqual(['dial PJSIP/sp-ana', 'timer rejoin 17000']);
    expect(one.orders[0]).toMatchObject({
      order: { channel: fresh, args: ['agent', CALLER], headers: { 'X-Cauce-Answer': 'auto' } },
    });
    pageAnswers(one);
    expect(one.said).toEqual(['cancel rejoin', `hang-up ${LEG}`, `ring ${fresh}`, 'fact agent-rejoined']);
    expect(one.ended(LEG, RTP_TIMEOUT).orders).toEqual([]);
    customerAnswers(one).played();
    expect(agentLeg(one.talk)).toMatchObject({ channel: fresh, state: 'up' });
    expect(one.said).toContain(`join ${CALLER} ${fresh}`);
  });

  it('may be back only after its leg has died: the customer is rung on meanwhile', () => {
    const one = rings().later(10_000).ended(LEG, RTP_TIMEOUT);
    expect([one.orders, one.facts]).toEqual([[], []]);
    expect(drawCall(one.call, null, () => null)).toMatchObject({ phase: 'dialling', customerRung: true });
    pageAnswers(one.hears(ASK));
    expect(one.said.filter(each => each.startsWith('hang-up'))).toEqual([]);
    customerAnswers(one).played();
    expect(one.talk.agent).toBe('ana');
  });

  it('asks again, and is rung once more; who asks twice at once is rung once', () => {
    const one = rings().hears(ASK);
    const before = coming(one);
    expect(one.later(500).hears(ASK).orders).toEqual([]);
    one.later(2_500).hears(ASK);
    expect(one.said).toContain(`hang-up ${before}`);
    expect(coming(one)).not.toBe(before);
    one.hears({ kind: 'timer', name: 'rejoin' });
    expect(coming(one)).toBe('');
    expect(one.hears({ ...ASK, agent: 'luis' }).orders).toEqual([]);
  });

  it('is on its way when the customer answers: they talk, and it takes the place of the leg before', () => {
    const one = rings().hears(ASK);
    const fresh = coming(one);
    customerAnswers(one).played();
    expect(comingLeg(one.talk)?.channel).toBe(fresh);
    pageAnswers(one);
    expect(agentLeg(one.talk)?.channel).toBe(fresh);
    expect(one.said).toContain(`hang-up ${LEG}`);
  });

  it.each([
    ['no-answer', { sip: 480, cause: 19, rang: true }],
    ['busy', { sip: 486, cause: 17 }],
  ])('and does not come: the customer’s own reason stands, %s', (why, end) => {
    const one = rings().ended(LEG, RTP_TIMEOUT).later(45_000).ended(CALLER, end.cause, end);
    expect(one.facts).toMatchObject([{ kind: 'call-ended', by: 'network', why, phase: 'dialling' }]);
    expect(one.call.wrapUps).toMatchObject([{ agent: 'ana', spoke: false }]);
    expect(one.phase).toMatchObject({ open: [] });
  });

  it('may give it up without a leg', () => {
    const one = rings().ended(LEG, RTP_TIMEOUT).hears({ kind: 'ask-hang-up', agent: 'ana' });
    expect(one.facts.at(-1)).toMatchObject({ by: 'agent', why: 'broken-off' });
    expect(one.phase).toMatchObject({ open: [CALLER] });
  });
});

describe('a customer who has answered while the agent is away', () => {
  const answered = () => customerAnswers(rings().ended(LEG, RTP_TIMEOUT)).played();

  it('hears the notice, is told that the call is being recovered, and waits for that agent', () => {
    const one = rings().ended(LEG, RTP_TIMEOUT);
    customerAnswers(one);
    expect(one.said).toContain('play aviso-grabacion-saliente');
    one.played();
    expect(one.said).toEqual([
      'cancel ring',
      'cancel rejoin',
      'fact agent-leg-lost',
      'agent-missed ana (nobody)',
      'play recuperamos-su-llamada',
      'fact queued',
      `timer only ${AWAIT_AGENT_MS}`,
      'enqueue',
    ]);
    expect(one.phase).toMatchObject({
      kind: 'waiting',
      queue: 'averias',
      first: true,
      only: { agent: 'ana', why: 'lost' },
    });
    expect(one.call.up).toBe(true);
    one.offered('ana').answered();
    expect(one.talk.agent).toBe('ana');
    expect(one.facts.at(-1)).toMatchObject({ kind: 'answered', agent: 'ana' });
  });

  it('goes to another agent when that one is not back in time', () => {
    const one = answered();
    one.later(AWAIT_AGENT_MS).hears({ kind: 'timer', name: 'only' });
    expect(one.phase).toMatchObject({ kind: 'waiting', first: true });
    expect(one.offered('luis').answered().talk.agent).toBe('luis');
    const told = story(one);
    expect(told && recordOf(told)).toMatchObject({ agent: 'luis', madeBy: 'ana' });
    expect(partsOf([arrived(one), ...one.facts])).toMatchObject([
      { agent: 'ana', how: 'lost', talkedMs: null },
      { agent: 'luis', how: 'live' },
    ]);
  });

  it('goes to another agent at once when the one who called is gone for good', () => {
    const one = rings();
    one.around = { ...one.around, comesBack: () => false };
    customerAnswers(one.ended(LEG, RTP_TIMEOUT)).played();
    expect(one.phase).toMatchObject({ kind: 'waiting', first: true });
    expect(one.phase).not.toHaveProperty('only');
  });

  it('is booked as one who was reached and left the line, not as one who was not', () => {
    const one = answered();
    one.ended(CALLER);
    const told = story(one);
    expect(told && recordOf(told)).toMatchObject({ outcome: 'abandoned', answeredAt: null });
  });

  it.each<[string, (one: OneCall) => unknown]>([
    ['the leg dies during the notice', one => one.ended(LEG, RTP_TIMEOUT).played()],
    ['the agent is sent away during it', one => one.hears({ kind: 'agent-sent-away', agent: 'ana' })],
  ])('is not hung up either when %s', (_, leaves) => {
    const one = notice();
    leaves(one);
    expect(one.phase).toMatchObject({ kind: 'waiting', first: true });
    expect(one.said).not.toContain(`hang-up ${CALLER}`);
  });

  it('talks at once when the page is back before the notice is over', () => {
    const one = notice().ended(LEG, RTP_TIMEOUT).hears(ASK);
    pageAnswers(one).played();
    expect(one.talk.agent).toBe('ana');
  });

  it('is let go only where there is no queue at all', () => {
    const one = rings();
    one.around = { ...one.around, queueFor: () => null };
    customerAnswers(one.ended(LEG, RTP_TIMEOUT)).played();
    expect(one.facts.at(-1)).toMatchObject({ kind: 'call-ended', by: 'system', why: 'our-failure' });
  });

  it.each([
    ['', notice, (one: OneCall) => one.ended(LEG, RTP_TIMEOUT)],
    [
      ', also where nobody saw it',
      rings,
      (one: OneCall) => one.hears({ ...there(CALLER), answered: new Set([CALLER]) }),
    ],
  ])(
    'of a second line waits as well, and the other call has its agent’s leg no more%s',
    (_, begin, isLost) => {
      const one = begin();
      const { phase } = one.call;
      one.call = { ...one.call, phase: { ...phase, second: true } as typeof phase };
      one.around = { ...one.around, otherLine: () => 'other' };
      isLost(one);
      expect(one.phase).toMatchObject({ kind: 'waiting', only: { agent: 'ana', why: 'lost' } });
      expect(one.orders).toContainEqual({
        kind: 'other-line',
        to: 'other',
        input: { kind: 'leg-gone', agent: 'ana' },
      });
    },
  );
});

describe('after a restart in which the agent’s leg is gone', () => {
  const seen = (answered: readonly string[], ...channels: string[]) => ({
    ...there(...channels),
    answered: new Set(answered),
  });

  it('the customer of a page is rung on, and one who has answered is told and waits', () => {
    const page = (one: OneCall) => {
      const { phase } = one.call;
      one.call = { ...one.call, phase: { ...phase, agentEndpoint: 'PJSIP/ag-ana' } as typeof phase };
      return one;
    };
    const rung = page(rings()).hears(seen([], CALLER));
    expect(rung.phase).toMatchObject({ kind: 'dialling', lost: true });
    const answered = rings().hears(seen([CALLER], CALLER));
    expect(answered.said).toContain('play aviso-grabacion-saliente');
    expect(answered.played().phase).toMatchObject({ kind: 'waiting', only: { agent: 'ana' } });
  });

  it('a leg on its way is taken for what it is', () => {
    const asks = () => rings().hears(ASK);
    const one = asks();
    const fresh = coming(one);
    one.hears(seen([LEG, fresh], LEG, fresh, CALLER));
    expect(one.phase).toMatchObject({ leg: fresh });
    expect(one.said).toContain(`hang-up ${LEG}`);
    const still = asks();
    still.hears(seen([LEG], LEG, coming(still), CALLER));
    expect(still.said).toContain('timer rejoin 17000');
    const lost = asks();
    lost.hears(seen([LEG], LEG, CALLER));
    expect(lost.phase).not.toHaveProperty('coming');
  });
});

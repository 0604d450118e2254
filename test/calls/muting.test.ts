import { describe, expect, it } from 'vitest';
import { colleagues } from '../../src/calls/legs.ts';
import { drawCall } from '../../src/supervision/draw.ts';
import { CALLER, type OneCall, talkingCaller, there, together } from './one-call.ts';

const ask = (colleague: string) =>
  ({
    kind: 'ask-consult',
    agent: 'ana',
    colleague,
    endpoint: `PJSIP/sp-${colleague}`,
    queue: 'averias',
    note: '',
  }) as const;
const muting = (colleague: string | null, on = true) =>
  ({ kind: 'ask-mute', agent: 'ana', colleague, on }) as const;

const legOf = (one: OneCall, who: string): string =>
  colleagues(one.talk).find(({ agent }) => agent === who)?.channel ?? '';

function joins(one: OneCall, who: string): OneCall {
  one.hears(ask(who));
  return one
    .hears({ kind: 'leg-answered', channel: legOf(one, who) })
    .hears({ kind: 'ask-conference', agent: 'ana' });
}
/** Ana, the caller and luis talk. */
const conference = () => joins(talkingCaller(), 'luis');
const orders = (one: OneCall) =>
  one.orders.flatMap(order =>
    order.kind === 'mute' || order.kind === 'unmute' ? [`${order.kind} ${order.channel}`] : [],
  );
const picture = (one: OneCall) => drawCall(one.call, null, () => null);

describe('who leads a conference', () => {
  it('has a colleague or the customer heard by nobody, and heard again; nobody moves', () => {
    const one = conference().hears(muting('luis'));
    const luis = legOf(one, 'luis');
    expect(one.said).toEqual(['mute', 'fact muted']);
    expect(one.orders[0]).toEqual({ kind: 'mute', channel: luis });
    expect(picture(one).colleagues).toMatchObject([{ agent: 'luis', state: 'joined', muted: true }]);
    expect(one.hears(muting('luis')).orders).toEqual([]);
    expect(orders(one.hears(muting(null)))).toEqual([`mute ${CALLER}`]);
    expect(picture(one)).toMatchObject({ customerMuted: true });
    one.hears(muting('luis', false));
    expect(orders(one)).toEqual([`unmute ${luis}`]);
    expect(one.facts.slice(-3)).toMatchObject([
      { kind: 'muted', agent: 'ana', colleague: 'luis' },
      { kind: 'muted', agent: 'ana' },
      { kind: 'unmuted', agent: 'ana', colleague: 'luis' },
    ]);
    expect(picture(one).colleagues?.[0]).not.toHaveProperty('muted');
  });

  it('is the only one who may, of people who are in it, and while it is one', () => {
    expect(conference().hears({ ...muting(null), agent: 'luis' }).orders).toEqual([]);
    expect(conference().hears(muting('eva')).orders).toEqual([]);
    expect(talkingCaller().hears(muting(null)).orders).toEqual([]);
    const aside = talkingCaller().hears(ask('luis'));
    aside.hears({ kind: 'leg-answered', channel: legOf(aside, 'luis') });
    for (const whom of [null, 'luis']) expect(aside.hears(muting(whom)).orders).toEqual([]);
  });

  it('mutes the person: the channel by which their page is back is muted before it is in the talk', () => {
    const one = conference().hears(muting('luis'));
    one.later(5_000).hears({ kind: 'ask-rejoin', agent: 'luis', endpoint: 'PJSIP/ag-luis' });
    expect(orders(one)).toEqual([]);
    one.hears({ kind: 'leg-answered', channel: legOf(one, 'luis') });
    expect(orders(one)).toEqual([`mute ${legOf(one, 'luis')}`]);
    expect(one.said.indexOf('mute')).toBeLessThan(one.said.indexOf('step-in'));
  });

  it.each([
    ['the last colleague leaves', (one: OneCall) => one.ended(legOf(one, 'luis'))],
    ['the leader leaves, and two are left', (one: OneCall) => one.ended(one.leg)],
  ])('mutes nobody beyond the conference: %s', (_, over) => {
    const one = conference().hears(muting(null));
    over(one);
    expect(orders(one)).toEqual([`unmute ${CALLER}`]);
    expect(one.talk.legs.some(leg => 'muted' in leg)).toBe(false);
  });

  it('leaves it to the next one, who is heard themselves', () => {
    const one = joins(conference(), 'eva').hears(muting(null), muting('luis'), muting('eva'));
    const luis = legOf(one, 'luis');
    one.ended(one.leg);
    expect(one.talk.agent).toBe('luis');
    expect(orders(one)).toEqual([`unmute ${luis}`]);
    expect(picture(one)).toMatchObject({ customerMuted: true, colleagues: [{ agent: 'eva', muted: true }] });
    one.hears({ ...muting('eva', false), agent: 'luis' });
    expect(orders(one)).toEqual([`unmute ${legOf(one, 'eva')}`]);
  });

  it('mutes nobody whom the next agent is to hear: the customer waits for them with music', () => {
    const one = conference().hears(muting(null));
    one.hears({ ...ask('eva') });
    one.ended(legOf(one, 'luis'));
    one.hears({ kind: 'agent-sent-away', agent: 'ana' });
    expect(one.phase).toMatchObject({ kind: 'offered', agent: 'eva' });
    expect(one.call.mutes).toEqual([CALLER]);
    // What had them heard again may be lost with us.
    const restarted = one.hears({ ...there(CALLER, one.leg), answered: new Set([CALLER]) });
    expect(orders(restarted)).toEqual([`unmute ${CALLER}`]);
    one.hears({ kind: 'outcome', order: 'unmute', subject: CALLER, outcome: 'done' });
    expect(one.call.mutes).toBeUndefined();
  });

  it('says anew after a restart who is muted, and who is not any more', () => {
    const one = conference().hears(muting(null), muting('luis'), muting(null, false));
    const luis = legOf(one, 'luis');
    one.hears(together(CALLER, one.leg, luis));
    expect(orders(one).toSorted()).toEqual([`mute ${luis}`, `unmute ${CALLER}`].toSorted());
    const plain = conference();
    expect(orders(plain.hears(together(CALLER, plain.leg, legOf(plain, 'luis'))))).toEqual([]);
  });

  it('is shown nobody as muted who is heard: the telephone system would not', () => {
    for (const outcome of ['refused', 'timed-out'] as const) {
      const one = conference().hears(muting('luis'));
      one.hears({ kind: 'outcome', order: 'mute', subject: legOf(one, 'luis'), outcome });
      expect(one.said).toEqual(['unmute', 'fact unmuted']);
      expect(picture(one).colleagues?.[0]).not.toHaveProperty('muted');
    }
  });
});

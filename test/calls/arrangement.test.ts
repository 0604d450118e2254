import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Order } from '../../src/calls/orders.ts';
import { type Arrangement, arrange, without } from '../../src/calls/rules/arrangement.ts';

const CHANNELS = ['customer', 'ana', 'luis', 'eva'];
const BRIDGES = ['one', 'two'];

/** Each channel is in one of the bridges that there are, hears music, is apart, or none of it. */
const arrangements: fc.Arbitrary<Arrangement> = fc
  .tuple(
    fc.subarray(BRIDGES),
    fc.subarray(CHANNELS),
    ...CHANNELS.map(() => fc.constantFrom('one', 'two', 'music', 'apart', null)),
  )
  .map(([there, muted, ...places]) => ({
    muted: new Set(muted),
    bridges: new Map(
      there.map(bridge => [bridge, new Set(CHANNELS.filter((_, at) => places[at] === bridge))]),
    ),
    music: new Set(CHANNELS.filter((_, at) => places[at] === 'music')),
    apart: new Set(CHANNELS.filter((_, at) => places[at] === 'apart')),
  }));

/** Carries orders out as the telephone system does: joining takes a channel out of its bridge and ends its music. */
function carriedOut(
  from: Arrangement,
  orders: readonly Order[],
): { after: Arrangement; met: [string, Set<string>][]; heard: Set<string> } {
  const bridges = new Map([...from.bridges].map(([bridge, channels]) => [bridge, new Set(channels)]));
  const music = new Set(from.music);
  const muted = new Set(from.muted);
  /** Who was heard in a bridge that they joined. */
  const heard = new Set<string>();
  /** Each bridge that somebody joined, and who was in it then. */
  const met: [string, Set<string>][] = [];
  for (const order of orders) {
    if (order.kind === 'leave') bridges.get(order.bridge)?.delete(order.channel);
    if (order.kind === 'destroy-bridge') bridges.delete(order.bridge);
    if (order.kind === 'music') order.on ? music.add(order.channel) : music.delete(order.channel);
    if (order.kind === 'mute') muted.add(order.channel);
    if (order.kind === 'unmute') muted.delete(order.channel);
    if (order.kind !== 'join') continue;
    for (const channel of order.channels) {
      for (const channels of bridges.values()) channels.delete(channel);
      bridges.set(order.bridge, (bridges.get(order.bridge) ?? new Set()).add(channel));
      music.delete(channel);
      if (!muted.has(channel)) heard.add(channel);
    }
    met.push([order.bridge, new Set(bridges.get(order.bridge))]);
  }
  return { after: { bridges, music, muted, apart: from.apart }, met, heard };
}

describe('the orders that an arrangement lacks', () => {
  it('make one of any other', () => {
    fc.assert(
      fc.property(arrangements, arrangements, (wanted, actual) => {
        const { after } = carriedOut(actual, arrange(wanted, actual));
        const inEach = ({ bridges }: Arrangement) => BRIDGES.map(bridge => bridges.get(bridge) ?? new Set());
        expect([after.music, after.muted, ...inEach(after)]).toEqual([
          wanted.music,
          wanted.muted,
          ...inEach(wanted),
        ]);
        for (const bridge of after.bridges.keys()) expect([...wanted.bridges.keys()]).toContain(bridge);
      }),
    );
  });

  it('are none where nothing is missing', () => {
    fc.assert(
      fc.property(arrangements, wanted => {
        expect(arrange(wanted, wanted)).toEqual([]);
      }),
    );
  });

  it('bring nobody together, even for a moment, who shall not hear each other in the end', () => {
    fc.assert(
      fc.property(arrangements, arrangements, (wanted, actual) => {
        for (const [bridge, channels] of carriedOut(actual, arrange(wanted, actual)).met) {
          for (const channel of channels) expect([...(wanted.bridges.get(bridge) ?? [])]).toContain(channel);
        }
      }),
    );
  });

  it('take who lives on out of a bridge before it is destroyed', () => {
    fc.assert(
      fc.property(arrangements, arrangements, (wanted, actual) => {
        const orders = arrange(wanted, actual);
        const end = orders.findIndex(({ kind }) => kind === 'destroy-bridge');
        const left = orders.slice(0, end).flatMap(order => (order.kind === 'leave' ? [order.channel] : []));
        const gone = [...actual.bridges].filter(([bridge]) => !wanted.bridges.has(bridge));
        for (const channel of gone.flatMap(([, channels]) => [...channels]))
          if (wanted.apart.has(channel)) expect(left).toContain(channel);
      }),
    );
  });

  it('bring nobody into a bridge who is muted in the end, and is heard at first', () => {
    fc.assert(
      fc.property(arrangements, arrangements, (wanted, actual) => {
        const { heard } = carriedOut(actual, arrange(wanted, actual));
        for (const channel of wanted.muted) expect(heard).not.toContain(channel);
      }),
    );
  });

  it('ask nothing of a channel that is gone', () => {
    fc.assert(
      fc.property(arrangements, arrangements, (wanted, actual) => {
        const orders = arrange(without(wanted, 'ana'), without(actual, 'ana'));
        expect(JSON.stringify(orders)).not.toContain('ana');
      }),
    );
  });
});

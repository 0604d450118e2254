import type { Outcome } from '../../calls/ports/telephony.ts';
import type { TelephonySnapshot } from '../../calls/ports/telephony-events.ts';
import type { AriLink } from './link.ts';
import * as orders from './orders.ts';
import { outcomeOf } from './outcome.ts';
import type { AriBridge } from './wire.ts';

const MIXES = '~mix';
const mixOf = (bridge: string) => `${bridge}${MIXES}`;
const isMix = (id: string) => id.endsWith(MIXES);
/** The id by which the call rooms know a bridge of Asterisk. */
const ordered = (id: string) => (isMix(id) ? id.slice(0, -MIXES.length) : id);

/** Where channels are to be put, as it is prepared for them. */
export interface Place {
  /** The bridge of Asterisk. */
  readonly id: string;
  /** It was made for them, and nobody is in it. */
  readonly isNew: boolean;
  /** What is on its way, for a road that does not keep the order of requests. */
  readonly ready: Promise<unknown>;
}

/**
 * The bridges of Asterisk behind those that are ordered: one for two, where Asterisk hands voice from the one to the other, and
 * another one for three and more, which mixes from its beginning to its end.
 *
 * A bridge that Asterisk takes from the one technology to the other, when a third channel comes or the last but two goes, loses at
 * times what it sends to one of those who stay: they are heard and hear nothing, until they are put in anew (22.10.1: once in some
 * 180 conferences, once in 25 where the machine is busy; bridge_simple and bridge_softmix). So nobody stays in a bridge that changes:
 * with the third one all go over, and there they stay when two are left.
 */
export class Bridges {
  private readonly link: AriLink;
  private readonly there = new Set<string>();

  constructor(link: AriLink) {
    this.link = link;
  }

  /** The bridge of Asterisk in which those are who were put into this one. */
  at(bridge: string): string {
    return this.there.has(mixOf(bridge)) ? mixOf(bridge) : bridge;
  }

  /** A bridge that was made in another way. */
  made(bridge: string): void {
    this.there.add(bridge);
  }

  /** Nothing is known any more. */
  forget(): void {
    this.there.clear();
  }

  /** Makes the bridge that these channels need, and takes into it who is in the talk already. */
  async prepare(bridge: string, channels: readonly string[]): Promise<Place> {
    const at = this.at(bridge);
    if (isMix(at)) return { id: at, isNew: false, ready: Promise.resolve() };
    if (!this.there.has(bridge)) return this.make(channels.length > 2 ? mixOf(bridge) : bridge);
    const inside = await this.inside(bridge);
    if (new Set([...inside, ...channels]).size <= 2) {
      return { id: bridge, isNew: false, ready: Promise.resolve() };
    }
    const mix = this.make(mixOf(bridge));
    await mix.ready;
    await this.move(inside, bridge);
    return { ...mix, isNew: inside.length === 0 };
  }

  async remove(bridge: string): Promise<Outcome> {
    const id = this.at(bridge);
    this.there.delete(id);
    return outcomeOf(await this.link.send(orders.removeBridge(id)));
  }

  /** What Asterisk has, by the ids that were ordered. A move that a dead process left half done is done to its end. */
  async seen(all: readonly AriBridge[]): Promise<TelephonySnapshot['bridges']> {
    for (const { id } of all) this.there.add(id);
    const left = all.filter(({ id }) => this.there.has(mixOf(id)));
    await Promise.all(left.map(({ id, channels }) => this.move(channels, id)));
    const members = new Map<string, string[]>();
    for (const { id, channels } of all) {
      members.set(ordered(id), [...(members.get(ordered(id)) ?? []), ...channels]);
    }
    return [...members].map(([id, channels]) => ({ id, channels }));
  }

  private make(id: string): Place {
    this.there.add(id);
    const ready = this.link.send(isMix(id) ? orders.createMix(id) : orders.createBridge(id));
    return { id, isNew: true, ready };
  }

  /** Each by a request of their own: one who has just left keeps nobody from it. */
  private async move(channels: readonly string[], bridge: string): Promise<void> {
    await Promise.all(channels.map(each => this.link.send(orders.addToBridge(mixOf(bridge), [each]))));
    this.there.delete(bridge);
    void this.link.send(orders.removeBridge(bridge));
  }

  private async inside(bridge: string): Promise<readonly string[]> {
    const answer = await this.link.send(orders.lookAtBridge(bridge));
    return outcomeOf(answer) === 'done' && answer.kind === 'answer'
      ? (answer.body as AriBridge).channels
      : [];
  }
}

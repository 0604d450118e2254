import type { DialOrder, Outcome } from '../../calls/ports/telephony.ts';
import type { Clock } from '../../kit/clock.ts';
import { goesAstray } from './astray.ts';
import { lineAtEndpoint } from './endpoints.ts';
import type { AriLink } from './link.ts';
import {
  addListener,
  addToBridge,
  createBridge,
  createChannel,
  dialChannel,
  dialledAs,
  hangUpChannel,
  watchDial,
} from './orders.ts';
import { LEFT_FIRST, outcomeOf } from './outcome.ts';
import { REQUEST_LIMIT_MS } from './request.ts';

/** A dial whose early media is to be heard. */
export type EarlyDial = DialOrder & { readonly early: NonNullable<DialOrder['early']> };

export const isEarlyDial = (order: DialOrder): order is EarlyDial => order.early !== undefined;

/**
 * Dials so that somebody hears what the network says before the answer (183 or 180 with SDP, RFC 3960). What ARI
 * originates is given to us when it is answered; so the channel is made first, put into a bridge with who is to
 * hear it, and dialled there. It comes to us some milliseconds after the request for it was answered (facts T2):
 *
 *   create ──answered, StasisStart──► told of its Dial events ─► bridge ─► dial ──PROGRESS──► ──ANSWER──► answered
 *
 * Who hears it is muted in the bridge: nothing is said to a telephone that is not answered.
 */
export class EarlyMedia {
  private readonly link: AriLink;
  private readonly clock: Clock;
  private readonly awaited = new Map<string, (arrived: boolean) => void>();

  constructor(link: AriLink, clock: Clock) {
    this.link = link;
    this.clock = clock;
  }

  /** `onAstray`: the telephone of this line would have called a number (astray.ts), and was not dialled. */
  async dial(order: EarlyDial, onAstray: (line: string) => void): Promise<Outcome> {
    const arrival = this.arrivalOf(order.channel);
    // 400 means that the originator has gone, as in a dial without early media.
    const gone = order.originator === undefined ? [404] : [400, 404];
    const created = outcomeOf(await this.link.send(createChannel(order)), gone);
    if (created !== 'done') {
      this.arrived(order.channel, false);
      return created;
    }
    const line = lineAtEndpoint(order.endpoint);
    const arrived = await arrival;
    const isAstray = arrived && line !== null && goesAstray(await this.link.send(dialledAs(order.channel)));
    if (isAstray) onAstray(line);
    const dialled = !arrived ? 'timed-out' : isAstray ? 'refused' : await this.begin(order);
    if (dialled !== 'done') void this.link.send(hangUpChannel(order.channel, 'finished'));
    return dialled;
  }

  /** To be called when a channel that is yet to be dialled enters our application. */
  arrived(channel: string, there = true): void {
    this.awaited.get(channel)?.(there);
  }

  private async begin(order: EarlyDial): Promise<Outcome> {
    const { channel, early } = order;
    const requests = [
      watchDial(channel),
      createBridge(early.bridge),
      addListener(early.bridge, early.listener),
      addToBridge(early.bridge, [channel]),
      dialChannel(order),
    ];
    for (const request of requests) {
      const outcome = outcomeOf(await this.link.send(request), LEFT_FIRST);
      if (outcome !== 'done') return outcome;
    }
    return 'done';
  }

  private arrivalOf(channel: string): Promise<boolean> {
    return new Promise(resolve => {
      const limit = this.clock.after(REQUEST_LIMIT_MS, () => this.arrived(channel, false));
      this.awaited.set(channel, there => {
        limit.cancel();
        this.awaited.delete(channel);
        resolve(there);
      });
    });
  }
}

import type { Outcome } from '../../calls/ports/telephony.ts';
import type { Clock } from '../../kit/clock.ts';
import type { AriLink } from './link.ts';
import { outcomeOf } from './outcome.ts';
import { type AriRequest, REQUEST_LIMIT_MS } from './request.ts';

/**
 * Makes snoop channels. One comes to us some milliseconds after the request for it was answered (facts T2), and only then
 * can anything be done with it.
 */
export class Snoops {
  private readonly link: AriLink;
  private readonly clock: Clock;
  private readonly awaited = new Map<string, (arrived: boolean) => void>();

  constructor(link: AriLink, clock: Clock) {
    this.link = link;
    this.clock = clock;
  }

  /** `create` asks for the channel `snoop`; `done` once it is here. */
  async make(snoop: string, create: AriRequest): Promise<Outcome> {
    const arrival = this.arrivalOf(snoop);
    const created = outcomeOf(await this.link.send(create));
    if (created !== 'done') {
      this.arrived(snoop, false);
      return created;
    }
    return (await arrival) ? 'done' : 'timed-out';
  }

  /** To be called when a snoop enters our application, or will never do so. */
  arrived(snoop: string, there = true): void {
    this.awaited.get(snoop)?.(there);
  }

  private arrivalOf(snoop: string): Promise<boolean> {
    return new Promise(resolve => {
      const limit = this.clock.after(REQUEST_LIMIT_MS, () => this.arrived(snoop, false));
      this.awaited.set(snoop, there => {
        limit.cancel();
        this.awaited.delete(snoop);
        resolve(there);
      });
    });
  }
}

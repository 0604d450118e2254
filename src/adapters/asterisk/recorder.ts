import type { Outcome } from '../../calls/ports/telephony.ts';
import type { Clock } from '../../kit/clock.ts';
import { Lanes } from './lanes.ts';
import type { AriLink } from './link.ts';
import { createSnoop, hangUpSnoop, pauseLive, recordSnoop, stopLive } from './orders.ts';
import { outcomeOf } from './outcome.ts';
import { REQUEST_LIMIT_MS } from './request.ts';
import { snoopOf } from './wire.ts';

/**
 * Records by a snoop channel (design decision 9). The snoop comes to us some milliseconds after the request for it
 * was answered (facts T2), and only then can it record:
 *
 *   create snoop ──answered, StasisStart──► record ──► live ⇄ paused ──stop──► stored, snoop hung up
 */
export class Recorder {
  private readonly link: AriLink;
  private readonly clock: Clock;
  private readonly lanes = new Lanes();
  private readonly awaited = new Map<string, (arrived: boolean) => void>();

  constructor(link: AriLink, clock: Clock) {
    this.link = link;
    this.clock = clock;
  }

  record(channel: string, recording: string): Promise<Outcome> {
    return this.lanes.run([recording], async () => {
      const arrival = this.arrivalOf(snoopOf(recording));
      const created = outcomeOf(await this.link.send(createSnoop(channel, recording)));
      if (created !== 'done') {
        this.arrived(snoopOf(recording), false);
        return created;
      }
      const started = (await arrival) ? outcomeOf(await this.link.send(recordSnoop(recording))) : 'timed-out';
      if (started !== 'done') await this.link.send(hangUpSnoop(recording));
      return started;
    });
  }

  pause(recording: string, paused: boolean): Promise<Outcome> {
    return this.lanes.run([recording], async () =>
      outcomeOf(await this.link.send(pauseLive(recording, paused))),
    );
  }

  stop(recording: string): Promise<Outcome> {
    return this.lanes.run([recording], async () => {
      const stopped = outcomeOf(await this.link.send(stopLive(recording)));
      await this.link.send(hangUpSnoop(recording));
      return stopped;
    });
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

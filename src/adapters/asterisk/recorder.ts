import type { MessageLimits, Outcome } from '../../calls/ports/telephony.ts';
import { Lanes } from './lanes.ts';
import type { AriLink } from './link.ts';
import {
  createSnoop,
  eraseStored,
  hangUpSnoop,
  pauseLive,
  recordSnoop,
  stateOfLive,
  stopLive,
  takeMessage,
} from './orders.ts';
import { outcomeOf } from './outcome.ts';
import type { Snoops } from './snoops.ts';
import { type AriRecording, snoopOf } from './wire.ts';

/**
 * Records by a snoop channel (design decision 9), which can record once it has come to us (snoops.ts):
 *
 *   create snoop ──answered, StasisStart──► record ──► live ⇄ paused ──stop──► stored, snoop hung up
 */
export class Recorder {
  private readonly link: AriLink;
  private readonly snoops: Snoops;
  private readonly lanes = new Lanes();

  constructor(link: AriLink, snoops: Snoops) {
    this.link = link;
    this.snoops = snoops;
  }

  record(channel: string, recording: string): Promise<Outcome> {
    return this.lanes.run([recording], async () => {
      const made = await this.snoops.make(snoopOf(recording), createSnoop(channel, recording));
      const isThere = made === 'done' || made === 'timed-out';
      const started = made === 'done' ? outcomeOf(await this.link.send(recordSnoop(recording))) : made;
      if (isThere && started !== 'done') await this.link.send(hangUpSnoop(recording));
      return started;
    });
  }

  take(channel: string, recording: string, limits: MessageLimits): Promise<Outcome> {
    return this.lanes.run([recording], async () =>
      outcomeOf(await this.link.send(takeMessage(channel, recording, limits))),
    );
  }

  erase(recording: string): Promise<Outcome> {
    return this.lanes.run([recording], async () => outcomeOf(await this.link.send(eraseStored(recording))));
  }

  pause(recording: string, paused: boolean): Promise<Outcome> {
    return this.lanes.run([recording], async () =>
      outcomeOf(await this.link.send(pauseLive(recording, paused))),
    );
  }

  pauses(recording: string): Promise<Outcome> {
    return this.lanes.run([recording], async () => {
      const answer = await this.link.send(stateOfLive(recording));
      const known = outcomeOf(answer);
      if (known !== 'done' || answer.kind !== 'answer') return known;
      return (answer.body as AriRecording | null)?.state === 'paused' ? 'done' : 'refused';
    });
  }

  stop(recording: string): Promise<Outcome> {
    return this.lanes.run([recording], async () => {
      const stopped = outcomeOf(await this.link.send(stopLive(recording)));
      await this.link.send(hangUpSnoop(recording));
      return stopped;
    });
  }
}

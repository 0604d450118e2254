import type { PhoneCall } from '../../src/sip-phone/phone-call.ts';
import { levelOf, toneLevelOf } from '../../src/sip-phone/tones.ts';

/** A packet counts when the tone in it is this loud, dBFS, and is most of what is in it. */
const TONE_DBFS = -35;
const SHARE_DB = -5;
/** A voice is away when it is not heard for longer than this: a late packet or two are none, ms. */
const AWAY_MS = 200;
/** It is back when it was heard for so long without being away, ms. */
const BACK_MS = 300;

/** The packets in which a telephone has heard a tone, one by one, by `performance.now()`. */
export class ToneTrail {
  private readonly heard: number[] = [];
  private last = 0;
  private readonly call: PhoneCall;
  readonly stop: () => void;

  constructor(call: PhoneCall, hz: number) {
    this.call = call;
    this.stop = call.earpiece.follow((samples, at) => {
      this.last = at;
      const tone = toneLevelOf(samples, hz);
      if (tone >= TONE_DBFS && tone >= levelOf(samples) + SHARE_DB) this.heard.push(at);
    });
  }

  /** The first packet with the tone after a moment; undefined while there is none. */
  firstAfter(moment: number): number | undefined {
    return this.heard.find(at => at > moment);
  }

  /** The last packet with the tone, once others have come without it for `AWAY_MS`. */
  endAfter(moment: number): number | undefined {
    const last = this.heard.at(-1) ?? moment;
    return this.last - last > AWAY_MS ? Math.max(last, moment) : undefined;
  }

  /** The longest time without the tone between a moment and now, ms. */
  longestHole(moment: number): number {
    const times = [moment, ...this.heard.filter(at => at > moment), performance.now()];
    return Math.max(...times.map((at, index) => at - (times[index - 1] ?? at)));
  }

  /** Waits until the tone, which was away at some time after a moment, is there again; gives its first packet. */
  async back(moment: number, within: number, what: string): Promise<number> {
    let found: number | undefined;
    const look = () => {
      const since = this.heard.filter(at => at > moment);
      const back = since.findLast((at, index) => at - (since[index - 1] ?? moment) > AWAY_MS);
      const last = since.at(-1);
      found = back !== undefined && last !== undefined && last - back >= BACK_MS ? back : undefined;
      return found !== undefined;
    };
    await this.call.until(look, within, what);
    return found ?? Number.NaN;
  }
}

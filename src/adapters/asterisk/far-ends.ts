import type { Outcome } from '../../calls/ports/telephony.ts';
import { endOf } from './endings.ts';
import type { AriLink } from './link.ts';
import { askFarEnd, sessionInterval, watchChannel } from './orders.ts';
import { outcomeOf } from './outcome.ts';
import type { AriAnswer } from './request.ts';
import type { Translation } from './translate.ts';
import type { AriEvent } from './wire.ts';

/** Asterisk asks by itself every half of `timers_sess_expires` in pjsip.conf, unless the far end wanted more, seconds. */
const LONGEST_INTERVAL = 200;
/** ARI's statuses for a subscription to what is gone. */
const NOT_THERE = [404, 422];

/**
 * Whether those who called are still there. A telephone that died says no BYE: Asterisk finds out when a session
 * refresh (RFC 4028) stays unanswered, and ends the channel with SIP status 408. A caller's telephone may have asked for
 * an interval that is too long, and Asterisk cannot shorten it: that one is asked by us.
 *
 * A channel from the dialplan ends for us with StasisEnd, which knows no cause; one that is watched is told to its end.
 */
export class FarEnds {
  private readonly link: AriLink;
  /** The channels that are watched, and whether they are asked by us. */
  private readonly watched = new Map<string, boolean>();

  constructor(link: AriLink) {
    this.link = link;
  }

  /** To be repeated; the first time costs two requests, later ones none where Asterisk asks. */
  async watch(channel: string): Promise<Outcome> {
    if (!this.watched.has(channel)) {
      const subscribed = outcomeOf(await this.link.send(watchChannel(channel)), NOT_THERE);
      if (subscribed !== 'done') return subscribed;
      this.watched.set(
        channel,
        intervalOf(await this.link.send(sessionInterval(channel))) > LONGEST_INTERVAL,
      );
    }
    return this.watched.get(channel) ? outcomeOf(await this.link.send(askFarEnd(channel))) : 'done';
  }

  /** What an event about a channel that is watched means, where that is something else. */
  translate(event: AriEvent): Translation | null {
    if (event.type === 'StasisEnd' && this.watched.has(event.channel.id)) return { kind: 'nothing' };
    if (event.type !== 'ChannelDestroyed' || !this.watched.has(event.channel.id)) return null;
    const { cause, tech_cause: status = 0, channel } = event;
    return {
      kind: 'event',
      event: { kind: 'ended', channel: channel.id, end: endOf(cause, status), rang: false },
    };
  }

  forget(channel: string): void {
    this.watched.delete(channel);
  }

  forgetAll(): void {
    this.watched.clear();
  }
}

/** The seconds of the caller's `Session-Expires`, 0 without one (Asterisk answers 500 for a header that is not there). */
function intervalOf(answer: AriAnswer): number {
  if (answer.kind !== 'answer' || answer.status !== 200) return 0;
  const value = (answer.body as { readonly value?: unknown } | null)?.value;
  return typeof value === 'string' ? Number.parseInt(value, 10) || 0 : 0;
}

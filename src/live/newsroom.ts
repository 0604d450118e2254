import type { Clock } from '../kit/clock.ts';
import { newId } from '../kit/ids.ts';
import { type InHand, NOTHING_IN_HAND, type Reader, type Sight, sightOf } from '../rights/sight.ts';
import type { CallPicture, CentreChange, CentrePicture } from '../supervision/events.ts';
import { inHandByPerson } from '../supervision/in-hand.ts';
import { changed, difference, EMPTY_PICTURE, type Gone, type Put } from '../supervision/picture-fold.ts';
import type { CentreLink } from '../supervision/ports.ts';
import { pictureFor } from '../supervision/reader-view.ts';
import type { TicketNews } from '../tickets/ports.ts';
import { Audience, type Page } from './audience.ts';
import { messageFor } from './cut.ts';
import type { LiveMessage } from './messages.ts';
import { type News, NewsRing } from './news.ts';

/** Numbers what happens in the centre and hands it to the pages that may see it. */
export class Newsroom {
  private readonly ring: NewsRing;
  private readonly audiences = new Map<string, Audience>();
  private picture: CentrePicture = EMPTY_PICTURE;
  /** By person, as the picture is; made when somebody asks. */
  private inHand: ReadonlyMap<string, InHand> | null = null;
  private away: boolean;
  private readonly stops: (() => void | Promise<void>)[] = [];
  private readonly clock: Clock;

  constructor(centre: CentreLink, clock: Clock) {
    this.clock = clock;
    this.ring = new NewsRing(newId(clock.now()));
    this.away = !centre.connected();
    this.picture = centre.picture()?.picture ?? EMPTY_PICTURE;
    this.stops.push(
      centre.watch(news => {
        if (news.kind === 'away') return this.turn(true);
        if (news.kind === 'change') this.change(news.change.put, news.change.gone);
        else this.replace(news.picture);
        this.turn(false);
      }),
    );
  }

  async follow(tickets: TicketNews): Promise<void> {
    const stop = await tickets.watch(news =>
      this.tell('ticket' in news ? { kind: 'ticket', ...news } : { kind: 'recording', ...news }),
    );
    this.stops.push(stop);
  }

  /**
   * Brings a page up to date, by what it missed or by a snapshot, and tells it the news from then on.
   * Returns what takes it out again.
   */
  join(reader: Reader, page: Page, seen: { epoch: string | null; seq: number }): () => void {
    const name = audienceOf(reader);
    const audience = this.audiences.get(name) ?? new Audience(reader, this.clock);
    this.audiences.set(name, audience);
    audience.join(page, () => {
      const missed = this.ring.since(seen.epoch, seen.seq);
      const messages =
        missed === null
          ? [this.snapshot(reader)]
          : missed.flatMap(news => messageFor(this.sightOf(reader), news) ?? []);
      for (const message of messages) page.send(JSON.stringify(message));
    });
    return () => {
      if (!audience.leave(page) && this.audiences.get(name) === audience) this.audiences.delete(name);
    };
  }

  seq(): number {
    return this.ring.seq();
  }

  async stop(): Promise<void> {
    await Promise.all(this.stops.map(stop => stop()));
  }

  private snapshot(reader: Reader): LiveMessage {
    return {
      kind: 'snapshot',
      epoch: this.ring.epoch,
      seq: this.ring.seq(),
      now: this.clock.now(),
      picture: pictureFor(this.sightOf(reader), this.picture),
      callsAway: this.away,
    };
  }

  /** What a reader may see now, with the calls they have. */
  private sightOf(reader: Reader): Sight {
    this.inHand ??= inHandByPerson(this.picture.calls);
    return sightOf(reader, this.inHand.get(reader.id) ?? NOTHING_IN_HAND);
  }

  private turn(away: boolean): void {
    if (this.away === away) return;
    this.away = away;
    this.tell({ kind: 'calls-away', away });
  }

  /** After a reconnect `calls` sends everything: the pages get only what is different. */
  private replace(picture: CentrePicture): void {
    const { put, gone } = difference(this.picture, picture);
    if (Object.keys(put).length > 0 || Object.keys(gone).length > 0) this.change(put, gone);
  }

  private change(put: CentreChange['put'], gone: CentreChange['gone']): void {
    const before = this.touched(put, gone);
    this.picture = changed(this.picture, put, gone);
    if (put.calls !== undefined || gone.calls !== undefined) this.inHand = null;
    this.tell({ kind: 'change', put, gone, before });
  }

  private touched(put: Put, gone: Gone): ReadonlyMap<string, CallPicture> {
    const ids = new Set([...(put.calls ?? []).map(call => call.id), ...(gone.calls ?? [])]);
    if (ids.size === 0) return new Map();
    return new Map(this.picture.calls.filter(call => ids.has(call.id)).map(call => [call.id, call]));
  }

  private tell(news: News): void {
    const numbered = this.ring.add(news);
    for (const audience of this.audiences.values()) audience.tell(numbered, this.sightOf(audience.reader));
  }
}

function audienceOf(reader: Reader): string {
  if (sightOf(reader, NOTHING_IN_HAND).of === 'everything') return 'the whole floor';
  return reader.only ? `${reader.id} only ${reader.only.call}` : `${reader.id} ${reader.queues.join(' ')}`;
}

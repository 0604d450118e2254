import type { Clock } from '../kit/clock.ts';
import { newId } from '../kit/ids.ts';
import type { ReadNotice } from '../notices/notice.ts';
import type { ReadersChanged } from '../notices/standing-notices.ts';
import { hidesNumbers, withMaskedNumbers } from '../rights/numbers.ts';
import { type InHand, NOTHING_IN_HAND, type Reader, type Sight, sightOf } from '../rights/sight.ts';
import type { CallPicture, CentreChange, CentrePicture } from '../supervision/events.ts';
import { inHandByPerson, movedQueues } from '../supervision/in-hand.ts';
import { difference, EMPTY_PICTURE, type Gone, type Put } from '../supervision/picture-fold.ts';
import type { CentreLink } from '../supervision/ports.ts';
import { pictureFor } from '../supervision/reader-view.ts';
import type { ChangeFeed } from '../tickets/ports/change-feed.ts';
import { isFor, keyOf, messageFor, toldTo } from './cut.ts';
import { EventRing, type LiveEvent } from './event-ring.ts';
import type { LiveMessage } from './messages.ts';
import { type Subscriber, Subscribers } from './subscribers.ts';

/** Numbers the events of the centre and publishes each to the subscribed pages that may see it. */
export class LiveHub {
  private readonly ring: EventRing;
  private readonly groups = new Map<string, Subscribers>();
  private picture: CentrePicture = EMPTY_PICTURE;
  /** By person, as the picture is; made when somebody asks. */
  private inHand: ReadonlyMap<string, InHand> | null = null;
  /** Who serves other queues than are theirs. */
  private moved: ReadonlyMap<string, readonly string[]>;
  /** The queues of the centre are known, and what each says of numbers. */
  private isKnown: boolean;
  private away: boolean;
  private notices: readonly ReadNotice[] = [];
  private readonly stops: (() => void | Promise<void>)[] = [];
  private readonly clock: Clock;
  private readonly isReduced: () => boolean;

  constructor(centre: CentreLink, clock: Clock, isReduced: () => boolean = () => false) {
    this.clock = clock;
    this.isReduced = isReduced;
    this.ring = new EventRing(newId(clock.now()));
    this.away = !centre.connected();
    this.picture = centre.picture()?.picture ?? EMPTY_PICTURE;
    this.isKnown = centre.picture() !== null;
    this.moved = movedQueues(this.picture.agents);
    this.stops.push(
      centre.watch(update => {
        if (update.kind === 'away') return this.setAway(true);
        if (update.kind === 'change') this.onChange(update.change.put, update.change.gone, update.picture);
        else this.onSnapshot(update.picture);
        this.setAway(false);
      }),
    );
  }

  async followChanges(feed: ChangeFeed): Promise<void> {
    const stop = await feed.watch(changed => {
      if ('ticket' in changed) this.publish({ kind: 'ticket', ...changed });
      else if ('recording' in changed) this.publish({ kind: 'recording', ...changed });
      else this.publish({ kind: 'call', ...changed });
    });
    this.stops.push(stop);
  }

  tellScheduled(person: string | null): void {
    this.publish({ kind: 'scheduled-calls', person });
  }

  showNotices(standing: readonly ReadNotice[], of: ReadersChanged): void {
    this.notices = standing;
    this.publish({ kind: 'notices', standing, of });
  }

  /**
   * Brings a page up to date, by what it missed or by a snapshot, and sends it the events from then on.
   * Returns how to unsubscribe it.
   */
  subscribe(reader: Reader, page: Subscriber, seen: { epoch: string | null; seq: number }): () => void {
    const key = keyOf(reader);
    const group = this.groups.get(key) ?? new Subscribers(reader, this.clock, this.isReduced);
    this.groups.set(key, group);
    group.add(page, () => {
      const missed = this.ring.since(seen.epoch, seen.seq);
      const messages =
        missed === null
          ? [this.snapshot(reader)]
          : missed.flatMap(event => messageFor(reader, this.sightOf(reader), event) ?? []);
      for (const message of messages) page.send(JSON.stringify(this.forReader(reader, message)));
    });
    return () => {
      if (!group.remove(page) && this.groups.get(key) === group) this.groups.delete(key);
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
      picture: isFor(reader, 'change') ? pictureFor(this.sightOf(reader), this.picture) : EMPTY_PICTURE,
      areas: reader.areas,
      callsAway: this.away,
      notices: toldTo(reader, this.sightOf(reader), this.notices),
    };
  }

  /** What a reader may see now, with the calls they have. */
  private sightOf(reader: Reader): Sight {
    this.inHand ??= inHandByPerson(this.picture.calls);
    const queues = this.moved.get(reader.id) ?? reader.queues;
    return sightOf({ ...reader, queues }, this.inHand.get(reader.id) ?? NOTHING_IN_HAND);
  }

  /** Whether a reader is shown only the last digits of customers' numbers, by all queues that they have. */
  private hides(reader: Reader): boolean {
    const queues = [...reader.queues, ...(this.moved.get(reader.id) ?? [])];
    return hidesNumbers({ ...reader, queues }, this.isKnown ? this.picture.queues : null);
  }

  private forReader(reader: Reader, message: LiveMessage): LiveMessage {
    return this.hides(reader) ? withMaskedNumbers(message) : message;
  }

  private setAway(away: boolean): void {
    if (this.away === away) return;
    this.away = away;
    this.publish({ kind: 'calls-away', away });
  }

  /** After a reconnect `calls` sends everything: the pages get only what is different. */
  private onSnapshot(picture: CentrePicture): void {
    const { put, gone } = difference(this.picture, picture);
    const isOther = Object.keys(put).length > 0 || Object.keys(gone).length > 0;
    if (isOther || !this.isKnown) this.onChange(put, gone, picture);
  }

  private onChange(put: CentreChange['put'], gone: CentreChange['gone'], picture: CentrePicture): void {
    const before = this.touched(put, gone);
    const hidden = this.hiding();
    this.isKnown = true;
    this.picture = picture;
    if (put.calls !== undefined || gone.calls !== undefined) this.inHand = null;
    const moved = put.agents || gone.agents ? movedQueues(picture.agents) : this.moved;
    const others = moved === this.moved ? new Set<string>() : differing(this.moved, moved);
    this.moved = moved;
    this.publish({ kind: 'change', put, gone, before });
    // Whose queues are others now sees other callers; and what numbers a page knows may be whole, or masked, no more.
    const hides = this.hiding();
    for (const group of this.groups.values()) {
      const { reader } = group;
      if (others.has(reader.id) || hidden.has(group) !== hides.has(group))
        group.renew(this.forReader(reader, this.snapshot(reader)));
    }
  }

  /** Those whose reader is shown masked numbers. */
  private hiding(): Set<Subscribers> {
    if (this.isKnown && !this.picture.queues.some(({ maskNumbers }) => maskNumbers)) return new Set();
    return new Set([...this.groups.values()].filter(({ reader }) => this.hides(reader)));
  }

  private touched(put: Put, gone: Gone): ReadonlyMap<string, CallPicture> {
    const ids = new Set([...(put.calls ?? []).map(call => call.id), ...(gone.calls ?? [])]);
    if (ids.size === 0) return new Map();
    return new Map(this.picture.calls.filter(call => ids.has(call.id)).map(call => [call.id, call]));
  }

  private publish(event: LiveEvent): void {
    const numbered = this.ring.add(event);
    for (const group of this.groups.values())
      group.publish(numbered, this.sightOf(group.reader), this.hides(group.reader));
  }
}

type Queues = ReadonlyMap<string, readonly string[]>;

/** Whose entry is another one. */
function differing(before: Queues, after: Queues): Set<string> {
  const ids = [...new Set([...before.keys(), ...after.keys()])];
  return new Set(ids.filter(id => before.get(id)?.join('\n') !== after.get(id)?.join('\n')));
}

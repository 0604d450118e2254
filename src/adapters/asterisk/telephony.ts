import type {
  DialOrder,
  HangUpReason,
  Media,
  Outcome,
  Telephony,
  TelephonyEvent,
  TelephonySnapshot,
} from '../../calls/ports.ts';
import type { Clock } from '../../kit/clock.ts';
import { hear } from './hear.ts';
import { Lanes } from './lanes.ts';
import type { AriLink } from './link.ts';
import * as orders from './orders.ts';
import { outcomeOf } from './outcome.ts';
import { Recorder } from './recorder.ts';
import type { AriRequest } from './request.ts';
import { takeSnapshot } from './snapshot.ts';
import type { AriEvent } from './wire.ts';

/** A full bridge or a channel that left answers so to addChannel and removeChannel. */
const LEFT_FIRST = [400, 404, 422];

/** The telephone system on one Asterisk. */
export class AsteriskTelephony implements Telephony {
  private readonly link: AriLink;
  private readonly recorder: Recorder;
  private readonly lanes = new Lanes();
  private listener: (event: TelephonyEvent) => void = () => {};
  /** Channels that surely hear no music: no request need be spent on stopping it. */
  private readonly quiet = new Set<string>();
  private readonly bridges = new Set<string>();

  constructor(link: AriLink, clock: Clock) {
    this.link = link;
    this.recorder = new Recorder(link, clock);
  }

  listen(listener: (event: TelephonyEvent) => void): void {
    this.listener = listener;
  }

  snapshot(): Promise<TelephonySnapshot> {
    return takeSnapshot(this.link);
  }

  answer(channel: string): Promise<Outcome> {
    return this.order([channel], orders.answerChannel(channel));
  }

  ring(channel: string): Promise<Outcome> {
    return this.order([channel], orders.ringChannel(channel));
  }

  play(channel: string, playback: string, media: readonly Media[]): Promise<Outcome> {
    return this.order([channel], orders.playOn(channel, playback, media));
  }

  stopPlaying(playback: string): Promise<Outcome> {
    return this.order([], orders.stopPlayback(playback));
  }

  music(channel: string, on: boolean): Promise<Outcome> {
    if (on) this.quiet.delete(channel);
    else this.quiet.add(channel);
    return this.order([channel], on ? orders.startMusic(channel) : orders.stopMusic(channel));
  }

  dial(order: DialOrder): Promise<Outcome> {
    return this.order([order.channel], orders.originate(order));
  }

  hangUp(channel: string, reason: HangUpReason): Promise<Outcome> {
    return this.order([channel], orders.hangUpChannel(channel, reason));
  }

  /** All requests go out together where the road keeps their order; else the last waits for the others. */
  join(bridge: string, channels: readonly string[]): Promise<Outcome> {
    return this.inTurn([bridge, ...channels], async () => {
      const before = channels.filter(channel => !this.quiet.has(channel)).map(orders.stopMusic);
      if (!this.bridges.has(bridge)) before.push(orders.createBridge(bridge));
      for (const channel of channels) this.quiet.add(channel);
      this.bridges.add(bridge);
      const prepared = before.map(request => this.link.send(request));
      if (!this.link.ordered) await Promise.all(prepared);
      return outcomeOf(await this.link.send(orders.addToBridge(bridge, channels)), LEFT_FIRST);
    });
  }

  leave(bridge: string, channel: string): Promise<Outcome> {
    return this.order([bridge, channel], orders.removeFromBridge(bridge, channel), LEFT_FIRST);
  }

  destroyBridge(bridge: string): Promise<Outcome> {
    this.bridges.delete(bridge);
    return this.order([bridge], orders.removeBridge(bridge));
  }

  record(channel: string, recording: string): Promise<Outcome> {
    return this.recorder.record(channel, recording);
  }

  pauseRecording(recording: string, paused: boolean): Promise<Outcome> {
    return this.recorder.pause(recording, paused);
  }

  stopRecording(recording: string): Promise<Outcome> {
    return this.recorder.stop(recording);
  }

  /** To be called with each event of the link. */
  heard(event: AriEvent): void {
    const heard = hear(event);
    if (heard.kind === 'snoop-ready') this.recorder.arrived(heard.snoop);
    if (heard.kind === 'tell') this.tell(heard.event);
  }

  /** The link came up or went away. */
  linkChanged(connected: boolean): void {
    this.quiet.clear();
    this.bridges.clear();
    this.listener({ kind: connected ? 'connected' : 'disconnected' });
  }

  private tell(event: TelephonyEvent): void {
    if (event.kind === 'rang' || event.kind === 'leg-answered') this.quiet.add(event.channel);
    if (event.kind === 'ended') this.quiet.delete(event.channel);
    this.listener(event);
  }

  private order(keys: readonly string[], request: AriRequest, gone?: readonly number[]): Promise<Outcome> {
    return this.inTurn(keys, async () => outcomeOf(await this.link.send(request), gone));
  }

  /** HTTP requests overtake each other, so those that concern one channel or bridge wait for one another. */
  private inTurn(keys: readonly string[], work: () => Promise<Outcome>): Promise<Outcome> {
    return this.link.ordered ? work() : this.lanes.run(keys, work);
  }
}

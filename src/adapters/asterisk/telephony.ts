import type {
  CodeOrder,
  DialOrder,
  HangUpReason,
  MessageLimits,
  Outcome,
  Playable,
  SnoopKind,
  Telephony,
} from '../../calls/ports/telephony.ts';
import type { TelephonyEvent, TelephonySnapshot } from '../../calls/ports/telephony-events.ts';
import type { VoiceReading } from '../../calls/voice/figures.ts';
import type { Clock } from '../../kit/clock.ts';
import { AskedLegs, goesAstray } from './astray.ts';
import { Bridges } from './bridges.ts';
import { EarlyMedia, isEarlyDial } from './early-media.ts';
import { lineAtEndpoint, lineOfChannel } from './endpoints.ts';
import { FarEnds } from './far-ends.ts';
import { neverOrdered } from './forwards.ts';
import { Lanes } from './lanes.ts';
import type { AriLink } from './link.ts';
import * as orders from './orders.ts';
import { LEFT_FIRST, outcomeOf } from './outcome.ts';
import { Recorder } from './recorder.ts';
import type { AriRequest } from './request.ts';
import { takeSnapshot } from './snapshot.ts';
import { Snoops } from './snoops.ts';
import { translate } from './translate.ts';
import { readingOf } from './voice.ts';
import { type AriChannel, type AriEvent, type AriVariable, type AriVoice, SNOOP_PREFIX } from './wire.ts';

/** The telephone system on one Asterisk. */
export class AsteriskTelephony implements Telephony {
  private readonly link: AriLink;
  private readonly snoops: Snoops;
  private readonly recorder: Recorder;
  private readonly farEnds: FarEnds;
  private readonly asked = new AskedLegs();
  private readonly earlyMedia: EarlyMedia;
  private readonly lanes = new Lanes();
  private listener: (event: TelephonyEvent) => void = () => {};
  /** Channels that surely hear no music: no request need be spent on stopping it. */
  private readonly quiet = new Set<string>();
  /** Channels that came while the link stood: what is played to them is known. */
  private readonly followed = new Set<string>();
  /** Playbacks that have not ended, and the channels they are played to. */
  private readonly playing = new Map<string, string>();
  private readonly bridges: Bridges;

  constructor(link: AriLink, clock: Clock) {
    this.link = link;
    this.bridges = new Bridges(link);
    this.snoops = new Snoops(link, clock);
    this.recorder = new Recorder(link, this.snoops);
    this.farEnds = new FarEnds(link);
    this.earlyMedia = new EarlyMedia(link, clock);
  }

  listen(listener: (event: TelephonyEvent) => void): void {
    this.listener = listener;
  }

  async snapshot(): Promise<TelephonySnapshot> {
    const seen = await takeSnapshot(this.link);
    return { ...seen, bridges: await this.bridges.seen(seen.bridges) };
  }

  answer(channel: string): Promise<Outcome> {
    return this.order([channel], this.atOnce([channel], orders.answerChannel(channel)));
  }

  ring(channel: string, on = true): Promise<Outcome> {
    return this.order([channel], orders.ringChannel(channel, on));
  }

  play(channel: string, playback: string, sounds: readonly Playable[]): Promise<Outcome> {
    this.playing.set(playback, channel);
    const played = this.order([channel, playback], orders.playOn(channel, playback, sounds));
    void played.then(outcome => {
      if (outcome !== 'done') this.playing.delete(playback);
    });
    return played;
  }

  stopPlaying(playback: string): Promise<Outcome> {
    return this.order([playback], orders.stopPlayback(playback));
  }

  music(channel: string, on: boolean): Promise<Outcome> {
    if (on) this.hush([channel]);
    const request = on ? orders.startMusic(channel) : orders.stopMusic(channel);
    const work = async () => {
      // In its turn: what was ordered before may be a bridge that has not ended the music of its channels yet.
      this.quiet.delete(channel);
      const outcome = outcomeOf(await this.link.send(request));
      if (!on && outcome === 'done') this.quiet.add(channel);
      return outcome;
    };
    // What comes next asks whether the channel hears music, which the answer tells.
    return this.lanes.run([channel], work, this.link.keepsOrder(request) ? 'behind' : 'alone');
  }

  dial(order: DialOrder): Promise<Outcome> {
    if (isEarlyDial(order)) {
      const { channel, early } = order;
      return this.lanes.run([channel, early.bridge, early.listener], () => {
        this.bridges.made(early.bridge);
        return this.earlyMedia.dial(order, line => this.emit({ kind: 'line-astray', line }));
      });
    }
    // 400 means that the originator has gone, for the rest of the order is well formed.
    const gone = order.originator === undefined ? [404] : [400, 404];
    return this.lanes.run([order.channel], async () => {
      const line = lineAtEndpoint(order.endpoint);
      const mustAsk = line !== null && this.asked.dialled(order.channel, line);
      const outcome = outcomeOf(await this.link.send(orders.originate(order)), gone);
      if (outcome !== 'done') this.asked.ended(order.channel);
      else if (mustAsk && (await this.endAstray(order.channel, line))) return 'refused';
      return outcome;
    });
  }

  /**
   * Ends a leg that calls a number; answers whether it did. It has been dialled for a millisecond or two; to make it first
   * and dial it then would cost every offer more.
   */
  private async endAstray(channel: string, line: string): Promise<boolean> {
    const answer = await this.link.send(orders.dialledAs(channel));
    const isAstray = goesAstray(answer);
    if (isAstray) {
      void this.link.send(orders.hangUpChannel(channel, 'finished'));
      this.emit({ kind: 'line-astray', line });
    } else if (outcomeOf(answer) === 'done') this.asked.proves(channel);
    return isAstray;
  }

  async rings(channel: string): Promise<Outcome> {
    const answer = await this.link.send(orders.tagOfTelephone(channel));
    const isSilent = answer.kind === 'answer' && (answer.body as AriVariable | null)?.value === '';
    return isSilent ? 'refused' : outcomeOf(answer);
  }

  async voiceOf(channel: string): Promise<VoiceReading | null> {
    const answer = await this.link.send(orders.voiceStatistics(channel));
    if (outcomeOf(answer) !== 'done' || answer.kind !== 'answer') return null;
    return readingOf(answer.body as AriVoice);
  }

  sayCode(order: CodeOrder): Promise<Outcome> {
    return this.order([order.channel], orders.sayCode(order));
  }

  hangUp(channel: string, reason: HangUpReason): Promise<Outcome> {
    // No event tells that a snoop is gone.
    if (channel.startsWith(SNOOP_PREFIX)) this.quiet.delete(channel);
    return this.order([channel], orders.hangUpChannel(channel, reason));
  }

  join(bridge: string, channels: readonly string[]): Promise<Outcome> {
    this.hush(channels);
    const work = async () => {
      const before = channels.filter(channel => !this.quiet.has(channel)).map(orders.stopMusic);
      for (const channel of channels) this.quiet.add(channel);
      const prepared = before.map(request => this.link.send(request));
      const place = await this.bridges.prepare(bridge, channels);
      const added = this.atOnce(channels, orders.addToBridge(place.id, channels));
      // By another way it could overtake the bridge that it needs.
      if (!this.link.keepsOrder(added)) await Promise.all([...prepared, place.ready]);
      const joined = outcomeOf(await this.link.send(added), LEFT_FIRST);
      // A bridge that was made for nothing goes again; one that was there before stays.
      if (place.isNew && (joined === 'gone' || joined === 'refused')) await this.bridges.remove(bridge);
      return joined;
    };
    const isInOrder = this.link.keepsOrder(this.atOnce(channels, orders.addToBridge(bridge, channels)));
    return this.lanes.run([bridge, ...channels], work, isInOrder ? 'behind' : 'alone');
  }

  leave(bridge: string, channel: string): Promise<Outcome> {
    // Where they are then, behind a move that is under way.
    return this.lanes.run([bridge, channel], async () =>
      outcomeOf(await this.link.send(orders.removeFromBridge(this.bridges.at(bridge), channel)), LEFT_FIRST),
    );
  }

  destroyBridge(bridge: string): Promise<Outcome> {
    return this.lanes.run([bridge], () => this.bridges.remove(bridge));
  }

  /**
   * It is in no bridge of its own accord, and hears no music. Made before its channel is where it was ordered to be, it would hear
   * whom that one heard before, and lose the others after that.
   */
  snoop(channel: string, snoop: string, how: SnoopKind): Promise<Outcome> {
    this.quiet.add(snoop);
    const moves = this.lanes.pending(channel);
    return this.lanes.run([snoop], async () => {
      if (moves) await Promise.allSettled([moves]);
      const made = await this.snoops.make(snoop, orders.createListener(channel, snoop, how));
      if (made !== 'done') this.quiet.delete(snoop);
      if (made === 'timed-out') void this.link.send(orders.hangUpChannel(snoop, 'finished'));
      return made;
    });
  }

  record(channel: string, recording: string): Promise<Outcome> {
    return this.recorder.record(channel, recording);
  }

  /** Behind what is played to the channel and other orders over it. */
  takeMessage(channel: string, recording: string, limits: MessageLimits): Promise<Outcome> {
    return this.lanes.run([channel], () => this.recorder.take(channel, recording, limits));
  }

  eraseMessage(recording: string): Promise<Outcome> {
    return this.recorder.erase(recording);
  }

  pauseRecording(recording: string, paused: boolean): Promise<Outcome> {
    return this.recorder.pause(recording, paused);
  }

  stopRecording(recording: string): Promise<Outcome> {
    return this.recorder.stop(recording);
  }

  pausesRecording(recording: string): Promise<Outcome> {
    return this.recorder.pauses(recording);
  }

  silence(channel: string, on: boolean): Promise<Outcome> {
    return this.order([channel], orders.muteChannel(channel, 'out', on));
  }

  mute(channel: string, on: boolean): Promise<Outcome> {
    return this.order([channel], orders.muteChannel(channel, 'in', on));
  }

  watch(channel: string): Promise<Outcome> {
    return this.farEnds.watch(channel);
  }

  /** To be called with each event of the link. */
  onAriEvent(event: AriEvent): void {
    const translated = this.farEnds.translate(event) ?? translate(event);
    if (translated.kind === 'snoop-ready') this.snoops.arrived(translated.snoop);
    if (translated.kind === 'made') this.earlyMedia.arrived(translated.channel);
    if (translated.kind === 'contact') {
      for (const channel of this.asked.changed(translated.line))
        void this.endAstray(channel, translated.line);
    }
    if (translated.kind === 'uninvited') void this.hangUp(translated.channel, 'finished');
    if (translated.kind === 'refused') {
      void this.link.send(orders.handBack(translated.channel));
      this.emit({ kind: 'refused', why: translated.why });
    }
    if (translated.kind !== 'event') return;
    this.emit(translated.event);
    const isForwarded = translated.event.kind === 'ended' && translated.event.end.why === 'forwards';
    if (isForwarded && event.type === 'ChannelDestroyed') void this.endForwards(event.channel.name);
  }

  /** The link came up or went away. */
  linkChanged(connected: boolean): void {
    this.quiet.clear();
    this.followed.clear();
    this.farEnds.forgetAll();
    this.asked.forget();
    this.playing.clear();
    this.bridges.forget();
    this.listener({ kind: connected ? 'connected' : 'disconnected' });
  }

  private emit(event: TelephonyEvent): void {
    if (event.kind === 'rang' || event.kind === 'leg-answered') {
      this.quiet.add(event.channel);
      this.followed.add(event.channel);
    }
    // A page that dies is missed by its voice within ten seconds, long before anybody asks for it.
    if (event.kind === 'rang' && event.from === 'web') void this.farEnds.watch(event.channel);
    if (event.kind === 'ended') {
      this.quiet.delete(event.channel);
      this.followed.delete(event.channel);
      this.farEnds.forget(event.channel);
      this.asked.ended(event.channel);
    }
    if (event.kind === 'played') this.playing.delete(event.playback);
    this.listener(event);
  }

  /**
   * Ends what is played to the channels. Asterisk carries out a channel's orders one after the other and counts a
   * prompt among them: a bridge or music would wait until the prompt is over.
   */
  private hush(channels: readonly string[]): void {
    for (const [playback, channel] of this.playing) {
      if (channels.includes(channel)) void this.stopPlaying(playback);
    }
  }

  /** What a telephone that forwards made Asterisk dial: nobody ordered it. `name` is that of its own channel. */
  private async endForwards(name: string): Promise<void> {
    const listed = await this.link.send({ method: 'GET', path: ['channels'] });
    if (outcomeOf(listed) !== 'done' || listed.kind !== 'answer') return;
    const begun = neverOrdered(listed.body as AriChannel[]);
    for (const id of begun) void this.hangUp(id, 'finished');
    const line = lineOfChannel(name);
    if (begun.length > 0 && line !== null) this.emit({ kind: 'line-astray', line });
  }

  /** A request that would wait behind a prompt waits for nothing where surely none is played to its channels. */
  private atOnce(channels: readonly string[], request: AriRequest): AriRequest {
    const hearing = new Set(this.playing.values());
    const isFree = channels.every(channel => this.followed.has(channel) && !hearing.has(channel));
    if (!isFree) return request;
    const { waits: _, ...rest } = request;
    return rest;
  }

  /** Requests overtake each other, so those that concern one channel or bridge wait for one another, but on a road that keeps them. */
  private order(keys: readonly string[], request: AriRequest, gone?: readonly number[]): Promise<Outcome> {
    const work = async () => outcomeOf(await this.link.send(request), gone);
    return this.lanes.run(keys, work, this.link.keepsOrder(request) ? 'in-order' : 'alone');
  }
}

import type { PhoneLine } from '../../agents/ports.ts';
import type { CodeOrder, DialOrder, Playable, SnoopKind } from '../../calls/ports/telephony.ts';
import type { TelephonyEvent } from '../../calls/ports/telephony-events.ts';
import type { VoiceReading } from '../../calls/voice/figures.ts';
import type { Clock, Timer } from '../../kit/clock.ts';
import { endOf } from '../asterisk/endings.ts';
import { silentWav } from './silent-wav.ts';

/** How long each piece of audio lasts when it is played here. */
export const SOUND_MS = 1_000;

/** A bridge that is destroyed lets go of its channels some time later, ms. */
const LETS_GO_MS = 100;

/** Asterisk's causes (Q.850) and SIP statuses for what a telephone does. */
/** A BYE without a reason: what telephones send. */
const NO_CAUSE = 0;
const BUSY = { cause: 17, sipCause: 486 };
const NO_ANSWER = { cause: 19, sipCause: 480 };
/** A session refresh stayed unanswered. */
export const DROPPED = { cause: 18, sipCause: 408 };

export interface MemoryChannel {
  readonly id: string;
  readonly name: string;
  readonly callerNumber: string;
  readonly callerName: string;
  readonly createdAt: number;
  /** What it came from; null for channels that were dialled. */
  readonly source: string | null;
  /** Null for channels that came from outside. */
  readonly dialled: DialOrder | null;
  /** `Down`: dialled, and its telephone has said nothing. */
  state: 'Ring' | 'Down' | 'Ringing' | 'Up';
  /** Whether the application has it; a leg comes in when it is answered. */
  ours: boolean;
  args: readonly string[];
  music: boolean;
  /** Nobody hears what it says. */
  muted: boolean;
  /** It is sent nothing. */
  silenced: boolean;
  playbacks: MemoryPlayback[];
  ringLimit: Timer | null;
  /** Its end is told with its cause. */
  watched: boolean;
  /** Its party is gone without a word. */
  vanished: boolean;
  /** Until then a bridge that was destroyed lets go of it, epoch ms. */
  letGo: number;
}

interface MemoryPlayback {
  readonly id: string;
  readonly sounds: readonly Playable[];
  timer: Timer | null;
}

export interface MemoryRecording {
  readonly name: string;
  readonly channel: string;
  readonly startedAt: number;
  pausedAt: number | null;
  pausedMs: number;
  /** Of a message: for how long something was said, ms, and its limit. */
  message?: { spokenMs: number; readonly limit: Timer };
}

/** A channel by which another one is heard. */
export interface MemorySnoop {
  readonly of: string;
  readonly how: SnoopKind;
}

/** A caller from outside. */
export interface Ringing {
  readonly callerNumber: string;
  readonly callerName?: string;
  readonly dialled?: string;
  readonly from?: 'trunk' | 'web';
  /** An address, or the line of a page. */
  readonly source?: string;
}

/**
 * A telephone system in plain Maps. The ports `telephony.ts`, `phone-lines.ts` and `node-recordings.ts` work on it
 * as they would on Asterisk; tests play the people: `rings`, `answers`, `presses`, `hangsUp`, `registers`.
 * What a person does is heard before that verb returns; what an order causes is heard a microtask later.
 */
export class MemorySwitchboard {
  readonly clock: Clock;
  readonly channels = new Map<string, MemoryChannel>();
  readonly bridges = new Map<string, Set<string>>();
  readonly lines = new Map<string, PhoneLine>();
  readonly contacts = new Set<string>();
  readonly live = new Map<string, MemoryRecording>();
  readonly snoops = new Map<string, MemorySnoop>();
  readonly stored = new Map<string, Buffer>();
  /** Prompts whose audio is not there: playing one fails. */
  readonly missingPrompts = new Set<string>();
  /** Lines whose telephones say nothing when they are called. */
  readonly silent = new Set<string>();
  /** It takes the order to say a code and does not answer. */
  hangs = false;
  /** Every leg that was ordered, oldest first. */
  readonly dialled: DialOrder[] = [];
  /** Every code that was to be said, oldest first. */
  readonly codes: CodeOrder[] = [];
  /** What is counted of a channel's voice. */
  readonly voices = new Map<string, VoiceReading>();
  connected = true;

  private listener: (event: TelephonyEvent) => void = () => {};
  private readonly waiting: TelephonyEvent[] = [];
  private count = 0;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  listen(listener: (event: TelephonyEvent) => void): void {
    this.listener = listener;
    this.emit({ kind: 'connected' });
  }

  // What people do.

  /** A call comes in from outside; returns its channel. */
  rings({ callerNumber, callerName = '', dialled = '*626', from = 'trunk', source }: Ringing): string {
    this.count += 1;
    const origin = source ?? (from === 'trunk' ? '127.0.0.1' : `gc-guest-${this.count}`);
    const id = `memory-${Math.floor(this.clock.now() / 1000)}.${this.count}`;
    this.channels.set(id, {
      id,
      name: `PJSIP/${from === 'trunk' ? 'demo-trunk' : 'gc-guest'}-${this.count}`,
      callerNumber,
      callerName,
      createdAt: this.clock.now(),
      dialled: null,
      state: 'Ring',
      ours: true,
      args: ['inbound', dialled, from, '0'],
      source: origin,
      music: false,
      muted: false,
      silenced: false,
      playbacks: [],
      ringLimit: null,
      watched: false,
      vanished: false,
      letGo: 0,
    });
    return this.now(id, {
      kind: 'rang',
      channel: id,
      callerNumber,
      callerName,
      dialled,
      from,
      source: origin,
    });
  }

  /** Somebody picks up a leg that rings. */
  answers(leg: string): void {
    const channel = this.mustHave(leg);
    if (channel.dialled === null || channel.state === 'Up') throw new Error(`${leg} does not ring`);
    channel.ringLimit?.cancel();
    channel.state = 'Up';
    channel.ours = true;
    channel.args = channel.dialled.args;
    this.now(leg, { kind: 'leg-answered', channel: leg, args: channel.args });
  }

  /** The network of a leg says something before the answer. */
  saysEarly(leg: string): void {
    if (this.mustHave(leg).dialled?.early === undefined)
      throw new Error(`nobody hears the network of ${leg}`);
    this.now(leg, { kind: 'early-media', channel: leg });
  }

  /** The telephone of a leg that rings says no; busy unless told. */
  rejects(leg: string, { cause, sipCause } = BUSY): void {
    this.mustHave(leg);
    this.end(leg, cause, sipCause);
    this.flush();
  }

  /** The party of this channel hangs up. */
  hangsUp(channel: string, cause: number = NO_CAUSE): void {
    this.mustHave(channel);
    this.end(channel, cause, 0);
    this.flush();
  }

  /** The telephone of this channel loses its power: nothing is said any more. */
  vanishes(channel: string): void {
    this.mustHave(channel).vanished = true;
  }

  /** The party of this channel puts us on hold, or takes us back. */
  holds(channel: string, held: boolean): void {
    this.mustHave(channel);
    this.now(channel, { kind: 'held', channel, held });
  }

  /** The party of this channel has spoken for so long, up to this moment, ms: a message holds it. */
  speaks(channel: string, ms: number): void {
    const { message } = this.messageOf(channel) ?? {};
    if (!message) throw new Error(`no message is taken of ${channel}`);
    message.spokenMs += ms;
  }

  presses(channel: string, digit: string): void {
    this.mustHave(channel);
    const message = digit === '#' ? this.messageOf(channel) : undefined;
    if (message) this.finishRecording(message);
    this.now(channel, { kind: 'digit', channel, digit });
  }

  /** A telephone takes its line; the line must have been provisioned. */
  registers(line: string): void {
    if (!this.lines.has(line)) throw new Error(`there is no line ${line}`);
    this.contacts.add(line);
    this.now(line, { kind: 'line', line, reachable: true });
  }

  unregisters(line: string): void {
    if (this.contacts.delete(line)) this.now(line, { kind: 'line', line, reachable: false });
  }

  // What becomes of the connection.

  /** The connection breaks: events are not heard and orders are lost, calls go on. */
  goesAway(): void {
    if (!this.connected) return;
    this.now('', { kind: 'disconnected' });
    this.connected = false;
  }

  comesBack(): void {
    this.connected = true;
    this.now('', { kind: 'connected' });
  }

  /** The telephone system dies and starts again: every channel, bridge and line is gone, recordings stay. */
  restarts(): void {
    this.goesAway();
    for (const channel of this.channels.values()) this.silence(channel);
    for (const things of [this.channels, this.bridges, this.lines, this.live, this.snoops]) things.clear();
    this.contacts.clear();
    this.comesBack();
  }

  // What the ports need.

  /** Passes an event on a microtask later, after whatever made it has returned. */
  emit(event: TelephonyEvent): void {
    if (!this.connected) return;
    this.waiting.push(event);
    queueMicrotask(() => this.flush());
  }

  addLeg(order: DialOrder): void {
    this.count += 1;
    this.dialled.push(order);
    const { early } = order;
    if (early) {
      for (const members of this.bridges.values()) members.delete(early.listener);
      this.bridges.set(early.bridge, new Set([early.listener, order.channel]));
    }
    const wholeSeconds = Math.max(1, Math.round(order.ringMs / 1000));
    this.channels.set(order.channel, {
      id: order.channel,
      name: `${order.endpoint}-${this.count}`,
      callerNumber: order.callerNumber,
      callerName: order.callerName,
      createdAt: this.clock.now(),
      dialled: order,
      state: this.silent.has(lineOf(order.endpoint)) ? 'Down' : 'Ringing',
      ours: false,
      args: [],
      source: null,
      music: false,
      muted: false,
      silenced: false,
      playbacks: [],
      ringLimit: this.clock.after(wholeSeconds * 1000, () => {
        this.end(order.channel, NO_ANSWER.cause, NO_ANSWER.sipCause);
      }),
      watched: true,
      vanished: false,
      letGo: 0,
    });
  }

  /** Takes a channel away with all that hangs on it. */
  end(id: string, cause: number, sipCause: number): void {
    const channel = this.channels.get(id);
    if (!channel) return;
    for (const { id: playback } of channel.playbacks) this.emit({ kind: 'played', playback, ok: false });
    this.silence(channel);
    this.channels.delete(id);
    for (const members of this.bridges.values()) members.delete(id);
    for (const [snoop, { of }] of this.snoops) if (of === id) this.endSnoop(snoop);
    for (const recording of this.live.values()) {
      if (recording.channel === id) this.finishRecording(recording);
    }
    // As on Asterisk, the cause is known of legs that we dialled and of those that are watched.
    const known = channel.watched;
    const rang = channel.dialled !== null && channel.state === 'Ringing';
    this.emit({ kind: 'ended', channel: id, end: known ? endOf(cause, sipCause) : endOf(0), rang });
  }

  /** False when it is over already. */
  endSnoop(id: string): boolean {
    for (const members of this.bridges.values()) members.delete(id);
    return this.snoops.delete(id);
  }

  /** Queues audio behind what is being played to the channel. */
  play(channel: MemoryChannel, id: string, sounds: readonly Playable[]): void {
    // Asterisk looks for the channel in the bridge, does not find it, and tells nobody.
    if (this.clock.now() < channel.letGo) return;
    channel.playbacks.push({ id, sounds, timer: null });
    if (channel.playbacks.length === 1) this.playNext(channel);
  }

  /** Its channels go on; false when there is no such bridge. */
  destroyBridge(id: string): boolean {
    for (const member of this.bridges.get(id) ?? []) {
      const channel = this.channels.get(member);
      if (channel) channel.letGo = this.clock.now() + LETS_GO_MS;
    }
    return this.bridges.delete(id);
  }

  /** Ends a playback; false when it is over already. */
  stopPlayback(id: string): boolean {
    for (const channel of this.channels.values()) {
      if (channel.playbacks.some(playback => playback.id === id)) {
        this.endPlayback(channel, id, true);
        return true;
      }
    }
    return false;
  }

  stopAllPlaybacks(channel: MemoryChannel): void {
    for (const playback of [...channel.playbacks]) this.endPlayback(channel, playback.id, true);
  }

  /** Records a channel until it ends, its party presses #, or the time is over. */
  takeMessage(channel: string, name: string, longestMs: number): void {
    const limit = this.clock.after(longestMs, () => this.finishRecording(recording));
    const recording: MemoryRecording = {
      name,
      channel,
      startedAt: this.clock.now(),
      pausedAt: null,
      pausedMs: 0,
      message: { spokenMs: 0, limit },
    };
    this.live.set(name, recording);
  }

  private messageOf(channel: string): MemoryRecording | undefined {
    return [...this.live.values()].find(each => each.channel === channel && each.message !== undefined);
  }

  finishRecording(recording: MemoryRecording): void {
    recording.message?.limit.cancel();
    const heldMs = recording.pausedAt === null ? 0 : this.clock.now() - recording.pausedAt;
    const ms = this.clock.now() - recording.startedAt - recording.pausedMs - heldMs;
    const seconds = Math.floor(ms / 1000);
    this.live.delete(recording.name);
    this.stored.set(recording.name, silentWav(ms));
    const { message } = recording;
    const spoken = message && { spoken: Math.floor(message.spokenMs / 1000) };
    this.emit({ kind: 'recorded', recording: recording.name, ok: true, seconds, ...spoken });
  }

  private playNext(channel: MemoryChannel): void {
    const [playback] = channel.playbacks;
    if (!playback) return;
    const missing = playback.sounds.some(each => each.kind === 'file' && this.missingPrompts.has(each.name));
    playback.timer = this.clock.after(missing ? 0 : playback.sounds.length * SOUND_MS, () =>
      this.endPlayback(channel, playback.id, !missing),
    );
  }

  private endPlayback(channel: MemoryChannel, id: string, ok: boolean): void {
    const wasFirst = channel.playbacks[0]?.id === id;
    for (const playback of channel.playbacks) if (playback.id === id) playback.timer?.cancel();
    channel.playbacks = channel.playbacks.filter(playback => playback.id !== id);
    this.emit({ kind: 'played', playback: id, ok });
    if (wasFirst) this.playNext(channel);
  }

  private silence(channel: MemoryChannel): void {
    channel.ringLimit?.cancel();
    for (const playback of channel.playbacks) playback.timer?.cancel();
    channel.playbacks = [];
  }

  private mustHave(id: string): MemoryChannel {
    const channel = this.channels.get(id);
    if (!channel) throw new Error(`there is no channel ${id}`);
    return channel;
  }

  /** Tells an event before returning, behind those that wait. */
  private now(id: string, event: TelephonyEvent): string {
    if (this.connected) this.waiting.push(event);
    this.flush();
    return id;
  }

  private flush(): void {
    for (let event = this.waiting.shift(); event; event = this.waiting.shift()) this.listener(event);
  }
}

/** `PJSIP/<line>` → `<line>`. */
function lineOf(endpoint: string): string {
  return endpoint.replace(/^PJSIP\//, '');
}

import type { Endpoint } from '../../agents/ports.ts';
import type { Sound } from '../../ivr/aloud.ts';
import type { VoiceReading } from '../voice/figures.ts';
import type { TelephonyEvent, TelephonySnapshot } from './telephony-events.ts';

/**
 * What became of an order to the telephone system.
 * done = carried out; gone = the channel, bridge or recording is not there any more (a normal race);
 * refused = the telephone system would not (wrong state, no contact); timed-out = no answer in time;
 * lost = the connection was or went away, so it may or may not have happened.
 */
export const OUTCOMES = ['done', 'gone', 'refused', 'timed-out', 'lost'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * What a channel that another one is heard by says: what that one says and hears, or its `voice` alone. What is said to it is
 * heard by that one where it `whispers`, and by nobody else; or by nobody at all.
 */
export type SnoopKind = 'both' | 'whispers' | 'voice';

/** Why we hang up. What was not answered yet is refused with it: `no-room` is the centre's, not one person's. */
export type HangUpReason = 'finished' | 'busy' | 'no-room';

/** One thing to be played: what a prompt is made of, or a second of silence. */
export type Playable = Sound | { readonly kind: 'silence' };

export interface DialOrder {
  /** The new channel's id, chosen by us. */
  readonly channel: string;
  readonly endpoint: Endpoint;
  /** What the telephone shows; '' withholds it. */
  readonly callerNumber: string;
  readonly callerName: string;
  /** The telephone shows no number: the carrier alone is told `callerNumber` (RFC 3325). */
  readonly withheld?: true;
  /** Why it was dialled: comes back in `leg-answered`. */
  readonly args: readonly string[];
  readonly ringMs: number;
  /** The telephone system ends it by itself so long after it could last have been answered, ms, whoever is away then. */
  readonly longestMs?: number | undefined;
  /** The channel whose codec the new leg should offer, so that nothing is transcoded. */
  readonly originator?: string;
  /**
   * Who hears what the network says before the answer: `listener` and the new leg are in `bridge`, a new one, until it
   * is destroyed, and the listener is not heard there.
   */
  readonly early?: { readonly bridge: string; readonly listener: string };
  /** The telephone is asked to answer by itself, after a tone that only its person hears. */
  readonly byItself?: true;
  /** What the telephone is told beside, by name. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** When a message ends that nobody ends: after so long in all, or when so long nothing was said, ms; whole seconds. */
export interface MessageLimits {
  readonly longestMs: number;
  readonly silenceMs: number;
}

/** A telephone that is called to be told a code, by the telephone system alone. */
export interface CodeOrder extends Pick<DialOrder, 'channel' | 'endpoint' | 'callerNumber' | 'ringMs'> {
  /** Digits. */
  readonly code: string;
}

/**
 * The telephone system, seen from the call rooms: about a dozen verbs.
 * Every id (channel, playback, bridge, recording) is chosen by the caller of the verb and is never used again.
 * No verb throws for a normal race: the Outcome says what became of it. Order of verbs on one channel is kept.
 */
export interface Telephony {
  /** One listener; events of one channel arrive in order. */
  listen(listener: (event: TelephonyEvent) => void): void;
  snapshot(): Promise<TelephonySnapshot>;

  answer(channel: string): Promise<Outcome>;
  /** Tells the caller's side that it rings (180); who has answered hears ringing, until something is said to them or `on` is false. */
  ring(channel: string, on?: boolean): Promise<Outcome>;
  play(channel: string, playback: string, sounds: readonly Playable[]): Promise<Outcome>;
  stopPlaying(playback: string): Promise<Outcome>;
  music(channel: string, on: boolean): Promise<Outcome>;
  /**
   * Originates a leg into our application. `refused` also when the endpoint has no contact. Wherever a telephone wants
   * it forwarded, the leg ends as `forwards` and nobody else is called.
   */
  dial(order: DialOrder): Promise<Outcome>;
  /**
   * Whether the telephone of a leg has given a sign of life: `done` once it has said 18x or more, `refused` while it
   * has said nothing.
   */
  rings(channel: string): Promise<Outcome>;
  /** Calls somebody and says them a code once they have pressed a key, so that no answering machine is told it. */
  sayCode(order: CodeOrder): Promise<Outcome>;
  hangUp(channel: string, reason: HangUpReason): Promise<Outcome>;
  /** Sends a channel nothing more, whatever is played to it or said in its bridge; or sends again. */
  silence(channel: string, on: boolean): Promise<Outcome>;
  /** What a channel says is heard by nobody, in bridges and by snoops; or is heard again. It stays so from bridge to bridge. */
  mute(channel: string, on: boolean): Promise<Outcome>;
  /**
   * To be repeated every minute for a channel from outside that lasts: its end is told with its cause from now on, and a
   * far end that died without a word is found out within three minutes, as `dropped`.
   */
  watch(channel: string): Promise<Outcome>;
  /** What was counted of a channel's voice; null where it is gone, or nothing is to be had now. */
  voiceOf(channel: string): Promise<VoiceReading | null>;

  /** Creates the mixing bridge if it is not there and puts the channels in. Stops their music first. */
  join(bridge: string, channels: readonly string[]): Promise<Outcome>;
  leave(bridge: string, channel: string): Promise<Outcome>;
  destroyBridge(bridge: string): Promise<Outcome>;

  /**
   * Makes a channel, `snoop`, that may be put into a bridge, where it is heard as `how` says. It ends with `channel`, or is
   * hung up.
   */
  snoop(channel: string, snoop: string, how: SnoopKind): Promise<Outcome>;

  /**
   * Records what a channel says and hears, by a snoop channel (design decision 9). What it hears must come from one
   * source for as long as the recording lasts.
   * `recording` is also the file's name on the node, e.g. `calls/<call>-<n>`.
   */
  record(channel: string, recording: string): Promise<Outcome>;
  /**
   * Records what the party of a channel says, after a tone. It ends at its limits, with the key # or with the channel, and
   * `recorded` tells for how long they spoke. The channel is in no bridge and hears nothing meanwhile.
   */
  takeMessage(channel: string, recording: string, limits: MessageLimits): Promise<Outcome>;
  /** Removes a message that has ended. */
  eraseMessage(recording: string): Promise<Outcome>;
  pauseRecording(recording: string, paused: boolean): Promise<Outcome>;
  stopRecording(recording: string): Promise<Outcome>;
  /** Whether a recording is paused: `done` when it is, `refused` while it writes. */
  pausesRecording(recording: string): Promise<Outcome>;
}

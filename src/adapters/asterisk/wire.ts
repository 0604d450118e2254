import { kindsOf } from '../../kit/kinds.ts';

/** The parts of ARI's JSON that we read; Asterisk sends much more. */
export interface AriChannel {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly caller: { readonly name: string; readonly number: string };
  readonly dialplan: { readonly app_name: string; readonly app_data: string };
  readonly creationtime: string;
}

export interface AriBridge {
  readonly id: string;
  readonly channels: readonly string[];
}

export interface AriEndpoint {
  readonly technology: string;
  readonly resource: string;
  /** `unknown` for endpoints without an address of record. */
  readonly state?: 'online' | 'offline' | 'unknown';
}

export interface AriPlayback {
  readonly id: string;
  readonly state: string;
}

export interface AriRecording {
  readonly name: string;
  /** `recording`, `paused` and others. */
  readonly state?: string;
  readonly duration?: number;
  /** For how long something was said, s; only where silence ends it. */
  readonly talking_duration?: number;
}

export interface AriStoredRecording {
  readonly name: string;
}

export interface AriApplication {
  readonly channel_ids: readonly string[];
}

export interface AriVariable {
  readonly value: string;
}

/** Packets; jitters and `rtt` in s. */
export interface AriVoice {
  readonly rxcount: number;
  readonly rxploss: number;
  readonly txcount: number;
  /** As the far end reports by RTCP; all 0 where it does not. */
  readonly txploss: number;
  readonly rxjitter: number;
  readonly rtt: number;
  /** Of what comes. */
  readonly txjitter: number;
}

export interface AriInfo {
  readonly system: { readonly version: string };
}

export type AriEvent =
  | {
      readonly type: 'StasisStart';
      /** As `creationtime` is written. */
      readonly timestamp: string;
      readonly args: readonly string[];
      readonly channel: AriChannel;
    }
  | { readonly type: 'StasisEnd'; readonly channel: AriChannel }
  | {
      readonly type: 'ChannelDestroyed';
      readonly channel: AriChannel;
      readonly cause: number;
      /** The last SIP status, since 22.7. */
      readonly tech_cause?: number;
    }
  | { readonly type: 'Dial'; readonly dialstatus: string; readonly peer: AriChannel }
  | { readonly type: 'ChannelHold'; readonly channel: AriChannel }
  | { readonly type: 'ChannelUnhold'; readonly channel: AriChannel }
  | { readonly type: 'ChannelDtmfReceived'; readonly channel: AriChannel; readonly digit: string }
  | { readonly type: 'PlaybackFinished'; readonly playback: AriPlayback }
  | { readonly type: 'RecordingFinished'; readonly recording: AriRecording }
  | { readonly type: 'RecordingFailed'; readonly recording: AriRecording }
  | {
      readonly type: 'PeerStatusChange';
      readonly endpoint: AriEndpoint;
      readonly peer: { readonly peer_status: string };
    }
  | { readonly type: 'ContactStatusChange'; readonly contact_info: { readonly aor: string } }
  | { readonly type: 'ApplicationReplaced'; readonly application: string }
  | {
      readonly type: 'RESTResponse';
      readonly request_id: string;
      readonly status_code: number;
      readonly message_body?: string;
    };

/**
 * What Asterisk calls our three applications; the second only hears of lines (facts T7), the third of the dialling of
 * channels whose early media is heard.
 */
export const CALLS_APP = 'cauce';
export const LINES_APP = 'cauce-lines';
export const DIALS_APP = 'cauce-dials';

type App = typeof CALLS_APP | typeof LINES_APP | typeof DIALS_APP;
const EVERY_APP: readonly App[] = [CALLS_APP, LINES_APP, DIALS_APP];

/**
 * Which application each event is let through for. PeerStatusChange comes only when a contact is won or lost,
 * ContactStatusChange also when another one takes its place; EndpointStateChange comes with every channel too. Dial events
 * are a channel's own: the first application would be told of every leg that is offered. Without `RESTResponse` no request
 * over the socket would ever be answered.
 */
const TOLD_TO: Readonly<Record<AriEvent['type'], readonly App[]>> = {
  StasisStart: [CALLS_APP],
  StasisEnd: [CALLS_APP],
  ChannelDestroyed: [CALLS_APP],
  ChannelHold: [CALLS_APP],
  ChannelUnhold: [CALLS_APP],
  ChannelDtmfReceived: [CALLS_APP],
  PlaybackFinished: [CALLS_APP],
  RecordingFinished: [CALLS_APP],
  RecordingFailed: [CALLS_APP],
  PeerStatusChange: [LINES_APP],
  ContactStatusChange: [LINES_APP],
  Dial: [DIALS_APP],
  ApplicationReplaced: EVERY_APP,
  RESTResponse: EVERY_APP,
};

/**
 * The only events we let Asterisk send. It forgets the list with the application, so the list is sent again after
 * each connect.
 */
const eventsOf = (app: App): readonly AriEvent['type'][] =>
  kindsOf(TOLD_TO).filter(type => TOLD_TO[type].includes(app));

export const CALLS_EVENTS = eventsOf(CALLS_APP);
export const LINES_EVENTS = eventsOf(LINES_APP);
export const DIALS_EVENTS = eventsOf(DIALS_APP);

/** Channels whose ids begin so are ours to record with, and nobody else hears of them. */
export const SNOOP_PREFIX = 'snoop-';

/** The snoop that records into `recording`. */
export function snoopOf(recording: string): string {
  return SNOOP_PREFIX + recording.replaceAll('/', '.');
}

/** The recording of a call, `calls/<call>-<n>`, that such a channel makes; null for any other channel. */
export function recordingOfCall(channel: string): string | null {
  const prefix = snoopOf('calls/');
  return channel.startsWith(prefix) ? `calls/${channel.slice(prefix.length)}` : null;
}

/** Asterisk splits arguments at commas and unfolds quotes and brackets: such characters travel as %XX. */
export function writeArgument(text: string): string {
  return text.replace(/[^A-Za-z0-9_.:/*+#@-]/gu, sign =>
    [...Buffer.from(sign)].map(byte => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  );
}

/** The reverse of `writeArgument`; text that was not written by it stays as it is. */
export function readArgument(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `cauce,inbound,*626,trunk` → ['inbound', '*626', 'trunk']; null for a channel that is not in our application. */
export function argumentsOf(channel: AriChannel): readonly string[] | null {
  const { app_name, app_data } = channel.dialplan;
  if (app_name !== 'Stasis') return null;
  const [app, ...args] = app_data.split(',');
  return app === CALLS_APP ? args.map(readArgument) : null;
}

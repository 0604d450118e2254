import type {
  CodeOrder,
  DialOrder,
  HangUpReason,
  MessageLimits,
  Playable,
  SnoopKind,
} from '../../calls/ports/telephony.ts';
import { shownName } from '../../kit/shown-name.ts';
import { isByTrunk } from './endpoints.ts';
import { FORWARD_CONTEXT } from './forwards.ts';
import { mediaOf } from './media.ts';
import type { AriRequest } from './request.ts';
import { CALLS_APP, DIALS_APP, snoopOf, writeArgument } from './wire.ts';

/*
 * Every request that the adapter can make of a channel, a bridge or a recording. There is deliberately no way
 * here to record a bridge or to touch a bridge's variable (see refuseDeadly).
 */

export const answerChannel = (channel: string): AriRequest => ({
  method: 'POST',
  path: ['channels', channel, 'answer'],
  waits: true,
});

export const ringChannel = (channel: string, on: boolean): AriRequest => ({
  method: on ? 'POST' : 'DELETE',
  path: ['channels', channel, 'ring'],
});

export const playOn = (channel: string, playback: string, sounds: readonly Playable[]): AriRequest => ({
  method: 'POST',
  path: ['channels', channel, 'play', playback],
  query: { media: sounds.flatMap(mediaOf).join(',') },
});

export const stopPlayback = (playback: string): AriRequest => ({
  method: 'DELETE',
  path: ['playbacks', playback],
});

export const startMusic = (channel: string): AriRequest => ({
  method: 'POST',
  path: ['channels', channel, 'moh'],
});

export const stopMusic = (channel: string): AriRequest => ({
  method: 'DELETE',
  path: ['channels', channel, 'moh'],
});

/** In ARI's words for `DELETE /channels/{id}?reason=`: `congestion` refuses with 503. */
const REASONS: Readonly<Record<HangUpReason, string>> = {
  finished: 'normal',
  busy: 'busy',
  'no-room': 'congestion',
};

export const hangUpChannel = (channel: string, reason: HangUpReason): AriRequest => ({
  method: 'DELETE',
  path: ['channels', channel],
  query: { reason: REASONS[reason] },
});

export const originate = (order: DialOrder): AriRequest => ({
  method: 'POST',
  path: ['channels', order.channel],
  query: {
    endpoint: order.endpoint,
    app: CALLS_APP,
    appArgs: order.args.map(writeArgument).join(','),
    timeout: ringSeconds(order),
    callerId: `"${plain(order.callerName)}" <${dialable(shownNumber(order))}>`,
    ...(order.originator === undefined ? {} : { originator: order.originator }),
  },
  body: { variables: { FORWARD_CONTEXT, ...withheldOf(order), ...limitOf(order), ...headersOf(order) } },
});

/** What a telephone may show; '' for a caller who is withheld. */
const shownNumber = ({ callerNumber, withheld }: DialOrder): string => (withheld ? '' : callerNumber);

/** Without a number a leg would show that of its originator, who may have asked not to be named. */
function withheldOf(order: DialOrder): Record<string, string> {
  if (shownNumber(order) !== '') return {};
  return {
    'CALLERID(pres)': 'prohib',
    'CONNECTEDLINE(num,i)': '',
    'CONNECTEDLINE(name,i)': '',
    'CONNECTEDLINE(pres,i)': 'prohib',
  };
}

/** The dialplan says the code (extensions.conf, `say-code`): nobody of ours is in this call. */
export const sayCode = (order: CodeOrder): AriRequest => ({
  method: 'POST',
  path: ['channels', order.channel],
  query: {
    endpoint: order.endpoint,
    context: 'say-code',
    extension: 's',
    priority: '1',
    timeout: ringSeconds(order),
    callerId: dialable(order.callerNumber),
  },
  body: {
    variables: {
      FORWARD_CONTEXT,
      CODE: order.code.replace(/\D/g, ''),
      ...(order.callerNumber === '' ? { 'CALLERID(pres)': 'prohib' } : {}),
    },
  },
});

/**
 * A channel that is dialled later (early-media.ts). It knows no caller id of its own: what it shows is set as functions.
 * Without a number the caller is withheld (RFC 3323), or Asterisk would call itself `asterisk`.
 */
export const createChannel = (order: DialOrder): AriRequest => ({
  method: 'POST',
  path: ['channels', 'create'],
  query: {
    channelId: order.channel,
    endpoint: order.endpoint,
    app: CALLS_APP,
    appArgs: order.args.map(writeArgument).join(','),
    ...(order.originator === undefined ? {} : { originator: order.originator }),
  },
  body: {
    variables: {
      FORWARD_CONTEXT,
      'CALLERID(num)': dialable(shownNumber(order)),
      'CALLERID(name)': plain(order.callerName),
      'CONNECTEDLINE(num,i)': dialable(shownNumber(order)),
      'CONNECTEDLINE(name,i)': plain(order.callerName),
      ...withheldOf(order),
      ...limitOf(order),
      ...headersOf(order),
    },
  },
});

export const dialChannel = (order: DialOrder): AriRequest => ({
  method: 'POST',
  path: ['channels', order.channel, 'dial'],
  query: { timeout: ringSeconds(order) },
});

/** From now on the channel's Dial events are told. */
export const watchDial = (channel: string): AriRequest => ({
  method: 'POST',
  path: ['applications', DIALS_APP, 'subscription'],
  query: { eventSource: `channel:${channel}` },
});

/** The tag of the other end of the dialog: with the first answer above 100 it is there (RFC 3261 §12.1.2). */
export const tagOfTelephone = (channel: string): AriRequest => ({
  method: 'GET',
  path: ['channels', channel, 'variable'],
  query: { variable: 'CHANNEL(pjsip,remote_tag)' },
});

/** Whom the INVITE of a leg names (its To, RFC 3261 §8.1.1.2): the user part of the Contact that is dialled. */
export const dialledAs = (channel: string): AriRequest => ({
  method: 'GET',
  path: ['channels', channel, 'variable'],
  query: { variable: 'CHANNEL(pjsip,remote_uri)' },
});

export const createBridge = (bridge: string): AriRequest => ({
  method: 'POST',
  path: ['bridges', bridge],
  query: { type: 'mixing' },
});

/** A bridge that mixes whoever is in it: one for several pictures is left to no other technology (res_stasis.c). */
export const createMix = (bridge: string): AriRequest => ({
  ...createBridge(bridge),
  query: { type: 'mixing,video_sfu' },
});

export const lookAtBridge = (bridge: string): AriRequest => ({ method: 'GET', path: ['bridges', bridge] });

export const addToBridge = (bridge: string, channels: readonly string[]): AriRequest => ({
  method: 'POST',
  path: ['bridges', bridge, 'addChannel'],
  query: { channel: channels.join(','), inhibitConnectedLineUpdates: 'true' },
  waits: true,
});

/** Puts in a channel that hears the others and is not heard. */
export const addListener = (bridge: string, channel: string): AriRequest => {
  const added = addToBridge(bridge, [channel]);
  return { ...added, query: { ...added.query, mute: 'true' } };
};

export const removeFromBridge = (bridge: string, channel: string): AriRequest => ({
  method: 'POST',
  path: ['bridges', bridge, 'removeChannel'],
  waits: true,
  query: { channel },
});

export const removeBridge = (bridge: string): AriRequest => ({ method: 'DELETE', path: ['bridges', bridge] });

/**
 * Another snoop than a recording's. What it hears of the channel (`spy`), and whether what is said to it is heard in what the
 * channel is sent (`whisper`), is fixed when it is made.
 */
export const createListener = (channel: string, snoop: string, how: SnoopKind): AriRequest => ({
  method: 'POST',
  path: ['channels', channel, 'snoop', snoop],
  query: {
    spy: how === 'voice' ? 'in' : 'both',
    whisper: how === 'whispers' ? 'out' : 'none',
    app: CALLS_APP,
    appArgs: 'snoop',
  },
});

export const createSnoop = (channel: string, recording: string): AriRequest => ({
  method: 'POST',
  path: ['channels', channel, 'snoop', snoopOf(recording)],
  query: { spy: 'both', app: CALLS_APP, appArgs: 'snoop' },
});

export const recordSnoop = (recording: string): AriRequest => ({
  method: 'POST',
  path: ['channels', snoopOf(recording), 'record'],
  query: { name: recording, format: 'wav', ifExists: 'fail', beep: 'false', terminateOn: 'none' },
});

/** A tone comes first, and is not recorded. */
export const takeMessage = (
  channel: string,
  recording: string,
  { longestMs, silenceMs }: MessageLimits,
): AriRequest => ({
  method: 'POST',
  path: ['channels', channel, 'record'],
  query: {
    name: recording,
    format: 'wav',
    ifExists: 'fail',
    beep: 'true',
    terminateOn: '#',
    maxDurationSeconds: String(Math.round(longestMs / 1000)),
    // With a limit of silence Asterisk counts for how long something was said.
    maxSilenceSeconds: String(Math.round(silenceMs / 1000)),
  },
});

export const eraseStored = (recording: string): AriRequest => ({
  method: 'DELETE',
  path: ['recordings', 'stored', recording],
});

export const hangUpSnoop = (recording: string): AriRequest => hangUpChannel(snoopOf(recording), 'finished');

export const pauseLive = (recording: string, paused: boolean): AriRequest => ({
  method: paused ? 'POST' : 'DELETE',
  path: ['recordings', 'live', recording, 'pause'],
});

export const stateOfLive = (recording: string): AriRequest => ({
  method: 'GET',
  path: ['recordings', 'live', recording],
});

/** `stop` keeps the file; a DELETE would throw it away (facts T22). */
export const stopLive = (recording: string): AriRequest => ({
  method: 'POST',
  path: ['recordings', 'live', recording, 'stop'],
});

/** The dialplan goes on with the channel where it gave it to us. */
export const handBack = (channel: string): AriRequest => ({
  method: 'POST',
  path: ['channels', channel, 'continue'],
});

/** `out` is what the channel is sent, `in` what it says. */
export const muteChannel = (channel: string, direction: 'in' | 'out', on: boolean): AriRequest => ({
  method: on ? 'POST' : 'DELETE',
  path: ['channels', channel, 'mute'],
  query: { direction },
});

/** What RTP and RTCP tell of the channel's voice. */
export const voiceStatistics = (channel: string): AriRequest => ({
  method: 'GET',
  path: ['channels', channel, 'rtp_statistics'],
});

/** From now on everything about the channel is told, its end with the cause too, until it is gone. */
export const watchChannel = (channel: string): AriRequest => ({
  method: 'POST',
  path: ['applications', CALLS_APP, 'subscription'],
  query: { eventSource: `channel:${channel}` },
});

/** The session interval that its caller asked for (RFC 4028). */
export const sessionInterval = (channel: string): AriRequest => ({
  method: 'GET',
  path: ['channels', channel, 'variable'],
  query: { variable: 'PJSIP_HEADER(read,Session-Expires)' },
});

/** Asks the far end whether it is still there, by an offer of the session as it stands (RFC 3261, 14). */
export const askFarEnd = (channel: string): AriRequest => ({
  method: 'POST',
  path: ['channels', channel, 'variable'],
  query: { variable: 'PJSIP_SEND_SESSION_REFRESH()', value: 'invite' },
});

/**
 * What tells a telephone to answer by itself. There is no standard: desk telephones know the first, the second or both and
 * sound a tone of their own; our page knows the third (softphone/phone/sip-session.ts) and sounds its own.
 */
const BY_ITSELF: Readonly<Record<string, string>> = {
  'Call-Info': '<sip:cauce.invalid>;answer-after=0',
  'Alert-Info': '<sip:cauce.invalid>;info=alert-autoanswer;delay=0',
  'X-Cauce-Answer': 'after-tone',
};

/**
 * For the carrier, who has to know who calls, and is asked to tell nobody (RFC 3323, RFC 3325). Where it knows us by a user, From
 * has that user all the same: `user` asks it to take that out as well. To nobody else any of it is sent.
 */
function privacyOf({ callerNumber, withheld, endpoint }: DialOrder): Record<string, string> {
  if (!withheld || !isByTrunk(endpoint)) return {};
  const isE164 = /^\+\d+$/.test(callerNumber);
  return { Privacy: 'user;id', ...(isE164 ? { 'P-Asserted-Identity': `<tel:${callerNumber}>` } : {}) };
}

function headersOf(order: DialOrder): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ ...order.headers, ...(order.byItself ? BY_ITSELF : {}), ...privacyOf(order) })
      .filter(([name]) => /^[A-Za-z0-9-]+$/.test(name))
      .map(([name, value]) => [`PJSIP_HEADER(add,${name})`, oneLine(value)]),
  );
}

/** Asterisk counts from when the channel is made, so its ringing is added. */
function limitOf({ longestMs, ringMs }: DialOrder): Record<string, string> {
  if (longestMs === undefined) return {};
  return { 'TIMEOUT(absolute)': String(Math.ceil((longestMs + ringMs) / 1000)) };
}

/** Asterisk counts ringing in whole seconds; less than one second would mean "for ever". */
function ringSeconds({ ringMs }: Pick<DialOrder, 'ringMs'>): string {
  return String(Math.max(1, Math.round(ringMs / 1000)));
}

/** A number without the signs that end it early. */
function dialable(number: string): string {
  return number.replace(/[^0-9A-Za-z._+*#-]/g, '');
}

/** A display name without the signs that end it early. */
function plain(name: string): string {
  return shownName(name).replace(/["<>\\]/g, '');
}

/** Control characters would begin a new SIP header. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}

import type { TelephonyEvent } from '../../calls/ports/telephony-events.ts';
import type { Refusal } from '../../calls/watches/refusals.ts';
import { callerOf, sourceOf } from './caller.ts';
import { endOf } from './endings.ts';
import { causesOf, isLocal } from './forwards.ts';
import { isOwnLine } from './line-config.ts';
import {
  type AriChannel,
  type AriEvent,
  type AriRecording,
  argumentsOf,
  readArgument,
  SNOOP_PREFIX,
} from './wire.ts';

/** What an event of Asterisk means to us. */
export type Translation =
  | { readonly kind: 'event'; readonly event: TelephonyEvent }
  /** A snoop we made has entered our application: now it can record. */
  | { readonly kind: 'snoop-ready'; readonly snoop: string }
  /** A channel that is yet to be dialled is there. */
  | { readonly kind: 'made'; readonly channel: string }
  /** A forwarding of Asterisk's own has got in: nobody called. */
  | { readonly kind: 'uninvited'; readonly channel: string }
  /** The dialplan is about to refuse a call and waits for us to have counted it. */
  | { readonly kind: 'refused'; readonly channel: string; readonly why: Refusal }
  /** A line has another contact, or none any more. */
  | { readonly kind: 'contact'; readonly line: string }
  | { readonly kind: 'replaced'; readonly application: string }
  | { readonly kind: 'nothing' };

const NOTHING: Translation = { kind: 'nothing' };

/**
 * Translates one event. Which of a channel's last events is its end depends on who made the channel (facts 33):
 * one from the dialplan gets StasisEnd only, unless it is watched (far-ends.ts), so that is its end, with no cause; one that we dialled gets
 * ChannelDestroyed always, answered or not, and it tells the cause, so its StasisEnd is passed over.
 */
export function translate(event: AriEvent): Translation {
  switch (event.type) {
    case 'StasisStart':
      return entered(event);
    case 'StasisEnd':
      return argumentsOf(event.channel)?.[0] === 'inbound' ? ended(event.channel, 0, 0) : NOTHING;
    case 'ChannelDestroyed': {
      const { cause, sipCause } = causesOf(event);
      return ended(event.channel, cause, sipCause);
    }
    case 'Dial':
      return dialled(event);
    case 'ChannelHold':
      return asEvent({ kind: 'held', channel: event.channel.id, held: true });
    case 'ChannelUnhold':
      return asEvent({ kind: 'held', channel: event.channel.id, held: false });
    case 'ChannelDtmfReceived':
      return asEvent({ kind: 'digit', channel: event.channel.id, digit: event.digit });
    case 'PlaybackFinished':
      return asEvent({ kind: 'played', playback: event.playback.id, ok: event.playback.state !== 'failed' });
    case 'RecordingFinished':
      return recorded(event.recording, true);
    case 'RecordingFailed':
      return recorded(event.recording, false);
    case 'PeerStatusChange':
      return lineChanged(event.endpoint.resource, event.peer.peer_status === 'Reachable');
    case 'ContactStatusChange':
      return { kind: 'contact', line: event.contact_info.aor };
    case 'ApplicationReplaced':
      return { kind: 'replaced', application: event.application };
    default:
      return NOTHING;
  }
}

function entered(event: Extract<AriEvent, { type: 'StasisStart' }>): Translation {
  const { id } = event.channel;
  if (id.startsWith(SNOOP_PREFIX)) return { kind: 'snoop-ready', snoop: id };
  if (isLocal(event.channel)) return { kind: 'uninvited', channel: id };
  const [why, dialled = '', from = 'trunk'] = event.args;
  if (why === 'refused') return { kind: 'refused', channel: id, why: refusalOf(event.args[1]) };
  if (why !== 'inbound') {
    if (event.channel.state !== 'Up') return { kind: 'made', channel: id };
    return asEvent({ kind: 'leg-answered', channel: id, args: event.args.map(readArgument) });
  }
  return asEvent({
    kind: 'rang',
    channel: id,
    ...callerOf(event.channel, event.args),
    dialled,
    from,
    source: sourceOf(event.channel, event.args),
  });
}

/** Asterisk tells of progress once there is early media, for a 183 without it is ignored (pjsip.conf). */
function dialled({ dialstatus, peer }: Extract<AriEvent, { type: 'Dial' }>): Translation {
  if (dialstatus === 'PROGRESS') return asEvent({ kind: 'early-media', channel: peer.id });
  if (dialstatus !== 'ANSWER') return NOTHING;
  return asEvent({ kind: 'leg-answered', channel: peer.id, args: argumentsOf(peer) ?? [] });
}

/** The dialplan knows two (extensions.conf, `[refuse]`). */
function refusalOf(text: string | undefined): Refusal {
  return text === 'no-codec' ? text : 'no-service';
}

/** The channel's last state is `Ringing` after a 180, `Down` when nothing, 100 or 183 only was heard (measured). */
function ended({ id: channel, state }: AriChannel, cause: number, status: number): Translation {
  if (channel.startsWith(SNOOP_PREFIX)) return NOTHING;
  return asEvent({ kind: 'ended', channel, end: endOf(cause, status), rang: state === 'Ringing' });
}

/** Trunks have contacts too, but they are not lines of ours. */
function lineChanged(line: string, reachable: boolean): Translation {
  return isOwnLine(line) ? asEvent({ kind: 'line', line, reachable }) : NOTHING;
}

function recorded(
  { name: recording, duration: seconds = 0, talking_duration: spoken }: AriRecording,
  ok: boolean,
): Translation {
  return asEvent({ kind: 'recorded', recording, ok, seconds, ...(spoken === undefined ? {} : { spoken }) });
}

function asEvent(event: TelephonyEvent): Translation {
  return { kind: 'event', event };
}

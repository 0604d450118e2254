import type { AriChannel, AriEvent } from './wire.ts';

/*
 * Asterisk follows a 3xx by itself, without asking: it calls what the Contact's user part names, by default as
 * `Local/<user>@<context of the endpoint>` (main/dial.c, handle_call_forward). No option of 22.10.1 turns that off for
 * calls that ARI originates. So it is made to lead nowhere (`FORWARD_CONTEXT`, an empty context of extensions.conf). A user
 * part that names a technology itself (`PJSIP/900@trunk`, written with %2F and %40) passes by that context: what it
 * began is ended as soon as the leg that was forwarded ends, and a Local channel never becomes a call.
 */

/** The context that the user part of a 3xx is looked up in. */
export const FORWARD_CONTEXT = 'forwarded';

/** Asterisk's name for an id that nobody chose: `<systemname>-<epoch seconds>.<n>`. */
const CHOSEN_BY_ASTERISK = /(?:^|-)\d{9,}\.\d+$/;

/** The application that Asterisk shows for a channel which it dials. */
const BEING_DIALLED = 'AppDial2';

/** Q.850 "redirected to new destination", and a 3xx whose exact number is not known. */
const FORWARDED = { cause: 23, sipCause: 302 } as const;

/**
 * Why a leg ended. One time in seven Asterisk drops a forwarded leg before it has noted the telephone's answer: then it
 * ends unanswered and without any cause, which no other ending does.
 */
export function causesOf(event: Extract<AriEvent, { type: 'ChannelDestroyed' }>): {
  cause: number;
  sipCause: number;
} {
  const { cause, tech_cause: sipCause = 0, channel } = event;
  const isUnanswered = channel.dialplan.app_name === BEING_DIALLED && channel.state !== 'Up';
  const isUnexplained = cause === 0 && sipCause === 0 && isUnanswered;
  return isUnexplained ? FORWARDED : { cause, sipCause };
}

/** A channel of no telephone: only a forwarding makes one here. */
export function isLocal(channel: Pick<AriChannel, 'name'>): boolean {
  return channel.name.startsWith('Local/');
}

/** The channels that are being dialled and were never ordered by us, out of all there are. */
export function neverOrdered(channels: readonly AriChannel[]): string[] {
  return channels
    .filter(({ id, dialplan }) => dialplan.app_name === BEING_DIALLED && CHOSEN_BY_ASTERISK.test(id))
    .map(({ id }) => id);
}

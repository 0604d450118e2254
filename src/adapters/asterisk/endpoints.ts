import type { Endpoint } from '../../agents/ports.ts';
import { isOwnLine } from './line-config.ts';

/*
 * How Asterisk is told whom to ring. Everybody else passes these texts on, and stores them with a call, without
 * reading them.
 */

export const TRUNK = 'trunk';

/** The telephone of a line of ours. */
export const endpointOfLine = (line: string): Endpoint => `PJSIP/${line}`;

/** A number, by the trunk. */
export const endpointByTrunk = (number: string): Endpoint => `PJSIP/${number}@${TRUNK}`;

/** A customer's telephone on this machine, of a demo centre. */
export const endpointOfDemo = (number: string, port: number): Endpoint =>
  `PJSIP/demo-trunk/sip:${number}@127.0.0.1:${port}`;

/** The line that an endpoint rings; null for what is no telephone of ours, such as a number by the trunk. */
export function lineAtEndpoint(endpoint: Endpoint): string | null {
  const line = /^PJSIP\/([^@/]+)$/.exec(endpoint)?.[1] ?? '';
  return isOwnLine(line) ? line : null;
}

export const isByTrunk = (endpoint: Endpoint): boolean => endpoint.endsWith(`@${TRUNK}`);

/** The line that a channel is on, by Asterisk's name for it, `PJSIP/<line>-<eight hex digits>`. */
export const lineOfChannel = (name: string): string | null =>
  lineAtEndpoint(name.replace(/-[0-9a-f]{8}$/, ''));

import { endpointByTrunk, endpointOfDemo } from '../adapters/asterisk/endpoints.ts';
import type { LineKeeper } from '../calls/lines/line-keeper.ts';
import type { CallsConfig } from '../config.ts';
import type { Entry } from '../outgoing/entries.ts';

/** A customer's telephone that anybody may start on this machine (`npm run call -- --listen`), demo only. */
const DEMO_LINE_PORT = 5070;
/** What the gate lets out: E.164 with the plus, or a short code. */
const DIALLED = /^(\+[1-9]\d{3,14}|\d{1,6})$/;

/**
 * Where a number that the gate (src/outgoing) lets out is dialled; null is "no way out". A guest of `/call` who is there is
 * rung in the browser, but for the code that proves a line; all else goes to the trunk, and only a demo centre without a trunk rings the demo line on this
 * machine.
 */
export function outgoingRoute(
  number: string,
  entry: Entry,
  config: Pick<CallsConfig, 'trunkAddress' | 'demo'>,
  lines: Pick<LineKeeper, 'guestEndpoint'>,
): string | null {
  if (!DIALLED.test(number)) return null;
  // A code that proves a line is for the person at the line, and not for the browser that proved it before.
  const guest = entry === 'proof-call' ? null : lines.guestEndpoint(number);
  if (guest) return guest;
  if (config.trunkAddress) return endpointByTrunk(number);
  const port = Number(process.env.CAUCE_DEMO_LINE_PORT ?? DEMO_LINE_PORT);
  return config.demo ? endpointOfDemo(number, port) : null;
}

/** Whether anything but a guest's browser can be called at all. */
export const hasWayOut = ({ trunkAddress, demo }: Pick<CallsConfig, 'trunkAddress' | 'demo'>): boolean =>
  trunkAddress !== null || demo;

/**
 * The name by which the carrier itself knows us, shown where the policy names no number of ours: the user of the trunk's
 * address. '' without one: then the caller is withheld, for a number that cannot be called back is worse than none.
 */
export function trunkUser(address: string | null): string {
  return /^sip:([^@]+)@/.exec(address ?? '')?.[1] ?? '';
}

import type { NodeRecordings } from '../../calls/ports/node-recordings.ts';
import type { Clock } from '../../kit/clock.ts';
import { asteriskAddress } from './address.ts';
import { HttpRoad } from './http-road.ts';
import { AsteriskRecordings } from './node-recordings.ts';

/**
 * Only the recordings of a node, over HTTP. Who just fetches files must not open the event socket: there is one
 * for each application, and a second one silences the first.
 */
export function openSpool(url: string, clock: Clock): { recordings: NodeRecordings; close(): void } {
  const road = new HttpRoad(asteriskAddress(url), clock);
  return { recordings: new AsteriskRecordings(road), close: () => road.close() };
}

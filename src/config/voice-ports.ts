/** First and last UDP port, both included. */
export type Ports = readonly [number, number];

/** So much of the voice is kept for the telephones of agents, who answer those that were taken. */
const RESERVE = 0.1;

/** How many channels have a voice: each takes a port for RTP and the next one for RTCP. */
export function voicePairs([from, to]: Ports): number {
  return Math.floor((to - from + 1) / 2);
}

/** How many of so many pairs are for calls and their agents together; the rest is kept for agents. */
export function roomIn(pairs: number): number {
  return Math.max(1, pairs - Math.max(1, Math.ceil(pairs * RESERVE)));
}

/**
 * Asterisk gives a call its ports before anybody is asked whether it is taken, and a flood of calls that are refused holds
 * them for a moment. So that it takes only its own:
 *
 *   all ports   |···· calls that are taken ····|·· to be refused on ··|·· agents' telephones, calls out ··|
 *               |·························[ of which guests' ]|
 *
 * Agents and calls that go out take any; who comes in never the last, guests only as many as they may have calls.
 */
export function incomingPorts(ports: Ports): Ports {
  const [from] = ports;
  const pairs = voicePairs(ports);
  const room = roomIn(pairs);
  return [from, from + 2 * (room + half(pairs - room)) - 1];
}

/**
 * How many calls from outside Asterisk lets in: more than are taken, so that the server refuses and counts the others; fewer
 * than have ports, so that those beyond hear 503, by which a carrier goes another way, and not 488.
 */
export function callsLetIn(ports: Ports): number {
  const room = roomIn(voicePairs(ports));
  return room + half(voicePairs(incomingPorts(ports)) - room);
}

const half = (count: number): number => Math.ceil(count / 2);

/** `channels`: how many calls guests may have at once. */
export function guestPorts(ports: Ports, channels: number): Ports {
  const [from, to] = incomingPorts(ports);
  return [Math.max(from, to - 2 * channels + 1), to];
}

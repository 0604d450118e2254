import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/** A fixed port is taken; the sentence names the variable that changes it. */
export class PortTakenError extends Error {
  constructor(port: number, variable: string) {
    super(
      `El puerto ${port} está ocupado por otro programa. Elija otro con ${variable}.\n` +
        `Port ${port} is taken by another program. Choose another one with ${variable}.`,
    );
    this.name = 'PortTakenError';
  }
}

/** Below the range that the kernel hands to outgoing connections, so that none of those can take it meanwhile. */
const FIRST_PORT = 20000;
const LAST_PORT = 31999;
const TRIES = 200;

export type Transport = 'tcp' | 'udp';

export function isPortFree(port: number, host: string, transport: Transport): Promise<boolean> {
  return transport === 'tcp' ? isTcpFree(port, host) : isUdpFree(port, host);
}

/** Given out by this process, and until when: whoever got one may not listen on it yet, so that it still looks free. */
const given = new Map<number, number>();
/** By then a program listens on what it was given, or never will, ms. */
const GIVEN_FOR_MS = 60_000;

/** A port on loopback that nobody listens on now, for TCP and UDP alike, and that was not given to somebody else just before. */
export async function freePort(): Promise<number> {
  return freeRange(1);
}

/** The first of `count` neighbouring free ports, the first one even, as RTP wants it. None of them is given to others soon. */
export async function freeRange(count: number): Promise<number> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const spread = LAST_PORT - FIRST_PORT - count;
    const first = FIRST_PORT + 2 * Math.floor((Math.random() * spread) / 2);
    const range = Array.from({ length: count }, (_, index) => first + index);
    const now = performance.now();
    if (range.some(port => (given.get(port) ?? now) > now)) continue;
    // Before the first wait, for others ask at the same time.
    for (const port of range) given.set(port, now + GIVEN_FOR_MS);
    const ends = count === 1 ? range : [first, first + count - 1];
    const free = await Promise.all(
      ends.flatMap(port => [isPortFree(port, '127.0.0.1', 'tcp'), isPortFree(port, '127.0.0.1', 'udp')]),
    );
    if (free.every(Boolean)) return first;
    for (const port of range) given.delete(port);
  }
  throw new Error(`no ${count} free ports between ${FIRST_PORT} and ${LAST_PORT}`);
}

/** Refuses with the variable's name when a port that a person chose is taken. */
export async function requirePort(port: number, host: string, transport: Transport, variable: string) {
  if (!(await isPortFree(port, host, transport))) throw new PortTakenError(port, variable);
}

function isTcpFree(port: number, host: string): Promise<boolean> {
  return new Promise(answer => {
    const server = createServer();
    server.once('error', () => answer(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => answer(true)));
  });
}

function isUdpFree(port: number, host: string): Promise<boolean> {
  return new Promise(answer => {
    const socket = createSocket({ type: host.includes(':') ? 'udp6' : 'udp4' });
    socket.once('error', () => {
      socket.close();
      answer(false);
    });
    socket.bind({ port, address: host, exclusive: true }, () => socket.close(() => answer(true)));
  });
}

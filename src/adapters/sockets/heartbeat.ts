import type { WebSocket } from 'ws';
import type { Clock } from '../../kit/clock.ts';

/** How often each side asks whether the other still lives; a peer that misses one answer is cut off. */
export const PING_EVERY_MS = 5_000;

/**
 * Pings a socket and terminates it when a ping stays without a pong until the next one is due, for a half-open
 * TCP connection reports nothing by itself. Returns what stops it; it also stops when the socket closes.
 */
export function keepAlive(socket: WebSocket, clock: Clock, everyMs: number = PING_EVERY_MS): () => void {
  let answered = true;
  const beat = () => {
    if (!answered) {
      socket.terminate();
      return;
    }
    answered = false;
    socket.ping();
    timer = clock.after(everyMs, beat);
  };
  let timer = clock.after(everyMs, beat);
  const stop = () => timer.cancel();
  socket.on('pong', () => {
    answered = true;
  });
  socket.on('close', stop);
  return stop;
}

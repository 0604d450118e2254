import type { Socket } from 'node:net';

/**
 * Sends what is written to a socket in one round of the event loop with one call of the system, which costs as much for one
 * message as for ten. `gather` is called before each write.
 */
export class GatheredWrites {
  private socket: Socket | null = null;
  private gathering = false;

  /** The connection whose writes are gathered from now on. */
  attach(socket: Socket): void {
    this.socket = socket;
    this.gathering = false;
  }

  gather(): void {
    const { socket } = this;
    if (this.gathering || socket === null) return;
    this.gathering = true;
    socket.cork();
    setImmediate(() => {
      if (this.socket === socket) this.gathering = false;
      socket.uncork();
    });
  }
}

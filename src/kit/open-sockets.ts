/** Whose socket it is: a log-in, and the person or guest behind it. */
export interface SocketOf {
  readonly session: string;
  readonly owner: string;
}

export interface SocketLimits {
  readonly perSession: number;
  readonly perOwner: number;
}

/**
 * The open sockets of many people, and which must go when there is one more. It is the oldest of the same log-in, then
 * the oldest of the same person: a page that was loaded anew, or opened beside others, is the one that is looked at, and
 * an old socket may be of a page that is gone without a word. Nobody closes a socket of somebody else.
 */
export class OpenSockets<Socket> {
  private readonly sockets = new Map<Socket, SocketOf>();
  private readonly limits: SocketLimits;

  constructor(limits: SocketLimits) {
    this.limits = limits;
  }

  get size(): number {
    return this.sockets.size;
  }

  /** Answers the socket that must be closed now, or null. */
  add(socket: Socket, of: SocketOf): Socket | null {
    this.sockets.set(socket, of);
    const ofOwner = [...this.sockets].filter(([, { owner }]) => owner === of.owner);
    const ofSession = ofOwner.filter(([, { session }]) => session === of.session);
    const { perSession, perOwner } = this.limits;
    if (ofSession.length > perSession) return ofSession[0]?.[0] ?? null;
    if (ofOwner.length > perOwner) return ofOwner[0]?.[0] ?? null;
    return null;
  }

  remove(socket: Socket): void {
    this.sockets.delete(socket);
  }

  [Symbol.iterator](): IterableIterator<[Socket, SocketOf]> {
    return this.sockets[Symbol.iterator]();
  }
}

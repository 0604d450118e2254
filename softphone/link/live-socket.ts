import type { Clock, Timer } from '../../src/kit/clock.ts';
import type { LiveMessage } from '../../src/live/messages.ts';
import { CROWDED, readLiveMessage } from '../../src/live/messages.ts';
import { type Link, type LinkInput, type LinkOrder, NEW_LINK, step } from './resume.ts';

/** One connection attempt: what can be done with it, and what it tells. */
export interface Socket {
  send(text: string): void;
  close(): void;
}
export interface SocketHandlers {
  onOpen(): void;
  onText(text: string): void;
  /** `code`: of RFC 6455 §7.4. */
  onClose(code: number): void;
}

/** A WebSocket of the browser. */
export function browserSocket(address: string, handlers: SocketHandlers): Socket {
  const socket = new WebSocket(address);
  socket.addEventListener('open', () => handlers.onOpen());
  socket.addEventListener('close', ({ code }) => handlers.onClose(code));
  socket.addEventListener('message', event => {
    if (typeof event.data === 'string') handlers.onText(event.data);
  });
  return {
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => socket.close(),
  };
}

export interface LiveParts {
  readonly open: (handlers: SocketHandlers) => Socket;
  readonly clock: Clock;
  readonly chance: () => number;
  /** Whether somebody looks at the page now. */
  readonly isShown: () => boolean;
  readonly onMessage: (message: LiveMessage) => void;
  /** Whether the page hears the server now. */
  readonly onLink: (up: boolean) => void;
}

const TICK_MS = 1_000;

/** Keeps the page in touch with the centre until `close` is called; resumes by itself after every loss. */
export function liveSocket({ open, clock, chance, isShown, onMessage: onNews, onLink }: LiveParts): {
  close(): void;
  /** Does not wait for its pause to end: the page is looked at again. */
  hurry(): void;
  /** By another socket at once: the network is another one, and the old one would be silent for a while first. */
  renew(): void;
} {
  let link: Link = NEW_LINK;
  let socket: Socket | null = null;
  /** Sockets that were given up may still speak; only the newest is listened to. */
  let attempt = 0;
  let retry: Timer | null = null;
  let ticking: Timer | null = null;
  let closed = false;

  function input(what: LinkInput): void {
    if (closed) return;
    const before = link.phase;
    const next = step(link, what, clock.now());
    link = next.link;
    for (const order of next.orders) obey(order);
    if ((before === 'up') !== (link.phase === 'up')) onLink(link.phase === 'up');
  }

  function obey(order: LinkOrder): void {
    switch (order.do) {
      case 'open':
        connect();
        return;
      case 'say':
        socket?.send(JSON.stringify(order.message));
        return;
      case 'close':
        drop();
        return;
      case 'retry-in':
        retry = clock.after(order.ms, () => input({ kind: 'retry' }));
        return;
      case 'pass-on':
        onNews(order.message);
        return;
      default:
        order satisfies never;
    }
  }

  function connect(): void {
    const mine = ++attempt;
    socket = open({
      onOpen: () => {
        if (attempt === mine) input({ kind: 'opened' });
      },
      onText: text => {
        const message = attempt === mine ? readLiveMessage(text) : null;
        if (message) input({ kind: 'received', message });
      },
      onClose: code => {
        if (attempt === mine) lost(code);
      },
    });
  }

  function lost(code: number): void {
    attempt++;
    socket = null;
    input({ kind: 'closed', chance: chance(), rest: code === CROWDED && !isShown() });
  }

  /** A half-open socket may take minutes to tell that it closed: it is given up at once. */
  function drop(): void {
    const old = socket;
    attempt++;
    socket = null;
    old?.close();
    input({ kind: 'closed', chance: chance(), rest: false });
  }

  function hurry(): void {
    retry?.cancel();
    input({ kind: 'retry' });
  }

  const tick = () => {
    input({ kind: 'tick' });
    if (!closed) ticking = clock.after(TICK_MS, tick);
  };

  connect();
  ticking = clock.after(TICK_MS, tick);
  return {
    close() {
      closed = true;
      retry?.cancel();
      ticking?.cancel();
      socket?.close();
      socket = null;
    },
    hurry,
    renew() {
      if (socket) drop();
      hurry();
    },
  };
}

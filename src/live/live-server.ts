import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Visitor } from '../http/access.ts';
import type { LoggedIn, SessionDesk } from '../http/session-desk.ts';
import type { Clock, Timer } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import { OpenSockets } from '../kit/open-sockets.ts';
import { type Allowance, TokenBucket } from '../kit/token-bucket.ts';
import type { Reader } from '../rights/sight.ts';
import { keyOf } from './cut.ts';
import type { LiveHub } from './live-hub.ts';
import { ALIVE_EVERY_MS, CROWDED, type LiveMessage, SILENCE_LIMIT_MS } from './messages.ts';

/** A page says hello and alive, no more: anything longer is not one of ours. */
const MESSAGE_BYTES_MAX = 1_024;
/** A page that takes this much less than it is sent is cut off; it resumes when it can. */
const BUFFERED_BYTES_MAX = 4 * 1024 * 1024;

/** A page says hello once and alive every five seconds; a ping of a proxy counts too. */
const MESSAGES: Allowance = { burst: 10, perSecond: 2 };
/** Windows of one browser, and of one person in all. */
const PAGES = { perSession: 12, perOwner: 24 };
/** A peer that does not answer our close is cut off, ms. */
const CLOSE_LIMIT_MS = 2_000;

/** Close codes of our own (RFC 6455 §7.4.2) and of the RFC. */
const LOGGED_OUT = 4001;
const GOING_AWAY = 1001;
const POLICY = 1008;

const PageMessages = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('hello'),
    epoch: z.string().max(64).nullable(),
    seq: z.int().nonnegative(),
  }),
  z.strictObject({ kind: z.literal('alive') }),
]);

/** One open page. `unsubscribe` is null until its hello came. */
interface OpenPage {
  readonly socket: WebSocket;
  readonly allowance: TokenBucket;
  visitor: Visitor;
  lastMessageAt: number;
  saidHello: boolean;
  unsubscribe: (() => void) | null;
}

/**
 * The server's side of `/live`:
 *
 *   let in ──hello──► brought up to date ──events…──► gone: closed by the page, silent, too slow, sends too much, logged out,
 *                                          │  ▲             or one too many of its person
 *                                          │  ▲
 *                                          └──┴ its session ended in a call: from now on it sees that call alone
 */
export class LiveServer {
  private readonly pages = new Set<OpenPage>();
  private readonly sockets = new OpenSockets<OpenPage>(PAGES);
  private readonly server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MESSAGE_BYTES_MAX,
    perMessageDeflate: false,
  });
  private checkTimer: Timer;
  private readonly hub: LiveHub;
  private readonly sessions: Pick<SessionDesk, 'touch' | 'ticketOf'>;
  private readonly clock: Clock;
  private readonly log: Log;
  private readonly isReduced: () => boolean;

  constructor(
    hub: LiveHub,
    sessions: Pick<SessionDesk, 'touch' | 'ticketOf'>,
    clock: Clock,
    log: Log,
    isReduced: () => boolean = () => false,
  ) {
    this.hub = hub;
    this.isReduced = isReduced;
    this.sessions = sessions;
    this.clock = clock;
    this.log = log;
    this.checkTimer = clock.after(ALIVE_EVERY_MS, () => this.checkPages());
  }

  /** Takes over a connection that has been let in. */
  open(request: IncomingMessage, socket: Duplex, head: Buffer, visitor: Visitor): void {
    this.server.handleUpgrade(request, socket, head, opened => this.onOpen(opened, visitor));
  }

  /** Tells all pages that we are there, and whether they are told of changes less often. */
  sayAlive(): void {
    const reduced = this.isReduced() ? { reduced: true as const } : {};
    const text = JSON.stringify({ kind: 'alive', now: this.clock.now(), ...reduced } satisfies LiveMessage);
    for (const page of [...this.pages]) this.send(page, text);
  }

  size(): number {
    return this.pages.size;
  }

  /** Whether a page of this person is open whose session has ended in a call. */
  showsLastCallTo(person: string): boolean {
    for (const { visitor } of this.pages) {
      if (visitor.only !== null && visitor.person.id === person) return true;
    }
    return false;
  }

  /** Ends the pages whose log-in ended; the others see from now on what role, queues and an ended session allow. */
  keepOnly(loggedIn: LoggedIn): void {
    for (const page of [...this.pages]) {
      const known = loggedIn.get(page.visitor.session.id);
      if (!known?.person) this.logOut(page);
      else this.changeSight(page, { ...known, person: known.person });
    }
  }

  close(): void {
    this.checkTimer.cancel();
    for (const page of [...this.pages]) {
      this.forget(page);
      page.socket.close(GOING_AWAY);
      page.socket.terminate();
    }
    this.server.close();
  }

  private onOpen(socket: WebSocket, visitor: Visitor): void {
    const now = this.clock.now();
    const allowance = new TokenBucket(MESSAGES, now);
    const page: OpenPage = {
      socket,
      allowance,
      visitor,
      lastMessageAt: now,
      saidHello: false,
      unsubscribe: null,
    };
    this.pages.add(page);
    const oldest = this.sockets.add(page, { session: visitor.session.id, owner: visitor.person.id });
    if (oldest !== null) this.closePage(oldest, CROWDED);
    socket.on('message', (data, binary) => this.onMessage(page, binary ? '' : data.toString()));
    socket.on('ping', () => this.allowFrame(page));
    // We ping nobody: a pong counts as any other frame.
    socket.on('pong', () => this.allowFrame(page));
    socket.on('close', () => this.forget(page));
    socket.on('error', error => {
      this.log.debug({ err: error }, 'live socket failed');
      socket.terminate();
    });
  }

  private onMessage(page: OpenPage, text: string): void {
    if (!this.allowFrame(page)) return;
    const message = readPageMessage(text);
    // Each hello brings the page up to date with the whole centre: one is enough.
    if (message === null || (message.kind === 'hello' && page.saidHello)) {
      this.closePage(page, POLICY);
      return;
    }
    page.lastMessageAt = this.clock.now();
    this.sessions.touch(page.visitor.session);
    if (message.kind === 'alive') return;
    page.saidHello = true;
    this.subscribe(page, message);
  }

  /** Whether a page may say something more; one that was closed may not, whatever it had on its way to us. */
  private allowFrame(page: OpenPage): boolean {
    if (!this.pages.has(page)) return false;
    if (page.allowance.take(this.clock.now())) return true;
    this.log.info({ person: page.visitor.person.id }, 'live socket sends too much, closed');
    this.closePage(page, POLICY);
    return false;
  }

  private subscribe(page: OpenPage, seen: { epoch: string | null; seq: number }): void {
    const { only } = page.visitor;
    if (only !== null) {
      const message: LiveMessage = { kind: 'session-ending', seq: this.hub.seq(), call: only };
      this.send(page, JSON.stringify(message));
    }
    const unsubscribe = this.hub.subscribe(
      this.readerOf(page.visitor),
      { send: text => this.send(page, text) },
      seen,
    );
    // Bringing it up to date may have been too much for a slow page, which is forgotten then.
    if (this.pages.has(page)) page.unsubscribe = unsubscribe;
    else unsubscribe();
    // While it was away they may have been set on another page.
    if (seen.epoch !== null) this.tellKeys(page);
  }

  private tellKeys(page: OpenPage): void {
    const keys = page.visitor.person.ownKeys ?? {};
    this.send(page, JSON.stringify({ kind: 'own-keys', seq: this.hub.seq(), keys } satisfies LiveMessage));
  }

  private send(page: OpenPage, text: string): void {
    const { socket } = page;
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > BUFFERED_BYTES_MAX) {
      this.log.info({ person: page.visitor.person.id }, 'live socket too slow, cut off');
      this.forget(page);
      socket.terminate();
      return;
    }
    socket.send(text);
  }

  private logOut(page: OpenPage): void {
    const message: LiveMessage = { kind: 'logged-out', seq: this.hub.seq() };
    this.send(page, JSON.stringify(message));
    this.closePage(page, LOGGED_OUT);
  }

  private closePage(page: OpenPage, code: number): void {
    const { socket } = page;
    this.forget(page);
    socket.close(code);
    const cut = this.clock.after(CLOSE_LIMIT_MS, () => socket.terminate());
    socket.once('close', () => cut.cancel());
  }

  private changeSight(page: OpenPage, visitor: Visitor): void {
    const before = page.visitor;
    page.visitor = visitor;
    if (page.saidHello && keysOf(before) !== keysOf(visitor)) this.tellKeys(page);
    if (page.unsubscribe === null || keyOf(this.readerOf(before)) === keyOf(this.readerOf(visitor))) return;
    page.unsubscribe();
    this.subscribe(page, { epoch: null, seq: 0 });
  }

  private readerOf({ person, only }: Visitor): Reader {
    if (only === null) return person;
    return { ...person, queues: [], areas: [], only: { call: only, ticket: this.sessions.ticketOf(only) } };
  }

  private checkPages(): void {
    const now = this.clock.now();
    for (const page of [...this.pages]) {
      if (now - page.lastMessageAt <= SILENCE_LIMIT_MS) continue;
      this.forget(page);
      page.socket.terminate();
    }
    this.sayAlive();
    this.checkTimer = this.clock.after(ALIVE_EVERY_MS, () => this.checkPages());
  }

  private forget(page: OpenPage): void {
    this.pages.delete(page);
    this.sockets.remove(page);
    page.unsubscribe?.();
    page.unsubscribe = null;
  }
}

const keysOf = ({ person }: Visitor): string => JSON.stringify(person.ownKeys ?? {});

function readPageMessage(text: string): z.infer<typeof PageMessages> | null {
  try {
    return PageMessages.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

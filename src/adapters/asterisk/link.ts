import type { Clock } from '../../kit/clock.ts';
import { CauceError } from '../../kit/errors.ts';
import type { Log } from '../../kit/log.ts';
import { LastingSocket } from '../sockets/lasting-socket.ts';
import { type AsteriskAddress, asteriskAddress } from './address.ts';
import { HttpRoad } from './http-road.ts';
import { LeastDelay } from './least-delay.ts';
import type { AriAnswer, AriRequest, RequestRoad } from './request.ts';
import { SocketRoad } from './socket-road.ts';
import { isNewEnough, OLDEST_ASTERISK } from './version.ts';
import {
  type AriEvent,
  type AriInfo,
  CALLS_APP,
  CALLS_EVENTS,
  DIALS_APP,
  DIALS_EVENTS,
  LINES_APP,
  LINES_EVENTS,
} from './wire.ts';

/** A handshake that we gave up may still be taken for us by an Asterisk that hung, for so long, ms. */
const GHOST_MS = 60_000;
/** Callers whom the dialplan held while nobody served are offered again within half a second; then they are new ones, ms. */
const CAUGHT_UP_MS = 2_000;

export interface LinkOptions {
  /** `http://user:password@host:port` of ARI. */
  readonly url: string;
  readonly clock: Clock;
  readonly log: Log;
  /** `socket` (unless told): all but the waiting requests go over the event socket; figures in README.md. */
  readonly road?: 'http' | 'socket';
}

export interface LinkListener {
  event(event: AriEvent): void;
  /** Filters and subscriptions are in place; events that came meanwhile follow. */
  connected(): void;
  disconnected(): void;
}

/** What passed over the link since it was made. */
export interface Traffic {
  requests: number;
  /** Events other than answers to requests. */
  eventsReceived: number;
  answersReceived: number;
  bytesReceived: number;
  connections: number;
}

/**
 * One connection to one Asterisk: its events and the road for requests.
 *
 *   away ──socket stands──► preparing (version, filters, lines) ──► connected ──socket lost──► away
 *     ▲                         │ any of it fails                       │ ApplicationReplaced
 *     ├─────────────────────────┘                                       ▼
 *     └───by one of our own handshakes that were given up────── by another process: stood down (for good)
 *
 * An Asterisk that hung takes up, when it goes on, all handshakes that came meanwhile, the last of them maybe after the
 * one that stands.
 */
export class AriLink {
  readonly traffic: Traffic = {
    requests: 0,
    eventsReceived: 0,
    answersReceived: 0,
    bytesReceived: 0,
    connections: 0,
  };
  private readonly log: Log;
  private readonly listener: LinkListener;
  private readonly address: AsteriskAddress;
  private readonly http: HttpRoad;
  private readonly overSocket: SocketRoad;
  private readonly socket: LastingSocket;
  private readonly quickRoad: RequestRoad;
  private state: 'away' | 'preparing' | 'connected' | 'stood-down' = 'away';
  private early: AriEvent[] = [];
  private trouble = '';
  private readonly clock: Clock;
  private ghosts = 0;
  private connectedAt = 0;
  private readonly arrivals = new LeastDelay();
  private callsCounted = 0;
  private lastGhostAt = 0;
  private readonly contact: Promise<void>;
  private readonly reached: () => void;
  private readonly refused: (error: CauceError) => void;

  constructor(options: LinkOptions, listener: LinkListener) {
    this.log = options.log.child({ part: 'asterisk' });
    this.listener = listener;
    this.clock = options.clock;
    this.address = asteriskAddress(options.url);
    this.http = new HttpRoad(this.address, options.clock);
    this.overSocket = new SocketRoad(text => this.socket.send(text), options.clock);
    this.quickRoad = options.road === 'http' ? this.http : this.overSocket;
    let reached: () => void = () => {};
    let refused: (error: CauceError) => void = () => {};
    this.contact = new Promise((resolve, reject) => {
      reached = resolve;
      refused = reject;
    });
    this.reached = reached;
    this.refused = refused;
    this.contact.catch(() => {});
    this.socket = new LastingSocket({
      url: `ws://${this.address.host}:${this.address.port}/ari/events?app=${CALLS_APP},${LINES_APP},${DIALS_APP}`,
      headers: { authorization: this.address.authorization },
      clock: options.clock,
      opened: () => void this.prepare(),
      message: text => this.read(text),
      closed: () => this.away(),
      failed: (status, error) => this.failed(status, error),
    });
  }

  get connected(): boolean {
    return this.state === 'connected';
  }

  /** Resolves at the first good connection; fails when Asterisk refuses our password or is too old. */
  firstContact(): Promise<void> {
    return this.contact;
  }

  /** Requests sent side by side may be carried out in any order, but for those of which `keepsOrder` says that they are not. */
  send(request: AriRequest): Promise<AriAnswer> {
    this.traffic.requests += 1;
    return this.roadOf(request).send(request);
  }

  /** Whether a request is carried out after all that were sent before it and keep the order too. */
  keepsOrder(request: AriRequest): boolean {
    return this.roadOf(request) === this.overSocket;
  }

  private roadOf(request: AriRequest): RequestRoad {
    return request.waits || !this.socket.isOpen() ? this.http : this.quickRoad;
  }

  /**
   * How far Asterisk is behind, the least since this was last asked, ms: with its answers, or with calls that come in, from
   * their channel to our application.
   */
  takeDelay(): number {
    return Math.max(this.overSocket.takeDelay(), this.arrivals.take());
  }

  /** Calls that came in and were told to us. */
  get callsArrived(): number {
    return this.callsCounted;
  }

  /** Who came while nobody served has waited for us and not for Asterisk. */
  private measureArrival(event: Extract<AriEvent, { type: 'StasisStart' }>): void {
    if (event.args[0] !== 'inbound') return;
    this.callsCounted += 1;
    if (this.clock.now() - this.connectedAt < CAUGHT_UP_MS) return;
    this.arrivals.add(Date.parse(event.timestamp) - Date.parse(event.channel.creationtime));
  }

  /** The bytes of a file as `body`; ARI gives them over HTTP only. */
  download(request: AriRequest): Promise<AriAnswer> {
    this.traffic.requests += 1;
    return this.http.download(request);
  }

  async close(): Promise<void> {
    this.state = 'stood-down';
    await this.socket.close();
    this.overSocket.close();
    this.http.close();
  }

  private async prepare(): Promise<void> {
    this.state = 'preparing';
    this.early = [];
    const info = await this.send({ method: 'GET', path: ['asterisk', 'info'] });
    if (info.kind === 'answer' && info.status === 200) {
      const { version } = (info.body as AriInfo).system;
      if (!isNewEnough(version))
        return this.unusable(`version ${version} is older than ${OLDEST_ASTERISK.join('.')}`);
    }
    const steps = [
      info,
      await this.send(filter(CALLS_APP, CALLS_EVENTS)),
      await this.send(filter(LINES_APP, LINES_EVENTS)),
      await this.send(filter(DIALS_APP, DIALS_EVENTS)),
      await this.send({
        method: 'POST',
        path: ['applications', LINES_APP, 'subscription'],
        query: { eventSource: 'endpoint:' },
      }),
    ];
    if (this.state !== 'preparing') return;
    const bad = steps.find(step => step.kind !== 'answer' || step.status >= 300);
    if (bad) {
      this.noteTrouble(`preparing failed: ${bad.kind === 'answer' ? bad.status : bad.kind}`);
      this.socket.drop();
      return;
    }
    this.begin();
  }

  private begin(): void {
    this.state = 'connected';
    this.connectedAt = this.clock.now();
    this.trouble = '';
    this.traffic.connections += 1;
    this.socket.settle();
    this.log.info('asterisk away → connected');
    this.reached();
    this.listener.connected();
    const early = this.early;
    this.early = [];
    for (const event of early) this.pass(event);
  }

  private read(text: string): void {
    this.traffic.bytesReceived += text.length;
    const event = eventOf(text);
    if (event === null) {
      this.log.error({ bytes: text.length }, 'asterisk sent a text that is no event');
      return;
    }
    if (event.type === 'RESTResponse') {
      this.traffic.answersReceived += 1;
      this.overSocket.answered(event);
      return;
    }
    this.traffic.eventsReceived += 1;
    if (event.type === 'ApplicationReplaced') this.replaced(event.application);
    else if (this.state === 'connected') this.pass(event);
    else if (this.state === 'preparing') this.early.push(event);
  }

  /** A listener that throws must not take the connection with it. */
  private pass(event: AriEvent): void {
    try {
      this.listener.event(event);
      if (event.type === 'StasisStart') this.measureArrival(event);
    } catch (error) {
      this.log.error({ err: error, event: event.type }, 'an event of asterisk could not be handled');
    }
  }

  private away(): void {
    const wasConnected = this.state === 'connected';
    if (this.state !== 'stood-down') this.state = 'away';
    this.early = [];
    this.overSocket.lost();
    if (!wasConnected) return;
    this.log.warn('asterisk connected → away');
    this.listener.disconnected();
  }

  /** All applications of a socket are told of it, one after the other. */
  private replaced(application: string): void {
    if (this.state !== 'connected' && this.state !== 'preparing') return;
    if (this.ghosts === 0 || this.clock.now() - this.lastGhostAt > GHOST_MS) {
      this.standDown(application);
      return;
    }
    this.ghosts -= 1;
    this.noteTrouble('it took a handshake that was given up for the one that stands');
    this.away();
    this.socket.drop();
  }

  /** Someone else drives this Asterisk now; to take it back would only start a fight. */
  private standDown(application: string): void {
    this.log.error({ application }, 'asterisk connected → stood down: another process took our application');
    const wasConnected = this.state === 'connected';
    this.state = 'stood-down';
    this.overSocket.lost();
    void this.socket.close();
    if (wasConnected) this.listener.disconnected();
  }

  private failed(status: number | null, error: Error): void {
    if (status === null && !('code' in error && error.code === 'ECONNREFUSED')) {
      this.ghosts += 1;
      this.lastGhostAt = this.clock.now();
    }
    if (status === 401 || status === 403) this.unusable('the user or the password of ARI is refused');
    else this.noteTrouble(status === null ? error.message : `the handshake was answered with ${status}`);
  }

  private unusable(why: string): void {
    this.refused(new CauceError('internal', { part: 'asterisk', why }));
    this.noteTrouble(why);
    this.socket.drop();
  }

  /** Tries go on for ever; the log tells of a trouble once. */
  private noteTrouble(why: string): void {
    if (why === this.trouble) return;
    this.trouble = why;
    this.log.warn({ host: this.address.host, port: this.address.port }, `asterisk is away: ${why}`);
  }
}

function eventOf(text: string): AriEvent | null {
  try {
    const event: unknown = JSON.parse(text);
    return typeof event === 'object' && event !== null && 'type' in event ? (event as AriEvent) : null;
  } catch {
    return null;
  }
}

function filter(app: string, events: readonly string[]): AriRequest {
  return {
    method: 'PUT',
    path: ['applications', app, 'eventFilter'],
    body: { allowed: events.map(type => ({ type })) },
  };
}

import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { WebSocket } from 'ws';
import { waitUntil, within } from '../../kit/wait-until.ts';

/** Another application than ours, on the same Asterisk. */
const APP = 'bare-script';
const RINGS_S = 30;
const STARTS_WITHIN_MS = 20_000;

type Query = Readonly<Record<string, string>>;

/**
 * What anybody writes who has read Asterisk's manual of ARI: one request after the other by HTTP, each when the one before
 * was answered; events by a WebSocket. No state, no rules, no recording, nobody else to tell.
 */
export class BareScript {
  private readonly url: URL;
  private readonly socket: WebSocket;
  private readonly agent = new Agent({ keepAlive: true });
  private readonly started = new Map<string, () => void>();
  /** Channels that are there, and bridges. */
  private readonly channels = new Set<string>();
  private readonly bridges = new Set<string>();

  private constructor(url: URL, socket: WebSocket) {
    this.url = url;
    this.socket = socket;
    socket.on('message', data => {
      const event = JSON.parse(String(data)) as { type: string; channel?: { id: string } };
      const id = event.channel?.id ?? '';
      if (event.type === 'StasisStart') this.started.get(id)?.();
      if (event.type === 'StasisEnd') this.channels.delete(id);
    });
  }

  static async open(ariUrl: string): Promise<BareScript> {
    const url = new URL(ariUrl);
    const key = encodeURIComponent(`${url.username}:${url.password}`);
    const socket = new WebSocket(`ws://${url.host}/ari/events?app=${APP}&api_key=${key}`);
    await new Promise((done, failed) => {
      socket.once('open', done);
      socket.once('error', failed);
    });
    return new BareScript(url, socket);
  }

  /** Rings an endpoint. `answered` is the moment of `performance.now()` at which the script hears of the answer. */
  async dial(endpoint: string, headers: Query = {}): Promise<{ id: string; answered: Promise<void> }> {
    const id = randomUUID();
    const start = new Promise<void>(done => this.started.set(id, done));
    const answered = within(STARTS_WITHIN_MS, `${endpoint} answers the script`, start);
    // Whoever waits for it is told.
    answered.catch(() => undefined);
    this.channels.add(id);
    const variables = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [`PJSIP_HEADER(add,${name})`, value]),
    );
    const query = { endpoint, app: APP, timeout: String(RINGS_S), callerId: '"Prueba" <0414>' };
    await this.order('POST', `channels/${id}`, query, { variables });
    return { id, answered };
  }

  async bridge(): Promise<string> {
    const id = randomUUID();
    await this.order('POST', `bridges/${id}`, { type: 'mixing' });
    this.bridges.add(id);
    return id;
  }

  join(bridge: string, ...channels: readonly string[]): Promise<void> {
    return this.order('POST', `bridges/${bridge}/addChannel`, { channel: channels.join(',') });
  }

  leave(bridge: string, channel: string): Promise<void> {
    return this.order('POST', `bridges/${bridge}/removeChannel`, { channel });
  }

  music(channel: string, on: boolean): Promise<void> {
    return this.order(on ? 'POST' : 'DELETE', `channels/${channel}/moh`);
  }

  /** An ear at a channel, which hears both sides; resolves when it is there. */
  async snoop(channel: string): Promise<string> {
    const id = randomUUID();
    const there = new Promise<void>(done => this.started.set(id, done));
    this.channels.add(id);
    await this.order('POST', `channels/${channel}/snoop/${id}`, { spy: 'both', app: APP });
    await there;
    return id;
  }

  /** Hangs up all who are there and takes the bridges away. */
  async clear(...channels: readonly string[]): Promise<void> {
    const all = channels.length > 0 ? channels : [...this.channels];
    for (const id of all) await this.order('DELETE', `channels/${id}`).catch(() => undefined);
    await waitUntil(() => all.every(id => !this.channels.has(id)), { what: 'the script has hung up' });
    if (channels.length > 0) return;
    for (const id of this.bridges) await this.order('DELETE', `bridges/${id}`).catch(() => undefined);
    this.bridges.clear();
    this.started.clear();
  }

  close(): void {
    this.socket.close();
    this.agent.destroy();
  }

  private order(method: string, path: string, query: Query = {}, body?: unknown): Promise<void> {
    const { host, username, password } = this.url;
    const [hostname, port] = host.split(':');
    const text = body === undefined ? '' : JSON.stringify(body);
    return new Promise((done, failed) => {
      const sent = request({
        agent: this.agent,
        host: hostname,
        port,
        method,
        path: `/ari/${path}?${new URLSearchParams(query)}`,
        auth: `${username}:${password}`,
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
      });
      sent.on('error', failed);
      sent.on('response', response => {
        const { statusCode = 0 } = response;
        response.resume();
        response.on('end', () =>
          statusCode < 300 ? done() : failed(new Error(`${method} ${path}: ${statusCode}`)),
        );
      });
      sent.end(text);
    });
  }
}

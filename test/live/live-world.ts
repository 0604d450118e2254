import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { LiveMessage, PageMessage } from '../../src/live/messages.ts';
import { type WebWorld, webWorld } from '../http/web-world.ts';

/** A page's side of the live socket, which keeps what it was told. */
export interface TestPage {
  readonly socket: WebSocket;
  readonly heard: LiveMessage[];
  say(message: PageMessage): void;
  /** The next message that fits and was not returned before. */
  next<Kind extends LiveMessage['kind']>(kind: Kind): Promise<Extract<LiveMessage, { kind: Kind }>>;
  /** The connection below, for bytes that are no frames. */
  raw(): Duplex;
  /** The close code, once it is closed. */
  closed: Promise<number>;
}

export interface LiveWorld extends WebWorld {
  readonly port: number;
  /** A socket that says hello at once; `seen` is what it saw before. */
  page(username: string, seen?: { epoch: string | null; seq: number }): Promise<TestPage>;
  /** The same with a cookie that is there already. */
  pageOf(cookie: string, seen?: { epoch: string | null; seq: number }): Promise<TestPage>;
  open(path: string, headers: Record<string, string>, protocols?: string[]): WebSocket;
}

/** The web on memory adapters, listening on a real port. */
export async function liveWorld(options: Parameters<typeof webWorld>[0] = {}): Promise<LiveWorld> {
  const world = await webWorld(options);
  await world.web.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = world.web.app.server.address() as AddressInfo;
  const open: LiveWorld['open'] = (path, headers, protocols = []) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, protocols, { headers });
    onTestFinished(() => socket.terminate());
    return socket;
  };
  return {
    ...world,
    port,
    open,
    page: async (username, seen) => pageOf(await world.cookieOf(username), seen),
    pageOf,
  };

  async function pageOf(cookie: string, seen = { epoch: null as string | null, seq: 0 }): Promise<TestPage> {
    const page = testPage(open('/live', { cookie }));
    await new Promise((resolve, reject) => page.socket.once('open', resolve).once('error', reject));
    page.say({ kind: 'hello', ...seen });
    return page;
  }
}

function testPage(socket: WebSocket): TestPage {
  const heard: LiveMessage[] = [];
  const taken = new Set<LiveMessage>();
  let waiting: (() => void)[] = [];
  socket.on('message', data => {
    heard.push(JSON.parse(data.toString()) as LiveMessage);
    for (const wake of waiting.splice(0)) wake();
  });
  return {
    socket,
    heard,
    say: message => socket.send(JSON.stringify(message)),
    raw: () => (socket as unknown as { _socket: Duplex })._socket,
    async next(kind) {
      for (;;) {
        const found = heard.find(message => message.kind === kind && !taken.has(message));
        if (found !== undefined) {
          taken.add(found);
          return found as Extract<LiveMessage, { kind: typeof kind }>;
        }
        await new Promise<void>(resolve => {
          waiting = [...waiting, resolve];
        });
      }
    },
    closed: new Promise(resolve => socket.once('close', resolve)),
  };
}

/** How a refused handshake was answered: its status and our code. */
export function refusal(socket: WebSocket): Promise<{ status: number | undefined; code: unknown }> {
  return new Promise((resolve, reject) => {
    socket.once('open', () => reject(new Error('it was let in')));
    socket.once('error', () => undefined);
    socket.once('unexpected-response', (_request, response) => {
      resolve({ status: response.statusCode, code: response.headers['x-cauce-code'] });
      response.resume();
      socket.terminate();
    });
  });
}

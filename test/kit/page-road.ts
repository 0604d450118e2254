import { type AddressInfo, createServer, connect as dial, type Server, type Socket } from 'node:net';

/**
 * What becomes of the WebSockets on a road: they pass; they are reset, and new ones too; those that are there come to
 * nothing for ever, and nobody is told, as when the network under them has gone, and new ones do not open either.
 */
export type RoadState = 'open' | 'cut' | 'silent';

/** The handshake of a WebSocket of the pages (src/http/upgrades.ts). */
const WEB_SOCKET = /^GET \/(?:sip|live)[ ?]/;

/** One connection of a page: its two ends, and whether it has become a WebSocket. */
interface Lane {
  readonly page: Socket;
  readonly centre: Socket;
  isSocket: boolean;
}

/**
 * A TCP road between the pages and the web process, by which a test takes away their WebSockets, of the telephone and of
 * the news, while pages and API go on. The centre has to be told its address (`CAUCE_PUBLIC_HOST`), for it serves no other.
 */
export class PageRoad {
  /** `host:port`, as the pages are asked for. */
  readonly address: string;
  private readonly server: Server;
  private readonly lanes = new Set<Lane>();
  private state: RoadState = 'open';
  private target = 0;

  private constructor(server: Server) {
    this.server = server;
    const { address, port } = server.address() as AddressInfo;
    this.address = `${address}:${port}`;
    server.on('connection', page => this.take(page));
  }

  /** `host`: the address of this machine that pages are asked for at. */
  static async open(host = '127.0.0.1'): Promise<PageRoad> {
    const server = createServer({ noDelay: true });
    await new Promise<void>(done => server.listen(0, host, done));
    return new PageRoad(server);
  }

  /** The web process that the road leads to. */
  leadTo(webUrl: string): void {
    this.target = Number(new URL(webUrl).port);
  }

  set(state: RoadState): void {
    this.state = state;
    for (const lane of this.lanes) if (lane.isSocket) this.meet(lane);
  }

  async close(): Promise<void> {
    for (const lane of this.lanes) reset(lane);
    await new Promise(done => this.server.close(done));
  }

  private take(page: Socket): void {
    const centre = dial({ port: this.target, host: '127.0.0.1', noDelay: true });
    const lane: Lane = { page, centre, isSocket: false };
    this.lanes.add(lane);
    for (const [one, other] of [
      [page, centre],
      [centre, page],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => {
        other.destroy();
        this.lanes.delete(lane);
      });
      one.on('end', () => other.end());
    }
    page.on('data', bytes => {
      // A handshake is the first thing of a message of its own; what follows it is the WebSocket's.
      if (!lane.isSocket && WEB_SOCKET.test(bytes.toString('latin1', 0, 16))) {
        lane.isSocket = true;
        this.meet(lane);
      }
      if (!centre.isPaused()) centre.write(bytes);
    });
    centre.on('data', bytes => page.write(bytes));
  }

  private meet(lane: Lane): void {
    if (this.state === 'cut') reset(lane);
    if (this.state === 'silent') hush(lane);
  }
}

function reset({ page, centre }: Lane): void {
  page.resetAndDestroy();
  centre.resetAndDestroy();
}

function hush({ page, centre }: Lane): void {
  page.pause();
  centre.pause();
}

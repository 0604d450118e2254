import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What Asterisk said over the event socket while it was watched. */
export interface AriCounts {
  /** By type of event; answers to requests are `RESTResponse`. */
  readonly types: Map<string, number>;
  bytes: number;
}

/** A wire-tap between `calls` and ARI: it passes everything on and counts Asterisk's messages by their type. */
export class AriTap {
  readonly counts: AriCounts = { types: new Map(), bytes: 0 };
  readonly #sockets = new Set<Socket>();
  readonly #server;

  constructor(asteriskUrl: string) {
    const target = new URL(asteriskUrl);
    this.#server = createServer(near => {
      const far = connect(Number(target.port), target.hostname);
      const frames = new FrameReader(text => this.#count(text));
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(from);
        from.setNoDelay(true);
        from.on('data', bytes => {
          if (from === far) frames.read(bytes);
          to.write(bytes);
        });
        from.on('error', () => to.destroy());
        from.on('close', () => {
          this.#sockets.delete(from);
          to.end();
        });
      }
    });
  }

  /** Begins to listen and answers the address to use in Asterisk's place. */
  async open(asteriskUrl: string): Promise<string> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    const url = new URL(asteriskUrl);
    url.hostname = '127.0.0.1';
    url.port = String((this.#server.address() as AddressInfo).port);
    return url.toString();
  }

  /** Counts from here on. */
  reset(): void {
    this.counts.types.clear();
    this.counts.bytes = 0;
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #count(text: string): void {
    // Only the event socket speaks JSON with a type; SIP over WebSocket and plain HTTP pass by.
    const type = /^\s*\{[\s\S]*?"type"\s*:\s*"([A-Za-z]+)"/.exec(text)?.[1];
    if (type === undefined) return;
    this.counts.bytes += text.length;
    const name = text.includes('"RESTResponse"') ? 'RESTResponse' : type;
    this.counts.types.set(name, (this.counts.types.get(name) ?? 0) + 1);
  }
}

const TEXT = 1;
const CONTINUATION = 0;

/** Reads the text messages of a WebSocket's server side (RFC 6455 §5.2: unmasked) behind its HTTP head. */
class FrameReader {
  readonly #onText: (text: string) => void;
  #buffer = Buffer.alloc(0);
  #state: 'head' | 'frames' | 'other' = 'head';
  #parts: Buffer[] = [];

  constructor(onText: (text: string) => void) {
    this.#onText = onText;
  }

  read(bytes: Buffer): void {
    if (this.#state === 'other') return;
    this.#buffer = Buffer.concat([this.#buffer, bytes]);
    if (this.#state === 'head') this.#readHead();
    if (this.#state === 'frames') while (this.#readFrame());
  }

  #readHead(): void {
    const end = this.#buffer.indexOf('\r\n\r\n');
    if (end < 0) return;
    const upgraded = this.#buffer.toString('latin1', 0, 12) === 'HTTP/1.1 101';
    this.#state = upgraded ? 'frames' : 'other';
    this.#buffer = upgraded ? this.#buffer.subarray(end + 4) : Buffer.alloc(0);
  }

  #readFrame(): boolean {
    const buffer = this.#buffer;
    if (buffer.length < 2) return false;
    const opcode = (buffer[0] ?? 0) & 0x0f;
    const isLast = ((buffer[0] ?? 0) & 0x80) !== 0;
    let length = (buffer[1] ?? 0) & 0x7f;
    let start = 2;
    if (length === 126) {
      if (buffer.length < 4) return false;
      length = buffer.readUInt16BE(2);
      start = 4;
    } else if (length === 127) {
      if (buffer.length < 10) return false;
      length = Number(buffer.readBigUInt64BE(2));
      start = 10;
    }
    if (buffer.length < start + length) return false;
    if (opcode === TEXT || opcode === CONTINUATION) {
      this.#parts.push(buffer.subarray(start, start + length));
      if (isLast) {
        this.#onText(Buffer.concat(this.#parts).toString('utf8'));
        this.#parts = [];
      }
    }
    this.#buffer = buffer.subarray(start + length);
    return true;
  }
}

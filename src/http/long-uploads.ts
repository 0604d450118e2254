import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../kit/clock.ts';
import { CauceError } from '../kit/errors.ts';

/** So long may pass in a file that comes in without a byte, ms. */
const SILENCE_MS = 10_000;
/** A file comes in within this time, ms: 50 MB at 700 kbit/s. */
const LONGEST_MS = 10 * 60_000;

/**
 * Requests are cut off after some seconds (`server.ts`), so that nobody holds connections by being slow. A file that somebody
 * sends who may send it takes as long as their line needs: it goes on as long as it comes.
 */
export class LongUploads {
  private readonly sockets = new WeakSet<Socket>();
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** The body of a request. Fails with `upload-stopped` when it breaks off, stops or takes too long. */
  async *body(request: IncomingMessage): AsyncGenerator<Uint8Array> {
    const { socket } = request;
    const end = this.clock.now() + LONGEST_MS;
    this.sockets.add(socket);
    const listen = () => this.clock.after(SILENCE_MS, () => request.destroy(new Error('silence')));
    let silence = listen();
    try {
      // Who sends too much is told so: the rest of the body is let pass, not cut off.
      for await (const chunk of request.iterator({ destroyOnReturn: false })) {
        silence.cancel();
        if (this.clock.now() > end) throw new Error(`not within ${LONGEST_MS} ms`);
        yield chunk as Buffer;
        silence = listen();
      }
    } catch (cause) {
      throw new CauceError('upload-stopped', {}, { cause });
    } finally {
      silence.cancel();
      this.sockets.delete(socket);
    }
  }

  /** What is no request, or comes too slowly: as the framework answers it, apart from our files. */
  readonly onClientError = (error: NodeJS.ErrnoException, socket: Socket): void => {
    const isSlow = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
    // Node tells this once a request.
    if (error.code === 'ECONNRESET' || socket.destroyed || (isSlow && this.sockets.has(socket))) return;
    const status = isSlow ? 408 : error.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
    if (socket.writable)
      socket.write(
        `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`,
      );
    socket.destroy(error);
  };
}

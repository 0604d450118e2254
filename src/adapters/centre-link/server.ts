import type { Command, CommandOutcome } from '../../calls/commands.ts';
import type { Clock } from '../../kit/clock.ts';
import { LAST_CALLS_REQUEST } from '../../kit/last-calls-request.ts';
import type { Log } from '../../kit/log.ts';
import type { CentrePicture } from '../../supervision/events.ts';
import type { CentreServer } from '../../supervision/ports.ts';
import { type ServedSocket, serveSockets } from '../sockets/socket-server.ts';
import { innerAddress, isBearer } from './address.ts';
import type { ClientFrame, ServerFrame } from './frames.ts';
import { IdempotentCommands } from './idempotent-commands.ts';

export interface CentreServerOptions {
  /** `unix:/path` or `tcp://token@host:port`. */
  readonly url: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Everything at this moment. */
  picture(): CentrePicture;
  carryOut(command: Command): Promise<CommandOutcome>;
  /** Takes no new call for some seconds; answers how many live. */
  lastCalls(): number;
}

/**
 * Serves the picture of the centre and takes commands. Resolves when it listens; fails with Node's `EADDRINUSE`
 * when another `calls` process serves at the same place.
 */
export async function serveCentre(options: CentreServerOptions): Promise<CentreServer> {
  const { clock } = options;
  const log = options.log.child({ part: 'centre-link' });
  const { listen, token } = innerAddress(options.url);
  const commands = new IdempotentCommands(clock);
  const clients = new Set<ServedSocket>();
  let seq = 0;
  let serves = false;

  const send = (socket: ServedSocket, frame: ServerFrame) => socket.send(JSON.stringify(frame));

  async function onCommand(socket: ServedSocket, { id, command }: ClientFrame): Promise<void> {
    const outcome = await commands.once(id, async () => {
      try {
        return await options.carryOut(command);
      } catch (error) {
        log.error({ err: error, command: command.do }, 'a command failed');
        return { ok: false, code: 'internal' };
      }
    });
    send(socket, { kind: 'outcome', id, outcome });
  }

  const server = await serveSockets({
    address: listen,
    clock,
    admits: authorization => token === null || isBearer(authorization, token),
    answer: request => (request === LAST_CALLS_REQUEST ? { calls: options.lastCalls() } : null),
    joined(socket) {
      clients.add(socket);
      send(socket, { kind: 'snapshot', seq, picture: options.picture(), serves });
    },
    message(socket, text) {
      const frame = commandOf(text);
      if (frame) void onCommand(socket, frame);
      else socket.drop();
    },
    left: socket => clients.delete(socket),
  });

  return {
    publish(change) {
      seq += 1;
      const text = JSON.stringify({ kind: 'change', change: { ...change, seq } } satisfies ServerFrame);
      for (const socket of clients) socket.send(text);
    },
    startServing() {
      serves = true;
      for (const socket of clients) send(socket, { kind: 'serves' });
    },
    close: () => server.close(),
  };
}

/** Our own clients send nothing else, so whatever does not look like a command ends the connection. */
function commandOf(text: string): ClientFrame | null {
  try {
    const frame = JSON.parse(text) as Partial<ClientFrame> | null;
    const isCommand =
      frame?.kind === 'command' && typeof frame.id === 'string' && typeof frame.command?.do === 'string';
    return isCommand ? (frame as ClientFrame) : null;
  } catch {
    return null;
  }
}

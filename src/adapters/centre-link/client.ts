import type { Command, CommandOutcome } from '../../calls/commands.ts';
import type { Clock, Timer } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import type { CentrePicture } from '../../supervision/events.ts';
import { changed } from '../../supervision/picture-fold.ts';
import type { CentreLink } from '../../supervision/ports.ts';
import { LastingSocket } from '../sockets/lasting-socket.ts';
import { bearer, innerAddress } from './address.ts';
import type { ClientFrame, ServerFrame } from './frames.ts';

/** How long a command may take before the person is told that `calls` does not answer. */
export const COMMAND_LIMIT_MS = 2_000;

export interface CentreLinkOptions {
  /** `unix:/path` or `tcp://token@host:port`. */
  readonly url: string;
  readonly clock: Clock;
  readonly log: Log;
}

type Listener = Parameters<CentreLink['watch']>[0];
type Pending = { readonly text: string; readonly limit: Timer; settle(outcome: CommandOutcome): void };

/** Connects to the `calls` process and comes back by itself for ever; returns at once, not yet connected. */
export function openCentreLink(options: CentreLinkOptions): CentreLink {
  const { clock } = options;
  const log = options.log.child({ part: 'centre-link' });
  const { clientUrl, token } = innerAddress(options.url);
  const listeners = new Set<Listener>();
  const pending = new Map<string, Pending>();
  let known: { seq: number; picture: CentrePicture } | null = null;
  /** True from the snapshot on: before it there is nothing to show and nothing to build changes on. */
  let up = false;
  let serves = false;
  let closed = false;

  const emit: Listener = update => {
    for (const listener of [...listeners]) {
      try {
        listener(update);
      } catch (error) {
        log.error({ err: error, kind: update.kind }, 'an update of the centre could not be handled');
      }
    }
  };

  function take(frame: ServerFrame): void {
    switch (frame.kind) {
      case 'snapshot':
        known = { seq: frame.seq, picture: frame.picture };
        if (!up) log.info('calls away → connected');
        up = true;
        serves = frame.serves;
        socket.settle();
        emit({ kind: 'snapshot', ...known });
        // Whether these were done before the connection broke is not known; their ids make it harmless.
        for (const { text } of pending.values()) socket.send(text);
        return;
      case 'change': {
        const { seq, put, gone } = frame.change;
        if (known === null || seq !== known.seq + 1) {
          socket.drop();
          return;
        }
        known = { seq, picture: changed(known.picture, put, gone) };
        emit({ kind: 'change', change: frame.change, picture: known.picture });
        return;
      }
      case 'serves':
        serves = true;
        return;
      case 'outcome':
        pending.get(frame.id)?.settle(frame.outcome);
        return;
      default:
        frame satisfies never;
    }
  }

  const socket = new LastingSocket({
    url: clientUrl,
    ...(token === null ? {} : { headers: { authorization: bearer(token) } }),
    clock,
    opened() {},
    message(text) {
      const frame = frameOf(text);
      if (frame) take(frame);
      else socket.drop();
    },
    closed() {
      if (!up) return;
      up = false;
      log.warn('calls connected → away');
      emit({ kind: 'away' });
    },
  });

  return {
    picture: () => known,
    connected: () => up,
    serves: () => up && serves,
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    command(id: string, command: Command): Promise<CommandOutcome> {
      if (!up || closed) return Promise.resolve({ ok: false, code: 'calls-away' });
      const text = JSON.stringify({ kind: 'command', id, command } satisfies ClientFrame);
      return new Promise(resolve => {
        const earlier = pending.get(id);
        const settle = (outcome: CommandOutcome) => {
          pending.delete(id);
          limit.cancel();
          earlier?.settle(outcome);
          resolve(outcome);
        };
        const limit = clock.after(COMMAND_LIMIT_MS, () => settle({ ok: false, code: 'calls-away' }));
        pending.set(id, { text, limit, settle });
        socket.send(text);
      });
    },
    async close() {
      closed = true;
      up = false;
      listeners.clear();
      for (const { settle } of [...pending.values()]) settle({ ok: false, code: 'calls-away' });
      await socket.close();
    },
  };
}

/** A frame that cannot be read leaves the picture in doubt: the connection is made anew. */
function frameOf(text: string): ServerFrame | null {
  try {
    return JSON.parse(text) as ServerFrame;
  } catch {
    return null;
  }
}

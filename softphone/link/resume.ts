import type { LiveMessage, PageMessage } from '../../src/live/messages.ts';
import { ALIVE_EVERY_MS, SILENCE_LIMIT_MS } from '../../src/live/messages.ts';
import { backOff } from '../phone/back-off.ts';

/**
 * The life of the live socket.
 *
 *   waiting ──time──▶ opening ──open──▶ up ──closed, silent──▶ waiting
 *                        │ closed                                 ▲
 *                        └────────────────────────────────────────┘
 *   any ──logged-out──▶ over
 */
export interface Link {
  readonly phase: 'waiting' | 'opening' | 'up' | 'over';
  /** Place in the server's events: the last one seen. Kept over reconnects, to resume there. */
  readonly epoch: string | null;
  readonly seq: number;
  readonly tries: number;
  readonly receivedAt: number;
  readonly sentAt: number;
}

export const NEW_LINK: Link = {
  phase: 'opening',
  epoch: null,
  seq: 0,
  tries: 0,
  receivedAt: 0,
  sentAt: 0,
};

export type LinkInput =
  | { readonly kind: 'opened' }
  | { readonly kind: 'received'; readonly message: LiveMessage }
  /** `rest`: newer pages of the person took its place, so it comes back only when it is looked at. */
  | { readonly kind: 'closed'; readonly chance: number; readonly rest: boolean }
  /** About once a second. */
  | { readonly kind: 'tick' }
  | { readonly kind: 'retry' };

export type LinkOrder =
  | { readonly do: 'open' }
  | { readonly do: 'say'; readonly message: PageMessage }
  | { readonly do: 'close' }
  | { readonly do: 'retry-in'; readonly ms: number }
  /** For the page. */
  | { readonly do: 'pass-on'; readonly message: LiveMessage };

export interface LinkStep {
  readonly link: Link;
  readonly orders: readonly LinkOrder[];
}

const nothing = (link: Link): LinkStep => ({ link, orders: [] });

/** One step of the live socket: what it is now, and what to do about it. */
export function step(link: Link, input: LinkInput, now: number): LinkStep {
  if (link.phase === 'over') return nothing(link);
  switch (input.kind) {
    case 'opened': {
      const hello: PageMessage = { kind: 'hello', epoch: link.epoch, seq: link.seq };
      return {
        link: { ...link, phase: 'up', tries: 0, receivedAt: now, sentAt: now },
        orders: [{ do: 'say', message: hello }],
      };
    }
    case 'received':
      return onMessage({ ...link, receivedAt: now }, input.message);
    case 'closed':
      if (link.phase === 'waiting') return nothing(link);
      return {
        link: { ...link, phase: 'waiting', tries: link.tries + 1 },
        orders: input.rest ? [] : [{ do: 'retry-in', ms: backOff(link.tries, input.chance) }],
      };
    case 'tick':
      return tick(link, now);
    case 'retry':
      if (link.phase !== 'waiting') return nothing(link);
      return { link: { ...link, phase: 'opening' }, orders: [{ do: 'open' }] };
    default:
      return input satisfies never;
  }
}

function onMessage(link: Link, message: LiveMessage): LinkStep {
  const pass: LinkOrder = { do: 'pass-on', message };
  switch (message.kind) {
    case 'snapshot':
      return { link: { ...link, epoch: message.epoch, seq: message.seq }, orders: [pass] };
    case 'change':
      // Said again after a resume: an old change must not undo a newer one.
      if (message.seq <= link.seq) return nothing(link);
      return { link: { ...link, seq: message.seq }, orders: [pass] };
    case 'calls-away':
    case 'session-ending':
    case 'ticket':
    case 'recording':
    case 'call':
    case 'notices':
    case 'scheduled-calls':
    case 'own-keys':
      return { link: { ...link, seq: Math.max(link.seq, message.seq) }, orders: [pass] };
    case 'alive':
      return { link, orders: [pass] };
    case 'logged-out':
      return { link: { ...link, phase: 'over' }, orders: [pass, { do: 'close' }] };
    default:
      // A newer server may say more than this page knows.
      message satisfies never;
      return nothing(link);
  }
}

function tick(link: Link, now: number): LinkStep {
  if (link.phase !== 'up') return nothing(link);
  if (now - link.receivedAt >= SILENCE_LIMIT_MS) return { link, orders: [{ do: 'close' }] };
  if (now - link.sentAt < ALIVE_EVERY_MS) return nothing(link);
  return { link: { ...link, sentAt: now }, orders: [{ do: 'say', message: { kind: 'alive' } }] };
}

import type { WhoAmI } from '../../src/http/shapes/session.ts';
import type { LinkFault } from '../link/fault.ts';
import type { Ordered } from './orders.ts';

/**
 *   opening ─nobody─▶ logged-out ──log in──▶ agreement ──accept──▶ in ──log out, ended──▶ logged-out
 *      │ └──session──▶ agreement / in              (only the first time)
 *      └──no network──▶ unreachable ──retry──▶ opening
 */
export type Session =
  | { readonly kind: 'opening' }
  | { readonly kind: 'unreachable'; readonly fault: LinkFault }
  /** `over`: there was a session and the server ended it; `order`: as a supervisor had ordered. */
  | { readonly kind: 'logged-out'; readonly over: boolean; readonly order?: Ordered }
  | { readonly kind: 'agreement'; readonly who: WhoAmI }
  | { readonly kind: 'in'; readonly who: WhoAmI };

export type SessionInput =
  /** `null`: the server knows nobody here. */
  | { readonly kind: 'who'; readonly who: WhoAmI | null }
  | { readonly kind: 'fault'; readonly fault: LinkFault }
  | { readonly kind: 'retry' }
  | { readonly kind: 'left'; readonly over: boolean; readonly order: Ordered | null };

export function reactSession(session: Session, input: SessionInput): Session {
  switch (input.kind) {
    case 'who':
      if (input.who === null) return { kind: 'logged-out', over: session.kind === 'in' };
      return { kind: input.who.confidentialityAccepted ? 'in' : 'agreement', who: input.who };
    case 'fault':
      if (input.fault.status === 401) return { kind: 'logged-out', over: session.kind === 'in' };
      return session.kind === 'opening' ? { kind: 'unreachable', fault: input.fault } : session;
    case 'retry':
      return session.kind === 'unreachable' ? { kind: 'opening' } : session;
    case 'left':
      return { kind: 'logged-out', over: input.over, ...(input.order ? { order: input.order } : {}) };
    default:
      return input satisfies never;
  }
}

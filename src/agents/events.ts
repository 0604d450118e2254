/**
 * Who an agent is and what he does, as seen from outside this room.
 *
 *   may be offered  =  will ready  AND  phone registered  AND  work idle
 */

/** What the person wants. `since` is epoch ms. */
export type Will =
  | { readonly kind: 'ready' }
  | { readonly kind: 'break'; readonly code: string }
  | { readonly kind: 'off'; readonly why?: OffReason };

/**
 * Why the server itself put somebody off: the telephone was away for longer than RECONNECT_GRACE_MS, the log-in ended,
 * or a new one began (nothing rings before the person has said so on that page).
 */
export type OffReason = 'phone-lost' | 'session-ended' | 'new-session';

/** What the telephone does; `reconnecting` keeps the place for RECONNECT_GRACE_MS. */
export type PhoneState = 'registered' | 'reconnecting' | 'unreachable';

/** What the person is busy with. Ids are call ids. */
export type Work =
  | { readonly kind: 'idle'; readonly since: number }
  | { readonly kind: 'offered'; readonly call: string; readonly since: number }
  | { readonly kind: 'talking'; readonly call: string; readonly since: number }
  | { readonly kind: 'wrap-up'; readonly call: string; readonly since: number };

export type PhoneKind = 'browser' | 'sip';

export type Role = 'agent' | 'level-2' | 'supervisor' | 'admin';

/** The part of a person that the ACD needs. */
export interface AgentProfile {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  /** Support level, 1 to 4. */
  readonly level: number;
  readonly queues: readonly string[];
  readonly phoneKind: PhoneKind;
}

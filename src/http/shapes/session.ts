import { z } from 'zod';
import type { OwnKeys } from '../../agents/desk-keys.ts';
import { ROLES } from '../../agents/events.ts';
import type { PersonCard } from './people.ts';

/*
 * Routes below `/api/v1`: | who may | in → out |
 *
 * | POST /session                    | anyone      | LogIn → WhoAmI + cookie, or 202 LogInGoesOn
 * | POST /session/code               | a ticket    | ProveByCode → WhoAmI + cookie
 * | GET /session                     | anyone      | → WhoAmI, or 204 when nobody is logged in ; DELETE /session logs out (204)
 * | POST /session/confidentiality    | logged in   | {accepted:true} → WhoAmI
 * | GET /front                       | anyone      | → Front
 * | GET, PUT /log-in-policy          | admin       | LogInPolicy
 */

export const LogIn = z.strictObject({
  username: z.string().trim().min(1).max(64),
  password: z.string().min(1).max(256),
});
export const ticket = z.string().min(1).max(1_000);
export const code = z.string().trim().min(6).max(40);
export const GoOn = z.strictObject({ ticket });
/** Six digits of the app, or a recovery code. */
export const ProveByCode = z.strictObject({ ticket, code });
export const LogInPolicy = z.strictObject({
  secondFactor: z.array(z.enum(ROLES)).max(ROLES.length).describe('roles that must have a second factor'),
});

export type LogIn = z.infer<typeof LogIn>;
export type ProveByCode = z.infer<typeof ProveByCode>;
export type LogInPolicy = z.infer<typeof LogInPolicy>;

/** The browser's own telephone account. The password is derived from the session and dies with it. */
export interface SipAccount {
  readonly user: string;
  readonly password: string;
  /** `ws(s)://this host/sip` for browsers; `sip:host:port` for desk phones. */
  readonly server: string;
  readonly iceServers: readonly {
    readonly urls: string;
    readonly username?: string;
    readonly credential?: string;
  }[];
}

/** What a person who is not logged in may know. */
export interface Front {
  /** Customers may call from `/call`. */
  readonly guests: boolean;
}

export interface WhoAmI {
  readonly person: PersonCard;
  /** The session has ended in this call and keeps it, no more, until it is wrapped up; null for a live session. */
  readonly ending: string | null;
  readonly confidentialityAccepted: boolean;
  /** The text to accept (S2-08), in both languages. */
  readonly confidentiality: { readonly es: string; readonly en: string };
  /** Null for roles without a telephone and for desk phones. */
  readonly phone: SipAccount | null;
  /** How pages write amounts and times. */
  readonly centre: CentrePlace;
  readonly now: number;
  readonly version: string;
  /** Seals this person's drafts in the browser: AES-256, base64. */
  readonly draftKey: string;
  /** The keys of the desk that they have set anew. */
  readonly keys: OwnKeys;
}

/** The password was right, and there is no session yet. */
export interface LogInGoesOn {
  /** `code`: of their app or a recovery code. `setup`: their role must have an app, and they have none. */
  readonly missing: 'code' | 'setup';
  /** For the next step of this log-in, some minutes, once. */
  readonly ticket: string;
}

export interface CentrePlace {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** IANA name. */
  readonly timezone: string;
}

import { z } from 'zod';
import type { SipAccount } from './session.ts';

/*
 * Routes below `/api/v1`: | who may | in → out |
 *
 * | POST /guest-session              | guest calls | GuestLogIn → GuestPass (only with demo or CAUCE_WEB_CALLS=1)
 * | GET /guest-lines                 | guest calls | → {items: GuestLine[], total}
 * | POST /guest-session/proof        | guest calls | ProveLine → {ok:true}: a code is said to that line, if it is a customer's
 * | POST /guest-session/proof/code   | guest calls | ProofCode → GuestPass
 */

export const GuestLogIn = z.strictObject({
  line: z
    .string()
    .trim()
    .min(3)
    .max(20)
    .nullable()
    .describe('null: without a number, as a caller who withholds it'),
});

export const ProveLine = z.strictObject({ line: z.string().trim().min(3).max(20) });
export const ProofCode = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/),
});

export interface GuestLine {
  readonly line: string;
  /** Neutral words on who this demo line is (with debt, unknown, …). */
  readonly about: { readonly es: string; readonly en: string };
}
export interface GuestPass {
  /** Null: they call without a number. */
  readonly line: string | null;
  readonly phone: SipAccount;
  readonly services: readonly {
    readonly number: string;
    readonly title: { readonly es: string; readonly en: string };
  }[];
}

import { z } from 'zod';
import { code, ticket, type WhoAmI } from './session.ts';

/*
 * Routes below `/api/v1`: | who may | in → out |
 *
 * | POST /session/enrolment          | a ticket    | GoOn → EnrolmentCard
 * | POST /session/enrolment/confirm  | a ticket    | ConfirmAtLogIn → Enrolled + cookie
 * | GET /me/second-factor            | all         | → SecondFactorCard
 * | POST /me/second-factor/enrolment | all         | ProvePassword → EnrolmentCard
 * | POST /me/second-factor           | all         | ConfirmEnrolment → RecoveryCodes
 * | POST /me/second-factor/recovery-codes, /off | all | ProveAgain → RecoveryCodes, {ok:true}
 * | GET, DELETE /people/{id}/second-factor | admin | → SecondFactorCard, {ok:true}
 */

export const ConfirmEnrolment = z.strictObject({ enrolment: z.string().min(1).max(1_000), code });
export const ConfirmAtLogIn = ConfirmEnrolment.extend({ ticket });
export const ProvePassword = z.strictObject({ password: z.string().min(1).max(256) });
export const ProveAgain = ProvePassword.extend({ code });
export type ConfirmEnrolment = z.infer<typeof ConfirmEnrolment>;
export type ConfirmAtLogIn = z.infer<typeof ConfirmAtLogIn>;
export type ProveAgain = z.infer<typeof ProveAgain>;

/** For the page that sets up an authenticator app. */
export interface EnrolmentCard {
  /** The app's secret in base32, to be typed. */
  readonly secret: string;
  /** `otpauth://…`, for the QR code. */
  readonly uri: string;
  /** To be sent back with the first code; nothing is kept until then. */
  readonly enrolment: string;
}
export interface RecoveryCodes {
  /** Shown this once. */
  readonly recoveryCodes: readonly string[];
}
export interface Enrolled extends RecoveryCodes {
  readonly who: WhoAmI;
}
export interface SecondFactorCard {
  readonly on: boolean;
  /** The person's role must have one. */
  readonly required: boolean;
  /** Epoch ms; null when it is off. */
  readonly since: number | null;
  readonly recoveryCodesLeft: number;
}

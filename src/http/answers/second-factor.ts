import { z } from 'zod';
import type { Enrolled, EnrolmentCard, RecoveryCodes, SecondFactorCard } from '../shapes/second-factor.ts';
import { instant } from './common.ts';
import { WhoAmIAnswer } from './session.ts';

export const EnrolmentAnswer: z.ZodType<EnrolmentCard> = z.object({
  secret: z.string(),
  uri: z.string(),
  enrolment: z.string(),
});
export const RecoveryCodesAnswer: z.ZodType<RecoveryCodes> = z.object({ recoveryCodes: z.array(z.string()) });
export const EnrolledAnswer: z.ZodType<Enrolled> = z.object({
  who: WhoAmIAnswer,
  recoveryCodes: z.array(z.string()),
});
export const SecondFactorAnswer: z.ZodType<SecondFactorCard> = z.object({
  on: z.boolean(),
  required: z.boolean(),
  since: instant.nullable(),
  recoveryCodesLeft: z.int(),
});

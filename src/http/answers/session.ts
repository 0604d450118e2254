import { z } from 'zod';
import type { OwnKeys } from '../../agents/desk-keys.ts';
import { OWN_KEY_NAMES } from '../../agents/own-keys.ts';
import type { Front, LogInGoesOn, LogInPolicy, SipAccount, WhoAmI } from '../shapes/session.ts';
import { instant, role, words } from './common.ts';
import { PersonAnswer } from './people.ts';

export const OwnKeysAnswer: z.ZodType<OwnKeys> = z.partialRecord(z.enum(OWN_KEY_NAMES), z.string());

export const SipAccountAnswer: z.ZodType<SipAccount> = z.object({
  user: z.string(),
  password: z.string(),
  server: z.string(),
  iceServers: z.array(
    z.object({ urls: z.string(), username: z.string().optional(), credential: z.string().optional() }),
  ),
});

export const WhoAmIAnswer: z.ZodType<WhoAmI> = z.object({
  person: PersonAnswer,
  ending: z.string().nullable(),
  confidentialityAccepted: z.boolean(),
  confidentiality: words,
  phone: SipAccountAnswer.nullable(),
  centre: z.object({ country: z.string(), timezone: z.string() }),
  now: instant,
  version: z.string(),
  draftKey: z.string(),
  keys: OwnKeysAnswer,
});

export const LogInGoesOnAnswer: z.ZodType<LogInGoesOn> = z
  .object({ missing: z.enum(['code', 'setup']), ticket: z.string() })
  .describe('The password was right, something is missing: there is no session yet');
export const LogInPolicyAnswer: z.ZodType<LogInPolicy> = z.object({ secondFactor: z.array(role) });

export const FrontAnswer: z.ZodType<Front> = z.object({ guests: z.boolean() });

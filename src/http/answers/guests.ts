import { z } from 'zod';
import type { GuestLine, GuestPass } from '../shapes/guests.ts';
import { words } from './common.ts';
import { SipAccountAnswer } from './session.ts';

export const GuestLineAnswer: z.ZodType<GuestLine> = z.object({ line: z.string(), about: words });
export const GuestPassAnswer: z.ZodType<GuestPass> = z.object({
  line: z.string().nullable(),
  phone: SipAccountAnswer,
  services: z.array(z.object({ number: z.string(), title: words })),
});

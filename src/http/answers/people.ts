import { z } from 'zod';
import { LANGUAGES } from '../../kit/errors.ts';
import type { PersonCard } from '../shapes/people.ts';
import { phoneKind, role } from './common.ts';

export const PersonAnswer: z.ZodType<PersonCard> = z.object({
  id: z.string(),
  username: z.string(),
  displayName: z.string(),
  role,
  level: z.int(),
  queues: z.array(z.string()),
  areas: z.array(z.string()),
  telephone: z.boolean(),
  hearsOwn: z.boolean(),
  phoneKind,
  language: z.enum(LANGUAGES),
  active: z.boolean(),
  extension: z.string().describe('the number at which they are called directly; none: empty'),
});

import { z } from 'zod';
import { PHONE_KINDS, type PhoneKind, ROLES, type Role } from '../../agents/events.ts';
import { OWN_KEY_NAMES } from '../../agents/own-keys.ts';
import { LANGUAGES, type Language } from '../../kit/errors.ts';
import { text } from '../text-shape.ts';

/*
 * Routes below `/api/v1`: | who may | in → out |
 *
 * | PUT /me/password                 | all         | ChangePassword → {ok:true}; other log-ins of theirs end
 * | PUT /me/keys                     | all         | SetKeys → {ok:true}; their open pages hear of it
 * | POST /first-admin                | the one-time link | MakeFirstAdmin → PersonCard (201)
 * | GET /people, POST /people, PATCH /people/{id} | admin | PersonCard, AddPerson, ChangePerson
 * | POST /people/{id}/end-now       | admin       | → {ok:true}; their log-ins and talk end at once
 * | GET /people/{id}/phone           | admin       | → SipAccount, only for phoneKind sip (a desk phone's account)
 * | POST /people/{id}/phone/rotate   | admin       | → SipAccount, another one
 */

const username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9._-]{3,32}$/);
/** Nothing that is not seen, or that turns the text around it: the audit log shows names beside each other. */
const displayName = text({ least: 1, most: 80 }).regex(/^[^\p{C}]*$/u);
const password = z.string().min(10).max(256);
/** '' is none. */
const extension = z
  .string()
  .regex(/^(\+?[0-9]{2,15})?$/)
  .describe('the number at which they are called directly, by colleagues and from outside; none: empty');
const hearsOwn = z
  .boolean()
  .optional()
  .describe('whether they may hear the recordings of their own calls; left out, they may, or as before');
export const AddPerson = z.strictObject({
  username,
  displayName,
  role: z.enum(ROLES),
  level: z.int().min(1).max(4).default(1),
  queues: z.array(z.string().max(40)).max(50).default([]),
  areas: z.array(z.string().max(40)).max(50).optional().describe('left out, the areas of their queues'),
  telephone: z.boolean().optional().describe('whether they have a telephone; left out, agents have one'),
  hearsOwn,
  phoneKind: z.enum(PHONE_KINDS).default('browser'),
  password,
  language: z.enum(LANGUAGES).default('es'),
  extension: extension.optional(),
});
export const MakeFirstAdmin = AddPerson.pick({ username: true, displayName: true, password: true }).extend({
  /** Of the one-time link. */
  token: z.string().min(1).max(64),
});
export const ChangePassword = z.strictObject({ present: z.string().min(1).max(256), next: password });
export const SetKeys = z.strictObject({
  keys: z
    .partialRecord(z.enum(OWN_KEY_NAMES), z.string().min(1).max(20))
    .describe(
      'all that are not as everybody has them, as aria-keyshortcuts writes them: Shift+F4, Control+F2, Alt+K',
    ),
});
export const ChangePerson = z.strictObject({
  displayName: displayName.optional(),
  /** The names that the form showed; another admin's newer one is not overwritten. */
  before: z.strictObject({ displayName: z.string().max(1_000).optional() }).optional(),
  role: z.enum(ROLES).optional(),
  level: z.int().min(1).max(4).optional(),
  queues: z.array(z.string().max(40)).max(50).optional(),
  areas: z.array(z.string().max(40)).max(50).optional().describe('left out, they follow the queues'),
  telephone: z
    .boolean()
    .optional()
    .describe('left out, another role has one or none as it is with that role'),
  hearsOwn,
  phoneKind: z.enum(PHONE_KINDS).optional(),
  password: password.optional(),
  language: z.enum(LANGUAGES).optional(),
  active: z.boolean().optional(),
  extension: extension.optional(),
});
export type AddPerson = z.infer<typeof AddPerson>;
export type MakeFirstAdmin = z.infer<typeof MakeFirstAdmin>;
export type ChangePassword = z.infer<typeof ChangePassword>;
export type ChangePerson = z.infer<typeof ChangePerson>;
export interface PersonCard {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly level: number;
  readonly queues: readonly string[];
  readonly areas: readonly string[];
  readonly telephone: boolean;
  /** Whether they may hear the recordings of their own calls. */
  readonly hearsOwn: boolean;
  readonly phoneKind: PhoneKind;
  readonly language: Language;
  readonly active: boolean;
  /** '' is none. */
  readonly extension: string;
}

import { z } from 'zod';
import {
  CONTACT_FORMATS,
  CONTACT_NUMBERS_MOST,
  CONTACT_SCOPES,
  CONTACT_TEXTS,
  type ContactFields,
  type ContactScope,
  NUMBER_LABELS,
  type RowFault,
  SPEED_SLOTS,
} from '../../contacts/contact.ts';
import { isEmail } from '../../contacts/read-contact.ts';
import { TEXTS } from '../../tickets/texts.ts';
import { text } from '../text-shape.ts';

/*
 * Routes below `/api/v1`: | who may | in → out |
 *
 * | GET /contacts ?text&scope&offset&limit          | telephone, or sees everything | → {items: ContactCard[], total}
 * | POST /contacts                                  | own: the same; shared: edit-shared-contacts | NewContact → ContactCard (201)
 * | GET /contacts/{id}                              | who may read it | → ContactCard
 * | PATCH /contacts/{id}                            | its owner, or edit-shared-contacts | ContactEdit (with `version`) → ContactCard
 * | DELETE /contacts/{id}                           | the same | → {ok: true}
 * | GET /contacts/speed-dials                       | telephone | → {items: SpeedDial[], total}
 * | PUT /contacts/speed-dials/{slot 1..9}           | telephone | NewSpeedDial → SpeedDial
 * | DELETE /contacts/speed-dials/{slot}             | telephone | → {ok: true}
 * | POST /contacts/preview ?scope&format            | as POST | the file itself → ImportPreview
 * | POST /contacts/import ?scope&format             | as POST | the file itself → ImportDone
 * | GET /contacts/export ?scope&format              | own: telephone, or sees everything; shared: edit-shared-contacts | → the file
 */

export type {
  ContactFormat,
  ContactNumber,
  ContactScope,
  NumberLabel,
  RowFault,
  SpeedDial,
} from '../../contacts/contact.ts';

const number = z.strictObject({
  label: z.enum(NUMBER_LABELS),
  /** In any notation. */
  number: text(CONTACT_TEXTS.number),
});
const fields = {
  name: text(CONTACT_TEXTS.name),
  organisation: text(CONTACT_TEXTS.organisation),
  note: text(CONTACT_TEXTS.note),
  email: text(CONTACT_TEXTS.email).refine(value => value === '' || isEmail(value), 'no e-mail address'),
  numbers: z.array(number).min(1).max(CONTACT_NUMBERS_MOST),
};

export const ContactQuery = z.strictObject({
  text: text(TEXTS.search).optional(),
  scope: z.enum(CONTACT_SCOPES).optional().describe('without it both'),
  offset: z.coerce.number().int().min(0).max(10_000).default(0),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const NewContact = z.strictObject({
  scope: z.enum(CONTACT_SCOPES),
  name: fields.name,
  organisation: fields.organisation.default(''),
  note: fields.note.default(''),
  email: fields.email.default(''),
  numbers: fields.numbers,
});
/** What is not given stays as it is. */
export const ContactEdit = z.strictObject({
  version: z.int().min(1),
  name: fields.name.optional(),
  organisation: fields.organisation.optional(),
  note: fields.note.optional(),
  email: fields.email.optional(),
  numbers: fields.numbers.optional(),
});
export const NewSpeedDial = z.strictObject({
  contact: z.string().min(1).max(64),
  /** One of the contact's. */
  number: text(CONTACT_TEXTS.number),
});
export const SpeedSlot = z.strictObject({ slot: z.coerce.number().int().min(1).max(SPEED_SLOTS) });
export const ContactFile = z.strictObject({
  scope: z.enum(CONTACT_SCOPES),
  format: z.enum(CONTACT_FORMATS),
});
export type NewContact = z.infer<typeof NewContact>;
export type ContactEdit = z.infer<typeof ContactEdit>;
export type NewSpeedDial = z.infer<typeof NewSpeedDial>;

/** Somebody of the address book: one's own, or everybody's. */
export interface ContactCard extends ContactFields {
  readonly id: string;
  readonly scope: ContactScope;
  readonly version: number;
  /** Whether the reader may change it. */
  readonly mayEdit: boolean;
}

export interface ImportPreview {
  readonly rows: number;
  readonly valid: number;
  /** Of the valid ones: already there, or once before in the file, with the same name and numbers. They are left alone. */
  readonly known: number;
  /** The first 20 that can be taken. */
  readonly sample: readonly ContactFields[];
  /** The first 100. */
  readonly faults: readonly RowFault[];
  readonly faulty: number;
}

export interface ImportDone {
  readonly added: number;
  readonly known: number;
  readonly faulty: number;
  /** The first 100. */
  readonly faults: readonly RowFault[];
}

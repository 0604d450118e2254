import { z } from 'zod';
import {
  CONTACT_SCOPES,
  type ContactFields,
  NUMBER_LABELS,
  ROW_FAULTS,
  type RowFault,
  type SpeedDial,
} from '../../contacts/contact.ts';
import type { ContactCard, ImportDone, ImportPreview } from '../shapes/contacts.ts';

const fields = {
  name: z.string(),
  organisation: z.string(),
  note: z.string(),
  email: z.string(),
  numbers: z.array(
    z.object({
      label: z.enum(NUMBER_LABELS),
      number: z.string().describe('E.164, or a short number or star code as it is dialled'),
    }),
  ),
};
const ContactFieldsAnswer: z.ZodType<ContactFields> = z.object(fields);
const RowFaultAnswer: z.ZodType<RowFault> = z.object({
  row: z.int().describe('as a spreadsheet counts, the heading being row 1; or the card of a vCard file'),
  why: z.enum(ROW_FAULTS),
  text: z.string(),
});

export const ContactCardAnswer: z.ZodType<ContactCard> = z.object({
  id: z.string(),
  scope: z.enum(CONTACT_SCOPES),
  ...fields,
  version: z.int(),
  mayEdit: z.boolean(),
});

export const SpeedDialAnswer: z.ZodType<SpeedDial> = z.object({
  slot: z.int(),
  contact: z.string(),
  name: z.string(),
  number: z.string(),
});

export const ImportPreviewAnswer: z.ZodType<ImportPreview> = z.object({
  rows: z.int(),
  valid: z.int(),
  known: z.int().describe('of the valid ones; they are left alone'),
  sample: z.array(ContactFieldsAnswer),
  faults: z.array(RowFaultAnswer),
  faulty: z.int(),
});

export const ImportDoneAnswer: z.ZodType<ImportDone> = z.object({
  added: z.int(),
  known: z.int(),
  faulty: z.int(),
  faults: z.array(RowFaultAnswer),
});

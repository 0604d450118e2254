/** One's own are nobody else's; the shared ones are everybody's. */
export const CONTACT_SCOPES = ['own', 'shared'] as const;
export type ContactScope = (typeof CONTACT_SCOPES)[number];

/** In this order the numbers of a contact are kept and shown. */
export const NUMBER_LABELS = ['mobile', 'work', 'home', 'other'] as const;
export type NumberLabel = (typeof NUMBER_LABELS)[number];

export const CONTACT_FORMATS = ['csv', 'vcard'] as const;
export type ContactFormat = (typeof CONTACT_FORMATS)[number];

/** Speed dials of a person, named by the digits 1 to 9. */
export const SPEED_SLOTS = 9;

/** Fewest and most characters as people see them; the same for the page, the API and files. */
export const CONTACT_TEXTS = {
  name: { least: 1, most: 120 },
  organisation: { least: 0, most: 120 },
  email: { least: 0, most: 254 },
  note: { least: 0, most: 2000 },
  /** As it is written, in any notation. */
  number: { least: 1, most: 40 },
} as const;
export const CONTACT_NUMBERS_MOST = 12;

export interface ContactNumber {
  readonly label: NumberLabel;
  /** E.164, or a short number or star code as it is dialled. */
  readonly number: string;
}

/** What is known of somebody. */
export interface ContactFields {
  readonly name: string;
  readonly organisation: string;
  readonly note: string;
  readonly email: string;
  /** At least one, each once, in the order of `NUMBER_LABELS`. */
  readonly numbers: readonly ContactNumber[];
}

/** A contact as it is kept. */
export interface Contact extends ContactFields {
  readonly id: string;
  /** The person whose own it is; null: shared. */
  readonly owner: string | null;
  /** From 1, one more with each change. */
  readonly version: number;
}

export interface SpeedDial {
  /** 1 to `SPEED_SLOTS`. */
  readonly slot: number;
  readonly contact: string;
  readonly name: string;
  readonly number: string;
}

export const ROW_FAULTS = [
  'name-missing',
  'number-missing',
  'number-not-valid',
  'too-long',
  'email-not-valid',
  'row-not-readable',
] as const;

/** Why something of a file cannot be taken. */
export interface RowFault {
  /** The row as a spreadsheet counts it, the heading being row 1; or the card of a vCard file, from 1. */
  readonly row: number;
  readonly why: (typeof ROW_FAULTS)[number];
  /** What stands there, cut. */
  readonly text: string;
}

import {
  CONTACT_NUMBERS_MOST,
  CONTACT_TEXTS,
  type ContactFields,
  type ContactScope,
  type NumberLabel,
} from '../../src/contacts/contact.ts';
import type { ContactCard, ContactEdit, NewContact } from '../../src/http/shapes/contacts.ts';
import { characters } from '../../src/kit/characters.ts';

/** What somebody writes of a contact; `key` names a line that has no other name. */
export interface ContactForm {
  readonly scope: ContactScope;
  readonly name: string;
  readonly organisation: string;
  readonly email: string;
  readonly note: string;
  readonly numbers: readonly FormNumber[];
}

export interface FormNumber {
  readonly key: number;
  readonly label: NumberLabel;
  readonly number: string;
}

/** What of a form cannot be saved: the name or every number is missing, or a text is too long. */
export type FormTrouble = 'name' | 'number' | 'long';

export const newForm = (name = '', number = ''): ContactForm => ({
  scope: 'own',
  name,
  organisation: '',
  email: '',
  note: '',
  numbers: [{ key: 0, label: 'mobile', number }],
});

export const formOf = ({ scope, name, organisation, email, note, numbers }: ContactCard): ContactForm => ({
  scope,
  name,
  organisation,
  email,
  note,
  numbers: numbers.map((each, key) => ({ ...each, key })),
});

export function withNumber(form: ContactForm, key: number, part: Partial<FormNumber>): ContactForm {
  return { ...form, numbers: form.numbers.map(each => (each.key === key ? { ...each, ...part } : each)) };
}

export function withAnother(form: ContactForm): ContactForm {
  const key = Math.max(...form.numbers.map(each => each.key)) + 1;
  return form.numbers.length >= CONTACT_NUMBERS_MOST
    ? form
    : { ...form, numbers: [...form.numbers, { key, label: 'work', number: '' }] };
}

/** The last one stays, empty: there is always a place to write one. */
export function without(form: ContactForm, key: number): ContactForm {
  const numbers = form.numbers.filter(each => each.key !== key);
  return numbers.length === 0 ? withNumber(form, key, { number: '' }) : { ...form, numbers };
}

export function troubleIn(form: ContactForm): FormTrouble | null {
  if (form.name.trim() === '') return 'name';
  const { numbers, ...texts } = fieldsOf(form);
  if (numbers.length === 0) return 'number';
  const isLong = (text: string, what: keyof typeof CONTACT_TEXTS) =>
    characters(text) > CONTACT_TEXTS[what].most;
  const long =
    isLong(texts.name, 'name') ||
    isLong(texts.organisation, 'organisation') ||
    isLong(texts.email, 'email') ||
    isLong(texts.note, 'note') ||
    numbers.some(({ number }) => isLong(number, 'number'));
  return long ? 'long' : null;
}

/** Lines without a number are none. */
export function fieldsOf({ name, organisation, email, note, numbers }: ContactForm): ContactFields {
  return {
    name: name.trim(),
    organisation: organisation.trim(),
    email: email.trim(),
    note: note.trim(),
    numbers: numbers
      .filter(({ number }) => number.trim() !== '')
      .map(({ label, number }) => ({ label, number: number.trim() })),
  };
}

export function toNew(form: ContactForm): NewContact {
  const fields = fieldsOf(form);
  return { ...fields, scope: form.scope, numbers: [...fields.numbers] };
}

export function toEdit(form: ContactForm, version: number): ContactEdit {
  const fields = fieldsOf(form);
  return { ...fields, version, numbers: [...fields.numbers] };
}

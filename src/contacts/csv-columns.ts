import { folded } from '../kit/searchable.ts';
import type { NumberLabel } from './contact.ts';

/** What a column of a CSV file holds; `phone` says nothing of the kind of telephone. */
export type Column =
  | 'full-name'
  | 'name'
  | 'given-name'
  | 'surname'
  | 'organisation'
  | 'email'
  | 'note'
  | 'phone'
  | NumberLabel;

/**
 * Headings in Spanish and English, folded, as our own files have them and as Google Contacts and Outlook write theirs. A column
 * may come several times, with a number (`móvil 2`, `Phone 2 - Value`).
 */
const HEADINGS: Readonly<Record<Column, readonly string[]>> = {
  'full-name': ['nombre completo', 'full name', 'display name', 'nombre para mostrar'],
  name: ['nombre', 'nombres', 'name', 'contacto', 'contact'],
  'given-name': ['first name', 'given name'],
  surname: ['apellido', 'apellidos', 'surname', 'last name', 'family name'],
  organisation: [
    'organizacion',
    'organisation',
    'organization',
    'organization name',
    'nombre de la organizacion',
    'empresa',
    'compania',
    'company',
  ],
  email: [
    'correo',
    'correo electronico',
    'email',
    'e mail',
    'mail',
    'e mail address',
    'email address',
    'direccion de correo electronico',
    'e mail value',
    'correo electronico value',
  ],
  note: ['nota', 'notas', 'note', 'notes', 'observaciones', 'comentarios'],
  phone: [
    'telefono',
    'telefonos',
    'phone',
    'telephone',
    'numero',
    'number',
    'numero de telefono',
    'phone number',
    'tlf',
    'telf',
    'phone value',
    'telefono value',
    'telefono principal',
    'primary phone',
  ],
  mobile: ['movil', 'celular', 'mobile', 'cell', 'telefono movil', 'telefono celular', 'mobile phone'],
  work: [
    'trabajo',
    'oficina',
    'work',
    'office',
    'telefono del trabajo',
    'telefono de oficina',
    'business phone',
    'work phone',
    'company main phone',
  ],
  home: ['casa', 'home', 'telefono particular', 'telefono de casa', 'home phone'],
  other: ['otro', 'otros', 'other', 'otro telefono', 'other phone'],
};

const COLUMN_OF = new Map(
  Object.entries(HEADINGS).flatMap(([column, names]) => names.map(name => [name, column as Column] as const)),
);

/** What the column with this heading holds; null: nothing of ours. */
export function columnOf(heading: string): Column | null {
  const plain = folded(heading.slice(0, 200));
  return COLUMN_OF.get(plain) ?? COLUMN_OF.get(plain.replace(/ ?\d{1,2}\b/g, '').trim()) ?? null;
}

const NAMES: ReadonlySet<Column | null> = new Set<Column>(['full-name', 'name', 'given-name']);
const NUMBERS: ReadonlySet<Column | null> = new Set<Column>(['phone', 'mobile', 'work', 'home', 'other']);

/** Whether contacts can be read from such columns: each needs a name and a number. */
export function areEnough(columns: readonly (Column | null)[]): boolean {
  return columns.some(one => NAMES.has(one)) && columns.some(one => NUMBERS.has(one));
}

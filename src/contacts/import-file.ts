import { CauceError } from '../kit/errors.ts';
import type { ContactFields, ContactFormat, RowFault } from './contact.ts';
import { csvRows } from './csv-rows.ts';
import { type Brought, type ContactStore, mostOf } from './ports.ts';
import { type FileRow, readContact } from './read-contact.ts';
import { sameKey } from './same-contact.ts';
import { vcardRows } from './vcard-cards.ts';

/** Contacts that go to the store in one step: as many as are in memory at a time, beside a piece of the file. */
export const BATCH = 200;
export const SAMPLE_MOST = 20;
export const FAULTS_MOST = 100;

export interface Previewed extends Faults {
  /** With something in them. */
  readonly rows: number;
  readonly valid: number;
  readonly known: number;
  readonly sample: readonly ContactFields[];
}
export interface Faults {
  readonly faulty: number;
  readonly faults: readonly RowFault[];
}

/** A file as it is read: its text in pieces, of how many characters does not matter. */
export interface ContactText {
  readonly text: AsyncIterable<string>;
  readonly format: ContactFormat;
  /** ISO code of the country in which national numbers are read. */
  readonly country: string;
}

/**
 * What an import of this file would do. Nothing is written. Fails as an import does: with `contacts-full`, and with what is
 * wrong with the file as a whole (`csv-rows.ts`, `vcard-cards.ts`).
 */
export async function preview(
  store: Pick<ContactStore, 'knownOf' | 'count'>,
  owner: string | null,
  file: ContactText,
): Promise<Previewed> {
  const room = mostOf(owner) - (await store.count(owner));
  const tally = new Tally();
  const fresh = new Set<string>();
  const sample: ContactFields[] = [];
  let valid = 0;
  for await (const batch of batches(file, tally)) {
    const keys = batch.map(sameKey);
    const known = await store.knownOf(owner, keys);
    for (const key of keys) if (!known.has(key)) fresh.add(key);
    if (fresh.size > room) throw new CauceError('contacts-full');
    valid += batch.length;
    sample.push(...batch.slice(0, SAMPLE_MOST - sample.length));
  }
  const { faulty, faults } = tally;
  return { rows: valid + faulty, valid, known: valid - fresh.size, sample, faulty, faults };
}

/** Takes whatever of the file is valid and not known, all of it or nothing. `vouch` is told of it before it counts. */
export async function bringIn(
  store: Pick<ContactStore, 'bring'>,
  owner: string | null,
  file: ContactText,
  vouch: (done: Brought & Faults) => Promise<void>,
): Promise<Brought & Faults> {
  const tally = new Tally();
  const told = (brought: Brought) => ({ ...brought, faulty: tally.faulty, faults: tally.faults });
  const brought = await store.bring(owner, batches(file, tally), each => vouch(told(each)));
  return told(brought);
}

class Tally implements Faults {
  faulty = 0;
  readonly faults: RowFault[] = [];

  add(fault: RowFault): void {
    this.faulty += 1;
    if (this.faults.length < FAULTS_MOST) this.faults.push(fault);
  }
}

async function* batches(file: ContactText, tally: Tally): AsyncGenerator<readonly ContactFields[]> {
  let batch: ContactFields[] = [];
  for await (const row of rowsOf(file)) {
    const read = 'written' in row ? readContact(row.written, file.country) : row;
    if ('contact' in read) batch.push(read.contact);
    else tally.add({ row: row.row, why: read.why, text: read.text });
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function rowsOf({ format, text }: ContactText): AsyncGenerator<FileRow> {
  return format === 'csv' ? csvRows(text) : vcardRows(text);
}

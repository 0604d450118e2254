import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, writeOwned } from './folders.ts';

/** Secrets of one data folder: made at random when first asked for, kept in files that only we can read. */
export class Secrets {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = makeFolder(folder);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  has(name: string): boolean {
    return existsSync(this.path(name));
  }

  /** A password of letters and digits, safe in addresses and configuration files. */
  password(name: string, bytes = 24): string {
    if (!this.has(name)) this.keep(name, randomBytes(bytes).toString('hex'));
    return readFileSync(this.path(name), 'utf8').trim();
  }

  /** The file of a binary key. */
  keyFile(name: string, bytes: number): string {
    if (!this.has(name)) writeOwned(this.path(name), randomBytes(bytes));
    return this.path(name);
  }

  keep(name: string, value: string): void {
    writeOwned(this.path(name), `${value}\n`);
  }
}

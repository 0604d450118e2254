import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { type AsteriskOptions, writeAsteriskInstance } from '../asterisk-instance.ts';
import { linkOwned, writeOwned } from '../folders.ts';

/**
 * Writes the instance folder, but only when something it is made from has changed: an Asterisk with calls may be
 * working in it, and would miss a prompt while the links of the sounds are laid anew.
 * @returns whether it was written
 */
export function renderAsterisk(options: AsteriskOptions): boolean {
  const stamp = join(options.instance, 'made-from.sha256');
  const hash = fingerprint(options);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return false;
  writeAsteriskInstance(options);
  // What Asterisk has to say goes where Docker keeps and rotates it.
  const log = join(options.logs, 'asterisk.log');
  if (!existsSync(log)) linkOwned('/dev/stdout', log);
  writeOwned(stamp, hash);
  return true;
}

/** The addresses of the machine are rendered too: callers behind NAT are told one of them. */
function fingerprint(options: AsteriskOptions): string {
  const templates = readdirSync(options.templates).sort();
  const sounds = readdirSync(join(options.home.data, 'sounds'), { recursive: true }).sort();
  const addresses = Object.values(networkInterfaces()).flatMap(entries => entries ?? []);
  return createHash('sha256')
    .update(JSON.stringify([options, sounds, addresses.map(entry => entry.cidr)]))
    .update(templates.map(name => readFileSync(join(options.templates, name), 'utf8')).join('\0'))
    .digest('hex');
}

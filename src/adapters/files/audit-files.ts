import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { AuditEntry } from '../../audit/events.ts';
import type { AuditSpool, HeadFile } from '../../audit/ports.ts';

/** Several days of a quiet centre, or hours of a flood whose rows are gathered. */
const SPOOL_BYTES = 4 * 1024 * 1024;
const OWN = { mode: 0o600 } as const;

/** Lies beside the head while something is wrong with the chain; `npm run doctor` reads it. */
const FAULT_FILE = 'fault.txt';

/** Rows that wait in one file, a line each. A line that a dying process left half is left out. */
export function auditSpool(path: string, limit = SPOOL_BYTES): AuditSpool {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const waiting = existsSync(path) ? readFileSync(path, 'utf8').split('\n').flatMap(entriesOf) : [];
  let bytes = existsSync(path) ? statSync(path).size : 0;
  // What follows half a line begins on a line of its own.
  if (bytes > 0) appendFileSync(path, '\n', OWN);
  return {
    add(entries) {
      const lines = entries.map(entry => `${JSON.stringify(entry)}\n`).join('');
      if (bytes + lines.length > limit) return false;
      waiting.push(...entries);
      bytes += Buffer.byteLength(lines);
      try {
        appendFileSync(path, lines, OWN);
      } catch {
        // A full disk: they wait in memory, and are lost only with the process.
      }
      return true;
    },
    first: count => waiting.slice(0, count),
    drop(count) {
      waiting.splice(0, count);
      const lines = waiting.map(entry => `${JSON.stringify(entry)}\n`).join('');
      bytes = Buffer.byteLength(lines);
      if (lines === '') rmSync(path, { force: true });
      else replace(path, lines);
    },
  };
}

/** The head of the chain in one file, readable by the user of this process only. */
export function headFile(path: string): HeadFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return {
    path,
    read() {
      if (!existsSync(path)) return null;
      const { seq, hash }: { seq?: unknown; hash?: unknown } = JSON.parse(readFileSync(path, 'utf8'));
      if (typeof seq !== 'number' || typeof hash !== 'string')
        throw new Error(`${path} is no head of the audit log`);
      return { seq, hash };
    },
    write: head => replace(path, `${JSON.stringify(head)}\n`),
    report(fault) {
      const name = join(dirname(path), FAULT_FILE);
      if (fault === null) rmSync(name, { force: true });
      else replace(name, `${fault.es} / ${fault.en}\n`);
    },
  };
}

/** Is there whole or as it was. */
function replace(path: string, text: string): void {
  const draft = `${path}.part`;
  writeFileSync(draft, text, OWN);
  renameSync(draft, path);
}

function entriesOf(line: string): AuditEntry[] {
  try {
    return line === '' ? [] : [JSON.parse(line) as AuditEntry];
  } catch {
    return [];
  }
}

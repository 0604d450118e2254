import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { auditSpool, headFile } from '../../src/adapters/files/audit-files.ts';
import type { AuditEntry } from '../../src/audit/events.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'cauce-audit-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

const entry = (at: number): AuditEntry => ({
  at,
  person: null,
  address: null,
  kind: 'refused',
  subject: null,
  data: {},
});

test('rows wait on the disk for the next process, which only its own user reads', () => {
  const path = join(folder(), 'audit', 'waiting.jsonl');
  const spool = auditSpool(path);
  expect(existsSync(path)).toBe(false);
  expect(spool.add([entry(1), entry(2)])).toBe(true);
  spool.add([entry(3)]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  spool.drop(1);
  const next = auditSpool(path);
  expect(next.first(9)).toEqual([entry(2), entry(3)]);
  expect(next.first(1)).toEqual([entry(2)]);
  next.drop(2);
  expect(existsSync(path)).toBe(false);
});

test('half a line of a process that died harms no other', () => {
  const path = join(folder(), 'waiting.jsonl');
  auditSpool(path).add([entry(1)]);
  appendFileSync(path, '{"at":2,"pers');
  const spool = auditSpool(path);
  expect(spool.first(9)).toEqual([entry(1)]);
  spool.add([entry(3)]);
  expect(auditSpool(path).first(9)).toEqual([entry(1), entry(3)]);
});

test('what does not fit is refused, and fits again when others have gone', () => {
  const path = join(folder(), 'waiting.jsonl');
  const line = JSON.stringify(entry(1)).length + 1;
  const spool = auditSpool(path, 2 * line);
  expect([spool.add([entry(1), entry(2)]), spool.add([entry(3)])]).toEqual([true, false]);
  spool.drop(1);
  expect(spool.add([entry(3)])).toBe(true);
  expect(readFileSync(path, 'utf8').trim().split('\n')).toHaveLength(2);
});

test('the head of the chain is whole or as it was; what is none is not taken for one', () => {
  const path = join(folder(), 'audit', 'head.json');
  const head = headFile(path);
  expect(head.read()).toBeNull();
  head.write({ seq: 7, hash: 'ab', at: 1 });
  head.write({ seq: 8, hash: 'cd', at: 2 });
  expect(headFile(path).read()).toEqual({ seq: 8, hash: 'cd' });
  expect(statSync(path).mode & 0o777).toBe(0o600);
  writeFileSync(path, '{"seq":"8"}');
  expect(() => head.read()).toThrow(path);
});

test('what is wrong with the chain lies beside its head, for whoever looks at the machine', () => {
  const path = join(folder(), 'audit', 'head.json');
  const head = headFile(path);
  const fault = join(dirname(path), 'fault.txt');
  head.report({ es: 'falta la fila 3', en: 'row 3 is missing' });
  expect(readFileSync(fault, 'utf8')).toBe('falta la fila 3 / row 3 is missing\n');
  expect(statSync(fault).mode & 0o777).toBe(0o600);
  head.report(null);
  head.report(null);
  expect(existsSync(fault)).toBe(false);
});

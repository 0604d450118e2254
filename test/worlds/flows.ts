import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder with the product's flows and these besides, by name; a flow of the same name takes the product's place. */
export function flowsWith(more: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'cauce-flows-'));
  cpSync('ivr-flows', folder, { recursive: true, filter: source => !source.endsWith('.wav') });
  for (const [name, text] of Object.entries(more)) writeFileSync(join(folder, `${name}.yaml`), text);
  return folder;
}

/** Says nothing: its callers are in the queue at once. */
export const STRAIGHT_TO_QUEUE = `flow: directo
title: { es: Directo a la cola, en: Straight to the queue }
start: cola
rescue: cola
patience: { tries: 3, firstDigitMs: 5000, interDigitMs: 3000, silent: [no-se-oyo], wrong: [opcion-no-valida] }
nodes:
  cola: { kind: queue, queue: averias, topic: averia, priority: 1 }
`;

/** The product's menu in a hurry: one short question, and little patience. */
export const SHORT_MENU = `flow: corta
title: { es: Menú corto, en: Short menu }
start: menu
rescue: cola
patience: { tries: 3, firstDigitMs: 1000, interDigitMs: 500, silent: [no-se-oyo], wrong: [opcion-no-valida] }
nodes:
  menu:
    kind: menu
    prompts: [con]
    options: { "1": { to: fin } }
    otherwise: cola
  cola: { kind: queue, queue: averias, topic: averia, priority: 1 }
  fin: { kind: hang-up, cause: finished }
`;

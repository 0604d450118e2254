import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
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

/** The product's flow for *626 with all the patience a flow may have: who says nothing is asked for some minutes. */
export function patientMenu(): string {
  const text = readFileSync(join('ivr-flows', 'averias-626.yaml'), 'utf8');
  const [impatient] = /tries: \d\n +firstDigitMs: \d+/.exec(text) ?? [];
  if (impatient === undefined) throw new Error('the patience of averias-626 is written in another way now');
  return text.replace(impatient, 'tries: 9\n  firstDigitMs: 30000');
}

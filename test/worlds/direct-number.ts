import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { CentreWorld } from './centre.ts';

/** A number whose flow says nothing: its callers are in the queue at once. */
export const DIRECT_NUMBER = '*600';

const DIRECT_FLOW = `flow: directo
title: { es: Directo a la cola, en: Straight to the queue }
start: cola
rescue: cola
patience: { tries: 3, firstDigitMs: 5000, interDigitMs: 3000, silent: [no-se-oyo], wrong: [opcion-no-valida] }
nodes:
  cola: { kind: queue, queue: averias, topic: averia, priority: 1 }
`;

/** The product's flows and the direct one; give the folder to `startCentre`. */
export function directFlows(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cauce-flows-'));
  cpSync(join(process.env.CAUCE_APP_DIR ?? process.cwd(), 'ivr-flows'), folder, { recursive: true });
  writeFileSync(join(folder, 'directo.yaml'), DIRECT_FLOW);
  return folder;
}

/** Opens the number, and lets telephones ring for as long as a test wants to look at them. */
export async function openDirectNumber(centre: CentreWorld): Promise<void> {
  const database = new pg.Client({ connectionString: centre.postgres.url });
  await database.connect();
  try {
    await database.query('insert into numbers (number, flow) values ($1, $2)', [DIRECT_NUMBER, 'directo']);
    await database.query(`update queues set ring_ms = 60000 where name = 'averias'`);
  } finally {
    await database.end();
  }
}

import pg from 'pg';
import { flowsWith, STRAIGHT_TO_QUEUE } from './flows.ts';

/** A number whose flow says nothing: its callers are in the queue at once. */
export const DIRECT_NUMBER = '*600';

/** The product's flows and the direct one; give the folder to `startCentre`. */
export const directFlows = (): string => flowsWith({ directo: STRAIGHT_TO_QUEUE });

/** Opens the number, and lets telephones ring for as long as a test wants to look at them. */
export async function openDirectNumber(centre: {
  readonly postgres: { readonly url: string };
}): Promise<void> {
  const database = new pg.Client({ connectionString: centre.postgres.url });
  await database.connect();
  try {
    await database.query('insert into numbers (number, flow) values ($1, $2)', [DIRECT_NUMBER, 'directo']);
    await database.query(`update queues set ring_ms = 300000 where name = 'averias'`);
  } finally {
    await database.end();
  }
}

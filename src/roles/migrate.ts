import { prepareDatabase } from '../adapters/postgres/prepare.ts';
import type { MigrateConfig } from '../config.ts';
import type { Log } from '../kit/log.ts';
import { untilStoreAnswers } from './until-store-answers.ts';

/**
 * Prepares the database for this program, and ends: the only process of ours that knows a password with which the schema
 * can be changed. PostgreSQL may be away for any time; it waits. Rejects when the database is a newer program's.
 */
export async function runMigrate(config: MigrateConfig, log: Log): Promise<void> {
  const { adminUrl: admin, ownerUrl: owner, databaseUrl: application } = config;
  const parted = await untilStoreAnswers(() => prepareDatabase({ admin, owner, application }), log);
  if (!parted)
    log.warn('our processes own the schema: give the migration a user of its own (CAUCE_DATABASE_OWNER_URL)');
  log.info('the database is prepared');
}

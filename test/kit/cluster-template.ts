import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from '../../src/launcher/folders.ts';
import { CLUSTER_TEMPLATE, makeCluster } from './own-parts.ts';

/*
 * One empty cluster for a whole run, of which each test file that starts PostgreSQL gets a copy: that takes less than half of
 * the time of a new one.
 */

let dir: string;

export async function setup(): Promise<void> {
  dir = makeFolder(mkdtempSync(join(tmpdir(), 'cauce-cluster-')));
  try {
    await makeCluster({ dir });
    process.env[CLUSTER_TEMPLATE] = dir;
  } catch {
    // The tests that need it say why there is none.
  }
}

export function teardown(): void {
  rmSync(dir, { recursive: true, force: true });
}

import { describe } from 'vitest';
import { auditContract } from './audit-contract.ts';
import { callsContract } from './calls-contract.ts';
import { centreContract } from './centre-contract.ts';
import { peopleContract } from './people-contract.ts';
import { recordingsContract } from './recordings-contract.ts';
import { memoryWorld } from './records-world.ts';
import { ticketsContract } from './tickets-contract.ts';

describe('in memory', () => {
  const world = memoryWorld();
  for (const contract of [
    peopleContract,
    centreContract,
    callsContract,
    ticketsContract,
    recordingsContract,
    auditContract,
  ])
    contract(() => world);
});

import { describe } from 'vitest';
import { auditContract } from './audit-contract.ts';
import { callsContract } from './calls-contract.ts';
import { centreContract } from './centre-contract.ts';
import { contactsContract } from './contacts-contract.ts';
import { customerHistoryContract } from './customer-history-contract.ts';
import { figuresContract } from './figures-contract.ts';
import { noticesContract } from './notices-contract.ts';
import { peopleContract } from './people-contract.ts';
import { recordingsContract } from './recordings-contract.ts';
import { memoryWorld } from './records-world.ts';
import { scheduledCallsContract } from './scheduled-calls-contract.ts';
import { secondFactorsContract } from './second-factors-contract.ts';
import { sightContract } from './sight-contract.ts';
import { ticketsContract } from './tickets-contract.ts';

describe('in memory', () => {
  const world = memoryWorld();
  for (const contract of [
    peopleContract,
    secondFactorsContract,
    centreContract,
    callsContract,
    ticketsContract,
    customerHistoryContract,
    recordingsContract,
    sightContract,
    auditContract,
    contactsContract,
    figuresContract,
    noticesContract,
    scheduledCallsContract,
  ])
    contract(() => world);
});

import { centre } from './0001-centre.ts';
import { records } from './0002-records.ts';
import { dueJobs } from './0003-due-jobs.ts';
import { decidedVersion } from './0004-decided-version.ts';
import { wrapUpAlarm } from './0005-wrap-up-alarm.ts';
import { recordingAgent } from './0006-recording-agent.ts';
import { outcomes } from './0007-outcomes.ts';
import { refusedAgain } from './0008-refused-again.ts';
import { customers, fillCustomers } from './0009-customers.ts';
import { endedByMenu } from './0010-ended-by-menu.ts';
import { damagedListens } from './0011-damaged-listens.ts';
import { outgoing } from './0012-outgoing.ts';
import { deskTurn } from './0013-desk-turn.ts';
import { auditLog, fillAuditLog } from './0014-audit-log.ts';
import { secondFactors } from './0015-second-factors.ts';
import { ticketSight } from './0016-ticket-sight.ts';
import { keptStays } from './0017-kept-stays.ts';
import { oneOrganisation } from './0018-one-organisation.ts';
import { fillLevels, levelIsNoRole } from './0019-level-is-no-role.ts';
import { changedInPlace } from './0020-changed-in-place.ts';
import { areas } from './0021-areas.ts';
import { callParts } from './0022-call-parts.ts';
import { autoAnswer } from './0023-auto-answer.ts';
import { recordingPolicy } from './0024-recording-policy.ts';
import { awaitAgent } from './0025-await-agent.ts';
import { dialledNumbers } from './0026-dialled-numbers.ts';
import { maskedNumbers } from './0027-masked-numbers.ts';
import { revealedNumbers } from './0028-revealed-numbers.ts';
import { directCalls } from './0029-direct-calls.ts';
import { internalTickets } from './0030-internal-tickets.ts';
import { heldTime } from './0031-held-time.ts';
import { joinedParts } from './0032-joined-parts.ts';
import { contacts } from './0033-contacts.ts';
import { missedOffers } from './0034-missed-offers.ts';
import { ticketCustomers } from './0035-ticket-customers.ts';
import { diagnoses } from './0036-diagnoses.ts';
import { notices } from './0037-notices.ts';
import { scheduledCalls } from './0038-scheduled-calls.ts';
import { figures } from './0039-figures.ts';
import { floor } from './0040-floor.ts';
import { ownKeys } from './0041-own-keys.ts';
import { hearsOwn } from './0042-hears-own.ts';
import { keptPromises } from './0043-kept-promises.ts';
import { figuresSetAside } from './0044-figures-set-aside.ts';
import { recordingsSearched } from './0045-recordings-searched.ts';
import { foundByNumber } from './0046-found-by-number.ts';

/** One step of the schema: applied once, whole or not at all, and never changed after a release. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  /** What is computed in the program, after the SQL and in the same transaction. */
  readonly fill?: Fill;
}

/** Is given a connection inside the migration's transaction. */
export type Fill = (
  query: (text: string, values: readonly unknown[]) => Promise<Record<string, unknown>[]>,
) => Promise<void>;

export const MIGRATIONS: readonly Migration[] = [
  { version: 1, name: 'centre', sql: centre },
  { version: 2, name: 'records', sql: records },
  { version: 3, name: 'due-jobs', sql: dueJobs },
  { version: 4, name: 'decided-version', sql: decidedVersion },
  { version: 5, name: 'wrap-up-alarm', sql: wrapUpAlarm },
  { version: 6, name: 'recording-agent', sql: recordingAgent },
  { version: 7, name: 'outcomes', sql: outcomes },
  { version: 8, name: 'refused-again', sql: refusedAgain },
  { version: 9, name: 'customers', sql: customers, fill: fillCustomers },
  { version: 10, name: 'ended-by-menu', sql: endedByMenu },
  { version: 11, name: 'damaged-listens', sql: damagedListens },
  { version: 12, name: 'outgoing', sql: outgoing },
  { version: 13, name: 'desk-turn', sql: deskTurn },
  { version: 14, name: 'audit-log', sql: auditLog, fill: fillAuditLog },
  { version: 15, name: 'second-factors', sql: secondFactors },
  { version: 16, name: 'ticket-sight', sql: ticketSight },
  { version: 17, name: 'kept-stays', sql: keptStays },
  { version: 18, name: 'one-organisation', sql: oneOrganisation },
  { version: 19, name: 'level-is-no-role', sql: levelIsNoRole, fill: fillLevels },
  { version: 20, name: 'changed-in-place', sql: changedInPlace },
  { version: 21, name: 'areas', sql: areas },
  { version: 22, name: 'call-parts', sql: callParts },
  { version: 23, name: 'auto-answer', sql: autoAnswer },
  { version: 24, name: 'recording-policy', sql: recordingPolicy },
  { version: 25, name: 'await-agent', sql: awaitAgent },
  { version: 26, name: 'dialled-numbers', sql: dialledNumbers },
  { version: 27, name: 'masked-numbers', sql: maskedNumbers },
  { version: 28, name: 'revealed-numbers', sql: revealedNumbers },
  { version: 29, name: 'direct-calls', sql: directCalls },
  { version: 30, name: 'internal-tickets', sql: internalTickets },
  { version: 31, name: 'held-time', sql: heldTime },
  { version: 32, name: 'joined-parts', sql: joinedParts },
  { version: 33, name: 'contacts', sql: contacts },
  { version: 34, name: 'missed-offers', sql: missedOffers },
  { version: 35, name: 'ticket-customers', sql: ticketCustomers },
  { version: 36, name: 'diagnoses', sql: diagnoses },
  { version: 37, name: 'notices', sql: notices },
  { version: 38, name: 'scheduled-calls', sql: scheduledCalls },
  { version: 39, name: 'figures', sql: figures },
  { version: 40, name: 'floor', sql: floor },
  { version: 41, name: 'own-keys', sql: ownKeys },
  { version: 42, name: 'hears-own', sql: hearsOwn },
  { version: 43, name: 'kept-promises', sql: keptPromises },
  { version: 44, name: 'figures-set-aside', sql: figuresSetAside },
  { version: 45, name: 'recordings-searched', sql: recordingsSearched },
  { version: 46, name: 'found-by-number', sql: foundByNumber },
];

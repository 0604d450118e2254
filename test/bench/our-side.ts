import { openDatabase } from '../../src/adapters/postgres/database.ts';
import { makeLog } from '../../src/kit/log.ts';
import { openPhone } from '../../src/sip-phone/sip-phone.ts';
import { AriTap } from './ari-tap.ts';
import { hireAgents } from './our-agents.ts';
import { type CentreOptions, type OurCentre, startCentre } from './our-centre.ts';
import { ringLatency } from './ring-latency.ts';
import { screenPops } from './screen-pop.ts';
import type { BenchSide } from './side.ts';

/** Our product, with what can be asked of it alone. */
export interface OurSide extends BenchSide {
  /** Events of ARI for one call, besides the answers to our own requests, and the same by type. */
  eventsPerCall(calls: number): Promise<{ events: number; types: ReadonlyMap<string, number> }>;
  /** Ring → card on that agent's page, in milliseconds, call by call. */
  screenPops(calls: number): Promise<number[]>;
}

const NUMBER = '700';
const EVENTS_RATE = 10;
const EVENTS_TALK_MS = 300;

/**
 * Starts everything as in production (of the build in `appDir`, else of this one), with ticket and database on, and fifty
 * agents at desk telephones.
 */
export async function ourSide(
  folder: string,
  { name = 'Cauce', ...how }: { readonly name?: string } & CentreOptions = {},
): Promise<OurSide> {
  const phone = await openPhone({ sound: false });
  const centre = await startCentre(folder, how);
  try {
    await centre.startRoles();
    await addQueue(centre);
    const { httpPort, sipPort } = centre.settings;
    const agents = await hireAgents(httpPort, sipPort, phone);
    const side: BenchSide = {
      name,
      line: `sip:${NUMBER}@127.0.0.1:${sipPort}`,
      agents: phone,
      get processes() {
        return centre.processes;
      },
      async stop() {
        await phone.close();
        await centre.stop();
      },
    };
    return Object.assign(side, {
      eventsPerCall: (calls: number) => countEvents(centre, side, calls),
      screenPops: (calls: number) => screenPops(side, agents, httpPort, calls),
    });
  } catch (error) {
    await phone.close();
    await centre.stop();
    throw error;
  }
}

/** A queue without wrap-up, announcements or recording, and the number that leads to it. */
async function addQueue(centre: OurCentre): Promise<void> {
  const database = openDatabase(centre.databaseUrl, makeLog('bench', 'silent'));
  try {
    await database.query(
      `insert into queues (name, title, calendar, ring_ms, wrap_up, answer_within_ms, announce_every_ms, record)
       values ('bench', 'Bench', 'always', 15000, false, 20000, 0, false)`,
    );
    await database.query(`insert into numbers (number, flow) values ($1, 'bench')`, [NUMBER]);
  } finally {
    await database.close();
  }
}

/**
 * Puts a wire-tap between `calls` and Asterisk for a short run of its own, so that no figure of the other rows is
 * taken with it. `calls` is restarted for that and adopts the agents where they are.
 */
async function countEvents(centre: OurCentre, side: BenchSide, calls: number) {
  const tap = new AriTap(centre.asteriskUrl);
  try {
    await centre.restartCalls(await tap.open(centre.asteriskUrl));
    tap.reset();
    const block = await ringLatency(side, {
      rate: EVENTS_RATE,
      seconds: calls / EVENTS_RATE,
      talkMs: EVENTS_TALK_MS,
    });
    const served = block.calls - block.lost;
    const types = new Map([...tap.counts.types].map(([type, count]) => [type, count / served]));
    const all = [...tap.counts.types].filter(([type]) => type !== 'RESTResponse');
    return { events: all.reduce((sum, [, count]) => sum + count, 0) / served, types };
  } finally {
    await centre.restartCalls(centre.asteriskUrl);
    tap.close();
  }
}

import { openDatabase } from '../../src/adapters/postgres/database.ts';
import { makeLog } from '../../src/kit/log.ts';
import { openPhone } from '../../src/sip-phone/sip-phone.ts';
import { AriTap } from './ari-tap.ts';
import { hireAgents } from './our-agents.ts';
import { type CentreOptions, type OurCentre, startCentre } from './our-centre.ts';
import { ringLatency } from './ring-latency.ts';
import { screenPops } from './screen-pop.ts';
import { AGENTS, type BenchSide, type Crew } from './side.ts';

/** Our product, with what can be asked of it alone. */
export interface OurSide extends BenchSide {
  readonly databaseUrl: string;
  /** Where its web answers. */
  readonly webUrl: string;
  /** The line to a queue whose calls are recorded. */
  readonly recordedLine: string;
  /** A menu: what it says, and what 1 leads to, are `MENU_PROMPTS`. */
  readonly menu: string;
  /** Events of ARI for one call, besides the answers to our own requests, and the same by type. */
  eventsPerCall(calls: number): Promise<{ events: number; types: ReadonlyMap<string, number> }>;
  /** Ring → card on that agent's page, in milliseconds, call by call. */
  screenPops(calls: number): Promise<number[]>;
}

/** The numbers of the flow (our-centre.ts) and of the queue that each leads to. */
const NUMBER = '700';
const RECORDED = '703';
const MENU = '702';
const EVENTS_RATE = 10;
const EVENTS_TALK_MS = 300;

/**
 * Starts everything as in production (of the build in `appDir`, else of this one), with ticket and database on, and fifty
 * agents at desk telephones.
 */
export async function ourSide(
  folder: string,
  {
    name = 'Cauce',
    crew: { agents: count, codecs } = { agents: AGENTS },
    ...how
  }: { readonly name?: string; readonly crew?: Crew } & CentreOptions = {},
): Promise<OurSide> {
  const phone = await openPhone({ sound: false, ...(codecs ? { codecs } : {}) });
  const centre = await startCentre(folder, how);
  try {
    await centre.startRoles();
    await addQueues(centre);
    const { httpPort, sipPort } = centre.settings;
    const agents = await hireAgents(centre.settings, phone, {
      agents: count,
      queues: ['bench', 'bench-recorded'],
    });
    const lineOf = (number: string) => `sip:${number}@127.0.0.1:${sipPort}`;
    const side: BenchSide = {
      name,
      line: lineOf(NUMBER),
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
      databaseUrl: centre.databaseUrl,
      webUrl: `http://127.0.0.1:${httpPort}`,
      recordedLine: lineOf(RECORDED),
      menu: lineOf(MENU),
      eventsPerCall: (calls: number) => countEvents(centre, side, calls),
      screenPops: (calls: number) => screenPops(side, agents, httpPort, calls),
    });
  } catch (error) {
    await phone.close();
    await centre.stop();
    throw error;
  }
}

/**
 * Two queues without wrap-up and announcements, one recorded, and the numbers that lead to them and to the menu. One address
 * brings all callers of the bench: how many it may bring a second is no limit here, for what the machine bears is measured.
 */
async function addQueues(centre: OurCentre): Promise<void> {
  const database = openDatabase(centre.databaseUrl, makeLog('bench', 'silent'));
  try {
    // The other side of a comparison may be a commit from before the policy.
    const found = await database.query(
      `select column_name from information_schema.columns where table_name = 'queues' and column_name = 'recording'`,
    );
    const [column, off, on] = found.length > 0 ? ['recording', 'never', 'always'] : ['record', false, true];
    await database.query(
      `insert into queues (name, title, calendar, ring_ms, wrap_up, answer_within_ms, announce_every_ms, ${column})
       values ('bench', 'Bench', 'always', 15000, false, 20000, 0, $1),
              ('bench-recorded', 'Bench, recorded', 'always', 15000, false, 20000, 0, $2)`,
      [off, on],
    );
    await database.query(
      `insert into numbers (number, flow) values ($1, 'bench'), ($2, 'bench-recorded'), ($3, 'bench-menu')`,
      [NUMBER, RECORDED, MENU],
    );
    await database.query(
      `insert into policies (name, value) values ('callCaps', '{"perSecond": 1000, "perAddress": 10000}')`,
    );
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

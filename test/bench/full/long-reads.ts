import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../../src/adapters/postgres/database.ts';
import { openListenConnection } from '../../../src/adapters/postgres/listen-connection.ts';
import { prepareDatabase } from '../../../src/adapters/postgres/prepare.ts';
import { soughtOf } from '../../../src/customers/search.ts';
import { FigureDesk } from '../../../src/figures/desk.ts';
import { makeLog } from '../../../src/kit/log.ts';
import { makeFolder } from '../../../src/launcher/folders.ts';
import type { RecordingFilter } from '../../../src/recordings/ports.ts';
import { postgresWorld } from '../../contracts/records-world.ts';
import { startPostgres } from '../../kit/own-parts.ts';
import { processTreeSeconds } from '../../kit/processes.ts';
import { median } from '../figures.ts';
import { calibration } from '../machine.ts';
import { alone, type Row } from '../table.ts';
import type { Ground, LongGroup } from './ground.ts';
import { DAY_MS, fillYear, YEAR_BEGINS } from './year-of-calls.ts';

const EVERYTHING = { of: 'everything' } as const;
const ROUNDS = 5;

/** F1: what PostgreSQL does for those who look at figures and recordings of a year with 300,000 calls. */
export const longReads: LongGroup = {
  ids: ['F1'],
  async run(ground: Ground): Promise<Row[]> {
    const { say, sides, quick, folder } = ground;
    const dir = makeFolder(join(folder, 'year'));
    // Under root the part runs as the service user, who must be able to pass through.
    chmodSync(dir, 0o755);
    const part = await startPostgres({ dir: join(dir, 'part') });
    sides.push({ stop: () => part.stop() });
    const log = makeLog('bench', 'warn');
    await prepareDatabase(part.urls);
    say('F1  a year of calls is written …');
    await fillYear(part.urls, log);
    const db = openDatabase(part.urls.application, log);
    const listenConnection = openListenConnection(part.urls.application, log);
    const { figures, centre: settings, people, recordings } = postgresWorld(db, listenConnection);
    const now = YEAR_BEGINS + 364 * DAY_MS;
    const clock = { now: () => now, after: () => ({ cancel: () => undefined }) };
    const desk = new FigureDesk({ figures, settings, people, clock, timezone: 'America/Caracas' });
    const month = { from: '2030-11-01', to: '2030-11-30' };
    /** Reads the first page; a list of nothing would cost nothing. */
    const listed = async (filter: Partial<RecordingFilter>) => {
      const { total } = await recordings.list({ sight: EVERYTHING, limit: 50, offset: 0, ...filter });
      if (total === 0) throw new Error('no recording of that year is in the list');
    };
    const sought = (text: string) => ({ sought: soughtOf(text, 'VE') });
    const asked: readonly (readonly [string, number, () => Promise<unknown>])[] = [
      ['figures of a day, by hour', 300, () => desk.table({ from: '2030-11-05', to: '2030-11-05' }, 'hour')],
      ['figures of a month, by agent', 1_500, () => desk.table(month, 'agent')],
      [
        'figures of a year, by queue',
        5_000,
        () => desk.table({ from: '2030-01-01', to: '2030-12-30' }, 'queue'),
      ],
      ['abandoned calls of a month that nobody called back', 1_500, () => uncalled(desk, month)],
      ['recordings, the newest', 50, () => listed({})],
      ['recordings of an agent', 50, () => listed({ agent: 'ana' })],
      ['recordings of an agent in a queue', 50, () => listed({ agent: 'ana', queue: 'averias' })],
      ['recordings of a queue', 50, () => listed({ queue: 'averias' })],
      ['recordings with a disposition', 50, () => listed({ disposition: 'resuelta' })],
      ['recordings, a name sought in a year', 50, () => listed(sought('cliente 7777'))],
      ['recordings, a number sought in a year', 50, () => listed(sought('04144110800'))],
      ['recordings, a word that all have', 1_500, () => listed(sought('tono'))],
    ];
    say(`F1  the fixed loop takes ${Math.round(calibration())} ms of processor time`);
    const rows: Row[] = [];
    for (const [what, atMost, work] of asked) {
      await work();
      const rounds: { cpu: number; wall: number }[] = [];
      for (let round = 0; round < (quick ? 1 : ROUNDS); round += 1) {
        const [before, began] = [processTreeSeconds(part.pid), performance.now()];
        await work();
        const wall = performance.now() - began;
        rounds.push({ cpu: (processTreeSeconds(part.pid) - before) * 1_000, wall });
      }
      say(`F1  ${what}: ${Math.round(median(rounds.map(({ wall }) => wall)))} ms on the clock`);
      const cpu = median(rounds.map(each => each.cpu));
      rows.push(
        alone({ id: 'F1', what: `${what}: PostgreSQL’s processor time`, unit: 'ms', bar: { atMost } }, [cpu]),
      );
    }
    say(`F1  the fixed loop takes ${Math.round(calibration())} ms of processor time`);
    await listenConnection.close();
    await db.close();
    return rows;
  },
};

async function uncalled(desk: FigureDesk, span: { from: string; to: string }): Promise<void> {
  const drill = { ...span, count: 'callsAbandoned', uncalled: true } as const;
  const behind = await desk.callsBehind(drill);
  await behind.count();
  await behind.page(null, 51);
}

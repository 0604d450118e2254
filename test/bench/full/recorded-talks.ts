import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { appQueueSide } from '../app-queue-side.ts';
import { type Course, type Pair, pairsOf } from '../blocks.ts';
import { CostMeter, sumOf } from '../cost.ts';
import { shown } from '../figures.ts';
import { type OurSide, ourSide } from '../our-side.ts';
import type { BenchSide } from '../side.ts';
import { added, alone, compared, type Row } from '../table.ts';
import { Books } from './books.ts';
import { type Ground, type LongGroup, orNotMeasured } from './ground.ts';
import type { LongRow } from './selection.ts';
import { Talks, type VoiceFigures } from './talks.ts';

/** P5 and P13: voice both ways, through the box and into a recording. */
export const recordedTalks: LongGroup = { ids: ['P5', 'P13'], run };

const TALKING = 60;
const GOAL = 100;
const ADDED_P95_MS = 1;
/** measuring.md §1.1 took 25 calls, too. */
const COSTED = 25;
const RECORDED_TIMES = 2.1;
const CODECS = ['PCMU'] as const;
/** A recording is filed within this time of its call's end, ms; then it is looked at what it cost. */
const FILED_WITHIN_MS = 6_000;
/** And no longer than this, ms. */
const KEPT_WITHIN_MS = 60_000;

async function run(
  { folder, sides, say, quick, despiteLoad }: Ground,
  wanted: ReadonlySet<LongRow>,
): Promise<Row[]> {
  const how = { pairs: quick ? 1 : 4, seconds: quick ? 5 : 15, despiteLoad };
  say('P5 P13: starting both sides …');
  const crew = { agents: GOAL, codecs: CODECS };
  const yardstick = await appQueueSide(join(folder, 'voice-app-queue'), crew);
  sides.push(yardstick);
  const ours = await ourSide(join(folder, 'voice-cauce'), { crew });
  sides.push(ours);
  const books = new Books(ours);
  try {
    const direct = (call: number) => yardstick.direct(call);
    const dial = named(yardstick, 'Dial()');
    return [
      ...(wanted.has('P5')
        ? await orNotMeasured(['P5'], say, () => throughTheBox({ ours, dial, direct, books, say }, how))
        : []),
      ...(wanted.has('P13')
        ? await orNotMeasured(['P13'], say, () => costOfRecording(ours, books, say, how))
        : []),
    ];
  } finally {
    await books.close();
  }
}

interface Blocks {
  readonly despiteLoad: boolean;
  readonly pairs: number;
  readonly seconds: number;
}

/** The same side with another name: its processes stay those that run. */
function named(side: BenchSide, name: string): BenchSide {
  return Object.create(side, { name: { value: name } });
}

interface Box {
  readonly ours: OurSide;
  readonly dial: BenchSide;
  readonly direct: (call: number) => string;
  readonly books: Books;
  readonly say: (text: string) => void;
}

/** P5: loss, and delay beside the same calls through Dial(). */
async function throughTheBox(box: Box, { pairs, seconds, despiteLoad }: Blocks): Promise<Row[]> {
  const { ours, dial, say } = box;
  const course: Course = { yardstick: dial, ours, say, despiteLoad };
  const found = await pairsOf(course, 'P5', side => talked(box, side, TALKING, seconds), { pairs });
  const most = await talked(box, ours, GOAL, seconds).catch((error: Error) =>
    say(`P5  goal: ${error.message}`),
  );
  if (most)
    say(`P5  goal, ${GOAL} talking and recorded: ${most.lost === 0 ? 'nothing lost' : `${most.lost} lost`}`);
  const figures = (figure: (block: Talked) => number) =>
    found?.map(({ ours: us, theirs }: Pair<Talked>) => ({ ours: figure(us), theirs: figure(theirs) })) ??
    null;
  const what = `${TALKING} talking and recorded`;
  return [
    added(
      {
        id: 'P5',
        what: `${what}: voice's delay p95, beside Dial()`,
        unit: 'ms',
        bar: { atMost: ADDED_P95_MS },
      },
      figures(({ p95 }) => p95),
    ),
    alone(
      { what: `${what}: RTP packets lost, or heard in another call`, bar: { atMost: 0 } },
      found && [sumOf(found.map(({ ours: us }) => us.lost + us.astray))],
    ),
    alone(
      { what: `${what}: calls without a recording that is kept`, bar: { atMost: 0 } },
      found && [sumOf(found.map(({ ours: us }) => us.unkept))],
    ),
  ];
}

interface Talked extends VoiceFigures {
  /** Calls whose recording was not kept; 0 where nothing is recorded. */
  readonly unkept: number;
}

async function talked(
  { ours, direct, books, say }: Box,
  side: BenchSide,
  count: number,
  seconds: number,
): Promise<Talked> {
  const since = Date.now();
  const recorded = side === ours;
  const talks = await Talks.begin(side, { count, lineOf: recorded ? () => ours.recordedLine : direct });
  const meter = new CostMeter(side);
  const used = process.cpuUsage();
  let figures: VoiceFigures;
  let cost: Map<string, number>;
  let generator: NodeJS.CpuUsage;
  try {
    figures = await talks.heard(seconds);
    cost = meter.perCall(count * seconds * 10);
    generator = process.cpuUsage(used);
  } finally {
    await talks.end();
  }
  const unkept = recorded ? count - (await kept(books, count, { since, leastMs: seconds * 1000 })) : 0;
  const share = ((generator.user + generator.system) / 1e4 / seconds).toFixed(0);
  say(
    `P5  ${side.name}, ${count} calls: ${figures.sent} packets, ${figures.lost} lost, ${figures.astray} astray; ` +
      `delay p50 ${shown(figures.p50)}, p95 ${shown(figures.p95)}, p99 ${shown(figures.p99, 'ms')}; ` +
      `Asterisk ${shown(cost.get('asterisk') ?? Number.NaN)} % of a core a call, generator ${share} %${unkept > 0 ? `; ${unkept} recordings not kept` : ''}`,
  );
  return { ...figures, unkept };
}

/** How many whole recordings are kept, once all are or there is no more hope. */
async function kept(
  books: Books,
  count: number,
  heard: { readonly since: number; readonly leastMs: number },
): Promise<number> {
  const asked = performance.now();
  for (;;) {
    const found = await books.recordings(heard);
    if (found >= count || performance.now() - asked > KEPT_WITHIN_MS) return found;
    await pause(250);
  }
}

interface Costs {
  /** Processor time of Asterisk for a second of a call, ms. */
  readonly asterisk: number;
  /** Of all processes, hanging up and filing included. */
  readonly all: number;
}

/** P13: the same calls with and without a recording, in turn. */
async function costOfRecording(
  ours: OurSide,
  books: Books,
  say: (text: string) => void,
  { pairs, seconds, despiteLoad }: Blocks,
): Promise<Row[]> {
  const plain = named(ours, 'unrecorded');
  const recorded = named(ours, 'recorded');
  const found = await pairsOf(
    { yardstick: plain, ours: recorded, say, despiteLoad },
    'P13',
    async (side): Promise<Costs> => {
      const since = Date.now();
      const line = side === recorded ? ours.recordedLine : ours.line;
      const talks = await Talks.begin(side, { count: COSTED, lineOf: () => line });
      const meter = new CostMeter(side);
      let asterisk: number;
      try {
        await pause(seconds * 1000);
        asterisk = meter.perCall(COSTED * seconds).get('asterisk') ?? Number.NaN;
      } finally {
        await talks.end();
      }
      await pause(FILED_WITHIN_MS);
      const all = sumOf(meter.perCall(COSTED * seconds).values());
      const wantedFiles = side === recorded ? COSTED : 0;
      const files = await kept(books, wantedFiles, { since, leastMs: seconds * 1000 });
      if (files !== wantedFiles)
        throw new Error(`P13  ${side.name}: ${files} recordings instead of ${wantedFiles}`);
      say(
        `P13  ${side.name}, ${COSTED} calls: Asterisk ${shown(asterisk / 10)} % of a core a call; all, filed, ${shown(all / 10)} %`,
      );
      return { asterisk, all };
    },
    { pairs },
  );
  const figures = (figure: (block: Costs) => number) =>
    found?.map(({ ours: us, theirs }) => ({ ours: figure(us), theirs: figure(theirs) })) ?? null;
  const bar = { atMost: RECORDED_TIMES };
  return [
    compared(
      {
        id: 'P13',
        what: 'Asterisk for a second of a recorded call, beside an unrecorded one',
        unit: 'ms',
        bar,
      },
      figures(({ asterisk }) => asterisk),
    ),
    compared(
      { what: 'all processes for it, until the recording is filed', unit: 'ms', bar },
      figures(({ all }) => all),
    ),
  ];
}

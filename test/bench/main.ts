import { rmSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeFolder } from '../../src/launcher/folders.ts';
import { benchAgainst } from './against.ts';
import { appQueueSide } from './app-queue-side.ts';
import { type BenchPlan, runBlocks } from './blocks.ts';
import { shown } from './figures.ts';
import { ourSide } from './our-side.ts';
import { ringLatency } from './ring-latency.ts';
import { costByProcess, costRows, eventRow, handOverRows, ringRows, screenPopRow } from './rows.ts';
import type { BenchSide } from './side.ts';
import { AGENTS } from './side.ts';
import { printed, type Row } from './table.ts';

/** The plan of the issue: 50 agents, 150 waiting, 2 s of talk; idle agents at 30 calls a second. */
const plan: BenchPlan = {
  handOver: { callers: AGENTS + 150, talkMs: 2_000, seconds: 20 },
  ring: { rate: 30, seconds: 10, talkMs: 300 },
};
const quickPlan: BenchPlan = {
  handOver: { ...plan.handOver, seconds: 5 },
  ring: { ...plan.ring, seconds: 3 },
};

/** Calls of the two short runs that only our side has. */
const POPS = 30;
const EVENT_CALLS = 50;

/** Runs the bench and prints its table. Resolves with the exit code: 0 when every bar was met. */
async function bench(): Promise<number> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      against: { type: 'string' },
      blocks: { type: 'string', default: '8' },
      bar: { type: 'string', default: '1.05' },
      upper: { type: 'string', default: '1.10' },
    },
  });
  const folder = resolve('.runtime', 'bench');
  rmSync(folder, { recursive: true, force: true });
  makeFolder(folder);
  const sides: BenchSide[] = [];
  const interrupted = new Promise<never>((_, reject) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      process.once(name, () => reject(new Error(`interrupted by ${name}`)));
    }
  });
  try {
    const { ring } = values.quick ? quickPlan : plan;
    const work =
      values.against === undefined
        ? measure(folder, sides, values.quick ? quickPlan : plan)
        : benchAgainst(
            {
              ref: values.against,
              blocks: Number(values.blocks),
              bar: Number(values.bar),
              upper: Number(values.upper),
              ring,
            },
            { appDir: process.cwd(), folder, sides },
            say,
          ).then(met => (met ? 0 : 1));
    return await Promise.race([interrupted, work]);
  } finally {
    await Promise.all(sides.map(side => side.stop()));
  }
}

async function measure(folder: string, sides: BenchSide[], chosen: BenchPlan): Promise<number> {
  const began = performance.now();
  const loadBefore = shown(loadavg()[0] ?? Number.NaN);
  say('Starting both sides …');
  const yardstick = await appQueueSide(join(folder, 'app-queue'));
  sides.push(yardstick);
  const ours = await ourSide(join(folder, 'cauce'));
  sides.push(ours);
  for (const side of sides) await proveCall(side);
  const blocks = await runBlocks(yardstick, ours, chosen, say);
  say('P2     screen-pops …');
  const pops = await ours.screenPops(POPS);
  say('P6     events …');
  const { events, types } = await ours.eventsPerCall(EVENT_CALLS);
  const rows: Row[] = [
    ...handOverRows(blocks.yardstick, blocks.ours),
    ...ringRows(blocks.yardstick, blocks.ours),
    screenPopRow(pops),
    ...costRows(blocks.yardstick, blocks.ours),
    eventRow(events),
  ];
  say(`\nLoad of the machine: ${loadBefore} before, ${shown(loadavg()[0] ?? Number.NaN)} at the end.`);
  say(`ARI messages per call: ${[...types].map(([type, count]) => `${type} ${shown(count)}`).join(', ')}`);
  say(`Processor ms per call, agents idle: ${costByProcess(blocks.ours.ring)}`);
  say(`Processor ms per call, 150 waiting: ${costByProcess(blocks.ours.handOver)}`);
  say(`\n${printed(rows)}\n\n${Math.round((performance.now() - began) / 1000)} s`);
  return rows.every(row => row.met === true) ? 0 : 1;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** One call must reach an agent before anything is measured: figures of a side that loses its calls look fine. */
async function proveCall(side: BenchSide): Promise<void> {
  const block = await ringLatency(side, { rate: 1, seconds: 1, talkMs: 100 });
  if (block.lost > 0) throw new Error(`${side.name}: a single call reached no agent`);
}

bench().then(
  code => {
    process.exitCode = code;
  },
  error => {
    console.error(error);
    process.exitCode = 1;
  },
);

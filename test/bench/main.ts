import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeFolder } from '../../src/launcher/folders.ts';
import { appQueueSide } from './app-queue-side.ts';
import { type BenchPlan, runBlocks } from './blocks.ts';
import { costRows, eventRow, handOverRows, ringRows } from './rows.ts';
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

/** Runs the bench and prints its table. Resolves with the exit code: 0 when every bar was met. */
async function bench(): Promise<number> {
  const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
  const folder = resolve('.runtime', 'bench');
  rmSync(folder, { recursive: true, force: true });
  makeFolder(folder);
  const sides: BenchSide[] = [];
  try {
    const began = performance.now();
    const yardstick = await appQueueSide(join(folder, 'app-queue'));
    sides.push(yardstick);
    const blocks = await runBlocks(yardstick, undefined, values.quick ? quickPlan : plan, say);
    const rows: Row[] = [
      ...handOverRows(blocks.yardstick, blocks.ours),
      ...ringRows(blocks.yardstick, blocks.ours),
      ...costRows(blocks.yardstick, blocks.ours),
      eventRow(Number.NaN),
    ];
    say(`\n${printed(rows)}\n\n${Math.round((performance.now() - began) / 1000)} s`);
    return rows.every(row => row.met === true) ? 0 : 1;
  } finally {
    await Promise.all(sides.map(side => side.stop()));
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
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

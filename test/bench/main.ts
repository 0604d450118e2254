import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeFolder } from '../../src/launcher/folders.ts';
import { benchAgainst } from './against.ts';
import { conversationRows } from './conversation/rows.ts';
import { type Ground, stopSides } from './full/ground.ts';
import { longRows } from './full/long-rows.ts';
import { type Chosen, chosenRows } from './full/selection.ts';
import { isGeneratorFirst } from './priority.ts';
import { profileACall } from './profile.ts';
import { AGENTS, type BenchSide } from './side.ts';
import { type BenchPlan, sideBySide } from './side-by-side.ts';
import { printed } from './table.ts';

/** 50 agents, 150 waiting, 2 s of talk; idle agents at 30 calls a second. */
const plan: BenchPlan = {
  pairs: 4,
  handOver: { callers: AGENTS + 150, talkMs: 2_000, seconds: 12 },
  ring: { rate: 30, seconds: 10, talkMs: 300 },
};
const quickPlan: BenchPlan = {
  pairs: 2,
  handOver: { ...plan.handOver, seconds: 5 },
  ring: { ...plan.ring, seconds: 3 },
};

/** Runs what was asked for. Resolves with the exit code: 0 when every bar was met. */
async function bench(): Promise<number> {
  const { values } = parseArgs({
    options: {
      full: { type: 'boolean', default: false },
      conversation: { type: 'boolean', default: false },
      only: { type: 'string' },
      'despite-load': { type: 'boolean', default: false },
      capacity: { type: 'string' },
      calls: { type: 'string', default: '20000' },
      rounds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      against: { type: 'string' },
      loaded: { type: 'boolean', default: false },
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
  const chosen = values.quick ? quickPlan : plan;
  const run = (): Promise<boolean> => {
    if (values.profile) return profileACall(chosen.ring, { folder, sides }, say);
    if (values.against === undefined) {
      const { quick, 'despite-load': despiteLoad } = values;
      const capacity = values.capacity === undefined ? null : Number(values.capacity);
      const rounds = values.rounds === undefined ? null : Number(values.rounds);
      const ground = {
        folder,
        sides,
        say,
        quick,
        despiteLoad,
        capacity,
        calls: Number(values.calls),
        rounds,
      };
      return table(chosen, ground, chosenRows(values));
    }
    const { against: ref, blocks, bar, upper, loaded } = values;
    const numbers = { blocks: Number(blocks), bar: Number(bar), upper: Number(upper) };
    const asked = { ref, loaded, ...numbers, ring: chosen.ring };
    return benchAgainst(asked, { appDir: process.cwd(), folder, sides }, say);
  };
  try {
    return (await Promise.race([interrupted, run()])) ? 0 : 1;
  } finally {
    await Promise.all(sides.map(side => side.stop()));
  }
}

/** Prints the table of the rows that were asked for. Answers whether every bar was met. */
async function table(
  plan: BenchPlan,
  ground: Ground,
  { short, long, conversation }: Chosen,
): Promise<boolean> {
  const { sides } = ground;
  const began = performance.now();
  say(`The generator goes first: ${isGeneratorFirst() ? 'yes' : 'no, for that takes root'}.`);
  const rows = short.size > 0 ? await sideBySide(plan, ground, short, say) : [];
  await stopSides(sides);
  rows.push(...(await longRows(ground, long)));
  rows.push(...(await conversationRows(ground, conversation)));
  if (ground.despiteLoad) rows.splice(0, rows.length, ...rows.map(row => ({ ...row, met: null })));
  say(`\n${printed(rows)}\n\n${Math.round((performance.now() - began) / 1000)} s`);
  return rows.every(row => row.met === true);
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

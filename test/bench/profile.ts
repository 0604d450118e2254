import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import { ROLES } from '../../src/launcher/part-role.ts';
import { shown } from './figures.ts';
import { type Frame, Inspector } from './inspector.ts';
import { ourSide } from './our-side.ts';
import { type RingPlan, ringLatency } from './ring-latency.ts';
import type { BenchSide } from './side.ts';
import { timeBySubject } from './subjects.ts';

/** Calls before the profile begins: compiled code, caches, connections. */
const WARM_UP_SECONDS = 20;
const PROFILED_SECONDS = 30;

/**
 * Prints where each of our processes spends a call, agents idle, by subject. The profiler itself costs some; what counts is
 * how the subjects compare.
 */
export async function profileACall(
  plan: RingPlan,
  { folder, sides }: { readonly folder: string; readonly sides: BenchSide[] },
  say: (text: string) => void,
): Promise<boolean> {
  say('Starting our side, to be looked into …');
  const side = await ourSide(join(folder, 'cauce'), { inspected: true });
  sides.push(side);
  await ringLatency(side, { ...plan, seconds: WARM_UP_SECONDS });
  const inspectors = await Promise.all(
    ROLES.map(async role => [role, await Inspector.of(join(folder, 'cauce', 'log', `${role}.log`))] as const),
  );
  for (const [, inspector] of inspectors) await inspector.start();
  const { calls } = await ringLatency(side, { ...plan, seconds: PROFILED_SECONDS });
  const pathOf = writtenIn(join(process.cwd(), '.runtime', 'build', 'main.js'));
  for (const [role, inspector] of inspectors) {
    const subjects = timeBySubject(await inspector.stop(), pathOf);
    const all = subjects.reduce((sum, [, ms]) => sum + ms, 0);
    say(`\n${role}: ${shown(all / calls)} ms a call`);
    for (const [subject, ms] of subjects) {
      say(`  ${subject.padEnd(32)} ${shown(ms / calls).padStart(6)} ms  ${Math.round((ms / all) * 100)} %`);
    }
  }
  return true;
}

/** The source file of a frame in the compiled program, by its map; of any other frame its own file. */
function writtenIn(program: string): (frame: Frame) => string {
  const map = new SourceMap(JSON.parse(readFileSync(`${program}.map`, 'utf8')));
  return ({ url, lineNumber, columnNumber }) => {
    if (!url.endsWith(program)) return url;
    const found = map.findEntry(lineNumber, columnNumber);
    return 'originalSource' in found ? found.originalSource : url;
  };
}

import { EnvironmentError } from '../kit/environment.ts';
import { doctor } from './doctor.ts';
import { AlreadyRunningError } from './lock.ts';
import { PartUnavailableError } from './part-unavailable.ts';
import { PortTakenError } from './ports.ts';
import { NotReadyError } from './program.ts';
import { runBench } from './run-bench.ts';
import { runTests } from './run-tests.ts';
import { start } from './start.ts';

const verbs: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  start: async () => {
    await start();
    return 0;
  },
  doctor,
  test: runTests,
  bench: runBench,
};

/** Faults with a sentence of their own for people; of all others the stack is of use. */
const EXPECTED = [EnvironmentError, AlreadyRunningError, PortTakenError, PartUnavailableError, NotReadyError];

const [verb = '', ...args] = process.argv.slice(2);
try {
  // A start that was stopped while it downloads has work left that nobody waits for.
  process.exit((await verbs[verb]?.(args)) ?? 1);
} catch (error) {
  const isExpected = EXPECTED.some(kind => error instanceof kind);
  console.error(isExpected ? (error as Error).message : error);
  process.exit(1);
}

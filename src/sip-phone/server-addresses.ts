import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a running server is reached, as its launcher wrote it down. */
export interface ServerAddresses {
  readonly sipPort: number;
  /** The UDP port at which the demo trunk looks for customers' telephones. */
  readonly demoLinePort: number;
  /** Whether it takes calls from its own machine: a demo centre does, others only from their trunk. */
  readonly takesLocalCalls: boolean;
}

const SIP_PORT = 5060;
const DEMO_LINE_PORT = 5070;

/**
 * The environment wins, then `run/addresses.json` in the data folder, then the defaults: a telephone can
 * be tried against a server that is not here or not up.
 */
export function readServerAddresses(environment: NodeJS.ProcessEnv): ServerAddresses {
  const written = readWritten(environment.CAUCE_DATA_DIR ?? 'data');
  return {
    sipPort: port(environment.CAUCE_SIP_PORT) ?? port(written.sipPort) ?? SIP_PORT,
    demoLinePort: port(environment.CAUCE_DEMO_LINE_PORT) ?? port(written.demoLinePort) ?? DEMO_LINE_PORT,
    takesLocalCalls: written.takesLocalCalls !== false,
  };
}

function readWritten(dataDir: string): Partial<Record<string, unknown>> {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'run', 'addresses.json'), 'utf8'));
  } catch {
    return {};
  }
}

function port(value: unknown): number | undefined {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 && number < 65_536 ? number : undefined;
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../src/launcher/ports.ts';
import { RunningProcess } from './processes.ts';
import { waitUntil } from './wait-until.ts';

const COTURN = process.env.CAUCE_COTURN ?? '/usr/bin/turnserver';

/** Whether a TURN server is on this machine. */
export function hasCoturn(): boolean {
  return existsSync(COTURN);
}

/** A coturn of 127.0.0.1 that relays between programs of this machine. */
export interface RunningCoturn {
  readonly port: number;
  readonly secret: string;
  stop(): Promise<unknown>;
}

/** `dir`: for its files. It is told what a centre's is, `use-auth-secret`; only that it may relay to loopback is for tests. */
export async function startCoturn(dir: string): Promise<RunningCoturn> {
  const port = await freePort();
  const secret = 'a-secret-of-the-tests-only';
  const coturn = new RunningProcess(COTURN, [
    '-n',
    '--listening-ip=127.0.0.1',
    '--relay-ip=127.0.0.1',
    `--listening-port=${port}`,
    '--realm=cauce.test',
    '--use-auth-secret',
    `--static-auth-secret=${secret}`,
    '--allow-loopback-peers',
    '--no-tcp',
    '--no-tls',
    '--no-dtls',
    '--no-cli',
    '--log-file=stdout',
    '--simple-log',
    `--pidfile=${join(dir, 'coturn.pid')}`,
    `--userdb=${join(dir, 'coturn.sqlite')}`,
  ]);
  await waitUntil(
    () => /SQLite DB connection success|total auth threads/i.test(coturn.output) || coturn.isOver,
    {
      what: 'coturn listens',
      within: 20_000,
    },
  );
  if (coturn.isOver) throw new Error(`coturn ended at its start:\n${coturn.output.slice(-2_000)}`);
  return { port, secret, stop: () => coturn.stop() };
}

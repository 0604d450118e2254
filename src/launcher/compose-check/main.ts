import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort, freeRange } from '../ports.ts';
import { toScreen } from '../progress.ts';
import { type CheckCommand, HELP, readCommand, UsageError } from './command-line.ts';
import { Compose, ComposeError } from './compose.ts';
import { progressOf, unlocked } from './containers.ts';
import { overrideOf } from './override.ts';
import { walkOneCall } from './walk.ts';

const USAGE_EXIT = 2;
const HEALTHY_WITHIN_MS = 180_000;
const POLL_MS = 1_000;
const RTP_PORTS = 100;
const PASSWORD_BYTES = 12;

/** `npm run compose:check`: builds, starts, walks one call through it, takes it down. Resolves with the exit code. */
async function run(words: readonly string[]): Promise<number> {
  const command = readCommand(words);
  if (command === null) {
    console.log(HELP);
    return 0;
  }
  const folder = mkdtempSync(join(tmpdir(), 'cauce-compose-'));
  try {
    return await check(command, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function check(command: CheckCommand, folder: string): Promise<number> {
  const override = join(folder, 'override.json');
  const envFile = join(folder, 'empty.env');
  writeFileSync(envFile, '');
  const doors = await chooseDoors();
  const project = `cauce-check-${process.pid}`;
  const interrupted = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => interrupted.abort());
  const plain = await Compose.find({
    folder: process.env.CAUCE_APP_DIR ?? process.cwd(),
    project,
    override: null,
    envFile,
    env: { ...withoutOurs(process.env), ...doors.settings },
    interrupted: interrupted.signal,
  });
  const services = await plain.services();
  writeFileSync(override, overrideOf(services, command));
  const compose = plain.over(override);
  try {
    await timed('Construyo las imágenes', 'Building the images', () => compose.show('build'));
    await timed('Arranco', 'Starting', () => startAndWait(compose, services, interrupted.signal));
    const faults = unlocked(await compose.containers());
    if (faults.length > 0) throw new ComposeError(faults.join('\n'));
    toScreen('Cada contenedor tiene sus límites.', 'Every container has its limits.');
    const { answeredMs, heardMs, ticket, ticketMs } = await walkOneCall(doors);
    toScreen(
      `*626: contestó a los ${answeredMs} ms, se oye a los ${heardMs} ms, orden ${ticket} a los ${ticketMs} ms.`,
      `answered after ${answeredMs} ms, heard after ${heardMs} ms, ticket ${ticket} after ${ticketMs} ms.`,
    );
    toScreen('Todo bien.', 'All is well.');
    return 0;
  } catch (error) {
    if (interrupted.signal.aborted) {
      toScreen('Interrumpido.', 'Interrupted.');
      return 1;
    }
    console.error(error instanceof Error ? error.message : error);
    await compose.show('logs', '--no-color', '--tail', '25').catch(() => undefined);
    return 1;
  } finally {
    if (command.keep) {
      toScreen(`Sigue en marcha: ${doors.web} (${doors.password})`, `left running as project ${project}`);
    } else {
      await timed('Lo quito todo', 'Taking it down', () => compose.takeDown());
    }
  }
}

/** Ports and a password that no other centre of this machine has. */
async function chooseDoors() {
  const [http, sip, ari, line] = [await freePort(), await freePort(), await freePort(), await freePort()];
  const rtp = await freeRange(RTP_PORTS);
  const password = randomBytes(PASSWORD_BYTES).toString('hex');
  const settings = {
    CAUCE_DEMO: '1',
    CAUCE_DEMO_PASSWORD: password,
    CAUCE_BIND: '127.0.0.1',
    CAUCE_HTTP_PORT: String(http),
    CAUCE_SIP_PORT: String(sip),
    CAUCE_ARI_PORT: String(ari),
    CAUCE_DEMO_LINE_PORT: String(line),
    CAUCE_RTP_PORTS: `${rtp}-${rtp + RTP_PORTS - 1}`,
  };
  return { web: `http://localhost:${http}`, sipPort: sip, password, settings };
}

/** What a person has set is for the centre that serves people. */
function withoutOurs(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(CAUCE|COMPOSE_(FILE|PROJECT|PROFILES))/.test(name)),
  );
}

async function startAndWait(
  compose: Compose,
  services: readonly string[],
  interrupted: AbortSignal,
): Promise<void> {
  await compose.show('up', '--detach', '--no-build');
  const until = performance.now() + HEALTHY_WITHIN_MS;
  for (;;) {
    const progress = progressOf(services, await compose.containers());
    if (progress.is === 'healthy') return;
    if (progress.is === 'failed') throw new ComposeError(`${progress.service}: ${progress.why}`);
    if (performance.now() > until) {
      throw new ComposeError(
        `No están sanos tras ${HEALTHY_WITHIN_MS / 1000} s / not healthy: ${progress.for.join(', ')}`,
      );
    }
    await wait(POLL_MS, undefined, { signal: interrupted });
  }
}

async function timed(es: string, en: string, step: () => Promise<void>): Promise<void> {
  toScreen(`${es}…`, `${en}…`);
  const began = performance.now();
  await step();
  toScreen(`  ${((performance.now() - began) / 1000).toFixed(1)} s`, '');
}

run(process.argv.slice(2)).then(
  code => {
    process.exitCode = code;
  },
  error => {
    console.error(error instanceof UsageError ? `${error.message}\n\n${HELP}` : error.message);
    process.exitCode = error instanceof UsageError ? USAGE_EXIT : 1;
  },
);

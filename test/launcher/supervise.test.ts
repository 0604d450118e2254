import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AlreadyRunningError, takeLock } from '../../src/launcher/lock.ts';
import { awayParts } from '../../src/launcher/part-role.ts';
import { identify, isAlive, signal, untilGone } from '../../src/launcher/process-identity.ts';
import { launch, NotReadyError, type Program, untilReady } from '../../src/launcher/program.ts';
import { livingProcess, restartDelay, Supervisor } from '../../src/launcher/supervise.ts';
import { waitUntil } from '../kit/wait-until.ts';

let folder: string;
let supervisors: Supervisor[];
let told: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cauce-supervise-'));
  supervisors = [];
  told = [];
});

afterEach(async () => {
  await Promise.all(supervisors.map(one => one.stop()));
  rmSync(folder, { recursive: true });
});

/** A program that sleeps; `says` goes to its log first. */
function sleeper(changes: Partial<Program> = {}): Program {
  return {
    name: 'sleeper',
    command: '/bin/sh',
    args: ['-c', 'echo awake; exec sleep 600'],
    env: { PATH: '/usr/bin:/bin' },
    cwd: '/',
    madeFrom: '',
    logFile: join(folder, 'sleeper.log'),
    stopSignal: 'SIGTERM',
    stopWithinMs: 2_000,
    readyWithinMs: 5_000,
    beforeStart: () => undefined,
    isReady: async () => true,
    ...changes,
  };
}

function supervise(program: Program, roundMs?: number): Supervisor {
  const one = new Supervisor(program, folder, es => told.push(es), roundMs);
  supervisors.push(one);
  return one;
}

function running() {
  const found = livingProcess(folder, 'sleeper');
  if (found === null) throw new Error('the sleeper is not running');
  return found;
}

/** The sleeper in another process than before. */
function untilBack(before: { readonly pid: number }) {
  return waitUntil(
    () => {
      const now = livingProcess(folder, 'sleeper');
      return now !== null && now.pid !== before.pid && now;
    },
    { what: 'the sleeper is back' },
  );
}

describe('a supervised program', () => {
  test('runs in a session of its own, so that Ctrl-C does not reach it', async () => {
    await supervise(sleeper()).start();
    const stat = readFileSync(`/proc/${running().pid}/stat`, 'utf8').split(') ')[1]?.split(' ');
    expect(Number(stat?.[3])).toBe(running().pid);
  });

  test('is started again after kill -9', async () => {
    await supervise(sleeper()).start();
    const first = running();
    signal(first, 'SIGKILL');
    const second = await untilBack(first);
    expect(isAlive(second)).toBe(true);
    expect(told[0]).toMatch(/sleeper/);
  });

  test('is gone after stop, and stays gone', async () => {
    const one = supervise(sleeper());
    await one.start();
    const process = running();
    await one.stop();
    expect(isAlive(process)).toBe(false);
    expect(livingProcess(folder, 'sleeper')).toBeNull();
  });

  test('that ignores the polite signal is killed', async () => {
    const stubborn = ['-c', 'trap "" TERM; while true; do sleep 0.05; done'];
    const one = supervise(sleeper({ args: stubborn, stopWithinMs: 300 }));
    await one.start();
    const process = running();
    await one.stop();
    expect(isAlive(process)).toBe(false);
  });

  test('that ends while it starts is reported with the end of its log', async () => {
    const broken = sleeper({ args: ['-c', 'echo no key found >&2; exit 3'], isReady: async () => false });
    await expect(supervise(broken).start()).rejects.toThrow(/no key found/);
  });

  test('that cannot be run at all is reported too', async () => {
    await expect(supervise(sleeper({ command: '/nowhere/program' })).start()).rejects.toThrow(NotReadyError);
  });
});

describe('a program on a slow machine', () => {
  test('is waited for as long as it lives, with progress; only its end is a failure', async () => {
    let looks = 0;
    const slow = sleeper({
      isReady: async () => ++looks > 3,
      readyWithinMs: 1,
      waitsFor: async () => ({ es: 'la base de datos', en: 'the database' }),
    });
    expect(await supervise(slow).start()).toBe('launched');
    expect(looks).toBe(4);
  });

  test('says for how long it has been starting, and what it waits for', async () => {
    let isReady = false;
    const slow = sleeper({
      isReady: async () => isReady,
      waitsFor: async () => ({ es: 'la base de datos', en: 'the database' }),
    });
    const tell = (es: string) => {
      told.push(es);
      isReady = true;
    };
    const process = launch(slow);
    await untilReady(slow, process, { withinMs: Number.POSITIVE_INFINITY, report: tell, reportEveryMs: 1 });
    signal(process, 'SIGKILL');
    expect(told).toEqual(['sleeper: sigue arrancando (0 s), espera: la base de datos']);
  });

  test('is not waited for any more once it is stopped', async () => {
    const one = supervise(sleeper({ isReady: async () => false }));
    const started = one.start();
    await waitUntil(() => livingProcess(folder, 'sleeper'), { what: 'it runs' });
    await one.stop();
    await expect(started).rejects.toThrow(/while starting/);
  });

  test('names what its web process does not see', () => {
    const answer = { ready: false, components: { database: 'away', redis: 'up', calls: 'away' } };
    expect(awayParts(answer).map(one => one.es)).toEqual(['la base de datos', 'el servicio de llamadas']);
    expect(awayParts(null)).toEqual([]);
  });
});

describe('a program that lives and does not answer', () => {
  /** Answers like a program would: not while it is stopped in its tracks. */
  const moves = async () => !/^State:\s+T/m.test(readFileSync(`/proc/${running().pid}/status`, 'utf8'));
  const ROUND_MS = 30;

  test('is killed after three rounds and started again', async () => {
    await supervise(sleeper({ pulse: { feel: moves, whenLost: 'restart' } }), ROUND_MS).start();
    const first = running();
    signal(first, 'SIGSTOP');
    const second = await untilBack(first);
    expect(isAlive(second)).toBe(true);
    expect(told[0]).toBe('sleeper no responde desde hace 0.09 s; lo detengo para levantarlo.');
  });

  test('is left alone and told of where a restart has a price, until it answers again', async () => {
    const whenLost = { es: 'Cuesta llamadas.', en: 'It costs calls.' };
    await supervise(sleeper({ pulse: { feel: moves, whenLost } }), ROUND_MS).start();
    const one = running();
    signal(one, 'SIGSTOP');
    await waitUntil(() => told.length === 2, { what: 'it is told, and told again' });
    expect(told[0]).toContain('ATENCIÓN: sleeper no responde');
    expect(told[0]).toContain(`Cuesta llamadas. Para levantarlo: kill -9 ${one.pid}`);
    signal(one, 'SIGCONT');
    await waitUntil(() => told.at(-1) === 'sleeper responde de nuevo.', { what: 'the recovery is told' });
    expect(running()).toEqual(one);
  });

  test('may miss two rounds, and one that never answers in time is no better than a mute one', async () => {
    const missing = [false, true, true, false, true, true, false];
    const asked: boolean[] = [];
    const feel = async () => {
      asked.push(missing[asked.length] ?? false);
      return !asked.at(-1);
    };
    await supervise(sleeper({ pulse: { feel, whenLost: 'restart' } }), ROUND_MS).start();
    await waitUntil(() => asked.length > missing.length, { what: 'all rounds are over' });
    expect(told).toEqual([]);
    const mute = sleeper({ name: 'mute', pulse: { feel: () => new Promise(() => {}), whenLost: 'restart' } });
    await supervise(mute, ROUND_MS).start();
    await waitUntil(() => told.length > 0, { what: 'the mute one is found' });
    expect(told[0]).toContain('mute no responde');
  });

  test('is not killed by its pulse while it is being stopped in order', async () => {
    const slow = ['-c', 'trap "sleep 0.3; exit 0" TERM; while true; do sleep 0.02; done'];
    const feel = async () => false;
    const one = supervise(sleeper({ args: slow, pulse: { feel, whenLost: 'restart' } }), 100);
    await one.start();
    await one.stop();
    expect(told).toEqual([]);
  });

  test('is kept when it is adopted, and its pulse decides', async () => {
    const mute = { isReady: async () => false, readyWithinMs: 100 };
    await supervise(sleeper()).start();
    const before = running();
    const whenLost = { es: 'Cuesta llamadas.', en: 'It costs calls.' };
    const next = supervise(sleeper({ ...mute, pulse: { feel: async () => false, whenLost } }), ROUND_MS);
    expect(await next.start()).toBe('adopted');
    await waitUntil(() => told.some(text => text.includes('Cuesta llamadas.')), { what: 'it is told' });
    expect(running()).toMatchObject({ pid: before.pid });
  });
});

describe('stopping while starting', () => {
  test('a program that was stopped is not launched any more', async () => {
    const one = supervise(sleeper());
    await one.stop();
    await expect(one.start()).rejects.toThrow(/stopped before it started/);
    expect(livingProcess(folder, 'sleeper')).toBeNull();
  });
});

describe('after kill -9 of the launcher', () => {
  test('the living program is adopted by the next one', async () => {
    await supervise(sleeper()).start();
    const before = running();
    const next = supervise(sleeper());
    expect(await next.start()).toBe('adopted');
    expect(running()).toMatchObject({ pid: before.pid });
  });

  test('a program whose settings have changed is replaced instead', async () => {
    const old = supervise(sleeper());
    await old.start();
    const before = running();
    // The old launcher is dead: it must not bring its own program back.
    supervisors = [];
    const next = supervise(sleeper({ madeFrom: 'another configuration' }));
    const outcome = next.start();
    await untilGone(before, 5_000);
    await old.stop();
    expect(await outcome).toBe('launched');
  });

  test('a launcher that is stopped before it has started anything still ends what was left', async () => {
    // What a killed launcher leaves: a living program and its pid file, and nobody who watches it.
    const left = launch(sleeper());
    writeFileSync(join(folder, 'sleeper.pid.json'), JSON.stringify({ ...left, fingerprint: 'of that time' }));
    await supervise(sleeper()).stop();
    expect(isAlive(left)).toBe(false);
  });

  test('a number that another process has by now is not taken for ours', () => {
    const me = identify(process.pid);
    writeFileSync(join(folder, 'sleeper.pid.json'), JSON.stringify({ ...me, startTime: '1' }));
    expect(livingProcess(folder, 'sleeper')).toBeNull();
  });
});

describe('the back-off', () => {
  test('grows and stays at ten seconds', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 100].map(restartDelay)).toEqual([
      200, 500, 1000, 2000, 5000, 10_000, 10_000, 10_000,
    ]);
  });
});

describe('two launchers on one data folder', () => {
  test('the second is told who runs and where', () => {
    const parent = identify(process.ppid);
    const lock = { ...parent, web: 'http://localhost:8080/' };
    writeFileSync(join(folder, 'launcher.pid.json'), JSON.stringify(lock));
    const take = () => takeLock('/data', folder, 'http://localhost:9090/');
    expect(take).toThrow(AlreadyRunningError);
    expect(take).toThrow(`${process.ppid}, http://localhost:8080/`);
  });

  test('the lock of a dead one is taken over', () => {
    writeFileSync(join(folder, 'launcher.pid.json'), JSON.stringify({ pid: 1, startTime: 'x', web: '' }));
    takeLock('/data', folder, 'http://localhost:9090/')();
    takeLock('/data', folder, 'http://localhost:9090/')();
  });
});

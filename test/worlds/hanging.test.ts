import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { familyOf } from '../kit/processes.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { LaunchedCentre } from './launched.ts';
import type { LiveView } from './live-view.ts';
import type { Talk } from './talk.ts';

/** Longer than three rounds of the launcher, and the one that a program still answered, ms. */
const NOTICED_MS = 40_000;

/** Programs that are stopped in their tracks: alive to the kernel, and of no use to anybody. */
let centre: LaunchedCentre;
let talk: Talk;
let stopped: number[] = [];

beforeAll(async () => {
  centre = await LaunchedCentre.prepare();
  await centre.start();
  talk = await centre.talk('mesa1');
});

afterAll(async () => {
  goOn();
  await centre?.end();
});

/** Stops a program with all that it has started. */
function freeze(pid: number | undefined): void {
  if (pid === undefined) throw new Error('it does not run');
  for (const member of familyOf(pid)) {
    process.kill(member, 'SIGSTOP');
    stopped.push(member);
  }
}

function goOn(): void {
  for (const pid of stopped) {
    try {
      process.kill(pid, 'SIGCONT');
    } catch {
      // The launcher has ended it.
    }
  }
  stopped = [];
}

async function components(): Promise<Record<string, string>> {
  const answer = await fetch(`http://127.0.0.1:${centre.httpPort}/health/ready`);
  return ((await answer.json()) as { components: Record<string, string> }).components;
}

describe('a role or Redis that hangs', () => {
  test('calls: is started again; the voice never stops, and who dials meanwhile hears ringing and is served', async () => {
    const { calls } = centre.pids();
    freeze(calls);
    const caller = centre.dial('04145550102');
    await caller.ringing;
    expect(caller.phase).toBe('ringing');
    await talk.isHeard();
    await centre.launcher.says(/calls has not answered for 15 s; ending it/, NOTICED_MS);
    await centre.untilBack('calls', calls);
    await caller.answered;
    await caller.hangUp();
    await talk.isHeard();
    const floor = (await centre.logIn('supervisor')).watch();
    await floor.callUntil('the talk is known again', call => call.phase === 'talking');
    floor.close();
  });

  test('web, worker and Redis: are started again, each for itself', async () => {
    const before = centre.pids();
    for (const name of ['web', 'worker', 'redis'] as const) freeze(before[name]);
    await Promise.all([centre.untilBack('web', before.web), centre.untilBack('worker', before.worker)]);
    await waitUntil(() => centre.pids().redis !== before.redis, {
      what: 'another Redis',
      within: NOTICED_MS,
    });
    await waitUntil(async () => Object.values(await components()).every(state => state === 'up'), {
      what: 'everything answers',
      within: NOTICED_MS,
    });
    expect(centre.pids()).toMatchObject({ calls: before.calls, asterisk: before.asterisk });
    await talk.isHeard();
  });
});

describe('a part whose restart has a price', () => {
  test('PostgreSQL: is told of and shown, and calls go on without it', async () => {
    const before = centre.pids();
    freeze(before.postgres);
    expect(await components()).toMatchObject({ database: 'away', asterisk: 'up' });
    await centre.launcher.says(
      new RegExp(`postgres has not answered .* kill -9 ${before.postgres}`),
      NOTICED_MS,
    );
    await talk.isHeard();
    goOn();
    await centre.launcher.says(/postgres answers again/, NOTICED_MS);
    expect(centre.pids()).toEqual(before);
  });

  test('Asterisk: is told of and shown to the supervisor, and the talk goes on when it does', async () => {
    const before = centre.pids();
    const floor: LiveView = (await centre.logIn('supervisor')).watch();
    freeze(before.asterisk);
    expect(await components()).toMatchObject({ asterisk: 'away', database: 'up' });
    await floor.until('the alarm', () => floor.alarms.has('asterisk'), NOTICED_MS);
    await centre.launcher.says(
      new RegExp(`asterisk has not answered .* kill -9 ${before.asterisk}`),
      NOTICED_MS,
    );
    goOn();
    await centre.launcher.says(/asterisk answers again/, NOTICED_MS);
    await floor.until('the alarm is over', () => !floor.alarms.has('asterisk'), NOTICED_MS);
    expect(centre.pids()).toEqual(before);
    await talk.isHeard();
    floor.close();
  });
});

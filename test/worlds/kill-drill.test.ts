import { rmSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BUSY, BusyFloor, type Load } from './busy-floor.ts';
import { DIRECT_NUMBER, openDirectNumber } from './direct-number.ts';
import { flowsWith, patientMenu, STRAIGHT_TO_QUEUE } from './flows.ts';
import { LaunchedCentre } from './launched.ts';

/**
 * What `npm start` runs, killed under a busy floor: 10 calls talking, one on hold, 5 waiting, 3 in the menu, 2 ringing
 * and one agent in wrap-up. The launcher starts again what died; after its own death another one takes over.
 */
/** From the kill on. On a machine that is slow to start processes there may be less left than the look itself takes. */
const ORPHANS_GONE_MS = 5_000;
const AT_ONCE_MS = 1_000;
const SOON = { timeout: 20_000, interval: 50 };

let flowsDir: string;
let centre: LaunchedCentre;
let floor: BusyFloor;

beforeAll(async () => {
  flowsDir = flowsWith({ directo: STRAIGHT_TO_QUEUE, 'averias-626': patientMenu() });
  centre = await LaunchedCentre.prepare({ flowsDir, rtpPortCount: 400 });
  await centre.start();
  await openDirectNumber(centre);
  floor = await BusyFloor.open(centre);
}, 240_000);

afterAll(async () => {
  await floor?.close();
  await centre?.end();
  rmSync(flowsDir, { recursive: true, force: true });
});

function sizesOf(load: Load): Record<keyof Load, number> {
  const sizes = Object.entries(load).map(([place, those]) => [place, those.length]);
  return Object.fromEntries(sizes) as Record<keyof Load, number>;
}

/** Who has newly come, by the id of their call. */
const newcomers: string[] = [];

/** The floor as it is, which is as busy as it must be: a drill among few proves little. */
function busyFloor(): Load {
  const load = floor.load();
  expect(sizesOf(load)).toEqual({ ...BUSY, waiting: BUSY.waiting + newcomers.length });
  expect(load.waiting.slice(BUSY.waiting)).toEqual(newcomers);
  return load;
}

/** All are where they were, and who dialled meanwhile is behind those who wait. */
async function nobodyIsLost(before: Load, newcomer: ReturnType<BusyFloor['dial']>, since: number) {
  const { id } = await floor.untilAt(newcomer, 'waiting');
  newcomers.push(id);
  const after = { ...before, waiting: [...before.waiting, id] };
  await expect.poll(() => floor.load(), SOON).toEqual(after);
  const thereAgain = performance.now() - since;
  const timeout = Math.max(AT_ONCE_MS, ORPHANS_GONE_MS - thereAgain);
  await expect.poll(() => floor.onSwitch(), { timeout, interval: 100 }).toEqual(floor.accountedFor());
  console.log(
    `all are there again after ${Math.round(thereAgain)} ms, no orphan after ${Math.round(performance.now() - since)} ms`,
  );
  await floor.talk.isHeard();
  expect(floor.load()).toEqual(after);
  expect(floor.ended.size).toBe(BUSY.inWrapUp);
  expect(floor.unanswered.map(call => call.phase)).toEqual(['ringing', 'ringing']);
}

describe('a busy centre whose processes are killed', () => {
  test('is busy in every way a centre can be', async () => {
    await floor.fill();
    busyFloor();
    expect(floor.ended.size).toBe(BUSY.inWrapUp);
  }, 180_000);

  test.each<[string, ('calls' | 'web' | 'worker')[]]>([
    ['calls', ['calls']],
    ['web', ['web']],
    ['worker', ['worker']],
    ['all three', ['calls', 'web', 'worker']],
  ])('loses nobody when %s is killed: the launcher starts it again', async (_, victims) => {
    const before = busyFloor();
    const pids = centre.pids();
    const since = performance.now();
    for (const name of victims) process.kill(pids[name], 'SIGKILL');
    // A customer who calls just now is neither refused nor forgotten. For some milliseconds Asterisk still gives them
    // to the process that is dead: then they hear no ringing, and are found by the next one all the same.
    const newcomer = floor.dial(DIRECT_NUMBER);
    await Promise.all(victims.map(name => centre.untilBack(name, pids[name])));
    if (victims.includes('web')) floor.lookAgain();
    await nobodyIsLost(before, newcomer, since);
    const others = Object.fromEntries(
      Object.entries(pids).filter(([name]) => !victims.some(v => v === name)),
    );
    expect(centre.pids()).toMatchObject(others);
  });

  test('loses nobody when the launcher is killed: all goes on without it, and the next one adopts it', async () => {
    const before = busyFloor();
    const pids = centre.pids();
    const since = performance.now();
    await centre.launcher.kill9();
    await nobodyIsLost(before, floor.dial(DIRECT_NUMBER), since);
    const alone = busyFloor();
    await centre.start();
    expect(centre.pids()).toEqual(pids);
    await floor.talk.isHeard();
    expect(busyFloor()).toEqual(alone);
  });

  test('loses nobody when the launcher is killed and calls with it', async () => {
    const before = busyFloor();
    const { calls, ...others } = centre.pids();
    const since = performance.now();
    await centre.launcher.kill9();
    process.kill(calls, 'SIGKILL');
    const newcomer = floor.dial(DIRECT_NUMBER);
    await floor.talk.isHeard();
    await centre.start();
    await nobodyIsLost(before, newcomer, since);
    expect(centre.pids()).toMatchObject(others);
    expect(centre.pids().calls).not.toBe(calls);
  });

  test('serves them all as if nothing had happened', async () => {
    const { inMenu, ringing, waiting, talking, inWrapUp } = busyFloor();
    for (const call of floor.unanswered) await call.answer();
    await expect.poll(() => floor.load().talking, SOON).toEqual([...talking, ...ringing].sort());

    await Promise.all(floor.choosing.map(({ call }) => call.sendDigits('0')));
    await expect.poll(() => floor.load().waiting.slice(waiting.length).sort(), SOON).toEqual(inMenu);

    const [person] = inWrapUp;
    const work = floor.view.agents.get(person ?? '')?.work;
    const call = work?.kind === 'wrap-up' ? work.call : '';
    const { desk } = floor.deskOf(person);
    await desk.post(`/calls/${call}/disposition`, { disposition: 'en-seguimiento', note: '' });
    await expect.poll(() => floor.load().talking, SOON).toContain(`${waiting[0]} ${person}`);
    expect(floor.ended.size).toBe(BUSY.inWrapUp);
  });

  test('has exactly one ticket for each call when all have hung up', async () => {
    await Promise.all(floor.callers.filter(one => !floor.ended.has(one)).map(({ call }) => call.hangUp()));
    await expect.poll(() => floor.onSwitch(), SOON).toEqual({ channels: 0, bridges: 0 });
    const database = new pg.Client({ connectionString: centre.postgres.url });
    await database.connect();
    const openedFor = async () => {
      const text = 'select caller_number as line from tickets order by 1';
      return (await database.query<{ line: string }>(text)).rows.map(({ line }) => line);
    };
    await expect.poll(openedFor, SOON).toEqual(floor.callers.map(({ line }) => line).sort());
    await database.end();
  }, 90_000);
});

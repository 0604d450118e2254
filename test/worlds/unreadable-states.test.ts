import { appendFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OutgoingCall } from '../../src/sip-phone/outgoing-call.ts';
import type { Desk } from './desk.ts';
import { LaunchedCentre } from './launched.ts';
import type { LiveView } from './live-view.ts';
import type { Talk } from './talk.ts';

/**
 * The call process finds its journal as a newer version would leave it, or with noise in it, while people talk and wait:
 * nothing of that ends a call, opens a second ticket or keeps the process from starting.
 */
let centre: LaunchedCentre;
let talk: Talk;
let waiting: OutgoingCall;
let supervisor: Desk;
let view: LiveView;

beforeAll(async () => {
  centre = await LaunchedCentre.prepare({ rtpPortCount: 60 });
  await centre.start();
  supervisor = await centre.logIn('supervisor');
  talk = await centre.talk('ana');
  waiting = centre.dial('04145550102');
  await waiting.answered;
  await waiting.sendDigits('0');
  view = supervisor.watch();
  await view.callUntil('the second caller waits', ({ phase }) => phase === 'waiting');
}, 240_000);

afterAll(async () => {
  view?.close();
  await centre?.end();
});

async function tickets(): Promise<{ number: string; line: string }[]> {
  const database = new pg.Client({ connectionString: centre.postgres.url });
  await database.connect();
  const text = 'select number, caller_number as line from tickets order by opened_at';
  const { rows } = await database.query<{ number: string; line: string }>(text);
  await database.end();
  return rows;
}

const journalDir = (): string => join(dirname(centre.run), 'journal');

/** These states stand in the journal when the process that is killed now has been replaced. */
async function replaceStates(states: Record<string, unknown>, version: number): Promise<void> {
  const { calls } = centre.pids();
  const newest = readdirSync(journalDir())
    .filter(name => name.endsWith('.jsonl'))
    .sort()
    .at(-1);
  const versions = Object.fromEntries(Object.keys(states).map(key => [key, version]));
  const line = { format: 2, seq: 1, facts: [], states, versions };
  appendFileSync(join(journalDir(), newest ?? ''), `${JSON.stringify(line)}\n`);
  process.kill(calls, 'SIGKILL');
  await centre.untilBack('calls', calls);
}

describe.each([
  ['of a newer version', 99, { id: 'as it was' }],
  ['that nobody can read', 1, 'noise'],
])('states %s', (_, version, value) => {
  test('end no talk and take no place, open no ticket and raise an alarm', async () => {
    await expect.poll(tickets, { timeout: 20_000 }).toHaveLength(2);
    const before = await tickets();
    const known = [...view.calls.values()];
    const talks = known.find(({ phase }) => phase === 'talking');
    const waits = known.find(({ phase }) => phase === 'waiting');
    const states = known.map(({ id }) => [`call:${id}`, value] as const);
    view.close();
    await replaceStates({ ...Object.fromEntries(states), [`agent:${talks?.agent}`]: value }, version);

    view = supervisor.watch();
    await view.until('the alarm', () => view.alarms.has('set-aside'));
    expect(view.alarms.get('set-aside')?.words.es).toContain('3 datos guardados');
    await view.callUntil('the talk', ({ id, phase }) => id === talks?.id && phase === 'talking');
    await view.callUntil('who waits', ({ id, phase }) => id === waits?.id && phase === 'waiting');
    expect(view.calls.get(talks?.id ?? '')).toMatchObject({ agent: talks?.agent, ticket: talks?.ticket });
    expect(view.calls.get(waits?.id ?? '')).toMatchObject({ position: 1, ticket: waits?.ticket });
    await talk.isHeard();
    expect(readdirSync(join(journalDir(), 'set-aside')).length).toBeGreaterThanOrEqual(3);
    expect(await tickets()).toEqual(before);
  }, 90_000);
});

test('the talk ends as any other, with wrap-up and its recording', async () => {
  const call = [...view.calls.values()].find(({ phase }) => phase === 'talking');
  await talk.customer.hangUp();
  await view.until('wrap-up', () => view.agents.get(call?.agent ?? '')?.work.kind === 'wrap-up');
  await talk.desk.post(`/calls/${call?.id}/disposition`, { disposition: 'en-seguimiento', note: '' });
  await view.until('the agent is free', () => view.agents.get(call?.agent ?? '')?.work.kind !== 'wrap-up');
  const recordings = async () =>
    (await supervisor.get<{ items: { ticket: string; state: string }[] }>('/recordings?limit=10')).items;
  await expect
    .poll(recordings, { timeout: 30_000 })
    .toContainEqual(expect.objectContaining({ ticket: call?.ticket, state: 'kept' }));
  await waiting.hangUp();
}, 60_000);

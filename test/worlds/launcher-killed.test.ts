import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CallEndedError } from '../../src/sip-phone/call-life.ts';
import { isAlive } from '../kit/processes.ts';
import type { Desk } from './desk.ts';
import { LaunchedCentre } from './launched.ts';

const PROGRAMS = ['asterisk', 'calls', 'postgres', 'redis', 'web', 'worker'];

let centre: LaunchedCentre;

beforeAll(async () => {
  centre = await LaunchedCentre.prepare({ env: { CAUCE_STOP_WAIT: '300' } });
});

afterAll(() => centre?.end());

describe('a port that is taken', () => {
  test('is named with the variable that changes it, for the web', async () => {
    const server = createServer().listen(centre.httpPort, '127.0.0.1');
    await once(server, 'listening');
    const refused = centre.launch();
    expect(await refused.exited).toBe(1);
    expect(refused.output).toMatch(new RegExp(`${centre.httpPort}.*CAUCE_HTTP_PORT`));
    server.close();
    await once(server, 'close');
  });

  test('is named with the variable that changes it, for the telephone', async () => {
    const socket = createSocket('udp4').bind(centre.sipPort, '127.0.0.1');
    await once(socket, 'listening');
    const refused = centre.launch();
    expect(await refused.exited).toBe(1);
    expect(refused.output).toMatch(new RegExp(`${centre.sipPort}.*CAUCE_SIP_PORT`));
    expect(readdirSync(centre.run)).not.toContain('launcher.pid.json');
    socket.close();
  });
});

/** What it means for calls is in the kill drill; here is what becomes of the programs. */
describe('the launcher, killed', () => {
  let before: Record<string, number>;

  test('has started everything, and a customer called', async () => {
    await centre.start();
    before = centre.pids();
    expect(Object.keys(before).sort()).toEqual(PROGRAMS);
    // SEC-1: what runs is told at each start.
    const said = await centre.launcher.says(/asterisk: listo \(Asterisk 22\.\d+\.\d+\S*, (\d+) módulos\)/);
    expect(Number(said[1])).toBeGreaterThan(50);
    const customer = centre.dial('04145550101');
    await customer.answered;
    await customer.hangUp();
  });

  test('is followed by one that adopts everything', async () => {
    await centre.launcher.kill9();
    expect(Object.values(before).every(isAlive)).toBe(true);
    await centre.start();
    expect(centre.pids()).toEqual(before);
    for (const name of PROGRAMS) expect(centre.launcher.output).toContain(`${name}: sigue vivo, lo adopto`);
  });

  test('is followed by one that watches what it adopted: a process that dies is started again', async () => {
    process.kill(before.calls ?? 0, 'SIGKILL');
    await centre.untilBack('calls', before.calls);
  });

  test('stops everything when asked to, and the next start finds the same ticket', async () => {
    const tickets = async (desk: Desk) =>
      (await desk.get<{ items: { number: string }[] }>('/tickets')).items.map(each => each.number);
    const numbers = await tickets(await centre.logIn('supervisor'));
    expect(numbers).toHaveLength(1);
    const last = centre.pids();
    expect(await centre.stop()).toBe(0);
    expect(Object.values(last).filter(isAlive)).toEqual([]);
    await centre.start();
    expect(await tickets(await centre.logIn('supervisor'))).toEqual(numbers);
  });

  test('waits for a call that lives, of which it says so, and takes no new one', async () => {
    const agent = (await centre.logIn('agente1')).watch();
    const customer = centre.dial('04145550101');
    await customer.answered;
    const stopped = centre.stop();
    await centre.launcher.says(/Calls in progress: 1;/);
    await agent.until('the page is told', () => agent.alarms.has('stopping'));
    const refused = await centre.dial('04145550102').answered.catch(error => error);
    expect(refused).toBeInstanceOf(CallEndedError);
    expect(refused.ended.status).toBe(503);
    expect(customer.phase).toBe('up');
    await customer.hangUp();
    expect(await stopped).toBe(0);
    agent.close();
  });

  test('and who asks again is not kept waiting: the call is cut', async () => {
    await centre.start();
    const customer = centre.dial('04145550101');
    await customer.answered;
    const stopped = centre.stop();
    await centre.launcher.says(/Calls in progress: 1;/);
    await centre.stop();
    expect(await stopped).toBe(0);
    expect(await customer.ended).toBeDefined();
  });
});

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IncomingCall } from '../../src/launcher/call/incoming-call.ts';
import type { OutgoingCall } from '../../src/launcher/call/outgoing-call.ts';
import { openPhone, type SipPhone } from '../../src/launcher/call/sip-phone.ts';
import { freeRange } from '../../src/launcher/ports.ts';
import { freeTcpPort, freeUdpPort } from '../kit/free-port.ts';
import { isAlive, RunningProcess } from '../kit/processes.ts';
import { tone } from '../kit/tone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { Desk } from './desk.ts';
import { type DeskPhone, deskAgent } from './desk-phone.ts';

/** `npm start` behind its first steps: the compiled launcher with real parts, on ports and in a folder of its own. */
const APP = process.env.CAUCE_APP_DIR ?? process.cwd();
const LAUNCHER = join(APP, '.runtime', 'build', 'launcher', 'launcher.js');
const PASSWORD = 'solo-para-pruebas-7';
const STARTED_MS = 60_000;
const PROGRAMS = ['asterisk', 'calls', 'postgres', 'redis', 'web', 'worker'];

let folder: string;
let env: Record<string, string>;
let httpPort: number;
let sipPort: number;
let launcher: RunningProcess;
let customers: SipPhone;
let agent: { desk: Desk; phone: DeskPhone };

beforeAll(async () => {
  if (!existsSync(LAUNCHER)) throw new Error('not compiled: run the tests with `npm test`');
  folder = mkdtempSync(join(tmpdir(), 'cauce-launcher-'));
  mkdirSync(join(folder, 'data'));
  [httpPort, sipPort] = await Promise.all([freeTcpPort(), freeUdpPort()]);
  const rtp = await freeRange(40);
  env = {
    CAUCE_APP_DIR: APP,
    CAUCE_DATA_DIR: join(folder, 'data'),
    CAUCE_HTTP_PORT: String(httpPort),
    CAUCE_SIP_PORT: String(sipPort),
    CAUCE_RTP_PORTS: `${rtp}-${rtp + 39}`,
    CAUCE_DEMO_PASSWORD: PASSWORD,
  };
  customers = await openPhone();
});

afterAll(async () => {
  await agent?.phone.phone.close();
  await customers?.close();
  if (launcher && !launcher.isOver) await launcher.stop('SIGINT', 40_000);
  rmSync(folder, { recursive: true, force: true });
});

const launch = () => new RunningProcess(process.execPath, [LAUNCHER, 'start'], { cwd: APP, env });

/** The process id of each program, by its name. */
function pids(): Record<string, number> {
  const files = readdirSync(join(folder, 'data', 'run')).filter(name => name.endsWith('.pid.json'));
  return Object.fromEntries(
    files
      .map(name => [
        name.replace('.pid.json', ''),
        JSON.parse(readFileSync(join(folder, 'data', 'run', name), 'utf8')).pid as number,
      ])
      .filter(([name]) => name !== 'launcher'),
  );
}

const centre = {
  password: PASSWORD,
  get sipPort() {
    return sipPort;
  },
  logIn: (username: string, secret = PASSWORD) =>
    Desk.logIn(`http://127.0.0.1:${httpPort}`, username, secret),
};

describe('a port that is taken', () => {
  test('is named with the variable that changes it, for the web', async () => {
    const server = createServer().listen(httpPort, '127.0.0.1');
    await once(server, 'listening');
    const refused = launch();
    expect(await refused.exited).toBe(1);
    expect(refused.output).toMatch(new RegExp(`${httpPort}.*CAUCE_HTTP_PORT`));
    server.close();
    await once(server, 'close');
  });

  test('is named with the variable that changes it, for the telephone', async () => {
    const socket = createSocket('udp4').bind(sipPort, '127.0.0.1');
    await once(socket, 'listening');
    const refused = launch();
    expect(await refused.exited).toBe(1);
    expect(refused.output).toMatch(new RegExp(`${sipPort}.*CAUCE_SIP_PORT`));
    expect(readdirSync(join(folder, 'data', 'run'))).not.toContain('launcher.pid.json');
    socket.close();
  });
});

describe('the launcher, killed under a call', () => {
  let call: OutgoingCall;
  let ringing: IncomingCall;
  let before: Record<string, number>;

  async function bothHear(): Promise<void> {
    call.heard.forget();
    ringing.heard.forget();
    await call.until(each => each.hears(1000), 10_000, 'the customer hears the agent');
    await ringing.until(each => each.hears(440), 10_000, 'the agent hears the customer');
  }

  test('starts everything and serves a call', async () => {
    launcher = launch();
    await launcher.says(/Cauce is ready/, STARTED_MS);
    agent = await deskAgent(centre, { username: 'mesa1' });
    call = customers.call(`sip:*626@127.0.0.1:${sipPort}`, { from: '04145550101' });
    await call.answered;
    void call.play(tone(440));
    await call.sendDigits('0');
    ringing = await agent.phone.nextCall(45_000);
    await ringing.answer();
    void ringing.play(tone(1000));
    await bothHear();
    before = pids();
    expect(Object.keys(before).sort()).toEqual(PROGRAMS);
  });

  test('takes nothing with it: both go on talking', async () => {
    await launcher.kill9();
    await bothHear();
    expect(pids()).toEqual(before);
    expect(Object.values(before).every(isAlive)).toBe(true);
  });

  test('is followed by one that adopts everything, and drops nobody', async () => {
    launcher = launch();
    await launcher.says(/Cauce is ready/, STARTED_MS);
    expect(pids()).toEqual(before);
    for (const name of PROGRAMS) expect(launcher.output).toContain(`${name}: sigue vivo, lo adopto`);
    await bothHear();
  });

  test('watches what it adopted: a process that dies is started again under the talk', async () => {
    process.kill(before.calls ?? 0, 'SIGKILL');
    const ready = join(folder, 'data', 'run', 'calls.ready');
    const isBack = () => {
      const { calls } = pids();
      return calls !== before.calls && existsSync(ready) && readFileSync(ready, 'utf8') === String(calls);
    };
    await waitUntil(isBack, { what: 'calls are served again', within: 20_000 });
    await bothHear();
    await ringing.hangUp();
    await call.ended;
  });

  test('stops everything when asked to, and the next start finds the same ticket', async () => {
    const supervisor = await centre.logIn('supervisor');
    const tickets = async (desk: Desk) =>
      (await desk.get<{ items: { number: string }[] }>('/tickets')).items.map(each => each.number);
    const numbers = await tickets(supervisor);
    expect(numbers).toHaveLength(1);
    const last = pids();
    expect(await launcher.stop('SIGINT', 40_000)).toBe(0);
    expect(Object.values(last).filter(isAlive)).toEqual([]);
    launcher = launch();
    await launcher.says(/Cauce is ready/, STARTED_MS);
    expect(await tickets(await centre.logIn('supervisor'))).toEqual(numbers);
  });
});

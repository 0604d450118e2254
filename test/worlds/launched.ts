import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ariUrl } from '../../src/launcher/asterisk-instance.ts';
import { type DatabaseUrls, databasePasswords, postgresUrls } from '../../src/launcher/part-postgres.ts';
import { freePort, freeRange } from '../../src/launcher/ports.ts';
import { Secrets } from '../../src/launcher/secrets.ts';
import type { OutgoingCall } from '../../src/sip-phone/outgoing-call.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import { RunningProcess } from '../kit/processes.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { Desk } from './desk.ts';
import { deskAgent } from './desk-phone.ts';
import { Talk } from './talk.ts';

const APP = process.env.CAUCE_APP_DIR ?? process.cwd();
const LAUNCHER = join(APP, '.runtime', 'build', 'launcher', 'launcher.js');
const STARTED_MS = 60_000;
const STOP_MS = 40_000;

export type ProgramName = 'asterisk' | 'calls' | 'postgres' | 'redis' | 'web' | 'worker';

export interface LaunchedOptions {
  /** Folder of flows instead of the product's. */
  readonly flowsDir?: string;
  readonly rtpPortCount?: number;
  /** Settings of a person. */
  readonly env?: Readonly<Record<string, string>>;
}

/** `npm start` behind its first steps: the compiled launcher with real parts, on ports and in a folder of its own. */
export class LaunchedCentre {
  readonly password = 'solo-para-pruebas-7';
  readonly httpPort: number;
  readonly sipPort: number;
  readonly run: string;
  private readonly folder: string;
  private readonly env: Record<string, string>;
  private readonly customers: SipPhone;
  private readonly endings: (() => Promise<void>)[] = [];
  private current: RunningProcess | null = null;

  private constructor(
    ports: { http: number; sip: number; rtp: readonly [number, number] },
    customers: SipPhone,
    { flowsDir, env }: LaunchedOptions,
  ) {
    this.folder = mkdtempSync(join(tmpdir(), 'cauce-launched-'));
    const data = join(this.folder, 'data');
    mkdirSync(data);
    this.run = join(data, 'run');
    this.httpPort = ports.http;
    this.sipPort = ports.sip;
    this.customers = customers;
    this.env = {
      CAUCE_APP_DIR: APP,
      CAUCE_DATA_DIR: data,
      CAUCE_HTTP_PORT: String(ports.http),
      CAUCE_SIP_PORT: String(ports.sip),
      CAUCE_RTP_PORTS: ports.rtp.join('-'),
      CAUCE_DEMO_PASSWORD: this.password,
      CAUCE_STOP_WAIT: '0',
      ...(flowsDir === undefined ? {} : { CAUCE_FLOWS_DIR: flowsDir }),
      ...env,
    };
  }

  /** Chooses the ports; nothing of the product runs yet. */
  static async prepare(options: LaunchedOptions = {}): Promise<LaunchedCentre> {
    const { rtpPortCount = 40 } = options;
    if (!existsSync(LAUNCHER)) throw new Error('not compiled: run the tests with `npm test`');
    const [http, sip, rtp] = await Promise.all([freePort(), freePort(), freeRange(rtpPortCount)]);
    const ports = { http, sip, rtp: [rtp, rtp + rtpPortCount - 1] } as const;
    return new LaunchedCentre(ports, await openPhone(), options);
  }

  /** A launcher that has just begun. The last one is the `launcher`. */
  launch(): RunningProcess {
    this.current = new RunningProcess(process.execPath, [LAUNCHER, 'start'], { cwd: APP, env: this.env });
    return this.current;
  }

  get launcher(): RunningProcess {
    if (this.current === null) throw new Error('nothing was launched');
    return this.current;
  }

  /** Launches and waits until everything works. */
  async start(): Promise<void> {
    await this.launch().says(/Cauce is ready/, STARTED_MS);
  }

  /** Ctrl-C; answers with the exit code. */
  stop(): Promise<number | string> {
    return this.launcher.stop('SIGINT', STOP_MS);
  }

  /** The process id of each program, by its name. */
  pids(): Record<ProgramName, number> {
    const entries: Record<string, number> = Object.fromEntries(
      readdirSync(this.run)
        .filter(name => name.endsWith('.pid.json') && name !== 'launcher.pid.json')
        .map(name => [
          name.replace('.pid.json', ''),
          JSON.parse(readFileSync(join(this.run, name), 'utf8')).pid as number,
        ]),
    );
    return entries as Record<ProgramName, number>;
  }

  /** The database that the launcher has made, as its superuser and as its roles see it; there after the first start. */
  get postgres(): { url: string; urls: DatabaseUrls } {
    const data = dirname(this.run);
    const options = { folder: join(data, 'postgres'), logs: join(data, 'log'), sockets: this.run };
    const passwords = databasePasswords(new Secrets(join(data, 'secrets')));
    const urls = postgresUrls({ ...options, port: this.keptPort('postgres'), passwords });
    return { url: urls.admin, urls };
  }

  /** The switch that the launcher has started; there after the first start. */
  get asterisk(): { ariUrl: string } {
    return { ariUrl: ariUrl(this.keptPort('asterisk'), this.secret('ari')) };
  }

  private keptPort(part: 'asterisk' | 'postgres'): number {
    return (
      (JSON.parse(readFileSync(join(this.run, 'ports.json'), 'utf8')) as Record<string, number>)[part] ?? 0
    );
  }

  private secret(name: string): string {
    return readFileSync(join(dirname(this.run), 'secrets', name), 'utf8').trim();
  }

  /** Waits until a role serves again, in another process than `before`. */
  async untilBack(role: 'calls' | 'web' | 'worker', before: number | undefined): Promise<void> {
    const ready = join(this.run, `${role}.ready`);
    await waitUntil(
      () => {
        const pid = this.pids()[role];
        return pid !== before && existsSync(ready) && readFileSync(ready, 'utf8').trim() === String(pid);
      },
      { what: `${role} serves again`, within: 40_000 },
    );
  }

  logIn(username: string, secret: string = this.password): Promise<Desk> {
    return Desk.logIn(`http://127.0.0.1:${this.httpPort}`, username, secret);
  }

  /** A customer dials *626. */
  dial(from: string): OutgoingCall {
    return this.customers.call(`sip:*626@127.0.0.1:${this.sipPort}`, { from });
  }

  /** A customer and an agent at a desk telephone who talk to each other. */
  async talk(username: string): Promise<Talk> {
    const agent = await deskAgent(this, { username });
    this.endings.push(() => agent.phone.phone.close());
    const customer = this.dial('04145550101');
    await customer.answered;
    await customer.sendDigits('0');
    return Talk.between(customer, await agent.phone.nextCall(45_000), agent.desk);
  }

  /** Stops what runs and takes the folder away. */
  async end(): Promise<void> {
    for (const ending of this.endings) await ending();
    await this.customers.close();
    if (this.current !== null && !this.current.isOver) await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

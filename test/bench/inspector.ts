import { readFileSync } from 'node:fs';
import { WebSocket } from 'ws';
import { waitUntil } from '../kit/wait-until.ts';

/** A frame of V8's profile; lines and columns count from 0. */
export interface Frame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

/** What the sampling profiler saw: a tree of frames, and which of them each sample was in. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: Frame;
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[];
}

/** Asks for any free port of this machine only. */
export const INSPECTED = '--inspect=127.0.0.1:0';
const SAMPLE_EVERY_US = 250;

/** The inspector of a process that was started with `INSPECTED` and tells its address in its log. */
export class Inspector {
  private readonly socket: WebSocket;
  private readonly answers = new Map<number, (result: unknown) => void>();
  private last = 0;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', data => {
      const { id, result } = JSON.parse(String(data)) as { id?: number; result?: unknown };
      if (id !== undefined) this.answers.get(id)?.(result);
    });
  }

  static async of(logFile: string): Promise<Inspector> {
    const told = await waitUntil(() => /Debugger listening on (ws:\S+)/.exec(readFileSync(logFile, 'utf8')), {
      what: `the inspector's address in ${logFile}`,
    });
    const socket = new WebSocket(told[1] ?? '');
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return new Inspector(socket);
  }

  async start(): Promise<void> {
    await this.ask('Profiler.enable');
    await this.ask('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY_US });
    await this.ask('Profiler.start');
  }

  async stop(): Promise<CpuProfile> {
    const { profile } = (await this.ask('Profiler.stop')) as { profile: CpuProfile };
    this.socket.close();
    return profile;
  }

  /** Lets go of what nobody needs, so that what is left in memory is what is kept. */
  async collectGarbage(): Promise<void> {
    await this.ask('HeapProfiler.collectGarbage');
  }

  close(): void {
    this.socket.close();
  }

  private ask(method: string, params: object = {}): Promise<unknown> {
    this.last += 1;
    const id = this.last;
    this.socket.send(JSON.stringify({ id, method, params }));
    return new Promise(resolve => this.answers.set(id, resolve));
  }
}

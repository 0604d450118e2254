import { type FSWatcher, watch } from 'node:fs';
import { basename } from 'node:path';
import type { FlowFault } from '../../ivr/fault.ts';
import type { Flow } from '../../ivr/flow.ts';
import { readFlows } from '../../ivr/load.ts';
import type { Clock, Timer } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';

/** An editor writes a file in several steps; they are read as one, ms. */
const SETTLE_MS = 200;
/** A folder that cannot be watched is looked at again after this time, ms. */
const WATCH_AGAIN_MS = 5_000;

export interface FlowFolders {
  readonly flows: string;
  readonly prompts: string;
}

export interface FlowKeeperParts {
  readonly clock: Clock;
  readonly log: Log;
  /** All that is wrong now; empty when nothing is. */
  readonly onFaults: (faults: readonly FlowFault[]) => void;
  /** A text that passed the checks for the first time, to be known after a restart. */
  readonly onGood: (flow: Flow) => void;
}

/**
 * The flows at work. A file with faults is named with its line, and the last good text of that flow stays at work,
 * also after a restart: `known` are those of the process before.
 */
export class FlowKeeper {
  private readonly folders: FlowFolders;
  private readonly parts: FlowKeeperParts;
  private readonly known: ReadonlyMap<string, Flow>;
  private readonly flows = new Map<string, Flow>();
  private readonly watchers = new Map<string, FSWatcher>();
  private readonly timers = new Map<string, Timer>();
  private stopped = false;

  constructor(folders: FlowFolders, parts: FlowKeeperParts, known: readonly Flow[] = []) {
    this.folders = folders;
    this.parts = parts;
    this.known = new Map(known.map(flow => [flow.flow, flow]));
  }

  get(name: string): Flow | null {
    return this.flows.get(name) ?? null;
  }

  async start(): Promise<void> {
    await this.read();
    for (const folder of Object.values(this.folders)) this.watch(folder);
  }

  stop(): void {
    this.stopped = true;
    for (const timer of this.timers.values()) timer.cancel();
    for (const watcher of this.watchers.values()) watcher.close();
  }

  private watch(folder: string): void {
    try {
      const watcher = watch(folder, () => this.later('read', SETTLE_MS, () => void this.read()));
      watcher.on('error', () => this.watchAgain(folder));
      this.watchers.set(folder, watcher);
    } catch {
      this.watchAgain(folder);
    }
  }

  /** The folder is not there, or not the one it was. */
  private watchAgain(folder: string): void {
    this.watchers.get(folder)?.close();
    this.watchers.delete(folder);
    this.later(folder, WATCH_AGAIN_MS, () => {
      this.watch(folder);
      void this.read();
    });
  }

  private later(name: string, ms: number, run: () => void): void {
    this.timers.get(name)?.cancel();
    if (!this.stopped) this.timers.set(name, this.parts.clock.after(ms, run));
  }

  private async read(): Promise<void> {
    const { log, onFaults, onGood } = this.parts;
    const { flows, faults } = await this.load();
    for (const [name, flow] of flows) {
      if (this.flows.get(name)?.version !== flow.version)
        log.info({ flow: name, version: flow.version }, 'flow at work');
      this.flows.set(name, flow);
      if (this.known.get(name)?.version !== flow.version) onGood(flow);
    }
    for (const fault of faults) {
      log.error(`${fault.file}:${fault.line}:${fault.column} ${fault.code}: ${fault.words.en}`);
      this.recall(basename(fault.file, '.yaml'));
    }
    onFaults(faults);
  }

  private async load(): ReturnType<typeof readFlows> {
    try {
      return await readFlows(this.folders.flows, this.folders.prompts);
    } catch (error) {
      this.parts.log.error({ err: error }, 'flows cannot be read; the last good ones stay at work');
      for (const name of this.known.keys()) this.recall(name);
      const why = error instanceof Error ? error.message : String(error);
      const words = {
        es: `los flujos no se pueden leer (${why})`,
        en: `the flows cannot be read (${why})`,
      };
      const file = basename(this.folders.flows);
      return { flows: new Map(), faults: [{ code: 'unreadable', file, line: 1, column: 1, words }] };
    }
  }

  /** What the process before had as its last good one. */
  private recall(name: string): void {
    const flow = this.known.get(name);
    if (this.flows.has(name) || !flow) return;
    this.parts.log.warn({ flow: name, version: flow.version }, 'the last good flow of before is at work');
    this.flows.set(name, flow);
  }
}

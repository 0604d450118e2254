import { type FSWatcher, watch } from 'node:fs';
import type { FlowFault } from '../ivr/fault.ts';
import type { Flow } from '../ivr/flow.ts';
import { readFlows } from '../ivr/load.ts';
import type { Clock, Timer } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';

/** An editor writes a file in several steps; they are read as one, ms. */
const SETTLE_MS = 200;

/** The flows at work. A file with faults is named with its line, and the last good text of that flow stays at work. */
export class FlowKeeper {
  private readonly folder: string;
  private readonly parts: { clock: Clock; log: Log; onFaults: (faults: readonly FlowFault[]) => void };
  private flows = new Map<string, Flow>();
  private watcher: FSWatcher | null = null;
  private timer: Timer | null = null;

  constructor(folder: string, parts: FlowKeeper['parts']) {
    this.folder = folder;
    this.parts = parts;
  }

  get(name: string): Flow | null {
    return this.flows.get(name) ?? null;
  }

  async start(): Promise<void> {
    await this.read();
    this.watcher = watch(this.folder, () => {
      this.timer?.cancel();
      this.timer = this.parts.clock.after(SETTLE_MS, () => void this.read());
    });
  }

  stop(): void {
    this.timer?.cancel();
    this.watcher?.close();
  }

  private async read(): Promise<void> {
    const { log, onFaults } = this.parts;
    try {
      const { flows, faults } = await readFlows(this.folder);
      for (const [name, flow] of flows) {
        if (this.flows.get(name)?.version !== flow.version)
          log.info({ flow: name, version: flow.version }, 'flow at work');
        this.flows.set(name, flow);
      }
      for (const fault of faults) {
        log.error(`${fault.file}:${fault.line}:${fault.column} ${fault.code}: ${fault.words.en}`);
      }
      onFaults(faults);
    } catch (error) {
      log.error({ err: error }, 'flows cannot be read; the last good ones stay at work');
    }
  }
}

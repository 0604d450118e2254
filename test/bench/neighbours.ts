import { type ChildProcess, spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { giveWay } from '../../src/launcher/yielding.ts';

/** Processes that do nothing but work, one for each processor, at ordinary priority and each in a session of its own. */
export class BusyNeighbours {
  private readonly children: readonly ChildProcess[];

  constructor() {
    this.children = cpus().map(() =>
      spawn(process.execPath, ['--eval', 'for (;;);'], { stdio: 'ignore', detached: true }),
    );
    for (const { pid } of this.children) if (pid !== undefined) giveWay(pid, 0);
  }

  stop(): void {
    for (const child of this.children) child.kill('SIGKILL');
  }
}

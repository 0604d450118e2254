import { type ChildProcess, spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { goWithOthers } from '../../src/launcher/priority.ts';

/** Processes that do nothing but work, one for each processor, at ordinary priority and each in a session of its own. */
export class BusyNeighbours {
  private readonly children: readonly ChildProcess[];

  constructor() {
    this.children = cpus().map(() =>
      spawn(process.execPath, ['--eval', 'for (;;);'], { stdio: 'ignore', detached: true }),
    );
    for (const { pid } of this.children) if (pid !== undefined) goWithOthers(pid);
  }

  stop(): void {
    for (const child of this.children) child.kill('SIGKILL');
  }
}

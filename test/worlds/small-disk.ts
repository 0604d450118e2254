import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A disk of a few megabytes that one process sees at a folder, and nobody else: a tmpfs in a mount namespace of its
 * own. A normal user may have one where the machine gives them user namespaces.
 */
export class SmallDisk {
  readonly folder: string;
  private readonly megabytes: number;

  constructor(folder: string, megabytes: number) {
    mkdirSync(folder, { recursive: true });
    this.folder = folder;
    this.megabytes = megabytes;
  }

  /** The command as it must be started to see the disk. `links` are folders of the real disk, by name on this one. */
  command(
    command: string,
    args: readonly string[],
    links: Readonly<Record<string, string>> = {},
  ): [string, string[]] {
    const mount = `mount -t tmpfs -o size=${this.megabytes}m,mode=700 tmpfs "${this.folder}"`;
    const joined = Object.entries(links).map(([name, to]) => `ln -s "${to}" "${join(this.folder, name)}"`);
    const script = [mount, ...joined, 'exec "$0" "$@"'].join(' && ');
    return ['unshare', ['-Urm', 'sh', '-c', script, command, ...args]];
  }

  /** Takes all that is left; `pid` is a process that sees the disk. */
  fill(pid: number): void {
    try {
      writeFileSync(this.ballast(pid), Buffer.alloc(this.megabytes * 1024 * 1024));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    }
  }

  free(pid: number): void {
    rmSync(this.ballast(pid), { force: true });
  }

  private ballast(pid: number): string {
    return join(`/proc/${pid}/root`, this.folder, 'ballast');
  }
}

/** Whether this machine gives this user such a disk. */
export function hasSmallDisk(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'cauce-disk-'));
  const [command, args] = new SmallDisk(folder, 1).command('true', []);
  const { status } = spawnSync(command, args);
  rmSync(folder, { recursive: true });
  return status === 0;
}

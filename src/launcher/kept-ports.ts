import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeOwned } from './folders.ts';
import { freePort, isPortFree } from './ports.ts';
import { livingProcess } from './supervise.ts';

/**
 * Inner ports are chosen free at the first start and kept, so that a new launcher finds the parts of the old one
 * where they listen. A kept port that a stranger has taken meanwhile is replaced.
 * @param parts name of each part, and of the port it listens on
 */
export async function keptPorts<Name extends string>(
  runFolder: string,
  parts: readonly Name[],
): Promise<Record<Name, number>> {
  const path = join(runFolder, 'ports.json');
  const kept = read(path);
  const entries: [Name, number][] = [];
  for (const part of parts) {
    const port = kept[part];
    const usable =
      port !== undefined &&
      (livingProcess(runFolder, part) !== null || (await isPortFree(port, '127.0.0.1', 'tcp')));
    entries.push([part, usable ? port : await freePort()]);
  }
  const ports = Object.fromEntries(entries) as Record<Name, number>;
  writeOwned(path, JSON.stringify(ports));
  return ports;
}

function read(path: string): Readonly<Record<string, number>> {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}

import { chmodSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { publish, wholeEntries, workFolder } from './cache.ts';
import { type DebianMachine, debianMachine, machineSources, PrivateApt } from './debian.ts';
import { makeFolder, PUBLIC, writeOwned } from './folders.ts';
import type { Progress } from './progress.ts';
import { runCommand } from './run-command.ts';

/** What the tests drive and nobody here wrote. */
export type TestTool = {
  readonly name: string;
  readonly package: string;
  /** Where Debian's package puts the program. */
  readonly installed: string;
  /** The program below an unpacked root, past Debian's start scripts, which look for files of the machine. */
  readonly unpacked: string;
  /** The variable that tells the tests where it is. */
  readonly variable: string;
  readonly probe: readonly string[];
};

export const TEST_TOOLS: readonly TestTool[] = [
  {
    name: 'SIPp',
    package: 'sip-tester',
    installed: '/usr/bin/sipp',
    unpacked: 'usr/bin/sipp',
    variable: 'CAUCE_SIPP',
    probe: ['-v'],
  },
  {
    name: 'Chromium',
    package: 'chromium',
    installed: '/usr/bin/chromium',
    unpacked: 'usr/lib/chromium/chromium',
    variable: 'CAUCE_CHROMIUM',
    probe: ['--version'],
  },
  {
    name: 'coturn',
    package: 'coturn',
    installed: '/usr/bin/turnserver',
    unpacked: 'usr/bin/turnserver',
    variable: 'CAUCE_COTURN',
    probe: ['--version'],
  },
];

/** The program of a tool: the machine's own, the cache's, or the release's package unpacked into the cache. */
export async function provisionTestTool(tool: TestTool, progress: Progress): Promise<string> {
  const chosen = process.env[tool.variable];
  if (chosen) return chosen;
  if (existsSync(tool.installed)) return tool.installed;
  const machine = await debianMachine();
  const prefix = `${tool.package}-${machine.codename}-`;
  for (const entry of wholeEntries(prefix)) {
    if (await works(tool, join(entry, 'start'))) return join(entry, 'start');
  }
  progress(`Descargo ${tool.name}…`, `Downloading ${tool.name}…`);
  return fetchTool(tool, machine, prefix);
}

async function fetchTool(tool: TestTool, machine: DebianMachine, prefix: string): Promise<string> {
  const work = workFolder(tool.package);
  try {
    const sources = await machineSources(machine, join(work, 'sources'));
    rmSync(join(work, 'sources'), { recursive: true, force: true });
    const apt = new PrivateApt(join(work, 'apt'), sources, '/var/lib/dpkg/status');
    await apt.update();
    const version = await apt.version(tool.package);
    if (version === null) throw new Error(`apt has no package ${tool.package}`);
    await apt.unpack(await apt.closure([tool.package]), makeFolder(join(work, 'root'), PUBLIC));
    rmSync(join(work, 'apt'), { recursive: true });
    writeStartScript(tool, machine, join(work, 'start'));
    const entry = publish(work, `${prefix}${version}-${machine.architecture}`, { [tool.package]: version });
    const start = join(entry, 'start');
    if (!(await works(tool, start))) throw new Error(`${tool.name} does not run from ${entry}`);
    return start;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Names no absolute path, because the entry is built in one place and used in another. */
function writeStartScript(tool: TestTool, machine: DebianMachine, path: string): void {
  const libraries = `$root/usr/lib/${machine.triplet}:$root/lib/${machine.triplet}`;
  const script = [
    '#!/bin/sh',
    'root=$(dirname "$(readlink -f "$0")")/root',
    `LD_LIBRARY_PATH="${libraries}" exec "$root/${tool.unpacked}" "$@"`,
    '',
  ];
  writeOwned(path, script.join('\n'), 0o755);
  chmodSync(path, 0o755);
}

/** SIPp answers its version with exit code 99, so that it says something is what counts. */
async function works(tool: TestTool, program: string): Promise<boolean> {
  const said = await runCommand(program, tool.probe).catch(error => String(error));
  return !/error while loading|not found|ENOENT|EACCES/i.test(said);
}

import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { say } from './say.mjs';
import { SERVICE_HOME } from './user.mjs';

/** What the tests drive that nobody here wrote, with the Debian package it comes in. */
const TOOLS = [
  { program: 'sipp', package: 'sip-tester' },
  { program: 'chromium', package: 'chromium' },
];

const SIPP = '/usr/bin/sipp';

/**
 * Root may install the packages of the missing tools; a normal user's launcher unpacks them privately later.
 * A failure is not one of the start: the tests that need the tool are listed as NOT RUN.
 */
export function installTestTools(user) {
  if (user === null) return;
  const missing = TOOLS.filter(tool => spawnSync('which', [tool.program]).status !== 0).map(
    tool => tool.package,
  );
  if (missing.length === 0) return;
  say(`Instalo ${missing.join(' y ')}…`, `Installing ${missing.join(' and ')}…`);
  const apt = args =>
    spawnSync('apt-get', ['-q', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  const install = ['install', '-y', '--no-install-recommends', ...missing];
  if (apt(install).status !== 0 && apt(['update']).status === 0) apt(install);
}

/**
 * SIPp plays recorded keys (RFC 4733) through a raw socket, which only root may open. The tests run as the service
 * user, so a copy of SIPp for that user alone gets this one right.
 * @returns {Record<string, string>} what the tests have to know of it
 */
export function rawSipp(user) {
  if (user === null || !existsSync(SIPP)) return {};
  const copy = join(SERVICE_HOME, 'sipp-raw');
  rmSync(copy, { force: true });
  copyFileSync(SIPP, copy);
  chmodSync(copy, 0o750);
  spawnSync('chown', [`root:${user.gid}`, copy]);
  if (spawnSync('setcap', ['cap_net_raw+ep', copy]).status !== 0) return {};
  return { CAUCE_SIPP: copy, CAUCE_SIPP_RAW: '1' };
}

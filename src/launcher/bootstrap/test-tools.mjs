import { spawnSync } from 'node:child_process';
import { say } from './say.mjs';

/** What the tests drive that nobody here wrote, with the Debian package it comes in. */
const TOOLS = [
  { program: 'sipp', package: 'sip-tester' },
  { program: 'chromium', package: 'chromium' },
];

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

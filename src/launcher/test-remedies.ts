/** What a test needs that a machine may not have, and how the machine gets it. */
type Need = {
  /** Found in the path of the test's file with the test's name behind it. */
  readonly tests: RegExp;
  readonly remedy: string;
};

/** The first that fits counts. */
const NEEDS: readonly Need[] = [
  {
    tests: /(worlds\/voice-quality|browser\/diagnosis)\.test/,
    remedy: [packageRemedy('coturn', 'CAUCE_COTURN'), packageRemedy('chromium', 'CAUCE_CHROMIUM')].join('; '),
  },
  { tests: /test\/(browser\/|kit\/browser\.test)/, remedy: packageRemedy('chromium', 'CAUCE_CHROMIUM') },
  {
    tests: /kit\/sipp\.test.*presses a key inside the voice/,
    remedy: 'como root, con sip-tester y libcap2-bin / as root, with sip-tester and libcap2-bin',
  },
  {
    tests: /(kit\/sipp|stories\/(first-call|telephones))\.test/,
    remedy: packageRemedy('sip-tester', 'CAUCE_SIPP'),
  },
  {
    tests: /worlds\/full-disk\.test/,
    remedy: [
      '`unshare -Urm true` debe servir a un usuario normal / must work for a normal user:',
      'sysctl user.max_user_namespaces > 0;',
      'kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu);',
      '--security-opt seccomp=unconfined --security-opt apparmor=unconfined (Docker)',
    ].join(' '),
  },
];

const UNKNOWN =
  'npm run doctor dice qué falta; algo pide root / npm run doctor tells what is missing; some need root';

/** For tests that were left out because what comes before them failed. */
export const SET_UP_FAILED = 'su preparación falló, véase arriba / its set-up failed, see above';

/** How a test that was left out can run, in Spanish and English; `file` is the path of its file. */
export function remedyOf(file: string, name: string): string {
  return NEEDS.find(need => need.tests.test(`${file} ${name}`))?.remedy ?? UNKNOWN;
}

function packageRemedy(name: string, variable: string): string {
  return `apt-get install --no-install-recommends ${name}, o su programa en / or its program in ${variable}`;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EnvironmentError } from '../../src/kit/environment.ts';
import {
  type Branch,
  fallbacks,
  mayRun,
  preferred,
  refusal,
  releaseOf,
  TRIED,
  versionsIn,
  wishedBranch,
} from '../../src/launcher/asterisk-branches.ts';

/** Of the package lists of 28 November 2026: what they say of Asterisk, its modules and its Spanish sounds. */
const list = (suite: string) =>
  readFileSync(join(import.meta.dirname, 'package-lists', `${suite}.txt`), 'utf8');

const wish = (branch: string) => wishedBranch({ CAUCE_ASTERISK_BRANCH: branch });

/** The same list when Debian has gone on to another version. */
const later = (version: string) => list('sid').replaceAll('1:22.10.1+', version);

const offer = (suite: string, text: string) => ({ suite, versions: versionsIn(text, 'asterisk') });
const SID = '1:22.10.1+dfsg+~cs6.17.60671434-1';
const sid = offer('sid', list('sid'));
const stable = offer('stable', list('stable'));
const newer = offer('sid', later('1:24.1.0+'));

/** When the contract suite has passed on 24 as well. */
const BOTH: readonly Branch[] = [...TRIED, { major: 24, oldest: [24, 0, 1] }];

describe('the package lists', () => {
  test('say which versions of Asterisk a release of Debian has', () => {
    expect(sid.versions).toEqual([SID]);
    expect(stable.versions).toEqual([]);
    expect(versionsIn(`${list('sid')}\n${later('1:24.1.0+')}`, 'asterisk')).toHaveLength(2);
  });

  test.each([
    [SID, '22.10.1'],
    ['1:22.10.1~dfsg+~cs6.10.40431414-1', '22.10.1'],
    ['22.9.0', '22.9.0'],
    ['1:24.0.0~rc1-1', null],
    ['1:24.0.0-beta1-1', null],
    ['nothing', null],
  ])('%s is the release %s', (version, release) => {
    expect(releaseOf(version)).toBe(release);
  });
});

describe('which Asterisk may run', () => {
  test('22 from 22.10.1 on and nothing else', () => {
    expect(['22.10.1', '22.10.2', '22.11.0'].every(version => mayRun(version))).toBe(true);
    const bad = ['22.10.0', '22.9.5', '20.15.1', '23.0.0', '24.1.0', '0', '22', ''];
    expect(bad.filter(version => mayRun(version))).toEqual([]);
  });

  test('of a branch that a person wishes every release, of one that was tried none with a hole', () => {
    expect(mayRun('24.0.0', 24)).toBe(true);
    expect(mayRun('22.10.1', 24)).toBe(false);
    expect(mayRun('22.10.0', 22)).toBe(false);
    expect(mayRun('24.0.0', 24, BOTH)).toBe(false);
  });

  test('a wish for an old branch, or for none, is refused with an example', () => {
    expect(wishedBranch({})).toBeNull();
    expect(wish('')).toBeNull();
    expect(wish('24')).toBe(24);
    for (const text of ['20', '-24', '24.1', 'sid']) expect(() => wish(text)).toThrow(EnvironmentError);
  });
});

describe('what is taken', () => {
  test('the 22 of the first release of Debian that has it, and no release candidate', () => {
    expect(preferred(sid, null)).toEqual({ suite: 'sid', version: SID, warning: null });
    expect(preferred(stable, null)).toBeNull();
    expect(preferred(offer('experimental', list('experimental')), null)).toBeNull();
  });

  test('the newest of several', () => {
    const both = { suite: 'sid', versions: ['1:22.10.1-1', '1:22.10.12-1', '1:22.10.9-1', '1:24.0.0-1'] };
    expect(preferred(both, null)?.version).toBe('1:22.10.12-1');
  });

  test('a newer branch that passed the same tests, with a warning, where Debian has 22 no more', () => {
    expect(preferred(newer, null, BOTH)).toBeNull();
    const [candidate, ...others] = fallbacks([newer, stable], null, BOTH);
    expect(candidate).toMatchObject({ suite: 'sid', version: expect.stringMatching(/^1:24\.1\.0/) });
    expect(candidate?.warning?.es).toContain('24.1.0');
    expect(candidate?.warning?.en).toContain('passed the same tests');
    expect(others).toEqual([]);
  });

  test('never an untried branch by itself: the sentence says how to try it', () => {
    expect(fallbacks([newer, stable], null)).toEqual([]);
    const { es, en } = refusal([newer, stable], null);
    for (const sentence of [es, en]) {
      expect(sentence).toContain('CAUCE_ASTERISK_BRANCH=24');
      expect(sentence).toContain('npm test -- test/contracts/telephony');
      expect(sentence).toContain('sid: 1:24.1.0');
      expect(sentence).toContain('stable: —');
    }
  });

  test('the untried branch that a person wishes, with a warning', () => {
    const candidate = preferred(newer, 24);
    expect(candidate?.version).toMatch(/^1:24\.1\.0/);
    expect(candidate?.warning?.en).toContain('was not tried');
    expect(preferred(sid, 24)).toBeNull();
  });

  test('a branch with a year of support, or an older release, is not proposed', () => {
    for (const version of ['1:23.2.0+', '1:22.10.0+', '1:20.9.0+']) {
      expect(preferred(offer('sid', later(version)), null)).toBeNull();
      expect(refusal([offer('sid', later(version))], null).es).not.toContain('CAUCE_ASTERISK_BRANCH');
    }
  });
});

import { type Environment, EnvironmentReader } from '../kit/environment.ts';
import type { Words } from '../kit/errors.ts';

/** A branch of Asterisk on which the contract suite of the telephone has passed (`npm test -- test/contracts/telephony`). */
export type Branch = {
  readonly major: number;
  /** The first release without a hole that is known. */
  readonly oldest: readonly [number, number, number];
};

/** The branches that were tried, the preferred one first. A new line here is the last step of trying one. */
export const TRIED: readonly Branch[] = [
  // 22.10.1 closed two holes in ARI itself (GHSA-vrfp-mg3q-3959, GHSA-wcvv-g26m-wx5c).
  { major: 22, oldest: [22, 10, 1] },
];

/** Chooses a branch other than the preferred one, also one that was not tried yet. */
export const BRANCH_VARIABLE = 'CAUCE_ASTERISK_BRANCH';

/** What the package list of one release of Debian has: whole versions as Debian writes them. */
export type Offer = { readonly suite: string; readonly versions: readonly string[] };

/** A version that may be taken; `warning` when a person should know that it is not the usual one. */
export type Candidate = { readonly suite: string; readonly version: string; readonly warning: Words | null };

/**
 * The branch that a person chose; null: ours to choose. Throws an `EnvironmentError` for one that is no branch, or that is
 * older than all that were tried.
 */
export function wishedBranch(env: Environment, tried: readonly Branch[] = TRIED): number | null {
  const reader = new EnvironmentReader(env);
  const text = reader.text(BRANCH_VARIABLE);
  const least = Math.min(...tried.map(branch => branch.major));
  const major = text === null ? null : Number(text);
  if (major !== null && (!Number.isInteger(major) || major < least)) {
    reader.fault(
      BRANCH_VARIABLE,
      `debe ser una rama de Asterisk desde ${least}, por ejemplo «24»`,
      `must be a branch of Asterisk from ${least} on, for example "24"`,
    );
  }
  reader.end();
  return major;
}

/** Whether a version such as `22.10.1` may answer calls. */
export function mayRun(
  version: string,
  wished: number | null = null,
  tried: readonly Branch[] = TRIED,
): boolean {
  const parts = numbersOf(version);
  if (parts === null) return false;
  const branch = tried.find(each => each.major === parts[0]);
  if (wished !== null && parts[0] !== wished) return false;
  return branch === undefined ? parts[0] === wished : compare(parts, branch.oldest) >= 0;
}

/** The versions of a package in the text of a package list, each with all that Debian writes around upstream's. */
export function versionsIn(packages: string, name: string): string[] {
  return packages
    .split(/\n\s*\n/)
    .filter(stanza => new RegExp(`^Package: ${name}$`, 'm').test(stanza))
    .flatMap(stanza => /^Version: (\S+)$/m.exec(stanza)?.[1] ?? []);
}

/** Upstream's part of a version: `1:22.10.1+dfsg+~cs6.17-1` → `22.10.1`; null for what is no release, such as `24.0.0-rc2`. */
export function releaseOf(version: string): string | null {
  const [, release, rest = ''] = /^(?:\d+:)?(\d+\.\d+\.\d+)(.*)$/.exec(version) ?? [];
  return release === undefined || /^[~-](rc|beta|alpha|pre|git)/.test(rest) ? null : release;
}

/** What may be taken of one release of Debian as a matter of course: of the branch that is wished, or the preferred one. */
export function preferred(
  offer: Offer,
  wished: number | null,
  tried: readonly Branch[] = TRIED,
): Candidate | null {
  return newest(offer, wished ?? tried[0]?.major ?? 0, wished, tried);
}

/** What may be taken where no release of Debian has the preferred branch: the others that were tried, with a warning. */
export function fallbacks(
  offers: readonly Offer[],
  wished: number | null,
  tried: readonly Branch[] = TRIED,
): Candidate[] {
  if (wished !== null) return [];
  return tried
    .slice(1)
    .flatMap(branch => offers.flatMap(offer => newest(offer, branch.major, null, tried) ?? []));
}

/** Why nothing of what the releases of Debian have may be taken, and what a person can do. */
export function refusal(
  offers: readonly Offer[],
  wished: number | null,
  tried: readonly Branch[] = TRIED,
): Words {
  const found = offers.map(({ suite, versions }) => `${suite}: ${versions.join(', ') || '—'}`).join('; ');
  const wanted = wished ?? tried.map(branch => branch.oldest.join('.')).join(', ');
  const next = untriedBranch(offers, tried);
  const what = {
    es: `Hace falta Asterisk ${wanted}, o uno más nuevo de la misma rama, y Debian tiene ${found}.`,
    en: `Asterisk ${wanted} is needed, or a newer one of the same branch, and Debian has ${found}.`,
  };
  if (next === null) return what;
  return {
    es:
      `${what.es}\nLa rama ${next} todavía no se ha probado con Cauce. Para tomarla de todos modos: ` +
      `${BRANCH_VARIABLE}=${next}. Si con ella pasa «npm test -- test/contracts/telephony», añádala a ` +
      'src/launcher/asterisk-branches.ts.',
    en:
      `${what.en}\nBranch ${next} was not tried with Cauce yet. To take it all the same: ` +
      `${BRANCH_VARIABLE}=${next}. When "npm test -- test/contracts/telephony" passes on it, add it to ` +
      'src/launcher/asterisk-branches.ts.',
  };
}

/** The newest branch beyond those that were tried, of those with support for years: upstream gives it to the even ones. */
function untriedBranch(offers: readonly Offer[], tried: readonly Branch[]): number | null {
  const known = Math.max(...tried.map(branch => branch.major));
  const majors = offers
    .flatMap(offer => offer.versions)
    .flatMap(version => numbersOf(releaseOf(version) ?? '')?.[0] ?? [])
    .filter(major => major > known && major % 2 === 0);
  return majors.length === 0 ? null : Math.max(...majors);
}

function newest(
  offer: Offer,
  major: number,
  wished: number | null,
  tried: readonly Branch[],
): Candidate | null {
  const good = offer.versions
    .map(version => ({ version, release: releaseOf(version) ?? '' }))
    .filter(({ release }) => numbersOf(release)?.[0] === major && mayRun(release, wished, tried))
    .sort((a, b) => compare(numbersOf(b.release) ?? [], numbersOf(a.release) ?? []));
  const [best] = good;
  if (best === undefined) return null;
  return { suite: offer.suite, version: best.version, warning: warningOf(best.release, major, tried) };
}

/** Nothing to say of the preferred branch. */
function warningOf(release: string, major: number, tried: readonly Branch[]): Words | null {
  const usual = tried[0]?.major;
  if (major === usual) return null;
  if (tried.some(branch => branch.major === major)) {
    return {
      es: `Atención: Asterisk ${release}. Debian ya no tiene la rama ${usual}; la ${major} pasó las mismas pruebas.`,
      en: `Warning: Asterisk ${release}. Debian has branch ${usual} no more; ${major} passed the same tests.`,
    };
  }
  return {
    es: `Atención: Asterisk ${release}, de una rama que no se ha probado con Cauce (${BRANCH_VARIABLE}=${major}).`,
    en: `Warning: Asterisk ${release}, of a branch that was not tried with Cauce (${BRANCH_VARIABLE}=${major}).`,
  };
}

function numbersOf(version: string): readonly [number, number, number] | null {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)$/.exec(version) ?? [];
  return major === undefined ? null : [Number(major), Number(minor), Number(patch)];
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [place, part] of a.entries()) {
    const difference = part - (b[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

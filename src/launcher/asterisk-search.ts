import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Words } from '../kit/errors.ts';
import { AptFault, type AptFaultKind, isDiskFull } from './apt-fault.ts';
import {
  type Candidate,
  fallbacks,
  type Offer,
  preferred,
  refusal,
  versionsIn,
} from './asterisk-branches.ts';
import { PrivateApt, type Source } from './debian.ts';
import type { Progress } from './progress.ts';

/**
 * Where Asterisk is looked for. Names of what Debian publishes, not of its releases: they are right in other years too.
 */
export const SUITES = ['sid', 'testing', 'stable', 'stable-backports'];

export type Search = {
  /** In the order in which they are asked. */
  readonly mirrors: readonly Omit<Source, 'release'>[];
  readonly suites: readonly string[];
  /** The branch that a person chose. */
  readonly wished: number | null;
  /** A folder for the lists and downloads. */
  readonly work: string;
  /** As `PrivateApt` has it. */
  readonly patienceMs?: number;
  readonly progress: Progress;
};

/** No mirror and no release had an Asterisk to run; one line for each that was asked. */
export class NotFoundError extends Error {
  readonly words: Words;

  constructor(faults: readonly Words[], why: Words | null) {
    const all = why === null ? faults : [...faults, why];
    const words = { es: all.map(({ es }) => es).join('\n'), en: all.map(({ en }) => en).join('\n') };
    super(`${words.es}\n${words.en}`);
    this.name = 'NotFoundError';
    this.words = words;
  }
}

/** What is so for every release of a mirror. */
const AWAY: readonly AptFaultKind[] = ['unreachable', 'intercepted'];

/** A place that has been asked: the apt with its lists, and what they have. */
type Asked = { readonly apt: PrivateApt; readonly offer: Offer };

/**
 * Asks the releases of Debian on each mirror in turn until `take` has made something of an Asterisk that may run: first of
 * the preferred branch, and where no release has that, of the others that were tried. Whatever fails, the next is tried.
 * Throws a `NotFoundError` that says what each of them lacked; a full disk ends the search at once.
 */
export async function searchAsterisk<Taken>(
  search: Search,
  take: (apt: PrivateApt, candidate: Candidate) => Promise<Taken>,
): Promise<Taken> {
  const faults: Words[] = [];
  const asked: Asked[] = [];
  const attempt = async ({ apt, offer }: Asked, candidate: Candidate): Promise<{ taken: Taken } | null> => {
    const { warning } = candidate;
    if (warning !== null) search.progress(warning.es, warning.en);
    try {
      return { taken: await take(apt, candidate) };
    } catch (fault) {
      if (isDiskFull(fault)) throw fault;
      faults.push(toldOf(offer.suite, fault));
      return null;
    }
  };
  for await (const place of ask(search, faults)) {
    asked.push(place);
    const candidate = preferred(place.offer, search.wished);
    const done = candidate === null ? null : await attempt(place, candidate);
    if (done !== null) return done.taken;
  }
  const offers = asked.map(({ offer }) => offer);
  for (const candidate of fallbacks(offers, search.wished)) {
    for (const place of asked.filter(({ offer }) => offer.suite === candidate.suite)) {
      const done = await attempt(place, candidate);
      if (done !== null) return done.taken;
    }
  }
  const hasGood = offers.some(offer => preferred(offer, search.wished) !== null);
  throw new NotFoundError(faults, offers.length === 0 || hasGood ? null : refusal(offers, search.wished));
}

/** Each release on each mirror that has lists of it; the faults of the others are noted. */
async function* ask({ mirrors, suites, work, patienceMs }: Search, faults: Words[]): AsyncGenerator<Asked> {
  const away = new Set<string>();
  for (const suite of suites) {
    for (const [index, mirror] of mirrors.entries()) {
      if (away.has(mirror.uri)) continue;
      const folder = join(work, `apt-${suite}-${index}`);
      try {
        const apt = new PrivateApt(folder, [{ ...mirror, release: suite }], null, patienceMs);
        await apt.update();
        yield { apt, offer: { suite, versions: versionsIn(await apt.show('asterisk'), 'asterisk') } };
      } catch (fault) {
        if (isDiskFull(fault)) throw fault;
        if (fault instanceof AptFault && AWAY.includes(fault.kind)) away.add(mirror.uri);
        faults.push(toldOf(`${suite} (${mirror.uri})`, fault));
        rmSync(folder, { recursive: true, force: true });
      }
    }
  }
}

function toldOf(where: string, fault: unknown): Words {
  const message = fault instanceof Error ? fault.message : String(fault);
  const words = fault instanceof AptFault ? fault.words : { es: message, en: message };
  return { es: `${where}: ${words.es}`, en: `${where}: ${words.en}` };
}
